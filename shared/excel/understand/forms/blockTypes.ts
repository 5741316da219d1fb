/** What is read from one form. */
import type { Region } from '../../../import/types';
import type { Band } from './band';
import type { Box } from './boxes';
import type { Pair } from './line';
import type { ViewCell } from './view';

export interface InnerTable {
  readonly kind: 'person' | 'other';
  /** Headings over it, outermost first. */
  readonly groups: readonly string[];
  readonly band: Band;
}

export interface Block {
  readonly top: number;
  readonly bottom: number;
  readonly pairs: readonly Pair[];
  readonly tables: readonly InnerTable[];
  /** Filled boxes that no label claims. */
  readonly orphans: readonly Box[];
  readonly regions: readonly Region[];
  /** Members that stand side by side. */
  readonly people: readonly (readonly ViewCell[])[];
  /** Helpers in pairs, where there is room for several. */
  readonly helpers: readonly (readonly ViewCell[])[];
  /** Rows of labels with values below, and tables. */
  readonly bands: number;
  /** Headings beside several rows. */
  readonly sides: number;
  /** First row with a label. */
  readonly firstLabel: number | undefined;
}
