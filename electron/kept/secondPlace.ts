/**
 * The second place: a folder on another drive in which the archive is mirrored while it is there (promises.md P-08). Works
 * in the background, after the fact: no save ever waits for it, and a drive that is away is no failure.
 */
import { basename, dirname, join } from 'node:path';
import type { SecondPlace as Shown } from '#shared/ipc/desktop';
import { fail, ok, type Result } from '#shared/result';
import { realDisk, type Disk } from '../files/disk';
import { writeFailure } from '../files/fileErrors';
import { isInside } from '../files/inside';
import { asideFiles, asidePath } from './aside';
import type { Attachments } from './attachments';
import type { Copies } from './copies';
import { readRange } from './hashing';
import { IDENTITY, mirrorAll } from './mirror';
import { lengthOf, MirrorFailure } from './mirrorJournal';
import { FAILURES, NO_SECOND, readSecond, writeSecond, type SecondState } from './secondState';
import { ensureFolder, keepFile } from './writer';

/** Lines are mirrored within 60 s (P-08): the rest is for the mirroring itself. */
const EVERY_MS = 45_000;
/** Whoever has the mirror itself open touches its LOCK every 30 s (electron/archive/lock.ts). */
const LOCK_MS = 120_000;

export interface SecondOptions {
  /** DIR. */
  readonly dataDir: string;
  readonly databaseId: string;
  readonly copies: Copies;
  readonly attachments: Attachments;
  /** Number of the journal's last line. */
  readonly head: () => { readonly line: number };
  /** `segment:<sha256>` and `copy:<name>` of all kept journal lines; null while they cannot all be known. */
  readonly refs: () => Promise<ReadonlySet<string> | null> | ReadonlySet<string> | null;
  readonly disk?: Disk;
  readonly now?: () => number;
}

export class SecondPlace {
  readonly #options: SecondOptions;
  readonly #disk: Disk;
  readonly #now: () => number;
  #state: SecondState;
  #present = false;
  #failure = '';
  #diverged = false;
  /** Journal files that lie aside in the mirror. */
  #aside: readonly string[] = [];
  #sameDrive = false;
  #have = new Set<string>();
  /** Something came since the last complete pass (or none was made in this run). */
  #due = true;
  #timer: NodeJS.Timeout | null = null;
  #stopping = false;
  #running: Promise<void> | null = null;

  private constructor(options: SecondOptions, disk: Disk, state: SecondState) {
    this.#options = options;
    this.#disk = disk;
    this.#now = options.now ?? Date.now;
    this.#state = state;
  }

  /** Reads DIR/second.json. Nothing is mirrored before `start` or `run`. */
  static async open(options: SecondOptions): Promise<SecondPlace> {
    const disk = options.disk ?? realDisk;
    return new SecondPlace(options, disk, await readSecond(options.dataDir, disk));
  }

  /** Mirrors now and then every 45 s as long as something is new. */
  start(): void {
    this.#timer ??= setInterval(() => void this.run(), EVERY_MS);
    this.#timer.unref();
    void this.run();
  }

  /** Ends after the file in work. */
  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
    this.#stopping = true;
    await this.#running;
    this.#stopping = false;
  }

  /** A copy was made or pruned: mirrored right away, in the background. */
  noteCopy(): void {
    this.#due = true;
    if (this.#timer) void this.run();
  }

  /** Attachments were swept here: they may go in the mirror too. */
  async noteSwept(names: readonly string[]): Promise<void> {
    if (names.length === 0 || this.#state.folder === '') return;
    this.#due = true;
    await this.#keep({ ...this.#state, swept: [...new Set([...this.#state.swept, ...names])] });
  }

  /** As it stood at the last look, at most 45 s ago. */
  shown(): Shown {
    const { folder, mirrored, line } = this.#state;
    return {
      ...{ folder, present: this.#present, mirrored, line, failure: this.#failure },
      ...(this.#sameDrive && { sameDrive: true }),
      ...(this.#diverged && { notice: 'second_diverged' }),
      ...(this.#aside.length > 0 && { aside: this.#aside }),
    };
  }

  /**
   * Chooses a folder (null: none any more; what is there stays). The mirror is begun there, and filled in the background.
   * Codes: second_inside, second_taken, second_in_use, folder_missing, and those of writing.
   */
  async choose(folder: string | null): Promise<Result<Shown>> {
    const wasRunning = this.#timer !== null;
    await this.stop();
    const state = folder === null ? ok(NO_SECOND) : await this.#prepare(folder);
    const kept = state.ok ? await this.#keep(state.value) : state;
    if (!kept.ok && wasRunning) this.start();
    if (!state.ok) return state;
    if (!kept.ok) return kept;
    this.#have = new Set();
    this.#due = true;
    this.#failure = '';
    this.#present = folder !== null;
    this.#diverged = false;
    this.#sameDrive = folder !== null && (await this.#isSameDrive(state.value.folder));
    if (folder === null) await this.#options.copies.noteMirrored(new Set());
    this.start();
    return ok(this.shown());
  }

  /** Where something lies in the mirror that only the mirror holds (`asidePath`). Code: file_not_found. */
  async asidePath(name: string): Promise<Result<string>> {
    const path = this.#state.folder === '' ? null : asidePath(this.#mirror(), name);
    const there = path !== null && (await lengthOf(this.#disk, path).catch(() => null)) !== null;
    return there ? ok(path) : fail('file_not_found', { name });
  }

  /** One pass, when anything is to be done; when one is under way, its end. Never fails: see `shown`. */
  run(): Promise<void> {
    this.#running ??= this.#pass().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  #mirror(folder = this.#state.folder): string {
    return join(folder, `户档镜像-${this.#options.databaseId.slice(-6)}`);
  }

  async #pass(): Promise<void> {
    const { folder } = this.#state;
    if (folder === '') return;
    const found = await this.#look();
    if (found !== 'here') {
      this.#present = false;
      this.#have = new Set();
      this.#due = true;
      if (this.#failure !== 'second_gone') this.#failure = found === 'away' ? '' : found;
      return;
    }
    this.#present = true;
    this.#sameDrive = await this.#isSameDrive(folder);
    const { line } = this.#options.head();
    if (!this.#due && line === this.#state.line) {
      this.#state = { ...this.#state, mirrored: this.#iso() };
      return;
    }
    this.#due = false;
    try {
      await this.#mirrorOnce(line);
    } catch (error) {
      this.#due = true;
      this.#have = new Set();
      if (error instanceof MirrorFailure && error.code === 'stopped') return;
      await this.#explain(error);
    }
  }

  async #mirrorOnce(line: number): Promise<void> {
    const { dataDir, copies, attachments, head, refs } = this.#options;
    const { swept } = this.#state;
    if (await this.#isOpenElsewhere()) throw new MirrorFailure('second_in_use');
    const done = await mirrorAll({
      disk: this.#disk,
      from: dataDir,
      to: this.#mirror(),
      copies,
      attachments,
      head,
      refs,
      swept: new Set(swept),
      have: this.#have,
      stopped: () => this.#stopping,
      now: this.#now(),
    });
    this.#failure = '';
    this.#diverged ||= done.diverged;
    this.#aside = await asideFiles(this.#disk, this.#mirror());
    const left = this.#state.swept.filter((sha) => !swept.includes(sha));
    await this.#keep({ ...this.#state, mirrored: this.#iso(), line, swept: left });
    await copies.noteMirrored(done.copies);
  }

  /** Says why a pass failed, by what the drive looks like afterwards. */
  async #explain(error: unknown): Promise<void> {
    const found = await this.#look();
    this.#present = found === 'here';
    const told = error instanceof MirrorFailure ? error.code : writeFailure(error, 'x', 'create').error.code;
    this.#failure = found === 'here' ? (FAILURES[told] ?? 'second_failed') : 'second_gone';
  }

  /** Whether the chosen folder holds the mirror of this archive. Another stick under the same letter does not. */
  async #look(): Promise<'here' | 'away' | 'second_other_drive'> {
    try {
      if (!(await this.#disk.inspect(this.#state.folder)).folder) return 'away';
    } catch {
      return 'away';
    }
    const id = await this.#idIn(this.#mirror()).catch(() => null);
    return id === this.#options.databaseId ? 'here' : 'second_other_drive';
  }

  /** The id in a mirror's archive.json, '' when it makes no sense, null when there is none. */
  async #idIn(mirror: string): Promise<string | null> {
    const path = join(mirror, IDENTITY);
    if ((await lengthOf(this.#disk, path)) === null) return null;
    try {
      const text = new TextDecoder().decode(await readRange(this.#disk, path, 0, 1024 * 1024));
      const value: unknown = JSON.parse(text);
      const { databaseId } = value as { databaseId?: unknown };
      return typeof databaseId === 'string' ? databaseId : '';
    } catch {
      return '';
    }
  }

  async #isOpenElsewhere(mirror = this.#mirror()): Promise<boolean> {
    const found = await this.#disk.inspect(join(mirror, 'LOCK')).catch(() => null);
    return found !== null && Math.abs(this.#now() - found.modifiedMs) < LOCK_MS;
  }

  /** Makes the mirror's folder with its identity, which proves that it can be written there. */
  async #prepare(chosen: string): Promise<Result<SecondState>> {
    const { dataDir, databaseId } = this.#options;
    let folder: string;
    let data: string;
    try {
      folder = await this.#disk.realPath(chosen);
      data = await this.#disk.realPath(dataDir);
      // Whoever picks the mirror itself means the folder around it.
      if (basename(folder) === basename(this.#mirror(folder))) folder = dirname(folder);
      if (!(await this.#disk.inspect(folder)).folder) return fail('folder_missing', { folder: chosen });
    } catch (error) {
      return writeFailure(error, join(chosen, IDENTITY), 'create');
    }
    if (isInside(folder, data)) return fail('second_inside', { folder });
    const mirror = this.#mirror(folder);
    try {
      const id = await this.#idIn(mirror);
      if (id !== null && id !== '' && id !== databaseId) return fail('second_taken', { folder: mirror });
      if (await this.#isOpenElsewhere(mirror)) return fail('second_in_use', { folder: mirror });
      await ensureFolder(mirror, this.#disk);
      const mine = await readRange(this.#disk, join(data, IDENTITY), 0, 1024 * 1024);
      const kept = await keepFile(join(mirror, IDENTITY), new TextDecoder().decode(mine), IDENTITY, this.#disk);
      return kept.ok ? ok({ ...NO_SECOND, folder }) : kept;
    } catch (error) {
      return writeFailure(error, join(mirror, IDENTITY), 'create');
    }
  }

  async #isSameDrive(folder: string): Promise<boolean> {
    try {
      const [here, there] = [await this.#disk.inspect(this.#options.dataDir), await this.#disk.inspect(folder)];
      return here.device !== undefined && here.device === there.device;
    } catch {
      return false;
    }
  }

  async #keep(state: SecondState): Promise<Result<null>> {
    const kept = await writeSecond(this.#options.dataDir, state, this.#disk);
    if (kept.ok || state.folder === this.#state.folder) this.#state = state;
    return kept;
  }

  #iso(): string {
    return new Date(this.#now()).toISOString();
  }
}
