/**
 * Making the database anew from what the main process keeps: the newest good copy, then the journal behind it. The mark
 * `building` stands until everything is in, so that a rebuild that was broken off begins again.
 */
import Dexie from 'dexie';
import { Sha256 } from '#shared/derive/sha256';
import type { CopyInfo, OpenState } from '#shared/ipc/desktop';
import { openCopy, readJournal, readRows, rowCount, type OpenedCopy } from '#shared/journal/copy/readCopy';
import { ENTRY_VERSION, JOURNALLED_TABLES, type Entry, type RowChanges } from '#shared/journal/entry';
import { fail, ok, type Result } from '#shared/result';
import { applyRows } from './apply';
import { beginnings } from './beginnings';
import { HudangDb } from './db';
import type { Journal } from './journal';
import { markBuilding, markBuilt, type StateSeal } from './meta';
import { after, chunksOf, ReplayFailure, replaying, steps, type BaseEntry } from './replay';

export type Progress = (now: {
  readonly step: 'copy' | 'journal';
  readonly done: number;
  readonly total: number;
}) => void;

export interface Rebuilt {
  readonly db: HudangDb;
  readonly seal: StateSeal;
  /** The copy that it began with. */
  readonly copy: string | null;
  /** Journal lines that were applied behind it. */
  readonly lines: number;
  /** Lines that were damaged or missing. */
  readonly lost: readonly number[];
  /** The copy reaches beyond the journal: the state needs a base line. */
  readonly beyond: boolean;
}

const makeHasher = (): Sha256 => new Sha256();

/** Rows of so many journal lines are written in one transaction. */
const LINES_A_TRANSACTION = 200;
/** More lost lines than this are not named one by one. */
const MOST_LOST = 1000;
const NO_SUM = 'A'.repeat(43);

/** Deletes a database. Rejects when the files cannot be removed or somebody holds them open. */
export async function deleteDatabase(name: string): Promise<void> {
  await Dexie.delete(name);
}

/**
 * Rebuilds database `name`. Failures: `store_newer`, `no_copy` (nothing is kept that it could begin with), the journal's.
 * Rejects when the database cannot be deleted or written.
 */
export async function rebuild(
  name: string,
  journal: Journal,
  state: OpenState,
  onProgress: Progress,
): Promise<Result<Rebuilt>> {
  for (const candidate of await beginnings(journal, state)) {
    const done = await from(name, journal, state, candidate, onProgress);
    if (done.ok || !isBadCopy(done.error.code)) return done;
  }
  return fail('no_copy');
}

function isBadCopy(code: string): boolean {
  return (
    code === 'store_voided' ||
    code.startsWith('backup_') ||
    code === 'not_a_backup' ||
    code === 'file_not_found' ||
    code === 'read_failed'
  );
}

async function from(
  name: string,
  journal: Journal,
  state: OpenState,
  info: CopyInfo | null,
  onProgress: Progress,
): Promise<Result<Rebuilt>> {
  const copy = info && (await opened(journal, info.name, state.databaseId));
  if (copy && !copy.ok) return copy;
  await deleteDatabase(name);
  const db = new HudangDb(name);
  const built = await replaying(async (): Promise<Result<Rebuilt>> => {
    await db.open();
    await markBuilding(db);
    const start = copy ? await load(db, copy.value, state.databaseId, onProgress) : ok(nothing(state));
    if (!start.ok) return start;
    const done = await replayAll(db, journal, state, start.value, info?.name ?? null, onProgress);
    if (!done.ok) return done;
    const households = await db.households.count();
    const seal = { ...done.value.seal, households };
    await markBuilt(db, seal);
    const beyond = start.value.line > state.journal.line;
    return ok({ db, ...done.value, seal, copy: done.value.copy ?? info?.name ?? null, beyond });
  }).catch((error: unknown) => {
    db.close();
    throw error;
  });
  if (!built.ok) db.close();
  return built;
}

function nothing({ databaseId }: OpenState): StateSeal {
  return { databaseId, line: 0, sum: NO_SUM, seq: 0, households: 0 };
}

/** Another archive's copy, laid into the folder by somebody, is none of ours. */
async function opened(journal: Journal, name: string, databaseId: string): Promise<Result<OpenedCopy>> {
  const source = await journal.copy(name);
  if (!source.ok) return source;
  const copy = await openCopy(source.value, makeHasher);
  return copy.ok && copy.value.manifest.databaseId !== databaseId ? fail('not_a_backup', { name }) : copy;
}

/** Fills empty tables from a copy, with what its own journal adds. */
async function load(
  db: HudangDb,
  copy: OpenedCopy,
  databaseId: string,
  onProgress: Progress,
): Promise<Result<StateSeal>> {
  const { manifest } = copy;
  const total = rowCount(manifest);
  let done = 0;
  // The next rows are read and parsed while the last ones are being written.
  let writing: Promise<unknown> = Promise.resolve();
  for (const table of JOURNALLED_TABLES) {
    const read = await readRows(copy, table, makeHasher, async (rows) => {
      await writing;
      writing = Promise.resolve(db.table(table).bulkPut([...rows]));
      // Awaited one round later; a failure is met there.
      writing.catch(() => undefined);
      done += rows.length;
      onProgress({ step: 'copy', done, total });
    });
    await writing;
    if (!read.ok) return read;
  }
  const { line, sum, seq, households } = manifest;
  const seal: StateSeal = { databaseId, line, sum, seq, households };
  const read = await readJournal(copy, makeHasher, async (lines) => {
    await applyRows(
      db,
      lines.map(({ payload }) => payload.rows ?? {}),
      seal,
    );
  });
  if (!read.ok) return read;
  // What the manifest counts is counted again: a copy that is short is no beginning.
  if ((await db.households.count()) !== households) return fail('backup_damaged', { part: '' });
  return ok(seal);
}

interface AllReplayed {
  readonly seal: StateSeal;
  readonly lines: number;
  readonly lost: readonly number[];
  /** The copy of a base line that took the place of the beginning. */
  readonly copy: string | null;
}

/** Applies the journal behind `seal`, many lines a transaction; a base line puts its copy in the place of everything before. */
async function replayAll(
  db: HudangDb,
  journal: Journal,
  state: OpenState,
  start: StateSeal,
  begun: string | null,
  onProgress: Progress,
): Promise<Result<AllReplayed>> {
  const { first, line: last } = state.journal;
  let seal = start;
  let [lines, copy]: [number, string | null] = [0, null];
  const lost: number[] = [];
  const waiting = new Waiting(db);
  const begin = Math.max(start.line + 1, Math.min(first, last + 1));
  for (let gone = start.line + 1; gone < begin && lost.length < MOST_LOST; gone++) lost.push(gone);
  for await (const step of steps(journal, begin)) {
    lost.push(...step.lost);
    if (step.entry?.kind === 'base' && step.entry.copy === begun && lines === 0) {
      // It began with this very copy.
      seal = { ...seal, line: step.line, sum: step.sum };
      continue;
    }
    if (step.entry?.kind === 'base') {
      const based = await rebase(db, journal, step.entry, state.databaseId, onProgress);
      if (!based.ok) lost.push(step.line);
      else if (based.value) {
        waiting.drop();
        [seal, copy] = [{ ...based.value, line: step.line, sum: step.sum }, step.entry.copy];
        continue;
      }
      seal = { ...seal, line: step.line, sum: step.sum };
      continue;
    }
    const chunks = step.entry ? await chunksOf(journal, step.entry) : [];
    if (chunks === null) lost.push(step.line);
    seal = after(seal, step, chunks !== null);
    for await (const chunk of chunks ?? []) await waiting.add(chunk, seal, step.entry?.segment !== undefined);
    lines += 1;
    if (lines % 50 === 0) onProgress({ step: 'journal', done: step.line - begin + 1, total: last - begin + 1 });
  }
  await waiting.flush(seal);
  for (let gone = Math.max(seal.line + 1, begin); gone <= last && lost.length < MOST_LOST; gone++) lost.push(gone);
  // The next save follows the journal's last line, whether or not that could be read.
  if (seal.line < last) seal = { ...seal, line: last, sum: state.journal.sum };
  return ok({ seal, lines, lost, copy });
}

/** The state becomes that of the base line's copy; null = it is that already. */
async function rebase(
  db: HudangDb,
  journal: Journal,
  entry: BaseEntry,
  databaseId: string,
  onProgress: Progress,
): Promise<Result<StateSeal | null>> {
  const copy = await opened(journal, entry.copy, databaseId);
  if (!copy.ok) return copy;
  // Before anything is thrown away: can all of it be read?
  for (const table of JOURNALLED_TABLES) {
    const read = await readRows(copy.value, table, makeHasher, () => undefined);
    if (!read.ok) return read;
  }
  await db.transaction(
    'rw',
    JOURNALLED_TABLES.map((name) => db.table(name)),
    async () => {
      await Promise.all(JOURNALLED_TABLES.map((name) => db.table(name).clear()));
      await markBuilding(db);
    },
  );
  const loaded = await load(db, copy.value, databaseId, onProgress);
  // The state before is gone: nothing may be built on the half of another one.
  if (!loaded.ok) throw new ReplayFailure(loaded.error);
  return loaded;
}

/** Rows that wait to be written together. */
class Waiting {
  private chunks: RowChanges[] = [];

  constructor(private readonly db: HudangDb) {}

  async add(chunk: RowChanges, seal: StateSeal, large: boolean): Promise<void> {
    this.chunks.push(chunk);
    if (large || this.chunks.length >= LINES_A_TRANSACTION) await this.flush(seal);
  }

  drop(): void {
    this.chunks = [];
  }

  async flush(seal: StateSeal): Promise<void> {
    const chunks = this.chunks;
    this.chunks = [];
    if (chunks.length > 0) await applyRows(this.db, chunks, seal);
  }
}

/** The entry that makes a copy the state from here on. */
export function baseEntry(copy: string, seal: Pick<StateSeal, 'seq' | 'households'>, why: BaseEntry['why']): Entry {
  const { seq, households } = seal;
  return { v: ENTRY_VERSION, at: new Date().toISOString(), kind: 'base', copy, seq, households, why };
}
