import type { HouseholdRecord } from '#shared/derive/record';
import { emptyRecord } from '#shared/derive/record';
import { fail, ok, type Result } from '#shared/result';
import { commitFresh } from '../commit';
import type { Archive } from '../db';
import { numberOf } from '../edit';
import { blind, seal } from '../seal';
import type { Operation } from '../types';
import { ulid } from '../ulid';

/** Adds one household, blank or prefilled (`start` without an id). Gives the new id. */
export async function addHousehold(
  archive: Archive,
  start?: Omit<HouseholdRecord, 'id'>,
): Promise<Result<{ readonly id: string; readonly operation: Operation }>> {
  const id = ulid();
  const record: HouseholdRecord = { ...emptyRecord(id), ...start, id };
  const done = await commitFresh(archive, async () =>
    ok({
      kind: 'form',
      summary: '新建一户',
      puts: [{ id, no: blind(numberOf(record)), doc: await seal(record), born: null }],
      deletes: [],
      log: [],
    }),
  );
  if (!done.ok) return done;
  return done.value ? ok({ id, operation: done.value }) : fail('household_busy');
}
