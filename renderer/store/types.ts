/** What the store keeps beside the household records, and what its commands take and give. */
import type { Value } from '#shared/derive/record';

export type OperationKind = 'form' | 'import' | 'merge' | 'undo' | 'sample' | 'delete' | 'restore' | 'attachment';

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
  /** Set when a later undo took this one back. */
  readonly undoneBy?: string;
  readonly households: number;
  /** Short Chinese text for the history, e.g. 导入 482 户. */
  readonly summary: string;
}

/** An import as it was confirmed, for provenance: file|sheet|cell of a value follows from columns and row. */
export interface ImportBatch {
  readonly id: string;
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
