/**
 * What Chromium needs so that it never throws the database away. It deletes an IndexedDB whose files it cannot understand
 * or complete, all of it, and says so once; both ways into that are closed here.
 */
import { app } from 'electron';
import { statfsSync } from 'node:fs';
import { totalmem } from 'node:os';
import { BEGINS } from './level';

/**
 * Must run before `ready`. LevelDB otherwise goes on writing behind what a power cut, a full disk or a killed process left
 * half-written at the end of its log. It ignores such an end once; with something behind it, the next start takes the
 * whole database for damaged (crbug.com/460568). Chromium turns that off on devices with little memory only. It then also
 * takes the computer for one of 512 MB: V8's limits are put back to what they are without the switch.
 */
export function protectDatabase(): void {
  app.commandLine.appendSwitch('enable-low-end-device-mode');
  app.commandLine.appendSwitch('js-flags', `--max-old-space-size=${heapMegabytes()} --max-semi-space-size=16`);
}

/** Half of the memory, up to 2 GB, or 4 GB where there is plenty: V8's own rule. */
function heapMegabytes(): number {
  const megabytes = totalmem() / 2 ** 20;
  return Math.floor(Math.min(megabytes / 2, megabytes > 15_000 ? 4096 : 2048));
}

/** True when opening would run out of room half-way. */
export function isShort(dataDir: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dataDir);
    return bavail * bsize < BEGINS.stop;
  } catch {
    // Some network drives do not tell.
    return false;
  }
}
