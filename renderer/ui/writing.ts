/**
 * Whether what is on screen may be changed at all. Somebody else's open archive can only be looked at: fields then show
 * their text without taking any, and what would change the archive is out of reach. A full disk is another matter: there
 * typing goes on and the text waits.
 */
import { useSyncExternalStore } from 'react';

let reason: string | null = null;
const listeners = new Set<() => void>();

/** null = may be changed; else why not, in words. */
export function lockWriting(why: string | null): void {
  if (why === reason) return;
  reason = why;
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Why nothing may be changed, or null. */
export function useLocked(): string | null {
  return useSyncExternalStore(listen, () => reason);
}
