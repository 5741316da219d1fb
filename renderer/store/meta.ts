/** Small rows of the archive: the number of the last operation, settings, the last audit. */
import type { HudangDb } from './db';

const LAST_SEQ = 'lastSeq';
/** Meta key of a text that changes whenever stored findings do. */
export const FINDINGS_STAMP = 'findingsStamp';

/** Seq of the last operation; 0 in a new archive. Usable inside a transaction. */
export async function readLastSeq(db: HudangDb): Promise<number> {
  const row = await db.meta.get(LAST_SEQ);
  return typeof row?.value === 'number' ? row.value : 0;
}

export async function writeLastSeq(db: HudangDb, seq: number): Promise<void> {
  await db.meta.put({ key: LAST_SEQ, value: seq });
}
