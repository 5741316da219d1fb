/** The clerk left a field: its text becomes a value, or is kept beside the field, and is written at once. */
import { placeOf, type Field } from '#shared/catalogue/index';
import { parsePath } from '#shared/derive/path';
import type { HouseholdRecord } from '#shared/derive/record';
import type { Result } from '#shared/result';
import { codecFor } from '#shared/values/index';
import { saveField } from '../store/commands/saveField';
import type { Archive } from '../store/db';
import type { Edit, Operation } from '../store/types';

/**
 * Saves the text typed into the field at `path`. The first value of a yearly row that does not exist yet makes the row,
 * which then also needs its `year`.
 */
export function saveText(
  archive: Archive,
  record: HouseholdRecord,
  path: string,
  field: Field,
  text: string,
  year: number,
): Promise<Result<Operation | null>> {
  const parsed = codecFor(field).parse(text, field);
  const edit: Edit = parsed.ok ? { path, value: parsed.value } : { path, unread: text };
  const at = parsePath(path);
  const newYear = placeOf(field.entity) === 'years' && at?.index === record.years.length && field.key !== 'year';
  const edits: Edit[] = newYear ? [{ path: `years[${record.years.length}].year`, value: year }, edit] : [edit];
  return saveField(archive, record.id, edits, field.label, record);
}
