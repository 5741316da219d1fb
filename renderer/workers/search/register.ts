/** Keeps the memory columns in step with the archive and answers the register. */
import type { describe as Describe } from './describe';
import { frontOf } from '../frontData';
import { MemoryColumns } from './memory';
import { PROGRAM } from '../program';
import type { RegisterQuery, SearchApi } from '../api';
import { WHY_KEY } from '../registerColumns';
import { foundByExtra, whyFound, wordsOf } from './why';
import type { Archive } from '../../store/db';
import { saveColumns, saveFront } from '../../store/commands/saveColumns';
import { changedSince, lastSeq } from '../../store/queries/changedSince';
import { getColumns } from '../../store/queries/columns';
import { FRONT_KEY } from '../../store/queries/front';
import { findingCounts, findingsStamp, type JudgementCounts } from '../../store/queries/findings';
import { eachBatch, getMany } from '../../store/queries/households';
import type { Committed } from '../../store/types';

/** Above this many changed households a scan is quicker than fetching them by key. */
const CATCH_UP_LIMIT = 5000;
const SCAN_BATCH = 1000;
/** Changes since the last persisting after which the columns, not only the first screen, are persisted again. */
const PERSIST_AFTER = 500;
const PERSIST_DELAY_MS = 3000;
const STAMP = 'findingsStamp';
const PROGRAM_PART = 'program';

export class Register implements SearchApi {
  private readonly memory = new MemoryColumns();
  private opening: Promise<void> | null = null;
  private updating: Promise<void> = Promise.resolve();
  private seq = -1;
  private stamp = '';
  private unsaved = 0;
  private result = new Uint32Array(0);
  /** Of the last query. */
  private words: readonly string[] = [];
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly archive: Archive,
    /** Today, yyyymmdd: ages decide what is required. */
    private readonly today: string,
  ) {}

  async open(): Promise<{ households: number; members: number }> {
    const opening = (this.opening ??= this.load());
    try {
      await opening;
    } catch (error) {
      // The next call tries again.
      if (this.opening === opening) this.opening = null;
      throw error;
    }
    await this.catchUp();
    return { households: this.memory.households, members: this.memory.countMembers() };
  }

  async query(query: RegisterQuery, first = 0): ReturnType<SearchApi['query']> {
    await this.open();
    const start = performance.now();
    this.words = wordsOf(query.text);
    this.result = this.memory.query(query) as Uint32Array<ArrayBuffer>;
    const ms = performance.now() - start;
    const { memory, words, result } = this;
    const byExtra = words.length === 0 ? 0 : result.filter((row) => foundByExtra(memory.textAt(row), words)).length;
    const rows = first > 0 ? await this.rows(0, first) : [];
    return { total: result.length, members: memory.membersOf(result), ms, byExtra, rows };
  }

  async rows(from: number, count: number): ReturnType<SearchApi['rows']> {
    const { memory, words } = this;
    const shown = Array.from(this.result.subarray(from, from + count));
    const rows = shown.map((row) => memory.row(row));
    if (words.length === 0) return rows;
    const asked = shown.filter((row) => foundByExtra(memory.textAt(row), words));
    const texts = new Map(asked.map((row) => [memory.idAt(row) ?? '', memory.textAt(row)]));
    if (texts.size === 0) return rows;
    const records = await getMany(this.archive, [...texts.keys()]);
    const why = new Map(records.map((record) => [record.id, whyFound(record, texts.get(record.id) ?? '', words)]));
    return rows.map((row) => {
      const text = why.get(row.id) ?? '';
      return text === '' ? row : { ...row, cells: { ...row.cells, [WHY_KEY]: text } };
    });
  }

  positionOf(id: string): Promise<number> {
    const row = this.memory.rowOf(id);
    return Promise.resolve(row === undefined ? -1 : this.result.indexOf(row));
  }

  idAt(position: number): Promise<string | null> {
    const row = this.result[position];
    return Promise.resolve(row === undefined ? null : this.memory.idAt(row));
  }

  async facet(key: string): ReturnType<SearchApi['facet']> {
    await this.open();
    return this.memory.facet(key);
  }

  /** A commit or new findings were announced. */
  async announced(committed: Committed): Promise<void> {
    // Nobody has looked yet: opening reads the present state anyway.
    if (!this.opening) return;
    await this.opening;
    if (committed.operation === '') await this.queue(() => this.readProblems(committed.keys));
    else await this.catchUp();
  }

  private async load(): Promise<void> {
    const saved = await getColumns(this.archive);
    // Columns that another program described may lack what this one shows and finds.
    if (saved?.parts.get(PROGRAM_PART) === PROGRAM && this.memory.load(saved.parts)) {
      this.seq = saved.seq;
      this.stamp = String(saved.parts.get(STAMP) ?? '');
    } else {
      await this.scan();
    }
    if (this.stamp !== (await findingsStamp(this.archive))) await this.readProblems('all');
  }

  private catchUp(): Promise<void> {
    return this.queue(async () => {
      if ((await lastSeq(this.archive)) === this.seq) return;
      const { ids, seq } = await changedSince(this.archive, this.seq, CATCH_UP_LIMIT);
      if (!ids) {
        await this.scan();
        await this.readProblems('all');
        return;
      }
      const describe = await describer();
      const records = await getMany(this.archive, [...ids]);
      const gone = new Set(ids);
      for (const record of records) {
        this.memory.put(record.id, describe(record, this.today));
        gone.delete(record.id);
      }
      for (const id of gone) this.memory.remove(id);
      await this.setProblems([...ids]);
      this.seq = seq;
      if (gone.size > 0) this.result = new Uint32Array(0);
      this.changed(ids.size);
    });
  }

  /** Updates run one after the other; a failed one does not stop the next. */
  private queue(update: () => Promise<void>): Promise<void> {
    const next = this.updating.then(update);
    this.updating = next.catch(() => undefined);
    return next;
  }

  private async scan(): Promise<void> {
    const describe = await describer();
    const seq = await lastSeq(this.archive);
    this.memory.clear();
    this.result = new Uint32Array(0);
    await eachBatch(this.archive, SCAN_BATCH, (batch) => {
      for (const { record } of batch) this.memory.put(record.id, describe(record, this.today));
    });
    // Households written during the scan are read again by the next catch-up.
    this.seq = seq;
    this.stamp = '';
    this.changed(this.memory.households);
  }

  private async readProblems(keys: readonly string[] | 'all'): Promise<void> {
    if (keys !== 'all' && keys.length === 0) return;
    const stamp = await findingsStamp(this.archive);
    const judged = await this.setProblems(keys);
    this.stamp = stamp;
    this.changed(judged);
  }

  /** Shows the stored counts of these households; one that changed since it was judged has none. */
  private async setProblems(keys: readonly string[] | 'all'): Promise<number> {
    const counts = await findingCounts(this.archive, keys);
    if (keys === 'all') this.memory.clearColumn('problems');
    else for (const key of keys) this.memory.setProblems(key, '');
    for (const count of counts) this.memory.setProblems(count.id, problemText(count));
    return counts.length;
  }

  private changed(households: number): void {
    this.unsaved += households;
    if (this.timer !== null) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      // A snapshot that cannot be written costs the next start a scan, and is tried again with the next changes.
      this.queue(() => this.persist()).catch(() => undefined);
    }, PERSIST_DELAY_MS);
  }

  /**
   * Writes the columns into the archive, so that the next start need not read the documents, and after few changes the first
   * screen alone, so that it is there before the columns are read.
   */
  private async persist(): Promise<void> {
    const saving = this.unsaved;
    const front = frontOf(this.memory, this.stamp);
    if (saving < PERSIST_AFTER) return saveFront(this.archive, this.seq, front);
    const parts = this.memory.save().set(STAMP, this.stamp).set(PROGRAM_PART, PROGRAM).set(FRONT_KEY, front);
    await saveColumns(this.archive, this.seq, parts);
    this.unsaved -= saving;
  }
}

/** Catalogue and pinyin, four fifths of the worker's code, are read only when households must be described anew. */
async function describer(): Promise<typeof Describe> {
  return (await import('./describe')).describe;
}

function problemText(counts: JudgementCounts): string {
  return `${counts.errors}/${counts.warnings}`;
}
