/**
 * The safety net below the understanding of a sheet: cells that no table reads although they look like data of a household
 * (户主姓名：赵甲, a label cell and a value beside it, ID numbers, rows of people above a header) are said one by one.
 * Titles, the line of the reporting unit, notes and signatures are not.
 */
import type { Problem, TableHint, UnderstoodSheet } from '../../import/types';
import { cellOf } from '../cellOf';
import { address, type CellValue, type Range, type Sheet } from '../sheet';
import { cellText, isBlank } from './grid';
import { isOfLine, judgeRows, type Seen, type SeenRow } from './looksLikeData';
import { squeezed } from './forms/words';
import { readCells, rolesOf } from './readBy';
import type { Draft } from './understandTable';

/** Roles that say why a row is not read: sums, examples, headers coming again, codes. */
const TOLD: ReadonlySet<string> = new Set(['subtotal', 'total', 'repeat', 'sample', 'code']);

/** Rows below each other that speak of one thing: a form is hardly longer, a list is read. */
const TOGETHER = 40;

/**
 * Cells of a sheet that look like data and that none of its tables reads, and what to do about rows of people above the
 * header; `hints` = what the user said of the sheet.
 */
export function notRead(
  file: string,
  sheet: Sheet,
  drafts: readonly Draft[],
  hints: readonly TableHint[] = [],
): Problem[] {
  const above = rowsAbove(file, sheet, drafts);
  const cells = unreadCells(file, sheet, drafts, hints);
  return [...above, ...cells.filter(({ cell }) => !above.some((said) => said.cell === cell))];
}

function unreadCells(file: string, sheet: Sheet, drafts: readonly Draft[], hints: readonly TableHint[]): Problem[] {
  const read = readCells(drafts);
  const roles = rolesOf(drafts);
  const chosen = new Set(hints.flatMap((hint) => Object.keys(hint.roles ?? {}).map(Number)));
  const ranges = hints.flatMap(({ range }) => (range === undefined ? [] : [range]));
  const top = drafts[0]?.sheet.arrangement === undefined ? firstHeader(drafts) : -1;
  const problems: Problem[] = [];
  const say = (row: number, { column, text }: Seen): void => {
    const place = { file, sheet: sheet.name, cell: address(row, column) };
    problems.push({ ...place, code: 'cell_not_read', params: { text }, level: 'note' });
  };
  let together: SeenRow[] = [];
  const flush = (): void => {
    for (const { row, seen } of judgeRows(together)) say(row, seen);
    together = [];
  };
  sheet.rows.forEach((cells, row) => {
    const seen = read.isWhole(row, cells.length) || chosen.has(row) ? [] : unread(cells, row);
    if (seen.length === 0) flush();
    else if (row < top && isRecord(cells)) for (const each of seen) say(row, each);
    else together.push({ row, seen });
    if (together.length >= TOGETHER) flush();
  });
  flush();
  return problems;

  function unread(cells: readonly CellValue[], row: number): Seen[] {
    return cells.flatMap((cell, column): Seen[] => {
      if (isBlank(cell) || read.has(row, column)) return [];
      if (ranges.length > 0 && !ranges.some((range) => isWithin(range, row, column))) return [];
      const told = roles(row, column);
      if (told !== undefined && TOLD.has(told.role)) return [];
      const header = told?.role !== 'header' ? 'none' : told.isBlank ? 'blank' : 'filled';
      return [{ column, cell, text: cellText(cell), header }];
    });
  }
}

/** Values of a form that names no household and whose workbook names none either. */
export function withoutHousehold(table: UnderstoodSheet): Problem[] {
  if (table.arrangement !== 'form') return [];
  const { file } = table;
  const sheet = (table.original ?? table.sheet).name;
  return table.dataRows.flatMap((row) =>
    table.columns.flatMap(({ column, field }): Problem[] => {
      const text = cellText(table.sheet.rows[row]?.[column] ?? null);
      const cell = cellOf(table, row, column);
      if (field === null || text === '' || cell === '') return [];
      return [{ file, sheet, cell, code: 'cell_of_nobody', params: { text }, level: 'note' }];
    }),
  );
}

/** Rows of people above the first header (a list pasted over another's head) are no title; that is said once, with what to do. */
function rowsAbove(file: string, sheet: Sheet, drafts: readonly Draft[]): Problem[] {
  const [first] = drafts;
  if (first === undefined || first.sheet.arrangement !== undefined || first.sheet.headerRows.length === 0) return [];
  const rows = sheet.rows.slice(0, firstHeader(drafts)).flatMap((row, at) => (isRecord(row) ? [at] : []));
  const [above] = rows;
  if (above === undefined) return [];
  const column = (sheet.rows[above] ?? []).findIndex((cell) => !isBlank(cell));
  const params = { rows: rows.map((row) => row + 1).join('、') };
  return [{ file, sheet: sheet.name, cell: address(above, column), code: 'rows_above_header', params, level: 'note' }];
}

/** Row of the file in which the first header begins; -1 when there is none. */
function firstHeader(drafts: readonly Draft[]): number {
  const sheet = drafts[0]?.sheet;
  const row = sheet?.headerRows[0];
  if (sheet === undefined || row === undefined) return -1;
  return sheet.origin === undefined ? row : (sheet.origin(row, 0)?.[0] ?? 0);
}

/** Three filled cells and more, one of them an ID number, or a phone that is not of whoever filled the sheet in. */
function isRecord(row: readonly CellValue[]): boolean {
  const texts = row.flatMap((cell) => (isBlank(cell) ? [] : [squeezed(cellText(cell))]));
  if (texts.length < 3) return false;
  if (texts.some((text) => /^(\d{17}[\dXx]|\d{15})$/.test(text))) return true;
  return texts.some((text) => /^1[3-9]\d{9}$/.test(text)) && !texts.some(isOfLine);
}

function isWithin(range: Range, row: number, column: number): boolean {
  return row >= range.top && row <= range.bottom && column >= range.left && column <= range.right;
}
