import type { HouseholdRecord } from '#shared/derive/record';
import type { IncomingHousehold } from '#shared/import/types';
import type { Archive } from '../../store/db';
import { byHouseholdNumbers, countHouseholds, eachBatch } from '../../store/queries/households';

const BATCH = 1000;

/** The archive's households that an import may meet: all with a household number or a head's ID number of its own. */
export async function existingFor(
  archive: Archive,
  incoming: readonly IncomingHousehold[],
): Promise<HouseholdRecord[]> {
  if ((await countHouseholds(archive)) === 0) return [];
  const numbers = new Set(incoming.map(({ record }) => text(record, 'household_no')));
  numbers.delete('');
  const byNumber = await byHouseholdNumbers(archive, numbers);
  const found = new Map([...byNumber.values()].flat().map((record) => [record.id, record]));
  const unmet = incoming.filter(({ record }) => !byNumber.has(text(record, 'household_no')));
  const heads = new Set(unmet.map(({ record }) => text(record, 'head_id_no')));
  heads.delete('');
  if (heads.size > 0) {
    // Heads have no index: it would cost every import more than this scan costs the few that need it.
    await eachBatch(archive, BATCH, (batch) => {
      for (const { record } of batch) if (heads.has(text(record, 'head_id_no'))) found.set(record.id, record);
    });
  }
  return [...found.values()];
}

function text(record: HouseholdRecord, key: string): string {
  return String(record.fields[key] ?? '');
}
