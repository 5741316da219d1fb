/** Lists of words to choose from that stand to the right of a table: the sources of drop-down lists, often in hidden columns. */
import { cellText, isBlank, type Grid } from './grid';
import { isKeyHeader } from './keyHeader';

/** A list of words is hardly longer. */
const LONGEST = 120;
/** So many rows are looked at. */
const LOOKED_AT = 3000;

/**
 * First column of such lists at the right end of the sheet; the number of columns when there are none. A blank column lies
 * between, each list goes down from the top without a gap and without a word twice, and ends elsewhere than the table.
 */
export function lookupsFrom(grid: Grid, headerRows: readonly number[], dataRows: readonly number[]): number {
  const top = headerRows[0] ?? 0;
  const last = dataRows.at(-1);
  if (last === undefined || dataRows.length < 2) return grid.columnCount;
  let from = grid.columnCount;
  let found = from;
  for (let column = grid.columnCount - 1; column > 0; column--) {
    const words = wordsOf(grid, column, top);
    if (words === null) break;
    if (words.length > 0) {
      if (!isList(grid, column, words, dataRows.length)) break;
      from = column;
    } else if (from < grid.columnCount) found = from;
  }
  return found;
}

/** The cells of a column from the first header row down to the first blank one; null when more follows below. */
function wordsOf(grid: Grid, column: number, top: number): string[] | null {
  const words: string[] = [];
  let ended = false;
  for (let row = 0; row < Math.min(grid.rowCount, LOOKED_AT); row++) {
    const cell = grid.raw(row, column);
    if (isBlank(cell)) ended ||= words.length > 0 && row > top + 3;
    else if (ended || typeof cell !== 'string' || words.length > LONGEST) return null;
    else words.push(cellText(cell));
  }
  return words;
}

function isList(grid: Grid, column: number, words: readonly string[], rows: number): boolean {
  if (words.some((word) => word.length > 20 || /\d{4,}/.test(word) || isKeyHeader(word))) return false;
  if (new Set(words).size < words.length || words.length < 2) return false;
  return grid.sheet.hiddenColumns.has(column) || words.length < rows * 0.7 || words.length > rows + 2;
}
