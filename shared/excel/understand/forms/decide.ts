/** Whether a sheet is a form. A list must never be taken for one: when unsure, it is a list. */
import type { CellValue } from '../../sheet';
import { cellText, type Grid } from '../grid';
import { isName, NAMES } from '../names';
import type { Block } from './block';
import { boxesOfRow, type Box } from './boxes';
import { hasMarks } from './choices';
import { headCount, listsHouseholds, names } from './keys';
import { isInfo, isSigned } from './notes';
import { fits } from './values';
import { fieldsOf, labelScore, squeezed } from './words';
import type { Pair } from './line';

/** Rows looked at before a long sheet is read in full. */
const LOOKED_AT = 120;

/** Headers of sheets that explain columns instead of filling them: 字段 | 示例 | 说明. */
const EXPLAINS =
  /^(字段(名称?)?|列名|示例|样例|填写说明|说明|(是否)?必填|填写要求|取值(范围)?|数据类型|举例|填写内容)$/;

/** A quick look that lets no form slip: labels stand on many rows, not on the first few alone. */
export function mayBeForm(grid: Grid): boolean {
  let labelled = 0;
  let filled = 0;
  for (let row = 0; row < Math.min(grid.rowCount, LOOKED_AT); row++) {
    const boxes = boxesOfRow(grid, row);
    if (boxes.length === 0) continue;
    if (boxes.filter(({ text }) => EXPLAINS.test(squeezed(text))).length >= 2) return false;
    filled++;
    if (boxes.some(({ text }) => labelScore(text) >= 0.8 || /[:：_＿]/.test(text))) labelled++;
  }
  return labelled >= 1 && labelled >= filled * 0.15;
}

export function isForm(grid: Grid, blocks: readonly Block[]): boolean {
  const pairs = blocks.flatMap((block) => block.pairs);
  const known = pairs.filter(({ path }) => isKnown(path));
  const rows = new Set(known.map(({ label }) => label.top)).size;
  const orphans = blocks.reduce((sum, block) => sum + block.orphans.length, 0);
  const said = pairs.filter(({ value }) => value !== null).length;
  if (orphans > Math.max(2, (said + orphans) * 0.35)) return false;
  if (contradicted(pairs) || blocks.some((block) => headCount(grid, block.tables) > 1)) return false;
  if (blocks.some((block) => listsHouseholds(grid, block))) return false;
  if (isAcross(blocks)) return false;
  if (isNothingElse(blocks, pairs, known) || isOneHousehold(grid, blocks, known)) return true;
  if (isListWithInfo(blocks, known)) return false;
  if (!isLaidOut(blocks, known)) return false;
  const identified = known.filter(({ path }) => isKey(path)).length > 0;
  return identified ? known.length >= 3 : known.length >= 5 && rows >= 3;
}

/**
 * Whether labels and what they ask for take turns in a row: 户主姓名 张三 户编号 A1. It heads no list, and where the sheet is no
 * form that is understood, its values are better left than taken for headers.
 */
export function isRowOfPairs(grid: Grid, row: number): boolean {
  const boxes = boxesOfRow(grid, row);
  if (boxes.filter(({ text }) => isInBrackets(text)).length >= 2) return true;
  const known = boxes.map(({ text }) => labelScore(text) >= 0.9);
  const answered = boxes.filter((box, at) => {
    const next = boxes[at + 1];
    return known[at] === true && next !== undefined && labelScore(next.text) <= 0.15 && isValue(box.text, next);
  });
  const labels = known.filter(Boolean).length;
  return answered.length >= 2 && answered.length >= labels * 0.6 && labels <= boxes.length * 0.6;
}

/** 户主姓名（张三）, 住房面积（100）平方米; never 金额（1）, 日期（2024年） or 姓名（签字）. */
function isInBrackets(text: string): boolean {
  const [, label = '', said = '', unit = ''] =
    /^([^()（）]{2,10})[(（]([^()（）]+)[)）](\p{Script=Han}{0,3})$/u.exec(text) ?? [];
  if (label === '' || labelScore(label) < 0.9 || labelScore(said) > 0.2) return false;
  if (/^[是否]$/.test(said)) return fits([label], said) > 0;
  // 18位, 年月日, 1 are said of the column; A1001, 13800000001 and 3 before 人 of a household.
  if (/^[A-Za-z]*[\d.]+[XxＸ]?$/.test(said))
    return fits([label], said) > 0 ? unit !== '' || said.length >= 5 : isKey([label]) && /^[A-Za-z]|^.{5}/.test(said);
  return unit === '' && /^\p{Script=Han}{2,4}$/u.test(said) && !/[年月日位码元]/.test(said) && isAnswer([label], said);
}

function isValue(label: string, { cell, text }: Pick<Box, 'cell' | 'text'>): boolean {
  return isAnswer([label], cell) || (fits([label], cell) === 0 && /\d/.test(text) && !/^(19|20)\d{2}年/.test(text));
}

function isKnown(path: readonly string[]): boolean {
  const leaf = path.at(-1) ?? '';
  return labelScore(leaf) >= 0.9 || fieldsOf(path).length > 0;
}

function isKey(path: readonly string[]): boolean {
  return names(path, 'household_no') || names(path, 'head_name') || names(path, 'head_id_no');
}

/** Values that their labels cannot hold: the labels were none, or the values stand elsewhere. */
function contradicted(pairs: readonly Pair[]): boolean {
  // What is ticked answers its label, in whatever words.
  const judged = pairs
    .filter(({ box }) => box === undefined || !hasMarks(box.text))
    .map(({ path, value }) => fits(path.slice(-1), value));
  const good = judged.filter((fit) => fit > 0).length;
  const bad = judged.filter((fit) => fit < 0).length;
  return bad > 2 && bad > good * 0.5;
}

/** Most labels have several values behind them, each in the columns of the others: households go right, and this is no form. */
function isAcross(blocks: readonly Block[]): boolean {
  return blocks.every(({ pairs }) => {
    const values = new Map<Box, number[]>();
    for (const { label, box, via } of pairs)
      if (via === 'line' && box !== undefined) values.set(label, [...(values.get(label) ?? []), box.left]);
    const several = [...values.values()].filter(({ length }) => length > 1);
    return several.length >= 3 && several.length >= values.size * 0.6;
  });
}

/** A few known labels, each beside a value that it asks for, and nothing else: 工资性收入 30000 务工收入 12000. */
function isNothingElse(blocks: readonly Block[], pairs: readonly Pair[], known: readonly Pair[]): boolean {
  if (blocks.some(({ orphans, tables }) => orphans.length > 0 || tables.length > 0)) return false;
  const lines = pairs.filter(({ path }) => !isInfo(path.at(-1) ?? '') && !isSigned(path.at(-1) ?? ''));
  const fit = lines.filter(({ path, value, via }) => via === 'line' && isAnswer(path.slice(-1), value)).length;
  const telling = lines.filter((pair) => known.includes(pair) || labelScore(pair.path.at(-1) ?? '') >= 0.8).length;
  const amounts = lines.filter(
    ({ path, value }) => /\d/.test(String(value)) && fits(path.slice(-1), value) === 0,
  ).length;
  return (
    fit >= 2 &&
    telling >= lines.length * 0.8 &&
    fit + amounts >= lines.filter(({ value }) => value !== null).length * 0.7
  );
}

/** A value of the kind that the label asks for, or the name of a person where one is asked. */
function isAnswer(path: readonly string[], value: CellValue): boolean {
  if (fits(path, value) > 0) return true;
  const text = cellText(value);
  return NAMES.has(fieldsOf(path)[0]?.key ?? '') && text.length <= 4 && isName(text);
}

/** In each part the members of one household under one 户主, and beside them what is said of it. */
function isOneHousehold(grid: Grid, blocks: readonly Block[], known: readonly Pair[]): boolean {
  if (
    blocks.some(({ tables }) => headCount(grid, tables) !== 1 || tables.some(({ band }) => band.dataRows.length > 20))
  )
    return false;
  const said = known.filter(({ path, value, via }) => via === 'line' && value !== null && !isInfo(path.at(-1) ?? ''));
  return said.some(({ path }) => isKey(path)) || said.length >= 2 * blocks.length;
}

/** Labels on several rows, not one header over nothing: that is a blank list. */
function isLaidOut(blocks: readonly Block[], known: readonly Pair[]): boolean {
  const lines = new Set(
    known
      // 电话 below 帮扶情况 is no line over the form.
      .filter(({ path, via }) => via === 'line' && (path.length > 1 || !isInfo(path.at(-1) ?? '')))
      .map(({ label }) => label.top),
  );
  const bands = blocks.reduce((sum, block) => sum + block.bands, 0);
  const sides = blocks.reduce((sum, block) => sum + block.sides, 0);
  const items = known.filter(({ via }) => via === 'item').length;
  if (blocks.every(isInLayers)) return true;
  return lines.size >= 2 || (lines.size === 1 && bands > 0) || (bands >= 2 && sides > 0) || items >= 3;
}

/** Rows of labels over one row of values each, and never a label twice: 户主姓名 户编号 over 张三 A1, 住房面积 是否危房 over 100 否. */
function isInLayers({ pairs }: Block): boolean {
  const below = pairs.filter(({ via }) => via === 'below');
  const leaves = below.map(({ path }) => path.at(-1) ?? '');
  const judged = below.map(({ path, value }) => fits(path.slice(-1), value));
  return (
    new Set(below.map(({ label }) => label.top)).size >= 2 &&
    new Set(leaves).size === leaves.length &&
    below.filter(({ path }) => isKnown(path)).length >= below.length * 0.8 &&
    judged.filter((fit) => fit > 0).length >= 2 &&
    !judged.some((fit) => fit < 0)
  );
}

/** Lines of place, person and date over or under a table of many rows: the table is the sheet. */
function isListWithInfo(blocks: readonly Block[], known: readonly Pair[]): boolean {
  const tables = blocks.flatMap((block) => block.tables);
  const largest = tables.reduce((max, { band }) => Math.max(max, band.dataRows.length), 0);
  const telling = known.filter(({ path }) => !isInfo(path.at(-1) ?? ''));
  if (tables.length === 0) return telling.length < 2;
  if (telling.some(({ path }) => isKey(path))) return largest > 30 * blocks.length;
  return telling.length < 4 || largest > 12 * blocks.length;
}
