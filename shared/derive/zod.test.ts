import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALL_FIELDS } from '../catalogue/index';
import { codecFor } from '../values/index';
import { arbitraryValue } from './arbitrary.test';
import { rowSchema, valueSchema } from './zod';

describe('values that the schema accepts', () => {
  it('are those that the codec gives back, for every stored field', () => {
    for (const field of ALL_FIELDS.filter((one) => one.derived !== true)) {
      fc.assert(
        fc.property(arbitraryValue(field), (value) => {
          expect(valueSchema(field).safeParse(value).success).toBe(true);
          const codec = codecFor(field);
          expect(codec.parse(codec.format(value, field), field)).toEqual({ ok: true, value });
          expect(codec.fromCell(codec.toCell(value, field), field)).toEqual({ ok: true, value });
        }),
        { numRuns: 10 },
      );
    }
  });

  it('are no others', () => {
    for (const field of ALL_FIELDS) {
      for (const wrong of ['', null, undefined, Number.NaN, Infinity, true, {}, []]) {
        expect(valueSchema(field).safeParse(wrong).success).toBe(false);
      }
    }
    const row = rowSchema('member');
    expect(row.safeParse({ sex: '男', work_months: 8.5, birth_date: '201402' }).success).toBe(true);
    for (const wrong of [
      { sex: '1' },
      { work_months: '8' },
      { birth_date: '20140230' },
      { age: 3 },
      { nonsense: 'x' },
    ]) {
      expect(row.safeParse(wrong).success).toBe(false);
    }
  });
});
