/** The user leaves a field: its value, or the text that the field could not hold, is saved as one operation. */
import { setAt } from '#shared/derive/path';
import type { HouseholdRecord } from '#shared/derive/record';
import { fail, ok, type Result } from '#shared/result';
import type { Archive } from '../db';
import { editHousehold } from '../edit';
import { placeEdits } from '../rowPlace';
import type { Edit, Operation } from '../types';

/**
 * Saves one or several fields of a household (several: one step of the user, such as clearing a dependent field).
 * Value null: nothing differed and no operation was made. `label` names the field in the history. `seen` = the record that
 * the user looked at: a path into a list then follows its row. Fails with `row_missing` when the row is gone.
 */
export function saveField(
  archive: Archive,
  id: string,
  edits: Edit | readonly Edit[],
  label = '',
  seen?: HouseholdRecord,
): Promise<Result<Operation | null>> {
  const list: readonly Edit[] = 'path' in edits ? [edits] : edits;
  return editHousehold(archive, id, label === '' ? '修改' : `修改${label}`, (record) => {
    const placed = placeEdits(record, seen ?? record, list);
    return placed ? ok(placed.reduce(applyEdit, record)) : fail('row_missing');
  });
}

/** The record with one edit applied; the argument is left as it is. */
export function applyEdit(record: HouseholdRecord, edit: Edit): HouseholdRecord {
  const unread = record.unread.filter((entry) => entry.path !== edit.path);
  if ('unread' in edit) {
    const kept = setAt(record, edit.path, undefined);
    return { ...kept, unread: [...unread, { path: edit.path, text: edit.unread, source: 'form' }] };
  }
  const next = setAt(record, edit.path, edit.value);
  return unread.length === record.unread.length ? next : { ...next, unread };
}
