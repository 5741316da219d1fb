/** Reading the day of the audit as a date of the archive is read: any usual way of writing it. */
import type { Field } from '#shared/catalogue/index';
import { codecFor } from '#shared/values/index';

const DAY: Field = {
  key: 'as_of',
  entity: 'household',
  label: '审核日期',
  type: 'date',
  section: 'basic',
  source: 'audit',
};

/** yyyymmdd of a typed day; null when it is not a whole day. */
export function parseDateText(text: string): string | null {
  const read = codecFor(DAY).parse(text, DAY);
  return read.ok && typeof read.value === 'string' && read.value.length === 8 ? read.value : null;
}
