import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CellValue, DateCell } from './codec';
import { dateCodec, yearCodec } from './date';
import { datesAgree, isRealDate, precisionOf } from './dateText';
import { dateToSerial, precisionOfFormat, serialToDate } from './serial';
import { testField } from './testField';

const field = testField('date');
const yearField = testField('year');

/** Value, or `!code` when refused, with ` (note)`. */
function read(cell: CellValue): string {
  const result = dateCodec.fromCell(cell, field);
  if (!result.ok) return `!${result.code}`;
  return `${result.value ?? 'blank'}${result.note ? ` (${result.note})` : ''}`;
}

function dated(serial: number, format: string, is1904 = false): DateCell {
  return { kind: 'date', serial, format, is1904 };
}

const realDate = fc
  .tuple(
    fc.date({ min: new Date(Date.UTC(1900, 0, 1)), max: new Date(Date.UTC(2100, 11, 31)), noInvalidDate: true }),
    fc.constantFrom(4, 6, 8),
  )
  .map(([date, length]) => date.toISOString().slice(0, 10).replaceAll('-', '').slice(0, length));

describe('dates from text', () => {
  it.each([
    ['2014', '2014'],
    ['2014年', '2014'],
    ['201412', '201412'],
    ['201412月', '!not_a_date'],
    ['20141231', '20141231'],
    ['2014-12', '201412'],
    ['2014-12-31', '20141231'],
    ['2014-1-2', '20140102'],
    ['2014/12/31', '20141231'],
    ['2014/1', '201401'],
    ['2014.12.31', '20141231'],
    ['1990.1.2', '19900102'],
    ['2014.12.', '201412'],
    ['2014．12．31', '20141231'],
    ['2014。12。31', '20141231'],
    ['2014年12月', '201412'],
    ['2014年2月份', '201402'],
    ['2014年12月31日', '20141231'],
    ['2014年12月31号', '20141231'],
    ['2014 年 1 月 3 日', '20140103'],
    ['２０１４年１２月３１日', '20141231'],
    ['２０１４１２', '201412'],
    ["'20141231", '20141231'],
    ['="201412"', '201412'],
    [' 2014-12-31 ', '20141231'],
    ['24/5/1', '20240501 (two_digit_year)'],
    ['24.5.1', '20240501 (two_digit_year)'],
    ['98-12-31', '19981231 (two_digit_year)'],
    // Year first here, last in what other programs write: 24 May 2012 or 12 May 2024.
    ['24/05/12', '!year_first_or_last'],
    ['01/02/16', '!year_first_or_last'],
    ['12-05-24', '!year_first_or_last'],
    ['16.01.05', '20160105 (two_digit_year)'],
    // January 2014 without its zero, or a day of 1955.
    ['20141', '!month_or_serial'],
    ['20140', '19550220 (serial_read_as_date)'],
    ['14年12月', '201412 (two_digit_year)'],
    ['14年', '2014 (two_digit_year)'],
    ['2014-12-31 00:00:00', '20141231'],
    ['2014/12/31 8:05', '20141231'],
    ['2014-12-31T00:00:00.000', '20141231'],
    ['2014-12-31T08:00:00+08:00', '20141231'],
    // Midnight in China, as JavaScript writes it.
    ['2014-12-30T16:00:00.000Z', '20141231'],
    ['2014-12-30T15:59:59Z', '20141230'],
    ['43465', '20181231 (serial_read_as_date)'],
    ['20000228', '20000228'],
    ['无', 'blank'],
    ['－', 'blank'],
    ['—', 'blank'],
    ['/', 'blank'],
    ['', 'blank'],
    ['   ', 'blank'],
    ['2014-02-30', '!impossible_date'],
    ['20140230', '!impossible_date'],
    ['2023-02-29', '!impossible_date'],
    ['2024-02-29', '20240229'],
    ['2014-13', '!impossible_date'],
    ['201400', '!impossible_date'],
    ['20140100', '!impossible_date'],
    ['2014-00-01', '!impossible_date'],
    ['1899-12-31', '!impossible_date'],
    ['2101', '!impossible_date'],
    ['24/5', '!not_a_date'],
    ['5/1/2024', '!not_a_date'],
    ['2014年5', '!not_a_date'],
    ['2014-5/1', '!not_a_date'],
    ['2014-12-31 25:00', '!not_a_date'],
    ['12345', '!not_a_date'],
    ['120', '!not_a_date'],
    ['约2014年', '!not_a_date'],
    ['2014年底', '!not_a_date'],
    ['2014-2016', '!not_a_date'],
    ['至今', '!not_a_date'],
    ['长期', '!not_a_date'],
  ])('%s → %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

describe('dates from cells', () => {
  it.each<[string, CellValue, string]>([
    ['year', 2014, '2014'],
    ['year and month', 201412, '201412'],
    ['day', 20141231, '20141231'],
    ['lost format', 42004, '20141231 (serial_read_as_date)'],
    ['lost format with time', 42004.5, '20141231 (serial_read_as_date)'],
    ['month as decimals', 2014.12, '201412'],
    ['month as decimals', 2014.05, '201405'],
    ['January or October', 2014.1, '!month_ambiguous'],
    ['neither', 2014.3, '!not_a_date'],
    ['month without its zero or serial', 20149, '!month_or_serial'],
    ['small number', 3, '!not_a_date'],
    ['negative', -2014, '!not_a_date'],
    ['impossible month', 201413, '!impossible_date'],
    ['true', true, '!not_a_date'],
    ['blank', null, 'blank'],
    ['day', dated(42004, 'yyyy-mm-dd'), '20141231'],
    ['day with time', dated(42004.75, 'yyyy/m/d h:mm'), '20141231'],
    ['month', dated(42004, 'yyyy"年"m"月"'), '201412'],
    ['month with locale', dated(42004, '[$-804]yyyy"年"m"月";@'), '201412'],
    ['month, unquoted', dated(42004, 'yyyy年m月'), '201412'],
    ['month, English', dated(42004, 'mmm-yy'), '201412'],
    ['month, escaped', dated(42004, 'yyyy\\-mm'), '201412'],
    ['year', dated(42004, 'yyyy'), '2014'],
    ['day without year', dated(42004, 'm"月"d"日"'), '20141231'],
    ['time only', dated(0.5, 'h:mm'), '!not_a_date'],
    ['time only', dated(42004, 'h:mm:ss AM/PM'), '!not_a_date'],
    ['1904', dated(40542, 'yyyy-mm-dd', true), '20141231'],
    ['first day', dated(1, 'yyyy-mm-dd'), '19000101'],
    ['day before the leap bug', dated(59, 'yyyy-mm-dd'), '19000228'],
    ['the day that never was', dated(60, 'yyyy-mm-dd'), '!not_a_date'],
    ['day after the leap bug', dated(61, 'yyyy-mm-dd'), '19000301'],
    ['0 January 1900', dated(0, 'yyyy-mm-dd'), '!not_a_date'],
    ['2014 typed into a date cell', dated(2014, 'yyyy-mm-dd'), '!year_or_serial'],
    ['201412 typed into a date cell', dated(201412, 'yyyy-mm-dd'), '!impossible_date'],
    ['error', { kind: 'error', text: '#N/A' }, '!cell_error'],
    ['formula without value', { kind: 'uncached', text: '=A1' }, '!cell_uncached'],
  ])('%s: %j → %s', (_, cell, expected) => {
    expect(read(cell)).toBe(expected);
  });
});

describe('years', () => {
  it.each<[CellValue, number | string | undefined, string | undefined]>([
    ['2019', 2019, undefined],
    ['2019年', 2019, undefined],
    [2019, 2019, undefined],
    ['201912', 2019, 'only_year_kept'],
    ['2019年12月', 2019, 'only_year_kept'],
    [dated(43465, 'yyyy'), 2018, undefined],
    [dated(43465, 'yyyy-mm-dd'), 2018, 'only_year_kept'],
    ['无', undefined, undefined],
  ])('%j → %s', (cell, value, note) => {
    expect(yearCodec.fromCell(cell, yearField)).toEqual(note ? { ok: true, value, note } : { ok: true, value });
  });

  it('refuses what is no year', () => {
    expect(yearCodec.parse('3年', yearField)).toMatchObject({ ok: false, code: 'not_a_date' });
    expect(yearCodec.parse('1800', yearField)).toMatchObject({ ok: false, code: 'impossible_date' });
  });

  it('comes back from text and cell', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2100 }), (value) => {
        expect(yearCodec.parse(yearCodec.format(value, yearField), yearField)).toEqual({ ok: true, value });
        expect(yearCodec.fromCell(yearCodec.toCell(value, yearField), yearField)).toEqual({ ok: true, value });
      }),
    );
  });
});

describe('stored dates', () => {
  it('come back from text and cell with their precision', () => {
    fc.assert(
      fc.property(realDate, (value) => {
        expect(dateCodec.parse(dateCodec.format(value, field), field)).toEqual({ ok: true, value });
        expect(dateCodec.fromCell(dateCodec.toCell(value, field), field)).toEqual({ ok: true, value });
        expect(dateCodec.fromCell(Number(value), field)).toEqual({ ok: true, value });
      }),
    );
  });

  it('come back from serials in both date systems', () => {
    fc.assert(
      fc.property(
        realDate.filter((date) => date.length === 8),
        (date) => {
          expect(serialToDate(dateToSerial(date), false)).toBe(date);
          if (date >= '19040102') expect(serialToDate(dateToSerial(date) - 1462, true)).toBe(date);
        },
      ),
    );
  });

  it('sort by time, a year before its months', () => {
    const dates = ['20150101', '2014', '201402', '20140131', '201401'];
    expect(dates.sort(dateCodec.compare)).toEqual(['2014', '201401', '20140131', '201402', '20150101']);
  });

  it('are the same only at the same precision, but may agree', () => {
    expect(dateCodec.same('2014', '201412')).toBe(false);
    expect(datesAgree('2014', '201412')).toBe(true);
    expect(datesAgree('201411', '201412')).toBe(false);
    expect([precisionOf('2014'), precisionOf('201412'), precisionOf('20141231')]).toEqual(['year', 'month', 'day']);
  });

  it('are real days', () => {
    for (const date of ['20141', '2014123', '', 'abcd', '19000229', '20141301']) expect(isRealDate(date)).toBe(false);
  });

  it('read the precision from any number format', () => {
    expect(precisionOfFormat('yyyy"mdd"')).toBe('year');
    expect(precisionOfFormat('[h]:mm')).toBeUndefined();
    expect(precisionOfFormat('e"年"m"月"')).toBe('month');
  });
});
