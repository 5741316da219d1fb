/** The register's first screen as it is kept: written by the search worker, read by the page before that worker runs. */
import type { RegisterRow } from './api';
import { PROGRAM } from './program';

/** Rows that a question brings with its answer, and that a page of the grid holds: more than a screen shows. */
export const ROWS_AT_ONCE = 50;

export interface Front {
  readonly program: string;
  /** Of the findings that the rows and `problems` show. */
  readonly stamp: string;
  readonly households: number;
  readonly members: number;
  /** The facet of the column 问题. */
  readonly problems: readonly { readonly value: string; readonly count: number }[];
  /** The first rows in the archive's own order. */
  readonly rows: readonly RegisterRow[];
}

/** What a front is made from. */
interface Source {
  readonly households: number;
  countMembers(): number;
  facet(key: string): { value: string; count: number }[];
  query(query: { text: string; filters: Record<string, never>; sort: null }): Uint32Array;
  row(row: number): RegisterRow;
}

export function frontOf(memory: Source, stamp: string): Front {
  const rows = memory.query({ text: '', filters: {}, sort: null }).subarray(0, ROWS_AT_ONCE);
  return {
    program: PROGRAM,
    stamp,
    households: memory.households,
    members: memory.countMembers(),
    problems: memory.facet('problems'),
    rows: Array.from(rows, (row) => memory.row(row)),
  };
}

/** The front that was kept; null when another program made it, or findings changed since. */
export function frontFrom(kept: { readonly body: unknown; readonly stamp: string } | null): Front | null {
  const front = kept?.body as Front | undefined;
  return front?.program === PROGRAM && front.stamp === kept?.stamp ? front : null;
}
