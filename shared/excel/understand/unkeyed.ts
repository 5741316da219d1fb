/** Tables whose rows nothing assigns to a household: what is said of them, so that no row is left out unseen. */
import type { Problem, UnderstoodSheet } from '../../import/types';
import { cellOf, originOf } from '../cellOf';
import { cellText } from './grid';
import { columnOfField } from './rowKeys';
import { sheetName } from './source';

/** Whether the table lists persons by name or ID number; code lists and sums of villages do not. */
export function listsPersons(sheet: UnderstoodSheet): boolean {
  if (sheet.arrangement === 'form' || sheet.arrangement === 'transposed') return false;
  return filledRows(sheet).length > 0;
}

/** Where the rows of the table stand in the file, 1-based, and how many they are. */
export function extentOf(sheet: UnderstoodSheet): { first: number; last: number; count: number } {
  const rows = sheet.dataRows.map((row) => placeOf(sheet, row) + 1);
  const [first = 0] = rows;
  return { first, last: rows.at(-1) ?? first, count: rows.length };
}

/** Each person's row of such a table, as refused. */
export function refusedRows(sheet: UnderstoodSheet): Problem[] {
  if (!listsPersons(sheet)) return [];
  const name = columnOfField(sheet, 'member', 'name');
  const shown = name ?? columnOfField(sheet, 'member', 'id_no') ?? 0;
  return filledRows(sheet).map((row) => ({
    file: sheet.file,
    sheet: sheetName(sheet),
    cell: cellOf(sheet, row, shown),
    code: 'row_without_key',
    params: { row: placeOf(sheet, row) + 1, name: (name === undefined ? '' : textAt(sheet, row, name)) || '没有姓名' },
    level: 'rejected',
  }));
}

function filledRows(sheet: UnderstoodSheet): readonly number[] {
  const columns = (['name', 'id_no'] as const)
    .map((key) => columnOfField(sheet, 'member', key))
    .filter((column) => column !== undefined);
  return sheet.dataRows.filter((row) => columns.some((column) => textAt(sheet, row, column) !== ''));
}

function textAt({ sheet }: UnderstoodSheet, row: number, column: number): string {
  return cellText(sheet.rows[row]?.[column] ?? null).trim();
}

function placeOf(sheet: UnderstoodSheet, row: number): number {
  const columns = Array.from({ length: sheet.sheet.columns }, (_, column) => column);
  const column = columns.find((each) => originOf(sheet, row, each) !== null) ?? 0;
  return originOf(sheet, row, column)?.[0] ?? row;
}
