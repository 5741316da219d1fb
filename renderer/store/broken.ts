/**
 * The one place that learns when the database breaks while the program runs: a connection that Chromium closed, or reads and
 * writes that fail as they only do on damaged files. It tells the page, which decides (recover.ts).
 */
import type Dexie from 'dexie';
import type { DBCore, DBCoreTable } from 'dexie';

const CHANNEL = 'hudang-broken';

/** Errors by which Chromium says that files behind the database are damaged or gone; none of them is ours to cause. */
const DAMAGE = new Set(['UnknownError', 'DataError', 'NotReadableError']);
/** The one cause of a DataError that lies in a program, not on the disk. */
const BAD_KEY = /key/i;

/** Told once per thread: the page needs one reason. */
let told = false;

function tell(reason: string): void {
  if (told) return;
  told = true;
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(reason);
  channel.close();
  for (const listener of listeners) listener(reason);
}

const listeners = new Set<(reason: string) => void>();

/** Calls `listener` when the database of any window or worker breaks; returns the cleanup. */
export function onBroken(listener: (reason: string) => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<string>) => {
    listener(data);
  };
  listeners.add(listener);
  return () => {
    channel.close();
    listeners.delete(listener);
  };
}

/** Whether an error means that the files behind the database are damaged. */
export function isDamage(error: unknown): boolean {
  const inner = typeof error === 'object' && error !== null && 'inner' in error ? error.inner : undefined;
  const found = inner instanceof Error ? inner : error instanceof Error ? error : null;
  return found !== null && DAMAGE.has(found.name) && !(found.name === 'DataError' && BAD_KEY.test(found.message));
}

/** Watches every request of this database. */
export function watchFailures(db: Dexie): void {
  // Dexie's own event tells of our closings too; the connection's only of those that we did not ask for.
  db.on(
    'ready',
    () => {
      db.backendDB().addEventListener('close', () => tell('closed'));
    },
    true,
  );
  db.use({
    stack: 'dbcore',
    name: 'broken',
    create: (core: DBCore): DBCore => ({ ...core, table: (name) => watched(core.table(name)) }),
  });
}

function watched(table: DBCoreTable): DBCoreTable {
  const heard = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      if (isDamage(error)) tell(error instanceof Error ? error.name : 'damaged');
      throw error;
    });
  return {
    ...table,
    mutate: (request) => heard(table.mutate(request)),
    get: (request) => heard(table.get(request)),
    getMany: (request) => heard(table.getMany(request)),
    query: (request) => heard(table.query(request)),
    openCursor: (request) => heard(table.openCursor(request)),
    count: (request) => heard(table.count(request)),
  };
}
