import type { Archive } from '../db';
import { FINDINGS_STAMP, readLastSeq } from '../meta';
import { unseal } from '../seal';

/** Key of the row in `columns` that holds the register's first screen; the other rows are the memory columns. */
export const FRONT_KEY = 'front';

/**
 * The first screen of the register as it was persisted, with the stamp of the findings that stand now; null when there is
 * none, or operations came after it.
 */
export async function getFront(archive: Archive): Promise<{ readonly body: unknown; readonly stamp: string } | null> {
  const { db } = archive;
  const [row, seq, stamp] = await db.transaction('r', db.columns, db.meta, () =>
    Promise.all([db.columns.get(FRONT_KEY), readLastSeq(db), db.meta.get(FINDINGS_STAMP)]),
  );
  if (row?.seq !== seq) return null;
  return { body: await unseal(row.body), stamp: typeof stamp?.value === 'string' ? stamp.value : '' };
}
