/** Which row of the archive a row of the sheets speaks of, place by place. */
import type { Field } from '../catalogue/field';
import { entityAt, fieldIn } from '../catalogue/index';
import type { ListPlace, Row, Value } from '../derive/record';
import { codecFor } from '../values/index';
import { personKey } from '../values/idNumber';

/** For every incoming row the position of its row in the archive, or null = a new row. A position is given once. */
export type RowMatch = readonly (number | null)[];

/** `alike` recognises, after all else, a member whose name or number was typed otherwise. */
export function matchRows(
  place: ListPlace,
  existing: readonly Row[],
  incoming: readonly Row[],
  alike?: (existing: Row, incoming: Row) => boolean,
): RowMatch {
  switch (place) {
    case 'members':
      return matchMembers(existing, incoming, alike);
    case 'years':
    case 'measures':
      return matchBy(existing, incoming, (a, b) => a['year'] === b['year']);
    case 'helpers':
      return matchHelpers(existing, incoming);
    case 'monitoring':
      return matchEpisodes(existing, incoming);
    case 'procedures':
      return matchBy(existing, incoming, (a, b) => a['procedure_kind'] === b['procedure_kind']);
    default:
      return matchBy(existing, incoming, (a, b) => holds(place, a, b));
  }
}

/** Equal for an import: what does not change the meaning is equal, and a coarser date equals the finer one it begins. */
export function isSameValue(field: Field | undefined, a: Value, b: Value): boolean {
  if (a === b) return true;
  if (field === undefined) return String(a) === String(b);
  if (field.type === 'date' && (String(a).startsWith(String(b)) || String(b).startsWith(String(a)))) return true;
  return codecFor(field).same(a, b);
}

/** First come, first served, in the order of the sheets. */
function matchBy(existing: readonly Row[], incoming: readonly Row[], same: (a: Row, b: Row) => boolean): RowMatch {
  const taken = new Set<number>();
  return incoming.map((row) => {
    const found = existing.findIndex((other, index) => !taken.has(index) && same(other, row));
    if (found < 0) return null;
    taken.add(found);
    return found;
  });
}

/**
 * Whether the archive's row says everything that the incoming one says. A row without values, of which only a text is known
 * that no field could hold, is no other row than such a one.
 */
function holds(place: ListPlace, existing: Row, incoming: Row): boolean {
  const entity = entityAt(place).name;
  const said = Object.entries(incoming);
  if (said.length === 0) return Object.keys(existing).length === 0;
  return said.every(([key, value]) => {
    const before = existing[key];
    if (value === undefined || before === value) return true;
    const field = fieldIn(entity, key);
    // A coarser date does not say what a finer one says.
    const coarser = field?.type === 'date' && !String(before).startsWith(String(value));
    return before !== undefined && !coarser && isSameValue(field, before, value);
  });
}

/**
 * By ID number (of 18 characters: a disability certificate is the same person), the same name first; then by a name that is
 * the only one of its kind on both sides; a person with neither only by a row that says the same.
 */
function matchMembers(
  existing: readonly Row[],
  incoming: readonly Row[],
  alike: ((existing: Row, incoming: Row) => boolean) | undefined,
): RowMatch {
  const match: (number | null)[] = incoming.map(() => null);
  const taken = new Set<number>();
  const take = (at: number, found: number): void => {
    if (found < 0) return;
    match[at] = found;
    taken.add(found);
  };
  const pass = (same: (a: Row, b: Row) => boolean): void => {
    incoming.forEach((row, at) => {
      if (match[at] === null)
        take(
          at,
          existing.findIndex((other, index) => !taken.has(index) && same(other, row)),
        );
    });
  };
  pass((a, b) => sameId(a, b) && a['name'] !== undefined && a['name'] === b['name']);
  const doubled = new Set([...doubledIds(existing), ...doubledIds(incoming)]);
  const isDoubled = ({ id_no }: Row): boolean => id_no !== undefined && doubled.has(personKey(String(id_no)));
  if (doubled.size > 0)
    matchDoubled(
      existing,
      incoming.map((row) => (isDoubled(row) ? row : null)),
      taken,
      take,
    );
  pass((a, b) => sameId(a, b) && !isDoubled(b));
  const names = new Map<Value, number>();
  const count = (row: Row): void => {
    if (row['name'] !== undefined) names.set(row['name'], (names.get(row['name']) ?? 0) + 1);
  };
  existing.forEach((row, index) => {
    if (!taken.has(index)) count(row);
  });
  incoming.forEach((row, at) => {
    if (match[at] === null) count(row);
  });
  pass((a, b) => a['name'] !== undefined && a['name'] === b['name'] && names.get(a['name']) === 2);
  pass((a, b) => holds('members', a, b));
  if (alike !== undefined && match.includes(null) && taken.size < existing.length)
    pass(onlyPair(existing, incoming, match, taken, alike));
  return match;
}

/** Pairs of rows left over that look alike, where neither looks like anybody else left over: of twins nobody is guessed. */
function onlyPair(
  existing: readonly Row[],
  incoming: readonly Row[],
  match: RowMatch,
  taken: ReadonlySet<number>,
  alike: (existing: Row, incoming: Row) => boolean,
): (a: Row, b: Row) => boolean {
  const theirs = existing.filter((_, index) => !taken.has(index));
  const ours = incoming.filter((_, at) => match[at] === null);
  const pairs = ours.flatMap((b) => theirs.flatMap((a) => (alike(a, b) ? [[a, b] as const] : [])));
  const sure = pairs.filter(([a, b]) => pairs.filter(([c, d]) => a === c || b === d).length === 1);
  return (a, b) => sure.some(([c, d]) => a === c && b === d);
}

/**
 * Persons entered twice: the ID tells nobody apart, so each finds the row that says the same, the fullest first and its
 * tightest row, and importing a sheet again never shifts values between them.
 */
function matchDoubled(
  existing: readonly Row[],
  incoming: readonly (Row | null)[],
  taken: ReadonlySet<number>,
  take: (at: number, found: number) => void,
): void {
  const size = (row: Row | null | undefined): number => JSON.stringify(row ?? null).length;
  const order = incoming.map((_, at) => at).toSorted((a, b) => size(incoming[b]) - size(incoming[a]));
  for (const at of order) {
    const row = incoming[at] ?? null;
    if (row === null) continue;
    let found = -1;
    existing.forEach((other, index) => {
      const tighter = found < 0 || size(other) < size(existing[found]);
      if (tighter && !taken.has(index) && sameId(other, row) && holds('members', other, row)) found = index;
    });
    take(at, found);
  }
}

function doubledIds(rows: readonly Row[]): Set<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { id_no } of rows) {
    if (id_no === undefined) continue;
    const key = personKey(String(id_no));
    if (seen.has(key)) twice.add(key);
    seen.add(key);
  }
  return twice;
}

function sameId(a: Row, b: Row): boolean {
  const [left, right] = [a['id_no'], b['id_no']];
  return left !== undefined && right !== undefined && personKey(String(left)) === personKey(String(right));
}

/** By name; a sheet that names nobody speaks of the first helper, an archive row without a name takes the first name. */
function matchHelpers(existing: readonly Row[], incoming: readonly Row[]): RowMatch {
  const taken = new Set<number>();
  const take = (test: (row: Row) => boolean): number | null => {
    const found = existing.findIndex((row, index) => !taken.has(index) && test(row));
    if (found >= 0) taken.add(found);
    return found < 0 ? null : found;
  };
  return incoming.map(({ helper_name: name }) =>
    name === undefined
      ? take(() => true)
      : (take((row) => row['helper_name'] === name) ?? take((row) => row['helper_name'] === undefined)),
  );
}

/**
 * The episode that began at the same time, else the current (last) one; a later beginning after a removed risk is a new
 * episode.
 */
function matchEpisodes(existing: readonly Row[], incoming: readonly Row[]): RowMatch {
  const taken = new Set<number>();
  const start = fieldIn('monitoring', 'monitor_start');
  return incoming.map((row) => {
    const begun = row['monitor_start'];
    const same = existing.findIndex(({ monitor_start: other }, index) => {
      return !taken.has(index) && begun !== undefined && other !== undefined && isSameValue(start, other, begun);
    });
    const last = existing.length - 1;
    const current = existing[last];
    const renewed =
      begun !== undefined &&
      current?.['risk_removed'] === '是' &&
      String(begun) > String(current['remove_date'] ?? current['monitor_start'] ?? '');
    const found = same >= 0 ? same : last >= 0 && !taken.has(last) && !renewed ? last : null;
    if (found !== null) taken.add(found);
    return found;
  });
}
