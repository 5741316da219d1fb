/** What drawing one table needs to know. */
import type { SampleHousehold } from '../model';
import type { About } from './canvas';
import type { PlannedColumn } from './columnPlan';

/** One row of the body. */
export type Line =
  | { readonly kind: 'data'; readonly about: About; readonly first: boolean; readonly rows: number }
  | { readonly kind: 'subtotal' | 'total'; readonly label: string; readonly of: number }
  | { readonly kind: 'totalOnTop'; readonly label: string }
  | { readonly kind: 'group'; readonly label: string }
  /** A row over a household's persons that says who they are: 户主：张三  户编号：… */
  | { readonly kind: 'band'; readonly about: About; readonly keys: readonly (readonly [key: string, label: string])[] }
  | { readonly kind: 'repeat' | 'blank' | 'sample' };

export interface TableJob {
  readonly columns: readonly PlannedColumn[];
  readonly lines: readonly Line[];
  readonly households: readonly SampleHousehold[];
  /** Household cells on persons' rows: on each, on the first only, or merged over them. */
  readonly householdCells: 'repeat' | 'first' | 'merge';
  readonly traits: ReadonlySet<string>;
  readonly year: number;
  readonly title: readonly string[];
  readonly info: readonly string[];
  readonly notes: readonly string[];
  readonly signatures: readonly string[];
  readonly depth: number;
  /** The same header again on the same sheet: it may as well be called a repeated one. */
  readonly again?: boolean;
  /** Formulas may be written. */
  readonly rich: boolean;
}
