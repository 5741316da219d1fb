/** The formats that SheetJS reads for us: .xls and .et, .xlsb, .ods, XML 2003, HTML tables. */
import { type CellObject, type DenseWorkSheet, read, set_cptable, SSF, type WorkBook } from 'xlsx';
import type { CellValue, Range, Sheet } from '../sheet';
import { cutRange } from './sheetFrame';
import { BUILT_IN_DATES, isDateFormat } from './numberFormat';

const OPTIONS = {
  dense: true,
  cellNF: true,
  // Hidden rows and columns are only reported together with the styles.
  cellStyles: true,
  cellText: false,
  cellHTML: false,
  cellFormula: false,
  cellDates: false,
  sheetStubs: false,
} as const;

const MOST_MERGES = 200_000;

/** Error codes of BIFF cells. */
const ERRORS: Readonly<Record<number, string>> = {
  0x00: '#NULL!',
  0x07: '#DIV/0!',
  0x0f: '#VALUE!',
  0x17: '#REF!',
  0x1d: '#NAME?',
  0x24: '#NUM!',
  0x2a: '#N/A',
};

/**
 * SheetJS asks a table to decode the bytes of files older than Excel 97. Its own tables weigh half a megabyte; every such
 * file that reaches us is Chinese, so the runtime's GB18030 decoder stands in, whatever code page the file claims.
 */
const CHINESE_TABLE = {
  utils: {
    decode(page: number, data: string | ArrayLike<number>): string {
      const bytes = typeof data === 'string' ? latin1(data) : Uint8Array.from(data);
      return new TextDecoder(page === 1200 ? 'utf-16le' : page === 65001 ? 'utf-8' : 'gb18030').decode(bytes);
    },
    encode: (_page: number, text: string): Uint8Array => latin1(text),
  },
};

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0) & 255);
}

/** Reads an .xls of Excel 2–95, whose texts are bytes of a code page. */
export function readOldXls(bytes: Uint8Array): Sheet[] {
  set_cptable(CHINESE_TABLE);
  return readWithSheetJs(bytes);
}

/** Reads the sheets of a binary file, or of decoded text. Throws what SheetJS throws when the file is broken. */
export function readWithSheetJs(source: Uint8Array | string): Sheet[] {
  // SheetJS does not know the Chinese built-in date formats and would show a month (id 57) as a bare number.
  SSF.load_table(BUILT_IN_DATES);
  const workbook =
    typeof source === 'string'
      ? read(source, { ...OPTIONS, type: 'string', raw: true })
      : read(source, { ...OPTIONS, type: 'array' });
  return workbook.SheetNames.map((name, index) => toSheet(workbook, name, index));
}

function toSheet(workbook: WorkBook, name: string, index: number): Sheet {
  const source = workbook.Sheets[name] as DenseWorkSheet;
  const is1904 = workbook.Workbook?.WBProps?.date1904 ?? false;
  const rows: CellValue[][] = [];
  let columns = 0;
  // Rows and cells that hold nothing are holes in SheetJS's arrays, in spite of their type.
  const data: readonly (readonly (CellObject | undefined)[] | undefined)[] = source['!data'] ?? [];
  data.forEach((cells, row) => {
    const values = cells ? toRow(cells, is1904) : [];
    if (values.length === 0) return;
    while (rows.length < row) rows.push([]);
    rows[row] = values;
    columns = Math.max(columns, values.length);
  });
  return {
    name,
    rows,
    columns,
    merges: (source['!merges'] ?? [])
      .slice(0, MOST_MERGES)
      .map((range: Parameters<typeof toRange>[0]) => cutRange(toRange(range), rows.length, columns)),
    hidden: (workbook.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0,
    hiddenRows: indices(source['!rows'] ?? [], rows.length),
    hiddenColumns: indices(source['!cols'] ?? [], columns),
  };
}

function toRow(cells: readonly (CellObject | undefined)[], is1904: boolean): CellValue[] {
  const values: CellValue[] = [];
  cells.forEach((cell, column) => {
    const value = cell ? toValue(cell, is1904) : null;
    if (value === null) return;
    while (values.length < column) values.push(null);
    values[column] = value;
  });
  return values;
}

function toValue(cell: CellObject, is1904: boolean): CellValue {
  if (cell.t === 'e') return { kind: 'error', text: ERRORS[Number(cell.v)] ?? '#N/A' };
  if (cell.v === undefined) return cell.f === undefined ? null : { kind: 'uncached', text: `=${cell.f}` };
  if (typeof cell.v === 'number') {
    const format = typeof cell.z === 'string' && isDateFormat(cell.z) ? cell.z : undefined;
    return format === undefined ? cell.v : { kind: 'date', serial: cell.v, format, is1904 };
  }
  if (typeof cell.v === 'boolean') return cell.v;
  if (typeof cell.v === 'string') return cell.v === '' ? null : cell.v.replace(/\r\n?/g, '\n');
  return cell.v.toISOString().slice(0, 10);
}

function toRange(range: { s: { r: number; c: number }; e: { r: number; c: number } }): Range {
  return { top: range.s.r, left: range.s.c, bottom: range.e.r, right: range.e.c };
}

function indices(infos: readonly ({ hidden?: boolean } | undefined)[], limit: number): Set<number> {
  const hidden = new Set<number>();
  infos.forEach((info, index) => {
    if (info?.hidden && index < limit) hidden.add(index);
  });
  return hidden;
}
