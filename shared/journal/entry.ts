/**
 * What one journal line says: the rows that an operation writes, complete, by table (docs/journal.md). Applying an entry
 * again, or to a state that already has it, changes nothing.
 */

/** Tables that are journalled and copied; all others are caches. */
export const JOURNALLED_TABLES = ['households', 'operations', 'log', 'batches', 'attachments', 'meta'] as const;
export type JournalledTable = (typeof JOURNALLED_TABLES)[number];

/** Keys of the table `meta` that belong to the archive; the other keys are caches and the seal. */
export const JOURNALLED_META: readonly string[] = ['settings', 'sampleUnit', 'lineage', 'layouts', 'answers'];

/** Rows to put and primary keys to delete, by table. Deletions come first. */
export type RowChanges = {
  readonly [T in JournalledTable]?: {
    readonly put?: readonly unknown[];
    readonly del?: readonly (string | number | readonly (string | number)[])[];
  };
};

export type Entry = {
  readonly v: 1;
  /** ISO 8601, the computer's clock; order is by line, never by this. */
  readonly at: string;
} & (
  | {
      /** An operation, or a change of settings. */
      readonly kind: 'rows';
      /** `lastSeq` after it. */
      readonly seq: number;
      /** Households in the archive after it. */
      readonly households: number;
      /** null: the rows lie in the segment, one RowChanges a line. */
      readonly rows: RowChanges | null;
      readonly segment?: string;
    }
  /** The line with this number was never applied. */
  | { readonly kind: 'void'; readonly line: number }
  /** From here on the state is that of a copy in DIR/snapshots. */
  | {
      readonly kind: 'base';
      readonly copy: string;
      readonly seq: number;
      readonly households: number;
      /** `adopted`: what IndexedDB held when the journal began; `restored`: taken over from a backup. */
      readonly why: 'adopted' | 'restored';
    }
);

/** A newer program wrote the line: it must be refused, not guessed. */
export const ENTRY_VERSION = 1;
