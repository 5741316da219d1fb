/**
 * Rows of a list have no key of their own; a path names them by position. Between drawing a row and saving what was typed
 * into it the list may have become shorter or longer: the path is then led to where that row stands now.
 */
import { deepEqual } from '#shared/derive/diff';
import { parsePath, pathOf } from '#shared/derive/path';
import { LIST_PLACES, type HouseholdRecord, type ListPlace, type Row } from '#shared/derive/record';
import type { Edit } from './types';

/**
 * The edits with their paths as they are in `now`; null when a row is not there any more. `seen` = the record as the clerk
 * saw it. An edit of `year` directly behind the years that the clerk saw begins a year, or finds it begun.
 */
export function placeEdits(now: HouseholdRecord, seen: HouseholdRecord, edits: readonly Edit[]): Edit[] | null {
  const begun = edits.find((edit) => edit.path === pathOf('years', seen.years.length, 'year'));
  const placed: Edit[] = [];
  for (const edit of edits) {
    const path = parsePath(edit.path);
    const place = LIST_PLACES.find((name) => name === path?.place);
    if (!path || path.index === undefined || place === undefined) {
      placed.push(edit);
      continue;
    }
    const begins = begun !== undefined && place === 'years' && path.index === seen.years.length;
    const index = begins ? yearPlace(now.years, begun) : rowPlace(now, seen, place, path.index);
    if (index === null) return null;
    placed.push({ ...edit, path: pathOf(place, index, path.key) });
  }
  return placed;
}

function yearPlace(years: readonly Row[], begun: Edit): number {
  const found = years.findIndex((row) => 'value' in begun && row['year'] === begun.value);
  return found < 0 ? years.length : found;
}

function rowPlace(now: HouseholdRecord, seen: HouseholdRecord, place: ListPlace, index: number): number | null {
  const [rows, row] = [now[place], seen[place][index]];
  if (!row) return null;
  // No row came or went: it is the same row, even when others of its values are on their way. Rows are added at the end.
  if (rows.length >= seen[place].length) return index;
  const same = rows.flatMap((other, at) => (deepEqual(other, row) ? [at] : []));
  return same.length === 1 ? (same[0] ?? null) : null;
}
