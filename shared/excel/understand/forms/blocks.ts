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
  const first = marks.findIndex((mark) => mark !== '');
  const top = firstFilled(grid);
  const last = grid.rowCount - 1;
  if (first < 0) return [{ top, bottom: last }];
  const starts = marks.flatMap((mark, row) => (mark === marks[first] ? [row] : []));
  if (starts.length < 2 || !alike(marks, starts)) return [{ top, bottom: last }];
  const offset = titleOffset(grid, top, first, starts);
  return starts.map((start, at) => ({
    top: start - offset,
    bottom: at + 1 < starts.length ? starts[at + 1]! - offset - 1 : last,
  }));
}

/** The labels of a row with their columns; '' for a row without sure labels. */
function markOf(grid: Grid, row: number): string {
  return boxesOfRow(grid, row)
    .flatMap(({ text, left }) => {
      const mixed = pairsIn(text);
      if (mixed !== null) return [`${left}:${mixed.map(({ label }) => label).join(',')}`];
      return labelScore(text) >= 0.8 ? [`${left}:${squeezed(text)}`] : [];
    })
    .join('|');
}

/** Whether each part repeats at least most of the labels of the first. */
function alike(marks: readonly string[], starts: readonly number[]): boolean {
  const parts = starts.map((start, at) => new Set(marks.slice(start, starts[at + 1]).filter((mark) => mark !== '')));
  const [model] = parts;
  if (model === undefined || model.size < 2) return false;
  return parts.slice(1).every((part) => {
    const common = [...part].filter((mark) => model.has(mark)).length;
    return common >= 2 && common >= Math.max(model.size, part.size) * 0.6;
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
