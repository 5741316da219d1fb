/** Addresses inside a household record: `fields.phone`, `members[2].id_no`, `relocation.move_way`, `members`, `unread`. */
import { LIST_PLACES, type HouseholdRecord, type ListPlace, type Row, type Value } from './record';

/** A path as text. Places without a row index stand for the whole list or row. */
export type PathText = string;

/** Places that are one row. */
export const ROW_PLACES = ['fields', 'relocation'] as const;
export type RowPlace = (typeof ROW_PLACES)[number];

/** Lists that are compared and replaced as a whole. */
export const WHOLE_PLACES = ['unread', 'extra'] as const;
export type WholePlace = (typeof WHOLE_PLACES)[number];

export type Place = RowPlace | ListPlace | WholePlace;

export interface Path {
  readonly place: Place;
  /** Row of a list place. */
  readonly index?: number;
  /** Field key within the row. */
  readonly key?: string;
}

/** Any subtree of a record: a value, a row, a list, or nothing. */
export type Subtree = unknown;

const SHAPE = /^([a-z]+)(?:\[(\d+)\])?(?:\.([A-Za-z0-9_]+))?$/;

function isPlace<T extends string>(places: readonly T[], name: string): name is T {
  return (places as readonly string[]).includes(name);
}

/** Takes a path apart; undefined when it is none. */
export function parsePath(text: PathText): Path | undefined {
  const [, name = '', index, key] = SHAPE.exec(text) ?? [];
  const base = key === undefined ? {} : { key };
  if (isPlace(ROW_PLACES, name)) return index === undefined ? { place: name, ...base } : undefined;
  if (isPlace(LIST_PLACES, name)) {
    if (index !== undefined) return { place: name, index: Number(index), ...base };
    return key === undefined ? { place: name } : undefined;
  }
  return isPlace(WHOLE_PLACES, name) && index === undefined && key === undefined ? { place: name } : undefined;
}

/** Puts a path together: pathOf('members', 2, 'id_no') → members[2].id_no; pathOf('fields', undefined, 'phone'). */
export function pathOf(place: Place, index?: number, key?: string): PathText {
  return `${place}${index === undefined ? '' : `[${index}]`}${key === undefined ? '' : `.${key}`}`;
}

/** What stands at the path; undefined when nothing does. */
export function getAt(record: HouseholdRecord, text: PathText): Subtree {
  const path = pathOrThrow(text);
  const holder: unknown = record[path.place];
  const row = path.index === undefined ? holder : (holder as readonly Row[])[path.index];
  return path.key === undefined ? row : (row as Row | undefined)?.[path.key];
}

/**
 * A record with `value` at the path; everything not on the way is shared with the given one. undefined removes the key, the
 * row or the content of the place. Setting the row behind the last one appends it.
 */
export function setAt(record: HouseholdRecord, text: PathText, value: Subtree): HouseholdRecord {
  const path = pathOrThrow(text);
  if (path.index === undefined) {
    if (path.key !== undefined) {
      return { ...record, [path.place]: withKey(record[path.place as RowPlace], path.key, value) };
    }
    const empty = isPlace(ROW_PLACES, path.place) ? {} : [];
    return { ...record, [path.place]: value ?? empty };
  }
  const rows = record[path.place as ListPlace];
  if (path.index > rows.length) throw new RangeError(`no row before ${text}`);
  return { ...record, [path.place]: withRow(rows, path.index, path.key, value) };
}

/** A record without what stands at the path; rows behind a removed row move up. */
export function removeAt(record: HouseholdRecord, text: PathText): HouseholdRecord {
  return setAt(record, text, undefined);
}

/** Whether one path lies on or in the other, so that changes to both are not independent. */
export function pathsOverlap(a: PathText, b: PathText): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (!long.startsWith(short)) return false;
  const next = long.charAt(short.length);
  return next === '' || next === '.' || next === '[';
}

function pathOrThrow(text: PathText): Path {
  const path = parsePath(text);
  if (!path) throw new TypeError(`not a path in a household record: ${text}`);
  return path;
}

function withKey(row: Row, key: string, value: Subtree): Row {
  if (value !== undefined) return { ...row, [key]: value as Value };
  return Object.fromEntries(Object.entries(row).filter(([name]) => name !== key));
}

function withRow(rows: readonly Row[], index: number, key: string | undefined, value: Subtree): Row[] {
  if (key !== undefined) {
    const row = withKey(rows[index] ?? {}, key, value);
    return index === rows.length ? [...rows, row] : rows.with(index, row);
  }
  if (value === undefined) return rows.toSpliced(index, 1);
  return index === rows.length ? [...rows, value as Row] : rows.with(index, value as Row);
}
