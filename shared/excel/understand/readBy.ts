/** Which cells of a sheet its tables read, and what the picture says of the others. */
import type { RegionRole } from '../../import/types';
import type { Range } from '../sheet';
import type { Draft } from './understandTable';

export interface ReadCells {
  has(row: number, column: number): boolean;
  /** Every cell of a row of so many columns is read. */
  isWhole(row: number, columns: number): boolean;
}

/** Sheets have at most so many columns. */
const WIDTH = 16_384;

/** The cells of the data rows of all tables, by their place in the file's sheet. */
export function readCells(drafts: readonly Draft[]): ReadCells {
  const cells = new Set<number>();
  const spans = new Map<number, Pick<Range, 'left' | 'right'>[]>();
  for (const { sheet, rows } of drafts) {
    for (const row of sheet.dataRows) {
      if (rows !== undefined) {
        const at = row + rows.top;
        const there = spans.get(at);
        if (there === undefined) spans.set(at, [rows]);
        else there.push(rows);
        continue;
      }
      for (const { column } of sheet.columns) {
        const place = sheet.origin === undefined ? [row, column] : sheet.origin(row, column);
        if (place !== null) cells.add((place[0] ?? 0) * WIDTH + (place[1] ?? 0));
      }
    }
  }
  const covers = (row: number, from: number, to: number): boolean =>
    spans.get(row)?.some(({ left, right }) => left <= from && to <= right) ?? false;
  return {
    has: (row, column) => covers(row, column, column) || cells.has(row * WIDTH + column),
    isWhole: (row, columns) => covers(row, 0, columns - 1),
  };
}

export interface Told {
  readonly role: RegionRole;
  /** The table has no rows of data. */
  readonly isBlank: boolean;
}

/** The role of a cell in the pictures of the tables; undefined = none. */
export function rolesOf(drafts: readonly Draft[]): (row: number, column: number) => Told | undefined {
  const byRow = new Map<number, (Told & Pick<Range, 'left' | 'right'>)[]>();
  for (const { sheet } of drafts) {
    for (const { role, range } of sheet.regions ?? []) {
      // Data is told by the rows that are read.
      if (role === 'data') continue;
      for (let row = range.top; row <= range.bottom; row++) {
        const there = byRow.get(row) ?? [];
        there.push({ role, isBlank: sheet.dataRows.length === 0, left: range.left, right: range.right });
        byRow.set(row, there);
      }
    }
  }
  return (row, column) => byRow.get(row)?.find(({ left, right }) => column >= left && column <= right);
}
