/**
 * Two courses of one household that began with the same record, brought together. What only one of them changed is taken;
 * where both changed the same thing differently, one is preferred and the other is told. Rows of a list are compared as
 * wholes: a row has no key of its own, and half of it must never land in the row of another person.
 */
import { deepEqual } from './diff';
import { getAt, pathOf, ROW_PLACES, setAt, WHOLE_PLACES, type PathText, type Subtree } from './path';
import { LIST_PLACES, type HouseholdRecord } from './record';

export type Preferred = 'ours' | 'theirs';

/** A field, row, list or whole place that both courses changed, each in its own way. */
export interface Clash {
  readonly path: PathText;
  readonly ours: Subtree;
  readonly theirs: Subtree;
}

export interface Merged {
  readonly record: HouseholdRecord;
  readonly clashes: readonly Clash[];
}

/** `ours` with what `theirs` changed since `base`; clashes stand as `preferred` has them. The id stays that of `ours`. */
export function mergeRecords(
  base: HouseholdRecord,
  ours: HouseholdRecord,
  theirs: HouseholdRecord,
  preferred: Preferred,
): Merged {
  const clashes: Clash[] = [];
  let record = ours;
  for (const path of fieldPaths(base, ours, theirs)) record = mergeAt(path, base, record, theirs, preferred, clashes);
  const before = clashes.length;
  const listed = mergeLists(base, record, theirs, clashes);
  if (clashes.length === before || preferred === 'ours') return { record: listed, clashes };
  const clashing = new Set(clashes.slice(before).map(({ path }) => path.replace(/\[.*/s, '')));
  return { record: withTheirs(base, ours, listed, theirs, clashing), clashes };
}

/**
 * `merged` with what clashes as it is in `theirs`: a list as a whole, since as many rows need not be the same people. Unread
 * texts and further columns name rows by their number: where rows moved they are taken as well, and, where they differ, with
 * them the lists that are of another length there.
 */
function withTheirs(
  base: HouseholdRecord,
  ours: HouseholdRecord,
  merged: HouseholdRecord,
  theirs: HouseholdRecord,
  clashing: ReadonlySet<string>,
): HouseholdRecord {
  const moved = LIST_PLACES.some((place) => [ours, theirs].some((one) => one[place].length !== base[place].length));
  const differ = WHOLE_PLACES.some((place) => !deepEqual(ours[place], theirs[place]));
  const lists = LIST_PLACES.filter(
    (place) => clashing.has(place) || (differ && merged[place].length !== theirs[place].length),
  );
  const wholes = WHOLE_PLACES.filter((place) => clashing.has(place) || moved);
  const taken = Object.fromEntries([...lists, ...wholes].map((place) => [place, theirs[place]]));
  return { ...merged, ...taken };
}

function fieldPaths(...records: readonly HouseholdRecord[]): Set<PathText> {
  const paths = new Set<PathText>();
  for (const place of ROW_PLACES) {
    for (const record of records)
      for (const key of Object.keys(record[place])) paths.add(pathOf(place, undefined, key));
  }
  return paths;
}

/** Lists and whole places; what clashes stays as it is in `ours`. */
function mergeLists(
  base: HouseholdRecord,
  ours: HouseholdRecord,
  theirs: HouseholdRecord,
  clashes: Clash[],
): HouseholdRecord {
  let record = ours;
  const movedHere = LIST_PLACES.some((place) => ours[place].length !== base[place].length);
  const notesHere = WHOLE_PLACES.some((place) => !deepEqual(ours[place], base[place]));
  for (const place of LIST_PLACES) {
    const moved = [ours, theirs].some((one) => one[place].length !== base[place].length);
    const paths = moved ? [place] : base[place].map((_, index) => pathOf(place, index));
    const comesFirst = moved && notesHere && theirs[place].length !== base[place].length;
    for (const path of paths) record = mergeAt(path, base, record, theirs, 'ours', clashes, comesFirst);
  }
  for (const place of WHOLE_PLACES) record = mergeAt(place, base, record, theirs, 'ours', clashes, movedHere);
  return record;
}

/** One granule. `risky`: what theirs says there may refer to rows that stand elsewhere in ours, and is not taken by itself. */
function mergeAt(
  path: PathText,
  base: HouseholdRecord,
  ours: HouseholdRecord,
  theirs: HouseholdRecord,
  preferred: Preferred,
  clashes: Clash[],
  risky = false,
): HouseholdRecord {
  const [was, here, there] = [getAt(base, path), getAt(ours, path), getAt(theirs, path)];
  if (deepEqual(was, there) || deepEqual(here, there)) return ours;
  if (deepEqual(was, here) && !risky) return setAt(ours, path, there);
  clashes.push({ path, ours: here, theirs: there });
  return preferred === 'ours' ? ours : setAt(ours, path, there);
}
