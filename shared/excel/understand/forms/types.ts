/** What forms and transposed sheets give to the understanding of workbooks. */
import type { Arrangement, Region } from '../../../import/types';
import type { View } from './view';

/** A table taken out of a form or a transposed sheet. The caller maps its columns as those of any other table. */
export interface FormTable extends View {
  readonly arrangement: Extract<Arrangement, 'form' | 'transposed'>;
  /** What a row speaks of; the caller need not guess it from so few rows. */
  readonly rows: 'household' | 'person' | 'other';
  /** 0-based columns of the view that only repeat the household's keys on each row. */
  readonly keys: readonly number[];
  /** Parts of the file's sheet, in its coordinates; on the first table of a sheet all of them, on the others none. */
  readonly regions: readonly Region[];
  /** Of the printed form, not of what was filled in: equal for all copies of it. */
  readonly fingerprint: string;
  /** Newest full year before the date on which the form was filled in. */
  readonly dated?: number;
  /** Year in the title. */
  readonly titled?: number;
  /** Unit of all amounts (单位：万元). */
  readonly unit?: string;
}
