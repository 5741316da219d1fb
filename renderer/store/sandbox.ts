/** A copy in a database of its own, to look at it as if it were the archive. Nothing in it is kept. */
import { openCopy, reading } from '#shared/journal/copy/readCopy';
import { overlayOf, stateRows } from '#shared/journal/copy/state';
import { JOURNALLED_TABLES } from '#shared/journal/entry';
import type { Result } from '#shared/result';
import { HudangDb, type Archive } from './db';
import { storeFailure } from './failure';
import { deleteDatabase } from './rebuild';
import { makeHasher } from './streamCopy';

/** Rows written at a time: saves of the archive wait for them. */
const BATCH = 100;

/** Beside the archive's own database: `hudang-rehearsal`. */
function sandboxOf(archive: Archive): string {
  return `${archive.db.name}-rehearsal`;
}

/**
 * Fills the sandbox from the kept copy `name`. To be closed with `closeSandbox`. Failures: those of reading copies and of the
 * store. What an earlier run left there is deleted first.
 */
export async function openSandbox(
  archive: Archive,
  name: string,
  rest: (() => Promise<void>) | undefined,
): Promise<Result<Archive>> {
  const source = await archive.journal.copy(name);
  if (!source.ok) return source;
  const copy = await openCopy(source.value, makeHasher);
  if (!copy.ok) return copy;
  const db = new HudangDb(sandboxOf(archive));
  const sandbox: Archive = { ...archive, db };
  try {
    await deleteDatabase(db.name);
    await db.open();
    const filled = await reading(async () => {
      const overlay = await overlayOf(copy.value, makeHasher);
      for (const table of JOURNALLED_TABLES) {
        for await (const rows of stateRows(copy.value, table, overlay, makeHasher)) {
          for (let from = 0; from < rows.length; from += BATCH) {
            await db.table(table).bulkPut(rows.slice(from, from + BATCH));
            await rest?.();
          }
        }
      }
      return sandbox;
    });
    if (!filled.ok) await closeSandbox(sandbox);
    return filled;
  } catch (error) {
    await closeSandbox(sandbox);
    return { ok: false, error: await storeFailure(error) };
  }
}

/** Closes and deletes; what cannot be deleted now is at the next rehearsal. */
export async function closeSandbox({ db }: Archive): Promise<void> {
  db.close();
  await deleteDatabase(db.name).catch(() => undefined);
}

/** Deletes what a rehearsal left that was broken off. */
export async function clearSandbox(archive: Archive): Promise<void> {
  const name = sandboxOf(archive);
  const left = (await indexedDB.databases()).some((database) => database.name === name);
  if (left) await deleteDatabase(name).catch(() => undefined);
}
