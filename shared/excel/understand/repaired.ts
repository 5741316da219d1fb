/** A table as its values are read: accepted repairs in place of the damaged cells, what stands above in place of 同上. */
import type { UnderstoodSheet } from '../../import/types';
import type { CellValue } from '../sheet';
import { withoutDitto } from './ditto';

/** The same table when there is nothing to put in place. The file's own sheet is left as it is. */
export function repaired<T extends Pick<UnderstoodSheet, 'sheet' | 'repairs' | 'dataRows'>>(table: T): T {
  return withoutDitto(withRepairs(table));
}

function withRepairs<T extends Pick<UnderstoodSheet, 'sheet' | 'repairs'>>(table: T): T {
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
