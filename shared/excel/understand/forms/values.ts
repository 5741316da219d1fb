/** The value that stands in a form: ticks chosen, printed lines and placeholders taken away. */
import type { CellValue } from '../../sheet';
import { cellText } from '../grid';
import type { Box } from './boxes';
import { chosen, isOnlyMark, unlined } from './choices';
import { fieldsOf, isUnit, withoutPlaceholders } from './words';
import { fitOf } from '../evidence';

/** 「    年  月  日」 as printed, not filled in. */
const BLANK_DATE = /^年月?日?$/;
const PRINTED = /[\s_＿]+/g;
/** What is printed where nothing is written: （盖章）, （签字）. */
const EMPTY_PRINT =
  /[(（]?(?:盖章|签字|签名|公章|签章|印章|按?手印|(?:近期|免冠|[一二]寸){0,3}(?:照片|相片)|贴照片处?)[)）]?[:：]?|年月日/gu;

/** 「 年 月 日」, （盖章）: printed, and not filled in. */
export function isEmptyPrint(text: string): boolean {
  const bare = text.replace(PRINTED, '');
  return BLANK_DATE.test(bare) || (bare !== '' && bare.length <= 60 && bare.replace(EMPTY_PRINT, '') === '');
}

/** The cell as a value; null when nothing was filled in. Cells that need no change stay as they are. */
export function plainValue(cell: CellValue): CellValue {
  if (typeof cell !== 'string') return cell;
  const bare = withoutPlaceholders(cell);
  if (bare !== cell && bare.replace(/[\s_＿,，、/.-]/g, '') === '') return null;
  const choice = chosen(bare);
  if (choice !== undefined) return choice;
  if (isEmptyPrint(bare)) return null;
  const text = unlined(bare);
  if (text === '') return null;
  return text === cell.trim() ? cell : text;
}

/** The value that stands in several boxes behind one label, and the box that it is taken from. */
export function joinedValue(boxes: readonly Box[]): { readonly value: CellValue; readonly from: Box } | null {
  const [first, second] = boxes;
  if (first === undefined) return null;
  if (second === undefined) return { value: isUnit(first.text) ? null : plainValue(first.cell), from: first };
  const marks = boxes.filter((box) => isOnlyMark(box.text));
  if (marks.length > 0 || boxes.every((box) => chosen(box.text) !== undefined)) return ticked(boxes);
  if (boxes.length === 2 && isUnit(second.text)) {
    const value = plainValue(first.cell);
    return { value: value === null ? null : `${cellText(value)}${second.text.replace(/[()（）]/g, '')}`, from: first };
  }
  return null;
}

/** Options in cells of their own: [☑是] [□否], or [是] [√] [否] [ ]. */
function ticked(boxes: readonly Box[]): { readonly value: CellValue; readonly from: Box } | null {
  const first = boxes[0]!;
  const said: string[] = [];
  let from = first;
  boxes.forEach((box, at) => {
    if (!isOnlyMark(box.text)) {
      const choice = chosen(box.text);
      if (typeof choice !== 'string') return;
      said.push(choice);
      if (said.length === 1) from = box;
      return;
    }
    if (chosen(box.text) !== '是') return;
    const option = isOnlyMark(first.text) ? boxes[at + 1] : boxes[at - 1];
    if (option === undefined || isOnlyMark(option.text)) return;
    said.push(option.text);
    if (said.length === 1) from = option;
  });
  return { value: said.length === 0 ? null : said.join('、'), from };
}

/** 1 when a field of numbers, dates, codes … behind the label takes the value, -1 when none does, 0 when nothing tells. */
export function fits(path: readonly string[], cell: CellValue): -1 | 0 | 1 {
  const fields = fieldsOf(path);
  const typed = fields.filter(({ type }) => type !== 'text' && type !== 'longText');
  const value = plainValue(cell);
  if (typed.length === 0 || value === null) return 0;
  const fit = typed.map((field) => fitOf([value], field)).filter((share) => share !== undefined);
  if (fit.length === 0) return 0;
  if (fit.some((share) => share > 0)) return 1;
  return typed.length === fields.length ? -1 : 0;
}
