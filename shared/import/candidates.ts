/** Which households of the archive an import may meet, so that a large archive need not be held in memory. */
import type { HouseholdRecord } from '../derive/record';
import { personKey } from '../values/idNumber';
import { Lookalikes } from './like/lookalikes';
import type { Pinyin } from './like/nameLike';
import { identityOf, memberIds } from './matchHousehold';
import type { IncomingHousehold } from './types';

export class Candidates {
  private readonly people = new Set<string>();
  private readonly alike: Lookalikes;
  private readonly ids: ReadonlySet<string>;
  /** Whether the archive has to be looked through beyond `byNumber`. */
  readonly scan: boolean;

  /**
   * `byNumber` = the households of the archive with the numbers of the incoming ones; `ids` = further households that are
   * wanted (merged before). People that the numbered households do not have are looked for everywhere.
   */
  constructor(
    incoming: readonly IncomingHousehold[],
    byNumber: ReadonlyMap<string, readonly HouseholdRecord[]>,
    pinyin: Pinyin,
    ids: ReadonlySet<string> = new Set(),
  ) {
    this.ids = ids;
    const unmet: HouseholdRecord[] = [];
    for (const { record } of incoming) {
      const met = byNumber.get(String(record.fields['household_no'] ?? '')) ?? [];
      const known = new Set(met.flatMap((other) => [...peopleIn(other)]));
      if (met.length === 0) unmet.push(record);
      for (const id of peopleIn(record)) if (!known.has(id)) this.people.add(id);
    }
    this.alike = new Lookalikes(unmet, pinyin);
    this.scan = unmet.length > 0 || this.people.size > 0 || ids.size > 0;
  }

  wants(record: HouseholdRecord): boolean {
    if (this.ids.has(record.id)) return true;
    for (const id of peopleIn(record)) if (this.people.has(id)) return true;
    return this.alike.wants(record);
  }
}

function peopleIn(record: HouseholdRecord): Set<string> {
  const people = memberIds(record);
  const { head } = identityOf(record);
  const stated = record.fields['head_id_no'];
  if (head !== undefined) people.add(head);
  if (stated !== undefined) people.add(personKey(String(stated)));
  return people;
}
