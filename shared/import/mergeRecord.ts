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
import { changeKey } from './keys';
import { verdictOn, type MergeRules } from './rules';
import { addRows, write } from './writeRow';
import type { FieldChange, PlannedHousehold } from './types';
import { isSameText } from './rounded';

export type Merge = Pick<PlannedHousehold, 'changes' | 'result' | 'writes'> &
  Required<Pick<PlannedHousehold, 'matches'>>;

export interface MergeOptions extends MergeRules {
  /** Paths in the incoming record whose cells are blank. */
  readonly blanks?: readonly string[] | undefined;
  /** Recognises a member whose name or number was typed otherwise. */
  readonly alike?: ((existing: Row, incoming: Row) => boolean) | undefined;
  /** By `changeKey`: what the archive has there was read wrong before, and the sheet now says it right. */
  readonly corrections?: ReadonlySet<string> | undefined;
}

/** `result` is the archive's own record when the rules let nothing through. */
export function mergeRecord(existing: HouseholdRecord, incoming: HouseholdRecord, options: MergeOptions): Merge {
  const merging = new Merging(existing, options);
  merging.row('fields', undefined, existing.fields, incoming.fields);
  merging.row('relocation', undefined, existing.relocation, incoming.relocation);
  const matches = new Map<Place, readonly number[]>();
  for (const place of LIST_PLACES) {
    if (incoming[place].length === 0) continue;
    const kept = incoming[place].flatMap((row, at) => (isHollow(incoming, place, row, at) ? [] : [at]));
    const rows = incoming[place].filter((_, at) => kept.includes(at));
    const stands = merging.list(place, matchRows(place, existing[place], rows, options.alike), rows);
    matches.set(
      place,
      incoming[place].map((_, at) => stands[kept.indexOf(at)] ?? -1),
    );
  }
  merging.unread(incoming.unread, matches);
  merging.extra(incoming.extra, matches.get('members') ?? []);
  merging.blanks(options.blanks ?? [], matches);
  return merging.finish(matches);
}

/** A row of which nothing is said at all: no value, no text, no 附加列. It speaks of nobody and must not take anybody's place. */
function isHollow({ unread, extra }: HouseholdRecord, place: ListPlace, row: Row, at: number): boolean {
  for (const _ in row) return false;
  const path = pathOf(place, at);
  return (
    !unread.some((entry) => entry.path.startsWith(path)) &&
    !(place === 'members' && extra.some(({ member }) => member === at))
  );
}

type Matches = ReadonlyMap<Place, readonly number[]>;

class Merging {
  private readonly changes: FieldChange[] = [];
  /** Values to write, by path; undefined clears. */
  private readonly writes = new Map<
    string,
    { place: Place; index: number | undefined; key: string; value: Value | undefined }
  >();
  private newUnread: Unread[];
  private newExtra: Extra[];
  private touched = false;

  constructor(
    private readonly existing: HouseholdRecord,
    private readonly options: MergeOptions,
  ) {
    this.newUnread = existing.unread;
    this.newExtra = existing.extra;
  }

  row(place: 'fields' | 'relocation' | ListPlace, index: number | undefined, before: Row, after: Row): void {
    const entity = entityAt(place).name;
    for (const key in after) {
      const value = after[key];
      if (value === undefined) continue;
      const old = before[key];
      if (old === value) continue;
      const field = fieldIn(entity, key);
      // 2014 → 201412 says more and contradicts nothing; 201412 → 2014 says less and is the same.
      const refines = field?.type === 'date' && old !== undefined && String(value).startsWith(String(old));
      if (old !== undefined && !refines && isSameValue(field, old, value)) continue;
      const conflict = old !== undefined && !refines;
      const path = pathOf(place, index, key);
      const taken = this.note({ path, entity, key, before: old, after: value, conflict });
      if (taken) this.writes.set(path, { place, index, key, value });
    }
  }

  /** Compares matched rows and appends the others; returns where every incoming row stands now. */
  list(place: ListPlace, match: RowMatch, incoming: readonly Row[]): readonly number[] {
    let next = this.existing[place].length;
    return incoming.map((row, at) => {
      const index = match[at] ?? next++;
      this.row(place, index, this.existing[place][index] ?? {}, row);
      return index;
    });
  }

  /** Refused texts: new beside a blank, the same again, or in conflict with a value or another refused text. */
  unread(incoming: readonly Unread[], matches: Matches): void {
    for (const entry of incoming) {
      const path = moved(entry.path, matches);
      const kept = this.newUnread.filter((other) => other.path === path);
      if (kept.some(({ text }) => isSameText(text, entry.text))) continue;
      const value = valueAt(this.existing, path) ?? kept[0]?.text;
      const { place, key } = parsePath(path) ?? {};
      const single = place === undefined || place === 'unread' || place === 'extra';
      const entity = single ? 'household' : entityAt(place).name;
      const change = {
        path,
        entity,
        key: key ?? path,
        before: value,
        after: entry.text,
        conflict: value !== undefined,
      };
      if (!this.note(change)) continue;
      this.touched = true;
      this.newUnread = [...this.newUnread.filter((other) => other.path !== path), { ...entry, path }];
    }
  }

  extra(incoming: readonly Extra[], members: readonly number[]): void {
    const placed = incoming.map((entry): Extra =>
      entry.member === undefined ? entry : { ...entry, member: members[entry.member] ?? entry.member },
    );
    const left = new Map<string, Extra[]>();
    for (const entry of this.existing.extra) {
      const known = left.get(slotOf(entry));
      if (known === undefined) left.set(slotOf(entry), [entry]);
      else known.push(entry);
    }
    const fresh = placed.filter((entry) => !takeSame(left, entry));
    for (const entry of fresh) {
      const old = left.get(slotOf(entry))?.shift();
      const change = {
        path: 'extra',
        entity: 'household' as const,
        key: entry.header,
        before: old?.text,
        after: entry.text,
        conflict: old !== undefined,
        slot: `${entry.member ?? ''}|${entry.year ?? ''}|${entry.text}`,
      };
      if (!this.note(change)) continue;
      this.touched = true;
      this.newExtra = [...this.newExtra.filter((other) => other !== old), entry];
    }
  }

  /** Blank cells of columns whose blanks clear. The number that finds the household, and the year of a row, stay. */
  blanks(paths: readonly string[], matches: Matches): void {
    const { blankOverwrites } = this.options;
    if (blankOverwrites === undefined || blankOverwrites.size === 0) return;
    for (const from of paths) {
      const path = moved(from, matches);
      const { place, index, key } = parsePath(path) ?? {};
      if (place === undefined || key === undefined || place === 'unread' || place === 'extra') continue;
      const entity = entityAt(place).name;
      if (!blankOverwrites.has(`${entity}.${key}`) || key === 'household_no' || key === 'year') continue;
      const before = valueAt(this.existing, path);
      if (before === undefined || this.writes.has(path)) continue;
      const taken = this.note({ path, entity, key, before, after: undefined, conflict: true });
      if (taken) this.writes.set(path, { place, index, key, value: undefined });
    }
  }

  finish(matches: Matches): Merge {
    const { changes, existing } = this;
    const settled = this.settle(matches);
    if (this.writes.size === 0 && !this.touched)
      return { changes, result: existing, writes: false, matches: settled.matches };
    const result: HouseholdRecord = { ...existing, extra: this.newExtra.map(settled.extra) };
    const copied = new Set<unknown>();
    for (const { place, index, key, value } of this.writes.values())
      write(result, copied, place, settled.index(place, index), key, value);
    const unread = this.newUnread.map(settled.unread);
    for (const { path } of unread) addRows(result, copied, path);
    // A value that can be read now takes the place of the text that could not.
    const read = new Set(
      [...this.writes.values()].flatMap(({ place, index, key, value }) =>
        value === undefined ? [] : [pathOf(place, settled.index(place, index), key)],
      ),
    );
    result.unread = unread.filter(({ path }) => !read.has(path));
    return { changes, result, writes: true, matches: settled.matches };
  }

  /** New rows of which nothing was taken leave no empty row behind: those after them move up. */
  private settle(matches: Matches): Settled {
    const used = new Map<Place, Set<number>>();
    const mark = (place: Place, index: number | undefined): void => {
      if (index === undefined) return;
      const known = used.get(place);
      if (known === undefined) used.set(place, new Set([index]));
      else known.add(index);
    };
    for (const { place, index } of this.writes.values()) mark(place, index);
    for (const { path } of this.newUnread) {
      const { place, index } = parsePath(path) ?? {};
      if (place !== undefined) mark(place, index);
    }
    return settledBy(this.existing, used, matches);
  }

  /** Lists a difference; true = it is to be written. */
  private note(difference: FieldChange): boolean {
    const corrects = difference.conflict && this.options.corrections?.has(changeKey(difference)) === true;
    const change: FieldChange = corrects ? { ...difference, conflict: false, corrects } : difference;
    const { taken, open } = verdictOn(change, this.options);
    this.changes.push(open ? { ...change, taken, open } : { ...change, taken });
    return taken;
  }
}

interface Settled {
  readonly index: (place: Place, index: number | undefined) => number | undefined;
  readonly unread: (entry: Unread) => Unread;
  readonly extra: (entry: Extra) => Extra;
  readonly matches: PlannedHousehold['matches'] & object;
}

function settledBy(
  existing: HouseholdRecord,
  used: ReadonlyMap<Place, ReadonlySet<number>>,
  matches: Matches,
): Settled {
  const moves = new Map<Place, Map<number, number>>();
  for (const place of LIST_PLACES) {
    const length = existing[place].length;
    const fresh = (matches.get(place) ?? []).filter((index) => index >= length);
    const kept = fresh.filter((index) => used.get(place)?.has(index) === true).toSorted((a, b) => a - b);
    if (kept.length < fresh.length) moves.set(place, new Map(kept.map((index, at) => [index, length + at])));
  }
  const index = (place: Place, at: number | undefined): number | undefined => {
    const own = at === undefined ? undefined : moves.get(place);
    return own === undefined || at === undefined || !isNew(existing, place, at) ? at : own.get(at);
  };
  return {
    index,
    unread: (entry) => {
      const { place, index: at, key } = parsePath(entry.path) ?? {};
      if (place === undefined || at === undefined || !moves.has(place)) return entry;
      const now = index(place, at);
      return now === undefined || now === at ? entry : { ...entry, path: pathOf(place, now, key) };
    },
    extra: (entry) => {
      if (entry.member === undefined || !moves.has('members')) return entry;
      const { member, ...rest } = entry;
      const now = index('members', member);
      return now === undefined ? rest : now === member ? entry : { ...rest, member: now };
    },
    matches: Object.fromEntries(
      [...matches].map(([place, rows]) => [place, rows.map((at) => index(place, at) ?? -1)] as const),
    ),
  };
}

function isNew(existing: HouseholdRecord, place: Place, index: number): boolean {
  return LIST_PLACES.some((name) => name === place && index >= existing[name].length);
}

/** The path with the row index of the archive instead of that of the sheets. */
function moved(path: string, matches: Matches): string {
  const parsed = parsePath(path);
  if (parsed?.index === undefined) return path;
  const index = matches.get(parsed.place)?.[parsed.index];
  return index === undefined ? path : pathOf(parsed.place, index, parsed.key);
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
  const index = list?.findIndex(({ text }) => isSameText(text, entry.text)) ?? -1;
  if (index < 0) return false;
  list?.splice(index, 1);
  return true;
}
