/** Rows anywhere on a sheet that read like headers: where tables begin, and where printed pages repeat them. */
import { cellText, isBlank, type Grid } from './grid';
import { isHeaderWord } from './headerWords';
import { isSigned, isTotal, squeezed } from './rowText';

/** Fewer known cells than this make no header in the middle of a sheet. */
const MIN_KNOWN = 2;
/** A year that heads a column may be a number; a second number makes a row of data. */
const ODD_CELLS = 1;
/** Texts whose answer is remembered; names and addresses of a big village come once each. */
const REMEMBERED = 20_000;

export interface HeaderRow {
  readonly row: number;
  readonly known: number;
  /** Column → squeezed text. */
  readonly texts: ReadonlyMap<number, string>;
}

/** All header-like rows, top to bottom. One look at each row: the first number or date of a data row ends it. */
export function headerRowsOf(grid: Grid): HeaderRow[] {
  const memory = new Map<string, boolean>();
  const knows = (text: string): boolean => {
    const before = memory.get(text);
    if (before !== undefined) return before;
    const known = isHeaderWord(text);
    if (memory.size < REMEMBERED) memory.set(text, known);
    return known;
  };
  const found: HeaderRow[] = [];
  for (let row = 0; row < grid.rowCount; row++) {
    const header = headerRowOf(grid, row, knows);
    if (header !== null) found.push(header);
  }
  return found;
}

function headerRowOf(grid: Grid, row: number, knows: (text: string) => boolean): HeaderRow | null {
  const cells = grid.sheet.rows[row] ?? [];
  const strings: number[] = [];
  let odd = 0;
  for (let column = 0; column < cells.length; column++) {
    const cell = cells[column] ?? null;
    if (cell === null) continue;
    if (typeof cell === 'string' && !isDigits(cell)) {
      if (!isBlank(cell)) strings.push(column);
    } else if (++odd > ODD_CELLS) return null;
  }
  if (strings.length < Math.max(MIN_KNOWN, odd * 8)) return null;
  const first = squeezed(cells[strings[0]!] as string);
  if (isSigned(first)) return null;
  const texts = new Map<number, string>();
  const seen = new Set<string>();
  let known = 0;
  let stated = 0;
  for (const column of strings) {
    const cell = cells[column] as string;
    const text = squeezed(cell);
    texts.set(column, text);
    // 户编号：5299… states a value beside its label.
    if (/[:].+/.test(text) && !text.endsWith(')')) stated++;
    if (seen.has(text)) continue;
    seen.add(text);
    if (knows(cell)) known++;
  }
  if (stated * 2 > strings.length) return null;
  // 合计 sums a line, or heads a column before others of known names.
  if (isTotal(first) && known < 3) return null;
  return known >= MIN_KNOWN && known / seen.size >= 0.5 ? { row, known, texts } : null;
}

/** 13800001111, 52999919900101001X, 3, 2020-01-01: values; 9、备注1 is none. */
function isDigits(text: string): boolean {
  const first = text.charCodeAt(0);
  return first >= 48 && first <= 57 && /^[\d.,/:\- xX]+$/.test(text);
}

/** Whether two headers stand in the same columns with the same texts, as on the next printed page. */
export function isSameHeader(first: HeaderRow, other: HeaderRow): boolean {
  let same = 0;
  for (const [column, text] of other.texts) if (first.texts.get(column) === text) same++;
  return same >= 0.6 * Math.max(first.texts.size, other.texts.size);
}

/** Filled texts of a row, squeezed, at most `limit`. */
export function textsOf(grid: Grid, row: number, limit: number): string[] {
  const texts: string[] = [];
  const columns = Math.min(grid.columnCount, grid.sheet.rows[row]?.length ?? 0);
  for (let column = 0; column < columns && texts.length < limit; column++) {
    const cell = grid.raw(row, column);
    if (!isBlank(cell)) texts.push(squeezed(cellText(cell)));
  }
  return texts;
}
