import type { Archive, HudangDb } from '../db';
import { unseal, unsealAll } from '../seal';
import type { StoredOperation } from '../stored';
import type { Operation } from '../types';

/** The newest operations first; `before` = seq to continue below. */
export async function listOperations(archive: Archive, count: number, before = Infinity): Promise<Operation[]> {
  const { operations } = archive.db;
  const rows = await operations.where('seq').below(before).reverse().limit(count).toArray();
  return withLinks(archive.db, rows);
}

/** The operation that a plain undo would take back: the newest that is in force and no undo itself. */
export async function lastOperation(archive: Archive): Promise<Operation | null> {
  const stored = await lastUndoable(archive.db);
  return stored ? ((await withLinks(archive.db, [stored]))[0] ?? null) : null;
}

/** As `lastOperation`, in stored form. */
export async function lastUndoable(db: HudangDb): Promise<StoredOperation | undefined> {
  return db.operations
    .orderBy('seq')
    .reverse()
    .filter((row) => row.undoes === undefined && row.undoneBy === undefined)
    .first();
}

export async function countOperations(archive: Archive): Promise<number> {
  return archive.db.operations.count();
}

/** Operations by seq, for histories. */
export async function operationsBySeq(archive: Archive, seqs: readonly number[]): Promise<Map<number, Operation>> {
  const rows = await archive.db.operations.bulkGet([...seqs]);
  const found = rows.filter((row) => row !== undefined);
  const list = await withLinks(archive.db, found);
  return new Map(list.map((operation) => [operation.seq, operation]));
}

/** Adds what is not sealed: the number, and the id of the undo that took the operation back. */
async function withLinks(db: HudangDb, rows: readonly StoredOperation[]): Promise<Operation[]> {
  const bodies = await unsealAll(rows.map((row) => row.body));
  const undoSeqs = rows.flatMap((row) => (row.undoneBy === undefined ? [] : [row.undoneBy]));
  const undos = await db.operations.bulkGet(undoSeqs);
  const undoId = new Map(undos.flatMap((row) => (row ? [[row.seq, row.id] as const] : [])));
  return rows.flatMap((row, i) => {
    const body = bodies[i];
    if (!body) return [];
    const undoneBy = row.undoneBy === undefined ? undefined : undoId.get(row.undoneBy);
    return [{ ...body, seq: row.seq, ...(undoneBy === undefined ? {} : { undoneBy }) }];
  });
}

/** One operation by its id. */
export async function operationById(archive: Archive, id: string): Promise<Operation | null> {
  const row = await archive.db.operations.where('id').equals(id).first();
  return row ? { ...(await unseal(row.body)), seq: row.seq } : null;
}
