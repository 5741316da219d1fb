/**
 * The order of every write (docs/journal.md): lock → journal line, flushed → one relaxed transaction → acknowledged. Whoever
 * finds the journal ahead of the database first applies what is missing there.
 */
import { fail, ok, type Result } from '#shared/result';
import { applyRows } from './apply';
import { sealOf, writeAtOnce, type AtOnce } from './atOnce';
import { hurryCount } from './counting';
import type { Archive } from './db';
import { journalLine, journalVoid, lineText, type Writing } from './entries';
import { publish } from './events';
import { storeFailure } from './failure';
import { lockOf, withLock } from './lock';
import { readSeal, type StateSeal } from './meta';
import { rollForward } from './replay';
import { underWay } from './underWay';

/** What to write, prepared from the state of `head`; null = nothing after all. */
export type Prepare<T> = (head: StateSeal) => Promise<(Writing & { readonly value: T }) | null>;

const TRIES = 5;

/**
 * Writes what `prepare` makes of the present state; it is called again when others wrote meanwhile. `readAt` = seq up to which
 * the caller has read the archive. Value null: it had
 * nothing to write. Codes: store_reopen (this handle may not write any more), read_only, disk_low, journal_failed, …, and
 * those of the database; nothing is written then.
 */
export function writeAhead<T>(archive: Archive, readAt: number, prepare: Prepare<T>): Promise<Result<T | null>> {
  hurryCount();
  const write = withLock(lockOf(archive.db.name), async (): Promise<Result<T | null>> => {
    try {
      const { hold } = archive;
      if (hold.head && hold.head.seq < readAt) hold.head = null;
      return await attempt(archive, prepare);
    } catch (error) {
      return { ok: false, error: await storeFailure(error) };
    }
  });
  return underWay(write);
}

async function attempt<T>(archive: Archive, prepare: Prepare<T>): Promise<Result<T | null>> {
  const { hold } = archive;
  for (let tries = 0; tries < TRIES; tries++) {
    if (hold.reopen) return fail('store_reopen');
    const head = hold.head ?? (await caughtUp(archive));
    if (!head) return fail('store_reopen');
    const writing = await prepare(head);
    if (!writing) return ok(null);
    const { appended, error } = await journalled(archive, head, writing);
    if (appended.ok) return settled(archive, sealOf(head, appended.value, writing), writing.value, error);
    hold.head = null;
    if (appended.error.code !== 'journal_moved') return appended;
    // Others wrote since this handle last looked, or died before they had applied what they wrote.
    const found = await caughtUp(archive);
    if (found && found.line < Number(appended.error.params['line'] ?? 0)) hold.reopen = true;
  }
  return fail('household_busy');
}

/** The line, and its rows behind it. `appended` failed: nothing was written. */
async function journalled(archive: Archive, head: StateSeal, writing: Writing): Promise<AtOnce> {
  const text = lineText(writing);
  if (text === null) return writeAtOnce(archive, head, writing);
  const appended = await journalLine(archive.journal, head.line, writing, text);
  if (!appended.ok) return { appended, error: null };
  try {
    await applyRows(archive.db, writing.chunks, sealOf(head, appended.value, writing));
    return { appended, error: null };
  } catch (error) {
    return { appended, error: error ?? new Error() };
  }
}

/** The line stands; `error` = why its rows may not. */
async function settled<T>(archive: Archive, seal: StateSeal, value: T, error: unknown): Promise<Result<T>> {
  const { hold } = archive;
  const { line } = seal;
  if (error !== null) {
    hold.head = null;
    const failure = await storeFailure(error);
    // A database that breaks may have done what it says it has not.
    const now = await readSeal(archive.db).catch(() => null);
    if (now?.line !== line) {
      const voided = await journalVoid(archive.journal, line);
      // Neither done nor taken back: the next opening decides it, and until then nothing may be built on it.
      if (!voided.ok) hold.reopen = true;
      return { ok: false, error: voided.ok ? failure : { code: 'store_reopen', params: {} } };
    }
  }
  hold.head = seal;
  return ok(value);
}

/**
 * The seal, after what the journal holds beyond it has been applied; null when that is a matter for the next opening. To be
 * called under the lock.
 */
async function caughtUp(archive: Archive): Promise<StateSeal | null> {
  const { db, journal, hold } = archive;
  const seal = await readSeal(db);
  const rolled = seal && (await rollForward(db, journal, seal));
  if (rolled?.ok && rolled.value.changed) publish('journal', 'all');
  if (!rolled?.ok || rolled.value.lost.length > 0) {
    hold.reopen = true;
    return null;
  }
  hold.head = rolled.value.seal;
  return hold.head;
}

/** Applies what a writer that died left in the journal. Nothing to do is no failure. */
export function catchUp(archive: Archive): Promise<Result<null>> {
  return withLock(lockOf(archive.db.name), async () => {
    try {
      return (await caughtUp(archive)) ? ok(null) : fail('store_reopen');
    } catch (error) {
      return { ok: false, error: await storeFailure(error) };
    }
  });
}
