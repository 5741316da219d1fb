import { originOf } from '#shared/excel/cellOf';
import type { UnderstoodSheet } from '#shared/import/types';

/** 1-based rows of the file that hold the header; a form has none, its labels stand beside the values. */
export function headerRowsOf(table: UnderstoodSheet): number[] {
  if (table.origin === undefined) return table.headerRows.map((row) => row + 1);
  if (table.arrangement === 'form') return [];
  const rows = new Set<number>();
  for (const row of table.headerRows) {
    for (const { column } of table.columns) {
      const place = originOf(table, row, column);
      if (place !== null) rows.add(place[0] + 1);
    }
  }
  return [...rows].toSorted((a, b) => a - b);
}
