/** Damage to ID numbers: digits lost or too many, marks, words and other numbers beside them. */
import { toHalfWidth } from '../../text';
import { clean, FIRST_ROUNDED, isScientific } from '../../values/clean';
import { checksumHolds, idBirthDate, idProvinceHolds, normaliseId, slipsOf, upgradeId } from '../../values/idNumber';
import type { CellValue } from '../sheet';
import { cosmetic } from './cosmetic';
import { HEAD, ID, isMarker, LIKE_X, LOOKALIKE, MOBILE, type Lookup, type Trace } from './digits';
import type { Verdict } from './findings';
import { asksForName, isDamagedPart, isPlaceholder, MASK, withoutMarks } from './strayText';

/** A letter behind 15 digits stands for a digit (539699199503256o81). */
const ANY_ID = /(?<!\d)(?:\d{17}[\dX](?!\d)|\d{15}(?![\dA-Z|!]))/g;
/** Two numbers without anything between them. */
const GLUED = /^(\d{17}[\dX]|\d{15})(\d{17}[\dX]|\d{15})$/;
/** 港澳通行证, 台胞证, 护照: letters before digits; nobody's ID card. */
const OTHER_DOCUMENT =
  /^(?:护照|通行证|回乡证|台胞证|港澳证)?[号码:：]*(?:[HM]\d{8}(?:\d{2})?|[EGPDS][A-Z]?\d{7,8}|[CT][A-Z]?\d{8})$/;

/** How the ID numbers of a column usually look. */
export interface IdStyle {
  /** Several texts end in 000 without a check character that holds: rounded before they were made texts. */
  readonly rounded: boolean;
}

export function styleOfIds(cells: readonly CellValue[]): IdStyle {
  const rounded = cells.filter((cell) => typeof cell === 'string' && isRoundedText(cell)).length;
  return { rounded: rounded >= 2 };
}

function isRoundedText(text: string): boolean {
  return text.length === 18 && text.endsWith('000') && ID.test(text) && !checksumHolds(text);
}

/** A number (or a text that was one) whose digits after the 15th are gone: does the full number fit what is left? */
function fitsRounded(cell: number | string): (id: string) => boolean {
  if (typeof cell === 'number') {
    return (id) => /^\d{18}$/.test(id) && (Number(id) === cell || Number(`${id.slice(0, 15)}000`) === cell);
  }
  const digits = cell.replace(/\.0+$/, '');
  // A rounded number whose check character holds by chance is its own row's number, too.
  return (id) => id !== digits && id.startsWith(digits.slice(0, 15));
}

/** How the number begins; where a cell was rounded to its neighbour, with the digits next to it. */
function headOfRounded(cell: number | string): Trace {
  if (typeof cell === 'string') return { heads: [cell.slice(0, HEAD)] };
  const digits = Math.floor(cell / 1000);
  const heads = [digits - 1, digits, digits + 1].map((one) => String(one).padStart(15, '0').slice(0, HEAD));
  return { heads: [...new Set(heads)] };
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
export function checkId(cell: CellValue, find: Lookup, label: string, style: IdStyle): Verdict | undefined {
  if (typeof cell === 'number') return checkIdNumber(cell, find);
  if (typeof cell !== 'string') return undefined;
  if (ID.test(cell)) return checkWhole(cell, find, style);
  if (isScientific(cell)) return lost('scientific', find(fitsScientific(cell)));
  const text = normaliseId(cell);
  if (text === '') return undefined;
  if (ID.test(text)) return checkWhole(text, find, style) ?? cosmetic(cell);
  return checkOddId(cell, text, find, label);
}

/** 17 digits and a digit or X: all is well when the check character holds. */
function checkWhole(id: string, find: Lookup, style: IdStyle): Verdict | undefined {
  if (isPlaceholder(id)) return PLACEHOLDER;
  const holds = checksumHolds(id);
  if (id.endsWith('000') && (!holds || style.rounded))
    return { ...lost('rounded', find(fitsRounded(id), headOfRounded(id))), level: 'likely' };
  if (holds) return undefined;
  // One digit mistyped, or two neighbours turned round.
  const known = find(() => true, { ids: slipsOf(id) });
  return { kind: 'check_digit', level: 'likely', ...(known === undefined ? {} : { proposal: known }) };
}

function checkIdNumber(cell: number, find: Lookup): Verdict | undefined {
  if (Math.abs(cell) >= FIRST_ROUNDED) return lost('rounded', find(fitsRounded(cell), headOfRounded(cell)));
  const text = String(cell);
  if (/^\d{15}$/.test(text)) return fifteen(text);
  return MOBILE.test(text) ? { kind: 'phone_in_id', level: 'likely' } : wrongLength(text, find);
}

function fifteen(text: string): Verdict | undefined {
  const full = idBirthDate(text) === undefined ? undefined : upgradeId(text);
  return full === undefined ? undefined : { kind: 'id_15', level: 'certain', proposal: full };
}

function checkOddId(raw: string, text: string, find: Lookup, label: string): Verdict | undefined {
  if (/^\d{16,}\.0+$/.test(text)) return lost('rounded', find(fitsRounded(text), headOfRounded(text)));
  if (/^\d+\.0+$/.test(text)) return { kind: 'float_suffix', level: 'certain', proposal: text.replace(/\.0+$/, '') };
  if (/^\d{15}$/.test(text)) return isPlaceholder(text) ? PLACEHOLDER : fifteen(text);
  if (MOBILE.test(text)) return { kind: 'phone_in_id', level: 'likely' };
  if (/^\d{17}[\dX]\d{2}(?:B\d{0,2})?$/.test(text)) return certificate(text, label);
  if (/^\d{17}.$/u.test(text) && LIKE_X.test(text)) {
    const id = `${text.slice(0, 17)}X`;
    return checksumHolds(id)
      ? { kind: 'x_variant', level: 'certain', proposal: id }
      : { kind: 'x_variant', level: 'possible' };
  }
  return (
    maskedId(text, find) ??
    marked(text) ??
    checkLetters(raw, 15) ??
    beside(text) ??
    (OTHER_DOCUMENT.test(text) ? { kind: 'other_document', level: 'possible' } : undefined) ??
    (isMarker(text) || isPlaceholder(text) ? { kind: 'blank_marker', level: 'likely', proposal: null } : undefined) ??
    wrongLength(text, find)
  );
}

const PLACEHOLDER: Verdict = { kind: 'placeholder', level: 'likely', proposal: null };

function certificate(text: string, label: string): Verdict | undefined {
  // 证件号码 holds both, as in the national system; 身份证号 should not.
  if (/残疾/.test(label) || !/身份/.test(label)) return undefined;
  const id = text.slice(0, 18);
  return checksumHolds(id) ? { kind: 'certificate_as_id', level: 'possible', proposal: id } : undefined;
}

/** 4301**********1234, 430121xxxxxxxx1234, 430121……1234: a part of the number was hidden on purpose. */
function maskedId(text: string, find: Lookup): Verdict | undefined {
  const last = /\dX$/.test(text) ? 'X' : '';
  const body = last === '' ? text : text.slice(0, -1);
  const shown = body.replace(MASK, '');
  if (shown === body || !/^\d{4,17}$/.test(shown)) return undefined;
  // Hyphens part groups; whoever hides digits leaves fewer than a number has.
  if (body.length - shown.length < 2 && !/[—…]/.test(body)) return undefined;
  if (/[-–_.]/.test(body) && shown.length >= 15) return undefined;
  const pattern = body.replace(MASK, (run) => '*'.repeat(run.length)) + last;
  if (pattern.length !== 18) return lost('masked', undefined);
  const trace = pattern.indexOf('*') < HEAD ? {} : { heads: [pattern.slice(0, HEAD)] };
  const fits = (id: string): boolean => [...pattern].every((char, at) => char === '*' || char === id[at]);
  return lost('masked', find(fits, trace));
}

/** Marks between, before or behind the digits: '4301…, 4301-2119…, “4301…”. */
function marked(text: string): Verdict | undefined {
  const bare = withoutMarks(text);
  if (bare === text) return undefined;
  const id = /^\d{15}$/.test(bare) && idBirthDate(bare) !== undefined ? bare : ID.test(bare) ? bare : undefined;
  if (id === undefined) return undefined;
  return id.length === 15 || checksumHolds(id)
    ? { kind: 'stray_marks', level: 'certain', proposal: id }
    : { kind: 'stray_marks', level: 'possible' };
}

/** What else stands in the cell beside the number: another number, a name, words. */
function beside(text: string): Verdict | undefined {
  const ids = [...text.matchAll(ANY_ID)].map(([id]) => id).filter((id) => idBirthDate(id) !== undefined);
  if (GLUED.test(text)) return { kind: 'two_ids', level: 'certain' };
  const people = new Set(ids.map((id) => upgradeId(id) ?? id));
  const [id = ''] = people;
  if (people.size > 1) return { kind: 'two_ids', level: 'certain' };
  const sound = ids.length > 0 && id.length === 18 && checksumHolds(id);
  const proposal = sound ? { proposal: id } : {};
  // The same number twice, once in 15 digits perhaps.
  if (ids.length > 1) return { kind: 'two_ids', level: 'certain', ...proposal };
  if (ids.length === 0) return undefined;
  const rest = text.replace(ids[0] ?? '', '').replace(/[\s:：,，.。;；()（）【】[\]\-—、/]/g, '');
  if (rest === '' || /\d{5}/.test(rest) || isDamagedPart(rest)) return undefined;
  return asksForName(rest)
    ? { kind: 'name_and_id', level: 'certain', params: { name: rest }, ...proposal }
    : { kind: 'remark_in_number', level: 'likely', params: { remark: rest.slice(0, 20) }, ...proposal };
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

/** 17 or 19 digits: one was lost or typed twice. Who is known by that name may tell which. */
function wrongLength(text: string, find: Lookup): Verdict | undefined {
  if (!/^\d+X?$/.test(text)) return undefined;
  if (text.length === 1 && text === '0') return { kind: 'blank_marker', level: 'likely', proposal: null };
  if (isPlaceholder(text)) return PLACEHOLDER;
  const whole = text.replace(/^0+/, '');
  const isPadded =
    whole.length === 18 && whole !== text && ID.test(whole) && checksumHolds(whole) && idProvinceHolds(whole);
  const known =
    isPadded || Math.abs(text.length - 18) > 2 ? undefined : find((id) => isPartOf(text, id) || isPartOf(id, text));
  const full = isPadded ? whole : known;
  return {
    kind: 'wrong_length',
    level: 'certain',
    params: { length: text.length },
    ...(full === undefined ? {} : { proposal: full }),
  };
}

/** Whether all characters of `part` stand in `whole` in that order. */
function isPartOf(part: string, whole: string): boolean {
  if (part.length >= whole.length) return false;
  let at = 0;
  for (const char of whole) if (char === part[at]) at++;
  return at === part.length;
}
