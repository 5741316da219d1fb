/**
 * Takes an operation back, as an operation of its own: its households stand again exactly as before. An earlier operation
 * can be taken back when no later one touched the same paths.
 */
import { applyDiff, deepEqual, type Change } from '#shared/derive/diff';
import { fail, ok, type Result } from '#shared/result';
import { commit, type Draft, type DraftPut } from '../commit';
import type { Archive } from '../db';
import { numberOf } from '../edit';
import { storeFailure } from '../failure';
import { readLastSeq } from '../meta';
import { lastUndoable } from '../queries/operations';
import { blind, seal, sealAll, unseal, unsealAll, type Sealed } from '../seal';
import {
  logged,
  unlogged,
  type AttachmentChange,
  type LogBody,
  type MetaChange,
  type StoredHousehold,
  type StoredLog,
  type StoredOperation,
} from '../stored';
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

/**
 * With an undo, what it had taken back is in force again; was that an undo too, what it had taken back is undone again, and
 * so on down to the first.
 */
async function linkTo(archive: Archive, target: StoredOperation): Promise<NonNullable<Draft['undoes']>> {
  const links: StoredOperation[] = [];
  let [above, inForce] = [target, true];
  while (above.undoes !== undefined) {
    const row = await archive.db.operations.get(above.undoes);
    if (!row) break;
    const link = { ...row, undoneBy: above.seq };
    if (inForce) delete (link as Partial<typeof link>).undoneBy;
    links.push(link);
    [above, inForce] = [row, !inForce];
  }
  return { target, links };
}

type Reversal = Required<Pick<Draft, 'puts' | 'deletes' | 'log' | 'attachments' | 'metaChanges'>>;

/** The writes that turn the households, attachments and small rows of these log rows back. */
async function reverse(archive: Archive, rows: readonly StoredLog[]): Promise<Reversal> {
  const [puts, deletes, log]: [DraftPut[], string[], Logs] = [[], [], []];
  const attachments: AttachmentChange[] = [];
  let metaChanges: readonly MetaChange[] = [];
  const changed: Changed[] = [];
  for (const [i, body] of (await unsealAll(rows.map((row) => row.body))).entries()) {
    if ('created' in body) deletes.push(...body.created);
    else if ('meta' in body) metaChanges = await standing(archive, body.meta);
    else {
      const back = (body.attachments ?? []).map(({ id, before, after }) => ({ id, before: after, after: before }));
      attachments.push(...back);
      if ('changes' in body) changed.push({ id: rows[i]?.household ?? '', changes: unlogged(body.changes), back });
      else {
        const { record, born } = body.deleted;
        puts.push({ id: record.id, no: blind(numberOf(record)), doc: await seal(record), born, revived: true });
        log.push([record.id, await seal<LogBody>({ created: [record.id] })]);
      }
    }
  }
  const gone = await attachmentsOf(archive, deletes);
  attachments.push(...[...gone.values()].flat());
  for (let from = 0; from < deletes.length; from += BATCH) {
    log.push(...(await deletedBodies(archive, deletes.slice(from, from + BATCH), gone)));
  }
  for (let from = 0; from < changed.length; from += BATCH) {
    await reverseChanges(archive, changed.slice(from, from + BATCH), puts, log);
  }
  return { puts, deletes, log, attachments, metaChanges };
}

type Logs = [string, Sealed<LogBody>][];

interface Changed {
  readonly id: string;
  readonly changes: readonly Change[];
  /** What goes back with its attachments. */
  readonly back: readonly AttachmentChange[];
}

/** Small rows to turn back; one that was written again meanwhile stays. */
async function standing(archive: Archive, changes: readonly MetaChange[]): Promise<MetaChange[]> {
  const rows = await archive.db.meta.bulkGet(changes.map(({ key }) => key));
  return changes.flatMap(({ key, before, after }, i) =>
    deepEqual(rows[i]?.value ?? null, after) ? [{ key, before: after, after: before }] : [],
  );
}

/** The attachments that go with these households, as they stand now, by household. */
async function attachmentsOf(
  archive: Archive,
  households: readonly string[],
): Promise<Map<string, AttachmentChange[]>> {
  const { attachments } = archive.db;
  const going = new Set(households);
  const found = new Map<string, AttachmentChange[]>();
  if (households.length === 0) return found;
  const rows = households.length === 1 ? attachments.where('household').equals(households[0] ?? '') : attachments;
  await rows.each((before) => {
    if (!going.has(before.household)) return;
    const list = found.get(before.household) ?? [];
    found.set(before.household, [...list, { id: before.id, before, after: null }]);
  });
  return found;
}

async function deletedBodies(
  archive: Archive,
  ids: readonly string[],
  gone: ReadonlyMap<string, readonly AttachmentChange[]>,
): Promise<Logs> {
  const stored = await presentHouseholds(archive, ids);
  const records = await unsealAll(stored.map((row) => row.doc));
  const bodies = records.map((record, i): LogBody => {
    const attachments = gone.get(record.id);
    return { deleted: { record, born: stored[i]?.born ?? 0 }, ...(attachments ? { attachments } : {}) };
  });
  const sealedBodies = await sealAll(bodies);
  return sealedBodies.map((body, i) => [stored[i]?.id ?? '', body]);
}

async function reverseChanges(
  archive: Archive,
  changed: readonly Changed[],
  puts: DraftPut[],
  log: Logs,
): Promise<void> {
  const stored = await presentHouseholds(
    archive,
    changed.map(({ id }) => id),
  );
  const records = await unsealAll(stored.map((row) => row.doc));
  const next = records.map((record, i) => applyDiff(record, [...(changed[i]?.changes ?? [])].reverse(), 'backward'));
  const docs = await sealAll(next);
  const bodies = await sealAll(
    changed.map(({ changes, back }): LogBody => {
      const turned = logged(changes.map(([path, before, after]) => [path, after, before]));
      return { changes: turned, ...(back.length > 0 ? { attachments: back } : {}) };
    }),
  );
  for (const [i, row] of stored.entries()) {
    const [record, doc, body] = [next[i], docs[i], bodies[i]];
    if (!record || !doc || !body) continue;
    // Attachments alone do not make a new version of the record.
    if (changed[i]?.changes.length) puts.push({ id: row.id, no: blind(numberOf(record)), doc, born: row.born });
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
