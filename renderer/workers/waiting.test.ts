import { expect, it } from 'vitest';
import { Waiting } from './waiting';

it('answers as they come, and keeps nothing of calls that were answered', async () => {
  const waiting = new Waiting();
  const answers = [Promise.resolve(1), Promise.reject<number>(new Error('no')), Promise.resolve(3)];
  const calls = answers.map((answer) => waiting.for(answer));
  expect(waiting.size).toBe(3);
  expect(await Promise.allSettled(calls)).toMatchObject([{ value: 1 }, { reason: { message: 'no' } }, { value: 3 }]);
  await Promise.resolve();
  expect(waiting.size).toBe(0);
});

it('ends all that wait when the worker is gone, and what is asked later', async () => {
  const waiting = new Waiting();
  const [one, two] = [waiting.for(new Promise(() => undefined)), waiting.for(new Promise(() => undefined))];
  waiting.end(new Error('worker_died'));
  await expect(one).rejects.toThrow('worker_died');
  await expect(two).rejects.toThrow('worker_died');
  await expect(waiting.for(Promise.resolve(1))).rejects.toThrow('worker_died');
  expect(waiting.size).toBe(0);
});
