import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { holderOf, inUse, otherHolder, takeLock, type LockOwner } from './lock';

let dataDir: string;
let lock: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'hudang-lock-'));
  lock = join(dataDir, 'LOCK');
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const other: LockOwner = {
  owner: '李秀兰',
  computer: 'PC-2',
  pid: 4,
  since: '2026-11-22T08:31:05.000Z',
  mode: 'window',
};

function leave(owner: LockOwner, ageSeconds: number): void {
  writeFileSync(lock, JSON.stringify(owner));
  const then = new Date(Date.now() - ageSeconds * 1000);
  utimesSync(lock, then, then);
}

const take = () => takeLock(dataDir, 'window', 'wang', 'PC-1');

describe('wrong clocks', () => {
  test('the clock of this computer goes wrong: the LOCK is kept alive by that of the drive', () => {
    vi.useFakeTimers();
    try {
      const taken = take();
      const text = readFileSync(lock, 'utf8');
      const old = new Date(Date.now() - 3_600_000);
      utimesSync(lock, old, old);
      vi.setSystemTime(Date.now() - 10 * 365 * 86_400_000);
      vi.advanceTimersByTime(30_000);
      expect(statSync(lock).mtimeMs - old.getTime()).toBeGreaterThan(3_000_000);
      expect(readFileSync(lock, 'utf8')).toBe(text);
      if (taken.ok) taken.value.release();
    } finally {
      vi.useRealTimers();
    }
  });

  test('a LOCK from the future, left behind before the clock was set back, keeps nobody out', () => {
    leave(other, -86_400);
    expect(otherHolder(dataDir, 'wang', 'PC-1')).toBeNull();
    expect(take().ok).toBe(true);
  });
});

describe('DIR/LOCK', () => {
  test('names its owner and goes away with it', () => {
    const taken = take();
    expect(holderOf(dataDir)).toMatchObject({ owner: 'wang', computer: 'PC-1', pid: process.pid, mode: 'window' });
    if (taken.ok) {
      taken.value.release();
      taken.value.release();
    }
    expect(readdirSync(dataDir)).toEqual([]);
  });

  test('since when is said on the clock of this computer', () => {
    const at = new Date(Date.parse('2026-11-22T08:31:05.000+05:00'));
    const refused = inUse(dataDir, { ...other, since: '2026-11-22T08:31:05.000+05:00' });
    const hour = String(at.getHours()).padStart(2, '0');
    expect(refused.error.params.holder).toContain(
      `${at.getDate()} ${hour}:${String(at.getMinutes()).padStart(2, '0')} 起`,
    );
  });

  test('another user who is there is named', () => {
    leave(other, 10);
    const refused = take();
    expect(refused).toMatchObject({ ok: false, error: { code: 'archive_in_use' } });
    expect(!refused.ok && refused.error.params.holder).toContain('李秀兰');
    expect(JSON.parse(readFileSync(lock, 'utf8'))).toEqual(other);
    expect(readdirSync(dataDir)).toEqual(['LOCK']);
  });

  test('another user whose computer has stopped is not waited for', () => {
    leave(other, 600);
    expect(take().ok).toBe(true);
    expect(holderOf(dataDir)?.owner).toBe('wang');
    expect(readdirSync(dataDir)).toEqual(['LOCK']);
  });

  test('a leftover of our own is taken over at once', () => {
    leave({ ...other, owner: 'wang', computer: 'PC-1' }, 1);
    expect(take().ok).toBe(true);
    expect(holderOf(dataDir)?.pid).toBe(process.pid);
  });

  test('what cannot be read counts by its age', () => {
    writeFileSync(lock, 'torn {');
    expect(take().ok).toBe(false);
    const then = new Date(Date.now() - 600_000);
    utimesSync(lock, then, then);
    expect(take().ok).toBe(true);
  });

  test('a lock that someone else has taken over is not removed by us', () => {
    const taken = take();
    rmSync(lock);
    leave(other, 1);
    if (taken.ok) taken.value.release();
    expect(existsSync(lock)).toBe(true);
  });

  test('whoever took it over while we slept is named; one that was deleted is made again', () => {
    const taken = take();
    if (!taken.ok) throw new Error(taken.error.code);
    expect(taken.value.lostTo()).toBeNull();
    rmSync(lock);
    expect(taken.value.lostTo()).toBeNull();
    expect(holderOf(dataDir)).toMatchObject({ owner: 'wang', pid: process.pid });
    leave(other, 1);
    expect(taken.value.lostTo()).toEqual(other);
    taken.value.release();
    expect(existsSync(lock)).toBe(true);
  });

  test('another holder is named only while it is alive, and nothing is left behind by asking', () => {
    const ask = () => otherHolder(dataDir, 'wang', 'PC-1');
    expect(ask()).toBeNull();
    leave(other, 10);
    expect(ask()).toEqual(other);
    leave({ ...other, owner: 'wang' }, 10);
    expect(ask()).toMatchObject({ computer: 'PC-2' });
    leave({ ...other, computer: 'PC-1' }, 10);
    expect(ask()).toMatchObject({ owner: '李秀兰' });
    leave({ ...other, owner: 'wang', computer: 'PC-1' }, 10);
    expect(ask()).toBeNull();
    leave(other, 600);
    expect(ask()).toBeNull();
    expect(readdirSync(dataDir)).toEqual(['LOCK']);
  });

  test('a folder that is gone is said', () => {
    rmSync(dataDir, { recursive: true });
    expect(take()).toMatchObject({ ok: false, error: { code: 'folder_missing' } });
  });
});
