/** What the generator passes around: a household in the flat shape of truth.json. */
import type { Row } from '../derive/record';
import { PLACE } from './names';
import type { Random } from './random';

export interface SampleHousehold {
  /** Household fields, with the conditions of the newest year, the helper, the monitoring and the measures laid flat. */
  fields: Row;
  members: Row[];
  /** Income and expenditure, oldest year first. */
  years: Row[];
}

export interface VillageOptions {
  readonly households: number;
  readonly seed: number;
  readonly style: 'flat' | 'register' | 'paper';
  /** yyyymmdd. */
  readonly asOf: string;
  readonly defects: number;
}

/** State shared by all households of a village: nothing that must be unique is given out twice. */
export interface Village {
  readonly random: Random;
  readonly asOf: string;
  /** Newest full year before `asOf`: the year of incomes and conditions. */
  readonly year: number;
  readonly usedNames: Set<string>;
  readonly usedIds: Set<string>;
  serial: number;
}

export type Sex = '男' | '女';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Check character of GB 11643 (ISO 7064 mod 11-2) for 17 digits; written apart from the codec so that both can be wrong only independently. */
export function checkCharacter(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(first17[index]), 0);
  return '10X98765432'[sum % 11] as string;
}

/** A new 18-digit number of the unassigned county for a birth date (yyyymmdd) and sex. */
export function inventId(village: Village, birth: string, sex: Sex, region: string = PLACE.region): string {
  for (;;) {
    const order = village.random.int(0, 499) * 2 + (sex === '男' ? 1 : 0);
    const first17 = region + birth + String(order).padStart(3, '0');
    const id = first17 + checkCharacter(first17);
    if (!village.usedIds.has(id)) {
      village.usedIds.add(id);
      return id;
    }
  }
}

/** Completed years between two yyyymmdd dates. */
export function yearsBetween(from: string, to: string): number {
  return Number(to.slice(0, 4)) - Number(from.slice(0, 4)) - (to.slice(4) < from.slice(4) ? 1 : 0);
}

export function ageOf(member: Row, village: Village): number {
  return yearsBetween(String(member['birth_date']), village.asOf);
}

/** A birth date that makes somebody `age` on the as-of date, away from birthdays that would shift the school year. */
export function birthAtAge(village: Village, age: number): string {
  // January to April only: far from 31 August, where the school year would change the age that a rule sees.
  const day = `0${village.random.int(1, 4)}${String(village.random.int(1, 28)).padStart(2, '0')}`;
  const year = Number(village.asOf.slice(0, 4)) - age - (day > village.asOf.slice(4) ? 1 : 0);
  return `${year}${day}`;
}

export function mobile(random: Random): string {
  const start = random.pick(['139', '138', '152', '159', '187', '199', '136']);
  return start + String(random.int(0, 99_999_999)).padStart(8, '0');
}

export function isNormal(member: Row): boolean {
  return (member['live_state'] ?? '正常') === '正常';
}

export function hasLabour(member: Row): boolean {
  return isNormal(member) && (member['labor'] === '普通劳动力' || member['labor'] === '技能劳动力');
}

/** Rounds to 2 decimals, as amounts are kept. */
export function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
