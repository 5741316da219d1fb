import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CellValue } from '../sheet';
import { examine } from './examine';
import { repair } from './repair';
import { HEADER, TODAY, findings, personRow, tableWith, understood } from './testTable';

const odd: fc.Arbitrary<CellValue> = fc.oneof(
  fc.constant(null),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.stringMatching(/^[\d./年月日:：\-—/、 ×xXoOlI*（）()已故户主合计男女元万亩约多]{1,24}$/),
  fc.constantFrom(
    '合计',
    '户主',
    '男',
    '汉族',
    '#N/A',
    '=A1',
    '????',
    '\uFFFD',
    "'",
    '="',
    '张三、李四',
    '10/10/10',
    '20141',
    '三千五',
  ),
  fc.double(),
  fc.integer({ min: -1e6, max: 1e6 }),
  fc.constantFrom(529999197001011000, 1e300, 43831, 201613, 0.5, -0),
  fc.boolean(),
  fc.record({
    kind: fc.constant('date' as const),
    serial: fc.double({ min: -10, max: 4e6, noNaN: true }),
    format: fc.constantFrom('m/d', 'yyyy-mm-dd', 'h:mm', ''),
    is1904: fc.boolean(),
  }),
  fc.constantFrom<CellValue>({ kind: 'error', text: '#REF!' }, { kind: 'uncached', text: '=A1' }),
);

describe('whatever stands in the cells', () => {
  it('the doctor answers: one finding a cell, stable, and a repair that it accepts', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(19), fc.nat(8), odd), { maxLength: 40 }), (changes) => {
        const table = tableWith(changes);
        const damages = findings(table);
        const places = damages.filter(({ note }) => note !== true).map(({ row, column }) => `${row}:${column}`);
        expect(new Set(places).size).toBe(places.length);
        expect(findings(table)).toEqual(damages);
        const [repaired] = repair([table], damages);
        expect(() => examine(repaired === undefined ? [] : [repaired], { roster: [], today: TODAY })).not.toThrow();
      }),
      { numRuns: 150 },
    );
  });

  it('texts as long as a cell can hold are looked at in passing', () => {
    for (const long of [
      '张' + ' '.repeat(32_000) + '(',
      '1'.repeat(32_767),
      '约'.repeat(32_000),
      '（'.repeat(32_000),
      '1,'.repeat(16_000),
      '张、'.repeat(16_000),
      '2014-'.repeat(6_000),
    ]) {
      const rows = [[...HEADER], ...Array.from({ length: 12 }, (_, at) => personRow(at)), HEADER.map(() => long)];
      expect(() => findings(understood(rows))).not.toThrow();
    }
  });
});
