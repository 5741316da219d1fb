/** Sheets that are lists beyond doubt, which nobody needs to look at as a form. */
import { findHeader, type Header } from './findHeader';
import { isRowOfPairs } from './forms/decide';
import { isCodeWord, labelScore } from './forms/words';
import { cellText, type Grid } from './grid';
import { textsOf } from './headerRows';
import { isHeaderWord } from './headerWords';
import { isHouseholdKey, isKeyHeader } from './keyHeader';
import { isName } from './names';
import { SERIAL_HEADER } from './neverMap';
import { isNote, isSigned, squeezed } from './rowText';

/** So many rows below the header are looked at for labels of a form. */
const LOOKED_AT = 40;

/**
 * A row full of known headers with keys among them, no labels beside or above it, and no second row of labels below: what
 * follows is data, be it one row.
 */
export function isClearList(grid: Grid): boolean {
  const header = findHeader(grid, isHeaderWord);
  if (header === null) return false;
  if (listsHouseholds(grid, header)) return true;
  const paths = header.paths.filter((path) => path.length > 0);
  const known = paths.filter(
    (path) => isHeaderWord(path.at(-1) ?? '') || isHeaderWord(path.at(-1) ?? '', path.at(-2) ?? ''),
  );
  if (known.length < 3 || known.length < paths.length * 0.6) return false;
  if (!paths.some((path) => isKeyHeader(path.at(-1) ?? ''))) return false;
  const top = header.rows[0] ?? 0;
  const bottom = header.rows.at(-1) ?? 0;
  for (let row = 0; row < top; row++)
    if (labelsIn(grid, row, isKeyHeader) > 0 || (labelsIn(grid, row, isHeaderWord) >= 2 && holdsValues(grid, row)))
      return false;
  // 户主姓名 张三 户编号 A1001 over the header of the members is no heading, though a header of two rows could be read.
  for (const row of header.rows.slice(0, -1)) if (holdsValues(grid, row)) return false;
  if (header.rows.some((row) => isRowOfPairs(grid, row))) return false;
  const own = new Set(header.paths.flat().map(squeezed));
  for (let row = bottom + 1; row < Math.min(grid.rowCount, bottom + LOOKED_AT); row++) {
    const [first] = textsOf(grid, row, 1);
    if (first === undefined || isSigned(first) || isNote(first)) continue;
    // 户主, 低保 and the like are words of the data, too.
    const isLabel = (text: string): boolean => !own.has(text) && !isCodeWord(text);
    const labels = labelsIn(grid, row, (text) => isLabel(text) && isHeaderWord(text));
    // Half of a form's cells are labels; a few words of a list may be headers elsewhere (身份证复印件).
    const many = labels >= 3 && labels * 3 >= textsOf(grid, row, 40).length;
    if (many || (labels === 2 && isLabel(first) && isHeaderWord(first))) return false;
    if (labelsIn(grid, row, (text) => isLabel(text) && isKeyHeader(text)) > 0) return false;
  }
  return true;
}

/**
 * Below 户主姓名 or 户编号 one household after the other, in rows numbered 1, 2, 3 … or directly below each other: a list,
 * whatever its other headers are.
 */
function listsHouseholds(grid: Grid, header: Header): boolean {
  const leafs = header.paths.map((path) => squeezed(path.at(-1) ?? ''));
  const serial = leafs.findIndex((leaf) => SERIAL_HEADER.test(leaf));
  const key = leafs.findIndex((leaf) => isHouseholdKey(leaf));
  if (key < 0) return false;
  const households = new Set<string>();
  let next = 1;
  for (let row = (header.rows.at(-1) ?? 0) + 1; row < Math.min(grid.rowCount, LOOKED_AT) && next <= 4; row++) {
    const text = cellText(grid.raw(row, key));
    if (serial >= 0) {
      if (cellText(grid.raw(row, serial)) !== String(next)) continue;
    } else if ((!isName(text) && !/^\d{6,}$/.test(text)) || holdsLabels(grid, row)) return false;
    households.add(text);
    next++;
  }
  households.delete('');
  return next > 3 && households.size === next - 1;
}

/** Words of the data (户主, 低保) that are headers elsewhere are no labels. */
function holdsLabels(grid: Grid, row: number): boolean {
  return textsOf(grid, row, 40).some((text) => !isCodeWord(text) && (isHeaderWord(text) || labelScore(text) > 0.4));
}

/** A good part of the cells are names, numbers and the like. */
function holdsValues(grid: Grid, row: number): boolean {
  // 2024年 and 2025年 head columns.
  const scores = textsOf(grid, row, 40).flatMap((text) => (/^(19|20)\d{2}年度?$/.test(text) ? [] : [labelScore(text)]));
  const known = scores.filter((score) => score >= 0.9).length;
  return known > 0 && scores.filter((score) => score <= 0.15).length >= Math.max(1, scores.length * 0.3);
}

/** Cells that are a label, or begin with one before a colon. */
function labelsIn(grid: Grid, row: number, test: (label: string) => boolean): number {
  return textsOf(grid, row, 40).filter((text) => test(text.split(':')[0] ?? '')).length;
}
