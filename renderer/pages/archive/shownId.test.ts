import { describe, expect, it } from 'vitest';
import { shownId } from './shownId';

describe('the household of a row', () => {
  it('is the one that is drawn, wherever the worker has moved it', async () => {
    const drawn = { at: (position: number) => (position === 0 ? { id: 'A' } : undefined) };
    expect(await shownId(drawn, 0, () => Promise.resolve('B'))).toBe('A');
    expect(await shownId(drawn, 0, () => Promise.resolve(null))).toBe('A');
  });

  it('is asked for when the row is not drawn yet', async () => {
    const nothing = { at: () => undefined };
    expect(await shownId(nothing, 3, (position) => Promise.resolve(`row ${position}`))).toBe('row 3');
    expect(await shownId(nothing, 3, () => Promise.resolve(null))).toBeNull();
  });
});
