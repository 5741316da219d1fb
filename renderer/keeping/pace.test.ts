import { describe, expect, it } from 'vitest';
import { aheadOf } from './clock';
import { PATIENCE_MS, QUIET_MS, waitBefore } from './pace';

describe('work in the background', () => {
  it('waits until nobody typed for 3 s', () => {
    expect(waitBefore(10_000, 9_000, 10_000)).toBe(QUIET_MS - 1_000);
    expect(waitBefore(12_000, 9_000, 10_000)).toBe(0);
  });
  it('begins after 2 minutes of typing without a pause', () => {
    const dueAt = 10_000;
    expect(waitBefore(dueAt + PATIENCE_MS - 500, dueAt + PATIENCE_MS - 600, dueAt)).toBe(500);
    expect(waitBefore(dueAt + PATIENCE_MS, dueAt + PATIENCE_MS, dueAt)).toBe(0);
  });
});

describe('the clock', () => {
  const now = Date.parse('2026-11-20T08:00:00Z');
  it('is behind what the archive has seen', () => {
    expect(aheadOf(now, ['2026-11-19T08:00:00Z', '2026-11-22T08:31:05+08:00', null])).toBe('2026-11-22T08:31:05+08:00');
  });
  it('may differ by minutes', () => {
    expect(aheadOf(now, ['2026-11-20T08:05:00Z'])).toBeNull();
    expect(aheadOf(now, [null])).toBeNull();
  });
});
