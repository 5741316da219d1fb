/** Persons that the sheets put into one household while the archive has them in another. */
import type { HouseholdRecord } from '../derive/record';
import { personKey } from '../values/idNumber';
import { memberIds } from './matchHousehold';
import type { IncomingHousehold, PlannedHousehold, Problem } from './types';

/** One note per household that gains somebody whom another household of the archive has and the sheets do not name there. */
export function movedMembers(
  households: readonly PlannedHousehold[],
  existing: readonly HouseholdRecord[],
  placeOf: (household: IncomingHousehold) => Pick<Problem, 'file' | 'sheet' | 'cell'>,
): Problem[] {
  if (existing.length === 0) return [];
  const homes = new Map<string, HouseholdRecord>();
  for (const record of existing) for (const id of memberIds(record)) homes.set(id, record);
  return households.flatMap(({ incoming, existing: own, writes, suspectAs }) => {
    if (!writes && suspectAs === 'skip') return [];
    const before = own === undefined ? new Set<string>() : memberIds(own);
    return incoming.record.members.flatMap(({ id_no, name }): Problem[] => {
      const id = id_no === undefined ? undefined : personKey(String(id_no));
      const home = id === undefined || before.has(id) ? undefined : homes.get(id);
      if (home === undefined || home === own) return [];
      const params = {
        name: String(name ?? ''),
        household_no: String(home.fields['household_no'] ?? '（未填）'),
        existing: String(home.fields['head_name'] ?? ''),
      };
      return [{ ...placeOf(incoming), code: 'member_in_other_household', level: 'note', params }];
    });
  });
}
