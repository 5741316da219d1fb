import fc from 'fast-check';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { realDisk, type Disk } from '../files/disk';
import { BALLAST_BYTES } from './ballast';
import { DiskGuard, FLOOR } from './guard';
import { BEGINS, LEAVE, levelOf, type Level } from './level';

const LEVELS: readonly Level[] = ['ok', 'warn', 'read', 'stop'];
const bad = (level: Level) => LEVELS.indexOf(level);

describe('levels', () => {
  test.each([
    [BEGINS.warn, 'ok', 'ok'],
    [BEGINS.warn - 1, 'ok', 'warn'],
    [BEGINS.read - 1, 'ok', 'read'],
    [BEGINS.stop - 1, 'warn', 'stop'],
    [0, 'ok', 'stop'],
    [BEGINS.stop + LEAVE - 1, 'stop', 'stop'],
    [BEGINS.stop + LEAVE, 'stop', 'read'],
    [BEGINS.read + LEAVE - 1, 'read', 'read'],
    [BEGINS.read + LEAVE - 1, 'stop', 'read'],
    [BEGINS.read + LEAVE, 'read', 'warn'],
    [BEGINS.warn + LEAVE, 'stop', 'ok'],
  ] as const)('%d bytes after %s: %s', (free, before, level) => {
    expect(levelOf(free, before)).toBe(level);
  });

  test('never better than the room, never worse than the room with its margin, and steady', () => {
    const free = fc.integer({ min: 0, max: 700_000_000 });
    fc.assert(
      fc.property(free, fc.constantFrom(...LEVELS), (room, before) => {
        const level = levelOf(room, before);
        expect(bad(level)).toBeGreaterThanOrEqual(bad(levelOf(room, 'ok')));
        expect(bad(level)).toBeLessThanOrEqual(bad(levelOf(room - LEAVE, 'ok')));
        expect(levelOf(room, level)).toBe(level);
      }),
    );
  });
});

describe('the guard', () => {
  let dataDir: string;
  let now: number;
  let free: number;
  let asked: number;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'hudang-guard-'));
    [now, free, asked] = [0, 10e9, 0];
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  /** A drive with `free` bytes beside the ballast, whose room counts as soon as it is given back. */
  function guard(ballast = true, disk: Disk = realDisk): DiskGuard {
    const freeSpace = async () => {
      asked += 1;
      return Math.max(0, free - (existsSync(join(dataDir, 'ballast')) ? BALLAST_BYTES : 0));
    };
    return new DiskGuard({ dataDir, disk, ballast, freeSpace, now: () => now });
  }

  async function lookLater(watched: DiskGuard, seconds = 30) {
    now += seconds * 1000;
    return watched.look();
  }

  const ballastBytes = () => {
    try {
      return statSync(join(dataDir, 'ballast')).size;
    } catch {
      return 0;
    }
  };

  test('asks the system at most once a second, also when many ask at once', async () => {
    const watched = guard();
    await Promise.all([watched.look(), watched.look(), watched.mayWrite()]);
    now += 999;
    await watched.look();
    expect(asked).toBe(1);
    now += 1;
    await watched.look();
    expect(asked).toBe(2);
  });

  test('makes the ballast of real blocks once the start is over, gives it back, and does not count it as room', async () => {
    const watched = guard();
    await watched.look();
    expect(ballastBytes()).toBe(0);
    await lookLater(watched);
    await expect.poll(ballastBytes).toBe(BALLAST_BYTES);
    expect(statSync(join(dataDir, 'ballast')).blocks * 512).toBeGreaterThanOrEqual(BALLAST_BYTES);
    free = BEGINS.read + BALLAST_BYTES - 1;
    expect(await lookLater(watched)).toMatchObject({ level: 'read' });
    expect(ballastBytes()).toBe(0);
    // The same drive a moment later, with the room of the ballast: still no room for ordinary saves, but for a copy.
    expect(await watched.look()).toEqual({ free, level: 'read' });
    expect(await watched.mayWrite()).toMatchObject({ ok: false, error: { code: 'disk_low' } });
    expect((await watched.mayWriteEmergency(BALLAST_BYTES)).ok).toBe(true);
    expect((await watched.mayWriteEmergency(free - FLOOR + 1)).ok).toBe(false);
    free = BEGINS.read + LEAVE + BALLAST_BYTES;
    expect(await lookLater(watched)).toMatchObject({ level: 'warn' });
    expect((await watched.mayWrite()).ok).toBe(true);
    free = 10e9;
    await lookLater(watched);
    await expect.poll(ballastBytes).toBe(BALLAST_BYTES);
  });

  test('a large write must leave the drive above the level where writing ends', async () => {
    const watched = guard(false);
    free = BEGINS.warn;
    expect((await watched.mayWrite(BEGINS.warn - BEGINS.read)).ok).toBe(true);
    expect(await watched.mayWrite(BEGINS.warn - BEGINS.read + 1)).toEqual({
      ok: false,
      error: { code: 'disk_low', params: { megabytes: 500 } },
    });
  });

  test('a small drive gets no ballast, a reader makes none, a torn one is made anew', async () => {
    free = 690e6;
    const small = guard();
    await lookLater(small);
    free = 10e9;
    const reader = guard(false);
    await lookLater(reader);
    expect(readdirSync(dataDir)).toEqual([]);
    writeFileSync(join(dataDir, 'ballast'), 'torn');
    const owner = guard();
    await lookLater(owner);
    await expect.poll(ballastBytes).toBe(BALLAST_BYTES);
  });

  test('a disk that refuses the ballast is left without one', async () => {
    const full: Disk = {
      ...realDisk,
      open: async (path, flags) => {
        const file = await realDisk.open(path, flags);
        return Object.assign(file, {
          write: () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })),
        });
      },
    };
    const watched = guard(true, full);
    await lookLater(watched);
    await expect.poll(() => readdirSync(dataDir)).toEqual([]);
    expect(await lookLater(watched)).toMatchObject({ level: 'ok' });
  });

  test('a drive that does not tell stops nothing', async () => {
    const freeSpace = () => Promise.reject(new Error('not told'));
    const watched = new DiskGuard({ dataDir, disk: realDisk, ballast: true, freeSpace, now: () => now });
    expect(await lookLater(watched)).toMatchObject({ level: 'ok' });
    expect((await watched.mayWrite(1e12)).ok).toBe(true);
    expect(readdirSync(dataDir)).toEqual([]);
  });
});
