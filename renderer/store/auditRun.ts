/** The stamp of the last full audit: with it the stored findings can be shown again without judging anew. */
import type { Archive } from './db';
import { seal, unseal, type Sealed } from './seal';

const KEY = 'audit';

/** Stamps the stored findings as the result of a full run; null forgets the run. */
export async function saveAuditRun<T>(archive: Archive, run: T | null): Promise<void> {
  if (archive.access().mode === 'read') return;
  await archive.db.meta.put({ key: KEY, value: run === null ? null : await seal(run) });
}

/** The last full run, as it was saved. */
export async function getAuditRun<T>(archive: Archive): Promise<T | null> {
  const row = await archive.db.meta.get(KEY);
  return row && row.value !== null ? unseal(row.value as Sealed<T>) : null;
}
