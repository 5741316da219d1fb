/** Damage to numbers that are names: ID cards, certificates, phones, accounts, household numbers. */
import { toHalfWidth } from '../../text';
import { clean, FIRST_ROUNDED, isScientific } from '../../values/clean';
import { normalisePhone } from '../../values/digits';
import { checksumHolds, idBirthDate, normaliseId, upgradeId } from '../../values/idNumber';
import type { CellValue } from '../sheet';
import type { Verdict } from './findings';
import { cosmetic } from './cosmetic';

const ID = /^\d{17}[\dX]$/;
const MOBILE = /^1[3-9]\d{9}$/;
const LANDLINE = /^(?:0\d{2,3}-?)?\d{7,8}(?:-\d{1,6})?$/;
const NAME_AND_ID = /^([\u4e00-\u9fff·]{2,})[\s:：,，(（]*(\d{17}[\dX])[)）]?$/;
const TWO_IDS = /^(\d{17}[\dX]|\d{15})[^\dX*]*(\d{17}[\dX]|\d{15})$/;
/** Letters that are typed or recognised for digits. */
const LOOKALIKE: Readonly<Record<string, string>> = {
  O: '0', o: '0', Q: '0', D: '0', l: '1', I: '1', i: '1', '|': '1', '!': '1', Z: '2', z: '2', S: '5', s: '5', B: '8', 〇: '0', О: '0', о: '0',
}; // prettier-ignore
const LIKE_X = /[×✕✖╳хХχΧ*＊✗]$/;
const MARKERS =
  /^(?:不详|未知|不清楚|不知道|不明|待补|待定|待核|待核实|待查|未填|未录入|未提供|未办|未办理|暂缺|缺|没办|忘记|遗失|丢失|保密|略|[?？]+|[xX×]{2,}|\.+|…+|0{2,})$/;

/** Whether a text says that nothing is known, in words that no list of blanks holds. */
export function isMarker(text: string): boolean {
  return MARKERS.test(text);
}

export function looksLikeId(cell: CellValue): boolean {
  return typeof cell === 'string' && (ID.test(cell) || ID.test(normaliseId(cell)));
}

export function isMobile(cell: CellValue): boolean {
  return typeof cell === 'number'
    ? MOBILE.test(String(cell))
    : typeof cell === 'string' && MOBILE.test(normalisePhone(cell));
}

/** What a look at a number needs beside the cell: a full number that is known to fit. */
export interface Lookup {
  (fits: (id: string) => boolean): string | undefined;
}

/** A number (or a text that was one) whose digits after the 15th are gone: does the full number fit what is left? */
function fitsRounded(cell: number | string): (id: string) => boolean {
  if (typeof cell === 'number') {
    return (id) => /^\d{18}$/.test(id) && (Number(id) === cell || Number(`${id.slice(0, 15)}000`) === cell);
  }
  const digits = cell.replace(/\.0+$/, '');
  return (id) => id.startsWith(digits.slice(0, 15));
}

/** 5.22E+17: the digits before the E are the beginning, the last of them rounded. */
function fitsScientific(text: string): (id: string) => boolean {
  const [mantissa = '', exponent = ''] = toHalfWidth(clean(text)).replace(/\s+/g, '').toUpperCase().split('E');
  const value = Number(mantissa);
  const decimals = (mantissa.split('.')[1] ?? '').length;
  return (id) => {
    const scaled = Number(id.replace('X', '0')) / 10 ** Number(exponent);
    return id.length === Number(exponent) + 1 && Number(scaled.toFixed(decimals)) === value;
  };
}

function lost(kind: 'rounded' | 'scientific' | 'masked', full: string | undefined): Verdict {
  return full === undefined
    ? { kind, level: 'certain' }
    : { kind, level: 'certain', proposal: full, params: { known: 1 } };
}

/** A cell of a column of ID numbers. `find` looks people up. */
export function checkId(cell: CellValue, find: Lookup, label: string): Verdict | undefined {
  if (typeof cell === 'number') return checkIdNumber(cell, find);
  if (typeof cell !== 'string' || ID.test(cell)) {
    return typeof cell === 'string' && cell.endsWith('000', 18) && !checksumHolds(cell)
      ? { ...lost('rounded', find(fitsRounded(cell))), level: 'likely' }
      : undefined;
  }
  if (isScientific(cell)) return lost('scientific', find(fitsScientific(cell)));
  const text = normaliseId(cell);
  if (text === '') return undefined;
  if (ID.test(text)) {
    if (text.endsWith('000') && !checksumHolds(text))
      return { ...lost('rounded', find(fitsRounded(text))), level: 'likely' };
    return cosmetic(cell);
  }
  return checkOddId(cell, text, find, label);
}

function checkIdNumber(cell: number, find: Lookup): Verdict | undefined {
  if (Math.abs(cell) >= FIRST_ROUNDED) return lost('rounded', find(fitsRounded(cell)));
  const text = String(cell);
  if (/^\d{15}$/.test(text)) return fifteen(text);
  return MOBILE.test(text) ? { kind: 'phone_in_id', level: 'likely' } : undefined;
}

function fifteen(text: string): Verdict | undefined {
  const full = idBirthDate(text) === undefined ? undefined : upgradeId(text);
  return full === undefined ? undefined : { kind: 'id_15', level: 'certain', proposal: full };
}

function checkOddId(raw: string, text: string, find: Lookup, label: string): Verdict | undefined {
  if (/^\d{16,}\.0+$/.test(text)) return lost('rounded', find(fitsRounded(text)));
  if (/^\d+\.0+$/.test(text)) return { kind: 'float_suffix', level: 'certain', proposal: text.replace(/\.0+$/, '') };
  if (/^\d{15}$/.test(text)) return fifteen(text);
  if (MOBILE.test(text)) return { kind: 'phone_in_id', level: 'likely' };
  if (/^\d{17}[\dX]\d{2}(?:B\d{0,2})?$/.test(text)) {
    // 证件号码 holds both, as in the national system; 身份证号 should not.
    if (/残疾/.test(label) || !/身份/.test(label)) return undefined;
    const id = text.slice(0, 18);
    return checksumHolds(id) ? { kind: 'certificate_as_id', level: 'possible', proposal: id } : undefined;
  }
  const masked = (text.match(/\*/g) ?? []).length;
  if (masked >= 2 && /^[\dX*]{15,18}$/.test(text))
    return lost(
      'masked',
      find((id) => matches(id, text)),
    );
  if (/^\d{17}.$/u.test(text) && LIKE_X.test(text)) {
    const id = `${text.slice(0, 17)}X`;
    return checksumHolds(id)
      ? { kind: 'x_variant', level: 'certain', proposal: id }
      : { kind: 'x_variant', level: 'possible' };
  }
  const two = TWO_IDS.exec(text);
  if (two !== null && text.length >= 30) return { kind: 'two_ids', level: 'certain' };
  const named = NAME_AND_ID.exec(clean(toHalfWidth(raw)).toUpperCase());
  if (named !== null) {
    const [, name = '', id = ''] = named;
    return { kind: 'name_and_id', level: 'certain', params: { name }, ...(checksumHolds(id) ? { proposal: id } : {}) };
  }
  return (
    checkLetters(raw, 15) ?? (isMarker(text) ? { kind: 'blank_marker', level: 'likely', proposal: null } : undefined)
  );
}

function matches(id: string, pattern: string): boolean {
  return id.length === pattern.length && [...pattern].every((char, at) => char === '*' || char === id[at]);
}

/** O for 0 and l for 1; proposed when the digits then make a valid number. */
function checkLetters(raw: string, from: number): Verdict | undefined {
  const text = toHalfWidth(clean(raw)).replace(/\s+/g, '');
  if (text.length < from || text.length > 18 || !/[A-Za-z|!〇Оо]/.test(text)) return undefined;
  const last = /[xX]$/.test(text) && text.length === 18 ? 'X' : '';
  const body = last === '' ? text : text.slice(0, -1);
  const digits = [...body].map((char) => LOOKALIKE[char] ?? char).join('') + last;
  if (digits.replace('X', '').replace(/\d/g, '') !== '') return undefined;
  const fits = digits.length === 18 ? checksumHolds(digits) : digits.length === 15 && idBirthDate(digits) !== undefined;
  return { kind: 'letter_for_digit', level: fits ? 'certain' : 'likely', ...(fits ? { proposal: digits } : {}) };
}

export function checkPhone(cell: CellValue): Verdict | undefined {
  if (typeof cell === 'number') {
    const text = String(cell);
    if (MOBILE.test(text) || !Number.isInteger(cell)) return undefined;
    return Math.abs(cell) >= FIRST_ROUNDED ? { kind: 'rounded', level: 'certain' } : lostAreaZero(text);
  }
  if (typeof cell !== 'string' || MOBILE.test(cell)) return undefined;
  if (isScientific(cell)) return { kind: 'scientific', level: 'certain' };
  const text = normalisePhone(cell);
  if (text === '' || MOBILE.test(text)) return cosmetic(cell);
  if (LANDLINE.test(text)) return /^\d{10,11}$/.test(text) ? (lostAreaZero(text) ?? cosmetic(cell)) : cosmetic(cell);
  if (/^\d+\.0+$/.test(text))
    return { kind: 'float_suffix', level: 'certain', proposal: text.replace(/\.0+$/, ''), byDefault: true };
  if (ID.test(text.toUpperCase())) return { kind: 'id_in_phone', level: 'likely' };
  if (/^1[\d*]{10}$/.test(text) && text.includes('*')) return { kind: 'masked', level: 'certain' };
  return checkTwoPhones(cell) ?? checkPhoneLetters(cell) ?? lostAreaZero(text) ?? markerOf(text);
}

function checkTwoPhones(raw: string): Verdict | undefined {
  const text = toHalfWidth(clean(raw));
  const parts = text.split(/[\s/\\、,;|或和.]+/).filter((part) => part !== '');
  const phones = parts.filter((part) => MOBILE.test(part) || /^(?:0\d{2,3}-?)?\d{7,8}$/.test(part));
  const glued = /^(1[3-9]\d{9})(1[3-9]\d{9})$/.test(text.replace(/\D/g, ''));
  return phones.length >= 2 || glued ? { kind: 'two_phones', level: 'certain' } : undefined;
}

function checkPhoneLetters(raw: string): Verdict | undefined {
  const text = toHalfWidth(clean(raw)).replace(/[\s-]+/g, '');
  if (text.length !== 11 || !/[A-Za-z|!〇Оо]/.test(text)) return undefined;
  const digits = [...text].map((char) => LOOKALIKE[char] ?? char).join('');
  return MOBILE.test(digits) ? { kind: 'letter_for_digit', level: 'certain', proposal: digits } : undefined;
}

/** 08511234567 saved as a number. A 10-digit number that begins with 1 may also be a mobile number that lost a digit. */
function lostAreaZero(text: string): Verdict | undefined {
  if (/^(?:2\d{9}|[3-9]\d{9,10})$/.test(text)) return { kind: 'lost_zero', level: 'likely', proposal: `0${text}` };
  return undefined;
}

function markerOf(text: string): Verdict | undefined {
  return isMarker(text) ? { kind: 'blank_marker', level: 'likely', proposal: null } : undefined;
}

export function checkAccount(cell: CellValue): Verdict | undefined {
  if (typeof cell === 'number')
    return Math.abs(cell) >= FIRST_ROUNDED ? { kind: 'rounded', level: 'certain' } : undefined;
  if (typeof cell !== 'string' || /^\d{12,22}$/.test(cell)) return undefined;
  if (isScientific(cell)) return { kind: 'scientific', level: 'certain' };
  const text = toHalfWidth(clean(cell)).replace(/[\s-]+/g, '');
  if (/^\d{12,22}$/.test(text)) return cosmetic(cell);
  if (/^\d{16,}\.0+$/.test(text)) return { kind: 'rounded', level: 'certain' };
  if (/^\d+\.0+$/.test(text))
    return { kind: 'float_suffix', level: 'certain', proposal: text.replace(/\.0+$/, ''), byDefault: true };
  if (/^[\d*]{12,22}$/.test(text)) return { kind: 'masked', level: 'certain' };
  if (/^[\dOolI|〇]{12,22}$/.test(text)) {
    return {
      kind: 'letter_for_digit',
      level: 'likely',
      proposal: [...text].map((char) => LOOKALIKE[char] ?? char).join(''),
    };
  }
  return markerOf(text);
}

/** How the numbers of a column usually look. */
export interface DigitsStyle {
  /** Length that nearly all have; 0 = no such length. */
  readonly length: number;
  /** Nearly all begin with 0. */
  readonly zero: boolean;
}

export function styleOfDigits(cells: readonly CellValue[]): DigitsStyle {
  const texts = cells.flatMap((cell) => (typeof cell === 'string' && /^\d+$/.test(cell) ? [cell] : []));
  if (texts.length < 5) return { length: 0, zero: false };
  const lengths = new Map<number, number>();
  for (const text of texts) lengths.set(text.length, (lengths.get(text.length) ?? 0) + 1);
  const [length = 0, count = 0] = [...lengths].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [0, 0]);
  const whole = texts.filter((text) => text.length === length);
  return {
    length: count >= texts.length * 0.8 && count >= cells.length * 0.5 ? length : 0,
    zero: whole.filter((text) => text.startsWith('0')).length >= whole.length * 0.9,
  };
}

/** Household numbers, village codes, groups: numbers kept as text. */
export function checkDigits(cell: CellValue, style: DigitsStyle): Verdict | undefined {
  if (typeof cell === 'number') {
    if (Math.abs(cell) >= FIRST_ROUNDED) return { kind: 'rounded', level: 'certain' };
    return lostZero(String(cell), style);
  }
  if (typeof cell !== 'string') return undefined;
  if (/^\d+$/.test(cell)) return lostZero(cell, style);
  if (isScientific(cell)) return { kind: 'scientific', level: 'certain' };
  const text = toHalfWidth(clean(cell));
  if (/^\d{16,}\.0+$/.test(text)) return { kind: 'rounded', level: 'certain' };
  if (/^\d+\.0+$/.test(text))
    return { kind: 'float_suffix', level: 'certain', proposal: text.replace(/\.0+$/, ''), byDefault: true };
  if (style.length > 3 && text.length === style.length && /^[\dOolI|〇]+$/.test(text)) {
    return {
      kind: 'letter_for_digit',
      level: 'likely',
      proposal: [...text].map((char) => LOOKALIKE[char] ?? char).join(''),
    };
  }
  return undefined;
}

function lostZero(text: string, style: DigitsStyle): Verdict | undefined {
  const missing = style.length - text.length;
  if (!style.zero || missing < 1 || missing > 3 || !/^[1-9]\d*$/.test(text)) return undefined;
  return { kind: 'lost_zero', level: 'likely', proposal: text.padStart(style.length, '0') };
}
