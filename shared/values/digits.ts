/** Codecs of numbers that are names: ID numbers, telephone numbers, accounts. Wrong ones are kept; the audit judges them. */
import type { Field, ValueType } from '../catalogue/field';
import { isBlankText, toHalfWidth } from '../text';
import { clean, FIRST_ROUNDED, isScientific } from './clean';
import type { CodecFor, Parsed } from './codec';
import { normaliseId } from './idNumber';
import { parsed, readCell, truthText, unreadable, type ValueCode } from './readCell';
import { textOfDateCell } from './serial';

/** ID card (15, 18) and certificate (20, 22) numbers: any text after normalising, so that rules 2–11 see what is wrong. */
export const idNumberCodec = digitsCodec('idNumber', 'id_rounded', normaliseId);

/** Accounts without the blanks and hyphens of their printed groups. */
export const bankAccountCodec = digitsCodec('bankAccount', 'digits_rounded', (text) => bare(text).replace(/-/g, ''));

export const phoneCodec = digitsCodec('phone', 'digits_rounded', normalisePhone);

/** Mobile numbers as 11 digits without country code; area codes keep their hyphen. */
export function normalisePhone(text: string): string {
  const plain = bare(text).replace(/[—–－]/g, '-');
  const digits = plain.replace(/-/g, '').replace(/^(?:\+86|0086|86(?=1\d{10}$))/, '');
  return /^1\d{10}$/.test(digits) ? digits : plain;
}

function bare(text: string): string {
  return toHalfWidth(clean(text)).replace(/\s+/g, '');
}

/** Normalised until nothing changes: taking hyphens out may bring an apostrophe to the front. */
function settled(text: string, normalise: (text: string) => string): string {
  const next = normalise(text);
  return next === text ? text : settled(next, normalise);
}

function digitsCodec<T extends ValueType>(
  type: T,
  rounded: ValueCode,
  normalise: (text: string) => string,
): CodecFor<T> {
  const parse = (text: string, field: Field): Parsed => {
    if (isBlankText(text)) return parsed(undefined);
    if (isScientific(text)) return unreadable(rounded, clean(text), field);
    const value = settled(text, normalise);
    return parsed(isBlankText(value) ? undefined : value);
  };
  return {
    type,
    parse,
    format: (value) => String(value),
    compare: (a, b) => (String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0),
    same: (a, b) => settled(String(a), normalise) === settled(String(b), normalise),
    toCell: (value) => String(value),
    fromCell: (cell, field) =>
      readCell(cell, field, {
        text: (text) => parse(text, field),
        number: (value) =>
          Math.abs(value) >= FIRST_ROUNDED ? unreadable(rounded, String(value), field) : parse(String(value), field),
        date: (dated) => unreadable('date_in_digits', textOfDateCell(dated), field),
        truth: (value) => unreadable('date_in_digits', truthText(value), field),
      }),
  };
}
