/** Damage to dates and years. */
import type { Field } from '../../catalogue/field';
import { toHalfWidth } from '../../text';
import { clean } from '../../values/clean';
import { isDoubtfulSerial, isRealDate } from '../../values/dateText';
import { codecFor } from '../../values/index';
import { dashed, serialToDate } from '../../values/serial';
import type { BrokenCell, CellValue, DateCell } from '../sheet';
import { readChinese } from './chineseNumber';
import { isMarker } from './digits';
import type { Verdict } from './findings';

/** The plainest spellings, which most cells have; 29th to 31st are looked at more closely. */
const PLAIN =
  /^(?:19|20)\d{2}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|1\d|2[0-8]))?|(?:0[1-9]|1[0-2])(?:0[1-9]|1\d|2[0-8]))?$/;
const ONE = String.raw`(?:19|20)\d{2}(?:[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?|月)?|\d{2}(?:\d{2})?|年)?`;
const TWO_DATES = new RegExp(
  `^(?:从|自)?${ONE}(?:起|开始)?[-—–~～至到、,，;；/和\\s]+(?:${ONE}|今|现在|目前|长期)(?:止|年)?$`,
);
const DAY_FIRST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/;
const YEAR_DAY_MONTH = /^((?:19|20)\d{2})([-/.年])(\d{1,2})(?:\2|月)(\d{1,2})日?$/;
const SHORT = /^(\d{2})([-/.])(\d{1,2})\2(\d{2})$/;
const WITHOUT_YEAR = /^(?:(0[1-9]|1[0-2])[-/.]?([0-2]\d|3[01])|([1-9]|1[0-2])[-/.月]([1-9]|[12]\d|3[01])[日号]?)$/;

export interface DateStyle {
  /** Most cells are bare serials: the format of the column was lost. */
  readonly serials: boolean;
  /** Some six-digit cells can only be year, month and day of two digits each. */
  readonly sixDigits: boolean;
  /** Which part of 5/1/2024 is the day, where other cells tell: first, second, or unknown. */
  readonly day: 'first' | 'second' | undefined;
  /** Some cells of two-digit years can only begin with the year (98/5/12). */
  readonly yearFirst: boolean;
  /** Months 11 and 12 are written 2014.11, and October never. */
  readonly tenLost: boolean;
  /** Separator of most texts. */
  readonly separator: string;
}

export function styleOfDates(cells: readonly CellValue[]): DateStyle {
  let [serials, texts, numbers, six, first, second, yearFirst, eleven, ten] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  const separators = new Map<string, number>();
  for (const cell of cells) {
    if (typeof cell === 'number' || (typeof cell === 'string' && /^\d{5}$/.test(cell))) {
      numbers++;
      if (Number(cell) >= 7_000 && Number(cell) <= 60_000) serials++;
    }
    const text = typeof cell === 'string' ? toHalfWidth(clean(cell)) : typeof cell === 'number' ? String(cell) : '';
    if (text === '') continue;
    texts++;
    if (/^\d{6}$/.test(text) && !isRealDate(text) && shortDate(text) !== undefined) six++;
    const parts = DAY_FIRST.exec(text);
    if (parts !== null && Number(parts[1]) > 12) first++;
    if (parts !== null && Number(parts[3]) > 12) second++;
    if (Number(SHORT.exec(text)?.[1]) > 31) yearFirst++;
    if (/^\d{4}\.1[12]$/.test(text)) eleven++;
    if (/^\d{4}\.10$/.test(text)) ten++;
    const separator = /^(?:19|20)\d{2}([-/.年])/.exec(text)?.[1] ?? (/^\d{6,8}$/.test(text) ? '' : undefined);
    if (separator !== undefined) separators.set(separator, (separators.get(separator) ?? 0) + 1);
  }
  const [separator = ''] = [...separators].reduce((best, entry) => (entry[1] > best[1] ? entry : best), ['', 0]);
  return {
    serials: serials >= 3 && serials >= Math.max(numbers, texts) * 0.6,
    sixDigits: six >= 2 || (six === 1 && texts < 20),
    day: first > 0 && second === 0 ? 'first' : second > 0 && first === 0 ? 'second' : undefined,
    yearFirst: yearFirst > 0,
    tenLost: eleven > 0 && ten === 0,
    separator,
  };
}

/** A cell of a column of dates or years. */
export function checkDate(cell: CellValue, field: Field, style: DateStyle, today: string): Verdict | undefined {
  if (typeof cell === 'string' && PLAIN.test(cell)) return undefined;
  if (cell === null || typeof cell === 'boolean') return undefined;
  if (isZero(cell)) return { kind: 'zero_date', level: 'likely', proposal: null };
  if (typeof cell === 'object') return cell.kind === 'date' ? checkDateCell(cell) : undefined;
  if (style.serials && isSerial(cell)) {
    const date = dashed(serialToDate(Number(cell), false) ?? '');
    return { kind: 'date_serial', level: 'certain', proposal: date, params: { date } };
  }
  const reading = codecFor(field).fromCell(cell, field);
  const text = toHalfWidth(clean(String(cell))).replace(
    /\s+/g,
    typeof cell === 'string' && /\d\s+\d/.test(cell) ? ' ' : '',
  );
  if (/^\d{6}$/.test(text) && style.sixDigits) return sixDigits(text, reading.ok, today);
  if (!reading.ok) return unreadable(cell, text, field, style, today);
  if (reading.value === undefined) return undefined;
  const value = String(reading.value);
  if (reading.note === 'serial_read_as_date') {
    return {
      kind: 'date_serial',
      level: style.serials ? 'certain' : 'likely',
      proposal: dashed(value),
      params: { date: dashed(value) },
    };
  }
  if (reading.note === 'two_digit_year') {
    return {
      kind: 'two_digit_year',
      level: 'likely',
      params: { date: dashed(value) },
      ...(value > today ? {} : { proposal: dashed(value) }),
    };
  }
  if (field.type === 'date' && style.tenLost && /^\d{4}\.1$/.test(text))
    return { kind: 'month_lost_zero', level: 'possible' };
  const separator = /^\d{4}([-/.年])/.exec(text)?.[1];
  if (separator === undefined || separator === style.separator || typeof cell !== 'string') return undefined;
  return { kind: 'date_style', level: 'certain' };
}

/** What a formula or an import makes of a blank cell: 0, or the day before the first of the calendar. */
function isZero(cell: string | number | DateCell | BrokenCell): boolean {
  if (typeof cell === 'object') return cell.kind === 'date' && cell.serial >= 0 && cell.serial < 2;
  if (typeof cell === 'number') return cell === 0;
  return /^(?:0|1900[-/.年]0?1[-/.月]0?0日?|0{4}[-/.]0{1,2}[-/.]0{1,2}|1899[-/.]12[-/.]3[01])(?:\s+0{1,2}:0{2}(?::0{2})?)?$/.test(
    cell.trim(),
  );
}

/** 2014 or 201412 typed into a cell that shows dates: it shows a day of 1905, or of the year 2451. */
function checkDateCell({ serial, is1904 }: DateCell): Verdict | undefined {
  const typed = String(serial);
  if (
    is1904 ||
    !isRealDate(typed) ||
    !/^(?:19|20)/.test(typed) ||
    (typed.length === 4 && (serial < 1900 || serial > 2100))
  ) {
    return undefined;
  }
  return { kind: 'date_serial', level: 'likely', proposal: typed, params: { date: dashed(typed) } };
}

/** Among serials a bare number from 1910 on is one. */
function isSerial(cell: string | number): boolean {
  return (
    /^\d{4,5}$/.test(String(cell)) &&
    Number(cell) >= 3654 &&
    Number(cell) <= 60_000 &&
    !/^(?:19|20)\d\d$/.test(String(cell))
  );
}

/** 980512 is a day; 200512 among such is, too, but reads as May 2005 elsewhere. */
function sixDigits(text: string, readsAsMonth: boolean, today: string): Verdict | undefined {
  const date = shortDate(text);
  if (date === undefined) return undefined;
  const certain = !readsAsMonth && Number(text.slice(0, 2)) > Number(today.slice(2, 4));
  return {
    kind: 'two_digit_year',
    level: 'likely',
    params: { date: dashed(date) },
    ...(certain ? { proposal: dashed(date) } : {}),
  };
}

/** yymmdd as yyyymmdd (1930 … 2029); undefined when it is no day. */
function shortDate(text: string): string | undefined {
  const date = (Number(text.slice(0, 2)) < 30 ? '20' : '19') + text;
  return isRealDate(date) ? date : undefined;
}

function unreadable(
  cell: string | number,
  text: string,
  field: Field,
  style: DateStyle,
  today: string,
): Verdict | undefined {
  if (TWO_DATES.test(text)) return { kind: 'two_dates', level: 'certain' };
  const bare = text.replace(/\s+/g, '');
  if (typeof cell === 'number' && /^\d{4}\.1$/.test(text)) return { kind: 'month_lost_zero', level: 'certain' };
  return (
    dayFirst(bare, style) ??
    shortSlashes(bare, style, today) ??
    impossible(bare) ??
    spelled(bare, field) ??
    letters(bare, field) ??
    (/^\d{6}$/.test(bare) && shortDate(bare) !== undefined ? sixDigits(bare, false, today) : undefined) ??
    (isDoubtfulSerial(Number(bare)) ? { kind: 'date_serial', level: 'possible' } : undefined) ??
    (/^[1-9]\d{2,3}$|^0\d{3}$/.test(bare) && isMonthDay(bare.padStart(4, '0')) ? withoutYear() : undefined) ??
    (WITHOUT_YEAR.test(bare) ? withoutYear() : undefined) ??
    (/^(?:约|大约|大概)|(?:左右|前后|年[初底末中]|月[初底末中]|[上中下]旬|[春夏秋冬]季?|[上下]半年)$/.test(bare) &&
    /\d{4}/.test(bare)
      ? { kind: 'approximate', level: 'certain' }
      : undefined) ??
    (LUNAR.test(bare) ? { kind: 'lunar_date', level: 'likely' } : undefined) ??
    (/^\d{2}[./年-]\d{1,2}月?$/.test(bare)
      ? { kind: 'two_digit_year', level: 'likely', params: { date: '', year: bare.slice(0, 2) } }
      : undefined) ??
    (/^(?:[1-9]\d?|1[01]\d)(?:周?岁)?$/.test(bare) ? ageForDate(field) : undefined) ??
    (isMarker(bare) ? { kind: 'blank_marker', level: 'likely', proposal: null } : undefined)
  );
}

/** 1985年腊月初八 is no day of the calendar that everything else is reckoned by. */
const LUNAR = /农历|阴历|旧历|古历|腊月|正月|冬月|闰[\d一二三四五六七八九十]|月初[一二三四五六七八九十]/;

/** 45 where a birth date belongs. */
function ageForDate({ key }: Field): Verdict | undefined {
  return /birth/.test(key) ? { kind: 'age_as_date', level: 'likely' } : undefined;
}

function withoutYear(): Verdict {
  return { kind: 'date_without_year', level: 'likely' };
}

function isMonthDay(text: string): boolean {
  return isRealDate(`2020${text}`);
}

/** 31/12/2014, 12/31/2014: which is the day is known when it is over 12, or from the other cells. */
function dayFirst(text: string, { day }: DateStyle): Verdict | undefined {
  const [, a = '', , b = '', year = ''] = DAY_FIRST.exec(text) ?? [];
  if (year === '') return undefined;
  const dates = [`${year}${pad(a)}${pad(b)}`, `${year}${pad(b)}${pad(a)}`].filter(isRealDate);
  const [monthFirst, firstIsDay] = [`${year}${pad(a)}${pad(b)}`, `${year}${pad(b)}${pad(a)}`];
  const only =
    new Set(dates).size === 1 ? dates[0] : day === 'first' ? firstIsDay : day === 'second' ? monthFirst : undefined;
  if (dates.length === 0) return { kind: 'impossible_date', level: 'certain' };
  return {
    kind: 'date_order',
    level: 'likely',
    ...(only === undefined || !isRealDate(only) ? {} : { proposal: dashed(only) }),
  };
}

/** 24/05/12: year first or last? Told when other cells can only begin with the year. */
function shortSlashes(text: string, { yearFirst }: DateStyle, today: string): Verdict | undefined {
  const [, a = '', , b = '', c = ''] = SHORT.exec(text) ?? [];
  if (a === '') return undefined;
  const date = shortDate(`${a}${pad(b)}${c}`);
  const sure = yearFirst && date !== undefined && date <= today;
  return { kind: 'two_digit_year', level: 'likely', params: { date: '' }, ...(sure ? { proposal: dashed(date) } : {}) };
}

/** 2016-25-12 can only be meant the other way round; 2月30日 cannot be meant at all. */
function impossible(text: string): Verdict | undefined {
  const [, year = '', , month = '', day = ''] =
    YEAR_DAY_MONTH.exec(text) ?? /^((?:19|20)\d{2})()(\d{2})(\d{2})$/.exec(text) ?? [];
  // 201613 is no month, and no day of two-digit parts either.
  if (/^(?:19|20)\d{4}$/.test(text) && shortDate(text) === undefined)
    return { kind: 'impossible_date', level: 'certain' };
  if (year === '') return undefined;
  const swapped = `${year}${pad(day)}${pad(month)}`;
  if (Number(month) > 12 && isRealDate(swapped))
    return { kind: 'day_month_swapped', level: 'likely', proposal: dashed(swapped) };
  return { kind: 'impossible_date', level: 'certain' };
}

/** 二〇一六年五月一日. */
function spelled(text: string, field: Field): Verdict | undefined {
  const [, years = '', month, day] =
    /^([〇○零0一二三四五六七八九]{4})年(?:([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})[日号])?)?$/.exec(
      text,
    ) ?? [];
  if (years === '') return undefined;
  const year = [...years].map((char) => '零一二三四五六七八九'.indexOf(/[〇○0]/.test(char) ? '零' : char)).join('');
  const parts = [month, day].filter((part) => part !== undefined).map((part) => pad(String(readChinese(part) ?? '')));
  const date = year + parts.join('');
  if (!isRealDate(date) || !codecFor(field).parse(date, field).ok) return { kind: 'impossible_date', level: 'certain' };
  return { kind: 'chinese_number', level: 'certain', proposal: dashed(date) };
}

function letters(text: string, field: Field): Verdict | undefined {
  if (!/[OolI〇]/.test(text)) return undefined;
  const digits = text.replace(/[Oo〇]/g, '0').replace(/[lI]/g, '1');
  const reading = codecFor(field).parse(digits, field);
  if (!reading.ok || reading.value === undefined || reading.note !== undefined) return undefined;
  return { kind: 'letter_for_digit', level: 'likely', proposal: digits };
}

function pad(text: string): string {
  return text.padStart(2, '0');
}
