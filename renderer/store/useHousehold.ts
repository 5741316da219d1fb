/** The one household on screen: re-read whenever a command of any window or worker wrote it. */
import type { HouseholdRecord } from '#shared/derive/record';
import type { Archive } from './db';
import { getHousehold } from './queries/households';
import { useLastRead } from './useLastRead';

/** undefined = still reading; null = the archive has no such household (any more). */
export function useHousehold(archive: Archive, id: string): HouseholdRecord | null | undefined {
  return useLastRead(getHousehold, archive, id);
}
