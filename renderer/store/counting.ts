/**
 * Counting the households walks through the whole database. A window whose database is good in everything else is shown
 * first and counted right after, under the lock of the writers and before any of them: nothing is ever built on a database
 * that lost households.
 */
import type { HudangDb } from './db';

/** The window is there by then, also on a slow computer; who wants to write earlier is not kept waiting. */
const COUNT_AFTER_MS = 1_000;

let hurry = (): void => undefined;

/** Somebody wants to write: what was put off is done now. */
export function hurryCount(): void {
  hurry();
}

/**
 * To be called under the lock of the writers. When the database holds another number than `households`, or cannot be read,
 * `onMiscount` is told, and the lock is kept for as long as this page lives.
 */
export async function countAfterwards(db: HudangDb, households: number, onMiscount: () => void): Promise<void> {
  await new Promise<void>((done) => {
    const timer = setTimeout(done, COUNT_AFTER_MS);
    hurry = () => {
      clearTimeout(timer);
      done();
    };
  });
  // Closed meanwhile: whoever opens it next counts.
  if (!db.isOpen()) return;
  const counted = await db.households.count().catch(() => null);
  if (counted === households || !db.isOpen()) return;
  onMiscount();
  await new Promise<never>(() => undefined);
}
