import type { UnderstoodSheet } from '../../import/types';
import { originOf } from '../cellOf';
import { columnOfField } from './rowKeys';

/** The column at which a refused row is shown: the one of its key, where it stands in the file; a view may have made it up. */
export function placedColumn(sheet: UnderstoodSheet, row: number): number {
  const keys = [
    columnOfField(sheet, 'household', 'household_no'),
    columnOfField(sheet, 'household', 'head_id_no'),
    columnOfField(sheet, 'household', 'head_name'),
    columnOfField(sheet, 'member', 'name'),
  ].filter((column) => column !== undefined);
  const stands = (column: number): boolean => originOf(sheet, row, column) !== null;
  return keys.find(stands) ?? sheet.columns.map(({ column }) => column).find(stands) ?? keys[0] ?? 0;
}
