/**
 * The search worker behind the register's first screen: until somebody asks for more, the page answers from what the worker
 * kept of an earlier run. The first rows are there before the worker has read its columns.
 */
import type { RegisterAnswer, RegisterQuery, SearchApi } from './api';
import type { Front } from './frontData';

const WHOLE: RegisterQuery = { text: '', filters: {}, sort: null };

export class Fronted implements SearchApi {
  private front: { readonly kept: Front; readonly isCurrent: () => boolean } | null = null;
  /** The last question was answered from the front: the worker does not know of it. */
  private behind = false;
  private asking: Promise<unknown> | null = null;

  constructor(private readonly worker: SearchApi) {}

  /** From now on `kept` answers, as long as `isCurrent`: until anything in the archive changes. */
  show(kept: Front, isCurrent: () => boolean): void {
    this.front = { kept, isCurrent };
  }

  /** Makes the worker ready, so that the first question to it need not wait; false when it cannot be. */
  async warm(): Promise<boolean> {
    try {
      await this.worker.open();
      await this.settle();
      return true;
    } catch {
      this.front = null;
      return false;
    }
  }

  async open(): ReturnType<SearchApi['open']> {
    const kept = this.kept();
    return kept ? { households: kept.households, members: kept.members } : this.worker.open();
  }

  async query(query: RegisterQuery, first = 0): ReturnType<SearchApi['query']> {
    const now = this.answerNow(query, first);
    if (now) return now;
    this.front = null;
    this.behind = false;
    return this.worker.query(query, first);
  }

  /** The answer of the front, without any waiting, so that the first drawing holds it; null = `query` has to be asked. */
  answerNow(query: RegisterQuery, first: number): RegisterAnswer | null {
    const kept = this.kept();
    if (!kept || !isWhole(query) || !isIn(kept, 0, first)) return null;
    this.behind = true;
    this.asking = null;
    const { households, members } = kept;
    return { total: households, members, ms: 0, byExtra: 0, rows: kept.rows.slice(0, first) };
  }

  async rows(from: number, count: number): ReturnType<SearchApi['rows']> {
    const kept = this.answering();
    if (kept && isIn(kept, from, count)) return kept.rows.slice(from, from + count);
    await this.settle();
    return this.worker.rows(from, count);
  }

  async positionOf(id: string): Promise<number> {
    const at = this.answering()?.rows.findIndex((row) => row.id === id) ?? -1;
    if (at >= 0) return at;
    await this.settle();
    return this.worker.positionOf(id);
  }

  async idAt(position: number): Promise<string | null> {
    const row = this.answering()?.rows[position];
    if (row) return row.id;
    await this.settle();
    return this.worker.idAt(position);
  }

  async facet(key: string): ReturnType<SearchApi['facet']> {
    const kept = key === 'problems' ? this.kept() : null;
    return kept ? kept.problems : this.worker.facet(key);
  }

  /** What answers at present without the worker. */
  kept(): Front | null {
    if (this.front && !this.front.isCurrent()) this.front = null;
    return this.front?.kept ?? null;
  }

  private answering(): Front | null {
    return this.behind ? this.kept() : null;
  }

  /** Asks the worker what was answered in its place. */
  private async settle(): Promise<void> {
    if (!this.behind) return;
    this.asking ??= this.worker.query(WHOLE).then(() => {
      this.behind = false;
    });
    try {
      await this.asking;
    } finally {
      this.asking = null;
    }
  }
}

function isWhole({ text, filters, sort }: RegisterQuery): boolean {
  return text === '' && sort === null && Object.values(filters).every((values) => values.length === 0);
}

function isIn({ rows, households }: Front, from: number, count: number): boolean {
  return from + count <= rows.length || rows.length === households;
}
