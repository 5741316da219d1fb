import type { HouseholdRecord } from '#shared/derive/record';
import type { Archive } from '../db';
import { blind, unseal, unsealAll } from '../seal';
import type { StoredHousehold } from '../stored';

/** A household together with the version that findings are stamped with. */
export interface VersionedHousehold {
  readonly record: HouseholdRecord;
  /** Seq of the operation that wrote it. */
  readonly version: number;
}

/** One household, or null when the archive has none with this id. */
export async function getHousehold(archive: Archive, id: string): Promise<HouseholdRecord | null> {
  return (await getVersioned(archive, id))?.record ?? null;
}

export async function getVersioned(archive: Archive, id: string): Promise<VersionedHousehold | null> {
  const stored = await archive.db.households.get(id);
  return stored ? { record: await unseal(stored.doc), version: stored.version } : null;
}

/** The households of these ids in their order; missing ones are left out. */
export async function getMany(archive: Archive, ids: readonly string[]): Promise<HouseholdRecord[]> {
  const stored = await archive.db.households.bulkGet([...ids]);
  return unsealAll(stored.filter((row) => row !== undefined).map((row) => row.doc));
}

/**
 * All households with one of these numbers, by number. A number may have several households (a duplicate is a finding);
 * blank numbers are ignored. `goOn` is awaited now and then; what it throws ends the search.
 */
export async function byHouseholdNumbers(
  archive: Archive,
  numbers: Iterable<string>,
  goOn: () => Promise<void> = () => Promise.resolve(),
): Promise<Map<string, HouseholdRecord[]>> {
  const wanted = [...new Set(numbers)].filter((no) => no !== '');
  const keys = new Map(wanted.map((no) => [blind(no), no]));
  const found = new Map<string, HouseholdRecord[]>();
  const stored = await manyByNumber(archive, [...keys.keys()], goOn);
  const records = await unsealAll(stored.map((row) => row.doc));
  stored.forEach((row, i) => {
    const [no, record] = [keys.get(row.no), records[i]];
    if (no === undefined || !record) return;
    const list = found.get(no);
    if (list) list.push(record);
    else found.set(no, [record]);
  });
  return found;
}

/** Households read between two questions whether to go on. */
const PATIENT = 250;

async function manyByNumber(
  archive: Archive,
  keys: readonly string[],
  goOn: () => Promise<void>,
): Promise<StoredHousehold[]> {
  const { households } = archive.db;
  const total = await households.count();
  // A cursor jump per number costs more than reading everything once the numbers are a good part of the archive.
  if (keys.length * 4 < total) return households.where('no').anyOf(keys).toArray();
  const wanted = new Set(keys);
  const rows: StoredHousehold[] = [];
  await eachStored(archive, PATIENT, async (batch) => {
    await goOn();
    rows.push(...batch.filter((row) => wanted.has(row.no)));
  });
  return rows;
}

/**
 * Streams all households in order of their ids, `size` at a time, each batch in a transaction of its own; a household
 * that is written meanwhile is seen once, before or after.
 */
export async function eachBatch(
  archive: Archive,
  size: number,
  visit: (batch: readonly VersionedHousehold[]) => void | Promise<void>,
): Promise<void> {
  await eachStored(archive, size, async (rows) => {
    const records = await unsealAll(rows.map((row) => row.doc));
    await visit(records.map((record, i) => ({ record, version: rows[i]?.version ?? 0 })));
  });
}

/**
 * Streams all records in order of their household numbers (code units, blank first) as the index has them, `size` at a
 * time. Households that are written meanwhile may come in the order of their old number.
 */
export async function eachByNumber(
  archive: Archive,
  size: number,
  visit: (batch: readonly HouseholdRecord[]) => void | Promise<void>,
): Promise<void> {
  const ids = await archive.db.households.orderBy('no').primaryKeys();
  for (let from = 0; from < ids.length; from += size) await visit(await getMany(archive, ids.slice(from, from + size)));
}

async function eachStored(
  archive: Archive,
  size: number,
  visit: (batch: StoredHousehold[]) => void | Promise<void>,
): Promise<void> {
  const { households } = archive.db;
  let after = '';
  for (;;) {
    const rows = await households.where('id').above(after).limit(size).toArray();
    if (rows.length > 0) await visit(rows);
    if (rows.length < size) return;
    after = rows.at(-1)?.id ?? '';
  }
}

/** Number of households. */
export function countHouseholds(archive: Archive): Promise<number> {
  return archive.db.households.count();
}
