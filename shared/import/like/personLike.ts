/** Whether two persons of different sources may be one: name, ID number, birth, village and telephone weighed together. */
import type { HouseholdRecord, Row } from '../../derive/record';
import { idBirthDate, idSex, normaliseId } from '../../values/idNumber';
import type { LikeReason } from '../types';
import { idLike, type IdRelation } from './idLike';
import { nameLike, plainName, type NameRelation, type Pinyin } from './nameLike';

/** What is compared of a person; '' = unknown. */
export interface Person {
  readonly name: string;
  readonly sound: string;
  readonly id: string;
  /** As precise as it is known: yyyy, yyyymm or yyyymmdd. */
  readonly birth: string;
  readonly sex: string;
  /** Natural village, group and village, each '' when unknown. */
  readonly places: readonly string[];
  readonly phone: string;
}

export interface Likeness {
  readonly score: number;
  readonly reasons: readonly LikeReason[];
}

/** From this score on two persons are shown to somebody who can know. */
export const SUSPECT_SCORE = 5.5;
/** A score of certain persons, for shares between 0 and 1. */
const SURE_SCORE = 10;

const NAME_WEIGHT: Readonly<Record<NameRelation, number>> = {
  same: 4,
  homophone: 3,
  shape: 3,
  order: 2.5,
  accent: 2,
  longer: 1,
  one_char: 0.5,
  unknown: 0,
  different: -5,
};

const ID_WEIGHT: Readonly<Record<IdRelation, number>> = {
  same: 9,
  near: 5,
  near15: 3,
  near2: 3,
  unknown: 0,
  different: -3,
  different_valid: -6,
};

const NAME_REASON: Readonly<Partial<Record<NameRelation, LikeReason>>> = {
  same: 'same_name',
  homophone: 'homophone',
  accent: 'homophone',
  shape: 'shape',
  order: 'order',
  longer: 'shape',
};

/** The person of a member row; the place is the household's. A household's telephone is everybody's and tells nobody apart. */
export function personOf(row: Row, record: HouseholdRecord | undefined, pinyin: Pinyin): Person {
  const name = plainName(text(row['name']));
  return person(name, row, record, pinyin, text(row['member_phone']));
}

/** The head, from the household's own fields and the 户主 among the members. */
export function headOf(record: HouseholdRecord, pinyin: Pinyin): Person {
  const heads = record.members.filter(({ relation }) => relation === '户主');
  const member: Row = (heads.length === 1 ? heads[0] : undefined) ?? {};
  const row: Row = { ...member };
  const [id, name] = [record.fields['head_id_no'], record.fields['head_name']];
  if (id !== undefined) row['id_no'] = id;
  const phone = text(record.fields['phone'] ?? member['member_phone']);
  return person(plainName(text(name ?? member['name'])), row, record, pinyin, phone);
}

function person(name: string, row: Row, record: HouseholdRecord | undefined, pinyin: Pinyin, phone: string): Person {
  const id = normaliseId(text(row['id_no']));
  const fields = record?.fields ?? {};
  return {
    name,
    sound: name === '' ? '' : pinyin(name),
    id,
    birth: text(row['birth_date']) || (idBirthDate(id) ?? ''),
    sex: text(row['sex']) || (idSex(id) ?? ''),
    places: ['natural_village', 'group', 'village'].map((key) => text(fields[key])),
    phone,
  };
}

/** Weighs two persons; the higher the likelier they are one. */
export function personLike(a: Person, b: Person): Likeness {
  const reasons: LikeReason[] = [];
  const name = nameLike(a.name, b.name, a.sound, b.sound);
  const reason = NAME_REASON[name];
  if (reason !== undefined) reasons.push(reason);
  const id = idLike(a.id, b.id);
  if (id === 'near' || id === 'near15' || id === 'near2') reasons.push('near_id');
  const birth = birthWeight(a.birth, b.birth);
  if (birth >= 1.5 && a.birth === b.birth) reasons.push('same_birth');
  let score = NAME_WEIGHT[name] + idWeight(id, name, a, b) + (dependent(id) ? Math.max(0, birth - 2) : birth);
  const neighbours = sameVillage(a, b);
  if (neighbours !== undefined) score += neighbours ? 1 : -1.5;
  if (neighbours === true) reasons.push('same_village');
  if (a.sex !== '' && b.sex !== '' && a.sex !== b.sex && id !== 'near' && id !== 'same') score -= 3;
  if (a.phone !== '' && a.phone === b.phone && (name === 'same' || reason !== undefined)) {
    score += 1.5;
    reasons.push('same_phone');
  }
  return { score, reasons };
}

/** Score as a share between 0 and 1. */
export function shareOf(score: number): number {
  return Math.round(Math.max(0, Math.min(1, score / SURE_SCORE)) * 100) / 100;
}

/** By the smallest place that both name; undefined when there is none. */
function sameVillage(a: Person, b: Person): boolean | undefined {
  const at = a.places.findIndex((place, index) => place !== '' && (b.places[index] ?? '') !== '');
  return at < 0 ? undefined : a.places[at] === b.places[at];
}

/** The birth date follows from the numbers that were compared already. */
function dependent(id: IdRelation): boolean {
  return id === 'near' || id === 'near15' || id === 'near2' || id === 'same';
}

function idWeight(id: IdRelation, name: NameRelation, a: Person, b: Person): number {
  // A number given anew keeps district and birth; twins share those, but hardly a name.
  if (id === 'different_valid' && name === 'same' && a.id.length === 18 && b.id.length === 18)
    return a.id.slice(0, 14) === b.id.slice(0, 14) ? -1 : a.birth !== '' && a.birth === b.birth ? -2 : -6;
  return ID_WEIGHT[id];
}

/** 3 for the same day, less for coarser or slipped dates, −4 for another. */
function birthWeight(a: string, b: string): number {
  if (a === '' || b === '') return 0;
  if (a === b) return a.length === 8 ? 3 : a.length === 6 ? 2 : 1;
  if (a.startsWith(b) || b.startsWith(a)) return Math.min(a.length, b.length) >= 6 ? 2 : 1;
  if (a.length === 8 && b.length === 8) {
    if (a.slice(0, 4) === b.slice(0, 4) && a.slice(4, 6) === b.slice(6) && a.slice(6) === b.slice(4, 6)) return 1.5;
    let off = 0;
    for (let at = 0; at < 8; at++) if (a[at] !== b[at]) off++;
    const swapped = off === 2 && a.split('').toSorted().join('') === b.split('').toSorted().join('');
    // The decade or century is another generation, not a slip.
    if (a.slice(0, 2) === b.slice(0, 2) && (off === 1 || (swapped && a.slice(0, 3) === b.slice(0, 3)))) return 1.5;
  }
  return -4;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}
