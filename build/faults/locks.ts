/** Web Locks for one process: enough for the store, and forgotten when the computer restarts. */

type Work<T> = (lock: { readonly name: string }) => T | Promise<T>;

/** Puts fresh locks into this process; whoever held one before will never give it back. */
export function installLocks(): void {
  const tails = new Map<string, Promise<unknown>>();
  const request = <T>(name: string, options: unknown, callback?: Work<T>): Promise<T> => {
    const work = (callback ?? options) as Work<T>;
    const turn = (tails.get(name) ?? Promise.resolve()).then(() => work({ name }));
    tails.set(
      name,
      turn.catch(() => undefined),
    );
    return turn;
  };
  Object.defineProperty(globalThis, 'navigator', { value: { locks: { request } }, configurable: true });
}
