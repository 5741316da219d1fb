/**
 * Rows of a list have no key of their own. A draft carries what its row held, and after a crash – or days later – the row
 * is found again by that, or it is not: a text is never written into a row that may be another one.
 */
import { deepEqual } from '#shared/derive/diff';
import { parsePath, pathOf } from '#shared/derive/path';
import { LIST_PLACES, type HouseholdRecord, type ListPlace, type Row } from '#shared/derive/record';

/** As it stands in a draft. */
interface Seen {
  /** null = a year that had no row yet. */
  readonly row: Row | null;
  /** How many rows held the very same, itself among them. */
  readonly alike?: number;
  /** How many rows went by the same name, number or year. */
  readonly named?: number;
  /** The year that the text would begin. */
  readonly begins?: number;
}

/** Where a draft belongs now. */
export interface Found {
  readonly path: string;
  /** The year that saving begins, where its row is not there yet. */
  readonly begins: number | null;
}

function listPlace(place: string): ListPlace | undefined {
  return LIST_PLACES.find((name) => name === place);
}

/** The row around a path as text, for the draft; undefined where there are no rows to confuse. */
export function rowSeen(record: HouseholdRecord, path: string, year: number): string | undefined {
  const at = parsePath(path);
  const place = at && listPlace(at.place);
  if (!at || !place || at.index === undefined) return undefined;
  const row = record[place][at.index];
  const seen: Seen = row
    ? {
        row,
        alike: record[place].filter((other) => deepEqual(other, row)).length,
        named: ofName(place, record[place], row, at.key ?? '').length,
      }
    : place === 'years'
      ? { row: null, begins: year }
      : { row: null };
  return JSON.stringify(seen);
}

/** Where the field at `path` of a row that was `seen` stands in the record now; null when it cannot be told. */
export function findRow(record: HouseholdRecord, path: string, seen: string | undefined): Found | null {
  const at = parsePath(path);
  if (at?.key === undefined) return null;
  const place = listPlace(at.place);
  if (!place) return { path, begins: null };
  const known = seen === undefined ? null : parseSeen(seen);
  if (!known || at.index === undefined) return null;
  const index =
    known.row === null
      ? yearRow(record, place, known.begins)
      : (sameRow(record[place], known, at.index) ?? samePerson(place, record[place], known, at.key));
  if (index === null) return null;
  return {
    path: pathOf(place, index, at.key),
    begins: index === record[place].length ? (known.begins ?? null) : null,
  };
}

function parseSeen(text: string): Seen | null {
  try {
    const value = JSON.parse(text) as Partial<Seen> | null;
    if (typeof value !== 'object' || value === null || typeof value.row !== 'object') return null;
    const { row, alike, named, begins } = value;
    return {
      row,
      ...(typeof alike === 'number' ? { alike } : {}),
      ...(typeof named === 'number' ? { named } : {}),
      ...(typeof begins === 'number' ? { begins } : {}),
    };
  } catch {
    return null;
  }
}

/** The row of a year that had none, or the place behind the last one. */
function yearRow(record: HouseholdRecord, place: ListPlace, begins: number | undefined): number | null {
  if (place !== 'years' || begins === undefined) return null;
  const at = record.years.findIndex((row) => row['year'] === begins);
  return at < 0 ? record.years.length : at;
}

/** The only row that holds exactly the same; of several, the one at the old place. Where one of them went, nobody knows which. */
function sameRow(rows: readonly Row[], { row, alike = 1 }: Seen, index: number): number | null {
  const same = rows.flatMap((other, at) => (deepEqual(other, row) ? [at] : []));
  if (same.length < alike) return null;
  return same.length === 1 ? (same[0] ?? null) : same.includes(index) ? index : null;
}

/** The row has been worked on since: the only one that goes by its name, and was so then. */
function samePerson(place: ListPlace, rows: readonly Row[], { row, named }: Seen, key: string): number | null {
  if (named !== 1 || row === null) return null;
  const found = ofName(place, rows, row, key);
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** What tells one row of a list from another. Lists that are not named here have nothing of the kind. */
const IDENTITY: Readonly<Partial<Record<ListPlace, readonly string[]>>> = {
  members: ['id_no', 'name'],
  helpers: ['helper_id_no', 'helper_name'],
  years: ['year'],
};

/**
 * Rows that go by the name, number or year of `row`, none of these being different. The field in question is asked last:
 * that is what may have changed.
 */
function ofName(place: ListPlace, rows: readonly Row[], row: Row, key: string): number[] {
  const known = (IDENTITY[place] ?? []).filter((mark) => row[mark] !== undefined);
  const others = known.filter((mark) => mark !== key);
  const marks = others.length > 0 ? others : known;
  const agrees = (other: Row): boolean =>
    marks.some((mark) => other[mark] === row[mark]) &&
    marks.every((mark) => other[mark] === undefined || other[mark] === row[mark]);
  return rows.flatMap((other, at) => (agrees(other) ? [at] : []));
}
