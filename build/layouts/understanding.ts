/** What the app makes of a layout's files, laid out by cells of the files so that it can be compared with the truth. */
import type { HouseholdRecord } from '#shared/derive/record';
import { readWorkbook } from '#shared/excel/read/readWorkbook';
import { cellOf } from '#shared/excel/cellOf';
import { address, type Sheet, type Workbook } from '#shared/excel/sheet';
import { toRecords } from '#shared/excel/understand/toRecords';
import { understandWorkbooks } from '#shared/excel/understand/understand';
import { plan } from '#shared/import/plan';
import type { PlanCounts, Problem, RegionRole, UnderstoodSheet } from '#shared/import/types';

export interface CellView {
  /** Index of the table that reads the cell as data; -1 = none. */
  readonly table: number;
  /** Catalogue key of its column, null = unmapped. */
  readonly key: string | null;
}

export interface Understanding {
  readonly workbooks: readonly Workbook[];
  readonly tables: readonly UnderstoodSheet[];
  readonly problems: readonly Problem[];
  readonly records: readonly HouseholdRecord[];
  readonly counts: PlanCounts;
  /** What would change in the archive, in words. */
  readonly changes: readonly string[];
  /** `file|sheet|A1` → role and reading. */
  readonly roles: ReadonlyMap<string, RegionRole>;
  readonly cells: ReadonlyMap<string, CellView>;
  /** Seconds of reading and understanding. */
  readonly seconds: number;
}

export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export const TODAY = '20260630';

/** Reads, understands and plans into an archive (empty unless given). */
export function understand(files: readonly NamedBytes[], archive: readonly HouseholdRecord[] = []): Understanding {
  const begun = performance.now();
  const workbooks = files.map(({ name, bytes }) => {
    const read = readWorkbook(bytes, name);
    if (!read.ok) throw new Error(`${name}: ${read.error.code}`);
    return read.value;
  });
  const understood = understandWorkbooks(workbooks, { today: TODAY });
  const seconds = (performance.now() - begun) / 1000;
  const { households, problems } = toRecords(understood.sheets);
  const rejected = problems.filter(({ level }) => level === 'rejected').length;
  let made = 0;
  const newId = (): string => `H${String(++made).padStart(8, '0')}`;
  const planned = plan(households, archive, { sheets: understood.sheets, rejected, newId });
  return {
    workbooks,
    tables: understood.sheets,
    problems: [...understood.problems, ...problems, ...planned.problems],
    records: planned.households.map(({ result }) => result),
    counts: planned.counts,
    changes: planned.households.flatMap((household) =>
      household.class === 'same'
        ? []
        : household.changes.map(({ path, before, after }) => `${path} ${String(before)} → ${String(after)}`),
    ),
    roles: rolesOf(understood.sheets),
    cells: cellsOf(understood.sheets),
    seconds,
  };
}

/** The sheet as the file holds it. */
export function originalOf(table: UnderstoodSheet): Sheet {
  return table.original ?? table.sheet;
}

const placeOf = (table: UnderstoodSheet, cell: string): string => `${table.file}|${originalOf(table).name}|${cell}`;

function rolesOf(tables: readonly UnderstoodSheet[]): Map<string, RegionRole> {
  const roles = new Map<string, RegionRole>();
  for (const table of tables) {
    const paint = (role: RegionRole, top: number, left: number, bottom: number, right: number): void => {
      for (let row = top; row <= bottom; row++)
        for (let column = left; column <= right; column++) roles.set(placeOf(table, address(row, column)), role);
    };
    if (table.regions !== undefined)
      for (const { role, range } of table.regions) paint(role, range.top, range.left, range.bottom, range.right);
    else {
      const right = originalOf(table).columns - 1;
      for (const row of table.headerRows) paint('header', row, 0, row, right);
      for (const row of table.dataRows) paint('data', row, 0, row, right);
    }
  }
  return roles;
}

function cellsOf(tables: readonly UnderstoodSheet[]): Map<string, CellView> {
  const cells = new Map<string, CellView>();
  tables.forEach((table, index) => {
    for (const row of table.dataRows) {
      for (const { column, field } of table.columns) {
        const cell = cellOf(table, row, column);
        if (cell === '') continue;
        const key = field === null ? null : field.key.replace(/^start_/, '');
        const place = placeOf(table, cell);
        // A mapped reading wins over a table that merely carries the cell along.
        if (key !== null || !cells.has(place)) cells.set(place, { table: index, key });
      }
    }
  });
  return cells;
}

/** Rows of the file that a table takes as header and as data, 1-based. */
export function rowsOf(table: UnderstoodSheet): { header: number[]; data: number[] } {
  const rows = (list: readonly number[]): number[] => [...new Set(list.flatMap((row) => fileRows(table, row)))];
  return { header: rows(table.headerRows), data: rows(table.dataRows) };
}

/** Of a view, a row may be put together from several rows of the file. */
function fileRows(table: UnderstoodSheet, row: number): number[] {
  if (table.origin === undefined) return [row + 1];
  const cells = table.columns.map(({ column }) => cellOf(table, row, column)).filter((cell) => cell !== '');
  return [...new Set(cells.map((cell) => Number(cell.replace(/^[A-Z]+/, ''))))];
}
