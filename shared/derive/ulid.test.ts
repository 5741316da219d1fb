import { describe, expect, it } from 'vitest';
import { isUlid, systemSource, ulidMaker, type UlidSource } from './ulid';

function source(times: number[], fill: number): UlidSource {
  let last = 0;
  return { now: () => (last = times.shift() ?? last), random: (bytes) => void bytes.fill(fill) };
}

describe('ULID', () => {
  it('holds the time in ten characters, then the random part', () => {
    // The example of the specification: 1469918176385 ms = 01ARYZ6S41.
    expect(ulidMaker(source([1469918176385], 0))()).toBe('01ARYZ6S410000000000000000');
    expect(ulidMaker(source([0], 255))()).toBe('0000000000ZZZZZZZZZZZZZZZZ');
  });

  it('counts on within a millisecond and when the clock goes back', () => {
    const next = ulidMaker(source([5, 5, 3, 6], 31));
    const keys = [next(), next(), next(), next()];
    // The random part was at its highest: the time counts on instead.
    expect(keys.map((key) => key.slice(0, 10))).toEqual(['0000000005', '0000000006', '0000000007', '0000000008']);
    const low = ulidMaker(source([5, 5, 3], 0));
    expect([low(), low(), low()].map((key) => key.slice(-2))).toEqual(['00', '01', '02']);
  });

  it('sorts as it was made, thousands within a millisecond', () => {
    const next = ulidMaker({ ...systemSource, now: () => 1_700_000_000_000 });
    const keys = Array.from({ length: 5000 }, () => next());
    expect(keys.toSorted()).toEqual(keys);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.every(isUlid)).toBe(true);
  });

  it('is recognised', () => {
    expect(isUlid('01ARYZ6S410000000000000000')).toBe(true);
    for (const wrong of ['', '81ARYZ6S410000000000000000', '01ARYZ6S41000000000000000I', '01ARYZ6S41']) {
      expect(isUlid(wrong)).toBe(false);
    }
  });
});
