import { ok, type Result } from '#shared/result';
import type { Archive } from '../db';
import { publish } from '../events';
import { storeFailure } from '../failure';
import { getSettings, SETTINGS_KEY } from '../queries/settings';
import { seal } from '../seal';
import type { Settings } from '../types';

/** Changes some settings. They are no part of the record, so this makes no operation and cannot be undone. */
export async function saveSettings(archive: Archive, change: Partial<Settings>): Promise<Result<Settings>> {
  try {
    const next = { ...(await getSettings(archive)), ...change };
    await archive.db.meta.put({ key: SETTINGS_KEY, value: await seal<Settings>(next) });
    publish('', []);
    return ok(next);
  } catch (error) {
    return { ok: false, error: await storeFailure(error) };
  }
}
