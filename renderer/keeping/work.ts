/** What is being done with copies right now – one thing at a time – and what came of it; the same for schedule and page. */
import { useSyncExternalStore } from 'react';
import type { AppError, Result } from '#shared/result';
import type { Rehearsal } from '../workers/api';

export type WorkKind = 'copy' | 'rehearsal' | 'backup' | 'preview' | 'restore' | 'check' | 'bring';

export interface Work {
  readonly busy: WorkKind | null;
  /** Why the last copy or rehearsal in the background failed; null when the last one succeeded. */
  readonly failed: { readonly kind: WorkKind; readonly error: AppError } | null;
  /** The last rehearsal of this run. */
  readonly rehearsal: Rehearsal | null;
}

let work: Work = { busy: null, failed: null, rehearsal: null };
const listeners = new Set<() => void>();
let last: Promise<unknown> = Promise.resolve();

function change(next: Partial<Work>): void {
  work = { ...work, ...next };
  for (const listener of listeners) listener();
}

/** Runs when what was begun before has ended: two of them at once would only fight for the disk. */
export function oneAtATime<T>(kind: WorkKind, run: () => Promise<Result<T>>): Promise<Result<T>> {
  const done = last.then(async () => {
    change({ busy: kind });
    try {
      const result = await run();
      if (!result.ok) change({ failed: { kind, error: result.error } });
      else if (work.failed?.kind === kind) change({ failed: null });
      return result;
    } finally {
      change({ busy: null });
    }
  });
  last = done.catch(() => undefined);
  return done;
}

export function isWorking(): boolean {
  return work.busy !== null;
}

export function noteRehearsal(rehearsal: Rehearsal): void {
  change({ rehearsal });
}

export function useWork(): Work {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => work,
  );
}
