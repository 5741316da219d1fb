/**
 * Takes an operation back, as an operation of its own: its households stand again exactly as before. An earlier operation
 * can be taken back when no later one touched the same paths.
 */
import { applyDiff, type Change } from '#shared/derive/diff';
import { fail, ok, type Result } from '#shared/result';
import { commit, type DraftPut } from '../commit';
import type { Archive } from '../db';
import { numberOf } from '../edit';
import { storeFailure } from '../failure';
import { readLastSeq } from '../meta';
import { lastUndoable } from '../queries/operations';
import { blind, seal, sealAll, unseal, unsealAll, type Sealed } from '../seal';
import type { LogBody, StoredHousehold, StoredLog, StoredOperation } from '../stored';
import { metaOfUndo } from '../sample';
import type { Operation } from '../types';
import { blockingPaths } from '../undoCheck';

const TRIES = 3;
const BATCH = 1000;

/**
 * Undoes the operation with this id, or without an id the newest one in force that is no undo itself. Undoing an undo
 * brings the operation back. Failures: `nothing_to_undo`, `operation_missing`, `already_undone`, `undo_blocked` {paths}.
 */
export async function undo(archive: Archive, operation?: string): Promise<Result<Operation>> {
  try {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const done = await attemptUndo(archive, operation);
      if (done !== 'stale') return done;
    }
    return fail('household_busy');
  } catch (error) {
    return { ok: false, error: await storeFailure(error) };
  }
}

async function attemptUndo(archive: Archive, id: string | undefined): Promise<Result<Operation> | 'stale'> {
  const { db } = archive;
  const readAt = await readLastSeq(db);
  const target = id === undefined ? await lastUndoable(db) : await db.operations.where('id').equals(id).first();
  if (!target) return id === undefined ? fail('nothing_to_undo') : fail('operation_missing', { operation: id });
  if (target.undoneBy !== undefined) return fail('already_undone', { operation: target.id });
  const rows = await db.log.where(':id').between([target.seq, ''], [target.seq, '\uffff']).toArray();
  const blocking = await blockingPaths(db, target, rows, readAt);
  if (blocking.length > 0) return fail('undo_blocked', { paths: blocking.join('、') });

  const reversal = await reverse(archive, rows);
  const body = await unseal(target.body);
  const done = await commit(archive, {
    kind: 'undo',
    summary: `撤销：${body.summary}`,
    readAt,
    exclusive: true,
    ...reversal,
    undoes: await linkTo(archive, target),
    meta: await metaOfUndo(archive, target),
  });
  if (!done.ok) return done;
  return done.value.stale ? 'stale' : ok(done.value.operation);
}

async function linkTo(
  archive: Archive,
  target: StoredOperation,
): Promise<{ seq: number; id: string; revives?: number }> {
  if (target.undoes === undefined) return { seq: target.seq, id: target.id };
  const revived = await archive.db.operations.get(target.undoes);
  return { seq: target.seq, id: target.id, ...(revived ? { revives: revived.seq } : {}) };
}

interface Reversal {
  readonly puts: readonly DraftPut[];
  readonly deletes: readonly string[];
  readonly log: readonly (readonly [string, Sealed<LogBody>])[];
}

/** The writes that turn the households of these log rows back. */
async function reverse(archive: Archive, rows: readonly StoredLog[]): Promise<Reversal> {
  const puts: DraftPut[] = [];
  const deletes: string[] = [];
  const log: (readonly [string, Sealed<LogBody>])[] = [];
  const bodies = await unsealAll(rows.map((row) => row.body));
  const changed: (readonly [string, readonly Change[]])[] = [];
  for (const [i, body] of bodies.entries()) {
    if ('created' in body) deletes.push(...body.created);
    else if ('changes' in body) changed.push([rows[i]?.household ?? '', body.changes]);
    else {
      const { record, born } = body.deleted;
      puts.push({ id: record.id, no: blind(numberOf(record)), doc: await seal(record), born });
      log.push([record.id, await seal<LogBody>({ created: [record.id] })]);
    }
  }
  for (let from = 0; from < deletes.length; from += BATCH) {
    log.push(...(await deletedBodies(archive, deletes.slice(from, from + BATCH))));
  }
  for (let from = 0; from < changed.length; from += BATCH) {
    await reverseChanges(archive, changed.slice(from, from + BATCH), puts, log);
  }
  return { puts, deletes, log };
}

async function deletedBodies(
  archive: Archive,
  ids: readonly string[],
): Promise<(readonly [string, Sealed<LogBody>])[]> {
  const stored = await presentHouseholds(archive, ids);
  const records = await unsealAll(stored.map((row) => row.doc));
  const bodies = records.map((record, i): LogBody => ({ deleted: { record, born: stored[i]?.born ?? 0 } }));
  const sealedBodies = await sealAll(bodies);
  return sealedBodies.map((body, i) => [stored[i]?.id ?? '', body] as const);
}

async function reverseChanges(
  archive: Archive,
  changed: readonly (readonly [string, readonly Change[]])[],
  puts: DraftPut[],
  log: (readonly [string, Sealed<LogBody>])[],
): Promise<void> {
  const stored = await presentHouseholds(
    archive,
    changed.map(([id]) => id),
  );
  const records = await unsealAll(stored.map((row) => row.doc));
  const next = records.map((record, i) => applyDiff(record, [...(changed[i]?.[1] ?? [])].reverse(), 'backward'));
  const docs = await sealAll(next);
  const bodies = await sealAll(
    changed.map(([, changes]): LogBody => ({ changes: changes.map(([path, before, after]) => [path, after, before]) })),
  );
  for (const [i, row] of stored.entries()) {
    const [record, doc, body] = [next[i], docs[i], bodies[i]];
    if (!record || !doc || !body) continue;
    puts.push({ id: row.id, no: blind(numberOf(record)), doc, born: row.born });
    log.push([row.id, body]);
  }
}

/** The rows of these ids in their order; all exist, or the log and the households have come apart. */
async function presentHouseholds(archive: Archive, ids: readonly string[]): Promise<StoredHousehold[]> {
  const found = await archive.db.households.bulkGet([...ids]);
  return found.map((row, i) => {
    if (!row) throw new Error(`household ${ids[i] ?? ''} of the log is missing`);
    return row;
  });
}
