/** Sheets for tests, written as rows; ID numbers carry a valid province and an unassigned county. */
import { checkCharacter } from '../../values/idNumber';
import type { CellValue, Range, Sheet, Workbook } from '../sheet';

export function sheetOf(
  rows: readonly (readonly CellValue[])[],
  merges: readonly Range[] = [],
  name = 'Sheet1',
): Sheet {
  return {
    name,
    rows,
    columns: rows.reduce((max, row) => Math.max(max, row.length), 0),
    merges,
    hidden: false,
    hiddenRows: new Set(),
    hiddenColumns: new Set(),
  };
}

export function workbookOf(...sheets: readonly Sheet[]): Workbook {
  return { file: '测试.xlsx', format: 'xlsx', sheets };
}

/** A1:C2 as a range. */
export function range(text: string): Range {
  const [, left = '', top = '', right = '', bottom = ''] = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(text) ?? [];
  const column = (letters: string): number =>
    [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { left: column(left), top: Number(top) - 1, right: column(right), bottom: Number(bottom) - 1 };
}

/** A valid ID number of an invented person: birth date yyyymmdd and order number. */
export function idOf(birth: string, order: number): string {
  const first17 = `529999${birth}${String(order).padStart(3, '0')}`;
  return first17 + (checkCharacter(first17) ?? '');
}
