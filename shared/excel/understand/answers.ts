/**
 * What the user answered about texts that no code list knows (身体状况: 一般 → 健康): asked once over a whole import,
 * applied while reading, and remembered for the next.
 */
import type { Field } from '../../catalogue/field';
import { looseKey, splitMulti } from '../../text';
import type { Parsed } from '../../values/codec';
import { codecFor } from '../../values/index';

/** `answerKey` → what the text means: a label, several joined by `,`, '' = nothing; null = it stays as it stands. */
export type Answers = ReadonlyMap<string, string | null>;

/** Key of an answer: `entity.key|text`, the text without spaces, width and case. */
export function answerKey(field: Pick<Field, 'entity' | 'key'>, text: string): string {
  return `${field.entity}.${field.key}|${looseKey(text)}`;
}

/** Whether texts outside the field's list are asked about. */
export function isAskable({ type, codes }: Field): boolean {
  return type === 'yesNo' || ((type === 'code' || type === 'multiCode') && codes !== undefined);
}

/** Whether the user has said that this text is to stay as it stands, so that nobody asks again. */
export function isLeft(text: string, field: Field, answers: Answers): boolean {
  return answers.get(answerKey(field, text)) === null;
}

/** What the answers make of a text that the field refused; undefined when they make nothing of it. */
export function answered(text: string, field: Field, answers: Answers): Parsed | undefined {
  if (answers.size === 0 || !isAskable(field)) return undefined;
  const whole = answers.get(answerKey(field, text));
  if (whole !== undefined && whole !== null) return parse(whole, field);
  if (field.type !== 'multiCode') return undefined;
  const parts = splitMulti(text);
  const meant = parts.map((part) => answers.get(answerKey(field, part)) ?? part);
  return meant.every((part, at) => part === parts[at]) ? undefined : parse(meant.filter(Boolean).join(','), field);
}

function parse(value: string, field: Field): Parsed {
  return value === '' ? { ok: true, value: undefined } : codecFor(field).parse(value, field);
}
