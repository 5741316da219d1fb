import { describe, expect, it } from 'vitest';
import type { CopyInfo } from '#shared/ipc/desktop';
import { dueRehearsal } from './schedule';

const NOW = Date.parse('2026-11-22T08:00:00Z');
const hoursAgo = (hours: number): string => new Date(NOW - hours * 3_600_000).toISOString();
const copy = (name: string, checked: string | null, rehearsed: string | null, damaged = false): CopyInfo => ({
  name,
  bytes: 1,
  made: hoursAgo(1),
  line: 1,
  sum: '',
  seq: 1,
  households: 1,
  members: 1,
  reason: 'start',
  hash: '',
  checked,
  rehearsed,
  damaged,
  mirrored: false,
});
const NONE: ReadonlySet<string> = new Set();

describe('a rehearsal is due', () => {
  it('for the newest good copy when there was none for most of a day', () => {
    const newest = copy('b', hoursAgo(1), null);
    expect(dueRehearsal(NOW, [copy('c', null, null), newest, copy('a', hoursAgo(30), hoursAgo(30))], NONE)).toBe(
      newest,
    );
    expect(dueRehearsal(NOW, [newest], NONE)).toBe(newest);
  });
  it('once a day, and not again for a copy that failed or was rehearsed', () => {
    const newest = copy('b', hoursAgo(1), null);
    expect(dueRehearsal(NOW, [newest, copy('a', hoursAgo(5), hoursAgo(5))], NONE)).toBeNull();
    expect(dueRehearsal(NOW, [newest], new Set(['b']))).toBeNull();
    expect(dueRehearsal(NOW, [copy('b', hoursAgo(90), hoursAgo(90))], NONE)).toBeNull();
    expect(dueRehearsal(NOW, [], NONE)).toBeNull();
  });
  it('also when a rehearsal seems to lie in the future', () => {
    const newest = copy('b', hoursAgo(1), null);
    expect(dueRehearsal(NOW, [newest, copy('a', hoursAgo(5), hoursAgo(-900))], NONE)).toBe(newest);
  });
});
