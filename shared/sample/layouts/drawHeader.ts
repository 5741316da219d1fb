/** Draws the header rows of a table: groups over their columns, plain texts over the whole depth. */
import type { Canvas } from './canvas';
import type { PlannedColumn } from './columnPlan';

/** Number of rows drawn: the depth wanted, or less when no column is so deep. */
export function drawHeader(
  canvas: Canvas,
  columns: readonly PlannedColumn[],
  depth: number,
  top: number,
  left: number,
  merged: boolean,
): number {
  const rows = Math.min(depth, Math.max(1, ...columns.map(({ path }) => path.length)));
  for (let level = 0; level < rows; level++) {
    for (let at = 0; at < columns.length; at++) {
      const path = columns[at]?.path ?? [];
      const text = path[level];
      if (text === undefined || text === '') continue;
      const isLeaf = level === path.length - 1;
      if (isLeaf) {
        canvas.put(top + level, left + at, text, merged ? { rows: rows - level } : {});
        continue;
      }
      const width = sameAbove(columns, at, level);
      canvas.put(top + level, left + at, text, merged ? { columns: width } : {});
      at += width - 1;
    }
  }
  return rows;
}

/** How many columns from `at` on stand under the same group at the level. */
function sameAbove(columns: readonly PlannedColumn[], at: number, level: number): number {
  const above = (index: number): string | null => {
    const path = columns[index]?.path ?? [];
    return path.length > level + 1 ? path.slice(0, level + 1).join('\u0000') : null;
  };
  let end = at + 1;
  while (end < columns.length && above(end) === above(at)) end++;
  return end - at;
}
