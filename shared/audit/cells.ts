/** One row of a record as rules read it: stored values, and beside them the text that a field could not hold. */
import type { Row, Unread } from '../derive/record';

const EMPTY: Row = {};

export class Cells {
  constructor(
    readonly row: Row,
    private readonly unread: Readonly<Record<string, string>> | undefined,
  ) {}

  /** The stored text or label; '' when blank or unreadable. */
  text(key: string): string {
    const value = this.row[key];
    return value === undefined ? '' : String(value);
  }

  /** The stored number; undefined when blank or unreadable. */
  number(key: string): number | undefined {
    const value = this.row[key];
    return typeof value === 'number' ? value : undefined;
  }

  /** The stored text, else the unreadable one: what stands on the paper. '' only when nothing stands there. */
  raw(key: string): string {
    const value = this.row[key];
    return value === undefined ? (this.unread?.[key] ?? '') : String(value);
  }

  /** Whether anything stands there, readable or not. */
  has(key: string): boolean {
    return this.row[key] !== undefined || this.unread?.[key] !== undefined;
  }

  /** Whether a text stands there that the field cannot hold: filled, but nobody knows with what. */
  unreadable(key: string): boolean {
    return this.row[key] === undefined && this.unread?.[key] !== undefined;
  }

  /** The labels of a multi-code field. */
  labels(key: string): readonly string[] {
    const value = this.row[key];
    return value === undefined ? [] : String(value).split(',');
  }
}

export const EMPTY_CELLS = new Cells(EMPTY, undefined);

/** Unread texts of a household by row: `fields`, `members[2]`, `years[0]`, … → key → text. */
export type UnreadByRow = ReadonlyMap<string, Readonly<Record<string, string>>>;

const NONE: UnreadByRow = new Map();

/** Groups unread texts by row; a nested path (`monitoring[0].at_start.inc_wage`) keeps its inner path as the key. */
export function groupUnread(unread: readonly Unread[]): UnreadByRow {
  if (unread.length === 0) return NONE;
  const rows = new Map<string, Record<string, string>>();
  for (const { path, text } of unread) {
    const dot = path.indexOf('.');
    const place = path.slice(0, dot);
    const row = rows.get(place) ?? {};
    row[path.slice(dot + 1)] = text;
    rows.set(place, row);
  }
  return rows;
}
