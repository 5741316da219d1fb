/** Damage to accounts and household numbers, and what all numbers that are names have in common. */
import { toHalfWidth } from '../../text';
import { clean, FIRST_ROUNDED, isScientific } from '../../values/clean';
import { normalisePhone } from '../../values/digits';
import { checksumHolds, idBirthDate, idProvinceHolds, normaliseId } from '../../values/idNumber';
import type { CellValue } from '../sheet';
import type { Verdict } from './findings';
import { cosmetic } from './cosmetic';
import { isDamagedPart, isPlaceholder } from './strayText';

export const ID = /^\d{17}[\dX]$/;
export const MOBILE = /^1[3-9]\d{9}$/;
/** Letters that are typed or recognised for digits. */
export const LOOKALIKE: Readonly<Record<string, string>> = {
  O: '0', o: '0', Q: '0', D: '0', l: '1', I: '1', i: '1', '|': '1', '!': '1', Z: '2', z: '2', S: '5', s: '5', B: '8', 〇: '0', О: '0', о: '0',
}; // prettier-ignore
export const LIKE_X = /[×✕✖╳хХχΧ*＊✗㐅乂%％]$/;
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

/** What is left of a number: who is looked for need not be compared with everybody of the name. */
export interface Trace {
  /** The number is one of these. */
  readonly ids?: readonly string[];
  /** The number begins with one of these, of `HEAD` digits each. */
  readonly heads?: readonly string[];
}

/** Region and birth date. */
export const HEAD = 14;

/** What a look at a number needs beside the cell: a full number that is known to fit. */
export interface Lookup {
  (fits: (id: string) => boolean, trace?: Trace): string | undefined;
}

export function checkAccount(cell: CellValue): Verdict | undefined {
  if (typeof cell === 'number')
    return Math.abs(cell) >= FIRST_ROUNDED ? { kind: 'rounded', level: 'certain' } : undefined;
  if (typeof cell !== 'string') return undefined;
  if (/^\d{12,22}$/.test(cell)) return wholeAccount(cell);
  if (isScientific(cell)) return { kind: 'scientific', level: 'certain' };
  const text = toHalfWidth(clean(cell)).replace(/[\s-]+/g, '');
  if (/^\d{12,22}$/.test(text)) return wholeAccount(text) ?? cosmetic(cell);
  if (/^\d{16,}\.0+$/.test(text)) return { kind: 'rounded', level: 'certain' };
  if (/^\d+\.0+$/.test(text))
    return { kind: 'float_suffix', level: 'certain', proposal: text.replace(/\.0+$/, ''), byDefault: true };
  if (/^[\d*]{12,22}$/.test(text)) return { kind: 'masked', level: 'certain' };
  if (/^[\dOolI|〇]{12,22}$/.test(text) && /\D/.test(text)) {
    return {
      kind: 'letter_for_digit',
      level: 'likely',
      proposal: [...text].map((char) => LOOKALIKE[char] ?? char).join(''),
    };
  }
  return isMarker(text) ? { kind: 'blank_marker', level: 'likely', proposal: null } : oddAccount(text);
}

/** An account that is another number, or one that was rounded before it was made a text. */
function wholeAccount(text: string): Verdict | undefined {
  if (isPlaceholder(text)) return { kind: 'placeholder', level: 'likely', proposal: null };
  if (/^\d{15}0{4}$/.test(text)) return { kind: 'rounded', level: 'likely' };
  const isId = text.length === 18 && checksumHolds(text) && idProvinceHolds(text) && idBirthDate(text) !== undefined;
  return isId ? { kind: 'id_in_account', level: 'likely' } : undefined;
}

/** 农信6217…, 6217…（父亲）, two accounts, or a number too short for one. */
function oddAccount(text: string): Verdict | undefined {
  const accounts = new Set(text.match(/\d{12,22}/g) ?? []);
  const [account = ''] = accounts;
  if (accounts.size > 1) return { kind: 'two_accounts', level: 'certain' };
  const rest = text.replaceAll(account, '').replace(/[():：,，。.;；/、'’‘"“”`]/g, '');
  if (account !== '' && rest === '') return { kind: 'stray_marks', level: 'certain', proposal: account };
  if (account !== '' && /\p{L}/u.test(rest) && !isDamagedPart(rest))
    return { kind: 'remark_in_number', level: 'likely', proposal: account, params: { remark: rest.slice(0, 20) } };
  if (/^\d{23,}$/.test(text) && text.length % 2 === 0) return { kind: 'two_accounts', level: 'likely' };
  return /^\d{1,11}$|^\d{23,}$/.test(text)
    ? { kind: 'wrong_length', level: 'likely', params: { length: text.length } }
    : undefined;
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
  if (style.length > 3 && text.length === style.length && /^[\dOolI|〇]+$/.test(text) && /\D/.test(text)) {
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
