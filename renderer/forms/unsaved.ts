/**
 * Texts that the archive could not take (a full disk, a closed database). They stay on screen, marked, until they are saved:
 * with the next save that succeeds, with Ctrl+S, or before the window closes.
 */
import { useSyncExternalStore } from 'react';
import { onSaveEverything } from '../ui/leaving';

export interface Unsaved {
  readonly text: string;
  /** Why, in words. */
  readonly why: string;
  /** Saves again; true when it succeeded. */
  readonly retry: () => Promise<boolean>;
}

export type UnsavedByPath = ReadonlyMap<string, Unsaved>;

const NONE: UnsavedByPath = new Map();
const kept = new Map<string, UnsavedByPath>();
const listeners = new Set<() => void>();

function change(household: string, path: string, entry: Unsaved | null): void {
  const next = new Map(kept.get(household));
  if (entry) next.set(path, entry);
  else if (!next.delete(path)) return;
  if (next.size > 0) kept.set(household, next);
  else kept.delete(household);
  for (const listener of listeners) listener();
}

export function keepUnsaved(household: string, path: string, entry: Unsaved): void {
  change(household, path, entry);
}

/** The field at the path was saved after all, or its row is gone. */
export function forgetUnsaved(household: string, path: string): void {
  change(household, path, null);
}

/** Saves everything that waits, one after the other; true when nothing is left. Stops at the first that fails again. */
export async function saveUnsaved(): Promise<boolean> {
  for (const [household, entries] of [...kept]) {
    for (const [path, entry] of entries) {
      if (!(await entry.retry())) return false;
      if (kept.get(household)?.get(path) === entry) forgetUnsaved(household, path);
    }
  }
  return kept.size === 0;
}

/** How many texts wait. */
export function unsavedCount(): number {
  return [...kept.values()].reduce((sum, entries) => sum + entries.size, 0);
}

onSaveEverything({ waiting: () => kept.size > 0, save: saveUnsaved });

/** What waits for one household. */
export function useUnsaved(household: string): UnsavedByPath {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => kept.get(household) ?? NONE,
  );
}
