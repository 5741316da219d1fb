/** The user leaves a field: its value, or the text that the field could not hold, is saved as one operation. */
import { setAt } from '#shared/derive/path';
import type { HouseholdRecord, Value } from '#shared/derive/record';
import { ok, type Result } from '#shared/result';
import type { Archive } from '../db';
import { editHousehold } from '../edit';
import type { Operation } from '../types';

/** One field to save. `value` undefined = blank. `unread` = text that the field's codec refused: kept beside the field. */
export type Edit =
  { readonly path: string; readonly value: Value | undefined } | { readonly path: string; readonly unread: string };

/**
 * Saves one or several fields of a household (several: one step of the user, such as clearing a dependent field).
 * Value null: nothing differed and no operation was made. `label` names the field in the history.
 */
export function saveField(
  archive: Archive,
  id: string,
  edits: Edit | readonly Edit[],
  label = '',
): Promise<Result<Operation | null>> {
  const list: readonly Edit[] = 'path' in edits ? [edits] : edits;
  return editHousehold(archive, id, label === '' ? '修改' : `修改${label}`, (record) =>
    ok(list.reduce(applyEdit, record)),
  );
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
