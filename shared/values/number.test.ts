import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CellValue } from './codec';
import { numberCodec, readNumber } from './number';
import { testField } from './testField';

const decimal = numberCodec('decimal');
const integer = numberCodec('integer');

describe('numbers from text', () => {
  it.each<[string, string | undefined, number | undefined]>([
    ['120', '㎡', 120],
    ['120平方米', '㎡', 120],
    ['120㎡', '㎡', 120],
    ['120 m2', '㎡', 120],
    ['3人', '人', 3],
    ['3口人', '人', 3],
    ['3人', undefined, 3],
    ['1.2万', '元', 12000],
    ['1.2万元', '元', 12000],
    ['8.87万', '元', 88700],
    ['3千元', '元', 3000],
    ['1.2万', undefined, 12000],
    ['1,234.5', '元', 1234.5],
    ['１，２３４．５', '元', 1234.5],
    ['1,234,567', '元', 1234567],
    ['￥500.50', '元', 500.5],
    ['¥500元', '元', 500],
    ['-300', '元', -300],
    ['－300', '元', -300],
    ['.5', '亩', 0.5],
    ['4.8亩', '亩', 4.8],
    ['0.2公里', '公里', 0.2],
    ['500米', '公里', 0.5],
    ['200M', '公里', 0.2],
    ['8个月', '月', 8],
    ['10 月', '月', 10],
    ['44周岁', '岁', 44],
    ['12只', '只', 12],
    ['4.35%', '%', 4.35],
    ['1.2E+5', '元', 120000],
    ['="350"', '元', 350],
    ['1 234', '元', undefined],
    ['3 4', '人', undefined],
    ['1,5', '元', undefined],
    ['12,34', '元', undefined],
    ['约300', '元', undefined],
    ['300左右', '元', undefined],
    ['3-4', '人', undefined],
    ['300余元', '元', undefined],
    ['500米', '元', undefined],
    ['3人', '元', undefined],
    ['2年', '月', undefined],
    ['3亩', '㎡', undefined],
    ['三人', '人', undefined],
    ['1.2.3', '元', undefined],
    ['3人(含新生儿)', '人', undefined],
    ['1e999', '元', Infinity],
  ])('%s in %s → %s', (text, unit, expected) => {
    expect(readNumber(text, unit)).toBe(expected);
  });
});

describe('numbers from cells', () => {
  const money = testField('money', { unit: '元' });
  it.each<[CellValue, unknown]>([
    [16385.25, { ok: true, value: 16385.25 }],
    ['无', { ok: true, value: undefined }],
    ['-', { ok: true, value: undefined }],
    ['—', { ok: true, value: undefined }],
    [null, { ok: true, value: undefined }],
    [0, { ok: true, value: 0 }],
    [-0, { ok: true, value: 0 }],
    ['5.22E+17', { ok: false, code: 'digits_rounded', params: { text: '5.22E+17', label: '测试项' } }],
    [true, { ok: false, code: 'not_a_number', params: { text: 'TRUE', label: '测试项' } }],
    ['约300', { ok: false, code: 'not_a_number', params: { text: '约300', label: '测试项' } }],
    ['1e999', { ok: false, code: 'not_a_number', params: { text: 'Infinity', label: '测试项' } }],
    [
      { kind: 'error', text: '#REF!' },
      { ok: false, code: 'cell_error', params: { text: '#REF!', label: '测试项' } },
    ],
    [
      { kind: 'uncached', text: '=B2' },
      { ok: false, code: 'cell_uncached', params: { text: '=B2', label: '测试项' } },
    ],
    [
      { kind: 'date', serial: 42004, format: 'yyyy/m/d', is1904: false },
      { ok: false, code: 'not_a_number', params: { text: '2014-12-31', label: '测试项' } },
    ],
  ])('%j', (cell, expected) => {
    expect(decimal.fromCell(cell, money)).toStrictEqual(expected);
  });

  it('refuses fractions of whole things', () => {
    const people = testField('integer', { unit: '人' });
    expect(integer.parse('3.0', people)).toEqual({ ok: true, value: 3 });
    expect(integer.fromCell(3.5, people)).toMatchObject({ ok: false, code: 'not_an_integer' });
  });

  it('shows a spoiled stored value instead of breaking the page', () => {
    for (const value of [NaN, Infinity, 'abc'] as const) expect(() => decimal.format(value, money)).not.toThrow();
  });

  it('come back from text and cell to the last bit', () => {
    for (const value of [1e21, -1.7976931348623157e308, 123456789012345680000, 5e-324, 1e-7]) {
      expect(decimal.parse(decimal.format(value, money), money)).toStrictEqual({ ok: true, value });
    }
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (raw) => {
        const value = raw === 0 ? 0 : raw;
        expect(decimal.parse(decimal.format(value, money), money)).toStrictEqual({ ok: true, value });
        expect(decimal.fromCell(decimal.toCell(value, money), money)).toStrictEqual({ ok: true, value });
        expect(decimal.same(value, value)).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.maxSafeInteger(), (raw) => {
        const value = raw === 0 ? 0 : raw;
        expect(integer.parse(integer.format(value, money), money)).toStrictEqual({ ok: true, value });
      }),
    );
  });

  it('ignore the noise of binary arithmetic, and nothing more', () => {
    expect(decimal.same(0.1 + 0.2, 0.3)).toBe(true);
    expect(decimal.same(4096.25, 4096.26)).toBe(false);
    expect(decimal.same(23804.46, 142826.75 / 6)).toBe(false);
  });
});
