/**
 * The same archive without its journal, in a database of its own: what the bench holds the cost of the journal against.
 * Nothing else may open an archive so.
 */
import { fail, ok } from '#shared/result';
import { archiveOf, HudangDb, type Archive } from './db';
import { Hold } from './hold';
import type { Journal } from './journal';
import { markBuilt } from './meta';
import { tablePages } from './pages';

const PAGE = 1000;
const NO_SUM = 'A'.repeat(43);

/** Takes every line and keeps none. */
const none: Journal = {
  state: () => Promise.resolve(fail('internal')),
  append: (after) => Promise.resolve(ok({ line: after + 1, sum: NO_SUM })),
  read: () => Promise.resolve(ok([])),
  openKept: () => Promise.resolve(fail('internal')),
  segment: () => Promise.resolve(fail('file_not_found')),
  copy: () => Promise.resolve(fail('file_not_found')),
  reset: () => Promise.resolve(fail('internal')),
};

/** The households of `source` in a fresh database, whose transactions have this durability. To be given to `destroy`. */
export async function withoutJournal(source: Archive, durability: 'relaxed' | 'strict'): Promise<Archive> {
  const name = `hudang-bench-${durability}`;
  await new HudangDb(name).delete();
  const db = new HudangDb(name, durability);
  await db.open();
  let households = 0;
  for await (const page of tablePages(source.db, 'households', PAGE)) {
    // Rows as they rest, seals and all.
    await db.table('households').bulkPut(page);
    households += page.length;
  }
  const hold = new Hold({ mode: 'write' });
  hold.head = { databaseId: '', line: 0, sum: NO_SUM, seq: 0, households };
  await markBuilt(db, hold.head);
  return archiveOf(db, source.actor, none, hold);
}

/** Deletes what `withoutJournal` made. */
export async function destroy(archive: Archive): Promise<void> {
  archive.db.close();
  await archive.db.delete();
}
