/** 同上 and 〃: a cell that says no more than that the one above it holds for this row, too. */
import type { UnderstoodSheet } from '../../import/types';
import type { CellValue } from '../sheet';
import { isBlank } from './grid';

const DITTO = /^(同\s*上|[〃〞″＂"”“]{1,2})$/;

export function isDitto(cell: CellValue): boolean {
  return typeof cell === 'string' && cell.length <= 4 && DITTO.test(cell.trim());
}

/**
 * The table with the value above in place of each such cell, over as many rows as they go on. The file's own sheet is left as
 * it is; below a header or a blank cell the mark stays what it is.
 */
export function withoutDitto<T extends Pick<UnderstoodSheet, 'sheet' | 'dataRows'>>(table: T): T {
  const { sheet, dataRows } = table;
  const changed = new Map<number, CellValue[]>();
  let above: readonly CellValue[] = [];
  for (const row of dataRows) {
    let cells: readonly CellValue[] = sheet.rows[row] ?? [];
    for (let column = 0; column < cells.length; column++) {
      const cell = cells[column] ?? null;
      if (!isDitto(cell)) continue;
      const said = above[column] ?? null;
      if (isBlank(said) || isDitto(said)) continue;
      const own = changed.get(row) ?? [...cells];
      own[column] = said;
      changed.set(row, own);
      cells = own;
    }
    above = cells;
  }
  if (changed.size === 0) return table;
  return { ...table, sheet: { ...sheet, rows: sheet.rows.map((cells, row) => changed.get(row) ?? cells) } };
}
