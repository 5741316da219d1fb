/** From workbooks to understood sheets: header, columns, data rows, year. Nothing is read as a value yet. */
import type { Field } from '../../catalogue/field';
import type { Problem, UnderstoodSheet } from '../../import/types';
import type { Workbook } from '../sheet';

export interface UnderstandOptions {
  /** 数据年度 chosen by the user: undated yearly values of all sheets belong to it. */
  readonly year?: number;
  /** yyyymmdd; the default year is at the latest the year before. Default: the machine's date. */
  readonly today?: string;
}

export interface Understood {
  /** Sheets with a header, in the order of the files; sheets without any text are left out. */
  readonly sheets: readonly UnderstoodSheet[];
  readonly problems: readonly Problem[];
  /** Year that undated yearly values belong to (the most frequent one of the sheets). */
  readonly year: number;
}

export function understandWorkbooks(_workbooks: readonly Workbook[], _options: UnderstandOptions = {}): Understood {
  throw new Error('being written');
}

/** The user's own assignment of one column (0-based): a field, or null for 附加列. Frees the field elsewhere on the sheet. */
export function remap(_sheet: UnderstoodSheet, _column: number, _field: Field | null): UnderstoodSheet {
  throw new Error('being written');
}
