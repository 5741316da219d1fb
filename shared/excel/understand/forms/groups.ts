/** Headings that stand beside the rows that they head: 家庭基本情况, merged down the left edge. */
import { cellText, type Grid } from '../grid';
import { boxesOfRow, type Box } from './boxes';
import { isRelative, labelScore } from './words';

export interface SideGroup {
  readonly box: Box;
  readonly text: string;
}

/** Whether a tall box heads several rows of labels to its right; a tall label with one tall value behind it does not. */
export function isSideGroup(grid: Grid, box: Box): boolean {
  if (
    box.bottom === box.top ||
    box.right + 1 >= grid.columnCount ||
    (labelScore(box.text) < 0.3 && !isRelative(box.text))
  )
    return false;
  const neighbour = grid.range(box.top, box.right + 1);
  if (neighbour !== undefined && neighbour.top <= box.top && neighbour.bottom >= box.bottom) return false;
  if (isHeaderCell(grid, box)) return false;
  for (let row = box.top + 1; row <= box.bottom; row++) {
    if (boxesOfRow(grid, row).some(({ left }) => left > box.right)) return true;
  }
  return boxesOfRow(grid, box.top).some(({ left, bottom }) => left === box.right + 1 && bottom < box.bottom);
}

/** In a header of two or three rows every cell to the right is covered by labels; beside a heading there is room for values. */
function isHeaderCell(grid: Grid, box: Box): boolean {
  if (box.bottom - box.top > 3) return false;
  let labels = 0;
  let cells = 0;
  for (let row = box.top; row <= box.bottom; row++) {
    const last = boxesOfRow(grid, box.top).at(-1)!.right;
    for (let column = box.right + 1; column <= last; column++) {
      const text = cellText(grid.cell(row, column));
      if (text === '') return false;
      cells++;
      if (labelScore(text) >= 0.35) labels++;
    }
  }
  return cells > 0 && labels >= cells * 0.8;
}

/** Headings beside a row that hold for a box at a column: the nearest to its left, and those that touch it further left. */
export function groupsAt(sides: readonly SideGroup[], row: number, column: number): string[] {
  const beside = sides
    .filter(({ box }) => box.top <= row && box.bottom >= row && box.right < column)
    .toSorted((a, b) => b.box.left - a.box.left);
  const found: string[] = [];
  let left: number | null = null;
  for (const { box, text } of beside) {
    if (left !== null && box.right + 1 !== left) break;
    found.unshift(text);
    left = box.left;
  }
  return found;
}
