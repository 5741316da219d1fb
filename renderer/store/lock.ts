/**
 * One writer at a time in all windows and workers of this computer (Web Locks). A lock falls free when its holder dies; who
 * takes it next finds the journal ahead of the seal and applies what the dead one had written there.
 */

/** Where there are no Web Locks (unit tests): a queue by name. */
const queues = new Map<string, Promise<unknown>>();

/** Runs `work` while nobody else runs anything under the same name. */
export function withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  const locks = (globalThis.navigator as Partial<Navigator> | undefined)?.locks;
  if (locks) return locks.request(name, work) as Promise<T>;
  const before = queues.get(name) ?? Promise.resolve();
  const turn = before.then(work, work);
  queues.set(
    name,
    turn.catch(() => undefined),
  );
  return turn;
}

/** Unit tests only: what a browser does with the locks of a worker that died. */
export function breakLock(name: string): void {
  queues.delete(name);
}

/** The name of the lock under which a database is written. */
export function lockOf(database: string): string {
  return `${database}-commit`;
}
