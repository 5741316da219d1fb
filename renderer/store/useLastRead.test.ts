import { expect, test } from 'vitest';
import { remembering } from './useLastRead';

test('a read that fails leaves the last answer standing; the first one must succeed', async () => {
  let answer: string | Error = new Error('closed');
  const read = remembering(() => (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)));
  await expect(read()).rejects.toThrow('closed');
  answer = 'a';
  expect(await read()).toBe('a');
  answer = new Error('closed');
  expect(await read()).toBe('a');
  answer = 'b';
  expect(await read()).toBe('b');
});
