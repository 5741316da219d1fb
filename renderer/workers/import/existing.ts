import type { HouseholdRecord } from '#shared/derive/record';
import { Candidates } from '#shared/import/candidates';
import type { IncomingHousehold } from '#shared/import/types';
import type { Archive } from '../../store/db';
import { byHouseholdNumbers, countHouseholds, eachBatch } from '../../store/queries/households';
import { soundOf } from './sound';

/** Households read between two looks at whether they are still wanted. */
const BATCH = 250;

/**
 * The archive's households that an import may meet: of the same number, with a person of theirs, or alike. `merged` = ids of
 * households that earlier imports merged by decision. `goOn` is awaited now and then; what it throws ends the work.
 */
export async function existingFor(
  archive: Archive,
  incoming: readonly IncomingHousehold[],
  merged: ReadonlySet<string> = new Set(),
  goOn: () => Promise<void> = () => Promise.resolve(),
): Promise<HouseholdRecord[]> {
  if ((await countHouseholds(archive)) === 0) return [];
  const numbers = new Set(incoming.map(({ record }) => String(record.fields['household_no'] ?? '')));
  numbers.delete('');
  const byNumber = await byHouseholdNumbers(archive, numbers, goOn);
  const found = new Map([...byNumber.values()].flat().map((record) => [record.id, record]));
  const candidates = new Candidates(incoming, byNumber, soundOf, merged);
  if (candidates.scan) {
    // People and names have no index: it would cost every import more than this scan costs the few that need it.
    await eachBatch(archive, BATCH, async (batch) => {
      await goOn();
      for (const { record } of batch)
        if (!found.has(record.id) && candidates.wants(record)) found.set(record.id, record);
    });
  }
  return [...found.values()];
}
