/** How much room is too little, as a pure function (docs/journal.md, promises.md P-03). */
import type { Guard } from '#shared/ipc/desktop';

export type Level = Guard['level'];

const MB = 1e6;

/** Below these many free bytes a level begins; measured on what is free with the ballast in its place. */
export const BEGINS = { warn: 500 * MB, read: 96 * MB, stop: 32 * MB } as const;
/** A level is left only this far above its beginning, so that one file more or less does not make it flicker. */
export const LEAVE = 16 * MB;

const ORDER: readonly Level[] = ['ok', 'warn', 'read', 'stop'];

/** How bad it is without looking back: 0 (ok) … 3 (stop). */
function badness(free: number): number {
  if (free < BEGINS.stop) return 3;
  if (free < BEGINS.read) return 2;
  return free < BEGINS.warn ? 1 : 0;
}

/** The level at `free` bytes, coming from `before`: getting worse at once, better only with some room to spare. */
export function levelOf(free: number, before: Level): Level {
  const least = badness(free);
  const most = badness(free - LEAVE);
  return ORDER[Math.min(most, Math.max(least, ORDER.indexOf(before)))] ?? 'stop';
}

/** Whether ordinary saves go through. */
export function isRoomy(level: Level): boolean {
  return level === 'ok' || level === 'warn';
}
