/** Whether cells outside of all tables look like data of a household. When unsure they do not: a note too many is read by nobody. */
import type { CellValue } from '../sheet';
import { toHalfWidth } from '../../text';
import { isInfo, isNote, isSentence, isSigned } from './forms/notes';
import { fits, plainValue } from './forms/values';
import { cellText } from './grid';
import { fieldsOf, isCodeWord, labelScore, squeezed } from './forms/words';
import { isName, NAMES } from './names';

/** A filled cell that no table reads. */
export interface Seen {
  readonly column: number;
  readonly cell: CellValue;
  readonly text: string;
  /** Of a row taken for a header, in which nothing but labels should stand; `blank` = and no data below. */
  readonly header: 'none' | 'blank' | 'filled';
}

/** strong = data wherever it stands; weak = data when something beside it or in the next rows surely is. */
type Judgement = 'strong' | 'weak' | 'none';

const ID = /^(\d{15}|\d{17}[\dXx])$/;
/** Household numbers and accounts; not 20250131093000, the moment of printing. */
const LONG_NUMBER = /^(?!(?:19|20)\d{2}[01]\d[0-3]\d[0-2]\d[0-5]\d[0-5]\d$)\d{12,20}$/;
const PHONE = /^1[3-9]\d{9}$/;
const YEAR = /^(19|20)\d{2}年?度?$/;
/** 户主姓名：赵甲; several may stand in one cell. */
const PAIR = /([^\s:;,，；。]{1,14}):([^:]*?)(?=(?<![\s;，；])[\s;，；]+[^\s:;,，；。]{1,14}:|$)/g;
const NUMBERED = /^\(?\d{1,2}[).、]\s*\p{Script=Han}/u;
/** Of all together, not of a household. */
const OF_ALL = /^(总|合计|全[村镇乡县组]|共|累计|本[村组])/;

export interface SeenRow {
  readonly row: number;
  readonly seen: readonly Seen[];
}

/** Those cells of rows below each other that look like data: where something surely is, what stands beside known labels is, too. */
export function judgeRows(rows: readonly SeenRow[]): { readonly row: number; readonly seen: Seen }[] {
  const judged = rows.flatMap(({ row, seen }) => {
    const signed = seen.some(({ text }) => isOfLine(squeezed(text).split(':')[0] ?? ''));
    return seen.map((each, at) => ({ row, seen: each, as: judgeCell(each, seen[at - 1], signed) }));
  });
  return judged.some(({ as }) => as === 'strong') ? judged.filter(({ as }) => as !== 'none') : [];
}

function judgeCell(seen: Seen, before: Seen | undefined, signed: boolean): Judgement {
  const text = toHalfWidth(seen.text).trim();
  const bare = text.replace(/\s+/g, '').replace(/^'/, '');
  if (ID.test(bare) || LONG_NUMBER.test(bare)) return 'strong';
  // The phone of whoever filled the sheet in.
  if (PHONE.test(bare)) return signed && seen.header === 'none' ? 'none' : 'strong';
  if (isNote(text)) return 'none';
  const pairs = [...text.matchAll(PAIR)];
  if (pairs.length > 0)
    return strongest(pairs.map(([, label = '', value = '']) => judgePair(label, value.trim(), 'none')));
  if (before === undefined || typeof before.cell !== 'string') return 'none';
  return judgePair(squeezed(before.text), seen.cell, seen.header);
}

/** What a value beside a label is; beside 填报单位 and 日期 it is of the sheet, unless they stand within a header. */
function judgePair(label: string, value: CellValue, header: Seen['header']): Judgement {
  const name = squeezed(label);
  const fields = fieldsOf([name]);
  if (fields.length === 0 || labelScore(name) < 0.9 || OF_ALL.test(name)) return 'none';
  if (header === 'none' && isOfLine(name)) return 'none';
  const plain = plainValue(value);
  const text = toHalfWidth(cellText(plain)).trim();
  if (text === '' || YEAR.test(text) || labelScore(text) > 0.4 || isSentence(text)) return 'none';
  // 12、疫苗接种针次 is a column that nobody knows.
  if (header !== 'none' && NUMBERED.test(text)) return 'none';
  if (fields.some(({ key }) => NAMES.has(key))) {
    if (!isName(text) || header === 'filled') return 'weak';
    // Below nothing a word that no list knows may be a header after all: it must begin like a name.
    return header === 'none' || isShortName(text) ? 'strong' : 'weak';
  }
  const fit = fits([name], value);
  if (fit !== 1 || isCodeWord(text) || fields.every(({ key }) => key.startsWith('member_count'))) return 'weak';
  return /\d/.test(text) ? 'strong' : 'weak';
}

function isShortName(text: string): boolean {
  const score = labelScore(text);
  return score > 0.1 && score <= 0.15;
}

/** Labels of the line over a list and of those who sign below it. */
export function isOfLine(label: string): boolean {
  return isInfo(label) || isSigned(label);
}

function strongest(judged: readonly Judgement[]): Judgement {
  return judged.includes('strong') ? 'strong' : judged.includes('weak') ? 'weak' : 'none';
}
