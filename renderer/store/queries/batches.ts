/** Imports as they were confirmed, and what they reported. */
import type { Change } from '#shared/derive/diff';
import type { Problem } from '#shared/import/types';
import { partId } from '../batches';
import type { Archive } from '../db';
import { unseal, unsealAll } from '../seal';
import { unlogged, type StoredBatch } from '../stored';
import type { BatchV1, ImportBatch, ImportSummary, LeftOut, Operation, ResultPart } from '../types';
import { operationsBySeq } from './operations';

const FIRST_PART = '#';

/** An import as it was confirmed; null when there is none with this id, or only one of the format before provenance. */
export async function getBatch(archive: Archive, id: string): Promise<ImportBatch | null> {
  const body = await anyBatch(archive, id);
  return body?.version === 2 ? body : null;
}

/** An import of any format. */
export async function anyBatch(archive: Archive, id: string): Promise<ImportBatch | BatchV1 | null> {
  const row = await archive.db.batches.get(id);
  return row ? batchIn(row) : null;
}

async function batchIn(row: StoredBatch): Promise<ImportBatch | BatchV1> {
  return (await unseal(row.body)) as ImportBatch | BatchV1;
}

/** All imports, newest first; those that changed nothing too. */
export async function imports(archive: Archive): Promise<ImportSummary[]> {
  const keys = await archive.db.batches.toCollection().primaryKeys();
  const rows = await archive.db.batches.bulkGet(keys.filter((key) => !key.includes(FIRST_PART)));
  const operations = await importOperations(archive);
  const found: ImportSummary[] = [];
  for (const row of rows) if (row) found.push(summaryOf(await batchIn(row), operations.get(row.id)));
  // Ids are ULIDs: newest first.
  return found.toSorted((a, b) => (a.id < b.id ? 1 : -1));
}

export interface ImportResult {
  readonly summary: ImportSummary;
  /** null for imports of the format before provenance. */
  readonly batch: ImportBatch | null;
  readonly leftOut: readonly LeftOut[];
}

/** What one import did and reported; null when there is none with this id. */
export async function importResult(archive: Archive, id: string): Promise<ImportResult | null> {
  const body = await anyBatch(archive, id);
  if (!body) return null;
  const summary = summaryOf(body, (await importOperations(archive)).get(id));
  const parts = body.version === 2 ? await resultParts(archive, body) : [];
  return { summary, batch: body.version === 2 ? body : null, leftOut: parts.flatMap((part) => part.leftOut) };
}

/** Problems that an import reported, in the order of reading; by page. */
export async function importProblems(archive: Archive, id: string, from = 0, count = Infinity): Promise<Problem[]> {
  const batch = await getBatch(archive, id);
  const parts = batch ? await resultParts(archive, batch) : [];
  return parts.flatMap((part) => part.problems).slice(from, from + count);
}

/** What an import did to one household. */
export interface ImportChange {
  readonly household: string;
  readonly what: 'created' | 'changed';
  readonly changes: readonly Change[];
}

/** The households that an import wrote, from the log; new ones first, by page. */
export async function importChanges(
  archive: Archive,
  id: string,
  from: number,
  count: number,
): Promise<ImportChange[]> {
  const operation = (await importOperations(archive)).get(id);
  if (!operation) return [];
  const rows = await archive.db.log.where(':id').between([operation.seq, ''], [operation.seq, '\uffff']).toArray();
  const bodies = await unsealAll(rows.map((row) => row.body));
  const all = rows.flatMap((row, i): ImportChange[] => {
    const body = bodies[i];
    if (body && 'created' in body) {
      return body.created.map((household) => ({ household, what: 'created', changes: [] }));
    }
    return body && 'changes' in body
      ? [{ household: row.household, what: 'changed', changes: unlogged(body.changes) }]
      : [];
  });
  return all.slice(from, from + count);
}

/** Households that stand for incoming ones of another number, as users decided in imports that are in force. */
export async function mergedBefore(archive: Archive): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const { id, undone } of (await imports(archive)).toReversed()) {
    const batch = undone ? null : await getBatch(archive, id);
    for (const [key, household] of Object.entries(batch?.merged ?? {})) found.set(key, household);
  }
  return found;
}

/** The SHA-256 of every file that some import was made of. */
export async function importedFiles(archive: Archive): Promise<Set<string>> {
  const found = new Set<string>();
  for (const { files } of await imports(archive)) for (const { sha256 } of files) found.add(sha256);
  return found;
}

async function resultParts(archive: Archive, { id, results }: ImportBatch): Promise<ResultPart[]> {
  const keys = Array.from({ length: results }, (_, n) => partId(id, 'r', n));
  const rows = await archive.db.batches.bulkGet(keys);
  const bodies = await unsealAll(rows.filter((row) => row !== undefined).map((row) => row.body));
  return bodies as ResultPart[];
}

/** Operations of imports, by batch. */
async function importOperations(archive: Archive): Promise<Map<string, Operation>> {
  const seqs = await archive.db.operations.toCollection().primaryKeys();
  const operations = await operationsBySeq(archive, seqs);
  return new Map(
    [...operations.values()].flatMap((one) => (one.batch === undefined ? [] : [[one.batch, one] as const])),
  );
}

function summaryOf(batch: ImportBatch | BatchV1, operation: Operation | undefined): ImportSummary {
  const own =
    batch.version === 2
      ? { files: batch.files, written: batch.written, skipped: batch.skipped, problems: batch.problems }
      : { files: [], written: Object.keys(batch.rows).length, skipped: 0, problems: 0 };
  return {
    id: batch.id,
    when: operation?.when ?? batch.when,
    who: operation?.who ?? '',
    device: operation?.device ?? '',
    ...own,
    counts: batch.counts,
    operation: operation?.id ?? null,
    undone: operation?.undoneBy !== undefined,
  };
}
