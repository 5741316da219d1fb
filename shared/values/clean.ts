/** What a cell or an input box adds around a value without meaning it: wrappers and invisible characters. */
import { isPlain, toHalfWidth } from '../text';

/**
 * Zero-width characters, byte-order mark, soft hyphen, marks of writing direction (a number copied from a telephone comes between
 * two of them), fillers and selectors that show nothing, and control characters that no spreadsheet can hold.
 */
const INVISIBLE =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u00AD\u115F\u1160\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFFC\uFFFE\uFFFF]/g;

/**
 * The text itself: trimmed, line ends as \n, without invisible characters, without the `="…"` of CSV exports and the
 * apostrophe that marks a cell as text (a quotation in apostrophes stays). Cleaning twice gives what cleaning once gave.
 */
export function clean(text: string): string {
  if (isPlain(text)) return text;
  let result = text
    .replace(/\r\n?/g, '\n')
    .replace(INVISIBLE, '')
    .replace(/\u00A0/g, ' ')
    .trim();
  for (;;) {
    const wrapped = /^=\s*"(.*)"$/s.exec(result);
    const inner = wrapped ? (wrapped[1] ?? '') : result.replace(/^'(?=[^']*$)/, '');
    if (inner === result) return result;
    result = inner.trim();
  }
}

/** Cleaned, half-width, all white space out, upper case: for comparing with fixed spellings. */
export function compact(text: string): string {
  if (isPlain(text)) return text.toUpperCase();
  return toHalfWidth(clean(text)).replace(/\s+/g, '').toUpperCase();
}

/** A long number in scientific notation, as CSV files show it: its last digits are lost. */
export function isScientific(text: string): boolean {
  if (!/[eEｅＥ]/.test(text)) return false;
  return /^\d(?:\.\d+)?E\+?(?:1\d|2\d)$/.test(compact(text));
}

/** Spreadsheets keep 15 significant digits; from here on a number stored as a number has lost its last ones. */
export const FIRST_ROUNDED = 1e15;
