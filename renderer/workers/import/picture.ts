/** How a sheet is drawn before anything is imported: windows of its cells as texts, and what was understood of them. */
import { cellText } from '#shared/excel/understand/grid';
import { householdEnds } from '#shared/excel/understand/householdRows';
import type { Range, Sheet } from '#shared/excel/sheet';
import { originOf } from '#shared/excel/cellOf';
import type { Region, RegionRole, UnderstoodSheet } from '#shared/import/types';
import type { Picture, PictureDamage, PictureFrame } from '../importReading';

/** Rows that are looked at for the width of a column. */
const WIDTH_ROWS = 60;
/** Longer texts are cut in the picture; the cell's own text is shown in full when it is chosen. */
const TEXT = 400;

export function frameOf(sheet: Sheet): PictureFrame {
  const widths = Array.from({ length: sheet.columns }, () => 0);
  const covered = new Set(
    sheet.merges.filter(({ left, right }) => right > left).map(({ top, left }) => `${top}:${left}`),
  );
  sheet.rows.slice(0, WIDTH_ROWS).forEach((row, at) => {
    // A title or a note stands alone in its row and runs over its neighbours.
    if (sheet.columns > 2 && row.filter((cell) => cell !== null && cell !== '').length < 2) return;
    row.forEach((cell, column) => {
      // A text that runs over merged columns says nothing about the width of the first.
      if (cell === null || covered.has(`${at}:${column}`)) return;
      widths[column] = Math.max(widths[column] ?? 0, widthOf(cellText(cell)));
    });
  });
  return { rows: sheet.rows.length, columns: sheet.columns, widths, hiddenColumns: [...sheet.hiddenColumns] };
}

/** In characters of the Latin width; a Chinese one counts two. */
function widthOf(text: string): number {
  let width = 0;
  for (const char of text.slice(0, 60)) width += char > '\u2e7f' ? 2 : 1;
  return width;
}

export interface Marked {
  readonly tables: readonly { readonly table: UnderstoodSheet; readonly index: number }[];
  readonly damages: readonly PictureDamage[];
  /** Rows of the sheet above which one household ends and another begins. */
  readonly households: readonly Range[];
}

/** Larger imports are not looked through for the picture's sake. */
const MOST_ROWS = 40_000;
const begun = new WeakMap<readonly UnderstoodSheet[], ReadonlyMap<UnderstoodSheet, readonly Range[]>>();

/** Where households begin on each table, as the file holds it; none where that would take long to find out. */
export function householdsOn(tables: readonly UnderstoodSheet[]): ReadonlyMap<UnderstoodSheet, readonly Range[]> {
  const known = begun.get(tables);
  if (known) return known;
  const rows = tables.reduce((sum, { dataRows }) => sum + dataRows.length, 0);
  const ends = rows > MOST_ROWS ? [] : householdEnds(tables);
  const found = new Map(
    tables.map((table, at) => {
      const { left, right } = extentOf(table);
      const tops = (ends[at] ?? []).flatMap(
        (row) => originOf(table, row, table.columns.at(-1)?.column ?? 0)?.[0] ?? [],
      );
      return [table, tops.map((end): Range => ({ top: end + 1, bottom: end + 1, left, right }))] as const;
    }),
  );
  begun.set(tables, found);
  return found;
}

/** The cells of a window, both ends inclusive; what reaches over its edge is given in full. */
export function pictureOf(sheet: Sheet, window: Range, { tables, damages, households }: Marked): Picture {
  const bottom = Math.min(window.bottom, sheet.rows.length - 1);
  const right = Math.min(window.right, sheet.columns - 1);
  const cells: string[][] = [];
  for (let row = window.top; row <= bottom; row++) {
    const values = sheet.rows[row] ?? [];
    const texts: string[] = [];
    for (let column = window.left; column <= right; column++)
      texts.push(cellText(values[column] ?? null).slice(0, TEXT));
    cells.push(texts);
  }
  const touches = (range: Range): boolean =>
    range.bottom >= window.top && range.top <= bottom && range.right >= window.left && range.left <= right;
  const merges = sheet.merges.filter(touches);
  const outside = merges
    .filter((range) => range.top < window.top || range.left < window.left)
    .map((range) => ({ range, text: cellText(sheet.rows[range.top]?.[range.left] ?? null).slice(0, TEXT) }));
  return {
    top: window.top,
    left: window.left,
    cells,
    merges,
    outside,
    regions: tables.flatMap(({ table, index }) =>
      regionsOf(table)
        .filter(({ range }) => touches(range))
        .map((region) => ({ ...region, table: index })),
    ),
    damages: damages.filter(
      ({ row, column }) => row >= window.top && row <= bottom && column >= window.left && column <= right,
    ),
    households: households.filter(touches),
    hiddenRows: [...sheet.hiddenRows].filter((row) => row >= window.top && row <= bottom),
  };
}

const drawn = new WeakMap<UnderstoodSheet, readonly Region[]>();

/** The regions of a table; where nothing was said about them, those that follow from its header and its data rows. */
export function regionsOf(table: UnderstoodSheet): readonly Region[] {
  const known = drawn.get(table);
  if (known) return known;
  const regions = table.regions ?? guessed(table);
  drawn.set(table, regions);
  return regions;
}

function guessed(table: UnderstoodSheet): Region[] {
  const { sheet, headerRows, dataRows } = table;
  const roles: RegionRole[] = sheet.rows.map((_, row) => (row < (headerRows[0] ?? 0) ? 'title' : 'note'));
  for (const row of headerRows) roles[row] = 'header';
  for (const row of dataRows) roles[row] = 'data';
  const regions: { role: RegionRole; range: Range }[] = [];
  roles.forEach((role, row) => {
    const last = regions.at(-1);
    if (last?.role === role) regions[regions.length - 1] = { role, range: { ...last.range, bottom: row } };
    else regions.push({ role, range: { top: row, bottom: row, left: 0, right: Math.max(0, sheet.columns - 1) } });
  });
  return regions;
}

/** Rows of a table that are looked at one by one for its extent; of longer ones the first and last half of it. */
const EXTENT_ROWS = 2000;
const extents = new WeakMap<UnderstoodSheet, Range>();

/** The rectangle on the file's sheet that holds header and data of a table. */
export function extentOf(table: UnderstoodSheet): Range {
  const known = extents.get(table);
  if (known) return known;
  const { dataRows, headerRows, columns } = table;
  const some =
    dataRows.length <= EXTENT_ROWS
      ? dataRows
      : [...dataRows.slice(0, EXTENT_ROWS / 2), ...dataRows.slice(-EXTENT_ROWS / 2)];
  let range: Range | null = null;
  for (const row of [...headerRows, ...some]) {
    for (const { column } of columns) {
      const place = originOf(table, row, column);
      if (place !== null) range = around(range, place);
    }
  }
  const extent = range ?? { top: 0, left: 0, bottom: 0, right: 0 };
  extents.set(table, extent);
  return extent;
}

function around(range: Range | null, [row, column]: readonly [number, number]): Range {
  if (range === null) return { top: row, bottom: row, left: column, right: column };
  if (row >= range.top && row <= range.bottom && column >= range.left && column <= range.right) return range;
  return {
    top: Math.min(range.top, row),
    bottom: Math.max(range.bottom, row),
    left: Math.min(range.left, column),
    right: Math.max(range.right, column),
  };
}
