/**
 * What keeps the archive beside IndexedDB: journal, copies, attachments, drafts, and the guard over the room they need. All
 * of it is opened beside the window, once; each call waits for the part that it needs, and a part that could not be opened
 * says so at each call.
 */
import type { Access, ArchiveInfo, JournalLine, OpenState } from '#shared/ipc/desktop';
import { compactTo } from '#shared/journal/policy';
import { fail, ok, type Result } from '#shared/result';
import type { Disk } from '../files/disk';
import { costOf } from './cost';
import { DiskGuard, type FreeSpace } from './guard';
import type { Holding } from './holding';
import { Lately } from './lately';
import { BEGINS, isRoomy } from './level';
import { holderOf, type LockOwner } from './lock';
import { openParts, shutParts, type Parts } from './parts';
import type { Role } from './role';

export interface KeepingOptions {
  readonly dataDir: string;
  readonly role: Role;
  readonly disk: Disk;
  /** Makes the folder ours; not asked for readers. Asked again as long as it fails. */
  readonly hold: () => Promise<Result<Holding>>;
  /** The ballast was given back before this run began. */
  readonly released?: boolean;
  readonly freeSpace?: FreeSpace;
  /** Milliseconds, for how long answers about room and journal hold. */
  readonly now?: () => number;
}

/** A line as short as this marks another one as never applied; it is written however little room there is. */
const VOID_UNITS = 128;
/** How often a journal that failed tries to become writable again. */
const MEND_EVERY_MS = 2000;
/** A drive that does not answer must not keep the program from ending. */
const CLOSING_MS = 10_000;

export class Keeping {
  readonly guard: DiskGuard;
  readonly #options: KeepingOptions;
  #holding: Holding | null = null;
  #taking: Promise<Result<null>> | null = null;
  #opening: Promise<Result<Parts>> | null = null;
  readonly #now: () => number;
  #mended = -Infinity;
  readonly #looked: Lately;
  #lost: LockOwner | null = null;
  /** Writes that must end before the folder is given up. */
  readonly #pending = new Set<Promise<unknown>>();
  #closed = false;

  constructor(options: KeepingOptions) {
    const { dataDir, disk, role, released, freeSpace, now = () => performance.now() } = options;
    this.#options = options;
    this.#now = now;
    this.#looked = new Lately(options.now, options.now);
    this.guard = new DiskGuard({
      dataDir,
      disk,
      ballast: role.kind === 'owner',
      released: released ?? false,
      now,
      ...(freeSpace ? { freeSpace } : {}),
    });
  }

  get isReader(): boolean {
    return this.#options.role.kind === 'reader';
  }

  /** archive.json, once the folder is ours to use. Codes: no_room, archive_in_use, those of `openArchive`. */
  async archive(): Promise<Result<ArchiveInfo>> {
    const { role, dataDir } = this.#options;
    if (role.kind === 'reader') return ok(role.archive);
    const held = await this.take();
    return held.ok && this.#holding ? ok(this.#holding.archive) : held.ok ? noRoom(dataDir) : held;
  }

  /** Makes the folder ours, where that is for us to do. Codes: as `archive`. */
  take(): Promise<Result<null>> {
    this.#taking ??= this.#take().finally(() => (this.#taking = null));
    return this.#taking;
  }

  async setUnit(unit: string): Promise<Result<ArchiveInfo>> {
    const may = await this.#mayWrite(0);
    if (!may.ok) return may;
    const held = await this.take();
    if (!held.ok) return held;
    return this.#holding ? this.track(this.#holding.setUnit(unit)) : noRoom(this.#options.dataDir);
  }

  async access(): Promise<Access> {
    const { role, dataDir } = this.#options;
    if (role.kind === 'reader') {
      // Our profile was chosen for a reader: to write, the program has to be started again.
      const left = role.access.why === 'owner' && holderOf(dataDir) === null;
      return left ? { ...role.access, left: true } : role.access;
    }
    const other = this.#lostTo();
    if (other) return { mode: 'read', why: 'owner', owner: other.owner, computer: other.computer };
    const { level } = await this.guard.look();
    if (!isRoomy(level)) return { mode: 'read', why: 'disk' };
    return (await this.#isWritable()) ? { mode: 'write' } : { mode: 'read', why: 'journal' };
  }

  /** False while the journal refuses to be written; then it is asked to mend itself now and then. */
  async #isWritable(): Promise<boolean> {
    const opened = await this.#opening;
    if (!opened?.ok || !opened.value.journal.ok) return true;
    const journal = opened.value.journal.value;
    if (!journal.failed) return true;
    if (this.#now() - this.#mended < MEND_EVERY_MS) return false;
    this.#mended = this.#now();
    return this.track(journal.recover());
  }

  /** Makes the folder ours and opens everything in it. Codes: no_room, archive_in_use, those of archive.json. */
  open(): Promise<Result<Parts>> {
    this.#opening ??= this.#open().then((parts) => {
      if (!parts.ok) this.#opening = null;
      return parts;
    });
    return this.#opening;
  }

  /** What `open` gave or will give; null before. */
  opened(): Promise<Result<Parts>> | null {
    return this.#opening;
  }

  /** One part, when it could be opened. */
  async part<K extends keyof Parts>(name: K): Promise<Parts[K]> {
    const parts = await this.open();
    return parts.ok ? parts.value[name] : parts;
  }

  /**
   * Where everything stands. A reader looks again at what the owner has written since; an owner tries again what could not
   * be opened.
   */
  async state(resetBecause: string | null): Promise<Result<OpenState>> {
    const opened = await this.#opening;
    if (opened?.ok && (this.isReader || !opened.value.journal.ok || !opened.value.copies.ok)) {
      await (this.#opening = this.#reopen(opened.value));
    }
    const parts = await this.open();
    if (!parts.ok) return parts;
    const { journal, copies, attachments } = parts.value;
    if (!journal.ok) return journal;
    if (!copies.ok) return copies;
    const archive = await this.archive();
    if (!archive.ok) return archive;
    return ok({
      databaseId: archive.value.databaseId,
      access: await this.access(),
      journal: journal.value.head(),
      copies: await copies.value.list(),
      rotten: attachments.ok ? attachments.value.rotten : [],
      used: archive.value.used ?? false,
      cleanExit: this.#holding?.cleanExit ?? true,
      resetBecause,
    });
  }

  /** See DesktopApi.journalAppend. */
  async append(
    after: number,
    payload: string,
    refs: readonly string[],
  ): Promise<Result<{ readonly line: number; readonly sum: string }>> {
    const [journal, copies] = [await this.part('journal'), await this.part('copies')];
    if (!journal.ok) return journal;
    const isVoid = payload.length <= VOID_UNITS && refs.length === 0;
    const may = isVoid
      ? this.mayTouch()
      : await this.#mayWrite(await costOf(journal.value, copies, this.#options.disk, payload, refs));
    if (!may.ok) return may;
    const appended = await this.track(journal.value.append(after, payload, refs));
    if (appended.ok) this.#markUsed();
    return appended;
  }

  /** With the first save; the next opening makes up for a mark that was cut off. Nobody waits for it. */
  #markUsed(): void {
    const marking = this.#holding?.markUsed();
    if (marking) void this.track(marking);
  }

  async read(from: number): Promise<Result<readonly JournalLine[]>> {
    const journal = await this.part('journal');
    return journal.ok ? journal.value.read(from) : journal;
  }

  /** Deletes what the policy no longer keeps; to be called after a new copy. A failure waits for the next copy. */
  async tidy(): Promise<void> {
    const parts = await this.open();
    if (!parts.ok || !this.mayTouch().ok) return;
    const { journal, copies, second } = parts.value;
    if (!journal.ok || !copies.ok) return;
    const refs = await journal.value.refs();
    // While lines are damaged nobody knows which copies they need.
    if (refs) {
      const pinned = [...refs].filter((ref) => ref.startsWith('copy:')).map((ref) => ref.slice('copy:'.length));
      await this.track(copies.value.prune(Date.now(), new Set(pinned)));
    }
    await this.track(journal.value.compact(compactTo(await copies.value.list())));
    if (second.ok) second.value.noteCopy();
  }

  /** Whether an ordinary write may begin. Codes: read_only, disk_low, journal_failed. */
  mayBegin = (): Promise<Result<null>> => this.#mayWrite(0);

  /** The folder is not given up before this has ended. */
  track<T>(write: Promise<T>): Promise<T> {
    this.#pending.add(write);
    const done = (): void => void this.#pending.delete(write);
    write.then(done, done);
    return write;
  }

  /** Everything begun is finished, flushed and closed; then the folder is given up. */
  async close(): Promise<void> {
    this.#closed = true;
    const orderly = await Promise.race([
      this.#finish().then(
        () => true,
        () => false,
      ),
      new Promise<boolean>((late) => setTimeout(() => late(false), CLOSING_MS).unref()),
    ]);
    this.release(orderly);
  }

  /** Gives the folder up, at the latest when the process ends. */
  release(orderly = false): void {
    this.#holding?.release(orderly);
    this.#holding = null;
  }

  async #finish(): Promise<void> {
    while (this.#pending.size > 0) await Promise.allSettled([...this.#pending]);
    const parts = await this.#opening;
    if (parts?.ok) await shutParts(parts.value);
  }

  async #take(): Promise<Result<null>> {
    const { dataDir, role, hold } = this.#options;
    if (role.kind === 'reader' || this.#holding) return ok(null);
    if (this.#closed || (await this.guard.look()).level === 'stop') return noRoom(dataDir);
    const held = await hold();
    if (!held.ok) return held;
    this.#holding = held.value;
    return ok(null);
  }

  async #reopen(parts: Parts): Promise<Result<Parts>> {
    await shutParts(parts);
    return this.#open();
  }

  async #open(): Promise<Result<Parts>> {
    const archive = await this.archive();
    if (!archive.ok) return archive;
    const { dataDir, disk } = this.#options;
    await this.#holding?.marked;
    const clean = this.#holding?.cleanExit ?? true;
    const { databaseId } = archive.value;
    const parts = await openParts({ dataDir, disk, databaseId, readOnly: this.isReader, clean });
    if (parts.journal.ok && parts.journal.value.head().line > 0) this.#markUsed();
    return ok(parts);
  }

  /** Whether anything in the folder may be changed by us. Code: read_only. */
  mayTouch(): Result<null> {
    return this.isReader || this.#closed || this.#lostTo() ? fail('read_only') : ok(null);
  }

  /** Whoever took the folder over, for instance while this computer slept: from then on nothing is written any more. */
  #lostTo(): LockOwner | null {
    if (!this.#lost && this.#looked.isOver()) this.#lost = this.#holding?.lostTo() ?? null;
    return this.#lost;
  }

  async #mayWrite(bytes: number): Promise<Result<null>> {
    const may = this.mayTouch();
    if (!may.ok) return may;
    const room = await this.guard.mayWrite(bytes);
    if (!room.ok) return room;
    return (await this.#isWritable()) ? ok(null) : fail('journal_failed');
  }
}

export function noRoom(dataDir: string): ReturnType<typeof fail> {
  return fail('no_room', { folder: dataDir, megabytes: BEGINS.stop / 1e6 });
}
