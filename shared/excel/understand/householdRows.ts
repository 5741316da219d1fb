/** Which rows belong to which household, over all tables of an import. */
import type { UnderstoodSheet } from '../../import/types';
import type { Answers } from './answers';
import { gridOf } from './grid';
import { repaired } from './repaired';
import { hasPersonRows, rowKeys, type RowKey } from './rowKeys';
import { keyed } from './sheetKind';
import { sourceOf, type Source } from './source';

export interface KeyedTable {
  readonly source: Source;
  /** By position among the data rows; null = the table cannot say whose its rows are. */
  readonly keys: readonly RowKey[] | null;
}

export function householdsOfRows(tables: readonly UnderstoodSheet[], values?: Answers): KeyedTable[] {
  const sheets = tables.map(repaired);
  const grids = sheets.map(({ sheet }) => gridOf(sheet));
  const sources = sheets.map((sheet, index) => sourceOf(sheet, index, grids[index]!, values));
  const usable = sheets.map((sheet) => keyed(sheet));
  const keys = rowKeys(
    sheets.map((sheet, index) => (usable[index] === true ? sheet : { ...sheet, dataRows: [] })),
    grids,
    sources.map(({ readers }) => readers),
  );
  return sources.map((source, index) => ({ source, keys: usable[index] === true ? keys[index]! : null }));
}

/** For each table of persons in rows: its rows (of the table's own sheet) under which another household begins. */
export function householdEnds(tables: readonly UnderstoodSheet[]): number[][] {
  return householdsOfRows(tables).map(({ source: { sheet }, keys }) => {
    if (keys === null || sheet.arrangement === 'form' || !hasPersonRows(sheet)) return [];
    return sheet.dataRows.filter((_, at) => at + 1 < keys.length && keys[at]?.key !== keys[at + 1]?.key);
  });
}
