import { deepEqual } from '#shared/derive/diff';
import { fail, ok, type Result } from '#shared/result';
import type { Archive } from '../db';
import { publish } from '../events';
import { storeFailure } from '../failure';
import { getSettings, SETTINGS_KEY } from '../queries/settings';
import { seal } from '../seal';
import type { Settings } from '../types';

const TRIES = 5;

/**
 * Changes some settings. They are no part of the record, so this makes no operation and cannot be undone. A function is
 * given the settings as they stand now: what changes a part of the unit must not write back the other parts from a screen
 * that is a moment old. Failures: `settings_busy`, the store's own.
 */
export async function saveSettings(
  archive: Archive,
  change: Partial<Settings> | ((now: Settings) => Partial<Settings>),
): Promise<Result<Settings>> {
  const { db } = archive;
  try {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const before = await db.meta.get(SETTINGS_KEY);
      const now = await getSettings(archive);
      const next = { ...now, ...(typeof change === 'function' ? change(now) : change) };
      const value = await seal<Settings>(next);
      const written = await db.transaction('rw', db.meta, async () => {
        const standing = await db.meta.get(SETTINGS_KEY);
        if (!deepEqual(standing, before)) return false;
        await db.meta.put({ key: SETTINGS_KEY, value });
        return true;
      });
      if (!written) continue;
      publish('', []);
      return ok(next);
    }
    return fail('settings_busy');
  } catch (error) {
    return { ok: false, error: await storeFailure(error) };
  }
}
