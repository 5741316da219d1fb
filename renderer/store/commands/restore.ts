/**
 * Making the archive stand as a copy has it. A copy of this archive: one ordinary operation, undone like any other. Another
 * archive's, or one for an empty archive: its whole state with its history takes the place of what is here.
 */
import type { OpenedCopy } from '#shared/journal/copy/readCopy';
import { CopyFailure, type Sink } from '#shared/journal/copy/source';
import { overlayOf, stateRows } from '#shared/journal/copy/state';
import { writeCopy, type WrittenCopy } from '#shared/journal/copy/writeCopy';
import type { JournalledTable } from '#shared/journal/entry';
import { fail, ok, type Result } from '#shared/result';
import { commit, type DraftPut } from '../commit';
import type { Archive } from '../db';
import { numberOf } from '../edit';
import { storeFailure } from '../failure';
import type { Journal } from '../journal';
import { lockOf, withLock } from '../lock';
import { readSeal, type StateSeal } from '../meta';
import { baseEntry } from '../rebuild';
import type { RestorePlan } from '../restorePlan';
import { blind, seal, unseal, type Sealed } from '../seal';
import { logged, type AttachmentChange, type LogBody, type StoredMeta } from '../stored';
import { copySink, factsOf, LINEAGE_KEY, makeHasher } from '../streamCopy';
import type { Operation, OperationKind } from '../types';

const BATCH = 500;
/** A copy that is no state of this journal before its base line says so. */
const NO_SUM = 'A'.repeat(43);

/** How the operation is told in the history. */
export interface Told {
  readonly kind: Extract<OperationKind, 'restore' | 'bring'>;
  readonly summary: string;
  /** With `bring`: ids of the operations of the other course. */
  readonly brought?: readonly string[];
}

/**
 * Applies a plan as one operation. Value null: nothing differs, no operation was made. Failures: `restore_stale` when the
 * archive changed after the plan, the store's own.
 */
export async function restoreCopy(archive: Archive, plan: RestorePlan, told: Told): Promise<Result<Operation | null>> {
  const { added, changed, removed, attachments, meta } = plan;
  if (added.length + changed.length + removed.length + attachments.length + meta.length === 0) return ok(null);
  try {
    const done = await commit(archive, {
      ...told,
      readAt: plan.readAt,
      exclusive: true,
      puts: await putsOf(plan),
      deletes: removed,
      log: await logOf(archive, plan),
      attachments,
      metaChanges: meta,
    });
    if (!done.ok) return done;
    return done.value.stale ? fail('restore_stale') : ok(done.value.operation);
  } catch (error) {
    return { ok: false, error: await storeFailure(error) };
  }
}

async function putsOf({ added, changed }: RestorePlan): Promise<DraftPut[]> {
  const puts: DraftPut[] = [];
  const put = async (record: (typeof added)[number], born: number | null): Promise<void> => {
    puts.push({ id: record.id, no: blind(numberOf(record)), doc: await seal(record), born });
  };
  for (const record of added) await put(record, null);
  for (const { record, before } of changed) await put(record, before.born);
  return puts;
}

type Log = [string, Sealed<LogBody>][];

/** Everything that an undo needs; created households are logged by the door itself, their attachments go with them. */
async function logOf(archive: Archive, { added, changed, removed, attachments }: RestorePlan): Promise<Log> {
  const created = new Set(added.map((record) => record.id));
  const attached = new Map<string, AttachmentChange[]>();
  for (const change of attachments) {
    const household = (change.before ?? change.after)?.household ?? '';
    if (!created.has(household)) attached.set(household, [...(attached.get(household) ?? []), change]);
  }
  const take = (id: string): { attachments?: readonly AttachmentChange[] } => {
    const list = attached.get(id);
    attached.delete(id);
    return list ? { attachments: list } : {};
  };
  const log: Log = [];
  const add = async (id: string, body: LogBody): Promise<void> => void log.push([id, await seal(body)]);
  for (const { before, changes } of changed) await add(before.id, { changes: logged(changes), ...take(before.id) });
  for (let from = 0; from < removed.length; from += BATCH) {
    for (const row of await archive.db.households.bulkGet(removed.slice(from, from + BATCH))) {
      if (row) await add(row.id, { deleted: { record: await unseal(row.doc), born: row.born }, ...take(row.id) });
    }
  }
  for (const id of [...attached.keys()]) await add(id, { changes: [], ...take(id) });
  return log;
}

/**
 * The state of a copy of another archive becomes the state of this one: it is written into the archive's folder as a copy of
 * this archive, and a base line makes it the state. The database is behind then: who holds it open has to open it anew.
 * Failures: `restore_stale` when somebody saved after the plan, those of the journal.
 */
export function takeOver(
  archive: Archive,
  copy: OpenedCopy,
  plan: RestorePlan,
  program: string,
): Promise<Result<StateSeal>> {
  return withLock(lockOf(archive.db.name), async (): Promise<Result<StateSeal>> => {
    try {
      const head = await readSeal(archive.db);
      if (!head || archive.hold.reopen) return fail('store_reopen');
      if (head.seq !== plan.readAt) return fail('restore_stale');
      const next = await becomeState(archive.journal, copy, head, program);
      if (next.ok) archive.hold.reopen = true;
      return next;
    } catch (error) {
      return { ok: false, error: error instanceof CopyFailure ? error.error : await storeFailure(error) };
    }
  });
}

/**
 * The same where nothing is left to open: no database, and journal and copies do not give one back. Nothing is asked of
 * IndexedDB; what the journal still holds stays before the base line. Failures: as `takeOver`.
 */
export function takeOverUnopened(
  name: string,
  journal: Journal,
  copy: OpenedCopy,
  program: string,
): Promise<Result<StateSeal>> {
  return withLock(lockOf(name), async (): Promise<Result<StateSeal>> => {
    const state = await journal.state();
    if (!state.ok) return state;
    const { databaseId, journal: head } = state.value;
    try {
      return await becomeState(
        journal,
        copy,
        { databaseId, line: head.line, sum: head.sum, seq: 0, households: 0 },
        program,
      );
    } catch (error) {
      return { ok: false, error: error instanceof CopyFailure ? error.error : await storeFailure(error) };
    }
  });
}

/** The state of `copy` is that of the journal's next line. */
async function becomeState(
  journal: Journal,
  copy: OpenedCopy,
  head: StateSeal,
  program: string,
): Promise<Result<StateSeal>> {
  const name = await keepAsOurs(journal, copy, head, program);
  if (!name.ok) return name;
  const { seq, households } = copy.manifest;
  const next = { ...head, seq, households };
  const payload = JSON.stringify(baseEntry(name.value, next, 'restored'));
  const based = await journal.append(head.line, payload, [`copy:${name.value}`]);
  if (!based.ok) return based.error.code === 'journal_moved' ? fail('restore_stale') : based;
  return ok({ ...next, ...based.value });
}

/** Writes the state of a foreign copy as one of this archive, that knows where it comes from. */
async function keepAsOurs(
  journal: Journal,
  copy: OpenedCopy,
  { databaseId, line }: StateSeal,
  program: string,
): Promise<Result<string>> {
  const writer = await journal.openKept('copy');
  if (!writer.ok) return writer;
  const { manifest } = copy;
  const lineage = [...new Set([...manifest.lineage, manifest.databaseId])].filter((id) => id !== databaseId);
  const overlay = await overlayOf(copy, makeHasher);
  const rows = async function* (table: JournalledTable): AsyncGenerator<readonly unknown[], void> {
    if (table !== 'meta') return yield* stateRows(copy, table, overlay, makeHasher);
    const kept: unknown[] = [{ key: LINEAGE_KEY, value: lineage } satisfies StoredMeta];
    for await (const page of stateRows(copy, table, overlay, makeHasher)) {
      kept.push(...(page as readonly StoredMeta[]).filter(({ key }) => key !== LINEAGE_KEY));
    }
    yield kept;
  };
  const { sink, flush } = copySink(writer.value);
  const written = await writeCopy(
    sink satisfies Sink,
    {
      rows,
      journal: nothing,
      attachments: nothing,
      facts: () => {
        const { unit, seq, households, members, operations, hash, missing } = manifest;
        const state = { unit, seq, households, members, operations, hash, missing };
        return { ...state, program, databaseId, lineage, reason: 'restored', lineStart: line, line, sum: NO_SUM };
      },
    },
    new Date().toISOString(),
    makeHasher,
  );
  return finish(writer.value, written, flush);
}

async function finish(
  writer: { commit(facts: ReturnType<typeof factsOf>): Promise<Result<string>>; abort(): Promise<void> },
  written: Result<WrittenCopy>,
  flush: () => Promise<Result<null>>,
): Promise<Result<string>> {
  const flushed = written.ok ? await flush() : written;
  if (!written.ok || !flushed.ok) {
    await writer.abort();
    return written.ok ? (flushed as Result<never>) : written;
  }
  return writer.commit(factsOf(written.value));
}

async function* nothing(): AsyncGenerator<never, void> {
  // There is none.
}
