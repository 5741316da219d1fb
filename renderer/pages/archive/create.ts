/** 新建一户: the household is made at once, so that the first field typed is already saved. */
import { emptyRecord } from '#shared/derive/record';
import { addHousehold } from '../../store/commands/addHousehold';
import type { Archive } from '../../store/db';
import { getSettings } from '../../store/queries/settings';
import { go } from '../../ui/route';
import { notify } from '../../ui/notify';
import { sayError } from '../../ui/sayError';

/** Adds a household that already knows its village and opens it at the head's name. */
export async function createHousehold(archive: Archive): Promise<void> {
  const { unit } = await getSettings(archive);
  const [province, city, county, township, village] = unit;
  const place = Object.entries({ province, city, county, township, village }).filter(([, text]) => text !== '');
  const added = await addHousehold(archive, {
    ...emptyRecord(''),
    fields: Object.fromEntries(place),
    members: [{ relation: '户主' }],
  });
  if (added.ok) go({ page: 'household', id: added.value.id, path: 'fields.head_name' });
  else notify({ kind: 'error', text: sayError(added.error) });
}
