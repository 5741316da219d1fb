/** Damage to telephone numbers. */
import { toHalfWidth } from '../../text';
import { clean, FIRST_ROUNDED, isScientific } from '../../values/clean';
import { normalisePhone } from '../../values/digits';
import type { CellValue } from '../sheet';
import { cosmetic } from './cosmetic';
import { ID, isMarker, LOOKALIKE, MOBILE } from './digits';
import type { Verdict } from './findings';
import { isPlaceholder, withoutMarks } from './strayText';

/** With area code, brackets around it, and an extension: (0851)2345678转801. */
const LANDLINE = /^(?:\(?0\d{2,3}\)?-?)?\d{7,8}(?:(?:-|转|x|ext\.?)\d{1,6})?$/i;
/** 400 and 800 numbers, and the three to six digits of services and short numbers within a village network. */
const SERVICE = /^[48]00-?\d{3}-?\d{4}$/;
const MASKED = /^1[\d*＊xX×✕#＃●○•…_□-]{2,12}$/;
const ONE_PHONE = /(?<!\d)(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})(?!\d)/g;

export function checkPhone(cell: CellValue): Verdict | undefined {
  if (typeof cell === 'number') return checkPhoneNumber(cell);
  if (typeof cell !== 'string') return undefined;
  if (MOBILE.test(cell)) return madeUp(cell);
  if (isScientific(cell)) return { kind: 'scientific', level: 'certain' };
  const text = normalisePhone(cell);
  if (text === '') return cosmetic(cell);
  if (MOBILE.test(text)) return madeUp(text) ?? cosmetic(cell);
  if (SERVICE.test(text)) return undefined;
  if (LANDLINE.test(text))
    return madeUp(text) ?? (/^\d{10,11}$/.test(text) ? (lostAreaZero(text) ?? cosmetic(cell)) : cosmetic(cell));
  if (/^\d+\.0+$/.test(text))
    return { kind: 'float_suffix', level: 'certain', proposal: text.replace(/\.0+$/, ''), byDefault: true };
  if (ID.test(text.toUpperCase())) return { kind: 'id_in_phone', level: 'likely' };
  return (
    masked(text) ??
    checkTwoPhones(cell) ??
    checkPhoneLetters(cell) ??
    lostAreaZero(text) ??
    (isMarker(text) ? { kind: 'blank_marker', level: 'likely', proposal: null } : undefined) ??
    marked(text) ??
    withWords(text) ??
    wrongLength(text)
  );
}

function checkPhoneNumber(cell: number): Verdict | undefined {
  const text = String(cell);
  if (MOBILE.test(text)) return madeUp(text);
  if (Math.abs(cell) >= FIRST_ROUNDED) return { kind: 'rounded', level: 'certain' };
  if (cell === 0) return { kind: 'blank_marker', level: 'likely', proposal: null };
  if (!Number.isInteger(cell)) return { kind: 'wrong_length', level: 'certain', params: { length: text.length } };
  return SERVICE.test(text) ? undefined : (lostAreaZero(text) ?? madeUp(text) ?? wrongLength(text));
}

/** 13800000000 is what a rounded 1.38E+10 and a clerk in a hurry leave. */
function madeUp(text: string): Verdict | undefined {
  return isPlaceholder(text) || /^1\d{2}0{8}$/.test(text)
    ? { kind: 'placeholder', level: 'likely', proposal: null }
    : undefined;
}

function masked(text: string): Verdict | undefined {
  if (!MASKED.test(text) || /^\d+(?:-\d+)*$/.test(text)) return undefined;
  const hidden = text.replace(/\d/g, '').length;
  return hidden >= 2 || /[*＊×]/.test(text) ? { kind: 'masked', level: 'certain' } : undefined;
}

function checkTwoPhones(raw: string): Verdict | undefined {
  const text = toHalfWidth(clean(raw));
  const parts = text.split(/[\s/\\、,;|或和.]+/).filter((part) => part !== '');
  const phones = parts.filter((part) => MOBILE.test(part) || /^(?:0\d{2,3}-?)?\d{7,8}$/.test(part));
  const glued = /^(1[3-9]\d{9})(1[3-9]\d{9})$/.exec(text.replace(/\D/g, ''));
  if (phones.length < 2 && glued === null) return undefined;
  const all = new Set(phones.length >= 2 ? phones : [glued?.[1] ?? '', glued?.[2] ?? '']);
  const [only = ''] = all;
  return { kind: 'two_phones', level: 'certain', ...(all.size === 1 ? { proposal: only } : {}) };
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

/** 138.1234.5678, “13812345678”, 13812345678。 */
function marked(text: string): Verdict | undefined {
  const bare = withoutMarks(text);
  return bare !== text && MOBILE.test(bare) ? { kind: 'stray_marks', level: 'certain', proposal: bare } : undefined;
}

/** 13812345678（儿子）, 本人13812345678, 13812345678空号: one number and words. */
function withWords(text: string): Verdict | undefined {
  const phones = new Set([...text.matchAll(ONE_PHONE)].map(([phone]) => phone));
  if (phones.size > 1) return { kind: 'two_phones', level: 'certain' };
  const [phone] = phones;
  const rest = phone === undefined ? '' : text.replace(phone, '').replace(/[()（）:：,，。.;；\-/]/g, '');
  if (phone === undefined || !/[\p{L}☎✆]/u.test(rest)) return undefined;
  return { kind: 'remark_in_number', level: 'likely', proposal: phone, params: { remark: rest.slice(0, 20) } };
}

/** Ten or twelve digits are neither a mobile number nor one with an area code. */
function wrongLength(text: string): Verdict | undefined {
  const digits = text.replace(/-/g, '');
  if (!/^\d+$/.test(digits) || /^\d{3,6}$/.test(digits)) return undefined;
  return isPlaceholder(digits)
    ? { kind: 'placeholder', level: 'likely', proposal: null }
    : { kind: 'wrong_length', level: 'certain', params: { length: digits.length } };
}
