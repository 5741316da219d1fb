/**
 * The database `hudang`. Nothing outside renderer/store reaches it; inside, records pass through seal.ts.
 * IndexedDB is a working store: the journal of the main process will become the safe home of the archive.
 */
import Dexie, { type EntityTable, type Table } from 'dexie';
import { fail, ok, type Result } from '#shared/result';
import type {
  StoredBatch,
  StoredColumn,
  StoredFindings,
  StoredHousehold,
  StoredLog,
  StoredMeta,
  StoredOperation,
} from './stored';

export const DATABASE_NAME = 'hudang';
/** Made when a database was lost, beside the empty place: Chromium tells of a loss only once. */
const lostMark = (name: string): string => `${name}-lost`;
const SCHEMA_VERSION = 1;
/** Dexie counts in tenths of the number that IndexedDB keeps. */
const STORED_VERSION = SCHEMA_VERSION * 10;

export class HudangDb extends Dexie {
  declare readonly households: EntityTable<StoredHousehold, 'id'>;
  declare readonly operations: EntityTable<StoredOperation, 'seq'>;
  declare readonly log: Table<StoredLog, [number, string]>;
  declare readonly batches: EntityTable<StoredBatch, 'id'>;
  declare readonly findings: EntityTable<StoredFindings, 'id'>;
  declare readonly columns: EntityTable<StoredColumn, 'key'>;
  declare readonly meta: EntityTable<StoredMeta, 'key'>;

  constructor(name: string) {
    // Relaxed until the journal exists: Chromium's strict mode costs an fsync per save and still promises little.
    // Never opened again by itself: what Chromium closed, as on a full disk, it throws away when it is opened at once.
    super(name, { chromeTransactionDurability: 'relaxed', autoOpen: false });
    this.version(SCHEMA_VERSION).stores({
      households: 'id, no',
      operations: 'seq, &id',
      log: '[seq+household], household',
      batches: 'id',
      findings: 'id',
      columns: 'key',
      meta: 'key',
    });
  }
}

/** Who writes, and on which computer: stands in every operation. */
export interface Actor {
  readonly who: string;
  readonly device: string;
}

/** An opened archive; every command and query takes it. */
export interface Archive {
  readonly db: HudangDb;
  readonly actor: Actor;
}

/**
 * Opens the archive of this profile, or creates it when there is none. Failures: `store_lost` (Chromium threw the damaged
 * database away – never mistaken for a new archive), `store_newer` (written by a later version of the app),
 * `store_unavailable` (the folder cannot be read or written), `store_full`.
 */
export async function openArchive(actor: Actor, name: string = DATABASE_NAME): Promise<Result<Archive>> {
  try {
    const found = await probe(name);
    if (found === 'lost' || (found === 0 && (await isMarkedLost(name)))) return fail('store_lost');
    // Dexie would open it all the same and write rows that the later version does not expect.
    if (found > STORED_VERSION) return fail('store_newer');
    const db = new HudangDb(name);
    await db.open();
    await askToPersist();
    return ok({ db, actor });
  } catch (error) {
    return { ok: false, error: { code: openFailure(error), params: {} } };
  }
}

/** The same archive, written by somebody else. */
export function actingAs(archive: Archive, actor: Partial<Actor>): Archive {
  return { db: archive.db, actor: { ...archive.actor, ...actor } };
}

export function closeArchive(archive: Archive): void {
  archive.db.close();
}

/**
 * The version of the database as it stands, 0 when there is none. Chromium tells of a thrown-away database only in
 * `upgradeneeded.dataLoss`, which Dexie hides. Opening without a version and aborting the upgrade asks the question
 * without creating the empty database ourselves.
 */
function probe(name: string): Promise<number | 'lost'> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    let answer: 0 | 'lost' | null = null;
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
      if (answer === null) reject(request.error ?? new Error('open failed'));
      else if (answer === 'lost') markLost(name).then(() => resolve('lost'), reject);
      else resolve(answer);
    };
  });
}

async function isMarkedLost(name: string): Promise<boolean> {
  return (await indexedDB.databases()).some((database) => database.name === lostMark(name));
}

function markLost(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(lostMark(name));
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
    request.onerror = () => reject(request.error ?? new Error('open failed'));
  });
}

async function askToPersist(): Promise<void> {
  // Workers have no `persist`; the page asks for all of them.
  if (typeof document === 'undefined') return;
  await navigator.storage.persist().catch(() => false);
}

function openFailure(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  if (name === 'QuotaExceededError') return 'store_full';
  return 'store_unavailable';
}
