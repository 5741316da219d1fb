/** What the page in work adds to the status bar, such as the count of the selection. */
import { useEffect, useSyncExternalStore } from 'react';

let text = '';
const listeners = new Set<() => void>();

function set(next: string): void {
  if (next === text) return;
  text = next;
  for (const listener of listeners) listener();
}

/** Shows `next` in the status bar while the calling component is on screen. */
export function usePageStatus(next: string): void {
  useEffect(() => {
    set(next);
    return () => set('');
  }, [next]);
}

export function useStatusText(): string {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => text,
  );
}
