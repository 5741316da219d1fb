/** Giving a header of the 附加列 a field afterwards: its texts become values where they can, and stay where they cannot. */
import type { Field } from '../catalogue/field';
import { placeOf } from '../catalogue/index';
import type { Extra, HouseholdRecord, Row, Value } from '../derive/record';
import { labelOf } from '../excel/understand/label';
import { factorOf } from '../excel/understand/units';
import { codecFor } from '../values/index';

export interface Assigned {
  /** The argument itself when nothing moved. */
  readonly record: HouseholdRecord;
  /** Texts that are values now, or said what the field said already. */
  readonly moved: number;
  /** Texts that stay 附加列: unreadable, in conflict with what the field holds, or of nobody who could have it. */
  readonly kept: number;
}

/** Whether the field can take texts of 附加列: one row of the household holds it, or the person beside whom the text stood. */
export function canTakeExtra({ entity, derived, notOn }: Field): boolean {
  const place = placeOf(entity);
  const single = place === 'fields' || place === 'relocation' || place === 'years' || place === 'members';
  return single && derived !== true && notOn?.form === undefined;
}

/** `year` = 数据年度 of texts that state none, for fields of a year. A filled field is never overwritten. */
export function assignExtra(record: HouseholdRecord, header: string, field: Field, year: number): Assigned {
  const factor = factorOf(labelOf(header.split('/')), field);
  const entries = record.extra.filter((entry) => entry.header === header);
  if (entries.length === 0 || factor === undefined || !canTakeExtra(field))
    return { record, moved: 0, kept: entries.length };
  const next: HouseholdRecord = {
    ...record,
    fields: { ...record.fields },
    relocation: { ...record.relocation },
    members: record.members.map((row) => ({ ...row })),
    years: record.years.map((row) => ({ ...row })),
  };
  const gone = new Set<Extra>();
  for (const entry of entries) {
    const value = valueOf(entry.text, field, factor);
    if (value === undefined) continue;
    const row = rowFor(next, entry, field, year);
    const before = row?.[field.key];
    if (row === undefined || (before !== undefined && !codecFor(field).same(before, value))) continue;
    row[field.key] = before ?? value;
    gone.add(entry);
  }
  if (gone.size === 0) return { record, moved: 0, kept: entries.length };
  next.years.sort((a, b) => Number(a['year']) - Number(b['year']));
  next.extra = record.extra.filter((entry) => !gone.has(entry));
  return { record: next, moved: gone.size, kept: entries.length - gone.size };
}

function valueOf(text: string, field: Field, factor: number): Value | undefined {
  const parsed = codecFor(field).fromCell(text, field);
  if (!parsed.ok || typeof parsed.value !== 'number' || factor === 1) return parsed.ok ? parsed.value : undefined;
  return Math.round(parsed.value * factor * 1e6) / 1e6;
}

function rowFor(record: HouseholdRecord, entry: Extra, field: Field, year: number): Row | undefined {
  const place = placeOf(field.entity);
  if (place === 'fields' || place === 'relocation') return record[place];
  if (place === 'members') return entry.member === undefined ? undefined : record.members[entry.member];
  const of = entry.year ?? year;
  const known = record.years.find((row) => row['year'] === of);
  if (known !== undefined) return known;
  const row: Row = { year: of };
  record.years.push(row);
  return row;
}
