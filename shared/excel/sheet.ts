/** The neutral model of a spreadsheet that every reader produces and everything above it consumes. */

/** A number whose number format is a date format: the serial is kept, since the format tells the precision. */
export interface DateCell {
  readonly kind: 'date';
  /** Days since 1899-12-30 (1900 system) or 1904-01-01 when `is1904`. */
  readonly serial: number;
  readonly format: string;
  readonly is1904: boolean;
}
/** An error value (#N/A …) or a formula without a cached value; never read as 0 or as text. */
export interface BrokenCell {
  readonly kind: 'error' | 'uncached';
  readonly text: string;
}
/** Most cells are bare primitives: 2 million small objects would not fit a clerk's machine. null = blank. */
export type CellValue = string | number | boolean | null | DateCell | BrokenCell;

/** A rectangle, 0-based, both ends inclusive. */
export interface Range {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface Sheet {
  readonly name: string;
  /** Row-major cells; rows may be shorter than `columns`, missing = blank. */
  readonly rows: readonly (readonly CellValue[])[];
  readonly columns: number;
  readonly merges: readonly Range[];
  readonly hidden: boolean;
  readonly hiddenRows: ReadonlySet<number>;
  readonly hiddenColumns: ReadonlySet<number>;
  /** Hidden so that Excel's own menu does not offer to show it. */
  readonly veryHidden?: boolean;
  /** Cells whose value is that of a formula (see `formulaKey`); missing = none or not known. */
  readonly formulaCells?: { readonly size: number; has(key: number): boolean };
}

/** Key of a 0-based cell in `Sheet.formulaCells`. */
export function formulaKey(row: number, column: number): number {
  return row * 16_384 + column;
}

export type WorkbookFormat = 'xlsx' | 'xls' | 'csv' | 'xlsb' | 'ods' | 'html' | 'xml2003';

export interface Workbook {
  /** File name without folder. */
  readonly file: string;
  readonly format: WorkbookFormat;
  readonly sheets: readonly Sheet[];
  /** The file carries macros; only its data was read. */
  readonly macros?: boolean;
  /** The file refers to other workbooks; the references were not followed. */
  readonly externalLinks?: boolean;
  /** In a CSV file: quotes that opened nothing and were left out. */
  readonly strayQuotes?: readonly StrayQuote[];
}

export interface StrayQuote {
  /** 1-based line of the text. */
  readonly line: number;
  /** 0-based row of the sheet. */
  readonly row: number;
}

/** A1-style address of 0-based row and column, e.g. (2, 27) → AB3. */
export function address(row: number, column: number): string {
  return `${columnName(column)}${row + 1}`;
}

/** Letters of a 0-based column: 0 → A, 27 → AB. */
export function columnName(column: number): string {
  let name = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}
