/** Lines that name a household above the rows of its members: 户编号：… 户主：… 联系电话：…, in one cell or in several. */
import { toHalfWidth } from '../../text';
import type { CellValue } from '../sheet';
import { cellText, isBlank, type Grid } from './grid';
import { isHeaderWord } from './headerWords';
import { isHouseholdKey } from './keyHeader';

export interface LinePair {
  readonly label: string;
  readonly value: CellValue;
  /** 0-based column of the cell that holds the value. */
  readonly column: number;
  /** Column of a cell that holds the label alone. */
  readonly labelColumn?: number;
}

/** A line has few cells; rows of members have more than these. */
const MAX_CELLS = 16;
const PAIR = /([^\s:;,，；]{1,12}):([^:]*?)(?=(?<![\s;，；])[\s;，；]+[^\s:;,，；]{1,12}:|$)/g;

interface Cell {
  readonly column: number;
  readonly value: CellValue;
  readonly text: string;
}

/** The labels and values of a household line; null when the row is none. */
export function householdLine(grid: Grid, row: number): readonly LinePair[] | null {
  const cells = cellsOf(grid, row);
  const [first] = cells ?? [];
  if (cells === null || first === undefined || typeof first.value !== 'string') return null;
  const pairs = /:/.test(first.text) ? stated(cells) : alternating(cells);
  if (pairs === null || !pairs.some(({ label }) => isHouseholdKey(label))) return null;
  const known = pairs.filter(({ label }) => isHeaderWord(label)).length;
  return known * 2 >= pairs.length ? pairs : null;
}

function cellsOf(grid: Grid, row: number): Cell[] | null {
  const cells = grid.sheet.rows[row] ?? [];
  const filled: number[] = [];
  for (let column = 0; column < cells.length; column++) {
    if (isBlank(cells[column] ?? null)) continue;
    // Most rows are members: nothing of them is looked at closer.
    if (filled.length === MAX_CELLS) return null;
    filled.push(column);
  }
  return filled.map((column) => {
    const value = cells[column] ?? null;
    return { column, value, text: toHalfWidth(cellText(value)).trim() };
  });
}

/** 户编号：5299… 户主：赵甲 in one cell, 户编号：5299… | 户主：赵甲, or 户编号： | 5299…. */
function stated(cells: readonly Cell[]): LinePair[] | null {
  const pairs: LinePair[] = [];
  for (let at = 0; at < cells.length; at++) {
    const { column, text } = cells[at]!;
    const alone = /^([^\s:]{1,12}):$/.exec(text)?.[1];
    const next = cells[at + 1];
    if (alone !== undefined) {
      const taken = next !== undefined && !next.text.includes(':');
      pairs.push({
        label: alone,
        value: taken ? next.value : null,
        column: taken ? next.column : column,
        labelColumn: column,
      });
      if (taken) at++;
      continue;
    }
    const within = [...text.matchAll(PAIR)];
    if (within.length === 0) return null;
    for (const [, label = '', value = ''] of within) {
      pairs.push({ label, value: value.trim() === '' ? null : value.trim(), column });
    }
  }
  return pairs;
}

/** 户编号 | 5299… | 户主姓名 | 赵甲 */
function alternating(cells: readonly Cell[]): LinePair[] | null {
  if (cells.length < 2 || cells.length % 2 !== 0) return null;
  const pairs: LinePair[] = [];
  for (let at = 0; at < cells.length; at += 2) {
    const [label, value] = [cells[at]!, cells[at + 1]!];
    if (typeof label.value !== 'string' || !isHeaderWord(label.text)) return null;
    if (isHeaderWord(value.text) && typeof value.value === 'string') return null;
    pairs.push({ label: label.text, value: value.value, column: value.column, labelColumn: label.column });
  }
  return pairs;
}
