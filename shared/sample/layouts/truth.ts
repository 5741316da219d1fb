/**
 * The truth about a generated layout, in the spirit of truth.json of the villages: what a careful clerk would read from the
 * sheets. Cells are A1 addresses and 1-based rows of the file's sheet.
 */
import type { Value } from '../../derive/record';
import type { Arrangement, RegionRole } from '../../import/types';
import type { AnyFormat } from '../../excel/write/anyFormat';
import type { SampleHousehold } from '../model';

export interface TableTruth {
  readonly range: string;
  readonly arrangement: Arrangement;
  readonly header_rows: readonly number[];
  readonly data_rows: readonly number[];
  /** Column letter → key, null for a column of local use. Forms and transposed tables: value cell (of the first record) → key. */
  readonly columns: Readonly<Record<string, string | null>>;
  /** Header path or label, by the keys of `columns`. */
  readonly headers: Readonly<Record<string, string>>;
  /** Column letters where abstaining is right too, since only the values tell (two phone columns, no header). */
  readonly may_abstain: readonly string[];
}

/** [cell, index of the household, index of the member or null, year or null, key or null, stored value or text as shown]. */
export type CellTruth = readonly [
  cell: string,
  household: number,
  member: number | null,
  year: number | null,
  key: string | null,
  value: Value,
];

export interface RegionTruth {
  readonly role: RegionRole;
  readonly range: string;
  readonly or?: readonly RegionRole[];
}

export interface LayoutSheetTruth {
  readonly file: string;
  readonly sheet: string;
  readonly hidden: boolean;
  /** No tables = a sheet that holds no data (instructions, code lists). */
  readonly tables: readonly TableTruth[];
  /** `or` = roles that are as right: whether 一、基本情况 within a form is a title or a label is a matter of taste. */
  readonly regions: readonly RegionTruth[];
  /** Every cell that says something of a household. */
  readonly cells: readonly CellTruth[];
  /** Cells that must be reported and must not be taken: [cell, household, member, year, key, why]. */
  readonly reported: readonly (readonly [string, number, number | null, number | null, string, string])[];
  /** 1-based rows that hold no data although they look like it: totals, samples, repeated headers. */
  readonly skip_rows: readonly (readonly [row: number, role: RegionRole])[];
}

export interface LayoutTruth {
  readonly seed: number;
  readonly index: number;
  readonly traits: readonly string[];
  /** The year that undated yearly values belong to. */
  readonly year: number;
  readonly files: readonly { readonly file: string; readonly format: AnyFormat }[];
  readonly sheets: readonly LayoutSheetTruth[];
  /** Everything that is so, shown or not: a value that is derived and right is not wrong. */
  readonly households: readonly (SampleHousehold & { readonly household_no: string })[];
  /** Every sheet shows persons: the number of members of each household is known. */
  readonly members_shown: boolean;
}

export interface Layout {
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly truth: LayoutTruth;
}
