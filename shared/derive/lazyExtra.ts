/** Records whose 附加列 are made when somebody asks: a large sheet holds millions of them, and nobody needs all at once. */
import type { Extra, HouseholdRecord } from './record';

/** By record: how its 附加列 are made. */
const MAKERS = new WeakMap<HouseholdRecord, () => Extra[]>();

/**
 * The record with `extra` made anew at every look: an own property that is copied, stored and written as any other. Who
 * looks often keeps what he got; setting it makes it an ordinary list.
 */
export function withLazyExtra(record: HouseholdRecord, make: () => Extra[]): HouseholdRecord {
  MAKERS.set(record, make);
  return Object.defineProperty(record, 'extra', {
    enumerable: true,
    configurable: true,
    get: make,
    set(this: HouseholdRecord, value: Extra[]) {
      MAKERS.delete(this);
      Object.defineProperty(this, 'extra', { value, enumerable: true, configurable: true, writable: true });
    },
  });
}

/** The record under another id; its rows are shared, and 附加列 that wait to be made go on waiting. */
export function withId(record: HouseholdRecord, id: string): HouseholdRecord {
  const make = MAKERS.get(record);
  if (make === undefined) return { ...record, id };
  const { fields, members, years, helpers, measures, funds, visits } = record;
  const { monitoring, procedures, relocation, changes, materials, unread } = record;
  return withLazyExtra(
    {
      ...{ id, fields, members, years, helpers, measures, funds, visits },
      ...{ monitoring, procedures, relocation, changes, materials, unread, extra: [] },
    },
    make,
  );
}
