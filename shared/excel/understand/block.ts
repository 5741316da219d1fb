/** A rectangle of a sheet taken as a sheet of its own, whose cells know where they stand in the file. */
import type { Range, Sheet } from '../sheet';

export interface Block {
  /** The part as a sheet; the file's own sheet when it is all of it. */
  readonly sheet: Sheet;
  /** The sheet as the file holds it. */
  readonly original: Sheet;
  /** Place of the part in the file's sheet, 0-based, both ends inclusive. */
  readonly range: Range;
  /** Unit that lines above the part state for all amounts (单位：万元), when they stand outside the part. */
  readonly unit?: string;
}

export function wholeOf(sheet: Sheet): Block {
  const range = { top: 0, left: 0, bottom: Math.max(0, sheet.rows.length - 1), right: Math.max(0, sheet.columns - 1) };
  return { sheet, original: sheet, range };
}

/** Whether the block is all of its sheet, so that places in it are places in the file. */
export function isWhole({ sheet, original }: Block): boolean {
  return sheet === original;
}

/** A part of a block; `range` in the coordinates of the file. Merges that reach over its edge are cut off there. */
export function partOf(block: Block, range: Range): Block {
  const { original } = block;
  const bottom = Math.min(range.bottom, original.rows.length - 1);
  const right = Math.min(range.right, original.columns - 1);
  const cut: Range = { top: range.top, left: range.left, bottom, right };
  if (cut.top === 0 && cut.left === 0 && bottom === original.rows.length - 1 && right === original.columns - 1) {
    return { sheet: original, original, range: cut };
  }
  const rows = original.rows.slice(cut.top, bottom + 1);
  const full = cut.left === 0 && right === original.columns - 1;
  const sheet: Sheet = {
    ...original,
    rows: full ? rows : rows.map((row) => row.slice(cut.left, right + 1)),
    columns: right - cut.left + 1,
    merges: original.merges.flatMap((merge) => clipped(merge, cut)),
    hiddenRows: shifted(original.hiddenRows, cut.top, bottom),
    hiddenColumns: shifted(original.hiddenColumns, cut.left, right),
  };
  return { sheet, original, range: cut };
}

function clipped(merge: Range, to: Range): Range[] {
  // What is merged from outside holds its text there.
  if (merge.top < to.top || merge.left < to.left || merge.top > to.bottom || merge.left > to.right) return [];
  const bottom = Math.min(merge.bottom, to.bottom) - to.top;
  const right = Math.min(merge.right, to.right) - to.left;
  return [{ top: merge.top - to.top, left: merge.left - to.left, bottom, right }];
}

function shifted(hidden: ReadonlySet<number>, from: number, to: number): ReadonlySet<number> {
  return new Set([...hidden].filter((at) => at >= from && at <= to).map((at) => at - from));
}
