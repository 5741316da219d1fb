/** A table with its accepted repairs in place of the damaged cells. */
import type { UnderstoodSheet } from '../../import/types';
import type { CellValue } from '../sheet';

/** The same table when there is nothing to repair. The file's own sheet is left as it is. */
export function repaired<T extends Pick<UnderstoodSheet, 'sheet' | 'repairs'>>(table: T): T {
  const { repairs, sheet } = table;
  if (repairs === undefined || repairs.size === 0) return table;
  const byRow = new Map<number, [column: number, value: CellValue][]>();
  for (const [place, value] of repairs) {
    const [row = NaN, column = NaN] = place.split(':').map(Number);
    if (!Number.isInteger(row) || !Number.isInteger(column)) continue;
    byRow.set(row, [...(byRow.get(row) ?? []), [column, value]]);
  }
  const rows = sheet.rows.map((cells, row) => {
    const changes = byRow.get(row);
    if (changes === undefined) return cells;
    const own = [...cells];
    for (const [column, value] of changes) {
      while (own.length < column) own.push(null);
      own[column] = value;
    }
    return own;
  });
  return { ...table, sheet: { ...sheet, rows } };
}
