import type { HouseholdRecord } from '#shared/derive/record';
import { fail, ok, type Result } from '#shared/result';
import { commit, type DraftPut } from '../commit';
import type { Archive } from '../db';
import { numberOf } from '../edit';
import { storeFailure } from '../failure';
import { readLastSeq } from '../meta';
import { metaWithSample } from '../sample';
import { blind, sealAll } from '../seal';
import type { Operation, Settings } from '../types';
import { ulid } from '../ulid';

/**
 * Fills an empty archive with the sample village and marks it as such (演示数据). `unit` = its five levels, which stand in
 * the settings until the village is taken back. Fails with `sample_not_empty` when there are households.
 */
export async function putSample(
  archive: Archive,
  records: readonly HouseholdRecord[],
  unit?: Settings['unit'],
): Promise<Result<Operation>> {
  try {
    const readAt = await readLastSeq(archive.db);
    if ((await archive.db.households.count()) > 0) return fail('sample_not_empty');
    const named = records.map((record) => ({ ...record, id: ulid() }));
    const docs = await sealAll(named);
    const puts = named.flatMap((record, i): DraftPut[] => {
      const doc = docs[i];
      return doc ? [{ id: record.id, no: blind(numberOf(record)), doc, born: null }] : [];
    });
    const done = await commit(archive, {
      kind: 'sample',
      summary: `演示数据 ${records.length} 户`,
      readAt,
      exclusive: true,
      puts,
      deletes: [],
      log: [],
      meta: await metaWithSample(archive, unit),
    });
    if (!done.ok) return done;
    return done.value.stale ? fail('sample_not_empty') : ok(done.value.operation);
  } catch (error) {
    return { ok: false, error: await storeFailure(error) };
  }
}
