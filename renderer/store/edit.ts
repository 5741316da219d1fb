/** Read – change – diff – seal – write for one household, while nobody else can write. */
import { diffRecords } from '#shared/derive/diff';
import type { HouseholdRecord } from '#shared/derive/record';
import { fail, ok, type Result } from '#shared/result';
import { commitFresh } from './commit';
import type { Archive } from './db';
import { blind, seal, unseal } from './seal';
import { logged, type LogBody } from './stored';
import type { Operation } from './types';

/** The record's household number as text, '' when blank. */
export function numberOf(record: HouseholdRecord): string {
  return String(record.fields['household_no'] ?? '');
}

/**
 * Changes one household as one operation. `change` gets a record of its own to read and returns the next one, or a
 * failure. The value is null when nothing differs: then no operation is made. Failures: `household_missing`, the store's own.
 */
export function editHousehold(
  archive: Archive,
  id: string,
  summary: string,
  change: (record: HouseholdRecord) => Result<HouseholdRecord>,
): Promise<Result<Operation | null>> {
  return commitFresh(archive, async () => {
    const stored = await archive.db.households.get(id);
    if (!stored) return fail('household_missing');
    const before = await unseal(stored.doc);
    const next = change(before);
    if (!next.ok) return next;
    const changes = diffRecords(before, next.value);
    if (changes.length === 0) return ok(null);
    return ok({
      kind: 'form',
      summary,
      puts: [{ id, no: blind(numberOf(next.value)), doc: await seal(next.value), born: stored.born }],
      deletes: [],
      log: [[id, await seal<LogBody>({ changes: logged(changes) })]],
    });
  });
}
