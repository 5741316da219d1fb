/** Moving about in a drawn sheet: by keys, and by scrolling to a cell. */
import type { KeyboardEvent } from 'react';
import type { Range } from '#shared/excel/sheet';
import type { PictureFrame } from '../workers/api';
import { boxOf, type Geometry } from './geometry';

export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

export function around(a: GridPlace, b: GridPlace): Range {
  return {
    top: Math.min(a.row, b.row),
    bottom: Math.max(a.row, b.row),
    left: Math.min(a.column, b.column),
    right: Math.max(a.column, b.column),
  };
}

export function holds({ top, bottom, left, right }: Range, { row, column }: GridPlace): boolean {
  return row >= top && row <= bottom && column >= left && column <= right;
}

/** Where a key leads from a cell; null = it is no such key. */
export function moved(
  from: GridPlace,
  event: KeyboardEvent,
  { rows, columns }: PictureFrame,
  page: number,
): GridPlace | null {
  const steps: Readonly<Record<string, readonly [row: number, column: number]>> = {
    ArrowUp: [event.ctrlKey ? -rows : -1, 0],
    ArrowDown: [event.ctrlKey ? rows : 1, 0],
    ArrowLeft: [0, event.ctrlKey ? -columns : -1],
    ArrowRight: [0, event.ctrlKey ? columns : 1],
    PageUp: [-page, 0],
    PageDown: [page, 0],
    Home: [event.ctrlKey ? -rows : 0, -columns],
    End: [event.ctrlKey ? rows : 0, columns],
  };
  const step = steps[event.key];
  if (!step) return null;
  const within = (value: number, last: number): number => Math.min(Math.max(0, value), Math.max(0, last));
  return { row: within(from.row + step[0], rows - 1), column: within(from.column + step[1], columns - 1) };
}

/** Brings a cell into sight; what is in sight already is not moved. */
export function reveal(box: HTMLElement | null, geometry: Geometry, { row, column }: GridPlace, head: number): void {
  if (!box) return;
  const cell = boxOf(geometry, { top: row, bottom: row, left: column, right: column });
  const inner = { height: box.clientHeight - head, width: box.clientWidth - geometry.numbers };
  if (cell.top < box.scrollTop) box.scrollTop = cell.top;
  else if (cell.top + cell.height > box.scrollTop + inner.height) {
    // Far away it comes to the middle, near by only as far as it must.
    const far = cell.top > box.scrollTop + 2 * inner.height;
    box.scrollTop = cell.top + cell.height - (far ? inner.height / 2 : inner.height);
  }
  if (cell.left < box.scrollLeft) box.scrollLeft = cell.left;
  else if (cell.left + Math.min(cell.width, inner.width) > box.scrollLeft + inner.width) {
    box.scrollLeft = cell.left + Math.min(cell.width, inner.width) - inner.width;
  }
}

/** Brings a cell into the middle of what is in sight, so that its neighbours on all sides are seen. */
export function centre(box: HTMLElement | null, geometry: Geometry, range: Range, head: number): void {
  if (!box) return;
  const cell = boxOf(geometry, range);
  box.scrollTop = cell.top + cell.height / 2 - (box.clientHeight - head) / 2;
  const inner = box.clientWidth - geometry.numbers;
  // The first columns say whose row it is: they stay in sight as long as the cell does, too.
  box.scrollLeft = cell.left + cell.width + inner / 4 <= inner ? 0 : cell.left + cell.width / 2 - inner / 2;
}
