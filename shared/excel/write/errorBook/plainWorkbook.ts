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
  for (const sheet of workbook.sheets)
    utils.book_append_sheet(book, toSheet(sheet), sheet.name.slice(0, 31) || '表', true);
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx', compression: true }) as ArrayBuffer);
}

function toSheet(sheet: Sheet): WorkSheet {
  const rows = sheet.rows.map((row) => row.map(toCell));
  const made = utils.aoa_to_sheet(rows as unknown[][]);
  made['!merges'] = sheet.merges.map(({ top, left, bottom, right }) => ({
    s: { r: top, c: left },
    e: { r: bottom, c: right },
  }));
  made['!rows'] = sheet.rows.map((_, row) => ({ hidden: sheet.hiddenRows.has(row) }));
  made['!cols'] = Array.from({ length: sheet.columns }, (_, column) => ({ hidden: sheet.hiddenColumns.has(column) }));
  return made;
}

function toCell(value: CellValue): CellObject | null {
  if (value === null) return null;
  if (typeof value === 'string') return { t: 's', v: value };
  if (typeof value === 'number') return { t: 'n', v: value };
  if (typeof value === 'boolean') return { t: 'b', v: value };
  // 1462 days lie between the two calendars of Excel.
  if (value.kind === 'date') return { t: 'n', v: value.serial + (value.is1904 ? 1462 : 0), z: value.format };
  return { t: 'e', v: ERRORS[value.text] ?? 15, w: value.text };
}
