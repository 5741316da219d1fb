/**
 * Sheets of any shape in the formats that reach a village office, for generated test material only: what the app itself
 * writes goes through writeWorkbook. Dates are written as dated serials, formulas with their cached values.
 */
import { utils, write, type BookType, type CellObject, type WorkSheet } from 'xlsx';
import { address, type CellValue, type Sheet } from '../sheet';
import { encodeGbk } from './gbk';

export type AnyFormat = 'xlsx' | 'xls' | 'xlsb' | 'ods' | 'csv-gbk' | 'csv-utf8' | 'txt';

export interface FreeSheet extends Sheet {
  /** `row:column` → formula without `=`; the cell's value is its cached result. */
  readonly formulas?: ReadonlyMap<string, string>;
}

/** Name ending of a format, without the dot. */
export function endingOf(format: AnyFormat): string {
  return format.startsWith('csv') ? 'csv' : format;
}

/** Whether the format keeps number formats, merges and several sheets; the text formats keep none of them. */
export function isRich(format: AnyFormat): boolean {
  return !format.startsWith('csv') && format !== 'txt';
}

/** The workbook as a file. Text formats hold the first sheet only. */
export function writeAs(sheets: readonly FreeSheet[], format: AnyFormat): Uint8Array {
  if (!isRich(format)) return asText(sheets[0], format);
  const book = utils.book_new();
  for (const sheet of sheets) utils.book_append_sheet(book, worksheet(sheet, format), sheet.name);
  book.Workbook = { Sheets: sheets.map((sheet) => ({ name: sheet.name, Hidden: sheet.hidden ? 1 : 0 })) };
  const bytes: unknown = write(book, { type: 'array', bookType: bookType(format), bookSST: true, compression: true });
  return new Uint8Array(bytes as ArrayBuffer);
}

function bookType(format: AnyFormat): BookType {
  return format === 'xls' ? 'biff8' : (format as BookType);
}

function worksheet(sheet: FreeSheet, format: AnyFormat): WorkSheet {
  const out: WorkSheet = {};
  sheet.rows.forEach((cells, row) =>
    cells.forEach((value, column) => {
      // In an .ods the writer would put _x000d_ for the first half of a line end.
      const cell = cellOut(format === 'ods' && typeof value === 'string' ? value.replaceAll('\r\n', '\n') : value);
      if (cell === undefined) return;
      const formula = sheet.formulas?.get(`${row}:${column}`);
      out[address(row, column)] = formula === undefined ? cell : { ...cell, f: formula };
    }),
  );
  out['!ref'] = `A1:${address(Math.max(0, sheet.rows.length - 1), Math.max(0, sheet.columns - 1))}`;
  out['!merges'] = sheet.merges.map(({ top, left, bottom, right }) => ({
    s: { r: top, c: left },
    e: { r: bottom, c: right },
  }));
  if (sheet.hiddenRows.size > 0)
    out['!rows'] = sheet.rows.map((_, row) => ({ hidden: sheet.hiddenRows.has(row), hpt: 15 }));
  if (sheet.hiddenColumns.size > 0)
    out['!cols'] = Array.from({ length: sheet.columns }, (_, at) => ({ hidden: sheet.hiddenColumns.has(at), wch: 12 }));
  return out;
}

function cellOut(value: CellValue): CellObject | undefined {
  if (value === null) return undefined;
  if (typeof value === 'string') return { t: 's', v: value };
  if (typeof value === 'number') return { t: 'n', v: value };
  if (typeof value === 'boolean') return { t: 'b', v: value };
  if (value.kind === 'date') return { t: 'n', v: value.serial, z: value.format };
  return { t: 'e', v: 0x2a };
}

function asText(sheet: FreeSheet | undefined, format: AnyFormat): Uint8Array {
  const separator = format === 'txt' ? '\t' : ',';
  const lines = (sheet?.rows ?? []).map((cells) => {
    const texts = Array.from({ length: sheet?.columns ?? 0 }, (_, at) => textOf(cells[at] ?? null));
    return texts.map((text) => quoted(text, separator)).join(separator);
  });
  const text = `${lines.join('\r\n')}\r\n`;
  if (format === 'csv-utf8') return new TextEncoder().encode(`\uFEFF${text}`);
  return encodeGbk(text);
}

function textOf(value: CellValue): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value !== 'object') return String(value);
  return value.kind === 'date' ? String(value.serial) : value.text;
}

function quoted(text: string, separator: string): string {
  return text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
