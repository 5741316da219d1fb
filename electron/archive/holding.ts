/** The archive folder in our hands: LOCK, identity, and the mark that it is open. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArchiveInfo } from '#shared/ipc/desktop';
import { ok, type Result } from '#shared/result';
import { realDisk } from '../files/disk';
import { factsOfCopy } from '../kept/source';
import { openArchive, storeInfo } from './folder';
import { takeLock, type Lock, type LockOwner } from './lock';
import { OpenMark } from './openMark';

export class Holding {
  readonly #dataDir: string;
  readonly #lock: Lock;
  readonly #mark: OpenMark;
  #archive: ArchiveInfo;
  /** archive.json is written by one at a time. */
  #storing: Promise<unknown> = Promise.resolve();
  #marking = false;

  private constructor(dataDir: string, lock: Lock, mark: OpenMark, archive: ArchiveInfo) {
    this.#dataDir = dataDir;
    this.#lock = lock;
    this.#mark = mark;
    this.#archive = archive;
  }

  /** Codes: those of `takeLock` and `openArchive`. After a failure the folder is nobody's. */
  static async take(dataDir: string, mode: 'window' | 'job'): Promise<Result<Holding>> {
    const lock = takeLock(dataDir, mode);
    if (!lock.ok) return lock;
    const archive = await openArchive(dataDir, () => identityInCopies(join(dataDir, 'snapshots')));
    if (archive.ok) return ok(new Holding(dataDir, lock.value, new OpenMark(dataDir), archive.value));
    lock.value.release();
    return archive;
  }

  get archive(): ArchiveInfo {
    return this.#archive;
  }

  get cleanExit(): boolean {
    return this.#mark.cleanExit;
  }

  /** Nothing may be written before: see OpenMark. */
  get marked(): Promise<void> {
    return this.#mark.flushed;
  }

  /** See Lock. */
  lostTo(): LockOwner | null {
    return this.#lock.lostTo();
  }

  setUnit(unit: string): Promise<Result<ArchiveInfo>> {
    return this.#store({ unit });
  }

  /**
   * Something is saved here: an empty folder will be known for a loss. Null = that is known, or being written. Never rejects;
   * tried again at the next save when it fails, which may take seconds where another program holds archive.json.
   */
  markUsed(): Promise<void> | null {
    if (this.#archive.used || this.#marking) return null;
    this.#marking = true;
    const done = (): void => void (this.#marking = false);
    return this.#store({ used: true }).then(done, done);
  }

  #store(change: Parameters<typeof storeInfo>[2]): Promise<Result<ArchiveInfo>> {
    const stored = this.#storing.then(async () => {
      const done = await storeInfo(this.#dataDir, this.#archive, change);
      if (done.ok) this.#archive = done.value;
      return done;
    });
    this.#storing = stored.catch(() => undefined);
    return stored;
  }

  /** Gives the folder up; `orderly` = everything was closed and flushed before. */
  release(orderly: boolean): void {
    if (orderly && this.lostTo() === null) this.#mark.remove();
    this.#lock.release();
  }
}

/** The database id that the newest readable copy names. */
async function identityInCopies(folder: string): Promise<string | null> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names
    .filter((each) => each.endsWith('.zip'))
    .sort()
    .reverse()) {
    const facts = await factsOfCopy(join(folder, name), realDisk).catch(() => null);
    if (facts && 'databaseId' in facts && typeof facts.databaseId === 'string') return facts.databaseId;
  }
  return null;
}
