import { expect, it, vi } from 'vitest';
import { ok } from '#shared/result';
import type { Archive } from '../store/db';
import { keptNow, refreshKept } from './kept';

const answers = vi.hoisted(() => [] as ((line: number) => void)[]);
vi.mock('../bridge/desktop', () => ({
  desktop: {
    openState: () =>
      new Promise((done) =>
        answers.push((line) => done(ok({ copies: [], journal: { line, damaged: [] }, rotten: [] }))),
      ),
    secondPlace: () => Promise.resolve(ok(null)),
  },
}));
vi.mock('../store/queries/operations', () => ({ listOperations: () => Promise.resolve([]) }));

it('a reading that took longer does not put back what was true before', async () => {
  const archive = {} as Archive;
  const before = refreshKept(archive);
  const after = refreshKept(archive);
  answers[1]?.(1);
  await after;
  answers[0]?.(0);
  expect((await before)?.line).toBe(1);
  expect(keptNow()?.line).toBe(1);
  const last = refreshKept(archive);
  answers[2]?.(2);
  expect((await last)?.line).toBe(2);
});
