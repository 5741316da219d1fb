/** Tables of items inside a form: 项目 | 金额 with one item a row, also side by side; or items across and attributes down. */
import { cellText, type Grid } from '../grid';
import { isItemHeader, isSerial, type Band, type BandColumn } from './band';
import { boxAt, type Box } from './boxes';
import type { Pair } from './line';
import { plainValue } from './values';
import { fieldsOf, labelScore, squeezed } from './words';

/** Attributes that only repeat that an item has an amount. */
const PLAIN = /^(金额|数额|合计|小计|本年|全年|年度金额|数值|内容|填写内容)(\((元|万元|千元)\))?$/;
const YEAR = /^(19|20)\d{2}年?度?/;
/** Years that only the day of the form tells. */
const RELATIVE_YEAR = /^(上一?年|本年|去年|今年|当年)度?(\(.*\))?$/;
const ATTRIBUTE =
  /^(金额|数额|数量|备注|说明|单位|面积|规模|收入|支出|年收入|年支出|净收入|纯收入|价值|原值|现值|计算[^(]*|依据|来源|时间|日期|合计|小计|本年|上年|全年)(\(.*\))?$/;

interface Segment {
  /** Columns of the categories that the items belong to: 收入类别 before 项目. */
  readonly levels: readonly BandColumn[];
  readonly item: BandColumn;
  readonly attributes: readonly BandColumn[];
}

/** The cells of the table as pairs; null when its rows are records and not items. */
export function itemPairs(grid: Grid, band: Band, groups: readonly string[]): Pair[] | null {
  const segments = segmentsOf(grid, band);
  if (segments === null) return null;
  const rows = [...band.dataRows, ...band.totals].toSorted((a, b) => a - b);
  const printed = rangeOf(band.headerBottom + 1, band.bottom);
  const pairs: Pair[] = [];
  for (const segment of segments) {
    const down = goesDown(grid, segment, printed);
    for (const row of printed) {
      const label = labelAt(grid, segment, row);
      if (label === undefined || !(rows.includes(row) || labelScore(label.text) >= 0.3)) continue;
      for (const attribute of segment.attributes)
        pairs.push(pairOf(grid, groups, segment, attribute, label, row, down));
    }
  }
  return pairs;
}

function pairOf(
  grid: Grid,
  groups: readonly string[],
  { levels, item, attributes }: Segment,
  attribute: BandColumn,
  label: Box,
  row: number,
  down: boolean,
): Pair {
  const name = squeezed(label.text);
  const header = attribute.path.at(-1) ?? '';
  const heading = item.path.at(-1)!.replace(/(项目|类别|名称|来源|指标|科目|种类|类型|明细){1,8}$/, '');
  const above = levels
    .map(({ left }) => squeezed(cellText(grid.cell(row, left))))
    .filter((text) => text !== '' && text !== name);
  const path = [...groups, ...(heading === '' || groups.length > 0 || levels.length > 0 ? [] : [heading]), ...above];
  const amounts = attributes.filter(({ path: other }) => PLAIN.test(other.at(-1) ?? ''));
  const box = boxAt(grid, row, attribute.left);
  return {
    path: [...path, ...(down ? itemPath(name, header, amounts.length === 1) : [joined(header, name)])],
    label,
    at: [row, attribute.left],
    ...(box === undefined ? {} : { box }),
    value: plainValue(grid.raw(row, attribute.left)),
    via: 'item',
  };
}

/** The item of a row, or its category where that has no items: 财产性收入 beside 务工收入 of 工资性收入. */
function labelAt(grid: Grid, { item, levels }: Segment, row: number): Box | undefined {
  const own = [item, ...levels.toReversed()].map(({ left }) => boxAt(grid, row, left));
  return own.find((box) => box !== undefined);
}

/** 务工收入 of 金额 is 务工收入; its 备注 is a text of its own, never the household's 备注. */
function itemPath(item: string, attribute: string, single: boolean): string[] {
  const unit = /\((元|万元|千元|亩)\)$/.exec(attribute)?.[0] ?? '';
  if (PLAIN.test(attribute) && single) return [`${item}${unit}`];
  if (YEAR.test(attribute)) return [`${attribute.slice(0, attribute.length - unit.length)}${item}${unit}`];
  return RELATIVE_YEAR.test(attribute) ? [attribute, item] : [joined(item, attribute)];
}

/** Two texts as one label: run together when the catalogue knows that (种植业 + 收入), else kept apart so that it does not. */
function joined(a: string, b: string): string {
  return fieldsOf([a + b]).length > 0 ? a + b : `${a}·${b}`;
}

function segmentsOf(grid: Grid, band: Band): Segment[] | null {
  const columns = band.columns.filter(({ path }) => !/^(序号?|编号)$/.test(path.at(-1) ?? ''));
  if (!isItemHeader(columns[0]?.path.at(-1) ?? '')) return null;
  const segments: { levels: BandColumn[]; item: BandColumn; attributes: BandColumn[] }[] = [];
  for (const column of columns) {
    const open = segments.at(-1);
    const isItem = isItemHeader(column.path.at(-1) ?? '');
    const holds = isItem && (open === undefined || holdsLabels(grid, band, column));
    if (holds && open !== undefined && open.attributes.length === 0) {
      open.levels.push(open.item);
      open.item = column;
    } else if (holds) segments.push({ levels: [], item: column, attributes: [] });
    else open?.attributes.push(column);
  }
  const whole = segments.every(({ item, attributes }) => attributes.length > 0 && holdsLabels(grid, band, item));
  return whole && segments.length > 0 ? segments : null;
}

/** Most cells of the column are labels, and those of the other columns are not. */
function holdsLabels(grid: Grid, band: Band, column: BandColumn): boolean {
  const boxes = rangeOf(band.headerBottom + 1, band.bottom).flatMap((row) => {
    const box = boxAt(grid, row, column.left);
    return box === undefined || isSerial(column, box) ? [] : [box];
  });
  const labels = boxes.filter(({ text }) => labelScore(text) >= 0.8 || fieldsOf([squeezed(text)]).length > 0);
  return boxes.length >= 2 && labels.length >= boxes.length * 0.5;
}

/** Whether the rows are the items; otherwise the columns are, and the rows are what is said of them (数量, 年收入). */
function goesDown(grid: Grid, { item, attributes }: Segment, printed: readonly number[]): boolean {
  if (attributes.every(({ path }) => isAttribute(path.at(-1) ?? ''))) return true;
  const rows = printed.flatMap((row) => boxAt(grid, row, item.left)?.text ?? []).map(squeezed);
  return rows.filter(isAttribute).length < rows.length * 0.6;
}

function isAttribute(text: string): boolean {
  return ATTRIBUTE.test(text) || YEAR.test(text) || RELATIVE_YEAR.test(text);
}

function rangeOf(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
}
