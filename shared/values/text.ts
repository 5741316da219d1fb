/** Codecs of free text. */
import type { Field } from '../catalogue/field';
import { isBlankText, toHalfWidth } from '../text';
import { clean, FIRST_ROUNDED, isScientific } from './clean';
import type { CodecFor, Parsed } from './codec';
import { parsed, readCell, truthText, unreadable } from './readCell';
import { showsYear, textOfDateCell } from './serial';

/** Order of Chinese text by pinyin, with numbers in it as numbers: 第2组 before 第10组. */
const collator = new Intl.Collator('zh-Hans-CN', { numeric: true });

export function compareText(a: string | number, b: string | number): number {
  return collator.compare(String(a), String(b));
}

/** Text kept as it is but for white space at the ends; 无 － — / are blank. */
export function textCodec<T extends 'text' | 'longText'>(type: T): CodecFor<T> {
  const parse = (text: string, field: Field): Parsed => {
    if (isBlankText(text)) return parsed(undefined);
    // Household and person numbers are texts of 14 and more digits.
    if (type === 'text' && isScientific(text)) return unreadable('digits_rounded', clean(text), field);
    return parsed(clean(text));
  };
  return {
    type,
    parse,
    format: (value) => String(value),
    compare: compareText,
    same: (a, b) => bare(a) === bare(b),
    toCell: (value) => String(value),
    fromCell: (cell, field) =>
      readCell(cell, field, {
        text: (text) => parse(text, field),
        number: (value) =>
          Math.abs(value) >= FIRST_ROUNDED
            ? unreadable('digits_rounded', String(value), field)
            : parse(String(value), field),
        // A group such as 3-1 that Excel made a date of shows no year: what was typed cannot be told. Any other date was meant.
        date: (dated) =>
          showsYear(dated.format)
            ? parsed(textOfDateCell(dated), 'date_kept_as_text')
            : unreadable('date_in_text', textOfDateCell(dated), field),
        truth: (value) => parsed(truthText(value)),
      }),
  };
}

/** Width and white space do not change what a text says. */
function bare(value: string | number): string {
  return toHalfWidth(String(value)).replace(/\s+/g, '');
}
