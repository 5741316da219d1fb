/** What a sheet to be written looks like; styles are chosen by the writer, so that all our sheets look alike. */
import type { CellValue, Range } from '../sheet';

export type ColumnKind =
  /** Always text, numbers included: IDs, phones, accounts, dates with their precision. */
  | 'text'
  /** Shown as it is: counts, years, areas. */
  | 'number'
  /** Two decimals and thousands separators, 元. */
  | 'money'
  /** Text as in `text`, centred; a DateCell becomes a real date in its own format. */
  | 'date';

export interface ColumnOut {
  readonly header: string;
  /** Width in half-width characters (a Chinese character counts two); see `textWidth`. */
  readonly width: number;
  readonly kind: ColumnKind;
}

export interface SheetOut {
  /** Cleaned and made unique by the writer when Excel would refuse it. */
  readonly name: string;
  /** Bold, centred over all columns. */
  readonly title?: string;
  /** Line below the title: unit, date of export. */
  readonly subtitle?: string;
  readonly columns: readonly ColumnOut[];
  /**
   * Header rows in place of the single row of `columns[].header`, top row first; null or '' = blank (part of a merge).
   */
  readonly headerRows?: readonly (readonly (string | null)[])[];
  /** Merges within the header, row 0 = first header row. */
  readonly headerMerges?: readonly Range[];
  /** Rows in column order, taken one by one: a generator keeps a large archive out of memory. */
  readonly rows: Iterable<readonly CellValue[]>;
  /** Merges within the data, row 0 = first data row (paper style: household cells over their members' rows). Read after the rows. */
  readonly merges?: Iterable<Range>;
  /** Lines below the data, each merged over all columns: notes, signatures. */
  readonly notes?: readonly string[];
  /** Columns kept in sight when scrolling right; 0 unless said. */
  readonly frozenColumns?: number;
}

/** Width of a text in half-width characters: Chinese and full-width characters count two. */
export function textWidth(text: string): number {
  let width = 0;
  for (const char of text) width += (char.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1;
  return width;
}
