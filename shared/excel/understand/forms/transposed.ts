/** Fields go down, records go right: on a whole sheet, or for the members inside a form. */
import type { Range } from '../../sheet';
import type { Region } from '../../../import/types';
import { cellText, isBlank, type Grid } from '../grid';
import { boxAt, boxesOfRow, type Box } from './boxes';
import { hasMarks } from './choices';
import { pairsIn } from './mixed';
import { fits, plainValue } from './values';
import { viewOf, type ViewCell } from './view';
import { fieldsOf, isPlaceholder, isUnit, labelScore, squeezed } from './words';

/** A run of rows whose labels stand in one column and whose records stand side by side behind them. */
export interface Transposed {
  readonly range: Range;
  /** Column of the labels. */
  readonly labels: number;
  readonly records: readonly (readonly ViewCell[])[];
  readonly person: boolean;
  /** Rows that only number the records. */
  readonly numbering: readonly number[];
  /** Columns of sums at the right. */
  readonly sums: readonly number[];
}

const NUMBERING = /^(第?[\d一二三四五六七八九十]{1,3}(户|人|号)?|(户|成员|人员|家庭)[\d一二三四五六七八九十]{1,3})$/;
/** Columns beside the records: what is said of the lines, and sums. */
const NO_RECORD = /^(计量)?单位$|^(备注|说明|填写说明|合计|小计|总计|平均|均值|汇总)$/;
const SUM = /^(合计|小计|总计|平均|均值|汇总)$/;
const NUMBERED = /^(序号?|项目|指标|字段|内容|编号|户序号?|no\.?|成员)$/i;
/** Sheets that explain columns instead of filling them. */
const EXPLAINS = /^(字段|列名|示例|样例|填写说明|说明|要求|类型|是否必填|填写要求|取值|数据类型|备注说明|举例)/;

/**
 * The transposed table that fills a sheet below its title; null when there is none or that is not sure. `told` = the user says
 * that it is one: then labels with one record will do.
 */
export function wholeTransposed(
  grid: Grid,
  told = false,
): { readonly table: Transposed; readonly titles: readonly Box[] } | null {
  let top = 0;
  const titles: Box[] = [];
  for (; top < grid.rowCount; top++) {
    const boxes = boxesOfRow(grid, top);
    if (boxes.length > 1) break;
    if (boxes[0] !== undefined && labelScore(boxes[0].text) >= 0.9 && titles.length > 0) break;
    titles.push(...boxes);
  }
  for (const labels of labelColumns(grid, top, told)) {
    const table = transposedAt(grid, top, grid.rowCount - 1, labels, told);
    if (table === null || !(told || isSure(table, 4))) continue;
    const rest = Array.from({ length: grid.rowCount - 1 - table.range.bottom }, (_, at) => table.range.bottom + 1 + at);
    // Notes and signatures may follow; another table may not.
    if (told || rest.every((row) => boxesOfRow(grid, row).length <= 2)) return { table, titles };
  }
  return null;
}

/** The first columns that are filled: labels, or headings with the labels behind. */
function labelColumns(grid: Grid, top: number, told: boolean): number[] {
  const counts = new Map<number, number>();
  for (let row = top; row < Math.min(grid.rowCount, top + 60); row++) {
    for (const { left, text } of boxesOfRow(grid, row).slice(0, 3)) {
      if (told || labelScore(text) >= 0.8) counts.set(left, (counts.get(left) ?? 0) + 1);
    }
  }
  return [...counts]
    .filter(([, count]) => count >= 3)
    .map(([left]) => left)
    .toSorted((a, b) => a - b);
}

/**
 * The run that begins in a row with its labels in a column; null when fewer than three rows go together. When `told`, nobody
 * asks whether the labels look like labels.
 */
export function transposedAt(grid: Grid, top: number, last: number, labels: number, told = false): Transposed | null {
  const rows: { readonly label: Box; readonly values: readonly Box[] }[] = [];
  const numbering: number[] = [];
  let bottom = top - 1;
  for (let row = top; row <= last; row++) {
    const boxes = boxesOfRow(grid, row);
    const label = boxes.find(({ left }) => left === labels);
    const values = boxes.filter(({ left }) => left > labels);
    if (label === undefined) {
      if (boxes.length === 0) continue;
      break;
    }
    const named = NUMBERED.test(squeezed(label.text)) && values.length > 1;
    const ofRecords = values.filter(({ text }) => !NO_RECORD.test(squeezed(text)));
    if (named && ofRecords.length > 0 && ofRecords.every(({ text }) => NUMBERING.test(squeezed(text)))) {
      numbering.push(row);
      bottom = row;
      continue;
    }
    if ((!told && labelScore(label.text) < 0.35) || EXPLAINS.test(squeezed(values[0]?.text ?? ''))) break;
    if (!told && values.some((box) => isStrange(box) && !(named && NO_RECORD.test(squeezed(box.text))))) break;
    rows.push({ label, values });
    bottom = row;
  }
  const beside = besideRecords(grid, rows, numbering);
  const lefts = recordColumns(rows.map(({ values }) => values)).filter((left) => !beside.has(left));
  if (rows.length < 3 || lefts.length < (told ? 1 : 2)) return null;
  const paths = rows.map(({ label, values }) => {
    const unit = values.find(({ left, text }) => beside.has(left) && isUnit(text));
    const name = squeezed(label.text);
    return [
      ...groupsBefore(grid, label),
      unit === undefined || /\(/.test(name) ? name : `${name}(${squeezed(unit.text)})`,
    ];
  });
  const records = lefts.map((left) =>
    rows.map(({ label }, at): ViewCell => {
      const box = coveringBox(grid, label.top, left);
      const place = box === undefined ? ([label.top, left] as const) : ([box.top, box.left] as const);
      const value = box === undefined || box.left <= label.right ? null : plainValue(box.cell);
      return { path: paths[at]!, value, at: place, label: [label.top, label.left] };
    }),
  );
  const right = rows.reduce((max, { values }) => Math.max(max, values.at(-1)?.right ?? 0), lefts.at(-1)!);
  const person = paths.some((path) =>
    fieldsOf(path).some(({ entity, key }) => entity === 'member' && key === 'relation'),
  );
  const range = { top: rows[0]!.label.top, left: labels, bottom, right };
  const sums = sumsIn(grid, beside, numbering[0] ?? range.top);
  return { range, labels, records, person, numbering, sums };
}

/** Columns headed 合计. */
function sumsIn(grid: Grid, beside: ReadonlySet<number>, top: number): number[] {
  return [...beside].filter((column) => SUM.test(squeezed(cellText(grid.cell(top, column)))));
}

/** First columns that hold no record: headed 单位, 备注, 合计, or nothing but units. */
function besideRecords(
  grid: Grid,
  rows: readonly { readonly label: Box; readonly values: readonly Box[] }[],
  numbering: readonly number[],
): ReadonlySet<number> {
  const heads = [
    ...(rows[0] !== undefined && NUMBERED.test(squeezed(rows[0].label.text)) ? rows[0].values : []),
    ...numbering.flatMap((row) => boxesOfRow(grid, row)),
  ];
  const beside = new Set(heads.flatMap(({ left, text }) => (NO_RECORD.test(squeezed(text)) ? [left] : [])));
  const columns = new Map<number, string[]>();
  for (const { left, text } of rows.flatMap(({ values }) => values))
    columns.set(left, [...(columns.get(left) ?? []), text]);
  for (const [left, texts] of columns) {
    const units = texts.filter((text) => isUnit(text)).length;
    if (units >= 2 && units >= texts.length - 1) beside.add(left);
  }
  return beside;
}

/** A label or a pair where a value should stand. */
function isStrange({ text }: Box): boolean {
  return !hasMarks(text) && !isPlaceholder(text) && (labelScore(text) >= 0.9 || pairsIn(text, 0.8) !== null);
}

/** Columns at which values begin in a good part of the rows. */
function recordColumns(rows: readonly (readonly Box[])[]): number[] {
  const counts = new Map<number, number>();
  for (const boxes of rows) for (const { left } of boxes) counts.set(left, (counts.get(left) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  return [...counts]
    .filter(([, count]) => count >= Math.max(2, most * 0.34))
    .map(([left]) => left)
    .toSorted((a, b) => a - b);
}

function coveringBox(grid: Grid, row: number, column: number): Box | undefined {
  const range = grid.range(row, column);
  return boxAt(grid, range?.top ?? row, range?.left ?? column);
}

function groupsBefore(grid: Grid, label: Box): string[] {
  const groups: string[] = [];
  for (let column = 0; column < label.left; column++) {
    const text = squeezed(cellText(grid.cell(label.top, column)));
    // Lines may be numbered at the left.
    if (text !== '' && groups.at(-1) !== text && !/^\d+$/.test(text) && !/^序号?$/.test(text)) groups.push(text);
  }
  return groups;
}

/** Enough labels are known, and the values are what they ask for. */
export function isSure({ records }: Transposed, least: number): boolean {
  const [first = []] = records;
  const known = first.filter(({ path }) => fieldsOf(path).length > 0).length;
  if (known < least || known < first.length * 0.5) return false;
  let good = 0;
  let bad = 0;
  for (const record of records) {
    for (const { path, value } of record) {
      const fit = fits(path, value);
      if (fit > 0) good++;
      if (fit < 0) bad++;
    }
  }
  const filled = records.filter((record) => record.some(({ value }) => !isBlank(value))).length;
  return filled >= 2 && good >= 3 && bad <= good * 0.25;
}

export function regionsOfTransposed(grid: Grid, { range, labels, numbering, sums }: Transposed): Region[] {
  const regions: Region[] = numbering.map((row) => ({
    role: 'header',
    range: { top: row, left: labels, bottom: row, right: range.right },
  }));
  for (let row = range.top; row <= range.bottom; row++) {
    const label = boxAt(grid, row, labels);
    if (label === undefined || numbering.includes(row)) continue;
    const { bottom } = label;
    regions.push({ role: 'label', range: { top: row, left: labels, bottom, right: label.right } });
    let left = label.right + 1;
    for (const column of [...sums.toSorted((a, b) => a - b), range.right + 1]) {
      if (left < column) regions.push({ role: 'value', range: { top: row, left, bottom, right: column - 1 } });
      if (column <= range.right)
        regions.push({ role: 'total', range: { top: row, left: column, bottom, right: column } });
      left = column + 1;
    }
  }
  return regions;
}

export function viewOfTransposed(name: string, { records }: Transposed): ReturnType<typeof viewOf> {
  return viewOf(name, records, (cells) => cells.some(({ value }) => !isBlank(value)));
}
