/** Waiting for virus scanners and indexers: they hold a fresh file for a moment, on Windows so that it cannot be renamed. */
import type { Disk } from '../files/disk';
import { errorCode } from '../files/fileErrors';

/** Together a little more than the five seconds that P-15 (promises.md) demands. */
const PAUSES_MS = [50, 100, 200, 400, 750, 1000, 1000, 1000, 1000, 1000];
const HELD = new Set(['EPERM', 'EACCES', 'EBUSY']);

/** Does `call`, again and again while another program holds the file; rejects with the last reason after about 6 s. */
export async function patiently<T>(disk: Pick<Disk, 'wait'>, call: () => Promise<T>): Promise<T> {
  for (const pause of PAUSES_MS) {
    try {
      return await call();
    } catch (error) {
      if (!HELD.has(errorCode(error))) throw error;
      await disk.wait(pause);
    }
  }
  return call();
}
