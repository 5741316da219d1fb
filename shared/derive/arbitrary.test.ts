/** Arbitrary households for the tests of this room: any catalogue field with a value its type can hold. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { codeList } from '../catalogue/codes/index';
import type { Entity, Field } from '../catalogue/field';
import { entityAt } from '../catalogue/index';
import type { Value } from '../values/codec';
import { LIST_PLACES, type HouseholdRecord, type Row } from './record';

const PLAIN = { noNullPrototype: true };

const word = fc.string({ unit: fc.constantFrom(...'甲乙丙丁村组A1𠮷·'), minLength: 1, maxLength: 5 });
const date = fc
  .tuple(fc.integer({ min: 1900, max: 2100 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .chain(([year, month, day]) => {
    const full = `${year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`;
    return fc.constantFrom(full, full.slice(0, 6), full.slice(0, 4));
  });
const digits = fc.stringMatching(/^1[3-9]\d{9}$/);

export function arbitraryValue(field: Field): fc.Arbitrary<Value> {
  const labels = codeList(field.codes ?? '')?.items.map((item) => item.label) ?? ['甲', '乙'];
  switch (field.type) {
    case 'integer':
      return fc.integer();
    case 'decimal':
    case 'money':
    case 'area':
      return fc.integer().map((cents) => cents / 100);
    case 'year':
      return fc.integer({ min: 1900, max: 2100 });
    case 'date':
      return date;
    case 'yesNo':
      return fc.constantFrom('是', '否');
    case 'code':
      return fc.constantFrom(...labels);
    case 'multiCode':
      return fc.uniqueArray(fc.constantFrom(...labels), { minLength: 1, maxLength: 3 }).map((some) => some.join(','));
    case 'idNumber':
    case 'phone':
    case 'bankAccount':
      return digits;
    case 'text':
    case 'longText':
      return word;
  }
}

function arbitraryRow(entity: Entity): fc.Arbitrary<Row> {
  const stored = entity.list.filter((field) => field.derived !== true);
  return fc
    .subarray(stored, { maxLength: 6 })
    .chain((some) => fc.record(Object.fromEntries(some.map((field) => [field.key, arbitraryValue(field)])), PLAIN));
}

const lists = Object.fromEntries(
  LIST_PLACES.map((place) => [place, fc.array(arbitraryRow(entityAt(place)), { maxLength: 2 })]),
) as Record<(typeof LIST_PLACES)[number], fc.Arbitrary<Row[]>>;

export const arbitraryRecord: fc.Arbitrary<HouseholdRecord> = fc.record(
  {
    id: fc.constant('01J00000000000000000000000'),
    fields: arbitraryRow(entityAt('fields')),
    relocation: arbitraryRow(entityAt('relocation')),
    ...lists,
    unread: fc.array(
      fc.record(
        { path: fc.constantFrom('fields.phone', 'members[0].sex'), text: fc.string(), source: fc.string() },
        PLAIN,
      ),
      { maxLength: 2 },
    ),
    extra: fc.array(
      fc.record(
        { header: word, text: word, source: word, member: fc.nat(3), year: fc.integer({ min: 2013, max: 2030 }) },
        { requiredKeys: ['header', 'text', 'source'], ...PLAIN },
      ),
      { maxLength: 2 },
    ),
  },
  PLAIN,
);

it('arbitrary households hold rows', () => {
  expect(fc.sample(arbitraryRecord, 20).some((record) => record.members.length > 0)).toBe(true);
});
