/**
 * Columns → fields: by header, by heading, by what the other columns are, by the values; abstaining when unsure, since a
 * column in the wrong field is the worst error an import can make.
 */
import type { EntityName, Field } from '../../catalogue/field';
import { fieldIn } from '../../catalogue/index';
import type { MappedColumn } from '../../import/types';
import { unitExponent } from '../../values/units';
import { fitOf, numericShare, spreadOf } from './evidence';
import { isBlank } from './grid';
import type { Label } from './label';
import { isSame, MAIN_ENTITIES, type Candidate } from './knowledge';
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
export function mapped(column: Pick<ColumnInfo, 'index' | 'label'>, field: Field | null, confidence: number): MappedColumn {
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
  if (label.unit === undefined) return label.groupUnit === undefined ? 0 : (unitExponent(label.groupUnit, field.unit) ?? 0);
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
  // 户主电话 can only be one thing: it comes before 联系电话, which may be another's.
  const rank = ({ column, score }: Scored): number => score + (choices.get(column.index) === 1 ? 0.15 : 0);
  const ordered = scored.toSorted((a, b) => rank(b) - rank(a) || a.column.index - b.column.index);
  for (const entry of ordered) {
    const { column, field, score } = entry;
    const key = `${field.entity}.${field.key}|${field.entity === 'year' ? (column.label.year ?? '') : ''}`;
    if (score < THRESHOLD || taken.has(column.index) || fields.has(key)) continue;
    const second = score < (bestOf.get(column.index) ?? 0) - 0.001;
    if (second && !vouched(column, field)) continue;
    taken.set(column.index, entry);
    fields.add(key);
  }
  return taken;
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
  const contact = candidates.some(({ field }) => field.key === 'monitor_contact') ? contactIsHelper(table, column) : false;
  return candidates.filter(({ field }) => {
    if (field.key === 'monitor_contact' || (field.key === 'helper_name' && label.leaf === '监测联系人')) {
      return (field.key === 'helper_name') === contact;
    }
    if (!table.personRows && field.entity === 'member') return false;
    if (table.personRows && field.entity === 'household' && hasMemberTwin(table, field, candidates)) return false;
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
  // Labels outside the list (在校生否: 是/否) stay with an unmistakable header and go to `unread`; numbers do not.
  const listed = field.type === 'code' || field.type === 'multiCode' || field.type === 'yesNo';
  const sure = candidate.match >= 0.9 && !rivalFits(column, field);
  return listed && sure && numericShare(samples) < 0.5 ? 0.75 : 0.3;
}

function rivalFits(column: ColumnInfo, field: Field): boolean {
  return column.candidates.some((other) => !isSame(other.field, field) && (fitOf(column.samples, other.field) ?? 0) >= 0.5);
}

/** 劳动力 as a number that repeats within the household counts its workers; it is nobody's labour skill. */
function isCountOfPersons(column: ColumnInfo, field: Field, table: Table): boolean {
  if (field.entity !== 'member' || field.type !== 'code' || !/^(劳动力|低保|五保|低保人口|在校生|在校学生)$/.test(column.label.leaf))
    return false;
  if (numericShare(column.samples) < 0.8) return false;
  const spread = spreadOf(table.grid, table.rows, column.index, table.householdOf);
  return spread.groups === 0 || spread.differing < 0.1;
}

/** Between fields of one header that nothing else tells apart: the entities that sheets of a village hold first. */
const PRECEDENCE: readonly EntityName[] = [
  'household',
  'year',
  'member',
  'monitoring',
  'helper',
  'measure',
  'relocation',
  'procedure',
  'visit',
  'fund',
  'change',
  'material',
];

/** Whether the column repeats within households (a household's value) or helpers, or differs (a person's value). */
function levelBonus(
  table: Table,
  column: ColumnInfo,
  candidate: Candidate,
  helper: ColumnInfo | undefined,
): number {
  const entity = candidate.field.entity;
  const rivals = column.candidates.filter(({ field }) => field.entity !== entity);
  let bonus = rivals.length === 0 ? 0 : -0.02 * PRECEDENCE.indexOf(entity) - 0.001;
  if (table.personRows) {
    const spread = spreadOf(table.grid, table.rows, column.index, table.householdOf);
    const varies = spread.groups >= 3 && spread.differing > 0.25;
    if (varies && entity !== 'member') bonus -= 0.6;
    if (!varies && spread.groups >= 3 && entity === 'member' && rivals.length > 0) bonus -= 0.2;
    if (spread.groups < 3 && entity === 'member' && rivals.length > 0) bonus += 0.08;
  }
  if (rivals.length === 0) return bonus;
  if (helper !== undefined && helper !== column) bonus += helperBonus(table, column, helper, entity === 'helper');
  else if (entity === 'helper') bonus -= 0.1;
  return bonus + patternBonus(table, column, candidate) + groupBonus(column.label.groups, entity);
}

/** A helper's phone is the same wherever the helper is; a household's is not. */
function helperBonus(table: Table, column: ColumnInfo, helper: ColumnInfo, isHelper: boolean): number {
  const names = new Map<string, number>();
  let last = -1;
  const spread = spreadOf(table.grid, table.rows, column.index, (at) => {
    const household = table.householdOf(at);
    if (household >= 0 && household === last) return -1;
    last = household;
    const cell = table.grid.cell(table.rows[at]!, helper.index);
    if (isBlank(cell)) return -1;
    const name = JSON.stringify(cell);
    const group = names.get(name) ?? names.size;
    names.set(name, group);
    return group;
  });
  if (spread.groups >= 2) return spread.differing <= 0.2 === isHelper ? 0.1 : -0.2;
  const beside = column.index - helper.index === 1;
  return beside === isHelper ? 0.05 : -0.05;
}

/** Fields of registered poor households and of monitored ones are filled in different households. */
const COMPANIONS: Readonly<Record<string, readonly (readonly ['household' | 'monitoring', string])[]>> = {
  first_identified: [
    ['household', 'poverty_attribute'],
    ['household', 'out_status'],
    ['household', 'cause_main'],
  ],
  monitor_start: [
    ['monitoring', 'monitor_type'],
    ['monitoring', 'risk1'],
    ['monitoring', 'risk_removed'],
  ],
};

function patternBonus(table: Table, column: ColumnInfo, candidate: Candidate): number {
  const companions = COMPANIONS[candidate.field.key];
  if (companions === undefined) return 0;
  const rival = companions
    .map(([entity, key]) => columnOf(table.columns.filter((other) => other !== column), entity, key))
    .find((found) => found !== undefined);
  if (rival === undefined) return -0.1;
  let both = 0;
  let either = 0;
  for (const row of table.rows) {
    const a = !isBlank(table.grid.raw(row, column.index));
    const b = !isBlank(table.grid.raw(row, rival.index));
    if (a && b) both++;
    if (a || b) either++;
  }
  return either === 0 ? 0 : 0.3 * (both / either) - 0.15;
}

const GROUP_HINTS: readonly (readonly [RegExp, ReadonlySet<string>])[] = [
  [/成员|人口信息|人员/, new Set(['member'])],
  [/家庭基本|户基本|户信息/, new Set(['household', 'year'])],
  [/收入|支出|住房|饮水|生产|生活/, new Set(['year'])],
  [/帮扶|包扶|结对/, new Set(['helper', 'measure'])],
  [/监测|风险/, new Set(['monitoring'])],
  [/搬迁/, new Set(['relocation'])],
];

function groupBonus(groups: string, entity: string): number {
  const hint = GROUP_HINTS.find(([pattern]) => pattern.test(groups));
  if (hint === undefined) return 0;
  return hint[1].has(entity) ? 0.05 : -0.05;
}
