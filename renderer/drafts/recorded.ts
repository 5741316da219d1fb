/** What the archive holds in a field, as the form shows it. */
import type { Field } from '#shared/catalogue/index';
import { getAt } from '#shared/derive/path';
import type { HouseholdRecord, Value } from '#shared/derive/record';
import { codecFor } from '#shared/values/index';

/** The field's value in words, or the text that was kept because it is no value; '' = blank. */
export function recordedText(record: HouseholdRecord, path: string, field: Field): string {
  const unread = record.unread.find((entry) => entry.path === path);
  if (unread) return unread.text;
  const value = getAt(record, path) as Value | undefined;
  return value === undefined ? '' : codecFor(field).format(value, field);
}

/** Whether saving `text` would leave the field as it is. */
export function isRecorded(record: HouseholdRecord, path: string, field: Field, text: string): boolean {
  if (recordedText(record, path, field) === text) return true;
  if (record.unread.some((entry) => entry.path === path)) return false;
  const parsed = codecFor(field).parse(text, field);
  return parsed.ok && parsed.value === getAt(record, path);
}
