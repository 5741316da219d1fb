/** Dates as people write them. A date keeps exactly the precision it was written with: yyyy, yyyymm or yyyymmdd. */
import { toHalfWidth } from '../text';
import { clean } from './clean';
import { SERIAL_FROM, SERIAL_TO, serialToDate, type Precision } from './serial';

export const FIRST_YEAR = 1900;
export const LAST_YEAR = 2100;

/** A date read from text or number: the date with the repair it took, or the reason why not. */
export type DateReading =
  | { readonly date: string; readonly note?: 'serial_read_as_date' | 'two_digit_year' }
  | {
      readonly fault:
        | 'not_a_date'
        | 'impossible_date'
        | 'month_ambiguous'
        | 'year_or_serial'
        | 'month_or_serial'
        | 'year_first_or_last';
    };

const NOT_A_DATE: DateReading = { fault: 'not_a_date' };

/** Two digits of a year mean 1930 … 2029, as spreadsheets read them. */
const TWO_DIGIT_PIVOT = 30;

const WITH_TIME =
  /^(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)[T\s]*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;
const DIGITS = /^(\d{4})(\d{2})?(\d{2})?年?$/;
const PARTS = /^(\d{4}|\d{2})([-/.年])(?:(\d{1,2})(?:([-/.月])(?:份|(\d{1,2})[日号]?)?|份)?)?\.?$/;

/** Whether the calendar has the day (month or year, when the rest is left out) between 1900 and 2100. */
export function isRealDate(date: string): boolean {
  if (!/^\d{4}(?:\d{2}){0,2}$/.test(date)) return false;
  const year = Number(date.slice(0, 4));
  if (year < FIRST_YEAR || year > LAST_YEAR) return false;
  if (date.length === 4) return true;
  const month = Number(date.slice(4, 6));
  if (month < 1 || month > 12) return false;
  if (date.length === 6) return true;
  const day = Number(date.slice(6, 8));
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

export function precisionOf(date: string): Precision {
  return date.length === 4 ? 'year' : date.length === 6 ? 'month' : 'day';
}

/** Whether two dates can be the same day seen at different precision: 2014 and 20141231 agree, 2014 and 2015 do not. */
export function datesAgree(a: string, b: string): boolean {
  return a.startsWith(b) || b.startsWith(a);
}

/** Reads a date from text: 2014, 201412, 2014-12, 2014/12/31, 2014年12月31日, 24/5/1, ISO date-times, serials. */
export function readDateText(raw: string): DateReading {
  const spaced = toHalfWidth(clean(raw));
  const timed = WITH_TIME.exec(spaced);
  if (timed) return readDateTime(timed);
  const text = spaced.replace(/\s+/g, '').replaceAll('。', '.');
  if (/^\d{5}$/.test(text)) return readSerial(Number(text));
  const ofYear = /^(\d{4})年度$/.exec(text)?.[1];
  if (ofYear !== undefined) return realOr(ofYear);
  const digits = DIGITS.exec(text);
  if (digits && (text.length <= 5 || !text.endsWith('年'))) return realOr(text.replace('年', ''));
  const parts = PARTS.exec(text);
  return parts ? readParts(parts) : NOT_A_DATE;
}

/** Reads a bare number of a date column: 2014, 201412, 20141231, 2014.12, or a serial that lost its format. */
export function readDateNumber(value: number): DateReading {
  if (Number.isInteger(value)) {
    if (value >= SERIAL_FROM && value <= SERIAL_TO) return readSerial(value);
    return value > 0 ? readDateText(String(value)) : NOT_A_DATE;
  }
  if (value >= SERIAL_FROM && value <= SERIAL_TO) return readSerial(value);
  // 2014.12 is a month; 2014.1 may be January or an October that lost its zero.
  const text = String(value);
  if (/^\d{4}\.\d{2}$/.test(text)) return realOr(text.replace('.', ''));
  return /^(?:19|20)\d{2}\.1$/.test(text) ? { fault: 'month_ambiguous' } : NOT_A_DATE;
}

/** 20141 is the serial of a day of 1955, and January 2014 that lost its zero; among other serials it is the day. */
export function isDoubtfulSerial(number: number): boolean {
  return number > 20_000 && number < 20_310 && Number.isInteger(number) && number % 10 !== 0;
}

function readSerial(serial: number): DateReading {
  if (isDoubtfulSerial(serial)) return { fault: 'month_or_serial' };
  const date = serial >= SERIAL_FROM && serial <= SERIAL_TO ? serialToDate(serial, false) : undefined;
  return date === undefined ? NOT_A_DATE : { date, note: 'serial_read_as_date' };
}

function realOr(date: string): DateReading {
  return isRealDate(date) ? { date } : { fault: 'impossible_date' };
}

/** PARTS: year, first separator, month, second separator, day. */
function readParts(parts: RegExpExecArray): DateReading {
  const [, year = '', first = '', month, second, day] = parts;
  const twoDigits = year.length === 2;
  if (month === undefined) return first === '年' ? expandYear(year) : NOT_A_DATE;
  // 24/5 may be a fraction, a month and day, or a month of 2024; only 24年5月 and 24/5/1 say which.
  if (twoDigits && day === undefined && first !== '年') return NOT_A_DATE;
  // 24/05/12 is May 2024 here, and 2012 in what programs of other countries write; 98/05/12 and 24.5.12 leave no doubt.
  if (twoDigits && day?.length === 2 && /[-/]/.test(first) && second === first && Number(year) <= 31) {
    return { fault: 'year_first_or_last' };
  }
  // 2014年5/3, 2014/5月3: a mixture that nobody writes on purpose; 2014年5 without 月 is unfinished.
  if (first === '年' ? second !== '月' : second !== undefined && second !== first && second !== '月') return NOT_A_DATE;
  const padded = month.padStart(2, '0') + (day ?? '').padStart(day === undefined ? 0 : 2, '0');
  return twoDigits ? expandYear(year, padded) : realOr(year + padded);
}

function expandYear(year: string, rest = ''): DateReading {
  if (year.length === 4) return realOr(year + rest);
  const reading = realOr((Number(year) < TWO_DIGIT_PIVOT ? '20' : '19') + year + rest);
  return 'date' in reading ? { ...reading, note: 'two_digit_year' } : reading;
}

/** A moment with a zone is the day it is in China (one zone, UTC+8); without a zone the written day. */
function readDateTime(parts: RegExpExecArray): DateReading {
  const [, dayText = '', hours = '0', minutes = '0', seconds = '0', zone] = parts;
  const day = readDateText(dayText);
  if (!('date' in day) || day.date.length !== 8) return NOT_A_DATE;
  if (Number(hours) > 24 || Number(minutes) > 59 || Number(seconds) > 60) return NOT_A_DATE;
  if (zone === undefined) return day;
  const offset = /^z$/i.test(zone) ? 0 : zoneMinutes(zone);
  const [year, month, date] = [day.date.slice(0, 4), day.date.slice(4, 6), day.date.slice(6, 8)].map(Number);
  const moment = Date.UTC(year ?? 0, (month ?? 1) - 1, date, Number(hours), Number(minutes) - offset + 480);
  return realOr(new Date(moment).toISOString().slice(0, 10).replaceAll('-', ''));
}

function zoneMinutes(zone: string): number {
  const digits = zone.slice(1).replace(':', '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2, 4));
  return zone.startsWith('-') ? -minutes : minutes;
}
