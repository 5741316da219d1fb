import { describe, expect, it } from 'vitest';
import { parseRoute, routeHash } from './route';

describe('the place in the hash', () => {
  it('comes back from a reload as it was', () => {
    for (const route of [
      { page: 'audit' },
      { page: 'household', id: '01H' },
      { page: 'household', id: '01H', path: 'members[1].id_no' },
    ] as const) {
      expect(parseRoute(routeHash(route))).toEqual(route);
    }
  });
  it('opens the register for anything unknown', () => {
    expect(parseRoute('')).toEqual({ page: 'archive' });
    expect(parseRoute('#/nowhere')).toEqual({ page: 'archive' });
    expect(parseRoute('#/household/')).toEqual({ page: 'archive' });
  });
});
