/**
 * Columns → fields: by header, by heading, by what the other columns are, by the values; abstaining when unsure, since a
 * column in the wrong field is the worst error an import can make.
 */
import type { Field } from '../../catalogue/field';
import { fieldIn } from '../../catalogue/index';
import type { MappedColumn } from '../../import/types';
import { unitExponent } from '../../values/units';
import { fitOf, numericShare, spreadOf } from './evidence';
import type { Label } from './label';
import { isSame, MAIN_ENTITIES, type Candidate } from './knowledge';
import { levelBonus } from './level';
import { AMOUNT_HEADERS } from './neverMap';
import { columnOf, type ColumnInfo, type Table } from './table';

/** Below this a column abstains. */
export const THRESHOLD = 0.6;

interface Scored {
  readonly column: ColumnInfo;
  readonly field: Field;
  readonly score: number;
}

export function mapColumns(table: Table): MappedColumn[] {
  const helper = columnOf(table.columns, 'helper', 'helper_name');
  const scored = table.columns.flatMap((column) => scoreColumn(table, column, helper));
  const taken = assign(scored);
  preferFirstIdentified(table, taken);
  return table.columns.map((column) => {
    const best = taken.get(column.index);
    const top = scored.filter((entry) => entry.column === column).reduce((max, entry) => Math.max(max, entry.score), 0);
    return mapped(column, best?.field ?? null, best?.score ?? Math.min(top, THRESHOLD - 0.05));
  });
}

/** A mapped column with what its header says about unit and year. */
export function mapped(
  column: Pick<ColumnInfo, 'index' | 'label'>,
  field: Field | null,
  confidence: number,
): MappedColumn {
  const { label } = column;
  const exponent = field === null ? 0 : exponentOf(label, field);
  const rounded = Math.round(Math.max(0, Math.min(1, confidence)) * 100) / 100;
  return {
    column: column.index,
    header: label.header,
    field,
    confidence: rounded,
    ...(field?.entity === 'year' && field.key !== 'year' && label.year !== undefined ? { year: label.year } : {}),
    ...(exponent === undefined || exponent === 0 ? {} : { factor: 10 ** exponent }),
  };
}

/**
 * Power of ten between the unit of the header and the unit of the field; undefined when they cannot be converted (公顷 for
 * 亩, 元/月 for an amount of the year).
 */
function exponentOf(label: Label, field: Field): number | undefined {
  if (field.unit === undefined) return 0;
  if (label.unit === undefined)
    return label.groupUnit === undefined ? 0 : (unitExponent(label.groupUnit, field.unit) ?? 0);
  const per = /_pc$|_per_/.test(field.key) ? /\/(年|人|人·年)$/ : field.key.endsWith('_month') ? /\/月$/ : /\/年$/;
  return unitExponent(label.unit.replace(per, ''), field.unit);
}

/** Best first; a field (of a year) is given once, and a column takes its second choice only when its values vouch for it. */
function assign(scored: readonly Scored[]): Map<number, Scored> {
  const taken = new Map<number, Scored>();
  const fields = new Set<string>();
  const bestOf = new Map<number, number>();
  const choices = new Map<number, number>();
  for (const { column, score } of scored) {
    bestOf.set(column.index, Math.max(bestOf.get(column.index) ?? 0, score));
    if (score >= THRESHOLD) choices.set(column.index, (choices.get(column.index) ?? 0) + 1);
  }
  const ambiguous = (index: number): boolean => (choices.get(index) ?? 0) > 1;
  // 户主电话 can only be one thing: it comes before 联系电话, which may be another's.
  const rank = ({ column, score }: Scored): number => score + (choices.get(column.index) === 1 ? 0.15 : 0);
  const ordered = scored.toSorted((a, b) => rank(b) - rank(a) || a.column.index - b.column.index);
  for (const entry of ordered) {
    const { column, field, score } = entry;
    const key = `${field.entity}.${field.key}|${field.entity === 'year' ? (column.label.year ?? '') : ''}`;
    if (score < THRESHOLD || taken.has(column.index) || fields.has(key)) continue;
    if (ambiguous(column.index) && hasEqualRival(entry, scored, taken, ambiguous)) continue;
    const second = score < (bestOf.get(column.index) ?? 0) - 0.001;
    if (second && !vouched(column, field)) continue;
    taken.set(column.index, entry);
    fields.add(key);
  }
  return taken;
}

/** Two columns that may each be several things claim one field alike (联系电话 twice): nobody knows which it is. */
function hasEqualRival(
  entry: Scored,
  scored: readonly Scored[],
  taken: ReadonlyMap<number, Scored>,
  ambiguous: (index: number) => boolean,
): boolean {
  return scored.some(
    ({ column, field, score }) =>
      column.index !== entry.column.index &&
      isSame(field, entry.field) &&
      column.label.year === entry.column.label.year &&
      Math.abs(score - entry.score) < 0.03 &&
      !taken.has(column.index) &&
      ambiguous(column.index),
  );
}

/** A second choice is believed only for lists of labels that nearly all values are found in. */
function vouched(column: ColumnInfo, field: Field): boolean {
  const listed = field.type === 'code' || field.type === 'multiCode';
  return column.samples.length >= 3 && (listed || field.type === 'date') && (fitOf(column.samples, field) ?? 0) >= 0.9;
}

/**
 * 识别年度 is a field of its own (rule 51), but identify_year is by definition the year of first_identified: the only column
 * of a sheet that tells the identification is the date itself, shown to the year.
 */
function preferFirstIdentified(table: Table, taken: Map<number, Scored>): void {
  const first = fieldIn('household', 'first_identified');
  const entries = [...taken.values()];
  const yearly = entries.find(({ field }) => field.entity === 'household' && field.key === 'identify_year');
  if (first === undefined || yearly === undefined || entries.some(({ field }) => isSame(field, first))) return;
  const column = table.columns[yearly.column.index];
  if (column?.candidates.some(({ field }) => isSame(field, first))) {
    taken.set(yearly.column.index, { column: yearly.column, field: first, score: yearly.score - 0.05 });
  }
}

function scoreColumn(table: Table, column: ColumnInfo, helper: ColumnInfo | undefined): Scored[] {
  const scored: Scored[] = [];
  for (const candidate of allowed(table, column)) {
    const score =
      candidate.match * valueFactor(column, candidate, table) + levelBonus(table, column, candidate, helper);
    scored.push({ column, field: candidate.field, score });
  }
  scored.sort((a, b) => b.score - a.score);
  const [first, second] = scored;
  // Two fields that nothing tells apart: neither.
  if (first && second && first.score - second.score < 0.015) return scored.map((entry) => ({ ...entry, score: 0.5 }));
  return scored;
}

/** Candidates that the kind of sheet admits. */
function allowed(table: Table, column: ColumnInfo): Candidate[] {
  const { candidates, label } = column;
  const amount = fieldIn('year', AMOUNT_HEADERS[label.lookups.at(-1)?.text ?? ''] ?? '');
  const contact = candidates.some(({ field }) => field.key === 'monitor_contact')
    ? contactIsHelper(table, column)
    : false;
  return candidates.filter(({ field }) => {
    if (field.key === 'monitor_contact' || (field.key === 'helper_name' && label.leaf === '监测联系人')) {
      return (field.key === 'helper_name') === contact;
    }
    if (!table.personRows && field.entity === 'member') return false;
    if (table.personRows && field.entity === 'household' && hasMemberTwin(table, field, candidates)) return false;
    if (table.personRows && field.entity === 'helper' && isPersonsOwn(table, column, field)) return false;
    // 种植业 is an amount only where amounts are meant.
    if (amount !== undefined && isSame(field, amount)) return isAmount(column);
    return MAIN_ENTITIES.has(field.entity) || inCompany(table, field, label.leaf);
  });
}

/** 监测联系人 beside 帮扶单位 or 帮扶开始时间 is the helper, unless the sheet names the helper in a column of its own. */
function contactIsHelper(table: Table, column: ColumnInfo): boolean {
  const others = table.columns.filter((other) => other !== column);
  return (
    others.some((other) => other.candidates[0]?.field.entity === 'helper') &&
    columnOf(others, 'helper', 'helper_name') === undefined
  );
}

/** On person rows 姓名, 性别, 证件号码 are the person's; the head's have headers of their own. */
function hasMemberTwin(table: Table, field: Field, candidates: readonly Candidate[]): boolean {
  const twin = { head_name: 'name', head_id_no: 'id_no', head_id_type: 'id_type', head_sex: 'sex' }[field.key];
  const key = twin ?? { head_ethnic: 'ethnic', head_political: 'political' }[field.key];
  const own = candidates.find((candidate) => isSame(candidate.field, field))?.match ?? 0;
  return (
    table.personRows &&
    key !== undefined &&
    candidates.some((other) => other.field.entity === 'member' && other.field.key === key && other.match >= own)
  );
}

/**
 * On person rows a bare 政治面貌 or 性别 is the person's, however little it varies; the helper's needs a heading or a word of
 * its own, or a second column of the same header.
 */
function isPersonsOwn(table: Table, column: ColumnInfo, field: Field): boolean {
  const twin = {
    helper_sex: 'sex',
    helper_political: 'political',
    helper_education: 'education',
    helper_id_no: 'id_no',
  }[field.key];
  const isTwin = ({ field: other }: Candidate): boolean => other.entity === 'member' && other.key === twin;
  const own = column.candidates.find((candidate) => isSame(candidate.field, field))?.match ?? 0;
  if (twin === undefined || !column.candidates.some((other) => isTwin(other) && other.match >= own)) return false;
  return !table.columns.some(
    (other) => other !== column && other.candidates[0] !== undefined && isTwin(other.candidates[0]),
  );
}

function isAmount(column: ColumnInfo): boolean {
  const unit = column.label.unit ?? column.label.groupUnit;
  if (unit !== undefined) return unit.includes('元');
  return column.samples.length === 0 ? /收入|金额/.test(column.label.groups) : numericShare(column.samples) > 0.8;
}

/** Funds, visits, changes, materials, procedures: short common words need a second column of the same table beside them. */
function inCompany(table: Table, field: Field, leaf: string): boolean {
  if (leaf.length >= 6) return true;
  const others = table.columns.filter((column) => {
    const best = column.candidates[0];
    return best !== undefined && best.field.entity === field.entity && !isSame(best.field, field);
  });
  return others.length >= 1;
}

/** 1 when the values confirm or there are none, near 0 when they contradict. */
function valueFactor(column: ColumnInfo, candidate: Candidate, table: Table): number {
  const { field } = candidate;
  const { label, samples } = column;
  if (exponentOf(label, field) === undefined) return 0.3;
  if (isCountOfPersons(column, field, table)) return 0.3;
  const fit = fitOf(samples, field);
  if (fit === undefined || fit >= 0.8) return 1;
  if (fit >= 0.5) return 0.9;
  // 第一书记, 机动车 with a name or a number below ask another question than 是否第一书记.
  if (field.type === 'yesNo' && fit === 0 && !/[是与能]否|有无/.test(label.leaf)) return 0.3;
  // Labels outside the list (在校生否: 是/否) stay with an unmistakable header and go to `unread`; numbers do not.
  const listed = field.type === 'code' || field.type === 'multiCode' || field.type === 'yesNo';
  const sure = candidate.match >= 0.9 && !rivalFits(column, field);
  return listed && sure && numericShare(samples) < 0.5 ? 0.75 : 0.3;
}

function rivalFits(column: ColumnInfo, field: Field): boolean {
  return column.candidates.some(
    (other) => !isSame(other.field, field) && (fitOf(column.samples, other.field) ?? 0) >= 0.5,
  );
}

/** 劳动力 as a number that repeats within the household counts its workers; it is nobody's labour skill. */
function isCountOfPersons(column: ColumnInfo, field: Field, table: Table): boolean {
  if (
    field.entity !== 'member' ||
    field.type !== 'code' ||
    !/^(劳动力|低保|五保|低保人口|在校生|在校学生)$/.test(column.label.leaf)
  )
    return false;
  if (numericShare(column.samples) < 0.8) return false;
  const spread = spreadOf(table.grid, table.rows, column.index, table.householdOf);
  return spread.groups === 0 || spread.differing < 0.1;
}
