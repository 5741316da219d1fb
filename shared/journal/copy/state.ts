/** The state that a copy holds: its rows with its journal lines applied. */
import { JOURNALLED_TABLES, type JournalledTable } from '../entry';
import { journalIn, rowsIn, type OpenedCopy } from './readCopy';
import type { MakeHasher } from './source';

type Key = string;
type Row = Readonly<Record<string, unknown>>;

/** A text that is the same for equal primary keys. */
const KEYS: { readonly [T in JournalledTable]: (row: Row) => unknown } = {
  households: (row) => row['id'],
  operations: (row) => row['seq'],
  log: (row) => [row['seq'], row['household']],
  batches: (row) => row['id'],
  attachments: (row) => row['id'],
  meta: (row) => row['key'],
};

/** The primary key of a row as a text. */
export function keyText(table: JournalledTable, row: unknown): Key {
  return JSON.stringify(KEYS[table](row as Row));
}

/** What the journal lines of a copy leave of each row: the last put; null = deleted. */
export type Overlay = { readonly [T in JournalledTable]: ReadonlyMap<Key, unknown> };

/** Reads the journal lines of a copy; they are few: what was saved while the rows were read. Throws a CopyFailure. */
export async function overlayOf(copy: OpenedCopy, makeHasher: MakeHasher): Promise<Overlay> {
  const overlay = Object.fromEntries(JOURNALLED_TABLES.map((table) => [table, new Map<Key, unknown>()])) as {
    [T in JournalledTable]: Map<Key, unknown>;
  };
  for await (const lines of journalIn(copy, makeHasher)) {
    for (const { payload } of lines) {
      for (const table of JOURNALLED_TABLES) {
        const { put = [], del = [] } = payload.rows?.[table] ?? {};
        for (const key of del) overlay[table].set(JSON.stringify(key), null);
        for (const row of put) overlay[table].set(keyText(table, row), row);
      }
    }
  }
  return overlay;
}

/** The rows of a table in the state of the copy, in batches; those that only the journal brought come last. */
export async function* stateRows(
  copy: OpenedCopy,
  table: JournalledTable,
  overlay: Overlay,
  makeHasher: MakeHasher,
): AsyncGenerator<readonly unknown[], void> {
  const changes = overlay[table];
  if (changes.size === 0) {
    yield* rowsIn(copy, table, makeHasher);
    return;
  }
  const seen = new Set<Key>();
  for await (const rows of rowsIn(copy, table, makeHasher)) {
    yield rows.flatMap((row) => {
      const key = keyText(table, row);
      if (!changes.has(key)) return [row];
      seen.add(key);
      return changes.get(key) ?? [];
    });
  }
  const late = [...changes].flatMap(([key, row]) => (row === null || seen.has(key) ? [] : [row]));
  if (late.length > 0) yield late;
}
