/** The end of the journal: one line at a time, written and flushed; what happens when that fails (docs/journal.md). */
import { basename } from 'node:path';
import type { EncodedLine } from '#shared/journal/line';
import { fail, ok, type Result } from '#shared/result';
import type { Disk, DiskFile } from '../files/disk';
import { errorCode } from '../files/fileErrors';
import { makeFile, writeAll, type JournalFile } from './file';
import { lastLine, type Opened } from './opening';

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

export function writeFailed(error: unknown, path: string): ReturnType<typeof fail> {
  const code = errorCode(error);
  const name = basename(path);
  return FULL.has(code) ? fail('disk_full', { name }) : fail('journal_failed', { name, reason: code });
}

/** The end at which lines are added. Its calls must not overlap. */
export class JournalEnd {
  readonly #disk: Disk;
  readonly #folder: string;
  /** Shared with the reading side; this side adds files at its end. */
  readonly #files: JournalFile[];
  /** The last file, open; null = the next line begins a new one. */
  #handle: DiskFile | null;
  /** The last line must be written once more: it may not be on the disk. */
  #doubtful: boolean;

  constructor(disk: Disk, folder: string, opened: Opened) {
    this.#disk = disk;
    this.#folder = folder;
    this.#files = opened.files;
    this.#handle = opened.handle;
    this.#doubtful = opened.doubtful;
  }

  /** False after a failure that could not be undone: the next line needs a new file, and making one failed. */
  get ready(): boolean {
    return this.#handle !== null;
  }

  /** Bytes in the file at the end. */
  get length(): number {
    return this.#files.at(-1)?.end ?? 0;
  }

  /** Makes sure that the last line is on the disk, by a new file that repeats it. After a failure it is to be called again. */
  async settle(): Promise<Result<null>> {
    if (!this.#doubtful) return ok(null);
    try {
      const line = await lastLine(this.#disk, this.#files.at(-1));
      if (line) {
        const begun = await this.#begin(line.n, line.before, line.bytes);
        if (!begun.ok) return begun;
      }
      this.#doubtful = false;
      return ok(null);
    } catch (error) {
      return writeFailed(error, this.#folder);
    }
  }

  /** Begins a new file with line `first`. After a failure lines may go on in the present one, if it is still open. */
  async begin(first: number, before: string): Promise<Result<null>> {
    if (this.#doubtful) {
      const settled = await this.settle();
      if (!settled.ok || this.ready) return settled;
    }
    return this.#begin(first, before);
  }

  async #begin(first: number, before: string, head?: Uint8Array): Promise<Result<null>> {
    const same = this.#files.at(-1)?.first === first;
    // A file of the same name is replaced, which Windows refuses while it is open.
    if (same) await this.#shut();
    const made = await makeFile(this.#disk, this.#folder, first, before, head);
    if ('error' in made) {
      // From here on a file may stand there that discards what the present one would be given.
      if (made.named) await this.#shut();
      return writeFailed(made.error, this.#folder);
    }
    await this.#shut();
    const last = this.#files.at(-1);
    if (last && same) this.#files.pop();
    if (last?.scan && head) forget(last, first);
    this.#handle = made.handle;
    this.#files.push(made.file);
    return ok(null);
  }

  /**
   * Writes and flushes line `n`. Acknowledged = on the disk. After a failure the file is cut back to what it was; a file
   * whose flush failed is not trusted again: the next line goes to a new one.
   */
  async write(n: number, before: string, line: EncodedLine): Promise<Result<null>> {
    const file = this.#files.at(-1);
    const handle = this.#handle;
    if (!file?.scan || !handle || file.end === null) return fail('journal_failed', { name: '', reason: 'CLOSED' });
    const at = file.end;
    let flushing = false;
    try {
      await writeAll(handle, line.bytes, at);
      flushing = true;
      await handle.datasync();
    } catch (error) {
      await this.#cutBack(handle, at, n, before, flushing);
      return writeFailed(error, file.path);
    }
    file.end = at + line.bytes.byteLength;
    file.scan.lines.push({ n, refs: line.refs, own: line.own, sum: line.sum, at, end: file.end });
    return ok(null);
  }

  async #cutBack(handle: DiskFile, length: number, n: number, before: string, flushFailed: boolean): Promise<void> {
    let cut = false;
    try {
      await handle.truncate(length);
      await handle.datasync();
      cut = true;
    } catch {
      // The new file below makes what is left behind it meaningless.
    }
    if (cut && !flushFailed) return;
    await this.#shut();
    await this.#begin(n, before);
  }

  /** Tries again what a failure left undone. */
  async recover(next: number, before: string): Promise<boolean> {
    if (!this.ready) await this.begin(next, before);
    return this.ready;
  }

  async #shut(): Promise<void> {
    const handle = this.#handle;
    this.#handle = null;
    await handle?.close().catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.#shut();
  }
}

/** Line `n` and what follows it stand in another file now. */
function forget(file: JournalFile, n: number): void {
  const lines = file.scan?.lines ?? [];
  while ((lines.at(-1)?.n ?? 0) >= n) file.end = lines.pop()?.at ?? file.end;
}
