/** Several copies of a form one below another: where each begins and ends. */
import { isBlank, type Grid } from '../grid';
import { boxesOfRow } from './boxes';
import { pairsIn } from './mixed';
import { labelScore, squeezed } from './words';

export interface Extent {
  readonly top: number;
  readonly bottom: number;
}

/** The forms of a sheet, from top to bottom; one when nothing repeats. */
export function extentsOf(grid: Grid): Extent[] {
  const marks = Array.from({ length: grid.rowCount }, (_, row) => markOf(grid, row));
  const first = marks.findIndex((mark) => mark.size > 0);
  const top = firstFilled(grid);
  const last = grid.rowCount - 1;
  if (first < 0) return [{ top, bottom: last }];
  const starts = marks.flatMap((mark, row) => (isSameRow(marks[first]!, mark) ? [row] : []));
  if (starts.length < 2 || !alike(marks, starts)) return [{ top, bottom: last }];
  const offset = titleOffset(grid, top, first, starts);
  return starts.map((start, at) => ({
    top: start - offset,
    bottom: at + 1 < starts.length ? starts[at + 1]! - offset - 1 : last,
  }));
}

/** Shared by all rows without a label: a sheet may have a million of them. */
const NO_LABELS: ReadonlySet<string> = new Set();

/** The labels of a row with their columns, written alike whether or not a value stands behind them in their cell. */
function markOf(grid: Grid, row: number): ReadonlySet<string> {
  const labels = boxesOfRow(grid, row).flatMap(({ text, left }) => {
    const mixed = pairsIn(text);
    if (mixed !== null) return mixed.map(({ label }) => `${left}:${bare(label)}`);
    return labelScore(text) >= 0.8 ? [`${left}:${bare(text)}`] : [];
  });
  return labels.length === 0 ? NO_LABELS : new Set(labels);
}

const bare = (label: string): string => squeezed(label).replace(/[*★☆]/g, '');

/** Most labels of both rows are the same: in one copy a label or two may be crossed out, or read as part of a value. */
function isSameRow(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  let common = 0;
  for (const label of b) if (a.has(label)) common++;
  return common > 0 && common >= Math.max(a.size, b.size) * 0.6;
}

/** Whether each part repeats at least most of the labels of the first, in more than one row. */
function alike(marks: readonly ReadonlySet<string>[], starts: readonly number[]): boolean {
  const parts = starts.map((start, at) => marks.slice(start, starts[at + 1]).filter(({ size }) => size > 0));
  const [model] = parts;
  if (model === undefined || model.length < 2) return false;
  const labels = new Set(model.flatMap((mark) => [...mark]));
  return parts.slice(1).every((part) => {
    const own = new Set(part.flatMap((mark) => [...mark]));
    const common = [...own].filter((label) => labels.has(label)).length;
    return part.length >= 2 && common >= Math.max(labels.size, own.size) * 0.6;
  });
}

/** Rows of titles above the first label that every copy carries. */
function titleOffset(grid: Grid, top: number, first: number, starts: readonly number[]): number {
  for (let offset = first - top; offset > 0; offset--) {
    const title = titleOf(grid, first - offset);
    const everywhere = starts.every(
      (start, at) => start - offset > (starts[at - 1] ?? -1) && titleOf(grid, start - offset) === title,
    );
    if (title !== '' && everywhere) return offset;
  }
  return 0;
}

/** What a row of titles looks like; the text itself may name the household. */
function titleOf(grid: Grid, row: number): string {
  const boxes = boxesOfRow(grid, row);
  const [only] = boxes;
  return only === undefined ? '' : `${boxes.length}:${only.left}-${only.right}`;
}

function firstFilled(grid: Grid): number {
  const row = grid.sheet.rows.findIndex((cells) => cells.some((cell) => !isBlank(cell)));
  return Math.max(0, row);
}
