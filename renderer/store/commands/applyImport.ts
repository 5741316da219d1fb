/** The user confirmed an import: all its households are written as one operation in one transaction, or none. */
import { diffRecords } from '#shared/derive/diff';
import type { PlannedHousehold } from '#shared/import/types';
import { fail, ok, type Result } from '#shared/result';
import { commit, type DraftPut } from '../commit';
import type { Archive } from '../db';
import { numberOf } from '../edit';
import { storeFailure } from '../failure';
import { blind, seal, sealAll, type Sealed } from '../seal';
import { logged, type LogBody } from '../stored';
import type { ImportBatch, Operation } from '../types';

export interface ImportToApply {
  /** Only those that write are applied. Records of new households already carry their new ids. */
  readonly households: readonly PlannedHousehold[];
  readonly batch: ImportBatch;
  /** Seq of the last operation when the plan read the archive. */
  readonly readAt: number;
}

/**
 * Applies a plan. Value null: nothing had to be written and no operation was made. Failures: `import_stale` when the
 * archive changed after the plan, the store's own.
 */
export async function applyImport(archive: Archive, plan: ImportToApply): Promise<Result<Operation | null>> {
  try {
    const writing = plan.households.filter((household) => household.writes);
    if (writing.length === 0) return ok(null);
    const done = await commit(archive, {
      kind: 'import',
      summary: `导入 ${writing.length} 户`,
      readAt: plan.readAt,
      exclusive: true,
      puts: await putsOf(archive, writing),
      deletes: [],
      log: await logOf(writing),
      batch: { id: plan.batch.id, body: await seal(plan.batch) },
    });
    if (!done.ok) return done;
    return done.value.stale ? fail('import_stale') : ok(done.value.operation);
  } catch (error) {
    return { ok: false, error: await storeFailure(error) };
  }
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
