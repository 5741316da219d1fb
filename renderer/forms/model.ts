/** What a form shows of a record: texts of fields, what could not be read, which fields matter now. */
import type { EntityName, Field } from '#shared/catalogue/index';
import { derivedValue, scopeOf, type AsOf } from '#shared/derive/facts';
import type { HouseholdRecord, ListPlace, Row } from '#shared/derive/record';
import { sentence } from '#shared/messages/sentence';
import { codecFor } from '#shared/values/index';
import type { Scope } from '#shared/when/evaluate';
import type { UnsavedByPath } from './unsaved';

/** A kept text that reads well today came from a sheet in which it did not. */
const KEPT = '这是导入时原样保留的文字，请核对后重新填写';

/** One field as it stands. */
export interface FieldState {
  readonly text: string;
  /** Why the text is not the field's value – not readable, not saved –, in words; null when it is. */
  readonly unread: string | null;
}

/** Reads fields of one record; made once per state of the record. */
export class FormModel {
  private readonly unread: ReadonlyMap<string, string>;

  constructor(
    readonly record: HouseholdRecord,
    private readonly when: AsOf,
    private readonly unsaved: UnsavedByPath = new Map(),
  ) {
    this.unread = new Map(record.unread.map((entry) => [entry.path, entry.text]));
  }

  /** The row at `fields`, `relocation` or `members[1]`; empty when it is not there yet. */
  row(path: string): Row {
    const [, place = '', index] = /^([a-z]+)(?:\[(\d+)\])?$/.exec(path) ?? [];
    if (index === undefined) return (this.record[place as 'fields'] as Row | undefined) ?? {};
    return this.record[place as ListPlace][Number(index)] ?? {};
  }

  field(rowPath: string, field: Field): FieldState {
    const waiting = this.unsaved.get(`${rowPath}.${field.key}`);
    if (waiting) return { text: waiting.text, unread: waiting.why };
    const kept = this.unread.get(`${rowPath}.${field.key}`);
    if (kept !== undefined) {
      const parsed = codecFor(field).parse(kept, field);
      return { text: kept, unread: parsed.ok ? KEPT : sentence(parsed.code, parsed.params) };
    }
    const row = this.row(rowPath);
    const value = field.derived ? derivedValue(this.record, field.entity, row, field.key, this.when) : row[field.key];
    return { text: value === undefined ? '' : codecFor(field).format(value, field), unread: null };
  }

  /** What conditions may read, seen from the row at `rowPath`. */
  scope(rowPath: string, entity: EntityName): Scope {
    return scopeOf(this.record, entity, this.row(rowPath), this.when);
  }
}
