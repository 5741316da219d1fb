/** One incoming household beside its archive record: every difference, and the record that the policy makes of it. */
import { entityAt, fieldIn } from '../catalogue/index';
import { getAt, parsePath, pathOf, type Place } from '../derive/path';
import {
  LIST_PLACES,
  type Extra,
  type HouseholdRecord,
  type ListPlace,
  type Row,
  type Unread,
  type Value,
} from '../derive/record';
import { isSameValue, matchRows, type RowMatch } from './matchRows';
import type { FieldChange, Policy } from './types';

export interface Merge {
  readonly changes: readonly FieldChange[];
  /** The archive's own record when the policy lets nothing through. */
  readonly result: HouseholdRecord;
  readonly writes: boolean;
}

export function mergeRecord(existing: HouseholdRecord, incoming: HouseholdRecord, policy: Policy): Merge {
  const merging = new Merging(existing, policy);
  merging.row('fields', undefined, existing.fields, incoming.fields);
  merging.row('relocation', undefined, existing.relocation, incoming.relocation);
  const matches = new Map<Place, RowMatch>();
  for (const place of LIST_PLACES) {
    const match = matchRows(place, existing[place], incoming[place]);
    matches.set(place, merging.list(place, match, incoming[place]));
  }
  merging.unread(incoming.unread, matches);
  merging.extra(incoming.extra, matches.get('members') ?? []);
  return merging.finish();
}

class Merging {
  private readonly changes: FieldChange[] = [];
  /** Values to write, by path. */
  private readonly writes = new Map<string, { place: Place; index: number | undefined; key: string; value: Value }>();
  private newUnread: Unread[];
  private newExtra: Extra[];
  private touched = false;

  constructor(
    private readonly existing: HouseholdRecord,
    private readonly policy: Policy,
  ) {
    this.newUnread = existing.unread;
    this.newExtra = existing.extra;
  }

  row(place: 'fields' | 'relocation' | ListPlace, index: number | undefined, before: Row, after: Row): void {
    const entity = entityAt(place).name;
    for (const [key, value] of Object.entries(after)) {
      if (value === undefined) continue;
      const old = before[key];
      if (old === value) continue;
      const field = fieldIn(entity, key);
      // 2014 → 201412 says more and contradicts nothing; 201412 → 2014 says less and is the same.
      const refines = field?.type === 'date' && old !== undefined && String(value).startsWith(String(old));
      if (old !== undefined && !refines && isSameValue(field, old, value)) continue;
      const conflict = old !== undefined && !refines;
      const path = pathOf(place, index, key);
      this.changes.push({ path, entity, key, before: old, after: value, conflict });
      if (this.lets(conflict)) this.writes.set(path, { place, index, key, value });
    }
  }

  /** Compares matched rows and appends the others; returns where every incoming row stands now. */
  list(place: ListPlace, match: RowMatch, incoming: readonly Row[]): RowMatch {
    let next = this.existing[place].length;
    return incoming.map((row, at) => {
      const index = match[at] ?? next++;
      this.row(place, index, this.existing[place][index] ?? {}, row);
      return index;
    });
  }

  /** Refused texts: new beside a blank, the same again, or in conflict with a value or another refused text. */
  unread(incoming: readonly Unread[], matches: ReadonlyMap<Place, RowMatch>): void {
    for (const entry of incoming) {
      const path = moved(entry.path, matches);
      const kept = this.newUnread.filter((other) => other.path === path);
      if (kept.some(({ text }) => text === entry.text)) continue;
      const value = valueAt(this.existing, path) ?? kept[0]?.text;
      const conflict = value !== undefined;
      this.note(path, value, entry.text, conflict);
      if (!this.lets(conflict)) continue;
      this.touched = true;
      this.newUnread = [...this.newUnread.filter((other) => other.path !== path), { ...entry, path }];
    }
  }

  extra(incoming: readonly Extra[], members: RowMatch): void {
    const placed = incoming.map((entry): Extra =>
      entry.member === undefined ? entry : { ...entry, member: members[entry.member] ?? entry.member },
    );
    const left = new Map<string, Extra[]>();
    for (const entry of this.existing.extra) left.set(slotOf(entry), [...(left.get(slotOf(entry)) ?? []), entry]);
    const fresh = placed.filter((entry) => !takeSame(left, entry));
    for (const entry of fresh) {
      const old = left.get(slotOf(entry))?.shift();
      this.changes.push({
        path: 'extra',
        entity: 'household',
        key: entry.header,
        before: old?.text,
        after: entry.text,
        conflict: old !== undefined,
      });
      if (!this.lets(old !== undefined)) continue;
      this.touched = true;
      this.newExtra = [...this.newExtra.filter((other) => other !== old), entry];
    }
  }

  finish(): Merge {
    const { changes, existing } = this;
    if (this.writes.size === 0 && !this.touched) return { changes, result: existing, writes: false };
    const result: HouseholdRecord = { ...existing, extra: this.newExtra };
    const copied = new Set<unknown>();
    for (const { place, index, key, value } of this.writes.values()) write(result, copied, place, index, key, value);
    for (const { path } of this.newUnread) addRows(result, copied, path);
    // A value that can be read now takes the place of the text that could not.
    result.unread = this.newUnread.filter(({ path }) => !this.writes.has(path));
    return { changes, result, writes: true };
  }

  private lets(conflict: boolean): boolean {
    return this.policy === 'file' || (this.policy === 'fill' && !conflict);
  }

  private note(path: string, before: Value | undefined, after: Value, conflict: boolean): void {
    const { place, key } = parsePath(path) ?? {};
    const entity = place === undefined || place === 'unread' || place === 'extra' ? 'household' : entityAt(place).name;
    this.changes.push({ path, entity, key: key ?? path, before, after, conflict });
  }
}

/** Sets a value in a record whose places are still shared with the archive's: copies what it touches, once. */
function write(
  record: HouseholdRecord,
  copied: Set<unknown>,
  place: Place,
  index: number | undefined,
  key: string,
  value: Value,
): void {
  if (place === 'fields' || place === 'relocation') {
    if (!copied.has(place)) record[place] = { ...record[place] };
    copied.add(place);
    record[place][key] = value;
  } else if (place !== 'unread' && place !== 'extra' && index !== undefined) {
    if (!copied.has(place)) record[place] = [...record[place]];
    copied.add(place);
    const rows = record[place];
    while (rows.length < index) rows.push({});
    const row = rows[index] ?? {};
    const own = copied.has(row) ? row : { ...row };
    copied.add(own);
    own[key] = value;
    rows[index] = own;
  }
}

/** Makes the rows up to the one that a refused text stands in: a person may have nothing else than an unreadable ID. */
function addRows(record: HouseholdRecord, copied: Set<unknown>, path: string): void {
  const { place, index } = parsePath(path) ?? {};
  if (place === undefined || index === undefined || place === 'unread' || place === 'extra') return;
  if (place === 'fields' || place === 'relocation' || record[place].length > index) return;
  const rows = copied.has(place) ? record[place] : [...record[place]];
  copied.add(place);
  while (rows.length <= index) rows.push({});
  record[place] = rows;
}

/** The path with the row index of the archive instead of that of the sheets. */
function moved(path: string, matches: ReadonlyMap<Place, RowMatch>): string {
  const parsed = parsePath(path);
  if (parsed?.index === undefined) return path;
  const index = matches.get(parsed.place)?.[parsed.index];
  return index === undefined || index === null ? path : pathOf(parsed.place, index, parsed.key);
}

function valueAt(record: HouseholdRecord, path: string): Value | undefined {
  const value = getAt(record, path);
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}

function slotOf({ header, member, year }: Extra): string {
  return `${header}|${member ?? ''}|${year ?? ''}`;
}

function takeSame(left: Map<string, Extra[]>, entry: Extra): boolean {
  const list = left.get(slotOf(entry));
  const index = list?.findIndex(({ text }) => text === entry.text) ?? -1;
  if (index < 0) return false;
  list?.splice(index, 1);
  return true;
}
