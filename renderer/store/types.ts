/** What the store keeps beside the household records, and what its commands take and give. */
import type { Value } from '#shared/derive/record';
import type { Arrangement, ColumnPolicy, Policy, Problem, Suspect } from '#shared/import/types';

export type OperationKind =
  'form' | 'import' | 'merge' | 'undo' | 'sample' | 'delete' | 'restore' | 'attachment' | 'bring';

/** One user action: one transaction, one entry in the change log, undone as one step. */
export interface Operation {
  /** ULID. */
  readonly id: string;
  /** 1, 2, 3 … without gaps, in the order of application. */
  readonly seq: number;
  readonly kind: OperationKind;
  readonly who: string;
  readonly device: string;
  /** ISO 8601 with offset. */
  readonly when: string;
  /** Import batch id, for imports. */
  readonly batch?: string;
  /** The operation that an undo takes back. */
  readonly undoes?: string;
  /** Ids of operations of another course whose changes it brought in, or that were left out knowingly. */
  readonly brought?: readonly string[];
  /** Set when a later undo took this one back. */
  readonly undoneBy?: string;
  readonly households: number;
  /** Short Chinese text for the history, e.g. 导入 482 户. */
  readonly summary: string;
}

/** A file of an import, kept as it was under its content (DIR/attachments). */
export interface ImportedFile {
  /** Name by which the tables of the batch refer to it (`UnderstoodSheet.file`). */
  readonly name: string;
  /** Where it stood in what was dropped, e.g. 李庄.zip/三组/王五.xlsx. */
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** One table that an import took in. */
export interface BatchTable {
  /** Index into `files`; -1 = the file was not kept (imports before there was provenance). */
  readonly file: number;
  readonly sheet: string;
  readonly arrangement: Arrangement;
  readonly year: number;
  readonly fingerprint?: string;
  /** 1-based. */
  readonly headerRows: readonly number[];
  /** Columns of the understood table, in their order. */
  readonly columns: readonly {
    /** 0-based, in the understood table. */
    readonly at: number;
    readonly header: string;
    /** entity.key; null = kept as 附加列. */
    readonly field: string | null;
    /** Year named by the header itself. */
    readonly year?: number;
  }[];
}

/**
 * An import as it was confirmed. The cell of a value follows from the table's columns and the household's cells, which lie
 * in parts of their own (`provenanceOf`). Batches of format 1 have `sheets` and `rows` instead (BatchV1).
 */
export interface ImportBatch {
  readonly id: string;
  readonly version: 2;
  readonly when: string;
  readonly files: readonly ImportedFile[];
  readonly tables: readonly BatchTable[];
  readonly policy: Policy;
  readonly columns?: Readonly<Record<string, ColumnPolicy>>;
  readonly counts: Readonly<Record<string, number>>;
  /** Written, left out by a decision, refused. */
  readonly written: number;
  readonly skipped: number;
  readonly problems: number;
  /** Household ids that stand for incoming households of another number, as the user decided, by `identityKey`. */
  readonly merged?: Readonly<Record<string, string>>;
  /** First and last household of each part with cells; parts lie beside the batch. */
  readonly parts: readonly (readonly [first: string, last: string])[];
  /** Number of parts of the result. */
  readonly results: number;
}

/** Cells of households of an import (shared/import/cells.ts), by household id. */
export interface BatchPart {
  readonly cells: Readonly<Record<string, string>>;
}

/** A piece of what an import reported. */
export interface ResultPart {
  readonly problems: readonly Problem[];
  readonly leftOut: readonly LeftOut[];
}

/** A batch as it was kept before files were. */
export interface BatchV1 {
  readonly id: string;
  readonly version?: undefined;
  readonly when: string;
  readonly sheets: readonly {
    readonly file: string;
    readonly sheet: string;
    /** Catalogue key (entity.key) by column letters. */
    readonly columns: Readonly<Record<string, string>>;
  }[];
  /** Household id → [sheet index, 1-based row numbers]. */
  readonly rows: Readonly<Record<string, readonly [sheet: number, rows: readonly number[]][]>>;
  readonly counts: Readonly<Record<string, number>>;
}

/** A household that an import left out, with what it takes to take it later. */
export interface LeftOut {
  readonly household_no: string;
  readonly head_name: string;
  readonly file: string;
  readonly sheet: string;
  readonly cell: string;
  /** skipped = by the user's decision; undecided = a difference under 人工 that nobody decided. */
  readonly why: 'skipped' | 'undecided';
  readonly suspects: readonly Suspect[];
}

/** One import in the list of imports. */
export interface ImportSummary {
  /** Batch id. */
  readonly id: string;
  readonly when: string;
  readonly who: string;
  readonly device: string;
  readonly files: readonly ImportedFile[];
  readonly counts: Readonly<Record<string, number>>;
  readonly written: number;
  readonly skipped: number;
  readonly problems: number;
  /** Id of the operation; null = nothing had to be written. */
  readonly operation: string | null;
  readonly undone: boolean;
}

/** Where a value came from. A value that somebody typed has who and when only. */
export interface Provenance {
  readonly operation: string;
  readonly kind: OperationKind;
  readonly when: string;
  readonly who: string;
  readonly device: string;
  /** Batch of the import; null for values that no import set. */
  readonly batch: string | null;
  readonly file: string | null;
  readonly path: string | null;
  /** The kept file (DIR/attachments); null for imports before files were kept. */
  readonly sha256: string | null;
  readonly sheet: string | null;
  /** A1 address in the file's sheet. */
  readonly cell: string | null;
  readonly header: string | null;
  /** Text of the cell where the archive kept it (unread, 附加列); null = read it from the file. */
  readonly text: string | null;
}

export interface Settings {
  /** 省 市 县 乡 村. */
  readonly unit: readonly [string, string, string, string, string];
  /** Person filling in. */
  readonly person: string;
  /** 数据年度. */
  readonly year: number;
  /** Set when the archive holds the sample village. */
  readonly isSample: boolean;
}

/** What a command tells everybody after its commit. */
export interface Committed {
  readonly operation: string;
  readonly keys: readonly string[] | 'all';
}

/** One field to save. `value` undefined = blank. `unread` = text that the field's codec refused: kept beside the field. */
export type Edit =
  { readonly path: string; readonly value: Value | undefined } | { readonly path: string; readonly unread: string };
