/** What the register shows: it stays while the clerk looks into a household and comes back. */
import { useSyncExternalStore } from 'react';
import type { RegisterQuery } from '../../workers/api';

export interface RegisterView extends RegisterQuery {
  /** Position of the row in work. */
  readonly position: number;
}

const FIRST: RegisterView = { text: '', filters: {}, sort: null, position: 0 };
let view: RegisterView = FIRST;
const listeners = new Set<() => void>();

/** Changes the question; the cursor goes back to the first row unless a position is given. */
export function ask(change: Partial<RegisterView>): void {
  view = { ...view, position: 0, ...change };
  for (const listener of listeners) listener();
}

/** Notes where the cursor stands; nothing is drawn anew for it. */
export function remember(position: number): void {
  view = { ...view, position };
}

export function currentView(): RegisterView {
  return view;
}

export function useRegisterView(): RegisterView {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => view,
  );
}
