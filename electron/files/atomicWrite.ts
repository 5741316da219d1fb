/**
 * Writing a file so that at every moment the target is either the old or the new one, whole: temporary file in the same
 * folder → fsync → rename over the target → fsync of the folder → re-open and compare (promises.md P-12).
 */
import { randomBytes } from 'node:crypto';
import { open as openFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fail, ok, type Result } from '#shared/result';
import { errorCode, writeFailure, type WriteStep } from './fileErrors';

/** An open file, as far as writing needs it. */
export interface OpenFile {
  write(bytes: Uint8Array, offset: number, length: number): Promise<{ readonly bytesWritten: number }>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** The calls that touch the disk, so that tests can let each of them fail. */
export interface WriteFs {
  open(path: string, flags: 'wx' | 'r'): Promise<OpenFile>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  inspect(path: string): Promise<{ readonly bytes: number; readonly folder: boolean }>;
  /** The file behind a symbolic link; rejects with ENOENT when there is none yet. */
  realPath(path: string): Promise<string>;
  wait(ms: number): Promise<void>;
}

export const diskFs: WriteFs = {
  open: (path, flags) => openFile(path, flags),
  rename,
  remove: (path) => rm(path, { force: true }),
  inspect: async (path) => {
    const found = await stat(path);
    return { bytes: found.size, folder: found.isDirectory() };
  },
  realPath: (path) => realpath(path),
  wait: (ms) => new Promise((done) => setTimeout(done, ms)),
};

/** Virus scanners hold a fresh file for a moment; a workbook open in WPS is held until it is closed. */
const RENAME_PAUSES_MS = [50, 150, 400, 900];
const HELD = new Set(['EPERM', 'EACCES', 'EBUSY']);

/** How our temporary files are called, so that a later start can tell leftovers of a crash. */
export const TEMPORARY = /^\.hudang-[0-9a-f]{12}\.tmp$/;

export function temporaryName(): string {
  return `.hudang-${randomBytes(6).toString('hex')}.tmp`;
}

export class AtomicWriter {
  readonly target: string;
  readonly #fs: WriteFs;
  readonly #temporary: string;
  #handle: OpenFile | null;
  #bytes = 0;

  private constructor(fs: WriteFs, target: string, temporary: string, handle: OpenFile) {
    this.#fs = fs;
    this.target = target;
    this.#temporary = temporary;
    this.#handle = handle;
  }

  /** Makes the temporary file beside the target. The target itself is not touched before `commit`. */
  static async open(target: string, fs: WriteFs = diskFs): Promise<Result<AtomicWriter>> {
    let real = target;
    try {
      // A link keeps pointing at the same file: that file is replaced, not the link.
      real = await fs.realPath(target);
      if ((await fs.inspect(real)).folder) return fail('target_is_folder', { name: basename(target) });
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') return writeFailure(error, target, 'create');
    }
    const temporary = join(dirname(real), temporaryName());
    try {
      return ok(new AtomicWriter(fs, real, temporary, await fs.open(temporary, 'wx')));
    } catch (error) {
      return writeFailure(error, real, 'create');
    }
  }

  /** Appends bytes. After a failure the writer is closed and its temporary file is gone. */
  async write(bytes: Uint8Array): Promise<Result<null>> {
    const handle = this.#handle;
    if (!handle) return fail('unknown_writer');
    try {
      for (let at = 0; at < bytes.byteLength;) {
        const { bytesWritten } = await handle.write(bytes, at, bytes.byteLength - at);
        if (bytesWritten === 0) throw Object.assign(new Error('nothing was written'), { code: 'EIO' });
        at += bytesWritten;
      }
      this.#bytes += bytes.byteLength;
      return ok(null);
    } catch (error) {
      return this.#giveUp(error, 'fill');
    }
  }

  /** Puts the file in place and re-opens it to compare the length. */
  async commit(): Promise<Result<{ readonly path: string; readonly bytes: number }>> {
    const handle = this.#handle;
    if (!handle) return fail('unknown_writer');
    let step: WriteStep = 'fill';
    try {
      await handle.sync();
      this.#handle = null;
      await handle.close();
      step = 'replace';
      await this.#rename();
    } catch (error) {
      return this.#giveUp(error, step);
    }
    await this.#syncFolder();
    return this.#verify();
  }

  /** Removes what was written so far. Harmless after `commit`. */
  async abort(): Promise<void> {
    const handle = this.#handle;
    if (!handle) return;
    this.#handle = null;
    await handle.close().catch(() => undefined);
    await this.#fs.remove(this.#temporary).catch(() => undefined);
  }

  async #rename(): Promise<void> {
    for (const pause of RENAME_PAUSES_MS) {
      try {
        await this.#fs.rename(this.#temporary, this.target);
        return;
      } catch (error) {
        if (!HELD.has(errorCode(error))) throw error;
        await this.#fs.wait(pause);
      }
    }
    await this.#fs.rename(this.#temporary, this.target);
  }

  /** Makes the new name itself durable where the system can; Windows and some network drives cannot. */
  async #syncFolder(): Promise<void> {
    try {
      const folder = await this.#fs.open(dirname(this.target), 'r');
      try {
        await folder.sync();
      } finally {
        await folder.close();
      }
    } catch {
      return;
    }
  }

  async #verify(): Promise<Result<{ readonly path: string; readonly bytes: number }>> {
    try {
      const { bytes } = await this.#fs.inspect(this.target);
      if (bytes !== this.#bytes) return fail('write_incomplete', { name: basename(this.target) });
      return ok({ path: this.target, bytes });
    } catch {
      return fail('write_incomplete', { name: basename(this.target) });
    }
  }

  async #giveUp(error: unknown, step: WriteStep): Promise<ReturnType<typeof fail>> {
    const handle = this.#handle;
    this.#handle = null;
    await handle?.close().catch(() => undefined);
    await this.#fs.remove(this.#temporary).catch(() => undefined);
    return writeFailure(error, this.target, step);
  }
}

/** Writes a whole file in one go, atomically. */
export async function writeFileAtomically(
  target: string,
  bytes: Uint8Array,
  fs: WriteFs = diskFs,
): Promise<Result<{ readonly path: string; readonly bytes: number }>> {
  const writer = await AtomicWriter.open(target, fs);
  if (!writer.ok) return writer;
  const written = await writer.value.write(bytes);
  return written.ok ? writer.value.commit() : written;
}
