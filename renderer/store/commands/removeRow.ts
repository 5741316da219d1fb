import type { Extra, HouseholdRecord, ListPlace, Unread } from '#shared/derive/record';
import { fail, ok, type Result } from '#shared/result';
import type { Archive } from '../db';
import { editHousehold } from '../edit';
import type { Operation } from '../types';

/** Removes one row of a list; texts kept beside later rows move up with them. Fails with `row_missing`. */
export function removeRow(
  archive: Archive,
  id: string,
  place: ListPlace,
  index: number,
  label = '',
): Promise<Result<Operation | null>> {
  return editHousehold(archive, id, `删除${label}`, (record) =>
    index in record[place] ? ok(withoutRow(record, place, index)) : fail('row_missing'),
  );
}

/** The record without row `index` of `place`; what stood beside that row goes with it. */
export function withoutRow(record: HouseholdRecord, place: ListPlace, index: number): HouseholdRecord {
  return {
    ...record,
    [place]: record[place].filter((_, at) => at !== index),
    unread: record.unread.flatMap((entry) => shiftUnread(entry, place, index)),
    extra: place === 'members' ? record.extra.flatMap((entry) => shiftExtra(entry, index)) : record.extra,
  };
}

function shiftUnread(entry: Unread, place: ListPlace, removed: number): Unread[] {
  const match = /^(\w+)\[(\d+)\](.*)$/.exec(entry.path);
  if (!match || match[1] !== place) return [entry];
  const at = Number(match[2]);
  if (at === removed) return [];
  return at < removed ? [entry] : [{ ...entry, path: `${place}[${at - 1}]${match[3] ?? ''}` }];
}

function shiftExtra(entry: Extra, removed: number): Extra[] {
  if (entry.member === undefined || entry.member < removed) return [entry];
  return entry.member === removed ? [] : [{ ...entry, member: entry.member - 1 }];
}
