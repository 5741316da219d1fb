import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { afterAll, expect, it, vi } from 'vitest';
import { onBroken, watchFailures } from './broken';

const told: string[] = [];
const stop = onBroken((reason) => told.push(reason));
afterAll(stop);

it('hears a connection that was closed by somebody else, and not the one that we close', async () => {
  const db = new Dexie('broken-test', { autoOpen: false });
  db.version(1).stores({ rows: 'id' });
  watchFailures(db);
  await db.open();
  db.close();
  expect(told).toEqual([]);

  const heard = vi.spyOn(IDBDatabase.prototype, 'addEventListener');
  await db.open();
  const closed = heard.mock.calls.find(([type]) => type === 'close')?.[1];
  expect(closed).toBeTypeOf('function');
  if (typeof closed === 'function') closed(new Event('close'));
  expect(told).toEqual(['closed']);
  await db.delete();
});
