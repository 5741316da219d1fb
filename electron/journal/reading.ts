/** The kept lines: reading and verifying them, what they refer to, what of them is damaged, dropping the oldest. */
import { basename, join } from 'node:path';
import type { JournalLine } from '#shared/ipc/desktop';
import { firstOfName, refsOf } from '#shared/journal/line';
import { ok, type Result } from '#shared/result';
import type { Disk } from '../files/disk';
import { patiently } from '../kept/patience';
import { namesIn } from '../kept/writer';
import { readLines, scanJournalFile, type JournalFile } from './file';
import { unreadable } from './opening';
import type { KeptLine, Range, Scan } from './scan';
import { Turns } from './turn';

export class KeptLines {
  readonly #disk: Disk;
  readonly #folder: string;
  readonly #files: JournalFile[];
  readonly #writing: Turns;
  readonly #lastLine: () => number;
  /** What one `read` returns at most, beyond its first line. */
  readonly #readBytes: number;
  /** Files to be deleted, oldest first: out of use, although they may still be there. */
  readonly #doomed: string[] = [];
  /** Files are not deleted while they are read. */
  readonly #reading = new Turns();

  /** `files` grows at its end inside turns of `writing`; `lastLine` = the number of the last line written. */
  constructor(
    disk: Disk,
    folder: string,
    files: JournalFile[],
    writing: Turns,
    lastLine: () => number,
    readBytes: number,
  ) {
    this.#disk = disk;
    this.#folder = folder;
    this.#files = files;
    this.#writing = writing;
    this.#lastLine = lastLine;
    this.#readBytes = readBytes;
  }

  /** See Journal.read. */
  read(from: number): Promise<Result<JournalLine[]>> {
    return this.#reading.take(async () => {
      const read: JournalLine[] = [];
      let bytes = 0;
      try {
        for (const file of [...this.#files]) {
          const next = this.#files[this.#files.indexOf(file) + 1];
          if (next && next.first <= from) continue;
          const found = await this.#readFile(
            file,
            Math.max(from, (read.at(-1)?.line ?? 0) + 1),
            this.#readBytes - bytes,
          );
          read.push(...found.lines);
          bytes += found.bytes;
          if (found.more || (read.length > 0 && bytes >= this.#readBytes)) break;
        }
        return ok(read);
      } catch (error) {
        return unreadable(error, basename(this.#folder));
      }
    });
  }

  /** Lines from `from` on, up to `most` bytes, at least one; `more` when the file has further ones. */
  async #readFile(
    file: JournalFile,
    from: number,
    most: number,
  ): Promise<{ lines: JournalLine[]; bytes: number; more: boolean }> {
    for (let attempt = 0; ; attempt += 1) {
      const scan = await this.#scanned(file);
      const wanted = pick(scan.lines, from, most);
      if (wanted.length === 0) return { lines: [], bytes: 0, more: false };
      const bytes = (wanted.at(-1)?.end ?? 0) - (wanted[0]?.at ?? 0);
      const lines = await readLines(this.#disk, file, wanted);
      if (lines) return { lines, bytes, more: wanted.at(-1) !== scan.lines.at(-1) };
      // Something changed since the file was read first: look at all of it anew.
      if (attempt === 2) throw Object.assign(new Error('changes while it is read'), { code: 'EIO' });
      await this.#scan(file);
    }
  }

  /** Numbers that are missing, destroyed or contradicted, in the files that were read so far. */
  damaged(): Range[] {
    return this.#files.flatMap((file) => file.scan?.damaged ?? []);
  }

  /** See Journal.refs. */
  refs(): Promise<Set<string> | null> {
    return this.#reading.take(() => this.#refs());
  }

  async #refs(): Promise<Set<string> | null> {
    try {
      const refs = new Set<string>();
      for (const file of [...this.#files]) {
        for (const line of (await this.#scanned(file)).lines) refsOf(line.refs).forEach((ref) => refs.add(ref));
      }
      return this.damaged().length > 0 ? null : refs;
    } catch {
      return null;
    }
  }

  /** Deletes the files whose lines are all ≤ `upTo`, oldest first, but never the last one. Rejects like the disk does. */
  drop(upTo: number): Promise<void> {
    return this.#reading.take(async () => {
      for (let [oldest, next] = this.#files; oldest && next && next.first - 1 <= upTo; [oldest, next] = this.#files) {
        this.#doomed.push(oldest.path);
        this.#files.shift();
      }
      // A power cut must not bring back an older file while a newer one is gone: one after the other.
      for (let [path] = this.#doomed; path !== undefined; [path] = this.#doomed) {
        const doomed = path;
        await patiently(this.#disk, () => this.#disk.remove(doomed));
        await this.#disk.syncFolder(this.#folder);
        this.#doomed.shift();
      }
      for (const name of await namesIn(this.#folder, this.#disk)) {
        // What opening put aside.
        const first = name.endsWith('.damaged') ? firstOfName(name.slice(0, -'.damaged'.length)) : null;
        if (first !== null && first <= upTo) await this.#disk.remove(join(this.#folder, name));
      }
    });
  }

  /** Re-reads all files; what cannot be read at all counts as damaged. */
  check(): Promise<{ readonly lines: number; readonly damaged: Range[]; readonly refs: ReadonlySet<string> }> {
    return this.#reading.take(async () => {
      const damaged: Range[] = [];
      const refs = new Set<string>();
      let lines = 0;
      for (const file of [...this.#files]) {
        try {
          const scan = await this.#scan(file);
          lines += scan.lines.length;
          damaged.push(...scan.damaged);
          for (const line of scan.lines) refsOf(line.refs).forEach((ref) => refs.add(ref));
        } catch {
          const next = this.#files[this.#files.indexOf(file) + 1];
          damaged.push({ from: file.first, to: next ? next.first - 1 : this.#lastLine() });
        }
      }
      return { lines, damaged, refs };
    });
  }

  /** Resolves when nothing is being read any more. */
  async settled(): Promise<void> {
    await this.#reading.take(() => Promise.resolve());
  }

  async #scanned(file: JournalFile): Promise<Scan> {
    return file.scan ?? this.#scan(file);
  }

  /** Reads a file anew. Nothing is written meanwhile: the last file would grow under it. */
  #scan(file: JournalFile): Promise<Scan> {
    return this.#writing.take(async () => {
      const at = this.#files.indexOf(file);
      const next = this.#files[at + 1];
      file.scan = await scanJournalFile(this.#disk, file, this.#files[at - 1], next, this.#lastLine());
      return file.scan;
    });
  }
}

/** The lines from `from` on that follow each other in the file, up to `most` bytes, at least one. */
function pick(lines: readonly KeptLine[], from: number, most: number): KeptLine[] {
  let low = 0;
  for (let high = lines.length; low < high;) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.n ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  const start = lines[low]?.at ?? 0;
  let end = low;
  while (end < lines.length && (end === low || (lines[end]?.end ?? 0) - start <= most)) end += 1;
  return lines.slice(low, end);
}
