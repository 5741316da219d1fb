/** Sheets beside the tables that hold no data: instructions for filling in, and lists of the words to choose from. */
import type { Header } from './findHeader';
import { cellText, isBlank, type Grid } from './grid';
import { isKeyHeader } from './keyHeader';
import { squeezed } from './rowText';

/** A code list longer than this would be a table after all. */
const LONGEST_LIST = 400;

/** Numbered sentences below each other in one column. */
export function isInstructions(grid: Grid): boolean {
  let lines = 0;
  let numbered = 0;
  for (let row = 0; row < grid.rowCount; row++) {
    const texts = (grid.sheet.rows[row] ?? []).filter((cell) => !isBlank(cell));
    if (texts.length > 1) return false;
    const [cell] = texts;
    if (cell === undefined) continue;
    lines++;
    if (
      /^(\(?(\d{1,2}|[一二三四五六七八九十]{1,3})[.、)]|[①-⑳]|(填[表报写]|使用|操作)?说明|注)/.test(
        squeezed(cellText(cell)),
      )
    )
      numbered++;
  }
  return lines >= 3 && numbered >= lines * 0.6;
}

/** Lists of words below headers, of nobody: every column without a number and without a word that comes twice. */
export function isCodeList(grid: Grid, header: Header, rows: readonly number[]): boolean {
  if (rows.length === 0 || rows.length > LONGEST_LIST) return false;
  if (header.paths.some((path) => isKeyHeader(path.at(-1) ?? ''))) return false;
  const ragged = new Set<number>();
  for (let column = 0; column < grid.columnCount; column++) {
    const seen = new Set<string>();
    let last = -1;
    for (const [at, row] of rows.entries()) {
      const text = cellText(grid.raw(row, column));
      if (text === '') continue;
      if (/\d{3,}/.test(text) || seen.has(text) || last !== at - 1) return false;
      seen.add(text);
      last = at;
    }
    if (seen.size > 0) ragged.add(seen.size);
  }
  return ragged.size > 1 || rows.length <= 2;
}
