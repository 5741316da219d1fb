/** The same content written in another way: a good import sees no change. */
import { columnName, type CellValue, type Range } from '../../excel/sheet';
import type { FreeSheet } from '../../excel/write/anyFormat';
import type { Random } from '../random';

/** Where the columns of a sheet may be moved: header and data rows, 0-based. */
export interface TablePlace {
  readonly headerRows: readonly number[];
  /** First and last row of the table, sums and repeated headers included. */
  readonly from: number;
  readonly to: number;
  readonly dataRows: readonly number[];
  /** Rows that must stay together in this order (a household's persons): indexes into dataRows. */
  readonly groups: readonly (readonly number[])[];
}

const grid = (sheet: FreeSheet): CellValue[][] =>
  sheet.rows.map((cells) => Array.from({ length: sheet.columns }, (_, at) => cells[at] ?? null));

/** Groups of data rows in another order; what stands between stays. Sheets with merged data keep their order. */
export function shuffleRows(sheet: FreeSheet, place: TablePlace, random: Random): FreeSheet {
  const data = new Set(place.dataRows);
  if (sheet.merges.some(({ top, bottom }) => data.has(top) || data.has(bottom))) return sheet;
  const rows = grid(sheet);
  const order = random.shuffle(place.groups).flat();
  const moved = order.map((at) => rows[place.dataRows[at] ?? 0] ?? []);
  place.dataRows.forEach((row, at) => (rows[row] = moved[at] ?? []));
  return { ...sheet, rows, formulas: new Map() };
}

/** Columns in another order, header and data together; only where nothing is merged across columns. */
export function shuffleColumns(sheet: FreeSheet, place: TablePlace, random: Random): FreeSheet {
  const concerned = new Set(Array.from({ length: place.to - place.from + 1 }, (_, at) => place.from + at));
  const touches = ({ top, bottom, left, right }: Range): boolean =>
    left !== right && [...concerned].some((row) => row >= top && row <= bottom);
  if (place.headerRows.length > 1 || sheet.merges.some(touches)) return sheet;
  const order = random.shuffle(Array.from({ length: sheet.columns }, (_, at) => at));
  const rows = grid(sheet).map((cells, row) => (concerned.has(row) ? order.map((at) => cells[at] ?? null) : cells));
  const merges = sheet.merges.map((merge) =>
    concerned.has(merge.top) && merge.left === merge.right
      ? { ...merge, left: order.indexOf(merge.left), right: order.indexOf(merge.left) }
      : merge,
  );
  return { ...sheet, rows, merges, formulas: new Map(), hiddenColumns: new Set() };
}

/** Numbers as texts, and digit texts that a number holds exactly as numbers. */
export function swapTypes(sheet: FreeSheet, place: TablePlace): FreeSheet {
  const data = new Set(place.dataRows);
  const swap = (value: CellValue): CellValue => {
    // Rounded digits would become a text that looks whole.
    if (typeof value === 'number') return Math.abs(value) > Number.MAX_SAFE_INTEGER ? value : String(value);
    if (typeof value === 'string' && /^[1-9]\d{0,14}$/.test(value)) return Number(value);
    return value;
  };
  const rows = sheet.rows.map((cells, row) => (data.has(row) ? cells.map(swap) : cells));
  return { ...sheet, rows, formulas: new Map() };
}

/** Digit texts longer than 15 as numbers, as a careless CSV import makes them: [cell, text] of each. */
export function roundDigits(sheet: FreeSheet, place: TablePlace): { sheet: FreeSheet; rounded: [string, string][] } {
  const rounded: [string, string][] = [];
  const data = new Set(place.dataRows);
  const rows = sheet.rows.map((cells, row) =>
    cells.map((value, column) => {
      if (!data.has(row) || typeof value !== 'string' || !/^[1-9]\d{15,}$/.test(value)) return value;
      rounded.push([`${columnName(column)}${row + 1}`, value]);
      return Number(value);
    }),
  );
  return { sheet: { ...sheet, rows, formulas: new Map() }, rounded };
}
