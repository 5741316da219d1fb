/** Where rows and columns of a drawn sheet lie, in pixels of the body (without row numbers and head). */
import type { Range } from '#shared/excel/sheet';
import type { PictureFrame } from '../workers/api';

export const ROW = 26;
export const NUMBERS = 52;
const NARROWEST = 46;
const WIDEST = 230;
const PER_CHARACTER = 7.3;
const PADDING = 17;

export interface Geometry {
  readonly rows: number;
  readonly columns: number;
  readonly rowHeight: number;
  readonly numbers: number;
  /** Left edge of each column, and the right edge of the last. */
  readonly edges: readonly number[];
  readonly width: number;
  readonly height: number;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Some blank rows and columns lie beyond the cells, so that a table can be drawn larger than what is filled. */
export function geometryOf(frame: PictureFrame, scale: number): Geometry {
  const edges = [0];
  for (const width of frame.widths) {
    const wanted = width === 0 ? NARROWEST : Math.min(WIDEST, Math.max(NARROWEST, width * PER_CHARACTER + PADDING));
    edges.push(Math.round((edges.at(-1) ?? 0) + wanted * scale));
  }
  const rowHeight = Math.round(ROW * scale);
  return {
    rows: frame.rows,
    columns: frame.columns,
    rowHeight,
    numbers: Math.round(NUMBERS * scale),
    edges,
    width: edges.at(-1) ?? 0,
    height: frame.rows * rowHeight,
  };
}

/** Column at a distance from the left edge; the nearest one beyond the edges. */
export function columnAt({ edges, columns }: Geometry, x: number): number {
  let [low, high] = [0, Math.max(0, columns - 1)];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((edges[middle] ?? 0) <= x) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function rowAt({ rows, rowHeight }: Geometry, y: number): number {
  return Math.min(Math.max(0, rows - 1), Math.max(0, Math.floor(y / rowHeight)));
}

/** The pixels of a rectangle of cells. */
export function boxOf({ edges, rowHeight, columns }: Geometry, { top, left, bottom, right }: Range): Box {
  const from = edges[Math.min(left, columns)] ?? 0;
  const to = edges[Math.min(right + 1, columns)] ?? from;
  return { left: from, top: top * rowHeight, width: to - from, height: (bottom - top + 1) * rowHeight };
}
