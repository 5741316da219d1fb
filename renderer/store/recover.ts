/** What page and job do when the database breaks while the program runs: it is thrown away and made anew from the journal. */
import { desktop } from '../bridge/desktop';
import { onBroken } from './broken';
import { isFull } from './failure';
import type { Journal } from './journal';

const WAIT_MS = 2_000;
/** Text that cannot be kept that many times is not waited for: nothing could ever be saved again. */
const RESCUES = 5;

/** Ends only when the database was not thrown away: otherwise page or job begin anew. */
let mending: Promise<void> | null = null;

/** Tells whether everything is on the disk. */
type Rescue = () => Promise<boolean>;
const rescues = new Set<Rescue>();

/** What must reach the disk before the page begins anew: text that stands on the screen only. There is room by then. */
export function beforeReset(rescue: Rescue): void {
  rescues.add(rescue);
}

/** From now on a database that breaks is reset as soon as there is room for a new one; main then begins the page anew. */
export function mendWhenBroken(journal: Journal): void {
  onBroken((reason) => {
    mending ??= mend(journal, reason);
  });
}

/**
 * For a job whose work failed: when the database broke under it, this waits for the new beginning. It returns when nothing
 * broke, when there is no room for a new database, or when main grants none.
 */
export async function mended(): Promise<void> {
  if (mending && !(await hasNoRoom())) await mending;
}

async function mend(journal: Journal, reason: string): Promise<void> {
  // On a full disk it was Chromium that closed the database, and a new one would fare no better.
  while (await hasNoRoom()) await pause();
  for (let tries = 1; !(await rescued()) && tries < RESCUES; tries++) await pause();
  const reset = await journal.reset(reason);
  if (reset.ok) await new Promise(() => undefined);
}

/** True when all that stands on the screen only has reached the disk. */
async function rescued(): Promise<boolean> {
  const done = await Promise.all([...rescues].map((rescue) => rescue().catch(() => false)));
  return done.every(Boolean);
}

function pause(): Promise<void> {
  return new Promise((done) => setTimeout(done, WAIT_MS));
}

async function hasNoRoom(): Promise<boolean> {
  const guard = await desktop.guard();
  if (guard.ok && (guard.value.level === 'read' || guard.value.level === 'stop')) return true;
  return isFull();
}
