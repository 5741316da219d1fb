/** After the first import the village is known: an archive without a unit takes it from its households. */
import { saveSettings } from '../../store/commands/saveSettings';
import type { Archive } from '../../store/db';
import { getHousehold } from '../../store/queries/households';
import { getSettings } from '../../store/queries/settings';
import { searchApi } from '../../workers/client';

const LEVELS = ['province', 'city', 'county', 'township', 'village'] as const;

/** Fills in the five levels when none is set and all households are of one village. */
export async function adoptUnit(archive: Archive): Promise<void> {
  const { unit } = await getSettings(archive);
  if (unit.some((level) => level !== '')) return;
  const villages = await searchApi().facet('village');
  if (villages.length !== 1) return;
  await searchApi().query({ text: '', filters: {}, sort: null });
  const id = await searchApi().idAt(0);
  const record = id === null ? null : await getHousehold(archive, id);
  if (!record) return;
  const [province = '', city = '', county = '', township = '', village = ''] = LEVELS.map((key) =>
    String(record.fields[key] ?? ''),
  );
  await saveSettings(archive, { unit: [province, city, county, township, village] });
}
