/** Date serials of spreadsheets: day numbers whose number format tells how much of the date is meant. */
import type { DateCell } from './codec';

export type Precision = 'year' | 'month' | 'day';

const DAY = 86_400_000;
const EPOCH_1900 = Date.UTC(1899, 11, 30);
/** Days between the epochs of the two date systems. */
const OFFSET_1904 = 1462;

/** Bare numbers in this range are read as serials in a date field: 1954-10-03 … 2064-04-08. */
export const SERIAL_FROM = 20_000;
export const SERIAL_TO = 60_000;

/**
 * The day of a serial as yyyymmdd; undefined where there is none. Excel counts a 29 February 1900 that never was, so
 * serial 60 is no day and the serials before it are one day later than arithmetic says.
 */
export function serialToDate(serial: number, is1904: boolean): string | undefined {
  const whole = Math.floor(serial) + (is1904 ? OFFSET_1904 : 0);
  if (!Number.isFinite(whole) || whole < 1 || whole === 60 || whole > 2_958_465) return undefined;
  const day = new Date(EPOCH_1900 + (whole < 60 ? whole + 1 : whole) * DAY);
  return day.toISOString().slice(0, 10).replaceAll('-', '');
}

/** The serial (1900 system) of a real day yyyymmdd; the inverse of `serialToDate`. */
export function dateToSerial(date: string): number {
  const time = Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6, 8)));
  const whole = Math.round((time - EPOCH_1900) / DAY);
  return whole <= 60 ? whole - 1 : whole;
}

/** No program takes a longer number format. */
const LONGEST_FORMAT = 255;

/** The part of a number format that positive numbers are shown by. */
function shownFirst(format: string): string {
  return format.slice(0, LONGEST_FORMAT).split(';')[0] ?? '';
}

/** What a number format shows of a date: `yyyy"年"m"月"` → month. Undefined when it shows a time only. */
export function precisionOfFormat(format: string): Precision | undefined {
  const tokens = shownFirst(format)
    .replace(/\[(h+|m+|s+)\]/gi, '$1')
    .replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '')
    .toLowerCase()
    .replace(/am\/pm|a\/p/g, '')
    .replace(/h+[^a-z]*m*|m+[^a-z]*s+/g, '');
  if (tokens.includes('d')) return 'day';
  if (tokens.includes('m')) return 'month';
  return /[ye]/.test(tokens) ? 'year' : undefined;
}

/** Whether a number format shows the year; `m"月"d"日"` and `d-mmm` do not. */
export function showsYear(format: string): boolean {
  return /[ye]/i.test(shownFirst(format).replace(/"[^"]*"|\\.|\[[^\]]*\]/g, ''));
}

/** The date that a date cell shows, as precise as it shows it; undefined when it shows none. */
export function dateOfCell(cell: DateCell): string | undefined {
  const precision = precisionOfFormat(cell.format);
  const day = serialToDate(cell.serial, cell.is1904);
  if (precision === undefined || day === undefined) return undefined;
  return day.slice(0, precision === 'year' ? 4 : precision === 'month' ? 6 : 8);
}

/** What a reader of the sheet sees in a date cell, for texts and messages. */
export function textOfDateCell(cell: DateCell): string {
  const date = dateOfCell(cell);
  return date === undefined ? String(cell.serial) : dashed(date);
}

/** 20141231 → 2014-12-31, 201412 → 2014-12, 2014 → 2014. */
export function dashed(date: string): string {
  return [date.slice(0, 4), date.slice(4, 6), date.slice(6, 8)].filter((part) => part !== '').join('-');
}
