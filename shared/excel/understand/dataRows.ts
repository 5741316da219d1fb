/** Which rows below the header hold data: not totals, notes, signatures, repeated headers, numbering or examples. */
import { toHalfWidth } from '../../text';
import type { Header } from './findHeader';
import { cellText, isBlank, type Grid } from './grid';
import { SERIAL_HEADER } from './neverMap';

const TOTAL =
  /^(本页|全村|全乡|全镇|全组|总|户数|人数)?(合计|小计|总计|共计|累计|合计数|平均)(数|户数|人数)?([::].*|\d.*)?$/;
const NOTE =
  /^(注|备注|说明|填表说明|填报说明|附注|附|填写说明|要求|注意|提示)[::.、\d(]|^注$|^(填表人|填报人|制表人?|编制人?|审核人?|复核人?|核对人|经办人|调查人|采集人|负责人|单位负责人|分管领导|主要领导|签字|签名|盖章|联系电话|联系人|填表日期|填报日期|填表时间|制表日期|日期|填报单位|填表单位|单位|村委会|驻村工作队|村党支部书记|第一书记)\s*(\((签字|签名|盖章|公章)\))?\s*[::]/;
/** Somebody of the village signs: 村支书签字：     驻村工作队长签字： */
const SIGNATURE = /(签字|签名|签章|盖章|公章)\)?[::]/;
const EXAMPLE = /^(示例|样例|例如|填写示例|举例|例)([::(].*|\d*)$/;
/** Texts of rows that describe the columns instead of filling them. */
const MARKER =
  /^(必填|选填|非必填|文本|数字|数值|日期|下拉|下拉选择|字符|整数|小数|N|C|D|甲|乙|丙|丁|\d{1,3}|\(\d{1,3}\))$/i;

/** A cell of a template that a program fills: ${hzxm}, {{name}}, #{id}, {.phone}. */
const PLACEHOLDER = /^(?:[$#]\{.*\}|\{\{.*\}\}|\{\.?\w+\})$/;

/** So many filled cells tell what a row is; a table of 137 columns and 37,000 rows is not read in full for it. */
const LOOKED_AT = 8;

/** Data rows, 0-based, in order. */
export function dataRowsOf(grid: Grid, header: Header): number[] {
  const serial = serialColumns(grid, header);
  const headers = header.paths.map(
    (_, column) => new Set(header.rows.map((row) => normalised(cellText(grid.cell(row, column))))),
  );
  const titles = textsAbove(grid, header.rows[0]!);
  const width = header.paths.filter((path) => path.length > 0).length;
  const rows: number[] = [];
  for (let row = lastOfHeader(grid, header) + 1; row < grid.rowCount; row++) {
    const filled = filledCells(grid, row, serial, Math.max(LOOKED_AT, Math.ceil(width / 4) + 1));
    if (filled.length === 0 || isFooter(grid, width, row, filled) || isRepeated(headers, titles, filled)) continue;
    // Beside the table: a stray mark, a lookup list of the form.
    if (filled.length < LOOKED_AT && filled.every(({ column }) => header.paths[column]?.length === 0)) continue;
    if (rows.length === 0 && isMarkerRow(grid, row, filledCells(grid, row, serial, grid.columnCount))) continue;
    rows.push(row);
  }
  return rows;
}

/**
 * Last row that cells of the header reach into: what is merged with a header is no data. One such cell alone may be the
 * side heading of a form, whose rows stand beside it.
 */
function lastOfHeader(grid: Grid, header: Header): number {
  const last = header.rows.at(-1)!;
  const reaching = new Map<number, number>();
  for (const { top, bottom } of grid.sheet.merges) {
    if (top >= header.rows[0]! && top <= last && bottom > last) reaching.set(bottom, (reaching.get(bottom) ?? 0) + 1);
  }
  return [...reaching].reduce((max, [bottom, cells]) => (cells > 1 ? Math.max(max, bottom) : max), last);
}

interface Filled {
  readonly column: number;
  readonly text: string;
}

/** 0-based columns that only number the rows. */
export function serialColumns(grid: Grid, header: Header): ReadonlySet<number> {
  const serial = new Set<number>();
  header.paths.forEach((path, column) => {
    const leaf = toHalfWidth(path.at(-1) ?? '').replace(/[\s*]/g, '');
    if (SERIAL_HEADER.test(leaf) || (/^(编号|户序号|户序|户号)$/.test(leaf) && countsUp(grid, header, column)))
      serial.add(column);
  });
  return serial;
}

/** 1, 2, 3 … down the column. */
function countsUp(grid: Grid, header: Header, column: number): boolean {
  let expected = 0;
  for (let row = header.rows.at(-1)! + 1; row < grid.rowCount && expected < 30; row++) {
    const text = cellText(grid.raw(row, column));
    if (text === '') continue;
    if (Number(text) !== ++expected) return false;
  }
  return expected > 0;
}

/** The first filled cells of a row, at most `limit`; the texts of the first few are normalised. */
function filledCells(grid: Grid, row: number, serial: ReadonlySet<number>, limit: number): Filled[] {
  const filled: Filled[] = [];
  const columns = Math.min(grid.columnCount, grid.sheet.rows[row]?.length ?? 0);
  for (let column = 0; column < columns && filled.length < limit; column++) {
    const cell = grid.raw(row, column);
    if (isBlank(cell)) continue;
    const text = filled.length < LOOKED_AT ? normalised(cellText(cell)) : '';
    // 合计 and notes often stand in the numbering column.
    if (serial.has(column) && /^\d*$/.test(cellText(cell))) continue;
    if (PLACEHOLDER.test(text)) continue;
    filled.push({ column, text });
  }
  return filled;
}

function normalised(text: string): string {
  return toHalfWidth(text).replace(/\s+/g, '');
}

function isFooter(grid: Grid, width: number, row: number, filled: readonly Filled[]): boolean {
  const [first] = filled;
  if (first === undefined) return true;
  if (filled.slice(0, 4).some(({ text }) => TOTAL.test(text))) return true;
  if (EXAMPLE.test(first.text)) return true;
  if ((NOTE.test(first.text) || SIGNATURE.test(first.text)) && filled.length <= Math.max(4, width / 4)) return true;
  if (filled.length > 1) return false;
  const range = grid.range(row, first.column);
  const wide = range !== undefined && range.right - range.left + 1 >= Math.max(3, width / 2);
  // One sentence alone in a row of a wide table; numbered notes go on over several rows.
  return wide || (width >= 4 && /[,。;:、]|^\d+[.、]/.test(first.text) && first.text.length > 12);
}

/** Header and title rows come again after page breaks. */
function isRepeated(
  headers: readonly ReadonlySet<string>[],
  titles: ReadonlySet<string>,
  filled: readonly Filled[],
): boolean {
  if (filled.length <= 3 && filled.every(({ text }) => titles.has(text))) return true;
  const looked = filled.slice(0, LOOKED_AT);
  const same = looked.filter(({ column, text }) => headers[column]?.has(text) === true);
  return same.length >= looked.length * 0.6;
}

function textsAbove(grid: Grid, top: number): ReadonlySet<string> {
  const texts = new Set<string>();
  for (let row = 0; row < top; row++) {
    for (let column = 0; column < grid.columnCount; column++) texts.add(normalised(cellText(grid.raw(row, column))));
  }
  return texts;
}

/** Column numbers (1 2 3 …) or types (N, 文本) in every cell; a household's row may begin with small numbers, too. */
function isMarkerRow(grid: Grid, row: number, filled: readonly Filled[]): boolean {
  const texts = filled.map(({ column }) => normalised(cellText(grid.raw(row, column))));
  if (!texts.every((text) => MARKER.test(text))) return false;
  const numbers = texts.filter((text) => /\d/.test(text)).map((text) => Number(text.replace(/\D/g, '')));
  if (numbers.length > 0 && texts.length < 3) return false;
  return numbers.every((number, at) => at === 0 || number === numbers[at - 1]! + 1);
}
