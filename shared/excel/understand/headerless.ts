/** Sheets without any header: where the rows are, and made-up headers (第3列) for what their values surely are. */
import type { MappedColumn } from '../../import/types';
import { guessHeaders, type GuessedHeader } from './columnKinds';
import type { Header } from './findHeader';
import { cellText, isBlank, type Grid } from './grid';
import { labelOf } from './label';
import { mapColumns } from './mapColumns';
import { rowRolesOf, type RowRole } from './rowRoles';
import { tableOf, type Table } from './table';

/** Fewer rows than this tell nothing about their columns. */
const MIN_ROWS = 3;

export interface Headerless {
  /** Without rows; its paths name the columns that are known. */
  readonly header: Header;
  readonly roles: readonly (RowRole | null)[];
  readonly columns: readonly MappedColumn[];
  readonly table: Table;
}

/** The table of a sheet that has no header, or null when no column of valid ID numbers stands in it. `forced`: as far as it goes. */
export function headerlessTable(grid: Grid, forced = false): Headerless | null {
  const used = usedColumns(grid);
  if (used.length < 2 && !forced) return null;
  const bare: Header = {
    rows: [],
    paths: Array.from({ length: grid.columnCount }, (_, column) => (used.includes(column) ? [nameOf(column)] : [])),
  };
  const roles = rowRolesOf(grid, bare);
  titlesFirst(grid, roles, used.length);
  const rows = roles.flatMap((role, row) => (role === 'data' ? [row] : []));
  if (rows.length < MIN_ROWS && !forced) return null;
  const unknown = forced ? undefined : unknownHeader(grid, rows);
  const guessed = guessHeaders(grid, unknown === undefined ? rows : rows.slice(1));
  if (![...guessed.values()].includes('证件号码') && !forced) return null;
  if (unknown !== undefined) return withHeader(grid, unknown, roles, guessed);
  const table = tableOf(
    grid,
    rows,
    bare.paths.map((_, column) => labelOf(pathOf(guessed.get(column)))),
  );
  const columns = mapColumns(table).map((column) => ({ ...column, header: bare.paths[column.column]?.[0] ?? '' }));
  return { header: bare, roles, columns, table };
}

/** A first row of words over columns of numbers: a header in words that the catalogue does not know. */
function unknownHeader(grid: Grid, rows: readonly number[]): number | undefined {
  const [first, ...rest] = rows;
  if (first === undefined) return undefined;
  const words = (grid.sheet.rows[first] ?? []).every(
    (cell) => cell === null || (typeof cell === 'string' && !/\d{3}/.test(cell)),
  );
  const numbered = rest
    .slice(0, 5)
    .every((row) => (grid.sheet.rows[row] ?? []).some((cell) => /\d{15}/.test(cellText(cell))));
  return words && numbered ? first : undefined;
}

function withHeader(
  grid: Grid,
  row: number,
  roles: readonly (RowRole | null)[],
  guessed: ReadonlyMap<number, GuessedHeader>,
): Headerless {
  const paths = Array.from({ length: grid.columnCount }, (_, column) => {
    const text = cellText(grid.cell(row, column));
    return text === '' ? [] : [text];
  });
  const below = roles.map((role, at) => (at <= row ? null : role));
  const rows = below.flatMap((role, at) => (role === 'data' ? [at] : []));
  const table = tableOf(
    grid,
    rows,
    paths.map((path, column) => labelOf(guessed.has(column) ? pathOf(guessed.get(column)) : path)),
  );
  const columns = mapColumns(table).map((column) => ({
    ...column,
    header: labelOf(paths[column.column] ?? []).header,
  }));
  return { header: { rows: [row], paths }, roles: below, columns, table };
}

function pathOf(header: GuessedHeader | undefined): string[] {
  return header === undefined ? [] : [header];
}

/** 第3列, counted as a clerk counts. */
function nameOf(column: number): string {
  return `第${column + 1}列`;
}

/** Columns with cells in at least a tenth of the rows. */
function usedColumns(grid: Grid): number[] {
  const counts = new Array<number>(grid.columnCount).fill(0);
  let rows = 0;
  for (const cells of grid.sheet.rows.slice(0, 500)) {
    let filled = 0;
    cells.forEach((cell, column) => {
      if (isBlank(cell)) return;
      counts[column] = (counts[column] ?? 0) + 1;
      filled++;
    });
    if (filled > 1) rows++;
  }
  return counts.flatMap((count, column) => (count > 0 && count >= rows * 0.1 ? [column] : []));
}

/** Lines above the first row that is filled like the others are titles. Changes `roles`. */
function titlesFirst(grid: Grid, roles: (RowRole | null)[], width: number): void {
  for (let row = 0; row < Math.min(roles.length, 10); row++) {
    const filled = (grid.sheet.rows[row] ?? []).filter((cell) => !isBlank(cell)).length;
    if (filled >= Math.max(2, width * 0.5)) return;
    if (roles[row] !== null) roles[row] = 'title';
  }
}
