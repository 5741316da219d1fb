import type { Archive } from '../db';
import { unseal, type Sealed } from '../seal';
import type { Settings } from '../types';

/** Meta key of the sealed settings. */
export const SETTINGS_KEY = 'settings';

/** The settings, or those of a fresh archive: no unit, no person, the last full year. */
export async function getSettings(archive: Archive): Promise<Settings> {
  const row = await archive.db.meta.get(SETTINGS_KEY);
  if (row) return unseal(row.value as Sealed<Settings>);
  return { unit: ['', '', '', '', ''], person: '', year: new Date().getFullYear() - 1, isSample: false };
}

/** Whether somebody chose settings; before that the 数据年度 is only a guess. */
export async function hasSettings(archive: Archive): Promise<boolean> {
  return (await archive.db.meta.get(SETTINGS_KEY)) !== undefined;
}
