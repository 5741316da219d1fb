/**
 * The one door for writing households. A draft is prepared – read, changed, sealed – before the transaction; the
 * transaction only checks that what was read still stands, numbers the operation and writes.
 */
import { ok, type Result } from '#shared/result';
import { storeFailure } from './failure';
import type { Archive } from './db';
import { publish } from './events';
import { readLastSeq, writeLastSeq } from './meta';
import { seal, type Sealed } from './seal';
import { CREATED_CHUNK, createdKey, type LogBody, type StoredBatch, type StoredHousehold } from './stored';
import type { HouseholdRecord } from '#shared/derive/record';
import type { Operation, OperationKind } from './types';
import { ulid } from './ulid';

/** A household to write; `born` null = created by this operation. */
export interface DraftPut {
  readonly id: string;
  readonly no: string;
  readonly doc: Sealed<HouseholdRecord>;
  readonly born: number | null;
}

export interface Draft {
  readonly kind: OperationKind;
  readonly summary: string;
  /** Seq of the last operation when the draft read the archive. */
  readonly readAt: number;
  /** True: any operation since `readAt` makes the draft stale. False: only one on the same households does. */
  readonly exclusive: boolean;
  readonly puts: readonly DraftPut[];
  readonly deletes: readonly string[];
  /** Log bodies by household; creations are logged by the door itself. */
  readonly log: readonly (readonly [household: string, body: Sealed<LogBody>])[];
  readonly batch?: StoredBatch;
  /** Seq of the operation taken back, and what it in turn had taken back. */
  readonly undoes?: { readonly seq: number; readonly id: string; readonly revives?: number };
  /** Meta rows that belong to the same action. */
  readonly meta?: Readonly<Record<string, unknown>>;
}

/** The draft was prepared from a state that is gone: read again, or tell the user. */
export type Commit = { readonly stale: true } | { readonly stale: false; readonly operation: Operation };

/** Applies a draft atomically and announces it. */
export async function commit(archive: Archive, draft: Draft): Promise<Result<Commit>> {
  const { db } = archive;
  const created = draft.puts.filter((put) => put.born === null).map((put) => put.id);
  const createdChunks = await sealCreated(created);
  const operation: Operation = {
    id: ulid(),
    seq: 0,
    kind: draft.kind,
    who: archive.actor.who,
    device: archive.actor.device,
    when: localIso(new Date()),
    ...(draft.batch ? { batch: draft.batch.id } : {}),
    ...(draft.undoes ? { undoes: draft.undoes.id } : {}),
    households: draft.puts.length + draft.deletes.length,
    summary: draft.summary,
  };
  const body = await seal(operation);
  try {
    const seq = await db.transaction(
      'rw',
      [db.households, db.operations, db.log, db.batches, db.findings, db.meta],
      async () => {
        const last = await readLastSeq(db);
        if (last !== draft.readAt && (draft.exclusive || (await touchedSince(archive, draft)))) return null;
        const next = last + 1;
        await writeHouseholds(archive, draft, next);
        await writeLog(archive, draft, next, operation.id, createdChunks);
        await db.operations.add({
          seq: next,
          id: operation.id,
          ...(draft.undoes ? { undoes: draft.undoes.seq } : {}),
          body,
        });
        await writeLastSeq(db, next);
        return next;
      },
    );
    if (seq === null) return ok({ stale: true });
    publish(operation.id, [...draft.puts.map((put) => put.id), ...draft.deletes]);
    return ok({ stale: false, operation: { ...operation, seq } });
  } catch (error) {
    return { ok: false, error: await storeFailure(error) };
  }
}

async function touchedSince(archive: Archive, draft: Draft): Promise<boolean> {
  const { db } = archive;
  for (const put of draft.puts) {
    const now = await db.households.get(put.id);
    if (put.born === null ? now !== undefined : now === undefined || now.version > draft.readAt) return true;
  }
  for (const id of draft.deletes) {
    const now = await db.households.get(id);
    if (now === undefined || now.version > draft.readAt) return true;
  }
  return false;
}

async function writeHouseholds(archive: Archive, draft: Draft, seq: number): Promise<void> {
  const { db } = archive;
  for (let from = 0; from < draft.puts.length; from += CREATED_CHUNK) {
    const rows = draft.puts
      .slice(from, from + CREATED_CHUNK)
      .map((put): StoredHousehold => ({ id: put.id, no: put.no, version: seq, born: put.born ?? seq, doc: put.doc }));
    await db.households.bulkPut(rows);
  }
  // What was judged is gone: no count may speak of a record that stands no more.
  await db.findings.bulkDelete(draft.puts.filter((put) => put.born !== null).map((put) => put.id));
  if (draft.deletes.length > 0) {
    await db.households.bulkDelete([...draft.deletes]);
    await db.findings.bulkDelete([...draft.deletes]);
  }
}

async function writeLog(
  archive: Archive,
  draft: Draft,
  seq: number,
  operation: string,
  created: readonly Sealed<LogBody>[],
): Promise<void> {
  const { db } = archive;
  const rows = draft.log.map(([household, body]) => ({ seq, household, operation, body }));
  created.forEach((body, chunk) => rows.push({ seq, household: createdKey(chunk), operation, body }));
  if (rows.length > 0) await db.log.bulkAdd(rows);
  if (draft.batch) await db.batches.add(draft.batch);
  for (const [key, value] of Object.entries(draft.meta ?? {})) await db.meta.put({ key, value });
  if (draft.undoes) {
    await db.operations.update(draft.undoes.seq, { undoneBy: seq });
    if (draft.undoes.revives !== undefined) await db.operations.update(draft.undoes.revives, { undoneBy: undefined });
  }
}

async function sealCreated(ids: readonly string[]): Promise<Sealed<LogBody>[]> {
  const chunks: Sealed<LogBody>[] = [];
  for (let from = 0; from < ids.length; from += CREATED_CHUNK) {
    chunks.push(await seal<LogBody>({ created: ids.slice(from, from + CREATED_CHUNK) }));
  }
  return chunks;
}

/** ISO 8601 with the offset of this computer: a clerk's "when" is local time. */
function localIso(at: Date): string {
  const offset = -at.getTimezoneOffset();
  const local = new Date(at.getTime() + offset * 60_000).toISOString().slice(0, 19);
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.abs(offset) / 60)}:${two(Math.abs(offset) % 60)}`;
}
