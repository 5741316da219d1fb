/**
 * Who only looks at an archive follows what its owner saves, without being asked and without a word in between: the lists
 * and forms are live. Only where a state was replaced as a whole (a restore) the page has to be read anew.
 */
import { useSyncExternalStore } from 'react';
import type { Archive } from '../store/db';
import { catchUp } from '../store/writeAhead';

export interface Followed {
  /** When something of the owner's came last; null = nothing since the opening. */
  readonly at: Date | null;
  /** There is more that only a new reading can show. */
  readonly stuck: boolean;
}

/** What could not be read may have been half written, or away for a moment. */
const AGAIN_MS = 30_000;

let followed: Followed = { at: null, stuck: false };
/** Where the owner's journal ended when it was looked at last, and until when that is not done again. */
let end: string | null = null;
let rest = 0;
let running = false;
const listeners = new Set<() => void>();

/** To be called with each answer about where the owner's journal ends; does nothing when that is known. */
export async function follow(archive: Archive, ownersEnd: string): Promise<void> {
  if (running || (ownersEnd === end && !followed.stuck) || performance.now() < rest) return;
  running = true;
  try {
    const before = archive.hold.head?.line;
    // The main process looks at what the owner has written since; then it can be read.
    const state = await archive.journal.state();
    const done = state.ok ? await catchUp(archive) : state;
    const came = done.ok && archive.hold.head?.line !== before;
    if (!done.ok) rest = performance.now() + AGAIN_MS;
    end = ownersEnd;
    followed = { at: came ? new Date() : followed.at, stuck: !done.ok };
    for (const listener of listeners) listener();
  } finally {
    running = false;
  }
}

/** What was followed so far, outside React. */
export function followedNow(): Followed {
  return followed;
}

/** The same, as it changes. */
export function useFollowed(): Followed {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, followedNow);
}
