/** Shapes between reading a sheet and writing households. */
import type { EntityName, Field } from '../catalogue/field';
import type { HouseholdRecord, ListPlace, Row, Value } from '../derive/record';
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
  /**
   * What an earlier import confirmed for this header: `used` = mapped as then; `contradicted` = the values of this file cannot
   * be the field (entity.key in `was`), so the column abstains and is shown.
   */
  readonly remembered?: 'used' | 'contradicted';
  readonly was?: string;
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
  /** `row:column` (0-based) → what a single cell of a form is. */
  readonly cells?: Readonly<Record<string, ToldCell>>;
}

/** A cell of a form as the user sees it. */
export interface ToldCell {
  /** note = nothing that is read. */
  readonly is: 'label' | 'value' | 'note';
  /** What must stand there: names and notes are printed, so that copies of the form with other text there are laid out otherwise. */
  readonly text?: string;
}

/** What the user confirmed for a layout (by fingerprint): entity.key of each header, null = kept as 附加列. Keys: `headerKeys`. */
export interface RememberedLayout {
  readonly columns: Readonly<Record<string, string | null>>;
}

export interface UnderstoodSheet {
  readonly file: string;
  /** The table as rows under headers: the file's sheet itself or, when `origin` is set, a view of a part of it. */
  readonly sheet: Sheet;
  /** The sheet as the file holds it; missing = `sheet`. */
  readonly original?: Sheet;
  /**
   * Where a cell of `sheet` stands in `original`, 0-based; null = nowhere (made up by the view). Missing = the same place.
   * Whatever names a cell to the user or to provenance goes through `cellOf` (shared/excel/cellOf.ts).
   */
  readonly origin?: (row: number, column: number) => readonly [row: number, column: number] | null;
  /** Missing = table. */
  readonly arrangement?: Arrangement;
  /** Everything understood, for the picture; by rows, without overlap. */
  readonly regions?: readonly Region[];
  /** Of the layout (arrangement and header paths, not the data): equal for the next file of the same form. */
  readonly fingerprint?: string;
  /** Unit that the lines above the table state for all amounts: 单位：万元. */
  readonly unit?: string;
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

/**
 * Which cells of one row of a sheet gave values. Column and field name the key; the row of the record is found by place:
 * years and measures of a column with a year of its own by that year, everything else by `targets`.
 */
export interface RowSource {
  /** Index into the list of understood sheets. */
  readonly sheet: number;
  /** 0-based row of the understood sheet. */
  readonly row: number;
  /** Row index in the incoming record by list place (`members`, `years`, …); single places (`fields`) are not listed. */
  readonly targets: Readonly<Partial<Record<ListPlace, number>>>;
  /** 0-based columns whose cell gave the value that the record has. */
  readonly columns: readonly number[];
}

/** A household as the sheets state it, before it meets the archive. */
export interface IncomingHousehold {
  /** The record as far as the sheets fill it; `id` is ''. */
  readonly record: HouseholdRecord;
  /** Where it first stands: index into the list of understood sheets, and 0-based row. */
  readonly at: { readonly sheet: number; readonly row: number };
  /** All rows that speak of it, as [index of the understood sheet, 0-based row]; for provenance. */
  readonly rows?: readonly (readonly [sheet: number, row: number])[];
  /** The cell of every value of `record`, row by row. */
  readonly sources?: readonly RowSource[];
}

export type Policy = 'fill' | 'file' | 'keep';

/** Per column (entity.key). `ask` = 人工: nothing is written until the user has taken it. */
export type ColumnPolicy = Policy | 'ask';

/** What the user said about one household of the plan, by `decisionKey` of the incoming household. */
export interface Decision {
  /** Of a suspect (or any household that is not matched): merged into the archive's household, entered as new, left out. */
  readonly household?: { readonly kind: 'merge'; readonly id: string } | { readonly kind: 'new' | 'skip' };
  /** By `changeKey`; wins over every policy. */
  readonly changes?: Readonly<Record<string, 'take' | 'keep'>>;
}

/** One difference between the sheet and the archive. */
export interface FieldChange {
  /** PathText in the resulting record, e.g. `members[1].phone`, `fields.phone`. */
  readonly path: string;
  readonly entity: EntityName;
  readonly key: string;
  readonly before: Value | undefined;
  /** undefined = the cell is blank and the column says that blanks clear. */
  readonly after: Value | undefined;
  /** Both filled and different: needs the policy to decide. */
  readonly conflict: boolean;
  /** Which 附加列 entry of the household (`path` is `extra` for all of them). */
  readonly slot?: string;
  /** Whether the change will be written; missing = as the policy of the plan says. */
  readonly taken?: boolean;
  /** Under `ask` and without a decision: somebody has to say. */
  readonly open?: boolean;
  /** 更正: replaces what an earlier import read in the same row, which was handed back for correction; no conflict. */
  readonly corrects?: true;
}

/** `suspect` = 疑似重复: looks like a household of the archive, but no ID says so. */
export type PlanClass = 'new' | 'changed' | 'same' | 'conflict' | 'suspect';

/** Why two households or persons look alike. */
export type LikeReason =
  /** The head's ID number itself, under another household number. */
  | 'same_head_id'
  /** Persons of the same ID number. */
  | 'same_member_id'
  | 'same_name'
  /** Sounds alike. */
  | 'homophone'
  /** One character that looks alike or was written otherwise. */
  | 'shape'
  /** The same characters in another order. */
  | 'order'
  /** ID numbers that differ by a digit or by two neighbours swapped, or in 15 and 18 digits. */
  | 'near_id'
  | 'same_birth'
  | 'same_village'
  | 'same_phone';

/** A household of the archive that the incoming one may be. */
export interface Suspect {
  readonly id: string;
  readonly household_no: string;
  readonly head_name: string;
  /** 0…1. */
  readonly score: number;
  readonly reasons: readonly LikeReason[];
  /** Names of the persons that look alike: [incoming, archive]. */
  readonly persons: readonly (readonly [incoming: string, existing: string])[];
}

export interface PlannedHousehold {
  readonly class: PlanClass;
  readonly incoming: IncomingHousehold;
  /** The archive's record, undefined for `new` and for suspects that are not merged. */
  readonly existing: HouseholdRecord | undefined;
  readonly changes: readonly FieldChange[];
  /** The record to write under the policy; equals `existing` when nothing is to be written. */
  readonly result: HouseholdRecord;
  readonly writes: boolean;
  /** Most alike first; only of class `suspect`. */
  readonly suspects?: readonly Suspect[];
  /** What will be done with a suspect: as decided, or by default. */
  readonly suspectAs?: 'new' | 'skip' | 'merge';
  /** Where every incoming row stands in `result`, by place; missing = the same index. */
  readonly matches?: Readonly<Partial<Record<ListPlace, readonly number[]>>>;
}

export interface PlanCounts {
  readonly new: number;
  readonly changed: number;
  readonly same: number;
  readonly conflict: number;
  readonly rejected: number;
  /** Look like a household of the archive; not among `new`. */
  readonly suspect: number;
}

/** An import that would do so much that something is probably wrong with it: it needs an explicit yes. */
export interface Breaker {
  readonly code: 'too_many_changes' | 'too_many_suspects';
  /** 0…1. */
  readonly share: number;
  /** Households concerned, and out of how many. */
  readonly count: number;
  readonly of: number;
  /** The likeliest cause. */
  readonly cause: 'wrong_year' | 'wrong_village' | 'shifted_columns' | 'renumbered' | 'one_column' | 'unknown';
  /** For the sentence (`sentence(code, params)`): count, of, percent, label of the column that differs most, … */
  readonly params: Readonly<Record<string, string | number>>;
}

export type { Row };
