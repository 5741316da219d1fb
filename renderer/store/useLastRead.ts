import { useLiveQuery } from 'dexie-react-hooks';
import { useMemo } from 'react';
import type { Archive } from './db';

/**
 * What `read` finds of a household, read again whenever the tables that it looked into change; undefined = still reading. A
 * read that fails leaves the last answer standing: texts that could not be saved stand in the page, and a database that
 * broke must not take them off the screen. Throws, for the error boundary, only where there is no answer yet.
 */
export function useLastRead<T>(
  read: (archive: Archive, household: string) => Promise<T>,
  archive: Archive,
  household: string,
): T | undefined {
  const reading = useMemo(() => remembering(() => read(archive, household)), [read, archive, household]);
  return useLiveQuery(reading, [reading]);
}

/** Answers with the last success where a later call fails. */
export function remembering<T>(read: () => Promise<T>): () => Promise<T> {
  let last: { readonly value: T } | null = null;
  return () =>
    read().then(
      (value) => {
        last = { value };
        return value;
      },
      (error: unknown) => {
        if (!last) throw error;
        return last.value;
      },
    );
}
