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
  const limits = [`--max-old-space-size=${heapMegabytes()}`, '--max-semi-space-size=16'];
  app.commandLine.appendSwitch('js-flags', [...limits, ...COMPILING].join(' '));
}

/**
 * V8 compiles beside the page on threads of Chromium's pool: by default two for Maglev, one for Sparkplug, four for TurboFan,
 * and on two processors the pool has three. A compiler that finds no room waits for the page to collect garbage; a page
 * that lays out text waits for a font, which on Linux is looked up on a thread of the same pool: with all three waiting,
 * the window stands still for good. So one thread is always left (docs/adr/0010).
 */
const COMPILING = [
  '--no-concurrent-sparkplug',
  '--concurrent-maglev-max-threads=1',
  '--concurrent-turbofan-max-threads=1',
];

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
