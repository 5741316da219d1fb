/** The documented open form of a household: one JSON object, as `job dump` writes it a line at a time. */
import { entityAt } from '../catalogue/index';
import type { Entity } from '../catalogue/field';
import { emptyRecord, LIST_PLACES, type Extra, type HouseholdRecord, type Row, type Unread } from './record';

/** A row as it is dumped: keys in catalogue order, grouped fields inside their group. */
export interface DumpRow {
  [key: string]: string | number | DumpRow;
}

/** A household as it is dumped; empty lists and blank fields have no key. */
export interface Dump {
  id: string;
  household_no?: string;
  fields: DumpRow;
  members?: DumpRow[];
  years?: DumpRow[];
  helpers?: DumpRow[];
  measures?: DumpRow[];
  funds?: DumpRow[];
  visits?: DumpRow[];
  monitoring?: DumpRow[];
  procedures?: DumpRow[];
  relocation?: DumpRow;
  changes?: DumpRow[];
  materials?: DumpRow[];
  unread?: Unread[];
  extra?: Extra[];
}

/** Where a field stands in a dumped row: ['inc_wage'], ['at_start', 'inc_wage'], ['signatures', 'town', 'date']. */
interface Slot {
  readonly key: string;
  readonly path: readonly string[];
}

const slotsByEntity = new WeakMap<Entity, readonly Slot[]>();

/** The stored fields of an entity with their places in the dump, in catalogue order. */
export function slotsOf(entity: Entity): readonly Slot[] {
  const known = slotsByEntity.get(entity);
  if (known) return known;
  const slots = entity.list
    .filter((field) => field.derived !== true)
    .map(({ key, nest }): Slot => ({ key, path: nest ? [nest[0], ...nest[1].split('.')] : [key] }));
  slotsByEntity.set(entity, slots);
  return slots;
}

/** The dump of a household. What the record holds under a key that the catalogue does not know comes last, as it is. */
export function toDump(record: HouseholdRecord): Dump {
  const fields = dumpRow(record.fields, entityAt('fields'));
  const no = record.fields['household_no'];
  const dump: Dump = no === undefined ? { id: record.id, fields } : { id: record.id, household_no: String(no), fields };
  for (const place of LIST_PLACES) {
    const rows = record[place];
    if (rows.length > 0) dump[place] = rows.map((row) => dumpRow(row, entityAt(place)));
    if (place === 'procedures') {
      const relocation = dumpRow(record.relocation, entityAt('relocation'));
      if (Object.keys(relocation).length > 0) dump.relocation = relocation;
    }
  }
  if (record.unread.length > 0) dump.unread = record.unread.map(({ path, text, source }) => ({ path, text, source }));
  if (record.extra.length > 0) dump.extra = record.extra.map(dumpExtra);
  return dump;
}

/** The record of a dump whose shape has been checked (see `fromDump`). */
export function recordOf(dump: Dump): HouseholdRecord {
  const record = emptyRecord(dump.id);
  record.fields = undumpRow(dump.fields, entityAt('fields'));
  record.relocation = undumpRow(dump.relocation ?? {}, entityAt('relocation'));
  for (const place of LIST_PLACES) {
    record[place] = (dump[place] ?? []).map((row) => undumpRow(row, entityAt(place)));
  }
  record.unread = (dump.unread ?? []).map((entry) => ({ ...entry }));
  record.extra = (dump.extra ?? []).map(dumpExtra);
  return record;
}

function dumpRow(row: Row, entity: Entity): DumpRow {
  const dumped: DumpRow = {};
  let count = 0;
  for (const { key, path } of slotsOf(entity)) {
    const value = row[key];
    if (value === undefined) continue;
    count += 1;
    putAt(dumped, path, value);
  }
  const keys = Object.keys(row);
  if (keys.length > count) {
    const known = new Set(slotsOf(entity).map((slot) => slot.key));
    for (const key of keys.filter((name) => !known.has(name)).sort()) {
      const value = row[key];
      if (value !== undefined) dumped[key] = value;
    }
  }
  return dumped;
}

function putAt(target: DumpRow, path: readonly string[], value: string | number): void {
  let holder = target;
  for (const step of path.slice(0, -1)) {
    const inner = holder[step];
    const next: DumpRow = typeof inner === 'object' ? inner : {};
    holder[step] = next;
    holder = next;
  }
  holder[path[path.length - 1] ?? ''] = value;
}

function undumpRow(dumped: DumpRow, entity: Entity): Row {
  const row: Row = {};
  for (const { key, path } of slotsOf(entity)) {
    let value: string | number | DumpRow | undefined = dumped;
    for (const step of path) value = typeof value === 'object' ? value[step] : undefined;
    if (value !== undefined && typeof value !== 'object') row[key] = value;
  }
  return row;
}

/** Keys in the documented order, absent ones left out. */
function dumpExtra({ header, text, source, member, year }: Extra): Extra {
  const extra: Extra = { header, text, source };
  if (member !== undefined) extra.member = member;
  if (year !== undefined) extra.year = year;
  return extra;
}
