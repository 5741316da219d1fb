/** Read – change – diff – seal – commit for one household, tried again when somebody else was faster. */
import { diffRecords } from '#shared/derive/diff';
import type { HouseholdRecord } from '#shared/derive/record';
import { fail, ok, type Result } from '#shared/result';
import { commit } from './commit';
import type { Archive, HudangDb } from './db';
import { storeFailure } from './failure';
import { readLastSeq } from './meta';
import { blind, seal, unseal } from './seal';
import { logged, type LogBody, type StoredHousehold } from './stored';
import type { Operation } from './types';

const TRIES = 5;

/** The record's household number as text, '' when blank. */
export function numberOf(record: HouseholdRecord): string {
  return String(record.fields['household_no'] ?? '');
}

/** A household as stored, and the seq up to which the archive had been read. */
export function readForEdit(db: HudangDb, id: string): Promise<{ stored: StoredHousehold | undefined; seq: number }> {
  return db.transaction('r', db.households, db.meta, async () => ({
    stored: await db.households.get(id),
    seq: await readLastSeq(db),
  }));
}

/**
 * Changes one household as one operation. `change` gets a record of its own to read and returns the next one, or a
 * failure. The value is null when nothing differs: then no operation is made. Failures: `household_missing`,
 * `household_busy`, the store's own.
 */
export async function editHousehold(
  archive: Archive,
  id: string,
  summary: string,
  change: (record: HouseholdRecord) => Result<HouseholdRecord>,
): Promise<Result<Operation | null>> {
  try {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const { stored, seq } = await readForEdit(archive.db, id);
      if (!stored) return fail('household_missing');
      const before = await unseal(stored.doc);
      const next = change(before);
      if (!next.ok) return next;
      const changes = diffRecords(before, next.value);
      if (changes.length === 0) return ok(null);
      const done = await commit(archive, {
        kind: 'form',
        summary,
        readAt: seq,
        exclusive: false,
        puts: [{ id, no: blind(numberOf(next.value)), doc: await seal(next.value), born: stored.born }],
        deletes: [],
        log: [[id, await seal<LogBody>({ changes: logged(changes) })]],
      });
      if (!done.ok) return done;
      if (!done.value.stale) return ok(done.value.operation);
    }
    return fail('household_busy');
  } catch (error) {
    return { ok: false, error: await storeFailure(error) };
  }
}
