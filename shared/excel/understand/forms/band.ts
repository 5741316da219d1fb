/** A table inside a form: a header row in the middle with rows below (members, measures, items and amounts). */
import { fitOf } from '../evidence';
import { cellText, isBlank, type Grid } from '../grid';
import { boxesOfRow, type Box } from './boxes';
import { rolesOf } from './line';
import { pairsIn } from './mixed';
import { isNote, isSentence } from './notes';
import { fits } from './values';
import { fieldsOf, isPlaceholder, labelScore, squeezed } from './words';
import { hasMarks } from './choices';

export interface BandColumn {
  readonly left: number;
  readonly right: number;
  /** Texts of the header rows from top to bottom. */
  readonly path: readonly string[];
  readonly header: Box;
}

export interface Band {
  readonly top: number;
  /** Last header row. */
  readonly headerBottom: number;
  /** Last row that belongs to it, printed empty rows included. */
  readonly bottom: number;
  readonly columns: readonly BandColumn[];
  /** Rows with at least one value. */
  readonly dataRows: readonly number[];
  readonly totals: readonly number[];
}

const ITEM =
  /^(收支|收入|支出|资产|财产|负债|补贴|帮扶|政策)?(项目|类别|指标|名称|来源|科目|种类|类型|明细|内容)(名称)?$/;
const AMOUNT =
  /^(金额|数额|数量|收入|支出|合计|小计|备注|说明|计算过程|计算依据|(19|20)\d{2}年度?|本年|上年|去年|今年)(\(.*\))?$/;
const SERIAL = /^(序号?|no\.?|编号)$/i;
const TOTAL = /^(合计|小计|总计|共计)$/;
/** Columns of free text, in which anything may be written. */
const FREE_TEXT = /备注|说明|计算|依据|来源|明细|过程/;
/** More blank rows than this end the table. */
const BLANK_ROWS = 12;

/** Whether the leaf names items: its column holds labels, the columns beside it their amounts. */
export function isItemHeader(text: string): boolean {
  return ITEM.test(squeezed(text));
}

/** The table whose header begins in this row; null when the row is no header. `told` = the user says that it is one. */
export function bandAt(grid: Grid, row: number, last: number, boxes: readonly Box[], told = false): Band | null {
  if (told ? boxes.length < 2 : !isHeaderRow(grid, row, last, boxes)) return null;
  let headerBottom = boxes.reduce((max, box) => Math.max(max, box.bottom), row);
  if (headerBottom === row && hasSubheaders(grid, row, boxes)) headerBottom = row + 1;
  const columns = columnsOf(grid, row, headerBottom, boxes);
  const { dataRows, totals, bottom } = rowsOf(grid, headerBottom + 1, last, columns);
  return { top: row, headerBottom, bottom: Math.max(bottom, headerBottom), columns, dataRows, totals };
}

function isHeaderRow(grid: Grid, row: number, last: number, boxes: readonly Box[]): boolean {
  if (boxes.length < 2 || row >= last) return false;
  if (boxes.some(({ text }) => hasMarks(text) || isPlaceholder(text) || pairsIn(text) !== null)) return false;
  // 填表人：　审核人：　in a row are labels to be filled in behind.
  const colons = boxes.filter(({ text }) => /[:：]\s*$/.test(text)).length;
  if (colons > boxes.length * 0.5 && !hasValuesBelow(grid, row, boxes)) return false;
  const scores = boxes.map(({ text }) => labelScore(text));
  const touching = boxes.filter((box, at) => at > 0 && box.left === boxes[at - 1]!.right + 1).length;
  if (boxes.length === 2) return touching === 1 && isSmallHeader(grid, boxes);
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const low = scores.filter((score) => score < 0.35).length;
  const roles = rolesOf(boxes);
  // 身份证 and 五保 are headers as well as words of the lists: answers only behind a label that asks for them.
  const answers = (at: number): boolean => at > 0 && fits([boxes[at - 1]!.text], boxes[at]!.cell) > 0;
  const values = scores.filter(
    (score, at) => roles[at] === 'value' && (score < 0.45 || (score < 0.5 && answers(at))),
  ).length;
  if (scores.includes(0) || values > boxes.length * 0.3) return false;
  if (mean < 0.6 || low > boxes.length / 4 || touching < (boxes.length - 1) * 0.7) return false;
  return !belowContradicts(grid, row, boxes);
}

/** The row below begins where the labels do, and holds values only. */
function hasValuesBelow(grid: Grid, row: number, boxes: readonly Box[]): boolean {
  const below = boxesOfRow(grid, row + 1);
  const lefts = new Set(boxes.map(({ left }) => left));
  return (
    below.length >= 2 &&
    below.every((box) => lefts.has(box.left) && labelScore(box.text) < 0.8 && pairsIn(box.text) === null)
  );
}

/** Two columns are a table only as item | amount, or with rows of values below both. */
function isSmallHeader(grid: Grid, boxes: readonly Box[]): boolean {
  const [a, b] = boxes;
  if (a === undefined || b === undefined) return false;
  const below = boxesOfRow(grid, Math.max(a.bottom, b.bottom) + 1).filter(
    (box) => box.left >= a.left && box.left <= b.right,
  );
  if (isItemHeader(a.text) && AMOUNT.test(squeezed(b.text))) return true;
  const [x, y] = below;
  if (labelScore(a.text) < 0.8 || labelScore(b.text) < 0.5 || x === undefined || y === undefined) return false;
  return (
    below.length === 2 && x.left === a.left && y.left === b.left && labelScore(x.text) < 0.4 && labelScore(y.text) < 0.4
  );
}

/** The row below is a row of pairs whose labels lie under labels: then this row has no values of its own, or is a heading. */
function belowContradicts(grid: Grid, row: number, boxes: readonly Box[]): boolean {
  const bottom = boxes.reduce((max, box) => Math.max(max, box.bottom), row);
  const below = boxesOfRow(grid, bottom + 1);
  const items = boxes.some(({ text }) => isItemHeader(text));
  if (items || below.length < 2 || hasSubheaders(grid, bottom, boxes)) return false;
  const sure = below.filter(({ text }) => labelScore(text) >= 0.9).length;
  return sure >= 2 && sure >= below.length * 0.8 && below.length >= boxes.length;
}

/** A second header row stands only below headings that span several columns, and holds labels. */
function hasSubheaders(grid: Grid, row: number, boxes: readonly Box[]): boolean {
  const wide = boxes.filter((box) => box.right > box.left);
  const left = boxes[0]?.left ?? 0;
  const below = boxesOfRow(grid, row + 1).filter((box) => box.left >= left);
  if (wide.length === 0 || below.length < 2) return false;
  const under = below.every((box) => wide.some((heading) => box.left >= heading.left && box.right <= heading.right));
  const several = wide.some(
    (heading) => below.filter((box) => box.left >= heading.left && box.right <= heading.right).length > 1,
  );
  const mean = below.reduce((sum, box) => sum + labelScore(box.text), 0) / below.length;
  return under && several && mean >= 0.55;
}

function columnsOf(grid: Grid, top: number, bottom: number, boxes: readonly Box[]): BandColumn[] {
  const columns: BandColumn[] = [];
  const first = boxes[0]!.left;
  const end = boxes.at(-1)!.right;
  for (let column = first; column <= end;) {
    const path: string[] = [];
    for (let row = top; row <= bottom; row++) {
      const text = squeezed(cellText(grid.cell(row, column)));
      if (text !== '' && path.at(-1) !== text) path.push(text);
    }
    const leaf = grid.range(bottom, column);
    const right = leaf !== undefined && leaf.left === column && leaf.top >= top ? leaf.right : column;
    const header = headerBox(grid, top, bottom, column);
    if (header !== undefined) columns.push({ left: column, right, path, header });
    column = right + 1;
  }
  return columns;
}

function headerBox(grid: Grid, top: number, bottom: number, column: number): Box | undefined {
  for (let row = bottom; row >= top; row--) {
    const cell = grid.cell(row, column);
    if (isBlank(cell)) continue;
    const range = grid.range(row, column) ?? { top: row, left: column, bottom: row, right: column };
    return { ...range, cell, text: cellText(cell) };
  }
  return undefined;
}

function rowsOf(
  grid: Grid,
  from: number,
  last: number,
  columns: readonly BandColumn[],
): Pick<Band, 'dataRows' | 'totals' | 'bottom'> {
  const left = columns[0]!.left;
  const right = columns.at(-1)!.right;
  const dataRows: number[] = [];
  const totals: number[] = [];
  let bottom = from - 1;
  let blank = 0;
  for (let row = from; row <= last && blank <= BLANK_ROWS; row++) {
    const all = boxesOfRow(grid, row);
    const boxes = all.filter((box) => box.left >= left && box.left <= right);
    if (endsBand(all, boxes, columns)) break;
    if (boxes.length === 0) blank++;
    else if (boxes.slice(0, 2).some(({ text }) => TOTAL.test(squeezed(text)))) totals.push(row);
    else if (hasValue(boxes, columns)) dataRows.push(row);
    if (boxes.length > 0) blank = 0;
    bottom = row;
  }
  return {
    dataRows,
    totals,
    bottom:
      blank > 0
        ? Math.max(bottom - blank, dataRows.at(-1) ?? from - 1, from - 1) + printed(grid, bottom, blank, columns)
        : bottom,
  };
}

/** Blank rows at the end that are printed as rows of the table: merged as the rows above. */
function printed(grid: Grid, bottom: number, blank: number, columns: readonly BandColumn[]): number {
  const wide = columns.find((column) => column.right > column.left);
  if (wide === undefined) return 0;
  let rows = 0;
  for (let row = bottom - blank + 1; row <= bottom; row++) {
    const range = grid.range(row, wide.left);
    if (range?.left !== wide.left || range.right !== wide.right) break;
    rows++;
  }
  return rows;
}

/** A serial number alone, or placeholders, are no values. */
function hasValue(boxes: readonly Box[], columns: readonly BandColumn[]): boolean {
  return boxes.some((box) => {
    const column = columnOf(columns, box);
    return column !== undefined && !isPlaceholder(box.text) && !isSerial(column, box);
  });
}

/** Whether the header only numbers the rows: printed lists have it, pairs of label and value never. */
export function isSerialHeader(text: string): boolean {
  return SERIAL.test(text);
}

export function isSerial(column: BandColumn, box: Pick<Box, 'text'>): boolean {
  return SERIAL.test(column.path.at(-1) ?? '') && /^\d*$/.test(box.text);
}

export function columnOf(columns: readonly BandColumn[], box: Box): BandColumn | undefined {
  return columns.find((column) => box.left >= column.left && box.left <= column.right);
}

/** The row belongs to the next part of the form: labels with values behind them, a heading, a note. */
function endsBand(all: readonly Box[], boxes: readonly Box[], columns: readonly BandColumn[]): boolean {
  if (all.length === 0) return false;
  const [only] = all;
  if (all.length === 1 && (isNote(only!.text) || pairsIn(only!.text) !== null || isSentence(only!.text))) return true;
  const span = columns.at(-1)!.right - columns[0]!.left + 1;
  if (all.length === 1 && only!.right - only!.left + 1 >= Math.max(3, span * 0.6)) return true;
  // A side heading or a tall cell of the next part begins left of the table, or labels of it go on to the right.
  if (all.some((box) => box.left < columns[0]!.left && (box.bottom > box.top || labelScore(box.text) >= 0.5)))
    return true;
  if (all.some((box) => box.left > columns.at(-1)!.right && labelScore(box.text) >= 0.8)) return true;
  if (boxes.length === 0) return all.some(({ text }) => labelScore(text) >= 0.8);
  if (boxes.some((box) => spansColumns(columns, box))) return true;
  const items = new Set(columns.filter((column) => isItemHeader(column.path.at(-1) ?? '')));
  // 养殖业 5605 家庭纯收入 44925: labels with what they ask for behind them, though the first is a word of the lists.
  const paired = boxes.filter((box, at) => {
    const next = boxes[at + 1];
    return next !== undefined && fieldsOf([squeezed(box.text)]).length > 0 && fits([box.text], next.cell) > 0;
  });
  if (items.size === 0 && paired.length >= 2 && paired.includes(boxes[0]!)) return true;
  if (items.size > 0 && paired.some((box) => !items.has(columnOf(columns, box)!))) return true;
  const strange = boxes.filter((box) => {
    const column = columnOf(columns, box);
    if (column === undefined || items.has(column)) return false;
    if (items.size > 0 && FREE_TEXT.test(column.path.at(-1) ?? '')) return false;
    return (labelScore(box.text) >= 0.8 || pairsIn(box.text, 0.8) !== null) && !fitsColumn(column, box);
  });
  if (items.size > 0) {
    const amounts = boxes.length - boxes.filter((box) => items.has(columnOf(columns, box)!)).length;
    return strange.length > 0 && strange.length >= amounts / 2;
  }
  return strange.includes(boxes[0]!) || strange.length >= Math.max(1, boxes.length / 3);
}

function spansColumns(columns: readonly BandColumn[], box: Box): boolean {
  const first = columnOf(columns, box);
  return first !== undefined && box.right > first.right && !TOTAL.test(squeezed(box.text));
}

function fitsColumn(column: BandColumn, box: Box): boolean {
  return fieldsOf([column.path.at(-1) ?? '']).some(
    (field) => field.codes !== undefined && (fitOf([box.cell], field) ?? 0) > 0,
  );
}
