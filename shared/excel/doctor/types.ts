/** Shapes of the 损伤医生: what spreadsheets and people do to cells, each finding with its evidence and at most one proposal. */
import type { CellValue } from '../sheet';
import type { DamageKind } from './kinds';

export type { DamageKind } from './kinds';

/** Somebody already known: from the archive. People of the sheets being examined are known anyway. */
export interface Person {
  readonly name: string;
  /** 18, 15, 20 or 22 characters as kept. */
  readonly id_no?: string;
  /** yyyy, yyyymm or yyyymmdd. */
  readonly birth_date?: string;
  /** 男 or 女. */
  readonly sex?: string;
  readonly household_no?: string;
  readonly village?: string;
}

export interface ExamineOptions {
  readonly roster: readonly Person[];
  /** yyyymmdd. */
  readonly today: string;
}

/** certain = cannot be otherwise; likely = hardly otherwise; possible = worth a look. */
export type DamageLevel = 'certain' | 'likely' | 'possible';

/**
 * What accepting does. none = nothing can be accepted: the clerk corrects the sheet, or it is only worth knowing (a note).
 * columns_swap = two columns stand under each other's header. `cell`, `row_in` and `columns_shift` change cells.
 */
export type DamageEffect = 'none' | 'cell' | 'row_out' | 'row_in' | 'columns_shift' | 'columns_swap';

/** A cell that is changed together with the finding's own. Coordinates of the view. */
export interface CellChange {
  readonly row: number;
  readonly column: number;
  readonly value: CellValue;
}

export interface Damage {
  /** Stable over repeated examinations of the same tables: table, kind and place. */
  readonly id: string;
  /** Index into the tables examined. */
  readonly table: number;
  /** A1 in the file's sheet; '' when the view made the cell up. */
  readonly cell: string;
  /** 0-based, in the view (`table.sheet`). */
  readonly row: number;
  readonly column: number;
  readonly kind: DamageKind;
  readonly level: DamageLevel;
  /** For the sentence in shared/messages/damage.ts: `text`, `label` and whatever the kind names besides. */
  readonly params: Readonly<Record<string, string | number>>;
  /** The cell as a clerk reads it. */
  readonly before: string;
  /** Present only when there is exactly one sensible one; null = the cell is to be read as blank. */
  readonly proposal?: CellValue;
  /** Other cells that change with it when accepted (the rest of a shifted row, the other half of a swap). */
  readonly also?: readonly CellChange[];
  readonly effect: DamageEffect;
  /** Ticked in advance: only for what is certain and loses nothing; never an ID number. */
  readonly byDefault: boolean;
  /** A harmless thing that reading normalises without loss: said once per column, with `params.count`; asks for nothing. */
  readonly note?: true;
}

export interface Examination {
  /** By table, row and column; at most `MOST_PER_KIND` of a kind. */
  readonly damages: readonly Damage[];
  /** How many there are of each kind, those left out included. */
  readonly counts: Readonly<Partial<Record<DamageKind, number>>>;
}

/** More findings of one kind than this are counted, not listed. */
export const MOST_PER_KIND = 2000;
