/** Facts about a household that forms, columns and conditions share: ages, the current episode, the year under consideration. */
import { LABOUR_LABELS, LIVING_STATES, POOR } from '../catalogue/facts';
import type { EntityName } from '../catalogue/field';
import { entityOf } from '../catalogue/index';
import { evaluate, type Scope } from '../when/evaluate';
import { idBirthDate } from '../values/idNumber';
import { isRealDate } from '../values/dateText';
import type { HouseholdRecord, Row, Value } from './record';

/** Day of reference yyyymmdd, and the year under consideration (default: that of the day). */
export interface AsOf {
  readonly asOf: string;
  readonly year?: number;
}

/** Birth date of a person as stored; see {@link birthDateFrom}. `asOf` (yyyymmdd) refuses a number whose birthday is to come. */
export function birthDateOf(member: Row, asOf?: string): string | undefined {
  return birthDateFrom(textOf(member, 'id_no'), textOf(member, 'birth_date'), asOf);
}

/**
 * Birth date by ID number and date as entered: the number's when it states a real day not after `asOf`, else the entry;
 * undefined when neither does. A 15-digit number does not tell the century, so there the entry goes first.
 */
export function birthDateFrom(id: string, entered: string, asOf = '99991231'): string | undefined {
  const own = isRealDate(entered) ? entered : undefined;
  if (id.length === 15 && own !== undefined) return own;
  const fromId = idBirthDate(id);
  return fromId !== undefined && fromId <= asOf ? fromId : own;
}

/**
 * Full years on the day `asOf` (yyyymmdd) of someone with this birth date or ID number; an unknown month or day counts as the
 * first. undefined when unknown or not yet born.
 */
export function ageAt(birthDateOrId: string, asOf: string): number | undefined {
  const born = birthDateOrId.length >= 15 ? idBirthDate(birthDateOrId) : birthDateOrId;
  if (born === undefined || !isRealDate(born) || !isRealDate(asOf)) return undefined;
  const [from, to] = [born.padEnd(6, '01').padEnd(8, '01'), asOf.padEnd(6, '01').padEnd(8, '01')];
  if (from > to) return undefined;
  return Number(to.slice(0, 4)) - Number(from.slice(0, 4)) - (to.slice(4) < from.slice(4) ? 1 : 0);
}

/** Age by the 31 August with which the school year that contains `asOf` begins: who is six by then has to enrol. */
export function schoolYearAge(birthDateOrId: string, asOf: string): number | undefined {
  return ageAt(birthDateOrId, schoolYearCut(asOf));
}

/** 31 August with which the school year that contains the day begins, yyyymmdd. */
export function schoolYearCut(asOf: string): string {
  const year = Number(asOf.slice(0, 4)) - (asOf.slice(4) >= '0901' ? 0 : 1);
  return `${year}0831`;
}

/** identify_year, or the year of first_identified where it is not given (corrections.md). */
export function identifyYear(fields: Row): number | undefined {
  const given = fields['identify_year'];
  if (typeof given === 'number') return given;
  return mapped(fields['first_identified'], (first) => Number(String(first).slice(0, 4)));
}

/** Counts as a member of the household: 成员状态 正常, which a blank means too (contracts.md). */
export function isNormal(member: Row): boolean {
  const state = textOf(member, 'live_state');
  return state === '' || (LIVING_STATES as readonly string[]).includes(state);
}

/** A counting member with 普通劳动力 or 技能劳动力. */
export function hasLabour(record: HouseholdRecord): boolean {
  return record.members.some(
    (member) => isNormal(member) && (LABOUR_LABELS as readonly string[]).includes(textOf(member, 'labor')),
  );
}

/** 脱贫户/建档立卡户. */
export function isPoor(record: HouseholdRecord): boolean {
  return evaluate(POOR, { get: (field) => record.fields[field.replace(/^household\./, '')] });
}

/**
 * Index of the monitoring episode that counts now: the one that started last, of those that name a type, a start or a risk (a
 * row that only says 否 or 无 is no episode); -1 when there is none.
 */
export function currentEpisodeIndex(record: HouseholdRecord): number {
  let best = -1;
  record.monitoring.forEach((row, index) => {
    if (!['monitor_type', 'monitor_start', 'risk1'].some((key) => textOf(row, key) !== '')) return;
    const start = record.monitoring[best];
    if (start === undefined || textOf(row, 'monitor_start') >= textOf(start, 'monitor_start')) best = index;
  });
  return best;
}

export function currentEpisode(record: HouseholdRecord): Row | undefined {
  return record.monitoring[currentEpisodeIndex(record)];
}

/** 监测对象, its risk removed or not. */
export function isMonitored(record: HouseholdRecord): boolean {
  return currentEpisode(record) !== undefined;
}

/** 监测对象 whose risk is not removed. */
export function isMonitoredOpen(record: HouseholdRecord): boolean {
  const episode = currentEpisode(record);
  return episode !== undefined && textOf(episode, 'risk_removed') !== '是';
}

/** The row of the newest year not after `year` (default: of all years); undefined when there is none. */
export function newestYear(record: HouseholdRecord, year = Infinity): Row | undefined {
  return newestOf(record.years, year);
}

/** What follows from other fields and is never stored. */
export function derivedValue(
  record: HouseholdRecord,
  entity: EntityName,
  row: Row,
  key: string,
  { asOf }: AsOf,
): Value | undefined {
  switch (`${entity}.${key}`) {
    case 'member.age':
      return mapped(birthDateOf(row, asOf), (born) => ageAt(born, asOf));
    case 'member.school_age':
      return mapped(birthDateOf(row, asOf), (born) => schoolYearAge(born, asOf));
    case 'year.inc_prev_pc':
      return record.years.find((other) => other['year'] === Number(row['year']) - 1)?.['inc_net_pc'];
    case 'monitoring.help_gap_days':
      return helpGapDays(record, row);
    default:
      return undefined;
  }
}

/**
 * What conditions may read, seen from a row of `entity`: its own fields, `household.*`, `relocation.*`, `year.*` of the year
 * under consideration, `monitoring.*` of the current episode, `measure.*` and other lists by their newest row. Derived fields
 * are answered like stored ones.
 */
export function scopeOf(record: HouseholdRecord, entity: EntityName, row: Row, when: AsOf): Scope {
  const rows = new Map<string, Row>([[entity, row]]);
  return {
    get(field) {
      const dot = field.indexOf('.');
      const name = (dot < 0 ? entity : field.slice(0, dot)) as EntityName;
      const key = dot < 0 ? field : field.slice(dot + 1);
      const found = rows.get(name) ?? rowFor(record, name, when);
      rows.set(name, found);
      const value = found[key] ?? derivedValue(record, name, found, key, when);
      return value ?? (name === 'household' && key === 'identify_year' ? identifyYear(found) : undefined);
    },
  };
}

/** The row that a condition on another entity means. */
function rowFor(record: HouseholdRecord, entity: EntityName, { asOf, year }: AsOf): Row {
  const place = entityOf(entity).place;
  if (place === 'fields' || place === 'relocation') return record[place];
  if (entity === 'monitoring') return currentEpisode(record) ?? {};
  // Which member a condition of another entity means cannot be told.
  if (entity === 'member') return {};
  return newestOf(record[place], year ?? Number(asOf.slice(0, 4))) ?? {};
}

/** The last row with the highest year not after the given one; rows without a year count as oldest. */
function newestOf(rows: readonly Row[], year: number): Row | undefined {
  let best: Row | undefined;
  for (const row of rows) {
    const own = yearOf(row);
    if (own <= year && (best === undefined || own >= yearOf(best))) best = row;
  }
  return best;
}

function yearOf(row: Row): number {
  return typeof row['year'] === 'number' ? row['year'] : -Infinity;
}

/** Days from the start of an episode to the first measure planned after it; undefined where either day is not known. */
function helpGapDays(record: HouseholdRecord, episode: Row): number | undefined {
  const start = textOf(episode, 'monitor_start');
  if (start.length !== 8) return undefined;
  const starts = record.measures
    .map((measure) => textOf(measure, 'plan_start'))
    .filter((date) => date.length === 8 && date >= start);
  const first = starts.sort()[0];
  return first === undefined ? undefined : Math.round((timeOf(first) - timeOf(start)) / 86_400_000);
}

function timeOf(day: string): number {
  return Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6, 8)));
}

function textOf(row: Row, key: string): string {
  return String(row[key] ?? '');
}

function mapped<T, U>(value: T | undefined, map: (value: T) => U): U | undefined {
  return value === undefined ? undefined : map(value);
}
