/**
 * Writes a file that the archive keeps: segments, copies, attachments, small lists. Nothing appears under its final name
 * before all of it is on the disk and was read back: temporary file → flush → re-read and compare SHA-256 → rename
 * (patiently) → flush the name → compare the length.
 */
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { StoredFile } from '#shared/ipc/stored';
import { fail, ok, type Result } from '#shared/result';
import { TEMPORARY, temporaryName } from '../files/atomicWrite';
import { realDisk, type Disk, type DiskFile } from '../files/disk';
import { errorCode, writeFailure, type WriteStep } from '../files/fileErrors';
import { hashFile } from './hashing';
import { patiently } from './patience';

/** Where the finished file goes, once its content is known: the full path, on the same drive as the temporary file. */
export type Place = (sha256: string) => { readonly path: string; readonly name: string };

export class KeptWriter {
  readonly #disk: Disk;
  readonly #what: string;
  readonly #temporary: string;
  readonly #place: Place;
  readonly #hash = createHash('sha256');
  #file: DiskFile | null;
  #bytes = 0;
  /** Calls are done one after the other even when the caller does not wait for them. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(disk: Disk, what: string, temporary: string, place: Place, file: DiskFile) {
    this.#disk = disk;
    this.#what = what;
    this.#temporary = temporary;
    this.#place = place;
    this.#file = file;
  }

  /**
   * Makes the temporary file in `folder`, and the folder where it is missing. `what` names the file in messages.
   * Codes: disk_full, folder_readonly, drive_gone, … (fileErrors.ts).
   */
  static async open(folder: string, what: string, place: Place, disk: Disk = realDisk): Promise<Result<KeptWriter>> {
    const temporary = join(folder, temporaryName());
    try {
      await ensureFolder(folder, disk);
      return ok(new KeptWriter(disk, join(folder, what), temporary, place, await disk.open(temporary, 'wx')));
    } catch (error) {
      return writeFailure(error, join(folder, what), 'create');
    }
  }

  /** Appends bytes. After a failure the writer is closed and its temporary file is gone. */
  write(bytes: Uint8Array): Promise<Result<null>> {
    return this.#inTurn(() => this.#write(bytes));
  }

  /**
   * Finishes the file; `place` replaces the one given at opening. A file that is there already is replaced, which also
   * heals a rotten one. Codes: write_incomplete when what was read back is not what was written, and those of writing.
   */
  commit(place: Place = this.#place): Promise<Result<StoredFile>> {
    return this.#inTurn(() => this.#commit(place));
  }

  /** Removes what was written so far. Harmless after `commit` and after a failure. */
  abort(): Promise<void> {
    return this.#inTurn(() => this.#discard());
  }

  #inTurn<T>(step: () => Promise<T>): Promise<T> {
    const done = this.#last.then(step);
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #write(bytes: Uint8Array): Promise<Result<null>> {
    const file = this.#file;
    if (!file) return fail('unknown_writer');
    try {
      for (let at = 0; at < bytes.byteLength;) {
        const { bytesWritten } = await file.write(bytes, at, bytes.byteLength - at);
        if (bytesWritten === 0) throw Object.assign(new Error('nothing was written'), { code: 'EIO' });
        at += bytesWritten;
      }
      this.#hash.update(bytes);
      this.#bytes += bytes.byteLength;
      return ok(null);
    } catch (error) {
      return this.#giveUp(error, 'fill');
    }
  }

  async #commit(place: Place): Promise<Result<StoredFile>> {
    const file = this.#file;
    if (!file) return fail('unknown_writer');
    const sha256 = this.#hash.digest('hex');
    const { path, name } = place(sha256);
    const incomplete = fail('write_incomplete', { name });
    let step: WriteStep = 'fill';
    try {
      await file.datasync();
      this.#file = null;
      await file.close();
      const read = await hashFile(this.#disk, this.#temporary);
      if (read.sha256 !== sha256 || read.bytes !== this.#bytes) {
        await this.#discard();
        return incomplete;
      }
      step = 'replace';
      await ensureFolder(dirname(path), this.#disk);
      await this.#rename(path, sha256);
      await this.#syncName(path);
      const there = await this.#disk.inspect(path);
      return there.bytes === this.#bytes ? ok({ name, sha256, bytes: this.#bytes }) : incomplete;
    } catch (error) {
      return this.#giveUp(error, step);
    }
  }

  async #rename(path: string, sha256: string): Promise<void> {
    try {
      await patiently(this.#disk, () => this.#disk.rename(this.#temporary, path));
    } catch (error) {
      // Windows does not replace a file that somebody reads. When it holds the same content nothing is missing.
      const there = await hashFile(this.#disk, path).catch(() => null);
      if (there?.sha256 !== sha256) throw error;
      await this.#disk.remove(this.#temporary).catch(() => undefined);
    }
  }

  /**
   * Makes the new name durable. Where folders cannot be flushed (Windows) the name is on the disk once the file is flushed
   * under it.
   */
  async #syncName(path: string): Promise<void> {
    const file = await patiently(this.#disk, () => this.#disk.open(path, 'r+'));
    try {
      await file.datasync();
    } finally {
      await file.close();
    }
    await this.#disk.syncFolder(dirname(path));
  }

  async #discard(): Promise<void> {
    const file = this.#file;
    this.#file = null;
    await file?.close().catch(() => undefined);
    await this.#disk.remove(this.#temporary).catch(() => undefined);
  }

  async #giveUp(error: unknown, step: WriteStep): Promise<ReturnType<typeof fail>> {
    await this.#discard();
    return writeFailure(error, this.#what, step);
  }
}

/** Writes a whole small file (a list, an identity) in one go, atomically and flushed. `what` names it in messages. */
export async function keepFile(path: string, text: string, what: string, disk: Disk = realDisk): Promise<Result<null>> {
  const writer = await KeptWriter.open(dirname(path), what, () => ({ path, name: what }), disk);
  if (!writer.ok) return writer;
  const written = await writer.value.write(new TextEncoder().encode(text));
  if (!written.ok) return written;
  const kept = await writer.value.commit();
  return kept.ok ? ok(null) : kept;
}

/** Makes a folder and its parents where they are missing, and their names durable. Rejects like the disk does. */
export async function ensureFolder(folder: string, disk: Disk): Promise<void> {
  const missing: string[] = [];
  for (let at = folder; !(await exists(at, disk)) && dirname(at) !== at; at = dirname(at)) missing.push(at);
  if (missing.length === 0) return;
  await disk.makeFolder(folder);
  for (const made of missing) await disk.syncFolder(dirname(made));
}

async function exists(path: string, disk: Disk): Promise<boolean> {
  try {
    await disk.inspect(path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Removes the temporary files that a crash left in `folder`. Only for whoever owns the archive. */
export async function removeLeftovers(folder: string, disk: Disk): Promise<void> {
  for (const name of await namesIn(folder, disk)) {
    if (TEMPORARY.test(name)) await disk.remove(join(folder, name)).catch(() => undefined);
  }
}

/** The names in a folder, sorted; none when there is no such folder. Rejects when the folder cannot be read. */
export async function namesIn(folder: string, disk: Disk): Promise<string[]> {
  try {
    return (await disk.list(folder)).sort();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
