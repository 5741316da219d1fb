/** Sheets that are lists beyond doubt, which nobody needs to look at as a form. */
import { findHeader } from './findHeader';
import type { Grid } from './grid';
import { textsOf } from './headerRows';
import { isHeaderWord } from './headerWords';
import { isKeyHeader } from './keyHeader';
import { isNote, isSigned } from './rowText';

/** So many rows below the header are looked at for labels of a form. */
const LOOKED_AT = 40;

/**
 * A row full of known headers with keys among them, no labels beside or above it, and no second row of labels below: what
 * follows is data, be it one row.
 */
export function isClearList(grid: Grid): boolean {
  const header = findHeader(grid, isHeaderWord);
  if (header === null) return false;
  const leaves = header.paths.flatMap((path) => (path.length > 0 ? [path.at(-1) ?? ''] : []));
  const known = leaves.filter((leaf) => isHeaderWord(leaf)).length;
  if (known < 3 || known < leaves.length * 0.75 || !leaves.some(isKeyHeader)) return false;
  const top = header.rows[0] ?? 0;
  const bottom = header.rows.at(-1) ?? 0;
  for (let row = 0; row < top; row++) if (labelsIn(grid, row, isKeyHeader) > 0) return false;
  const own = new Set(header.paths.flat().map((text) => text.replace(/\s+/g, '')));
  for (let row = bottom + 1; row < Math.min(grid.rowCount, bottom + LOOKED_AT); row++) {
    const [first] = textsOf(grid, row, 1);
    if (first === undefined || isSigned(first) || isNote(first)) continue;
    const labels = labelsIn(grid, row, (text) => !own.has(text) && isHeaderWord(text));
    if (labels >= 3 || labelsIn(grid, row, isKeyHeader) - labelsIn(grid, row, (text) => own.has(text)) > 0)
      return false;
  }
  return true;
}

/** Cells that are a label, or begin with one before a colon. */
function labelsIn(grid: Grid, row: number, test: (label: string) => boolean): number {
  return textsOf(grid, row, 40).filter((text) => test(text.split(':')[0] ?? '')).length;
}
