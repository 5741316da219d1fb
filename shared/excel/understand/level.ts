/** Whose value a column holds when several entities share its header: the household's, a person's, a helper's. */
import type { EntityName } from '../../catalogue/field';
import { spreadOf, type Spread } from './evidence';
import { isBlank } from './grid';
import type { Candidate } from './knowledge';
import { columnOf, householdSpread, type ColumnInfo, type Table } from './table';

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
export function levelBonus(
  table: Table,
  column: ColumnInfo,
  candidate: Candidate,
  helper: ColumnInfo | undefined,
): number {
  const entity = candidate.field.entity;
  const rivals = column.candidates.filter(({ field }) => field.entity !== entity);
  let bonus = rivals.length === 0 ? 0 : -0.02 * PRECEDENCE.indexOf(entity) - 0.001;
  if (table.personRows) {
    const spread = householdSpread(table, column);
    // One slip of the pen in three households makes no column of persons.
    const varies = spread.groups >= 3 && spread.differing > 0.25 && spread.differing * spread.groups > 1.5;
    if (varies && entity !== 'member') bonus -= 0.6;
    if (!varies && spread.groups >= 3 && entity === 'member' && rivals.length > 0) bonus -= 0.2;
    if (spread.groups < 3 && entity === 'member' && rivals.length > 0)
      bonus += isOnFirstRows(table, column) ? -0.2 : 0.08;
  }
  if (rivals.length === 0) return bonus;
  if (helper !== undefined && helper !== column) bonus += helperBonus(table, column, helper, entity === 'helper');
  else if (entity === 'helper') bonus -= 0.1;
  return bonus + patternBonus(table, column, candidate) + groupBonus(column.label.groups, entity);
}

/**
 * Whether the column is filled on the first row of its household only, where the columns of the household are not repeated
 * either: 联系电话 beside the head's name is the household's.
 */
function isOnFirstRows(table: Table, column: ColumnInfo): boolean {
  const isFirst = ({ index }: ColumnInfo): boolean =>
    table.rows.every((row, at) => isBlank(table.grid.raw(row, index)) || isFirstOf(table, at));
  const several = table.rows.filter((_, at) => !isFirstOf(table, at)).length;
  return (
    several >= 3 &&
    isFirst(column) &&
    table.columns.some(
      (other) =>
        other !== column &&
        other.samples.length >= 3 &&
        other.candidates[0]?.field.entity === 'household' &&
        isFirst(other),
    )
  );
}

function isFirstOf({ householdOf }: Table, at: number): boolean {
  return at === 0 || householdOf(at) < 0 || householdOf(at) !== householdOf(at - 1);
}

/** A helper's phone is the same wherever the helper is; a household's is not. */
function helperBonus(table: Table, column: ColumnInfo, helper: ColumnInfo, isHelper: boolean): number {
  const spread = helperSpread(table, column, helper);
  if (spread.groups >= 2) return spread.differing <= 0.2 === isHelper ? 0.1 : -0.2;
  const beside = column.index - helper.index === 1;
  return beside === isHelper ? 0.05 : -0.05;
}

/** How a column varies among the households of each helper. */
export function helperSpread(table: Table, column: ColumnInfo, helper: ColumnInfo): Spread {
  const names = new Map<string, number>();
  let last = -1;
  return spreadOf(table.grid, table.rows, column.index, (at) => {
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
    .map(([entity, key]) => columnOf(table.columns, entity, key, column))
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
