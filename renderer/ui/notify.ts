/** One sentence at a time above the status bar: what has just been done or why not, with its way back. */
import { useSyncExternalStore } from 'react';
import type { NoticeKind } from './Notice';

export interface Notification {
  readonly kind: NoticeKind;
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** Good news goes away by itself; an error stays until it is closed. */
const SHOWN_MS = 8000;

let current: Notification | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

export function notify(next: Notification | null): void {
  clearTimeout(timer);
  current = next;
  if (next && next.kind !== 'error') timer = setTimeout(() => notify(null), SHOWN_MS);
  for (const listener of listeners) listener();
}

export function useNotification(): Notification | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
