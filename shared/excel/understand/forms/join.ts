/**
 * 一户一档: a workbook of one household, of whose sheets only some say which one (基本信息 does, 家庭成员 and 收入 do not). The
 * household's keys are put beside the rows of the others, as columns that stand nowhere in the file.
 */
import type { Field } from '../../../catalogue/field';
import { fieldIn } from '../../../catalogue/index';
import type { MappedColumn, UnderstoodSheet } from '../../../import/types';
import type { CellValue } from '../../sheet';
import { originOf } from '../../cellOf';
import { cellText, isBlank } from '../grid';
import { kindOf } from '../sheetKind';
import { squeezed } from './words';

const KEYS = ['household_no', 'head_name', 'head_id_no'] as const;
type KeyName = (typeof KEYS)[number];
type Keys = ReadonlyMap<KeyName, CellValue>;

/** The tables of one workbook, each knowing its household when the workbook is of one household alone. */
export function joinHousehold(tables: readonly UnderstoodSheet[]): readonly UnderstoodSheet[] {
  if (tables.length < 2 || tables.every(isKeyed)) return tables;
  const keys = onlyHousehold(tables);
  return keys === null ? tables : tables.map((table) => (needsKeys(table, keys) ? withKeys(table, keys) : table));
}

/** By file, for the tables of a whole import. */
export function joinByWorkbook(tables: readonly UnderstoodSheet[]): readonly UnderstoodSheet[] {
  const files = new Map<string, UnderstoodSheet[]>();
  for (const table of tables) {
    const of = files.get(table.file);
    if (of === undefined) files.set(table.file, [table]);
    else of.push(table);
  }
  const joined = new Map<UnderstoodSheet, UnderstoodSheet>();
  for (const of of files.values()) joinHousehold(of).forEach((table, at) => joined.set(of[at]!, table));
  return tables.map((table) => joined.get(table) ?? table);
}

function columnOf({ columns }: UnderstoodSheet, entity: Field['entity'], key: string): number | undefined {
  return columns.find(({ field }) => field?.entity === entity && field.key === key)?.column;
}

function isKeyed(table: UnderstoodSheet): boolean {
  return KEYS.some((key) => columnOf(table, 'household', key) !== undefined);
}

/** The one household that all tables with keys speak of; null when they speak of none or of several. */
function onlyHousehold(tables: readonly UnderstoodSheet[]): Keys | null {
  const found = new Map<KeyName, CellValue>();
  for (const table of tables) {
    for (const key of KEYS) {
      const column = columnOf(table, 'household', key);
      if (column === undefined) continue;
      for (const row of table.dataRows) {
        const value = table.sheet.rows[row]?.[column] ?? null;
        if (isBlank(value)) continue;
        const before = found.get(key);
        if (before !== undefined && squeezed(cellText(before)) !== squeezed(cellText(value))) return null;
        found.set(key, value);
      }
    }
  }
  // A list of one row is no file of one household; its form is, or several sheets that say nothing of any other.
  const single = tables.some((table) => isKeyed(table) && table.dataRows.length > 0);
  return found.size > 0 && single ? found : null;
}

/** A table that names no household, and says something that is understood. */
function needsKeys(table: UnderstoodSheet, keys: Keys): boolean {
  if (isKeyed(table) || table.dataRows.length === 0) return false;
  const understood = table.columns.filter(({ field }) => field !== null).length;
  return (
    understood >= (table.arrangement === undefined || table.arrangement === 'table' ? 2 : 1) && agrees(table, keys)
  );
}

/** Of several 户主 rows, or of another head than the workbook's, the table is of other households. */
function agrees(table: UnderstoodSheet, keys: Keys): boolean {
  const relation = columnOf(table, 'member', 'relation');
  const name = columnOf(table, 'member', 'name');
  if (relation === undefined) return true;
  const heads = table.dataRows.filter((row) =>
    /^(户主|本人|本人或户主)/.test(squeezed(cellText(table.sheet.rows[row]?.[relation] ?? null))),
  );
  if (heads.length > 1) return false;
  const head = keys.get('head_name');
  if (heads[0] === undefined || name === undefined || head === undefined) return true;
  return squeezed(cellText(table.sheet.rows[heads[0]]?.[name] ?? null)) === squeezed(cellText(head));
}

/** The table with the keys as further columns at its right, so that its own columns stay where they are. */
function withKeys(table: UnderstoodSheet, keys: Keys): UnderstoodSheet {
  const { sheet } = table;
  const added = [...keys].flatMap(([key, value]) => {
    const field = fieldIn('household', key);
    return field === undefined ? [] : [{ field, value }];
  });
  const header = table.headerRows.at(-1);
  const data = new Set(table.dataRows);
  const blank = added.map(() => null);
  const rows = sheet.rows.map((cells, row): readonly CellValue[] => {
    const more =
      row === header ? added.map(({ field }) => field.label) : data.has(row) ? added.map(({ value }) => value) : blank;
    return [...Array.from({ length: sheet.columns }, (_, column) => cells[column] ?? null), ...more];
  });
  const columns: MappedColumn[] = [
    ...table.columns,
    ...added.map(({ field }, at) => ({ column: sheet.columns + at, header: field.label, field, confidence: 1 })),
  ];
  const persons = table.kind === 'member' || table.kind === 'flat' || columnOf(table, 'member', 'name') !== undefined;
  return {
    ...table,
    sheet: { ...sheet, rows, columns: sheet.columns + added.length },
    original: table.original ?? sheet,
    origin: (row, column) => (column >= sheet.columns ? null : originOf(table, row, column)),
    columns,
    kind: kindOf(columns, persons),
  };
}
