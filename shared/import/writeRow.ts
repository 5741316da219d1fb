/** Writing into a record that shares its places with the archive's own. */
import { parsePath, type Place } from '../derive/path';
import type { HouseholdRecord, Row, Value } from '../derive/record';

/** Sets a value in a record whose places are still shared with the archive's: copies what it touches, once. */
export function write(
  record: HouseholdRecord,
  copied: Set<unknown>,
  place: Place,
  index: number | undefined,
  key: string,
  value: Value | undefined,
): void {
  if (place === 'fields' || place === 'relocation') {
    if (!copied.has(place)) record[place] = { ...record[place] };
    copied.add(place);
    assign(record[place], key, value);
  } else if (place !== 'unread' && place !== 'extra' && index !== undefined) {
    if (!copied.has(place)) record[place] = [...record[place]];
    copied.add(place);
    const rows = record[place];
    while (rows.length < index) rows.push({});
    const row = rows[index] ?? {};
    const own = copied.has(row) ? row : { ...row };
    copied.add(own);
    assign(own, key, value);
    rows[index] = own;
  }
}

function assign(row: Row, key: string, value: Value | undefined): void {
  // No key = blank; never a key that holds undefined.
  if (value === undefined) Reflect.deleteProperty(row, key);
  else row[key] = value;
}

/** Makes the rows up to the one that a refused text stands in: a person may have nothing else than an unreadable ID. */
export function addRows(record: HouseholdRecord, copied: Set<unknown>, path: string): void {
  const { place, index } = parsePath(path) ?? {};
  if (place === undefined || index === undefined || place === 'unread' || place === 'extra') return;
  if (place === 'fields' || place === 'relocation' || record[place].length > index) return;
  const rows = copied.has(place) ? record[place] : [...record[place]];
  copied.add(place);
  while (rows.length <= index) rows.push({});
  record[place] = rows;
}
