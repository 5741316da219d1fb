/** The cells of a form as boxes: a cell alone or a merged range, with its text. */
import type { CellValue } from '../../sheet';
import { cellText, isBlank, type Grid } from '../grid';

export interface Box {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly cell: CellValue;
  /** Trimmed text as a clerk reads it; never ''. */
  readonly text: string;
  /** What the user says that it is. */
  readonly told?: 'label' | 'value';
}

/** The filled box whose top-left corner is this cell; undefined for blanks and for the rest of a merged range. */
export function boxAt(grid: Grid, row: number, column: number): Box | undefined {
  const cell = grid.raw(row, column);
  if (isBlank(cell)) return undefined;
  const range = grid.range(row, column);
  if (range !== undefined && (range.top !== row || range.left !== column)) return undefined;
  const { bottom, right } = range ?? { bottom: row, right: column };
  return { top: row, left: column, bottom, right, cell, text: cellText(cell) };
}

/** The filled boxes that begin in a row, from left to right. */
export function boxesOfRow(grid: Grid, row: number): readonly Box[] {
  let rows = found.get(grid);
  if (rows === undefined) found.set(grid, (rows = []));
  return (rows[row] ??= boxesIn(grid, row));
}

/** A form is looked at from many sides, row by row. */
const found = new WeakMap<Grid, (readonly Box[])[]>();

function boxesIn(grid: Grid, row: number): Box[] {
  const boxes: Box[] = [];
  const width = Math.min(grid.columnCount, grid.sheet.rows[row]?.length ?? 0);
  for (let column = 0; column < width; column++) {
    const box = boxAt(grid, row, column);
    if (box !== undefined) boxes.push(box);
  }
  return boxes;
}

/** Whether no column lies between the boxes, or only the rest of a merged range. */
export function adjacent(a: Box, b: Box): boolean {
  return b.left === a.right + 1;
}

/** Whether the column of a row is covered by a filled box, wherever it begins. */
export function isCovered(grid: Grid, row: number, column: number): boolean {
  return !isBlank(grid.cell(row, column));
}

/** Number of columns that the filled boxes of some rows span; at least 1. */
export function widthOf(grid: Grid, top: number, bottom: number): number {
  let right = 0;
  let left = grid.columnCount;
  for (let row = top; row <= bottom; row++) {
    for (const box of boxesOfRow(grid, row)) {
      right = Math.max(right, box.right);
      left = Math.min(left, box.left);
    }
  }
  return Math.max(1, right - left + 1);
}
