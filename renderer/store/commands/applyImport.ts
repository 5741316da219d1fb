/** The user confirmed an import: all its households are written as one operation in one transaction, or none. */
import { diffRecords } from '#shared/derive/diff';
import type { PlannedHousehold } from '#shared/import/types';
import { fail, ok, type Result } from '#shared/result';
import { batchRows, makeBatch, type BatchFacts } from '../batches';
import { commit, type DraftPut } from '../commit';
import type { Archive } from '../db';
import { numberOf } from '../edit';
import { publish } from '../events';
import { storeFailure } from '../failure';
import { blind, sealAll, type Sealed } from '../seal';
import { logged, type LogBody, type StoredBatch } from '../stored';
import type { Operation } from '../types';
import { writeAhead } from '../writeAhead';

export interface ImportToApply {
  /** Only those that write are applied. Records of new households already carry their new ids. */
  readonly households: readonly PlannedHousehold[];
  /** What is kept of the import. */
  readonly facts: BatchFacts;
  /** Seq of the last operation when the plan read the archive. */
  readonly readAt: number;
  /** Its files lie in the attachments; missing = they do already. */
  readonly kept?: Promise<Result<null>>;
}

/**
 * Applies a plan. Value null: nothing had to be written and no operation was made; the result is kept all the same.
 * Failures: `import_stale` when the archive changed after the plan, the store's own.
 */
export async function applyImport(archive: Archive, plan: ImportToApply): Promise<Result<Operation | null>> {
  try {
    const writing = plan.households.filter((household) => household.writes);
    if (await hasTaken(archive, writing)) return fail('import_stale');
    const rows = await batchRows(makeBatch(plan.facts, writing));
    if (writing.length === 0) return await keepResult(archive, rows, plan.kept);
    const done = await commit(archive, {
      kind: 'import',
      summary: `导入 ${writing.length} 户`,
      readAt: plan.readAt,
      ...(plan.kept === undefined ? {} : { kept: plan.kept }),
      exclusive: true,
      puts: await putsOf(archive, writing),
      deletes: [],
      log: await logOf(writing),
      batch: { id: plan.facts.id, rows },
    });
    if (!done.ok) return done;
    return done.value.stale ? fail('import_stale') : ok(done.value.operation);
  } catch (error) {
    return { ok: false, error: await storeFailure(error) };
  }
}

/** An import that changes nothing is no operation; what it found is journalled beside them. */
async function keepResult(
  archive: Archive,
  rows: readonly StoredBatch[],
  kept: ImportToApply['kept'] = Promise.resolve(ok(null)),
): Promise<Result<null>> {
  const done = await writeAhead(archive, 0, ({ seq, households }) =>
    Promise.resolve({ chunks: [{ batches: { put: rows } }], seq, households, kept, value: null }),
  );
  if (!done.ok) return done;
  publish('', []);
  return ok(null);
}

/** Whether a household that is to be new would be written over one that is there. */
async function hasTaken(archive: Archive, writing: readonly PlannedHousehold[]): Promise<boolean> {
  const fresh = writing.flatMap(({ existing, result }) => (existing ? [] : [result.id]));
  return new Set(fresh).size < fresh.length || (await archive.db.households.where(':id').anyOf(fresh).count()) > 0;
}

async function putsOf(archive: Archive, writing: readonly PlannedHousehold[]): Promise<DraftPut[]> {
  const docs = await sealAll(writing.map((household) => household.result));
  const existing = writing.flatMap((household) => (household.existing ? [household.existing.id] : []));
  const stored = existing.length > 0 ? await archive.db.households.bulkGet(existing) : [];
  const born = new Map(stored.flatMap((row) => (row ? [[row.id, row.born] as const] : [])));
  return writing.flatMap((household, i): DraftPut[] => {
    const [{ result }, doc] = [household, docs[i]];
    if (!doc) return [];
    return [{ id: result.id, no: blind(numberOf(result)), doc, born: born.get(result.id) ?? null }];
  });
}

async function logOf(writing: readonly PlannedHousehold[]): Promise<(readonly [string, Sealed<LogBody>])[]> {
  const changed = writing.flatMap(({ existing, result }) =>
    existing ? [{ id: result.id, changes: diffRecords(existing, result) }] : [],
  );
  const bodies = await sealAll(changed.map(({ changes }): LogBody => ({ changes: logged(changes) })));
  return bodies.map((body, i) => [changed[i]?.id ?? '', body] as const);
}
