/** Rows by position, fetched in pages as they come into sight and kept while the query stands. */
import { useMemo, useSyncExternalStore } from 'react';

export const ROWS_PER_PAGE = 50;
const PAGE = ROWS_PER_PAGE;
/** Pages kept: 120 × 50 rows of texts are a few megabytes, more than a clerk scrolls over between two looks. */
const KEPT = 120;

/** The pages of one query. */
export class RowPages<R> {
  private readonly pages = new Map<number, readonly R[] | Promise<void>>();
  private readonly listeners = new Set<() => void>();
  private arrivals = 0;

  /** `first` = the rows of the first page, where they are there already. */
  constructor(
    private readonly fetch: (from: number, count: number) => Promise<readonly R[]>,
    first: readonly R[] = [],
  ) {
    if (first.length > 0) this.pages.set(0, first);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): number => this.arrivals;

  /** The row at a position, or undefined while it is on its way. */
  at(position: number): R | undefined {
    const page = this.pages.get(Math.floor(position / PAGE));
    return page && !(page instanceof Promise) ? page[position % PAGE] : undefined;
  }

  /** Fetches what is missing of a stretch, both ends inclusive; done when all of it is there. */
  async load(from: number, to: number): Promise<void> {
    const arriving: Promise<void>[] = [];
    for (let page = Math.floor(from / PAGE); page <= Math.floor(to / PAGE); page++) arriving.push(this.loadPage(page));
    await Promise.all(arriving);
  }

  private loadPage(page: number): Promise<void> {
    const known = this.pages.get(page);
    if (known) return known instanceof Promise ? known : Promise.resolve();
    const arriving = this.fetch(page * PAGE, PAGE).then((rows) => {
      this.pages.delete(page);
      this.pages.set(page, rows);
      this.forgetOldest();
      this.arrivals++;
      for (const listener of this.listeners) listener();
    });
    this.pages.set(page, arriving);
    return arriving;
  }

  private forgetOldest(): void {
    const oldest = this.pages.keys().next().value;
    if (this.pages.size > KEPT && oldest !== undefined) this.pages.delete(oldest);
  }
}

/**
 * `version` names the query; when it changes everything is fetched anew. `fetch` must be stable. `first` = the first page of
 * that query, or nothing.
 */
export function useRowPages<R>(
  fetch: (from: number, count: number) => Promise<readonly R[]>,
  version: string,
  first: readonly R[] = [],
): RowPages<R> {
  // eslint-disable-next-line react-hooks/exhaustive-deps -- a new version means new rows from the same `fetch`
  const pages = useMemo(() => new RowPages(fetch, first), [fetch, version]);
  useSyncExternalStore(pages.subscribe, pages.snapshot);
  return pages;
}
