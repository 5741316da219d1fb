/** What changed between two states of a household, as the change log keeps it; applied forwards or backwards exactly. */
import { pathOf, ROW_PLACES, setAt, WHOLE_PLACES, type PathText, type Subtree } from './path';
import { LIST_PLACES, type HouseholdRecord, type Row } from './record';

/** One change; undefined = nothing stood or stands there. */
export type Change = readonly [path: PathText, before: Subtree, after: Subtree];

/**
 * The changes that lead from `before` to `after`: one per field of a row that both have, one for the whole list where rows
 * were added or removed, one for `unread` and `extra` each. The id is not compared.
 */
export function diffRecords(before: HouseholdRecord, after: HouseholdRecord): Change[] {
  const changes: Change[] = [];
  for (const place of ROW_PLACES) diffRow(before[place], after[place], (key) => pathOf(place, undefined, key), changes);
  for (const place of LIST_PLACES) {
    const [old, now] = [before[place], after[place]];
    if (old === now) continue;
    if (old.length !== now.length) {
      changes.push([place, old, now]);
      continue;
    }
    old.forEach((row, index) => diffRow(row, now[index] ?? {}, (key) => pathOf(place, index, key), changes));
  }
  for (const place of WHOLE_PLACES) {
    if (!deepEqual(before[place], after[place])) changes.push([place, before[place], after[place]]);
  }
  return changes;
}

/** The record after the changes (`forward`), or the record before them when given the one after (`backward`). */
export function applyDiff(
  record: HouseholdRecord,
  changes: readonly Change[],
  direction: 'forward' | 'backward',
): HouseholdRecord {
  return changes.reduce(
    (state, [path, before, after]) => setAt(state, path, direction === 'forward' ? after : before),
    record,
  );
}

/** Equality of plain data; a key that holds undefined equals no key. */
export function deepEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a).filter(isSet), Object.entries(b).filter(isSet)];
  const other = new Map<string, unknown>(right);
  return (
    left.length === right.length && left.every(([key, value]) => other.has(key) && deepEqual(value, other.get(key)))
  );
}

function isSet([, value]: [string, unknown]): boolean {
  return value !== undefined;
}

function diffRow(before: Row, after: Row, pathTo: (key: string) => PathText, changes: Change[]): void {
  if (before === after) return;
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (before[key] !== after[key]) changes.push([pathTo(key), before[key], after[key]]);
  }
}
