import { describe, expect, it } from 'vitest';
import { dueSweep, maySweep } from './sweep';

describe('giving up files of attachments', () => {
  it('waits for copies whose history is another one', () => {
    expect(maySweep([])).toBe(true);
    expect(
      maySweep([
        { line: 9, reason: 'daily' },
        { line: 3, reason: 'adopted' },
      ]),
    ).toBe(true);
    expect(
      maySweep([
        { line: 9, reason: 'daily' },
        { line: 7, reason: 'restored' },
        { line: 3, reason: 'daily' },
      ]),
    ).toBe(false);
    expect(
      maySweep([
        { line: 9, reason: 'daily' },
        { line: 7, reason: 'restored' },
      ]),
    ).toBe(true);
    expect(maySweep([{ line: 9, reason: 'before' }])).toBe(false);
  });

  it('is done once a day, also after the clock was set back', () => {
    const now = Date.UTC(2026, 10, 22);
    expect(dueSweep(now, null)).toBe(true);
    expect(dueSweep(now, String(now - 3_600_000))).toBe(false);
    expect(dueSweep(now, String(now - 90_000_000))).toBe(true);
    expect(dueSweep(now, String(now + 90_000_000))).toBe(true);
  });
});
