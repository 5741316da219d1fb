/**
 * Copies and rehearsals in the background of a window: asked for every minute and after saves, done while nobody types.
 * Loaded after the window has become usable; jobs do not have it.
 */
import type { CopyInfo, CopyReason } from '#shared/ipc/desktop';
import { dueCopy } from '#shared/journal/policy';
import { subscribe } from '../store/events';
import type { Archive } from '../store/db';
import { makeCopy, rehearse } from './copies';
import { mayWrite } from './guard';
import { keptNow, refreshKept, type Kept } from './kept';
import { lastRehearsed, newestGood } from './light';
import { quiet, watchTyping } from './pace';
import { isSweepDue, sweepAttachments } from './sweep';
import { isWorking } from './work';

const TICK_MS = 60_000;
/** Saves come in bursts. */
const AFTER_SAVE_MS = 2_000;
/** A rehearsal is due when the last one is older; less than a day, or it would come later every day. */
const REHEARSE_MS = 20 * 60 * 60 * 1000;
/** A copy that failed is not tried again at once: whatever was in the way is probably still there. */
const AFTER_FAILURE_MS = 10 * TICK_MS;

let started = false;

/** Begins once; `archive` gives the handle as it stands. */
export function startSchedule(archive: () => Archive): void {
  if (started) return;
  started = true;
  watchTyping();
  const schedule = new Schedule(archive, Date.now());
  let soon: ReturnType<typeof setTimeout> | undefined;
  subscribe(({ operation, keys }) => {
    // So many households at once come from an import or a restore.
    if (operation !== '' && keys === 'all') schedule.noteLarge();
    clearTimeout(soon);
    // The first save makes "nothing to protect yet" false at once.
    soon = setTimeout(() => void schedule.look(), keptNow()?.line === 0 ? 0 : AFTER_SAVE_MS);
  });
  setInterval(() => void schedule.look(), TICK_MS);
  void schedule.look();
}

/** The copy to rehearse now, or null: the newest good one, unless one was rehearsed not long ago. */
export function dueRehearsal(now: number, copies: readonly CopyInfo[], tried: ReadonlySet<string>): CopyInfo | null {
  const newest = newestGood(copies);
  if (!newest || newest.rehearsed !== null || tried.has(newest.name)) return null;
  const last = lastRehearsed(copies);
  return last !== null && Math.abs(now - Date.parse(last)) < REHEARSE_MS ? null : newest;
}

class Schedule {
  #large = false;
  #looking = false;
  #pausedUntil = 0;
  /** A rehearsal that failed is not repeated in vain; the page shows it. */
  readonly #tried = new Set<string>();

  constructor(
    private readonly archive: () => Archive,
    private readonly startedAt: number,
  ) {}

  noteLarge(): void {
    this.#large = true;
  }

  /** Tells everybody what is kept now, then does what is due; looks that come while that is done only tell. */
  async look(): Promise<void> {
    // A reading that failed is repeated a minute later.
    const kept = await refreshKept(this.archive()).catch(() => null);
    if (!kept || this.#looking) return;
    this.#looking = true;
    try {
      if (mayWrite() && !isWorking() && performance.now() >= this.#pausedUntil) await this.#work(kept);
    } catch {
      // As above.
    } finally {
      this.#looking = false;
    }
  }

  async #work(seen: Kept): Promise<void> {
    let kept: Kept | null = seen;
    if (this.#due(seen)) {
      await quiet();
      // Waiting takes its time: meanwhile a copy may have been made by hand, or be in the making.
      kept = await refreshKept(this.archive());
      const due = kept && this.#due(kept);
      if (!mayWrite() || isWorking()) return;
      if (due) {
        const made = await makeCopy(this.archive(), due);
        if (!made.ok) {
          this.#pausedUntil = performance.now() + AFTER_FAILURE_MS;
          return;
        }
        this.#large = false;
        kept = await refreshKept(this.archive());
      }
    }
    if (!kept) return;
    const copy = dueRehearsal(Date.now(), kept.copies, this.#tried);
    const sweep = isSweepDue(kept.copies);
    if (!copy && !sweep) return;
    await quiet();
    if (!mayWrite()) return;
    if (sweep) await sweepAttachments(this.archive());
    if (!copy) return;
    this.#tried.add(copy.name);
    await rehearse(this.archive(), copy.name);
  }

  #due({ copies, line }: Kept): CopyReason | null {
    return dueCopy({ now: Date.now(), head: { line }, copies, startedAt: this.startedAt, imported: this.#large });
  }
}
