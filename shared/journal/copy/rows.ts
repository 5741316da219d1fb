/** The little that a reader must know of rows before they may touch a database: their keys. schema.ts describes all of it. */
import { ENTRY_VERSION, JOURNALLED_META, type Entry, type JournalledTable } from '../entry';

/** A line of data/journal.jsonl. */
export interface JournalRow {
  readonly line: number;
  readonly payload: Entry & { readonly kind: 'rows' };
}

type Row = Readonly<Record<string, unknown>>;

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;

const FITS: { readonly [T in JournalledTable]: (row: Row) => boolean } = {
  households: ({ id, no, version, born, doc }) =>
    isText(id) && typeof no === 'string' && isCount(version) && isCount(born) && isRow(doc),
  operations: ({ seq, id, body }) => isCount(seq) && isText(id) && isRow(body),
  log: ({ seq, household, operation, body }) => isCount(seq) && isText(household) && isText(operation) && isRow(body),
  batches: ({ id, body }) => isText(id) && isRow(body),
  attachments: ({ id, household, sha256, body }) => isText(id) && isText(household) && isText(sha256) && isRow(body),
  meta: ({ key, value }) => typeof key === 'string' && JOURNALLED_META.includes(key) && value !== undefined,
};

/** Whether this may be put into the table. */
export function fitsTable(table: JournalledTable, row: unknown): boolean {
  return isRow(row) && FITS[table](row);
}

/** Whether this is a line of data/journal.jsonl whose rows may be applied. */
export function isJournalRow(row: unknown): row is JournalRow {
  if (!isRow(row) || !isCount(row['line']) || !isRow(row['payload'])) return false;
  const { v, kind, seq, households, rows } = row['payload'];
  if (v !== ENTRY_VERSION || kind !== 'rows' || !isCount(seq) || !isCount(households) || !isRow(rows)) return false;
  return Object.entries(rows).every(
    ([table, changes]) => Object.hasOwn(FITS, table) && isChanges(table as JournalledTable, changes),
  );
}

function isChanges(table: JournalledTable, changes: unknown): boolean {
  if (!isRow(changes)) return false;
  const { put = [], del = [] } = changes;
  return Array.isArray(put) && Array.isArray(del) && put.every((row) => fitsTable(table, row));
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
