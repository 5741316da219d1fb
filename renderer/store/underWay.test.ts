import { expect, test } from 'vitest';
import { underWay, watchWrites, writesUnderWay } from './underWay';

test('a write counts until it ends, well or not', async () => {
  const seen: number[] = [];
  const stop = watchWrites(() => seen.push(writesUnderWay()));
  let fail: (error: Error) => void = () => undefined;
  const failing = underWay(new Promise<never>((_, no) => (fail = no)));
  expect(await underWay(Promise.resolve('saved'))).toBe('saved');
  fail(new Error('no'));
  await expect(failing).rejects.toThrow('no');
  stop();
  expect(seen).toEqual([1, 2, 1, 0]);
});
