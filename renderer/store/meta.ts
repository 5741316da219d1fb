/** Small rows of the archive: the number of the last operation, the seal, marks. */
import type { HudangDb } from './db';
import type { StoredMeta } from './stored';

const LAST_SEQ = 'lastSeq';
const SEAL = 'seal';
const BUILDING = 'building';
/** Meta key of a text that changes whenever stored findings do. */
export const FINDINGS_STAMP = 'findingsStamp';

/** What the database says it holds; written by every transaction that applies journal lines (docs/journal.md). */
export interface StateSeal {
  /** The archive that the journal belongs to. */
  readonly databaseId: string;
  /** The last journal line that is applied, and its chained checksum. */
  readonly line: number;
  readonly sum: string;
  /** Number of the last operation. */
  readonly seq: number;
  readonly households: number;
}

/** Seq of the last operation; 0 in a new archive. Usable inside a transaction. */
export async function readLastSeq(db: HudangDb): Promise<number> {
  const row = await db.meta.get(LAST_SEQ);
  return typeof row?.value === 'number' ? row.value : 0;
}

/** The seal, or null when there is none that can be understood. */
export async function readSeal(db: HudangDb): Promise<StateSeal | null> {
  const value = (await db.meta.get(SEAL))?.value as Partial<StateSeal> | undefined;
  if (typeof value !== 'object') return null;
  const { databaseId, line, sum, seq, households } = value;
  const whole =
    typeof databaseId === 'string' &&
    typeof line === 'number' &&
    typeof sum === 'string' &&
    typeof seq === 'number' &&
    typeof households === 'number';
  return whole ? { databaseId, line, sum, seq, households } : null;
}

/** The rows that say a state is complete. */
export function sealRows(seal: StateSeal): StoredMeta[] {
  return [
    { key: SEAL, value: seal },
    { key: LAST_SEQ, value: seal.seq },
  ];
}

/** Whether a rebuild began and did not end: what is in the tables is a part of something. */
export async function isBuilding(db: HudangDb): Promise<boolean> {
  return (await db.meta.get(BUILDING)) !== undefined;
}

export async function markBuilding(db: HudangDb): Promise<void> {
  await db.meta.put({ key: BUILDING, value: true });
}

/** Ends the rebuild: from here on the tables hold the sealed state. */
export async function markBuilt(db: HudangDb, seal: StateSeal): Promise<void> {
  await db.transaction('rw', db.meta, async () => {
    await db.meta.bulkPut(sealRows(seal));
    await db.meta.delete(BUILDING);
  });
}
