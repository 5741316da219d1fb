/**
 * The database `hudang`. Nothing outside renderer/store reaches it; inside, records pass through seal.ts.
 * IndexedDB is a working store: the journal of the main process is the safe home of the archive (docs/journal.md).
 */
import Dexie, { type EntityTable, type Table } from 'dexie';
import type { Access } from '#shared/ipc/desktop';
import { fail, ok, type Result } from '#shared/result';
import { followAccess } from './access';
import { watchFailures } from './broken';
import { Hold } from './hold';
import { desktopJournal, type Journal } from './journal';
import { isBuilding, readSeal } from './meta';
import { probe } from './probe';
import type {
  StoredAttachment,
  StoredBatch,
  StoredColumn,
  StoredFindings,
  StoredHousehold,
  StoredLog,
  StoredMeta,
  StoredOperation,
} from './stored';
import type { WriteWatch } from './watch';

export const DATABASE_NAME = 'hudang';
const SCHEMA_VERSION = 2;
/** Dexie counts in tenths of the number that IndexedDB keeps. */
export const STORED_VERSION = SCHEMA_VERSION * 10;

export class HudangDb extends Dexie {
  declare readonly households: EntityTable<StoredHousehold, 'id'>;
  declare readonly operations: EntityTable<StoredOperation, 'seq'>;
  declare readonly log: Table<StoredLog, [number, string]>;
  declare readonly batches: EntityTable<StoredBatch, 'id'>;
  declare readonly attachments: EntityTable<StoredAttachment, 'id'>;
  declare readonly findings: EntityTable<StoredFindings, 'id'>;
  declare readonly columns: EntityTable<StoredColumn, 'key'>;
  declare readonly meta: EntityTable<StoredMeta, 'key'>;

  /** `strict` is for measuring only: what must survive is in the journal before it comes here. */
  constructor(name: string, durability: 'relaxed' | 'strict' = 'relaxed') {
    // Never opened again by itself: what Chromium closed, as on a full disk, it throws away when it is opened at once.
    super(name, { chromeTransactionDurability: durability, autoOpen: false });
    this.version(1).stores({
      households: 'id, no',
      operations: 'seq, &id',
      log: '[seq+household], household',
      batches: 'id',
      findings: 'id',
      columns: 'key',
      meta: 'key',
    });
    this.version(SCHEMA_VERSION).stores({ attachments: 'id, household, sha256' });
    watchFailures(this);
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
  readonly journal: Journal;
  readonly hold: Hold;
  /** May this run write, as last heard. */
  readonly access: () => Access;
  /** Told by a long write how far it is, and asked whether it is still wanted. */
  readonly watch?: WriteWatch;
}

export interface OpenOptions {
  readonly name?: string;
  readonly journal?: Journal;
}

/** The handle of an opened database. */
export function archiveOf(db: HudangDb, actor: Actor, journal: Journal, hold: Hold): Archive {
  return { db, actor, journal, hold, access: () => hold.access };
}

/**
 * Opens the archive as the page (or the job) has opened it before: for workers. It creates and repairs nothing. Failures:
 * `store_not_ready` (there is no complete database of this archive yet), `store_newer`, `store_unavailable`, the journal's.
 */
export async function openArchive(actor: Actor, options: OpenOptions = {}): Promise<Result<Archive>> {
  const { name = DATABASE_NAME, journal = desktopJournal } = options;
  const [found, state] = await Promise.all([probe(name), journal.state()]);
  if (!state.ok) return state;
  if (typeof found === 'number' && found > STORED_VERSION) return fail('store_newer');
  if (found !== STORED_VERSION) return fail('store_not_ready');
  const db = new HudangDb(name);
  try {
    await db.open();
    const [seal, building] = await Promise.all([readSeal(db), isBuilding(db)]);
    if (!seal || building || seal.databaseId !== state.value.databaseId) {
      db.close();
      return fail('store_not_ready');
    }
    const hold = new Hold(state.value.access);
    hold.head = seal;
    followAccess(hold);
    return ok(archiveOf(db, actor, journal, hold));
  } catch {
    db.close();
    return fail('store_unavailable');
  }
}

/** The same archive, written by somebody else. */
export function actingAs(archive: Archive, actor: Partial<Actor>): Archive {
  return { ...archive, actor: { ...archive.actor, ...actor } };
}

/** The same archive; `watch` follows what is written through it. */
export function watchedBy(archive: Archive, watch: WriteWatch): Archive {
  return { ...archive, watch };
}

export function closeArchive(archive: Archive): void {
  archive.db.close();
}
