/** Raw rows as they stand in the tables, for copies. */
import { JOURNALLED_META, type JournalledTable } from '#shared/journal/entry';
import type { HudangDb } from './db';
import type { StoredMeta } from './stored';

/** The primary key of a row, by table. */
export const KEY_OF: { readonly [T in JournalledTable]: (row: never) => string | number | [number, string] } = {
  households: (row: { id: string }) => row.id,
  operations: (row: { seq: number }) => row.seq,
  log: (row: { seq: number; household: string }) => [row.seq, row.household],
  batches: (row: { id: string }) => row.id,
  attachments: (row: { id: string }) => row.id,
  meta: (row: { key: string }) => row.key,
};

/**
 * All rows of a table in the order of their keys, `size` at a time, each page in a transaction of its own: what is written
 * meanwhile is seen or not. Of `meta` only the keys that belong to the archive.
 */
export async function* tablePages(db: HudangDb, table: JournalledTable, size: number): AsyncGenerator<unknown[], void> {
  if (table === 'meta') {
    const rows = await db.meta.bulkGet([...JOURNALLED_META]);
    yield rows.filter((row): row is StoredMeta => row !== undefined);
    return;
  }
  let after: string | number | [number, string] | null = null;
  for (;;) {
    const rows = db.table(table);
    const page: unknown[] = await (after === null ? rows.orderBy(':id') : rows.where(':id').above(after))
      .limit(size)
      .toArray();
    if (page.length > 0) yield page;
    if (page.length < size) return;
    after = KEY_OF[table](page.at(-1) as never);
  }
}
