/** Codecs of coded fields. Labels are stored; codes, synonyms and other spellings are understood on the way in. */
import { codeList, labelFor, meansNone } from '../catalogue/codes/index';
import type { Field } from '../catalogue/field';
import { isBlankText, splitMulti, toHalfWidth } from '../text';
import { clean } from './clean';
import type { CodecFor, Parsed, Value } from './codec';
import { parsed, readCell, truthText, unreadable } from './readCell';
import { textOfDateCell } from './serial';
import { compareText } from './text';

/** Separator of the stored values of a multi-code field. */
const SEPARATOR = ',';

/** One label. A text outside a strict list is refused, two values are refused as two. */
export const codeCodec: CodecFor<'code'> = codecOf('code', parseOne, (a, b) => a === b);

/** Labels joined by `,` in the order of the source, each once. */
export const multiCodeCodec: CodecFor<'multiCode'> = codecOf('multiCode', parseMany, (a, b) => sorted(a) === sorted(b));

/** The single labels of a stored multi-code value. */
export function labelsOf(value: Value | undefined): readonly string[] {
  return value === undefined || value === '' ? [] : String(value).split(SEPARATOR);
}

function codecOf<T extends 'code' | 'multiCode'>(
  type: T,
  parse: (text: string, field: Field) => Parsed,
  same: (a: Value, b: Value) => boolean,
): CodecFor<T> {
  return {
    type,
    parse,
    format: (value) => String(value),
    compare: compareText,
    same,
    toCell: (value) => String(value),
    fromCell: (cell, field) =>
      readCell(cell, field, {
        text: (text) => parse(text, field),
        number: (value) => parse(String(value), field),
        date: (dated) => unreadable('not_in_list', textOfDateCell(dated), field),
        truth: (value) => parse(truthText(value), field),
      }),
  };
}

/** 无 is a value in some lists and nothing in the others, so the list is asked first. */
function parseOne(raw: string, field: Field): Parsed {
  const text = clean(raw);
  const label = labelIn(field, text);
  if (label !== undefined) return parsed(label);
  if (saysNothing(field, text)) return parsed(undefined);
  const parts = splitMulti(text).map((part) => labelIn(field, part) ?? part);
  const distinct = [...new Set(parts)];
  const only = distinct[0];
  if (parts.length > 1 && distinct.length === 1 && only !== undefined) return parseOne(only, field);
  const known = distinct.filter((part) => labelIn(field, part) !== undefined);
  if (distinct.length > 1 && (isStrict(field) || known.length === distinct.length)) {
    return unreadable('several_values', text, field);
  }
  return isStrict(field) ? unreadable('not_in_list', text, field) : parsed(loose(text));
}

function parseMany(raw: string, field: Field): Parsed {
  const text = clean(raw);
  const whole = labelIn(field, text);
  if (whole !== undefined) return parsed(whole);
  const labels = new Set<string>();
  for (const part of splitMulti(text)) {
    // A part has wrappers of its own ("'是" between commas): what is kept must read as it was understood.
    const label = labelIn(field, part) ?? labelIn(field, loose(part));
    const several = label === undefined ? labelsBetween(field, part) : undefined;
    if (label !== undefined) labels.add(label);
    else if (several !== undefined) for (const one of several) labels.add(one);
    else if (!saysNothing(field, part)) {
      // One unknown part spoils the whole text: keeping the rest would look as if nothing else had stood there.
      if (isStrict(field)) return unreadable('not_in_list', text, field, { part });
      labels.add(loose(part));
    }
  }
  return parsed(labels.size === 0 ? undefined : [...labels].join(SEPARATOR));
}

/** Separators that also stand inside labels: 残疾/慢病, 残疾 慢病, 残疾和慢病. Believed only when every part is a label. */
const FINER = /[/|+&\\\s]+|[和及与]/;

function labelsBetween(field: Field, text: string): string[] | undefined {
  const parts = text.split(FINER).filter((part) => part !== '');
  const labels = parts.flatMap((part) => labelIn(field, part) ?? []);
  return parts.length > 1 && labels.length === parts.length ? labels : undefined;
}

function labelIn(field: Field, text: string): string | undefined {
  return field.codes === undefined ? undefined : labelFor(field.codes, text);
}

function saysNothing(field: Field, text: string): boolean {
  return isBlankText(text) || (field.codes !== undefined && meansNone(field.codes, text));
}

function isStrict(field: Field): boolean {
  return field.codes !== undefined && (codeList(field.codes)?.strict ?? true);
}

/** A text of one's own in a list that is open to it. */
function loose(text: string): string {
  return clean(toHalfWidth(text));
}

function sorted(value: Value): string {
  return [...labelsOf(value)].sort().join(SEPARATOR);
}
