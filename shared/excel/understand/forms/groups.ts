/** Headings that stand beside the rows that they head: 家庭基本情况, merged down the left edge. */
import { cellText, type Grid } from '../grid';
import { boxesOfRow, type Box } from './boxes';
import { pairsIn } from './mixed';
import { isRelative, labelScore } from './words';

/** Texts that head what stands below. */
export const HEADING = /(情况|信息|成员|收入|支出|措施|状况|条件|部分|明细|记录|项目|家庭|人口|生产|生活|住房|保障)$/;

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

/** A heading over the rows below it; a label alone whose value was left blank is none. `wide` = it reaches over the form. */
export function isHeading(grid: Grid, row: number, text: string, wide: boolean): boolean {
  if (/^[(]?[一二三四五六七八九十]{1,2}[)、.]/.test(text)) return true;
  if (text.length > 24 || /[。;,:]/.test(text)) return false;
  if (wide) return true;
  const below = boxesOfRow(grid, row + 1);
  return (
    below.length >= 2 &&
    HEADING.test(text) &&
    below.some(({ text: label }) => labelScore(label) >= 0.8 || pairsIn(label) !== null)
  );
}
