import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Guard } from '#shared/ipc/desktop';
import { ok, type Result } from '#shared/result';
import type * as broken from './broken';
import { MemoryJournal } from './memoryJournal';

const guard: { level: Guard['level'] } = { level: 'ok' };
vi.mock('../bridge/desktop', () => ({
  desktop: { guard: () => Promise.resolve(ok({ free: 0, level: guard.level, access: { mode: 'write' } })) },
}));

const heard: ((reason: string) => void)[] = [];
vi.mock('./broken', () => ({ onBroken: (listener: (reason: string) => void) => heard.push(listener) }));

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers();
  heard.length = 0;
});
afterEach(() => vi.useRealTimers());

describe('a database that breaks', () => {
  it('is reset once, however often it is told', async () => {
    guard.level = 'ok';
    const journal = new MemoryJournal();
    (await import('./recover')).mendWhenBroken(journal);
    heard[0]?.('closed');
    heard[0]?.('UnknownError');
    await vi.advanceTimersByTimeAsync(10);
    expect(journal.resets).toEqual(['closed']);
  });

  it('lets what stands on the screen only reach the disk first', async () => {
    guard.level = 'ok';
    const journal = new MemoryJournal();
    const { beforeReset, mendWhenBroken } = await import('./recover');
    const done: string[] = [];
    beforeReset(async () => {
      await new Promise((later) => setTimeout(later, 500));
      done.push(`kept, ${journal.resets.length} resets`);
      return true;
    });
    mendWhenBroken(journal);
    heard[0]?.('closed');
    await vi.advanceTimersByTimeAsync(1_000);
    expect([done, journal.resets]).toEqual([['kept, 0 resets'], ['closed']]);
  });

  it('tries again what could not be kept at once, but not for ever', async () => {
    guard.level = 'ok';
    const journal = new MemoryJournal();
    const { beforeReset, mendWhenBroken } = await import('./recover');
    let tries = 0;
    beforeReset(() => Promise.resolve(++tries > 2));
    beforeReset(() => Promise.reject(new Error('no')));
    mendWhenBroken(journal);
    heard[0]?.('closed');
    await vi.advanceTimersByTimeAsync(3_000);
    expect([tries, journal.resets]).toEqual([2, []]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect([tries, journal.resets]).toEqual([5, ['closed']]);
  });

  it('waits for room first', async () => {
    guard.level = 'stop';
    const journal = new MemoryJournal();
    (await import('./recover')).mendWhenBroken(journal);
    heard[0]?.('closed');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(journal.resets).toEqual([]);
    guard.level = 'read';
    await vi.advanceTimersByTimeAsync(10_000);
    expect(journal.resets).toEqual([]);
    guard.level = 'warn';
    await vi.advanceTimersByTimeAsync(3_000);
    expect(journal.resets).toEqual(['closed']);
  });
});

describe('damage', () => {
  it('is told from what a program does wrong', async () => {
    const { isDamage } = await vi.importActual<Pick<typeof broken, 'isDamage'>>('./broken');
    const dexie = (inner: Error): Error => Object.assign(new Error('outer'), { name: inner.name, inner });
    expect(isDamage(new DOMException('Internal error opening backing store', 'UnknownError'))).toBe(true);
    expect(isDamage(dexie(new DOMException('Failed to read large IndexedDB value', 'DataError')))).toBe(true);
    expect(isDamage(new DOMException('The parameter is not a valid key.', 'DataError'))).toBe(false);
    expect(isDamage(new DOMException('', 'QuotaExceededError'))).toBe(false);
    expect(isDamage(new DOMException('', 'ConstraintError'))).toBe(false);
    expect(isDamage('text')).toBe(false);
    const failed: Result<null> = { ok: false, error: { code: 'x', params: {} } };
    expect(isDamage(failed)).toBe(false);
  });
});
