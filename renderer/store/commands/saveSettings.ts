import { fail, ok, type Result } from '#shared/result';
import type { Archive } from '../db';
import { publish } from '../events';
import { storeFailure } from '../failure';
import { getSettings, SETTINGS_KEY } from '../queries/settings';
import { seal } from '../seal';
import type { Settings } from '../types';
import { writeAhead } from '../writeAhead';

/**
 * Changes some settings. They are no part of the record, so this makes no operation and cannot be undone; it is journalled
 * all the same. A function is given the settings as they stand now: what changes a part of the unit must not write back the
 * other parts from a screen that is a moment old. Failures: the journal's and the store's own.
 */
export async function saveSettings(
  archive: Archive,
  change: Partial<Settings> | ((now: Settings) => Partial<Settings>),
): Promise<Result<Settings>> {
  try {
    const done = await writeAhead(archive, 0, async ({ seq, households }) => {
      const now = await getSettings(archive);
      const value = { ...now, ...(typeof change === 'function' ? change(now) : change) };
      const row = { key: SETTINGS_KEY, value: await seal<Settings>(value) };
      return { chunks: [{ meta: { put: [row] } }], seq, households, value };
    });
    if (!done.ok) return done;
    if (done.value === null) return fail('settings_busy');
    publish('', []);
    return ok(done.value);
  } catch (error) {
    return { ok: false, error: await storeFailure(error) };
  }
}
