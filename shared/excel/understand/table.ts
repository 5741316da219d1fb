/** A sheet with its header found: columns with their candidates and samples, keys, and whether a row is a person. */
import type { EntityName } from '../../catalogue/field';
import type { CellValue } from '../sheet';
import { isDitto } from './ditto';
import { fitOf, sampleColumn, spreadOf, type Spread } from './evidence';
import { cellText, type Grid } from './grid';
import { candidatesOf, type Candidate } from './knowledge';
import type { Label } from './label';

export interface ColumnInfo {
  readonly index: number;
  readonly label: Label;
  readonly samples: readonly CellValue[];
  readonly candidates: readonly Candidate[];
}

export interface Table {
  readonly grid: Grid;
  /** 0-based data rows. */
  readonly rows: readonly number[];
  readonly columns: readonly ColumnInfo[];
  /** A row is a person; otherwise a household, or a household in a year. */
  readonly personRows: boolean;
  /** Number of the household that the data row (by position in `rows`) belongs to; -1 when unknown. */
  readonly householdOf: (at: number) => number;
}

/** Member headers that are also written for the head on sheets with one row per household. */
const ALSO_OF_HEAD: ReadonlySet<string> = new Set([
  'name',
  'sex',
  'id_no',
  'id_type',
  'ethnic',
  'political',
  'member_phone',
  'birth_date',
  'age_stated',
  'photo',
  'change_reason',
  'change_date',
]);

/** Says where people live and how they are reached and paid, of persons as of households. */
const WHERE: ReadonlySet<string> = new Set([
  'province',
  'city',
  'county',
  'township',
  'village',
  'natural_village',
  'group',
  'address',
  'remark',
  'phone',
  'bank_name',
  'bank_account',
]);

export function tableOf(grid: Grid, rows: readonly number[], labels: readonly Label[]): Table {
  const columns = labels.map((label, index): ColumnInfo => {
    const candidates = candidatesOf(label, isBesideItsYear(label, labels));
    return { index, label, candidates, samples: candidates.length > 0 ? sampleColumn(grid, rows, index) : [] };
  });
  const groups = groupRows(grid, rows, columns);
  const householdOf = (at: number): number => groups?.[at] ?? -1;
  return { grid, rows, columns, personRows: arePersons(grid, rows, columns, groups), householdOf };
}

/** How a column varies within the households of a table; asked for each of its candidates and reckoned once. */
export function householdSpread(table: Table, { index }: ColumnInfo): Spread {
  const known = SPREADS.get(table) ?? new Map<number, Spread>();
  SPREADS.set(table, known);
  const spread = known.get(index) ?? spreadOf(table.grid, table.rows, index, table.householdOf);
  known.set(index, spread);
  return spread;
}
const SPREADS = new WeakMap<Table, Map<number, Spread>>();

/** 上年度 is the year before, unless the same table has columns of the year itself, or the same header without it. */
function isBesideItsYear(label: Label, labels: readonly Label[]): boolean {
  if (label.lastYear !== true || label.year !== undefined) return false;
  const name = label.lookups.at(-1)?.text;
  return labels.some(
    (other) =>
      other.lastYear !== true &&
      (/[本今当]年|(?:19|20)\d{2}年/.test(other.header) || other.lookups.at(-1)?.text === name),
  );
}

/** The column, `except` left aside, that most surely is the field, judged by header and values; undefined when none is. */
export function columnOf(
  columns: readonly ColumnInfo[],
  entity: EntityName,
  key: string,
  except?: ColumnInfo,
): ColumnInfo | undefined {
  const known = SUREST.get(columns) ?? new Map<string, readonly ColumnInfo[]>();
  SUREST.set(columns, known);
  const name = `${entity}.${key}`;
  const found = known.get(name) ?? surest(columns, entity, key);
  known.set(name, found);
  return found[0] === except ? found[1] : found[0];
}
/** Asked for each of 16,384 columns, and answered by going through all of them once. */
const SUREST = new WeakMap<readonly ColumnInfo[], Map<string, readonly ColumnInfo[]>>();

/** The two columns that most surely are the field; of equals the first. */
function surest(columns: readonly ColumnInfo[], entity: EntityName, key: string): ColumnInfo[] {
  const scored = columns.flatMap((column) => {
    const candidate = column.candidates.find(({ field }) => field.entity === entity && field.key === key);
    if (candidate === undefined) return [];
    const score = candidate.match * (fitOf(column.samples, candidate.field) ?? 0.9);
    return score > 0.6 ? [{ column, score }] : [];
  });
  return scored
    .sort((a, b) => b.score - a.score)
    .slice(0, 2)
    .map(({ column }) => column);
}

/** Households by number, else by the head's ID or name, else by 户主 rows. Blank cells continue the household above. */
function groupRows(grid: Grid, rows: readonly number[], columns: readonly ColumnInfo[]): Int32Array | null {
  const relation = columnOf(columns, 'member', 'relation');
  const key =
    columnOf(columns, 'household', 'household_no') ??
    only(columnOf(columns, 'household', 'head_id_no'), 'id_no') ??
    headNameColumn(columns) ??
    columnOf(columns, 'household', 'head_id_no');
  if (key === undefined && relation === undefined) return null;
  const groups = new Int32Array(rows.length).fill(-1);
  // Rows of several years of one household are expected to differ.
  const year = columnOf(columns, 'year', 'year');
  const numbers = new Map<string, number>();
  let current = -1;
  rows.forEach((row, at) => {
    if (key !== undefined) {
      const cell = grid.cell(row, key.index);
      const text = isDitto(cell) ? '' : cellText(cell);
      if (text !== '') {
        const group = year === undefined ? text : `${text}|${cellText(grid.cell(row, year.index))}`;
        current = numbers.get(group) ?? numbers.size;
        numbers.set(group, current);
      }
    } else if (relation !== undefined && isHead(cellText(grid.cell(row, relation.index)), relation.label.leaf)) {
      current++;
    }
    groups[at] = current;
  });
  return groups;
}

function isHead(text: string, leaf: string): boolean {
  return /^(户主|本人|本人或户主)$/.test(text) || (asksForHead(leaf) && /^(是|√|1|y|yes)$/i.test(text));
}

/** A column headed 是否户主 answers the relation with yes or no. */
export function asksForHead(leaf: string): boolean {
  return /^(是否为?户主|户主标[志识])$/.test(leaf);
}

/** A column that names heads and nothing else: 户主姓名, not 姓名. */
function headNameColumn(columns: readonly ColumnInfo[]): ColumnInfo | undefined {
  return only(columnOf(columns, 'household', 'head_name'), 'name');
}

/** The column unless it may as well be any person's. */
function only(column: ColumnInfo | undefined, ofMember: string): ColumnInfo | undefined {
  const alsoMember = column?.candidates.some(({ field }) => field.entity === 'member' && field.key === ofMember);
  return alsoMember === true ? undefined : column;
}

function arePersons(
  grid: Grid,
  rows: readonly number[],
  columns: readonly ColumnInfo[],
  groups: Int32Array | null,
): boolean {
  if (columnOf(columns, 'member', 'relation') !== undefined) return true;
  const name = columnOf(columns, 'member', 'name');
  if (name === undefined) return false;
  const onlyMember = columns.filter(isOnlyMember).length;
  const alsoHead = columnOf(columns, 'household', 'head_name', name);
  const household = columnOf(columns, 'household', 'household_no') ?? headNameColumn(columns);
  const ofHousehold = columns.filter(isOfHousehold).length;
  // A roster without any household: persons, whose households nothing tells apart.
  if (household === undefined && ofHousehold < (onlyMember === 0 ? 1 : 2)) return true;
  const explicit = name.candidates.every(({ field }) => field.entity === 'member');
  if (groups !== null) {
    const spread = spreadOf(grid, rows, name.index, (at) => groups[at] ?? -1);
    // Several different names in one household: persons. One row per household throughout: households.
    if (spread.groups > 0 && spread.differing > 0.5) return true;
    const few = onlyMember < (alsoHead === undefined ? 6 : 2);
    if (rows.length >= 5 && spread.groups === 0 && !explicit && few) return false;
  }
  return explicit || alsoHead !== undefined || onlyMember >= 3;
}

/** Says something of a household beyond where it lives: 家庭人口数, 户类型, 住房面积. */
function isOfHousehold(column: ColumnInfo): boolean {
  const { candidates } = column;
  const entity = candidates[0]?.field.entity;
  return (
    (entity === 'household' || entity === 'year') &&
    candidates.every(({ field }) => field.entity !== 'member') &&
    !WHERE.has(candidates[0]?.field.key ?? '')
  );
}

function isOnlyMember(column: ColumnInfo): boolean {
  const best = column.candidates[0];
  return (
    best !== undefined &&
    !ALSO_OF_HEAD.has(best.field.key) &&
    column.candidates.every(({ field, match }) => field.entity === 'member' || match < best.match - 0.05)
  );
}
