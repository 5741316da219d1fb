/** A workbook of another format (.xls, .csv …) as a plain .xlsx: values, merges and what is hidden; fonts and colours are lost. */
import { utils, write, type CellObject, type WorkSheet } from 'xlsx';
import type { CellValue, Sheet, Workbook } from '../../sheet';

/** Codes of Excel's error values; the rest is #VALUE!. */
const ERRORS: Readonly<Record<string, number>> = {
  '#NULL!': 0,
  '#DIV/0!': 7,
  '#VALUE!': 15,
  '#REF!': 23,
  '#NAME?': 29,
  '#NUM!': 36,
  '#N/A': 42,
};

export function plainWorkbook(workbook: Workbook): Uint8Array {
  const book = utils.book_new();
  const names = plainNames(workbook);
  workbook.sheets.forEach((sheet, at) => utils.book_append_sheet(book, toSheet(sheet), names[at] ?? ''));
  book.Workbook = {
    Sheets: workbook.sheets.map(({ hidden, veryHidden }) => ({ Hidden: veryHidden === true ? 2 : hidden ? 1 : 0 })),
  };
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx', compression: true }) as ArrayBuffer);
}

/** Longer names, and some characters, make Excel refuse a workbook. A sheet of a CSV file bears the name of its file. */
const LONGEST = 31;

/** Names of the sheets in the new workbook, in their order. */
export function plainNames({ sheets }: Workbook): string[] {
  const taken = new Set<string>();
  return sheets.map(({ name }) => {
    const plain = plainName(name);
    let free = plain;
    for (let number = 2; taken.has(free.toLowerCase()); number++) free = numbered(plain, `(${number})`);
    taken.add(free.toLowerCase());
    return free;
  });
}

/** Also what a name becomes in a workbook that comes back. */
export function plainName(name: string): string {
  // Cut first: an apostrophe may come to stand at the end, and half a character of two parts.
  const plain = cut(name.replace(/[[\]:*?/\\]/g, ' ').trim(), LONGEST)
    .replace(/^'+|'+$/g, '')
    .trim();
  return plain === '' ? '表' : plain;
}

function numbered(name: string, suffix: string): string {
  return cut(name, LONGEST - suffix.length) + suffix;
}

function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

function toSheet(sheet: Sheet): WorkSheet {
  const rows = sheet.rows.map((row) => row.map(toCell));
  const made = utils.aoa_to_sheet(rows as unknown[][]);
  made['!merges'] = sheet.merges.map(({ top, left, bottom, right }) => ({
    s: { r: top, c: left },
    e: { r: bottom, c: right },
  }));
  made['!rows'] = sheet.rows.map((_, row) => ({ hidden: sheet.hiddenRows.has(row) }));
  made['!cols'] = Array.from({ length: sheet.columns }, (_, column) => ({
    hidden: sheet.hiddenColumns.has(column),
    wch: widthOf(sheet, column),
  }));
  return made;
}

/** In characters: wide enough for nearly all cells of the column; titles over many columns do not count. */
function widthOf(sheet: Sheet, column: number): number {
  const merged = new Set(sheet.merges.filter(({ left, right }) => right > left).map(({ top }) => top));
  const widths = sheet.rows
    .slice(0, SAMPLED)
    .flatMap((cells, row) => (merged.has(row) ? [] : [charsOf(cells[column] ?? null)]))
    .filter((width) => width > 0)
    .sort((a, b) => a - b);
  const usual = widths[Math.floor(widths.length * 0.95)] ?? 0;
  return Math.min(Math.max(usual + 2, 8), 40);
}

const SAMPLED = 300;

/** A Chinese character is twice as wide as a digit. */
function charsOf(value: CellValue): number {
  if (value === null || typeof value === 'boolean') return 0;
  if (typeof value === 'object') return value.kind === 'date' ? 10 : value.text.length;
  return String(value).replace(/[^\x20-\x7e]/g, 'xx').length;
}

/** Typed over in a cell that is no text, such digits become a number and lose their end. */
const LONG_DIGITS = /^\d{11}[\dXx]*$|^0\d+$/;

function toCell(value: CellValue): CellObject | null {
  if (value === null) return null;
  if (typeof value === 'string') return { t: 's', v: value, ...(LONG_DIGITS.test(value) ? { z: '@' } : {}) };
  if (typeof value === 'number') return { t: 'n', v: value };
  if (typeof value === 'boolean') return { t: 'b', v: value };
  // 1462 days lie between the two calendars of Excel.
  if (value.kind === 'date') return { t: 'n', v: value.serial + (value.is1904 ? 1462 : 0), z: value.format };
  return { t: 'e', v: ERRORS[value.text] ?? 15, w: value.text };
}
