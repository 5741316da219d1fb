import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clean } from './clean';
import type { CellValue, Codec } from './codec';
import { bankAccountCodec, idNumberCodec, phoneCodec } from './digits';
import { testField } from './testField';
import { textCodec } from './text';
import { yesNoCodec } from './yesNo';

const text = textCodec('text');
const field = testField('text');

function read(codec: Codec, cell: CellValue): string {
  const result = codec.fromCell(cell, field);
  return result.ok ? `${result.value ?? 'blank'}${result.note ? ` (${result.note})` : ''}` : `!${result.code}`;
}

describe('text', () => {
  it.each<[CellValue, string]>([
    ['  张三 ', '张三'],
    ['买买提·艾力', '买买提·艾力'],
    ['第１组', '第１组'],
    ['="00123"', '00123'],
    ["'00123", '00123'],
    ["'三变'改革", "'三变'改革"],
    ['‘三变’改革', '‘三变’改革'],
    ['一行\r\n二行', '一行\n二行'],
    ['\uFEFF户\u200B主', '户主'],
    ['\u00A0张三\u3000', '张三'],
    ['𠮷野', '𠮷野'],
    [62999900010037, '62999900010037'],
    [3.5, '3.5'],
    [6.29999000100371e15, '!digits_rounded'],
    ['6.3E+13', '!digits_rounded'],
    ['无', 'blank'],
    [' 无 ', 'blank'],
    ['－', 'blank'],
    ['—', 'blank'],
    ['——', 'blank'],
    ['-', 'blank'],
    ['/', 'blank'],
    ['／', 'blank'],
    ['', 'blank'],
    ['无房', '无房'],
    [true, 'TRUE'],
    [{ kind: 'date', serial: 42004, format: 'yyyy/m/d', is1904: false }, '2014-12-31 (date_kept_as_text)'],
    // 12-31 typed into a cell: Excel makes a date of it, and what was meant is gone.
    [{ kind: 'date', serial: 42004, format: 'm/d', is1904: false }, '!date_in_text'],
    [{ kind: 'date', serial: 42004, format: 'm"月"d"日"', is1904: false }, '!date_in_text'],
    [{ kind: 'error', text: '#N/A' }, '!cell_error'],
  ])('%j → %s', (cell, expected) => {
    expect(read(text, cell)).toBe(expected);
  });

  it('is kept: what was stored once comes back from text and cell', () => {
    for (const codec of [text, textCodec('longText'), idNumberCodec, phoneCodec, bankAccountCodec]) {
      fc.assert(
        fc.property(
          fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...`'"=１2aｘ—-无/ \n张·Ee+.`) })),
          (raw) => {
            const first = codec.parse(raw, field);
            if (!first.ok || first.value === undefined) return;
            expect(codec.parse(codec.format(first.value, field), field)).toEqual(first);
            expect(codec.fromCell(codec.toCell(first.value, field), field)).toEqual(first);
            expect(codec.same(first.value, first.value)).toBe(true);
          },
        ),
        { numRuns: 300 },
      );
    }
  });

  it('is the same in other widths and spacing', () => {
    expect(text.same('上坪村 1号', '上坪村１号')).toBe(true);
    expect(text.same('上坪村1号', '上坪村2号')).toBe(false);
  });

  it('sorts numbers in it as numbers', () => {
    expect(['第10组', '第2组', '第1组'].sort(text.compare)).toEqual(['第1组', '第2组', '第10组']);
  });

  it('is cleaned once and for all', () => {
    fc.assert(fc.property(fc.string(), (raw) => clean(clean(raw)) === clean(raw)));
  });
});

describe('yes and no', () => {
  it.each<[CellValue, string]>([
    ['是', '是'],
    ['有', '是'],
    ['参加', '是'],
    ['已参加', '是'],
    ['已', '是'],
    ['√', '是'],
    ['Y', '是'],
    ['y', '是'],
    ['１', '是'],
    [1, '是'],
    [true, '是'],
    [' 是 ', '是'],
    ['否', '否'],
    ['无', '否'],
    ['未参加', '否'],
    ['未', '否'],
    ['×', '否'],
    ['N', '否'],
    [0, '否'],
    [false, '否'],
    ['—', 'blank'],
    ['/', 'blank'],
    ['-', 'blank'],
    ['', 'blank'],
    [null, 'blank'],
    ['未知', '!not_yes_no'],
    ['不详', '!not_yes_no'],
    ['不适用', '!not_yes_no'],
    ['是否', '!not_yes_no'],
    [2, '!not_yes_no'],
    [{ kind: 'uncached', text: '' }, '!cell_uncached'],
  ])('%j → %s', (cell, expected) => {
    expect(read(yesNoCodec, cell)).toBe(expected);
  });

  it('come back', () => {
    for (const value of ['是', '否']) {
      expect(yesNoCodec.parse(yesNoCodec.format(value, field), field)).toEqual({ ok: true, value });
      expect(yesNoCodec.fromCell(yesNoCodec.toCell(value, field), field)).toEqual({ ok: true, value });
    }
    expect(['否', '是'].sort(yesNoCodec.compare)).toEqual(['是', '否']);
  });
});
