/** Putting the rows of journal lines into the tables: the same for a save, a replay and a rebuild. */
import type { RowChanges } from '#shared/journal/entry';
import type { Table } from 'dexie';
import type { HudangDb } from './db';
import { sealRows, type StateSeal } from './meta';
import type { StoredHousehold } from './stored';

/**
 * Applies chunks of rows, in their order, and the seal of the state after them: one transaction, all or nothing. To apply
 * them again changes nothing. What had been judged of the households is forgotten.
 */
export async function applyRows(db: HudangDb, chunks: readonly RowChanges[], seal: StateSeal): Promise<void> {
  await db.transaction('rw', tablesOf(db, chunks), async () => {
    // Requests of a transaction are done in the order in which they are made: only the last round has to be waited for.
    for (const [at, chunk] of chunks.entries()) {
      const last = at === chunks.length - 1;
      await Promise.all([...putChunk(db, chunk), ...(last ? [db.meta.bulkPut(sealRows(seal))] : [])]);
    }
    if (chunks.length === 0) await db.meta.bulkPut(sealRows(seal));
  });
}

/** The tables that a transaction over these chunks and a seal needs. */
export function tablesOf(db: HudangDb, chunks: readonly RowChanges[]): Table[] {
  const tables = new Set<Table>([db.meta]);
  for (const chunk of chunks) {
    if (chunk.households) tables.add(db.households).add(db.findings);
    if (chunk.operations) tables.add(db.operations);
    if (chunk.log) tables.add(db.log);
    if (chunk.batches) tables.add(db.batches);
    if (chunk.attachments) tables.add(db.attachments);
  }
  return [...tables];
}

/** The requests that put a chunk; to be called in a transaction. */
export function putChunk(db: HudangDb, chunk: RowChanges): PromiseLike<unknown>[] {
  const work: PromiseLike<unknown>[] = [];
  for (const [name, { put = [], del = [] }] of Object.entries(chunk)) {
    const table = db.table<unknown, unknown>(name);
    if (del.length > 0) work.push(table.bulkDelete([...del]));
    if (put.length > 0) work.push(table.bulkPut([...put]));
  }
  const judged = judgedBefore(chunk);
  if (judged.length > 0) work.push(db.findings.bulkDelete(judged));
  return work;
}

/** Households whose judgement falls with this chunk: no count may speak of a record that stands no more. */
function judgedBefore({ households }: RowChanges): string[] {
  const put = (households?.put ?? []) as readonly StoredHousehold[];
  const changed = put.filter((row) => row.born !== row.version).map((row) => row.id);
  return [...changed, ...((households?.del ?? []) as readonly string[])];
}
