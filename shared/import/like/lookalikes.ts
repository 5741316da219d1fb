/** Households that may be one without an ID number that says so; found by keys, never by comparing all with all. */
import type { HouseholdRecord } from '../../derive/record';
import { personKey } from '../../values/idNumber';
import type { LikeReason, Suspect } from '../types';
import { idKeys } from './idLike';
import { accentKey, plainName, type Pinyin } from './nameLike';
import { headOf, personLike, shareOf, SUSPECT_SCORE, type Person } from './personLike';

/** Of everybody that shares a key only so many are compared unless birth or village agree too: 200 of one name are no hint. */
const CROWD = 48;
/** Shown per household. */
const MOST = 5;

interface Entry {
  readonly record: HouseholdRecord;
  readonly head: Person;
}

export class Lookalikes {
  private readonly byKey = new Map<string, Entry[]>();
  /** Of the keys that more people share than can be compared: by what else has to agree. */
  private readonly crowds = new Map<string, Map<string, Entry[]>>();
  private readonly byMember = new Map<string, Set<HouseholdRecord>>();

  constructor(
    records: readonly HouseholdRecord[],
    private readonly pinyin: Pinyin,
  ) {
    for (const record of records) this.add(record);
  }

  private add(record: HouseholdRecord): void {
    const entry = { record, head: headOf(record, this.pinyin) };
    for (const key of keysOf(entry.head)) {
      const list = this.byKey.get(key);
      if (list === undefined) this.byKey.set(key, [entry]);
      else list.push(entry);
    }
    for (const key of personKeys(record)) {
      const set = this.byMember.get(key);
      if (set === undefined) this.byMember.set(key, new Set([record]));
      else set.add(record);
    }
  }

  /** Whether anybody in it is worth a comparison; cheap, for sifting an archive batch by batch. */
  wants(record: HouseholdRecord): boolean {
    if (personKeys(record).some((key) => this.byMember.has(key))) return true;
    const head = headOf(record, this.pinyin);
    return keysOf(head).some((key) => this.candidates(key, head).length > 0);
  }

  /** The households that this one may be, most alike first; `but` are left out. */
  find(record: HouseholdRecord, but: ReadonlySet<HouseholdRecord> = new Set()): Suspect[] {
    const head = headOf(record, this.pinyin);
    const seen = new Set<HouseholdRecord>();
    const found: Suspect[] = [];
    const look = (other: HouseholdRecord, theirs: Person): void => {
      if (seen.has(other) || but.has(other)) return;
      seen.add(other);
      const suspect = compare(record, head, other, theirs);
      if (suspect !== null) found.push(suspect);
    };
    for (const key of keysOf(head)) for (const entry of this.candidates(key, head)) look(entry.record, entry.head);
    for (const key of personKeys(record)) {
      for (const other of this.byMember.get(key) ?? []) if (!seen.has(other)) look(other, headOf(other, this.pinyin));
    }
    return found.toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, MOST);
  }

  private candidates(key: string, head: Person): readonly Entry[] {
    const list = this.byKey.get(key) ?? [];
    if (list.length <= CROWD) return list;
    const crowd = this.crowds.get(key) ?? crowdOf(list);
    this.crowds.set(key, crowd);
    return marksOf(head).flatMap((mark) => {
      const found = crowd.get(mark) ?? [];
      return found.length <= CROWD ? found : [];
    });
  }
}

function crowdOf(list: readonly Entry[]): Map<string, Entry[]> {
  const crowd = new Map<string, Entry[]>();
  for (const entry of list) {
    for (const mark of marksOf(entry.head)) {
      const known = crowd.get(mark);
      if (known === undefined) crowd.set(mark, [entry]);
      else known.push(entry);
    }
  }
  return crowd;
}

/** What has to agree too in a crowd. A coarse birth date meets others of its year. */
function marksOf({ birth, phone }: Person): string[] {
  const marks = birth === '' ? [] : [birth, `${birth.slice(0, 4)}?`];
  return phone === '' ? marks : [...marks, `t${phone}`];
}

function compare(record: HouseholdRecord, head: Person, other: HouseholdRecord, theirs: Person): Suspect | null {
  const sameHead = head.id !== '' && theirs.id !== '' && personKey(head.id) === personKey(theirs.id);
  const { score, reasons } = personLike(head, theirs);
  const shared = sharedPersons(record, other);
  const all: LikeReason[] = [...(sameHead ? (['same_head_id'] as const) : []), ...reasons];
  // One common person may have married or moved; most of them are the household itself.
  const family = shared.length >= 2 && shared.length * 2 >= Math.min(record.members.length, other.members.length);
  if (family && !sameHead) all.push('same_member_id');
  if (!sameHead && !family && score < SUSPECT_SCORE) return null;
  return {
    id: other.id,
    household_no: String(other.fields['household_no'] ?? ''),
    head_name: String(other.fields['head_name'] ?? theirs.name),
    score: sameHead ? 1 : Math.max(shareOf(score), family ? 0.8 : 0),
    reasons: all,
    persons: [[head.name, theirs.name], ...shared],
  };
}

function sharedPersons(a: HouseholdRecord, b: HouseholdRecord): [string, string][] {
  const names = new Map(
    b.members.flatMap(({ id_no, name }) =>
      id_no === undefined ? [] : [[personKey(String(id_no)), String(name ?? '')]],
    ),
  );
  return a.members.flatMap(({ id_no, name }): [string, string][] => {
    const theirs = id_no === undefined ? undefined : names.get(personKey(String(id_no)));
    return theirs === undefined ? [] : [[String(name ?? ''), theirs]];
  });
}

function personKeys(record: HouseholdRecord): string[] {
  const ids = [record.fields['head_id_no'], ...record.members.map(({ id_no }) => id_no)];
  return [...new Set(ids.flatMap((id) => (id === undefined ? [] : [personKey(String(id))])))];
}

/** Keys of which two persons that may be one share at least one. */
function keysOf({ name, sound, id }: Person): string[] {
  const keys = id === '' ? [] : idKeys(id);
  const plain = plainName(name);
  if (plain === '') return keys;
  const chars = [...plain];
  keys.push(`n${plain}`, `o${chars.toSorted().join('')}`);
  if (sound !== '') keys.push(`p${accentKey(sound)}`);
  // One character written otherwise, or left out.
  if (chars.length >= 2)
    for (let at = 0; at < chars.length; at++) keys.push(`x${chars.toSpliced(at, 1, '_').join('')}`);
  if (chars.length >= 3) for (let at = 1; at < chars.length; at++) keys.push(`n${chars.toSpliced(at, 1).join('')}`);
  return keys;
}
