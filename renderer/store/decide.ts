/**
 * Open with distrust: what to do with the database, from what it says of itself and what the main process keeps. Pure, so
 * that every case can be written down (decide.test.ts).
 */
import type { CopyInfo, JournalHead } from '#shared/ipc/desktop';
import type { StateSeal } from './meta';
import type { Probe } from './probe';

/** Why the database was not taken as it stood. */
export type Because =
  /** It does not hold what the journal holds last. */
  | 'behind'
  /** It is not there. */
  | 'missing'
  /** Chromium threw it away as damaged. */
  | 'lost'
  /** It cannot be opened or read. */
  | 'unreadable'
  /** It holds more or fewer households than it says. */
  | 'counts'
  /** It holds saves that the journal does not know. */
  | 'newer'
  /** It broke while the program ran and was thrown away by us. */
  | 'reset'
  /** It belongs to another archive, or to another course of this one. */
  | 'foreign'
  /** The journal is damaged in a place that no copy covers. */
  | 'damage'
  /** It was written before there was a journal. */
  | 'first';

/** What the tables hold, where they could be read. */
export interface Contents {
  readonly seal: StateSeal | null;
  /** A rebuild began and did not end. */
  readonly building: boolean;
  readonly households: number;
  /** Number of the last operation, 0 when there was none. */
  readonly seq: number;
  /** Somebody chose settings. */
  readonly settings: boolean;
}

export interface Seen {
  readonly probe: Probe;
  /** The version that this program writes. */
  readonly version: number;
  /** Null where there is nothing to read. */
  readonly contents: Contents | null;
  /** An earlier start found it lost and nothing else that held it. */
  readonly markedLost: boolean;
  readonly databaseId: string;
  readonly journal: JournalHead;
  readonly copies: readonly CopyInfo[];
  /** Something was saved in this folder once. */
  readonly used: boolean;
  readonly resetBecause: string | null;
  /** Checksum of the journal line with the number of the seal; null when that line is not kept or damaged. */
  readonly sumAtSeal: string | null;
}

export type Verdict =
  | { readonly do: 'fresh' }
  | { readonly do: 'good' }
  /** Apply the lines from this number on, then judge again. */
  | { readonly do: 'replay'; readonly from: number }
  | { readonly do: 'rebuild'; readonly because: Because }
  /** What the database holds becomes the state: a copy, and a base line that refers to it. */
  | { readonly do: 'adopt'; readonly because: Because }
  | { readonly do: 'refuse'; readonly code: 'store_newer' | 'store_lost' | 'store_unavailable' | 'archive_emptied' };

/** What is to be done with what was found. The whole table of cases: decide.test.ts. */
export function decide(seen: Seen): Verdict {
  const { probe, contents, journal } = seen;
  if (typeof probe === 'number' && probe > seen.version) return { do: 'refuse', code: 'store_newer' };
  // What a rebuild that was broken off has left is worth as much as nothing.
  const empty = contents === null || contents.building || isBlank(contents);
  // Where the database holds nothing, even a copy that is damaged says that there was something.
  const copies = empty ? seen.copies.length : newestGood(seen);
  const ahead = !empty && contents.seal !== null && copyAhead(seen, contents, contents.seal);
  const kept = journal.line > 0 || journal.damaged.length > 0 || copies > 0 || ahead;
  if (!kept) return withoutJournal(seen);
  if (empty) return { do: 'rebuild', because: whyGone(seen) };
  if (contents.seal === null || contents.seal.databaseId !== seen.databaseId) {
    return { do: 'rebuild', because: 'foreign' };
  }
  return withSeal(seen, contents, contents.seal);
}

/** Nothing is kept beside the database: it is new, or older than the journal, or the journal was deleted. */
function withoutJournal({ probe, contents, markedLost, used }: Seen): Verdict {
  if (probe === 'lost' || (markedLost && (contents === null || isBlank(contents)))) {
    return { do: 'refuse', code: 'store_lost' };
  }
  if (probe === 'unreadable') return { do: 'refuse', code: 'store_unavailable' };
  const fresh: Verdict = used ? { do: 'refuse', code: 'archive_emptied' } : { do: 'fresh' };
  if (contents === null || isBlank(contents) || contents.building) return fresh;
  if (contents.seal === null) return { do: 'adopt', because: 'first' };
  // A seal over nothing: opened, and closed before the first save.
  const empty = contents.seal.line === 0 && contents.households === 0 && contents.seq === 0 && !contents.settings;
  return empty ? fresh : { do: 'adopt', because: 'newer' };
}

/** No seal and no content: nobody has ever finished opening it. */
function isBlank({ seal, households, seq, settings }: Contents): boolean {
  return seal === null && households === 0 && seq === 0 && !settings;
}

function whyGone({ probe, resetBecause }: Seen): Because {
  if (resetBecause !== null) return 'reset';
  return probe === 'lost' || probe === 'unreadable' ? probe : 'missing';
}

function withSeal(seen: Seen, contents: Contents, seal: StateSeal): Verdict {
  const { journal, sumAtSeal } = seen;
  if (copyAhead(seen, contents, seal)) return { do: 'rebuild', because: 'behind' };
  if (seal.line > journal.line) {
    // The journal was lost or an older one was put back: what only the database holds must not go too.
    return isComplete(contents, seal) ? { do: 'adopt', because: 'newer' } : { do: 'rebuild', because: 'counts' };
  }
  if (sumAtSeal !== null && sumAtSeal !== seal.sum) return { do: 'rebuild', because: 'foreign' };
  if (journal.damaged.some((line) => line > seal.line)) return { do: 'rebuild', because: 'behind' };
  if (seal.line < journal.line) {
    const reachable = journal.first <= seal.line + 1;
    return reachable ? { do: 'replay', from: seal.line + 1 } : { do: 'rebuild', because: 'behind' };
  }
  if (!isComplete(contents, seal)) return { do: 'rebuild', because: 'counts' };
  return uncovered(seen) ? { do: 'adopt', because: 'damage' } : { do: 'good' };
}

function isComplete({ households, seq }: Contents, seal: StateSeal): boolean {
  return households === seal.households && seq === seal.seq;
}

/** Damage in lines that no good copy already holds: the present state has to become one. */
function uncovered(seen: Seen): boolean {
  const covered = newestGood(seen);
  return seen.journal.damaged.some((line) => line > covered);
}

/**
 * A good copy knows more than database and journal do. One that was taken over from elsewhere is the state of the line behind
 * it: without that line it was never made the state.
 */
function copyAhead({ journal, copies }: Seen, { seq }: Contents, seal: StateSeal): boolean {
  const top = Math.max(seal.line, journal.line);
  const isAhead = ({ line, reason, seq: known }: CopyInfo): boolean =>
    line > top || (line === top && known > seq && reason !== 'restored');
  return copies.some((copy) => !copy.damaged && isAhead(copy));
}

/** The line of the newest copy that is not damaged; 0 = there is none, or one of the beginning. */
function newestGood({ copies }: Seen): number {
  return Math.max(0, ...copies.filter((copy) => !copy.damaged).map((copy) => copy.line));
}
