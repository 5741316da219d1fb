import type { HouseholdRecord } from '#shared/derive/record';
import type { Archive } from '../../store/db';
import { countHouseholds, eachBatch, type VersionedHousehold } from '../../store/queries/households';

const BATCH = 1000;
/** Up to this many households the first pass is kept in memory, and the second does not read the archive again. */
const KEEP = 20_000;

/** Visits every household, then every household again; `first` null = once only. */
export async function eachTwice(
  archive: Archive,
  first: ((record: HouseholdRecord) => void) | null,
  second: (record: HouseholdRecord, version: number) => void,
): Promise<void> {
  const visit = (batch: readonly VersionedHousehold[]): void => {
    for (const { record, version } of batch) second(record, version);
  };
  if (!first) return eachBatch(archive, BATCH, visit);
  const kept: VersionedHousehold[] | null = (await countHouseholds(archive)) <= KEEP ? [] : null;
  await eachBatch(archive, BATCH, (batch) => {
    for (const { record } of batch) first(record);
    kept?.push(...batch);
  });
  if (kept) visit(kept);
  else await eachBatch(archive, BATCH, visit);
}
