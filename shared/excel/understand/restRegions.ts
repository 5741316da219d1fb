/** What lies outside of all tables of a sheet: notes, so that the picture leaves nothing out. */
import type { Region } from '../../import/types';
import type { Range } from '../sheet';
import type { Block } from './block';
import { isBlank } from './grid';
import type { Draft } from './understandTable';

/** The drafts, the first one with regions for everything filled outside of the ranges that the tables take. */
export function withRest(block: Block, drafts: readonly Draft[], ranges: readonly Range[]): Draft[] {
  const [first, ...others] = drafts;
  if (first === undefined) return [];
  const rest = restOf(block, ranges);
  if (rest.length === 0) return [...drafts];
  const regions = [...(first.sheet.regions ?? []), ...rest].toSorted(
    (a, b) => a.range.top - b.range.top || a.range.left - b.range.left,
  );
  return [{ ...first, sheet: { ...first.sheet, regions } }, ...others];
}

function restOf(block: Block, ranges: readonly Range[]): Region[] {
  const regions: Region[] = [];
  const { range: own, original } = block;
  const byRow = rangesByRow(ranges);
  for (let row = own.top; row <= own.bottom; row++) {
    const cells = original.rows[row] ?? [];
    const inside = byRow.get(row) ?? [];
    const end = Math.min(cells.length, own.right + 1);
    let from = -1;
    for (let column = own.left; column <= end; column++) {
      const free = column < end && !inside.some(({ left, right }) => column >= left && column <= right);
      if (free && from < 0 && !isBlank(cells[column] ?? null)) from = column;
      if (!free && from >= 0) {
        regions.push({ role: 'note', range: { top: row, left: from, bottom: row, right: column - 1 } });
        from = -1;
      }
    }
  }
  return regions;
}

/** A sheet of a thousand forms has 50,000 regions; each row is asked only for its own. */
function rangesByRow(ranges: readonly Range[]): Map<number, Range[]> {
  const rows = new Map<number, Range[]>();
  for (const range of ranges) {
    for (let row = range.top; row <= range.bottom; row++) {
      const there = rows.get(row);
      if (there === undefined) rows.set(row, [range]);
      else there.push(range);
    }
  }
  return rows;
}
