/**
 * DIR/snapshots: the copies of the archive and what is known about each. What is known lies in index.json; a copy that is
 * missing there (the index was lost, the file was brought from elsewhere) tells it by its own manifest.
 */
import { join } from 'node:path';
import type { CopyFacts, CopyInfo } from '#shared/ipc/desktop';
import type { StoredFile, Usage } from '#shared/ipc/stored';
import { keep, newestFirst } from '#shared/journal/policy';
import { fail, ok, type Result } from '#shared/result';
import { realDisk, type Disk } from '../files/disk';
import { errorCode, readFailure } from '../files/fileErrors';
import { checkBackup } from './backupFile';
import { COPY_NAME, copyName, isCopyFacts, readIndex, writeIndex, type IndexEntry } from './copyIndex';
import { patiently } from './patience';
import { factsOfCopy } from './source';
import { ensureFolder, KeptWriter, namesIn, removeLeftovers } from './writer';

/** What the manifest inside a copy says about it; null when it cannot be read. */
export type FactsOf = (path: string, disk: Disk) => Promise<(CopyFacts & { readonly databaseId?: string }) | null>;

export interface CopiesOptions {
  /** Somebody else owns the folder: nothing in it is changed. */
  readonly readOnly?: boolean;
  /** Default: the manifest in the zip. */
  readonly factsOf?: FactsOf;
  /** The archive they are of; a copy of another one, laid there by somebody, is not listed. Default: they are not asked. */
  readonly databaseId?: string;
}

const NOTHING_NOTED = { checked: null, rehearsed: null, mirrored: false } as const;

export class Copies {
  readonly folder: string;
  readonly #disk: Disk;
  readonly #readOnly: boolean;
  readonly #factsOf: FactsOf;
  readonly #databaseId: string | undefined;
  #known = new Map<string, IndexEntry>();
  /** Neither in the index nor readable just now: asked again each time, never noted. */
  readonly #unread = new Set<string>();
  #last: Promise<unknown> = Promise.resolve();

  private constructor(folder: string, disk: Disk, options: CopiesOptions) {
    this.folder = folder;
    this.#disk = disk;
    this.#readOnly = options.readOnly ?? false;
    this.#factsOf = options.factsOf ?? factsOfCopy;
    this.#databaseId = options.databaseId;
  }

  /** Opens DIR/snapshots, made when missing; what a crash left half-written is removed. Codes: those of files. */
  static async open(folder: string, disk: Disk = realDisk, options: CopiesOptions = {}): Promise<Result<Copies>> {
    const copies = new Copies(folder, disk, options);
    try {
      if (!copies.#readOnly) {
        await ensureFolder(folder, disk);
        await removeLeftovers(folder, disk);
      }
      await copies.#scan();
      return ok(copies);
    } catch (error) {
      return readFailure(error, folder);
    }
  }

  /** The copies that are there now, newest first, damaged ones included and marked. */
  list(): Promise<readonly CopyInfo[]> {
    return this.#inTurn(async () => {
      await this.#scan();
      return this.#sorted();
    });
  }

  openWriter(): Promise<Result<KeptWriter>> {
    if (this.#readOnly) return Promise.resolve(fail('read_only'));
    return KeptWriter.open(
      this.folder,
      '档案副本',
      (sha256) => ({ path: join(this.folder, sha256), name: sha256 }),
      this.#disk,
    );
  }

  /**
   * Puts a finished copy in place under a name of its own and re-reads all of it against the checksum that it carries.
   * What does not match is deleted again. `as`: the name it has elsewhere (the second place); one of that name is replaced.
   * Codes: backup_damaged, malformed_message, and those of writing.
   */
  commit(writer: KeptWriter, facts: CopyFacts, as?: string): Promise<Result<StoredFile>> {
    return this.#inTurn(async () => {
      if (this.#readOnly || !isCopyFacts(facts) || (as !== undefined && !COPY_NAME.test(as))) {
        await writer.abort();
        return fail(this.#readOnly ? 'read_only' : 'malformed_message');
      }
      const name = as ?? (await this.#freeName(facts));
      const path = join(this.folder, name);
      const stored = await writer.commit(() => ({ path, name }));
      if (!stored.ok) return stored;
      const whole = await checkBackup(path, this.#disk);
      if (!whole.ok) {
        await this.#disk.remove(path).catch(() => undefined);
        return whole;
      }
      const { bytes } = stored.value;
      this.#unread.delete(name);
      this.#known.set(name, { ...NOTHING_NOTED, ...pick(facts), bytes, damaged: false, checked: now() });
      await this.#save();
      return stored;
    });
  }

  /** Where a copy lies. Code: file_not_found. */
  async path(name: string): Promise<Result<string>> {
    const path = join(this.folder, name);
    if (!COPY_NAME.test(name)) return fail('file_not_found', { name });
    try {
      await this.#disk.inspect(path);
      return ok(path);
    } catch (error) {
      return readFailure(error, path);
    }
  }

  /** Deletes what the policy no longer keeps. Returns the names of those that are gone. */
  prune(at: number, pinned: ReadonlySet<string>): Promise<readonly string[]> {
    return this.#inTurn(async () => {
      if (this.#readOnly) return [];
      await this.#scan();
      const gone: string[] = [];
      for (const name of keep(this.#sorted(), at, pinned)) {
        try {
          if (this.#unread.has(name) && !(await this.#isWrong(name))) continue;
          await patiently(this.#disk, () => this.#disk.remove(join(this.folder, name)));
          this.#known.delete(name);
          gone.push(name);
        } catch {
          // Held by another program or a failing drive: the next pruning tries again.
        }
      }
      if (gone.length > 0) {
        await this.#disk.syncFolder(this.folder).catch(() => undefined);
        await this.#save();
      }
      return gone;
    });
  }

  /**
   * Re-reads a copy against its checksum and notes the result, which the answer shows (`damaged`). Fails only when the file
   * is not there or cannot be read at the moment.
   */
  check(name: string): Promise<Result<CopyInfo>> {
    return this.#inTurn(async () => {
      await this.#scan();
      const entry = this.#known.get(name);
      if (!entry) return fail('file_not_found', { name });
      const whole = await checkBackup(join(this.folder, name), this.#disk);
      if (!whole.ok && !JUDGED.has(whole.error.code)) return whole;
      const next = { ...entry, damaged: !whole.ok, checked: whole.ok ? now() : null };
      this.#known.set(name, next);
      await this.#save();
      return ok({ name, ...next });
    });
  }

  /** Re-reads all copies. `damaged`: those that do not match their checksum, or that could not be read. */
  async checkAll(): Promise<{ readonly copies: number; readonly damaged: readonly string[] }> {
    const all = await this.list();
    const damaged: string[] = [];
    for (const { name } of all) {
      const found = await this.check(name);
      if (found.ok ? found.value.damaged : found.error.code !== 'file_not_found') damaged.push(name);
    }
    return { copies: all.length, damaged };
  }

  /**
   * Notes that a copy was restored into a sandbox and had this archive hash. Codes: file_not_found; rehearsal_differs when
   * the copy says another hash of itself.
   */
  noteRehearsed(name: string, hash: string): Promise<Result<null>> {
    return this.#inTurn(async () => {
      await this.#scan();
      const entry = this.#known.get(name);
      if (!entry) return fail('file_not_found', { name });
      if (entry.hash !== '' && entry.hash !== hash) {
        // It can be read, and is not what it says: no light may rest on it, nor may the journal be shortened for it.
        this.#known.set(name, { ...entry, damaged: true, checked: null, rehearsed: null });
        await this.#save();
        return fail('rehearsal_differs', { name });
      }
      this.#known.set(name, { ...entry, hash, rehearsed: now() });
      await this.#save();
      return ok(null);
    });
  }

  /** Notes which copies also lie in the second place. */
  noteMirrored(names: ReadonlySet<string>): Promise<void> {
    return this.#inTurn(async () => {
      const changed = [...this.#known].filter(([name, entry]) => entry.mirrored !== names.has(name));
      for (const [name, entry] of changed) this.#known.set(name, { ...entry, mirrored: names.has(name) });
      if (changed.length > 0) await this.#save();
    });
  }

  async usage(): Promise<Usage['copies']> {
    const all = await this.list();
    return { files: all.length, bytes: all.reduce((sum, copy) => sum + copy.bytes, 0) };
  }

  #sorted(): CopyInfo[] {
    return [...this.#known].map(([name, entry]) => ({ name, ...entry })).sort(newestFirst);
  }

  #inTurn<T>(step: () => Promise<T>): Promise<T> {
    const done = this.#last.then(step);
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** Brings what is known up to what lies in the folder. */
  async #scan(): Promise<void> {
    const index = this.#readOnly || this.#known.size === 0 ? await readIndex(this.folder, this.#disk) : this.#known;
    const found = new Map<string, IndexEntry>();
    for (const name of await namesIn(this.folder, this.#disk)) {
      const entry = COPY_NAME.test(name) ? await this.#look(name, index.get(name)) : null;
      if (entry) found.set(name, entry);
    }
    this.#known = found;
  }

  async #look(name: string, known: IndexEntry | undefined): Promise<IndexEntry | null> {
    const path = join(this.folder, name);
    try {
      const { bytes, folder, modifiedMs } = await this.#disk.inspect(path);
      if (folder) return null;
      if (known && !this.#unread.has(name))
        return known.bytes === bytes ? known : { ...known, bytes, damaged: true, checked: null };
      const facts = await this.#factsOf(path, this.#disk).catch(() => null);
      this.#unread.delete(name);
      const [ours, theirs] = [this.#databaseId, facts?.databaseId];
      if (ours !== undefined && theirs !== undefined && theirs !== ours) return null;
      if (facts && isCopyFacts(facts)) return { ...NOTHING_NOTED, ...pick(facts), bytes, damaged: false };
      this.#unread.add(name);
      return { ...NOTHING_NOTED, ...unknownFacts(name, modifiedMs), bytes, damaged: true };
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return null;
      throw error;
    }
  }

  /** The list is a convenience: when it cannot be written the copies still tell by themselves what they are. */
  async #save(): Promise<void> {
    if (this.#readOnly) return;
    const known = new Map([...this.#known].filter(([name]) => !this.#unread.has(name)));
    await writeIndex(this.folder, known, this.#disk);
  }

  /** The content is not a copy's, which is more than that it could not be read. */
  async #isWrong(name: string): Promise<boolean> {
    const whole = await checkBackup(join(this.folder, name), this.#disk);
    return !whole.ok && JUDGED.has(whole.error.code);
  }

  async #freeName(facts: CopyFacts): Promise<string> {
    for (let again = 1; ; again += 1) {
      const name = copyName(facts, again);
      if (!(await this.path(name)).ok) return name;
    }
  }
}

/** What tells that the content is wrong, and not that it could not be looked at. */
const JUDGED: ReadonlySet<string> = new Set(['not_a_backup', 'backup_truncated', 'backup_damaged']);

function now(): string {
  return new Date().toISOString();
}

/** The facts and nothing else: what a caller adds does not get into the index. */
function pick({ line, sum, seq, households, members, reason, hash, made }: CopyFacts): CopyFacts {
  return { line, sum, seq, households, members, reason, hash, made };
}

/** A copy whose manifest cannot be read: all that its name and the file system say. */
function unknownFacts(name: string, modifiedMs: number): CopyFacts {
  const made = new Date(modifiedMs).toISOString();
  const zero = { seq: 0, households: 0, members: 0, hash: '', sum: 'A'.repeat(43) };
  return { ...zero, line: Number.parseInt(name, 10), reason: 'manual', made };
}
