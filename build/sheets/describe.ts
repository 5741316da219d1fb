/** One understood table in one line. */
import { cellOf } from '#shared/excel/cellOf';
import type { UnderstoodSheet } from '#shared/import/types';

/** Sheet, range, arrangement, kind, header rows, columns mapped of all, data rows. */
export function describeTable(table: UnderstoodSheet): string {
  const mapped = table.columns.filter(({ field }) => field !== null).length;
  const parts = [
    table.sheet.name,
    rangeOf(table),
    table.arrangement ?? 'table',
    table.kind,
    `header rows ${table.headerRows.map((row) => placeOf(table, row)).join(',') || '-'}`,
    `columns ${mapped}/${table.columns.length}`,
    `data rows ${table.dataRows.length}`,
  ];
  if ((table.original ?? table.sheet).hidden) parts.push('hidden');
  return parts.map((part) => part.replace(/\s+/g, ' ')).join(' | ');
}

function rangeOf(table: UnderstoodSheet): string {
  const rows = [...table.headerRows, ...table.dataRows];
  const first = rows[0];
  const last = rows[rows.length - 1];
  const columns = table.columns.map(({ column }) => column);
  if (first === undefined || last === undefined || columns.length === 0) return '-';
  let [left, right] = [Infinity, -1];
  for (const column of columns) {
    left = Math.min(left, column);
    right = Math.max(right, column);
  }
  return `${cellOf(table, first, left) || '?'}:${cellOf(table, last, right) || '?'}`;
}

/** 1-based row of the file; ? when the view made it up. */
function placeOf(table: UnderstoodSheet, row: number): string {
  const origin = table.origin === undefined ? row : table.origin(row, table.columns[0]?.column ?? 0)?.[0];
  return origin === undefined ? '?' : String(origin + 1);
}
