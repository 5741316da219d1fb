/** Looking into a database before it is trusted. */
import { HudangDb } from './db';
import type { Contents } from './decide';
import { isBuilding, readLastSeq, readSeal } from './meta';
import { SETTINGS_KEY } from './queries/settings';
import { unseal } from './seal';

/** The database as it stands, brought to our schema; null when it cannot be opened. */
export async function openedDb(name: string): Promise<HudangDb | null> {
  const db = new HudangDb(name);
  try {
    await db.open();
    return db;
  } catch {
    db.close();
    return null;
  }
}

/**
 * What its tables hold; null, and closed, when it cannot be read. `believed`: as many households as the seal says are taken
 * to be there, for somebody who counts them later.
 */
export async function contentsOf(db: HudangDb, believed = false): Promise<Contents | null> {
  try {
    const [seal, building, seq, settings, counted] = await Promise.all([
      readSeal(db),
      isBuilding(db),
      readLastSeq(db),
      db.meta.get(SETTINGS_KEY),
      believed ? null : db.households.count(),
    ]);
    const households = counted ?? seal?.households ?? (await db.households.count());
    return { seal, building, households, seq, settings: settings !== undefined };
  } catch {
    db.close();
    return null;
  }
}

/** A day: what clocks are set wrong by. */
const CLOCK_TOLERANCE_MS = 24 * 3_600_000;

/** When of the last operation, if the clock stands more than a day before it; order never depends on it. */
export async function clockBehind(db: HudangDb): Promise<string | null> {
  const last = await db.operations.orderBy(':id').last();
  if (!last) return null;
  const { when } = await unseal(last.body);
  return Date.parse(when) - Date.now() > CLOCK_TOLERANCE_MS ? when : null;
}

/** Chromium may throw away what nobody asked it to keep. */
export async function askToPersist(): Promise<void> {
  // Workers have no `persist`; the page asks for all of them.
  if (typeof document === 'undefined') return;
  await navigator.storage.persist().catch(() => false);
}
