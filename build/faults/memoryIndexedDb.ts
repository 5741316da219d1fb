/**
 * IndexedDB in memory whose past can be called back: after every committed transaction an image is kept, and a new computer
 * can be started from any of them, as after a power cut that took relaxed transactions along. Images share their rows, so
 * keeping one costs an array a table.
 */
import * as fake from 'fake-indexeddb';

type Key = string | number | readonly (string | number)[];
interface Row {
  readonly key: Key;
  readonly value: unknown;
}

interface IndexImage {
  readonly name: string;
  readonly keyPath: string | readonly string[];
  readonly multiEntry: boolean;
  readonly unique: boolean;
}

interface TableImage {
  readonly name: string;
  readonly keyPath: string | readonly string[] | null;
  readonly autoIncrement: boolean;
  readonly rows: readonly Row[];
  readonly indexes: readonly IndexImage[];
}

interface DatabaseImage {
  readonly version: number;
  readonly tables: readonly TableImage[];
}

/** All databases of a computer at one moment. */
export type Image = ReadonlyMap<string, DatabaseImage>;

/** The inside of fake-indexeddb, as far as it is needed to take and restore images. */
interface RawIndex extends IndexImage {
  initialized: boolean;
}
interface RawTable {
  readonly name: string;
  readonly keyPath: string | readonly string[] | null;
  readonly autoIncrement: boolean;
  readonly records: { values(): Iterable<Row> };
  readonly rawIndexes: Map<string, RawIndex>;
  storeRecord(row: { key: Key; value: unknown }, noOverwrite: boolean): void;
}
interface RawDatabase {
  version: number;
  readonly rawObjectStores: Map<string, RawTable>;
}
type RawTransaction = IDBTransaction & { readonly _state: string };

interface Parts {
  readonly Database: new (name: string, version: number) => RawDatabase;
  readonly Table: new (database: RawDatabase, name: string, keyPath: unknown, autoIncrement: boolean) => RawTable;
  readonly Index: new (table: RawTable, name: string, keyPath: unknown, multi: boolean, unique: boolean) => RawIndex;
}
let parts: Promise<Parts> | null = null;

function rawDatabases(factory: IDBFactory): Map<string, RawDatabase> {
  return (factory as unknown as { _databases: Map<string, RawDatabase> })._databases;
}

/** Classes that the package does not export are taken off a database made for that purpose. */
async function loadParts(): Promise<Parts> {
  const factory = new fake.IDBFactory();
  await new Promise<void>((resolve, reject) => {
    const request = factory.open('parts', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('t').createIndex('i', 'k');
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
    request.onerror = () => reject(new Error('fake-indexeddb'));
  });
  const database = rawDatabases(factory).get('parts');
  const table = database?.rawObjectStores.get('t');
  const index = table?.rawIndexes.get('i');
  if (!database || !table || !index) throw new Error('fake-indexeddb has changed inside: build/faults must follow');
  return {
    Database: database.constructor as Parts['Database'],
    Table: table.constructor as Parts['Table'],
    Index: index.constructor as Parts['Index'],
  };
}

function takeImage(factory: IDBFactory): Image {
  const image = new Map<string, DatabaseImage>();
  for (const [name, database] of rawDatabases(factory)) {
    if (database.version === 0) continue;
    const tables = [...database.rawObjectStores.values()].map((table): TableImage => ({
      name: table.name,
      keyPath: table.keyPath,
      autoIncrement: table.autoIncrement,
      rows: [...table.records.values()],
      indexes: [...table.rawIndexes.values()].map(({ name: index, keyPath, multiEntry, unique }) => ({
        name: index,
        keyPath,
        multiEntry,
        unique,
      })),
    }));
    image.set(name, { version: database.version, tables });
  }
  return image;
}

async function restoreImage(factory: IDBFactory, image: Image): Promise<void> {
  const { Database, Table, Index } = await (parts ??= loadParts());
  for (const [name, { version, tables }] of image) {
    const database = new Database(name, version);
    for (const table of tables) {
      const made = new Table(database, table.name, table.keyPath, table.autoIncrement);
      for (const index of table.indexes) {
        const raw = new Index(made, index.name, index.keyPath, index.multiEntry, index.unique);
        raw.initialized = true;
        made.rawIndexes.set(index.name, raw);
      }
      for (const { key, value } of table.rows) made.storeRecord({ key, value }, true);
      database.rawObjectStores.set(table.name, made);
    }
    rawDatabases(factory).set(name, database);
  }
}

/** The rows of one table in an image, in key order. */
export function rowsOf(image: Image, database: string, table: string): readonly unknown[] {
  return (
    image
      .get(database)
      ?.tables.find(({ name }) => name === table)
      ?.rows.map(({ value }) => value) ?? []
  );
}

/** How a database meets its next opening. `lost`: Chromium threw it away and says so; `unreadable`: it cannot be opened. */
export type Fate = 'whole' | 'lost' | 'unreadable';

const MOST_IMAGES = 40;

/** Databases of computers that are off. */
const dead = new WeakSet<RawDatabase>();

/** The IndexedDB of one running computer. */
export class MemoryIndexedDb {
  readonly factory: IDBFactory = new fake.IDBFactory();
  /** Images after each commit, oldest first; the last is what stands. */
  readonly images: Image[] = [];
  #fate: Fate;
  #failing = 0;
  #running = true;

  private constructor(fate: Fate) {
    this.#fate = fate;
  }

  static async from(image: Image, past: readonly Image[] = [], fate: Fate = 'whole'): Promise<MemoryIndexedDb> {
    const made = new MemoryIndexedDb(fate);
    await restoreImage(made.factory, image);
    made.images.push(...past.slice(-MOST_IMAGES), image);
    return made;
  }

  get now(): Image {
    return this.images.at(-1) ?? new Map<string, DatabaseImage>();
  }

  /** The next `count` transactions that write to `households` or `meta` and more than one table fail. */
  failNext(count: number): void {
    this.#failing = count;
  }

  /** Power off: nothing that is still under way counts any more. */
  stop(): void {
    this.#running = false;
    for (const database of rawDatabases(this.factory).values()) dead.add(database);
  }

  /** Given every transaction that begins. */
  began(transaction: RawTransaction): void {
    if (transaction.mode === 'readonly') return;
    transaction.addEventListener('complete', () => {
      if (!this.#running) return;
      this.images.push(takeImage(this.factory));
      if (this.images.length > MOST_IMAGES) this.images.shift();
    });
    if (this.#failing === 0 || transaction.mode === 'versionchange') return;
    if (!transaction.objectStoreNames.contains('operations')) return;
    this.#failing--;
    // In the middle of its writes, as when the disk is full: some requests have succeeded by then.
    let left = 4;
    const abort = (): void => {
      if (transaction._state === 'finished') return;
      if (--left > 0) return void setImmediate(abort);
      try {
        transaction.abort();
      } catch {
        // It was faster: then it has not failed.
      }
    };
    setImmediate(abort);
  }

  open(name: string, version?: number): IDBOpenDBRequest {
    if (this.#fate === 'unreadable' && name === 'hudang') {
      throw new DOMException('Internal error opening backing store for indexedDB.open.', 'UnknownError');
    }
    const request = version === undefined ? this.factory.open(name) : this.factory.open(name, version);
    if (this.#fate === 'lost' && name === 'hudang') {
      this.#fate = 'whole';
      // Chromium says it once.
      request.addEventListener('upgradeneeded', (event) => Object.assign(event, { dataLoss: 'total' }));
    }
    return request;
  }

  /** Its files are deleted by the main process. */
  clear(): void {
    rawDatabases(this.factory).clear();
    this.#fate = 'whole';
    this.images.push(new Map());
  }
}

let current: MemoryIndexedDb | null = null;

/** Makes one database the `indexedDB` of all code from now on. */
export function plugIn(database: MemoryIndexedDb): void {
  current = database;
}

/** Puts `indexedDB` into this process; must run before Dexie is loaded. */
export function installIndexedDb(): void {
  const standing = (): MemoryIndexedDb => {
    if (!current) throw new Error('no computer is running');
    return current;
  };
  const door = {
    open: (name: string, version?: number) => standing().open(name, version),
    deleteDatabase: (name: string) => standing().factory.deleteDatabase(name),
    databases: () => standing().factory.databases(),
    cmp: (a: unknown, b: unknown) => standing().factory.cmp(a, b),
  };
  Object.defineProperty(globalThis, 'indexedDB', { value: door, configurable: true, writable: true });
  for (const [name, value] of Object.entries(fake)) {
    if (/^IDB/.test(name)) Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  const rawOf = (database: IDBDatabase): RawDatabase =>
    (database as unknown as { _rawDatabase: RawDatabase })._rawDatabase;
  const { prototype } = fake.IDBDatabase;
  const begin = prototype.transaction;
  prototype.transaction = function (this: IDBDatabase, ...args: Parameters<IDBDatabase['transaction']>) {
    const transaction = begin.apply(this, args);
    const owner = current;
    const isOurs = owner && rawDatabases(owner.factory).get(this.name) === rawOf(this);
    if (isOurs) owner.began(transaction as RawTransaction);
    return transaction;
  };
  // A computer that is off answers nothing: the code that waits for it must not wake up in the next one.
  const steps = fake.IDBTransaction.prototype as unknown as { _start: (this: RawTransaction) => void };
  const step = steps._start;
  steps._start = function (this: RawTransaction) {
    if (!dead.has(rawOf(this.db))) step.call(this);
  };
}
