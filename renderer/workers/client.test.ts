import { expose } from 'comlink';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

vi.mock('../bridge/desktop', () => ({ linkWorker: () => undefined }));
vi.mock('../store/session', () => ({ settleAfterWorker: () => Promise.resolve() }));

/** What the workers do; a call that never answers hangs until the worker ends. */
const never = (): Promise<never> => new Promise(() => undefined);
const work = { errorBook: never, build: never, findings: never, rejudge: (id: string) => [id] };

beforeEach(() => {
  vi.stubGlobal('Worker', function () {
    const { port1, port2 } = new MessageChannel();
    expose(work, port2);
    port1.start();
    const terminate = (): void => {
      port1.close();
      port2.close();
    };
    return Object.assign(port1, { terminate });
  });
});
afterEach(() => vi.unstubAllGlobals());

it('a worker that ends fails the calls that wait for it: as a Result where they answer with one', async () => {
  const { auditApi, exportApi, stopWorker } = await import('./client');
  const [book, built] = [exportApi().errorBook('b', '一.xlsx'), exportApi().build('findings', null, null)];
  stopWorker('export', 'worker_died');
  expect(await book).toMatchObject({ ok: false, error: { code: 'worker_died' } });
  expect(await built).toMatchObject({ ok: false, error: { code: 'worker_died' } });
  const findings = auditApi().findings();
  stopWorker('audit');
  await expect(findings).rejects.toThrow('worker_stopped');
  // The next call starts another one.
  expect(await auditApi().rejudge('a')).toEqual(['a']);
  stopWorker('audit');
});
