/** Codecs of numbers: amounts in 元, areas in 亩 or ㎡, counts. The full number as written is kept, never rounded. */
import type { Field, NumericType } from '../catalogue/field';
import { isBlankText, toHalfWidth } from '../text';
import { clean, isScientific } from './clean';
import type { CodecFor, Parsed } from './codec';
import { parsed, readCell, truthText, unreadable } from './readCell';
import { textOfDateCell } from './serial';
import { unitExponent } from './units';

const NUMBER = /^[¥￥]?([+-]?)((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+)(?:E([+-]?\d{1,3}))?(.*)$/is;

/** Sheets and arithmetic differ in the last bits of a double; more than that is a difference. */
const RELATIVE_NOISE = 1e-12;

/** A codec for one of the numeric types; `integer` refuses fractions. */
export function numberCodec<T extends Exclude<NumericType, 'year'>>(type: T): CodecFor<T> {
  const parse = (text: string, field: Field): Parsed => {
    if (isBlankText(text)) return parsed(undefined);
    // 5.22E+17 was an ID number once; no amount is written like that.
    if (isScientific(text)) return unreadable('digits_rounded', clean(text), field);
    const value = readNumber(text, field.unit);
    return value === undefined ? unreadable('not_a_number', clean(text), field) : checked(value, type, field);
  };
  return {
    type,
    parse,
    format: (value) => digitsOf(Number(value)),
    compare: (a, b) => Number(a) - Number(b),
    same: (a, b) => Math.abs(Number(a) - Number(b)) <= RELATIVE_NOISE * Math.max(Math.abs(Number(a)), 1),
    toCell: (value) => Number(value),
    fromCell: (cell, field) =>
      readCell(cell, field, {
        text: (text) => parse(text, field),
        number: (value) => checked(value, type, field),
        date: (dated) => unreadable('not_a_number', textOfDateCell(dated), field),
        truth: (value) => unreadable('not_a_number', truthText(value), field),
      }),
  };
}

/** String(1e21) is "1e+21", which `parse` rightly takes for a rounded ID number: such a number is written out. */
function digitsOf(value: number): string {
  return Math.abs(value) < 1e21 || !Number.isFinite(value) ? String(value) : String(BigInt(value));
}

function checked(value: number, type: NumericType, field: Field): Parsed {
  if (!Number.isFinite(value)) return unreadable('not_a_number', String(value), field);
  if (type === 'integer' && !Number.isInteger(value)) return unreadable('not_an_integer', String(value), field);
  // -0 would be written as 0 and read back as another value.
  return parsed(value === 0 ? 0 : value);
}

/**
 * A number with its unit: "120平方米", "3人", "1.2万", "1,234.5", "￥500". Undefined when there is more in the text than that
 * (约300, 3-4, 300左右), or when the unit does not belong to the field's (500米 for 公里 is 0.5; 3人 for 元 is nothing).
 */
export function readNumber(raw: string, unit: string | undefined): number | undefined {
  // White space within digits stays and spoils the number: "3 4" is two numbers.
  const text = toHalfWidth(clean(raw)).replace(/\s+(?!\d)|(?<!\d)\s+/g, '');
  const match = NUMBER.exec(text);
  if (!match) return undefined;
  const [, sign = '', digits = '', exponent = '0', suffix = ''] = match;
  const shift = unitExponent(suffix, unit);
  if (shift === undefined) return undefined;
  // Shifting the decimal point in the text is exact where multiplying is not (8.87 × 10000).
  return Number(`${sign}${digits.replaceAll(',', '')}e${Number(exponent) + shift}`);
}
