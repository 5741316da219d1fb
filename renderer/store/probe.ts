/** Asking IndexedDB what it holds, without changing it. */

/** The version that IndexedDB keeps; 0 = there is no such database; `lost` = Chromium threw a damaged one away. */
export type Probe = number | 'lost' | 'unreadable';

/**
 * Chromium tells of a thrown-away database only in `upgradeneeded.dataLoss`, which Dexie hides, and only once. Opening
 * without a version and aborting the upgrade asks the question without creating the empty database ourselves.
 */
export function probe(name: string): Promise<Probe> {
  return new Promise((resolve) => {
    let answer: Probe = 'unreadable';
    let request: IDBOpenDBRequest;
    try {
      request = indexedDB.open(name);
    } catch {
      resolve('unreadable');
      return;
    }
    request.onupgradeneeded = (event) => {
      const { dataLoss } = event as IDBVersionChangeEvent & { readonly dataLoss?: string };
      answer = dataLoss === 'total' ? 'lost' : 0;
      request.transaction?.abort();
    };
    request.onsuccess = () => {
      const { version } = request.result;
      request.result.close();
      resolve(version);
    };
    request.onerror = (event) => {
      event.preventDefault();
      resolve(answer);
    };
  });
}

/** Made when a database was lost and nothing else could give it back, beside the empty place: Chromium says so only once. */
const lostMark = (name: string): string => `${name}-lost`;

export async function isMarkedLost(name: string): Promise<boolean> {
  return (await indexedDB.databases()).some((database) => database.name === lostMark(name));
}

export function markLost(name: string): Promise<void> {
  return finished(
    () => indexedDB.open(lostMark(name)),
    (found) => found.close(),
  );
}

/** What was lost has been rebuilt. */
export function forgetLost(name: string): Promise<void> {
  return finished(
    () => indexedDB.deleteDatabase(lostMark(name)),
    () => undefined,
  );
}

function finished<T>(start: () => IDBRequest<T>, then: (value: T) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = start();
    request.onsuccess = () => {
      then(request.result);
      resolve();
    };
    request.onerror = () => reject(request.error ?? new Error('failed'));
  });
}
