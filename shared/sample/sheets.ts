/** Lays a village out as the three kinds of sheet that reach a village office, and notes where everything stands. */
import type { Field } from '../catalogue/index';
import { isNumeric } from '../catalogue/index';
import type { Row, Value } from '../derive/record';
import type { CellValue, Range } from '../excel/sheet';
import { columnName } from '../excel/sheet';
import type { ColumnOut, SheetOut } from '../excel/write/sheetOut';
import { PARTS_OF, fieldOfKey, headerFor } from './columns';
import type { SampleHousehold, Village, VillageOptions } from './model';
import { PLACE } from './names';

/** Where a sheet stands in truth.json. */
export interface SheetTruth {
  readonly file: string;
  readonly sheet: string;
  readonly style: string;
  readonly header_rows: readonly number[];
  /** Catalogue key by column letters; null for a column of local use. */
  readonly columns: Readonly<Record<string, string | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly data_rows: readonly [number, number];
  /** [1-based row, household_no, index of the member or null, year or null]. */
  readonly rows: readonly (readonly [number, string, number | null, number | null])[];
  readonly skip_rows: readonly number[];
}

interface Column {
  readonly part: 'household' | 'person' | 'income' | 'local';
  readonly key: string | null;
  readonly header: string;
  readonly field: Field | null;
}

type DateStyle = 'compact' | 'dashed' | 'chinese';

function showDate(value: string, style: DateStyle): string {
  const [year, month, day] = [value.slice(0, 4), value.slice(4, 6), value.slice(6, 8)];
  if (style === 'compact') return value;
  if (style === 'dashed') return [year, month, day].filter(Boolean).join('-');
  return `${year}年${month ? `${Number(month)}月` : ''}${day ? `${Number(day)}日` : ''}`;
}

function cellOf(column: Column, value: Value | undefined, dates: DateStyle): CellValue {
  if (value === undefined || value === '') return null;
  if (column.field?.type === 'date') return showDate(String(value), dates);
  return value;
}

function columnsOf(village: Village, part: 'household' | 'person' | 'income', keys: readonly string[]): Column[] {
  return keys.map((key) => {
    const field = fieldOfKey(part, key);
    return { part, key, field, header: headerFor(field, village.random) };
  });
}

const LOCAL: Column = { part: 'local', key: null, header: '电费户号', field: null };

function columnOut(column: Column): ColumnOut {
  const numeric = column.field !== null && isNumeric(column.field);
  return {
    header: column.header,
    width: Math.max(10, column.header.length * 2 + 2),
    kind: numeric ? 'number' : 'text',
  };
}

function truthOf(
  file: string,
  sheet: string,
  style: string,
  headerRows: number[],
  columns: readonly Column[],
  rows: SheetTruth['rows'],
  skip: number[] = [],
): SheetTruth {
  const letters = columns.map((_, index) => columnName(index));
  const last = rows.length === 0 ? (headerRows.at(-1) ?? 1) : (rows[rows.length - 1]?.[0] ?? 1);
  return {
    file,
    sheet,
    style,
    header_rows: headerRows,
    columns: Object.fromEntries(columns.map((column, index) => [letters[index], column.key])),
    headers: Object.fromEntries(columns.map((column, index) => [letters[index], column.header])),
    data_rows: [(headerRows.at(-1) ?? 1) + 1, last],
    rows,
    skip_rows: skip,
  };
}

/** What a column shows of a household and one of its people. */
function valueAt(column: Column, household: SampleHousehold, member: Row | undefined, year: Row): Value | undefined {
  if (column.key === null) return String(household.fields['household_no']).slice(-8);
  if (column.part === 'person') return member?.[column.key];
  return column.part === 'income' ? year[column.key] : household.fields[column.key];
}

export interface SheetsOut {
  readonly file: string;
  readonly sheets: SheetOut[];
  readonly truths: SheetTruth[];
}

const numberOf = (household: SampleHousehold): string => String(household.fields['household_no']);
const newest = (household: SampleHousehold): Row => household.years[household.years.length - 1] as Row;

function exportLine(village: Village): string {
  return `导出单位:${PLACE.village}村民委员会    导出时间:${showDate(village.asOf, 'dashed')}`;
}

/** One row per person, household columns repeated; title, export line, header on row 3. */
function flat(village: Village, households: readonly SampleHousehold[]): SheetsOut {
  const file = `农户信息_${PLACE.village}.xlsx`;
  const columns = village.random.shuffle([
    ...columnsOf(village, 'household', PARTS_OF.household),
    ...columnsOf(village, 'person', PARTS_OF.person),
    ...columnsOf(village, 'income', PARTS_OF.income),
    LOCAL,
  ]);
  const cells: CellValue[][] = [];
  const rows: [number, string, number | null, number | null][] = [];
  for (const household of households) {
    household.members.forEach((member, index) => {
      rows.push([cells.length + 4, numberOf(household), index, null]);
      cells.push(
        columns.map((column) => cellOf(column, valueAt(column, household, member, newest(household)), 'compact')),
      );
    });
  }
  const sheet: SheetOut = {
    name: '数据',
    title: `${PLACE.village}农户信息(自定义导出)`,
    subtitle: exportLine(village),
    columns: columns.map(columnOut),
    rows: cells,
  };
  return { file, sheets: [sheet], truths: [truthOf(file, '数据', 'flat', [3], columns, rows)] };
}

/** Household, member and income sheets joined by household number; header on row 3, 3 and 1. */
function register(village: Village, households: readonly SampleHousehold[]): SheetsOut {
  const file = `农户登记册_${PLACE.village}.xlsx`;
  const key = (): Column[] => columnsOf(village, 'household', ['household_no', 'head_name']);
  const out: SheetsOut = { file, sheets: [], truths: [] };
  const add = (
    name: string,
    columns: Column[],
    titled: boolean,
    entries: readonly (readonly [SampleHousehold, number | null, Row | null])[],
  ): void => {
    const first = titled ? 4 : 2;
    const cells = entries.map(([household, member, year]) =>
      columns.map((column) =>
        cellOf(
          column,
          valueAt(
            column,
            household,
            member === null ? undefined : household.members[member],
            year ?? newest(household),
          ),
          'dashed',
        ),
      ),
    );
    const rows = entries.map(
      ([household, member, year], index) =>
        [first + index, numberOf(household), member, year === null ? null : Number(year['year'])] as const,
    );
    const titles = titled ? { title: `${PLACE.village}${name}`, subtitle: exportLine(village) } : {};
    out.sheets.push({ name, ...titles, columns: columns.map(columnOut), rows: cells });
    out.truths.push(truthOf(file, name, 'register', [first - 1], columns, rows));
  };
  add(
    '农户家庭信息',
    [...columnsOf(village, 'household', PARTS_OF.household), LOCAL],
    true,
    households.map((household) => [household, null, null]),
  );
  add(
    '家庭成员',
    [...key(), ...columnsOf(village, 'person', PARTS_OF.person)],
    true,
    households.flatMap((household) => household.members.map((_, index) => [household, index, null] as const)),
  );
  add(
    '年收入',
    [...key(), ...columnsOf(village, 'income', PARTS_OF.income)],
    false,
    households.flatMap((household) => household.years.map((year) => [household, null, year] as const)),
  );
  return out;
}

/** A form on paper: grouped header of two rows, household cells merged over their members' rows, notes and signatures below. */
function paper(village: Village, households: readonly SampleHousehold[]): SheetsOut {
  const file = `入户登记表_${PLACE.village}.xlsx`;
  const groups: readonly (readonly [string, Column[]])[] = [
    ['家庭基本信息', columnsOf(village, 'household', PARTS_OF.householdOnPaper)],
    ['家庭成员信息', columnsOf(village, 'person', PARTS_OF.personOnPaper)],
    ['家庭收入情况', columnsOf(village, 'income', PARTS_OF.income.slice(0, 10))],
  ];
  const columns = groups.flatMap(([, list]) => list);
  const top: (string | null)[] = groups.flatMap(([title, list]) =>
    list.map((_, index) => (index === 0 ? title : null)),
  );
  const headerMerges: Range[] = [];
  let left = 0;
  for (const [, list] of groups) {
    headerMerges.push({ top: 0, bottom: 0, left, right: left + list.length - 1 });
    left += list.length;
  }
  const cells: CellValue[][] = [];
  const rows: [number, string, number | null, number | null][] = [];
  const merges: Range[] = [];
  for (const household of households) {
    const start = cells.length;
    household.members.forEach((member, index) => {
      rows.push([cells.length + 5, numberOf(household), index, null]);
      cells.push(
        columns.map((column) =>
          index > 0 && column.part !== 'person'
            ? null
            : cellOf(column, valueAt(column, household, member, newest(household)), 'chinese'),
        ),
      );
    });
    if (household.members.length === 1) continue;
    columns.forEach((column, at) => {
      if (column.part !== 'person') merges.push({ top: start, bottom: cells.length - 1, left: at, right: at });
    });
  }
  const notes = ['注:本表由村级填报,收入为上一年度数据。', '填表人:            村负责人:            年   月   日'];
  const sheet: SheetOut = {
    name: '登记表',
    title: `${PLACE.village}入户登记表`,
    subtitle: `填报单位:${PLACE.village}村民委员会    填报日期:${showDate(village.asOf, 'chinese')}`,
    columns: columns.map(columnOut),
    headerRows: [top, columns.map((column) => column.header)],
    headerMerges,
    rows: cells,
    merges,
    notes,
  };
  const below = cells.length + 5;
  return {
    file,
    sheets: [sheet],
    truths: [truthOf(file, '登记表', 'paper', [3, 4], columns, rows, [below, below + 1])],
  };
}

export function layOut(
  village: Village,
  households: readonly SampleHousehold[],
  style: VillageOptions['style'],
): SheetsOut {
  return { flat, register, paper }[style](village, households);
}

/** Keys that a style shows: only these can be damaged or compared. */
export function shownKeys(style: VillageOptions['style']): Set<string> {
  const keys: readonly string[] =
    style === 'paper'
      ? [...PARTS_OF.householdOnPaper, ...PARTS_OF.personOnPaper, ...PARTS_OF.income.slice(0, 10)]
      : [...PARTS_OF.household, ...PARTS_OF.person, ...PARTS_OF.income];
  return new Set(keys);
}
