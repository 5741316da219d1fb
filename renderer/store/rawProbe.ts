/**
 * IndexedDB without anything around it, in a database of its own: the limit that the bench holds the store against. It
 * carries copies of records and is deleted after use.
 */
const NAME = 'hudang-bench';
const STORE = 'rows';

export class RawProbe {
  private constructor(private readonly db: IDBDatabase) {}

  /** A fresh, empty probe. */
  static async open(): Promise<RawProbe> {
    await done(indexedDB.deleteDatabase(NAME));
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(STORE, { keyPath: 'id' });
    };
    return new RawProbe(await done(request));
  }

  /** Puts rows with an `id` in one transaction and waits until it is complete. */
  async put(rows: readonly object[], durability: IDBTransactionDurability): Promise<void> {
    const transaction = this.db.transaction(STORE, 'readwrite', { durability });
    const store = transaction.objectStore(STORE);
    for (const row of rows) store.put(row);
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => {
        resolve();
      };
      transaction.onabort = () => {
        reject(transaction.error ?? new Error('aborted'));
      };
    });
  }

  /** Reads up to `count` rows from the first id on. */
  async getAll(from: string, count: number): Promise<unknown[]> {
    return done(this.db.transaction(STORE).objectStore(STORE).getAll(IDBKeyRange.lowerBound(from), count));
  }

  /** Reads everything in batches. */
  async scan(size: number): Promise<number> {
    let rows = 0;
    for (let after = ''; ;) {
      const range = IDBKeyRange.lowerBound(after, true);
      const batch = await done(this.db.transaction(STORE).objectStore(STORE).getAll(range, size));
      rows += batch.length;
      if (batch.length < size) return rows;
      after = (batch.at(-1) as { id: string }).id;
    }
  }

  async destroy(): Promise<void> {
    this.db.close();
    await done(indexedDB.deleteDatabase(NAME));
  }
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('failed'));
    };
  });
}
