/** Shapes between reading a sheet and writing households. */
import type { EntityName, Field } from '../catalogue/field';
import type { HouseholdRecord, Row, Value } from '../derive/record';
import type { CellValue, Range, Sheet } from '../excel/sheet';

/** What kind of table a sheet holds. flat = one row per person with household columns repeated or merged. */
export type SheetKind = 'flat' | 'household' | 'member' | 'income' | 'helper' | 'visit' | 'unknown';

export interface MappedColumn {
  /** 0-based column. */
  readonly column: number;
  /** Header text as path of the merged header rows, e.g. 工资性收入/务工收入. */
  readonly header: string;
  /** Catalogue field, or null when abstained: kept as extra (附加列). */
  readonly field: Field | null;
  /** 0…1; below the threshold the column abstains. */
  readonly confidence: number;
  /** Year named by the header itself, e.g. 2024年人均纯收入; wins over the year column and the sheet's year. */
  readonly year?: number;
  /** Set when the header's unit differs from the field's: cell × factor = stored number (万元 → 10000). */
  readonly factor?: number;
}

/** How a table lies on its sheet. form = label beside value, one household per form; transposed = fields go down, records right. */
export type Arrangement = 'table' | 'form' | 'transposed' | 'headerless';

/** What a part of a sheet is; the picture colours it. info = 填报单位, 日期 and the like. */
export type RegionRole =
  | 'title'
  | 'info'
  | 'header'
  | 'code'
  | 'sample'
  | 'data'
  | 'subtotal'
  | 'total'
  | 'repeat'
  | 'label'
  | 'value'
  | 'note'
  | 'signature';

export interface Region {
  readonly role: RegionRole;
  /** In the coordinates of the sheet as the file holds it. */
  readonly range: Range;
}

/** What the user said about a sheet after looking at it; whatever is missing is found out. Coordinates of the file's sheet. */
export interface TableHint {
  /** The table lies within this rectangle; several hints for one sheet = several tables. */
  readonly range?: Range;
  readonly arrangement?: Arrangement;
  /** 0-based. */
  readonly headerRows?: readonly number[];
  /** 0-based row → what it is; wins over everything else. `data` makes any row data, all other roles keep it out. */
  readonly roles?: Readonly<Record<number, RegionRole>>;
}

export interface UnderstoodSheet {
  readonly file: string;
  /** The table as rows under headers: the file's sheet itself or, when `origin` is set, a view of a part of it. */
  readonly sheet: Sheet;
  /** The sheet as the file holds it; missing = `sheet`. */
  readonly original?: Sheet;
  /**
   * Where a cell of `sheet` stands in `original`, 0-based; null = nowhere (made up by the view). Missing = the same place.
   * Whatever names a cell to the user or to provenance goes through `cellOf` (shared/import/cellOf.ts).
   */
  readonly origin?: (row: number, column: number) => readonly [row: number, column: number] | null;
  /** Missing = table. */
  readonly arrangement?: Arrangement;
  /** Everything understood, for the picture; by rows, without overlap. */
  readonly regions?: readonly Region[];
  /** Of the layout (arrangement and header paths, not the data): equal for the next file of the same form. */
  readonly fingerprint?: string;
  /** Accepted repairs of damaged cells, by `row:column` of `sheet`; read instead of what the file holds. */
  readonly repairs?: ReadonlyMap<string, CellValue>;
  readonly kind: SheetKind;
  /** 0-based header rows. */
  readonly headerRows: readonly number[];
  readonly columns: readonly MappedColumn[];
  /** 0-based rows that hold data, in order; totals, notes, signatures and repeated headers are not among them. */
  readonly dataRows: readonly number[];
  /** Year that undated yearly values belong to. */
  readonly year: number;
}

/** A problem with the user's file: where, and a code whose Chinese sentence says what happened and what to do. */
export interface Problem {
  readonly file: string;
  readonly sheet: string;
  /** A1 address, or '' for the sheet or file as a whole. */
  readonly cell: string;
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  /** Whether the cell's text is lost to the record unless corrected (kept in `unread`), or the row was refused. */
  readonly level: 'note' | 'unread' | 'rejected' | 'fatal';
}

/** A household as the sheets state it, before it meets the archive. */
export interface IncomingHousehold {
  /** The record as far as the sheets fill it; `id` is ''. */
  readonly record: HouseholdRecord;
  /** Where it first stands: index into the list of understood sheets, and 0-based row. */
  readonly at: { readonly sheet: number; readonly row: number };
  /** All rows that speak of it, as [index of the understood sheet, 0-based row]; for provenance. */
  readonly rows?: readonly (readonly [sheet: number, row: number])[];
}

export type Policy = 'fill' | 'file' | 'keep';

/** One difference between the sheet and the archive. */
export interface FieldChange {
  /** PathText in the resulting record, e.g. `members[1].phone`, `fields.phone`. */
  readonly path: string;
  readonly entity: EntityName;
  readonly key: string;
  readonly before: Value | undefined;
  readonly after: Value | undefined;
  /** Both filled and different: needs the policy to decide. */
  readonly conflict: boolean;
}

export type PlanClass = 'new' | 'changed' | 'same' | 'conflict';

export interface PlannedHousehold {
  readonly class: PlanClass;
  readonly incoming: IncomingHousehold;
  /** The archive's record, undefined for `new`. */
  readonly existing: HouseholdRecord | undefined;
  readonly changes: readonly FieldChange[];
  /** The record to write under the policy; equals `existing` when nothing is to be written. */
  readonly result: HouseholdRecord;
  readonly writes: boolean;
}

export interface PlanCounts {
  readonly new: number;
  readonly changed: number;
  readonly same: number;
  readonly conflict: number;
  readonly rejected: number;
}

export type { Row };
