/**
 * Generated sheets understood and read back: every column is mapped to the field it was written from, every record equals
 * the one it was made of. Header texts are drawn from labels and aliases anew with each seed.
 */
import { describe, expect, it } from 'vitest';
import type { HouseholdRecord } from '../derive/record';
import { readWorkbook } from '../excel/read/readWorkbook';
import { columnName } from '../excel/sheet';
import { toRecords } from '../excel/understand/toRecords';
import { understandWorkbooks } from '../excel/understand/understand';
import { fieldOfKey } from './columns';
import { generateVillage, toRecord } from './village';

const CASES = (['flat', 'register', 'paper'] as const).flatMap((style) =>
  [21, 22, 23, 24, 25, 26].map((seed) => [style, seed] as const),
);

/** The catalogue path of a truth key. */
function pathOf(key: string): string {
  for (const part of ['household', 'person', 'income'] as const) {
    try {
      const field = fieldOfKey(part, key);
      return `${field.entity}.${field.key}`;
    } catch {
      // Of another part.
    }
  }
  return key;
}

const plain = (record: HouseholdRecord): unknown => ({ ...record, id: '', extra: [], unread: [] });

describe('generated sheets', () => {
  it.each(CASES)('%s, seed %i: columns and records as generated', (style, seed) => {
    const { files, truth } = generateVillage({
      households: seed % 2 ? 60 : 8,
      seed,
      style,
      asOf: '20260630',
      defects: 0,
    });
    const workbooks = files.map(({ name, bytes }) => {
      const read = readWorkbook(bytes, name);
      if (!read.ok) throw new Error(read.error.code);
      return read.value;
    });
    const understood = understandWorkbooks(workbooks);
    const wrong = understood.sheets.flatMap((sheet, index) => {
      const expected = truth.sheets[index]!;
      expect(sheet.headerRows.map((row) => row + 1).at(-1)).toEqual(expected.header_rows.at(-1));
      return sheet.columns.flatMap((column) => {
        const key = expected.columns[columnName(column.column)] ?? null;
        const found = column.field === null ? null : `${column.field.entity}.${column.field.key}`;
        return found === (key === null ? null : pathOf(key)) ? [] : [`${column.header} → ${found}, not ${key}`];
      });
    });
    expect(wrong).toEqual([]);
    const { households } = toRecords(understood.sheets);
    const unread = households.flatMap(({ record }) => record.unread);
    expect(unread).toEqual([]);
    const byNumber = new Map(households.map(({ record }) => [record.fields['household_no'], record]));
    const shown = new Set(truth.present.map(pathOf));
    for (const household of truth.households) {
      const want = onlyShown(toRecord(household, '', truth.year), shown);
      expect(plain(byNumber.get(household.household_no)!)).toEqual(plain(want));
    }
  });
});

/** The record without what the sheets do not show. */
function onlyShown(record: HouseholdRecord, shown: ReadonlySet<string>): HouseholdRecord {
  const keep = <T extends Record<string, unknown>>(entity: string, row: T): T =>
    Object.fromEntries(Object.entries(row).filter(([key]) => shown.has(`${entity}.${key}`) || key === 'year')) as T;
  const filled = <T extends Record<string, unknown>>(rows: T[]): T[] =>
    rows.filter((row) => Object.keys(row).some((key) => key !== 'year'));
  return {
    ...record,
    fields: keep('household', record.fields),
    members: record.members.map((row) => keep('member', row)),
    years: record.years.map((row) => keep('year', row)),
    helpers: filled(record.helpers.map((row) => keep('helper', row))),
    monitoring: filled(record.monitoring.map((row) => keep('monitoring', row))),
    measures: filled(record.measures.map((row) => keep('measure', row))),
  };
}
