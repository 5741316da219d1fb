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
  const bodies: (ImportBatch | BatchV1)[] = [];
  for (const row of rows) if (row) bodies.push(await batchIn(row));
  const operations = await operationsOf(archive, bodies);
  const found = bodies.map((body) => summaryOf(body, operations.get(body.id)));
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
  const summary = summaryOf(body, (await operationsOf(archive, [body])).get(id));
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
  const body = await anyBatch(archive, id);
  const operation = body ? (await operationsOf(archive, [body])).get(id) : undefined;
  if (!operation) return [];
  const rows = await archive.db.log.where(':id').between([operation.seq, ''], [operation.seq, '\uffff']).toArray();
  const bodies = await unsealAll(rows.map((row) => row.body));
  const all = rows.flatMap((row, i): ImportChange[] => {
    const did = bodies[i];
    if (did && 'created' in did) {
      return did.created.map((household) => ({ household, what: 'created', changes: [] }));
    }
    return did && 'changes' in did
      ? [{ household: row.household, what: 'changed', changes: unlogged(did.changes) }]
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

/** The operations of these imports, by batch: of the same id, but for batches from before files were kept. */
async function operationsOf(
  archive: Archive,
  batches: readonly Pick<ImportBatch | BatchV1, 'id' | 'version'>[],
): Promise<Map<string, Operation>> {
  const { operations } = archive.db;
  const old = batches.some(({ version }) => version !== 2);
  const own = operations.where('id').anyOf(batches.map(({ id }) => id));
  const seqs = await (old ? operations.toCollection() : own).primaryKeys();
  const found = await operationsBySeq(archive, seqs);
  return new Map([...found.values()].flatMap((one) => (one.batch === undefined ? [] : [[one.batch, one] as const])));
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
