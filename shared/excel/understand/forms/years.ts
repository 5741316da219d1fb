/** Years that stand side by side over rows of labels: 年度 2023年 2024年 2025年, and below 人均纯收入 8000 8750 10000. */
import type { Region } from '../../../import/types';
import type { Grid } from '../grid';
import { boxAt, boxesOfRow, type Box } from './boxes';
import { pairsIn } from './mixed';
import { isNote } from './notes';
import type { Pair } from './line';
import { plainValue } from './values';
import { fieldsOf, labelScore, squeezed } from './words';

const YEAR = /^((?:19|20)\d{2})年?度?(\((?:元|万元|千元|亩)\))?$/;

export interface Years {
  readonly pairs: readonly Pair[];
  readonly regions: readonly Region[];
  /** Last row. */
  readonly bottom: number;
}

interface Column {
  readonly box: Box;
  readonly year: string;
  readonly unit: string;
}

/** The table whose years stand in this row; null when the row is no such header or nothing with a label follows. */
export function yearsAt(
  grid: Grid,
  row: number,
  last: number,
  boxes: readonly Box[],
  groups: readonly string[],
): Years | null {
  const columns = boxes.flatMap((box): Column[] => {
    const [, year, unit = ''] = YEAR.exec(squeezed(box.text)) ?? [];
    return year === undefined ? [] : [{ box, year, unit }];
  });
  const [first] = columns;
  if (first === undefined || columns.length < 2 || new Set(columns.map(({ year }) => year)).size < columns.length)
    return null;
  const others = boxes.filter((box) => !columns.some((column) => column.box === box));
  const before = others.filter(({ left }) => left < first.box.left);
  // 脱贫年度 2018年 识别年度 2014年 are labels with their years.
  if (before.length > 2 || others.some((box) => isBetween(box, columns)) || first.box.left === 0) return null;
  const behind = others.filter((box) => !before.includes(box));
  const rows = rowsBelow(grid, row, last, first.box.left, [...columns.map(({ box }) => box), ...behind]);
  if (rows.length === 0) return null;
  const left = Math.min(...before.map((box) => box.left), ...rows.map(({ label }) => label.left));
  const right = Math.max(...boxes.map((box) => box.right));
  const bottom = rows.at(-1)!.row;
  return {
    pairs: rows.flatMap((line) => pairsOf(grid, line, columns, behind, groups)),
    regions: [
      { role: 'label', range: { top: row, left, bottom: row, right } },
      ...rows.map(({ label }): Region => ({ role: 'label', range: { ...rangeOf(label), left } })),
      { role: 'value', range: { top: row + 1, left: first.box.left, bottom, right } },
    ],
    bottom,
  };
}

const rangeOf = ({ top, left, bottom, right }: Box): Region['range'] => ({ top, left, bottom, right });

function isBetween({ left }: Box, columns: readonly Column[]): boolean {
  return left > columns[0]!.box.left && left < columns.at(-1)!.box.left;
}

interface Line {
  readonly row: number;
  readonly label: Box;
  /** Headings at the left of the label, outermost first. */
  readonly levels: readonly string[];
}

/** The rows with a label before the years and nothing but values below them. */
function rowsBelow(grid: Grid, header: number, last: number, from: number, heads: readonly Box[]): Line[] {
  const rows: Line[] = [];
  for (let row = header + 1; row <= last; row++) {
    const boxes = boxesOfRow(grid, row);
    const before = boxes.filter(({ left }) => left < from);
    const label = before.at(-1);
    const values = boxes.filter(({ left }) => left >= from);
    if (label === undefined || label.right >= from || isNote(label.text)) break;
    if (labelScore(label.text) < 0.35 && fieldsOf([squeezed(label.text)]).length === 0) break;
    if (values.some((box) => !heads.some((head) => box.left >= head.left && box.right <= head.right))) break;
    if (values.some(({ text }) => labelScore(text) >= 0.9 || pairsIn(text) !== null)) break;
    rows.push({ row, label, levels: levelsOf(grid, row, label) });
  }
  return rows.some(({ row }) => boxesOfRow(grid, row).some(({ left }) => left >= from)) ? rows : [];
}

function levelsOf(grid: Grid, row: number, label: Box): string[] {
  const levels: string[] = [];
  for (let column = 0; column < label.left; column++) {
    const range = grid.range(row, column);
    const box = boxAt(grid, range?.top ?? row, range?.left ?? column);
    if (box !== undefined && labelScore(box.text) >= 0.35 && levels.at(-1) !== squeezed(box.text))
      levels.push(squeezed(box.text));
  }
  return levels;
}

function pairsOf(
  grid: Grid,
  { row, label, levels }: Line,
  columns: readonly Column[],
  behind: readonly Box[],
  groups: readonly string[],
): Pair[] {
  const name = squeezed(label.text);
  const path = [...groups.filter((group) => !levels.includes(group)), ...levels];
  const pairAt = (head: Box, leaf: string): Pair => {
    const box = boxAt(grid, row, head.left);
    return {
      path: [...path, leaf],
      label,
      at: [row, head.left],
      ...(box === undefined ? {} : { box }),
      value: plainValue(grid.raw(row, head.left)),
      via: 'item',
    };
  };
  return [
    ...columns.map(({ box, year, unit }) => pairAt(box, `${year}年${name}${/\(/.test(name) ? '' : unit}`)),
    ...behind.map((box) => pairAt(box, `${name}·${squeezed(box.text)}`)),
  ];
}
