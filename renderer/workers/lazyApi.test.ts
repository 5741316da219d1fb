import { describe, expect, it } from 'vitest';
import { fail, ok } from '#shared/result';
import { lazyApi } from './lazyApi';

interface Api {
  count(): Promise<number>;
}

describe('lazyApi', () => {
  it('starts once, and tries again after a start that failed', async () => {
    let starts = 0;
    const api = lazyApi<Api>(['count'], () => {
      starts += 1;
      if (starts === 1) return Promise.resolve(fail('store_full'));
      if (starts === 2) return Promise.reject(new Error('torn'));
      return Promise.resolve(ok({ count: () => Promise.resolve(starts) }));
    }) as Api;
    await expect(api.count()).rejects.toThrow('store_full');
    await expect(api.count()).rejects.toThrow('torn');
    expect(await Promise.all([api.count(), api.count()])).toEqual([3, 3]);
  });
});
