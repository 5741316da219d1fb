/**
 * When a copy is due, which copies may go, and how far the journal may be compacted. Pure; times are the computer's clock,
 * which may jump: order is always by journal line, and a jump may keep copies too long but never makes them look old.
 */
import type { CopyInfo, CopyReason, JournalHead } from '../ipc/desktop';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Saved lines after which a copy is made while the program runs. */
export const COPY_EVERY_LINES = 200;
/** Copies of the last 24 hours that are kept beside those kept for their day or month. */
const RECENT = 24;
const RECENT_MS = 24 * HOUR_MS;
const DAYS = 30;
const MONTHS = 12;
/** A year and a day. */
const MONTHS_MS = 367 * DAY_MS;
const BEFORE_MS = 30 * DAY_MS;
/** The newest verified copies are never deleted, and the journal is kept from the oldest of them on. */
const VERIFIED = 3;
/**
 * The most that the time between two copies adds to the age of the older one. Somebody who sets the clock ten years
 * forward thereby makes no copy older than by this; somebody who works once a month keeps more than the rule demands.
 */
const GAP_MS = 3 * DAY_MS;

type Timed = Pick<CopyInfo, 'name' | 'line' | 'made'>;

/** Newest first: by journal line, then by name (time of making). */
export function newestFirst(a: Pick<Timed, 'line' | 'name'>, b: Pick<Timed, 'line' | 'name'>): number {
  return b.line - a.line || (a.name < b.name ? 1 : a.name > b.name ? -1 : 0);
}

/** A complete re-reading matched the copy's checksum, and none has failed since. */
export function isVerified(copy: Pick<CopyInfo, 'checked' | 'damaged'>): boolean {
  return copy.checked !== null && !copy.damaged;
}

/** Verified, and surely a state of this journal: one taken over from elsewhere is none before its base line was written. */
function isState(copy: Pick<CopyInfo, 'checked' | 'damaged' | 'reason'>): boolean {
  return isVerified(copy) && copy.reason !== 'restored';
}

export interface DueInput {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly head: Pick<JournalHead, 'line'>;
  readonly copies: readonly Pick<CopyInfo, 'name' | 'line' | 'made' | 'damaged'>[];
  /** When this run began, milliseconds since 1970. */
  readonly startedAt: number;
  /** A line since the newest copy refers to a segment: a large operation, which a copy makes quick to rebuild. */
  readonly imported?: boolean;
}

/**
 * Why a copy should be made now, or null. At every start when lines came since the newest copy; after a segment; every 200
 * lines; when the newest copy is a day old and lines came since. Damaged copies do not count.
 */
export function dueCopy({ now, head, copies, startedAt, imported = false }: DueInput): CopyReason | null {
  const newest = copies.filter((copy) => !copy.damaged).sort(newestFirst)[0];
  const lines = head.line - (newest?.line ?? 0);
  if (lines <= 0) return null;
  if (imported) return 'import';
  if (!newest) return 'start';
  const made = Date.parse(newest.made);
  // The time of a copy that seems to come from the future says nothing: it is taken for one of an earlier run. A clock set
  // back behind the start of this run must not make every line look like the first of a run.
  if (startedAt <= now && !(made >= startedAt && made <= now + HOUR_MS)) return 'start';
  if (lines >= COPY_EVERY_LINES) return 'count';
  return Math.abs(now - made) >= DAY_MS ? 'daily' : null;
}

/**
 * Ages in milliseconds of copies in the order newest first: the times between one copy and the next added up, each at least
 * nothing and at most GAP_MS. Never more than what a sane clock would have said.
 */
function agesOf(copies: readonly Timed[], now: number): number[] {
  let age = 0;
  let later = now;
  return copies.map((copy) => {
    const made = Date.parse(copy.made);
    if (Number.isNaN(made)) return age;
    age += Math.min(GAP_MS, Math.max(0, later - made));
    later = made;
    return age;
  });
}

/** Remembers the first copy of each of the last `most` different days or months it is shown. */
function firstOfEach(most: number): (bucket: string) => boolean {
  const seen = new Set<string>();
  return (bucket) => {
    if (seen.has(bucket) || seen.size >= most) return false;
    seen.add(bucket);
    return true;
  };
}

type Kept = Pick<CopyInfo, 'name' | 'line' | 'made' | 'reason' | 'checked' | 'damaged'>;

/**
 * The names of the copies that may be deleted. Kept: all of the last 24 hours up to 24; of the last 30 days on which there
 * were any, the newest of each; of the last 12 months likewise; always the newest three verified ones, the pinned ones,
 * and those saved before a restore or rebuild for 30 days. Damaged ones stand for no day; they stay as long as they are
 * recent or fewer than three verified ones are newer: they may be all there is. What has no readable time stays.
 */
export function keep(copies: readonly Kept[], now: number, pinned: ReadonlySet<string>): string[] {
  const order = [...copies].sort(newestFirst);
  const ages = agesOf(order, now);
  const day = firstOfEach(DAYS);
  const month = firstOfEach(MONTHS);
  let recent = 0;
  let verified = 0;
  return order
    .filter((copy, at) => {
      const age = ages[at] ?? 0;
      const reasons = [
        pinned.has(copy.name),
        Number.isNaN(Date.parse(copy.made)),
        verified < VERIFIED,
        age <= RECENT_MS && (recent += 1) <= RECENT,
        copy.reason === 'before' && age < BEFORE_MS,
        !copy.damaged && day(copy.made.slice(0, 10)),
        !copy.damaged && age <= MONTHS_MS && month(copy.made.slice(0, 7)),
      ];
      if (isState(copy)) verified += 1;
      return !reasons.includes(true);
    })
    .map((copy) => copy.name);
}

/**
 * The last journal line that may be compacted away: all up to the third newest verified copy. 0 = nothing yet. A clock is
 * not asked. The journal deletes whole files only.
 */
export function compactTo(
  copies: readonly Pick<CopyInfo, 'name' | 'line' | 'checked' | 'damaged' | 'reason'>[],
): number {
  const verified = copies.filter(isState).sort(newestFirst);
  return verified[VERIFIED - 1]?.line ?? 0;
}
