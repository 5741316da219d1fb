import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ok } from '#shared/result';
import type { Reading } from '../../workers/api';
import { mind } from './importRun';
import { changeImport, importState, START, STEP } from './importState';
import { restart } from './importSteps';
import { goTo, plan, write } from './planSteps';

/** The worker: what it was asked, and answers that can be held back. */
const worker = vi.hoisted(() => ({ asked: [] as string[], free: Promise.resolve() }));
vi.mock('../../workers/client', () => {
  const answer =
    (name: string, value: unknown) =>
    async (...args: unknown[]): Promise<unknown> => {
      worker.asked.push(name === 'plan' ? `plan ${(args[0] as { policy: string }).policy}` : name);
      await worker.free;
      return value;
    };
  const api = {
    choices: answer('choices', { files: 1 }),
    examine: answer('examine', ok([])),
    plan: answer('plan', ok({})),
    apply: answer('apply', ok({ operation: 'o', batch: 'b', result: 'b', written: 1 })),
  };
  return { importApi: () => api, stopWorker: () => undefined, stopImport: () => Promise.resolve(true) };
});

const READING: Reading = { files: [], sheets: [], tables: [], problems: { total: 0 } } as unknown as Reading;

beforeEach(() => {
  worker.asked.length = 0;
  worker.free = Promise.resolve();
  mind.lost = false;
  changeImport({ ...START, reading: READING, files: [], step: STEP.columns });
});

/** Lets the worker answer. */
function hold(): () => void {
  let go = (): void => undefined;
  worker.free = new Promise((done) => (go = done));
  return go;
}

describe('a step pressed twice before the page shows that it has begun', () => {
  it('is taken once', async () => {
    const go = hold();
    const both = [goTo(STEP.damage), goTo(STEP.damage)];
    go();
    await Promise.all(both);
    expect(worker.asked.filter((name) => name === 'examine')).toEqual(['examine']);
    expect([importState().step, importState().working]).toEqual([STEP.plan, null]);
  });

  it('the policy that is asked for is the one that the page then shows', async () => {
    const go = hold();
    const both = [plan({ policy: 'file' }), plan({ policy: 'fill' })];
    go();
    await Promise.all(both);
    expect(worker.asked.filter((name) => name.startsWith('plan'))).toEqual(['plan file']);
    expect(importState().planned?.choices.policy).toBe('file');
  });

  it('writes once', async () => {
    await goTo(STEP.plan);
    const go = hold();
    const both = [write('甲', '机', false), write('甲', '机', false)];
    go();
    await Promise.all(both);
    expect(worker.asked.filter((name) => name === 'apply')).toEqual(['apply']);
    expect([importState().step, importState().error]).toEqual([STEP.done, null]);
    // And the next step is free again.
    changeImport({ ...START, reading: READING, files: [] });
    await goTo(STEP.plan);
    expect(importState().step).toBe(STEP.plan);
  });
});

it('other files asked for while a step begins: it is not taken with the former ones', async () => {
  const go = hold();
  const going = goTo(STEP.damage);
  restart();
  go();
  await going;
  expect(worker.asked).toEqual(['choices']);
  expect([importState().step, importState().damages]).toEqual([STEP.files, null]);
});
