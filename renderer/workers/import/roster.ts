import type { Person } from '#shared/excel/doctor/types';
import type { Value } from '#shared/derive/record';
import type { Archive } from '../../store/db';
import { eachBatch } from '../../store/queries/households';
import { pause, Stopped } from './files';

const BATCH = 250;

/** Everybody in the archive, as far as the 损伤医生 needs them to rebuild what a sheet has lost. Throws Stopped. */
export async function rosterOf(archive: Archive, stopped: () => boolean = () => false): Promise<Person[]> {
  const roster: Person[] = [];
  await eachBatch(archive, BATCH, async (batch) => {
    await pause();
    if (stopped()) throw new Stopped();
    for (const { record } of batch) {
      const shared = {
        ...given('household_no', record.fields['household_no']),
        ...given('village', record.fields['village']),
      };
      for (const member of record.members) {
        const name = member['name'];
        if (typeof name !== 'string') continue;
        const own = {
          ...given('id_no', member['id_no']),
          ...given('birth_date', member['birth_date']),
          ...given('sex', member['sex']),
        };
        roster.push({ name, ...shared, ...own });
      }
    }
  });
  return roster;
}

function given<K extends string>(key: K, value: Value | undefined): Partial<Record<K, string>> {
  return value === undefined ? {} : ({ [key]: String(value) } as Partial<Record<K, string>>);
}
