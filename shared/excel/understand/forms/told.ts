/** What the user says about single cells and rows of a form: it wins over everything that is found out about them. */
import type { Grid } from '../grid';
import { boxAt, type Box } from './boxes';
import type { Pair } from './line';
import { plainValue } from './values';

export interface Told {
  /** By `row:column` of the grid, 0-based. */
  readonly cells: ReadonlyMap<string, 'label' | 'value'>;
  /** Rows that are the header of a table inside the form. */
  readonly headers: ReadonlySet<number>;
}

export const NOTHING_TOLD: Told = { cells: new Map(), headers: new Set() };

export function toldBoxes(boxes: readonly Box[], { cells }: Told): readonly Box[] {
  if (cells.size === 0) return boxes;
  return boxes.map((box) => {
    const told = cells.get(`${box.top}:${box.left}`);
    return told === undefined ? box : { ...box, told };
  });
}

/** The last row that a table beginning in this row may reach: what is said of a row below it stands for itself. */
export function lastBefore({ cells, headers }: Told, row: number, bottom: number): number {
  const rows = [...headers, ...[...cells.keys()].map((place) => Number(place.split(':')[0]))];
  return rows.reduce((last, each) => (each > row ? Math.min(last, each - 1) : last), bottom);
}

/** A label over its value, where the user says that the one is a label and the other a value. */
export function withValueBelow(grid: Grid, { cells }: Told, pair: Pair): Pair {
  const { label, box, value } = pair;
  const [row, column] = [label.bottom + 1, label.left];
  if (label.told !== 'label' || box !== undefined || value !== null || cells.get(`${row}:${column}`) !== 'value')
    return pair;
  const below = boxAt(grid, row, column);
  return below === undefined
    ? pair
    : { ...pair, at: [row, column], box: below, value: plainValue(below.cell), via: 'below' };
}
