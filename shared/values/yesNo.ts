/** Codec of 是 / 否. */
import type { Field } from '../catalogue/field';
import { clean, compact } from './clean';
import type { CodecFor, Parsed } from './codec';
import { parsed, readCell, unreadable } from './readCell';
import { textOfDateCell } from './serial';

/** Spellings are listed one by one: by pattern, 未知 and 不详 would become 否. */
const YES = '是 有 参加 已参加 已 享受 已享受 通 已通 已解决 会 对 √ ✓ ✔ ☑ ■ Y YES T TRUE 1';
const NO =
  '否 无 没有 没 未参加 没参加 不参加 未 未享受 不享受 未通 不通 未解决 不会 不是 非 错 × ✗ ✘ X N NO F FALSE 0';

const MEANING: ReadonlyMap<string, '是' | '否'> = new Map([
  ...YES.split(' ').map((word) => [word, '是'] as const),
  ...NO.split(' ').map((word) => [word, '否'] as const),
]);

/** Blank markers but 无, which answers the question. */
const NOTHING = /^[-—–―/\\]*$/;

function parse(text: string, field: Field): Parsed {
  const word = compact(text);
  const value = MEANING.get(word);
  if (value !== undefined) return parsed(value);
  return NOTHING.test(word) || word === 'NULL' ? parsed(undefined) : unreadable('not_yes_no', clean(text), field);
}

export const yesNoCodec: CodecFor<'yesNo'> = {
  type: 'yesNo',
  parse,
  format: (value) => String(value),
  /** 是 before 否. */
  compare: (a, b) => Number(b === '是') - Number(a === '是'),
  same: (a, b) => a === b,
  toCell: (value) => String(value),
  fromCell: (cell, field) =>
    readCell(cell, field, {
      text: (text) => parse(text, field),
      number: (value) => parse(String(value), field),
      date: (dated) => unreadable('not_yes_no', textOfDateCell(dated), field),
      truth: (value) => parsed(value ? '是' : '否'),
    }),
};
