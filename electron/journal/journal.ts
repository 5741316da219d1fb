/**
 * The journal of the archive: append-only files of checksum-chained lines, flushed one by one (docs/journal.md). This and
 * the copies keep the archive; IndexedDB is rebuilt from them.
 *
 * Opening verifies the headers of all files and the whole last one; the others are verified when they are read.
 */
import { basename, join } from 'node:path';
import type { JournalHead, JournalLine } from '#shared/ipc/desktop';
import type { Checked } from '#shared/ipc/stored';
import { encodeLine, firstOfName, GENESIS_SUM } from '#shared/journal/line';
import { fail, ok, type Result } from '#shared/result';
import { realDisk, type Disk } from '../files/disk';
import { patiently } from '../kept/patience';
import { namesIn, type KeptWriter } from '../kept/writer';
import { sha256, type JournalFile } from './file';
import { openFiles } from './opening';
import { KeptLines } from './reading';
import { numbersOf } from './scan';
import { Segments } from './segments';
import { Turns } from './turn';
import { JournalEnd, writeFailed } from './writing';

export interface JournalOptions {
  /** For whoever does not own the archive: nothing on the disk is changed, nothing can be appended. */
  readonly readOnly?: boolean;
  /** The last owner closed the archive in order; false (default) makes sure of the last line by writing it once more. */
  readonly clean?: boolean;
  /** A file that has grown to this is followed by a new one, bytes. */
  readonly rotateBytes?: number;
  /** What one `read` returns at most, beyond its first line, bytes. */
  readonly readBytes?: number;
  /** The computer's clock, for the age of segments. */
  readonly now?: () => number;
}

const ROTATE_BYTES = 4 * 1024 * 1024;
const READ_BYTES = 4 * 1024 * 1024;
const SEGMENT = 'segment:';

export class Journal {
  readonly #disk: Disk;
  readonly #folder: string;
  readonly #options: JournalOptions;
  /** By number; the last one is at the end. */
  readonly #files: JournalFile[];
  readonly #end: JournalEnd;
  readonly #segments: Segments;
  readonly #cutBytes: number;
  /** One line is in flight at a time. */
  readonly #writing = new Turns();
  readonly #lines: KeptLines;
  #line: number;
  #sum: string;
  /** The last append failed. */
  #failed = false;
  #closed = false;

  private constructor(
    disk: Disk,
    folder: string,
    options: JournalOptions,
    files: JournalFile[],
    end: JournalEnd,
    cutBytes: number,
  ) {
    this.#disk = disk;
    this.#folder = folder;
    this.#options = options;
    this.#files = files;
    this.#end = end;
    this.#cutBytes = cutBytes;
    this.#segments = new Segments(folder, disk);
    this.#lines = new KeptLines(disk, folder, files, this.#writing, () => this.#line, options.readBytes ?? READ_BYTES);
    const last = files.at(-1);
    const line = last?.scan?.lines.at(-1);
    const header = last?.header.state === 'whole' ? last.header : null;
    this.#line = line?.n ?? (header ? header.first - 1 : 0);
    this.#sum = line?.sum ?? header?.before ?? GENESIS_SUM;
  }

  /** Opens DIR/journal (`folder`), and makes it when it is missing. Codes: journal_unreadable, archive_newer. */
  static async open(folder: string, disk: Disk = realDisk, options: JournalOptions = {}): Promise<Result<Journal>> {
    const mode = options.readOnly ? 'readOnly' : options.clean ? 'clean' : 'unclean';
    const opened = await openFiles(disk, folder, mode);
    if (!opened.ok) return opened;
    const { files, cutBytes } = opened.value;
    const end = new JournalEnd(disk, folder, opened.value);
    const journal = new Journal(disk, folder, options, files, end, cutBytes);
    if (!options.readOnly) {
      journal.#failed = !(await end.settle()).ok;
      await journal.#segments.removeLeftovers().catch(() => undefined);
    }
    return ok(journal);
  }

  /** Where it stands; `damaged` is right for the files that were read so far (at opening: the last one). */
  head(): JournalHead {
    const first = this.#isEmpty() ? this.#line + 1 : (this.#files[0]?.first ?? this.#line + 1);
    const damaged = numbersOf(this.#lines.damaged());
    return {
      line: this.#line,
      sum: this.#sum,
      first: Math.min(first, this.#line + 1),
      cutBytes: this.#cutBytes,
      damaged,
    };
  }

  /**
   * True while nothing can be written because a failure could not be undone, and when after a crash the last line could not
   * be made sure of. `recover` and every `append` try again.
   */
  get failed(): boolean {
    return !this.#end.ready && this.#failed;
  }

  /** Tries to make the journal writable again after `journal_failed` or `disk_full`. True when it is. */
  recover(): Promise<boolean> {
    return this.#writing.take(async () => {
      if (this.#closed || this.#options.readOnly) return false;
      if (!this.failed) return true;
      if (this.#isEmpty()) return !(this.#failed = false);
      this.#failed = !(await this.#end.recover(this.#line + 1, this.#sum));
      return !this.#failed;
    });
  }

  /**
   * Writes one line and flushes it. To a journal without lines any `after` may be given: the numbering goes on from there.
   * Codes: journal_moved {line}, read_only, malformed_message (payload or references cannot be a line), file_not_found
   * (a segment that is referred to), journal_failed, disk_full. After a failure nothing of the line remains, unless
   * `failed` says that it could not be taken back: then a later opening may find it, or not.
   */
  append(
    after: number,
    payload: string,
    refs: readonly string[] = [],
  ): Promise<Result<{ readonly line: number; readonly sum: string }>> {
    return this.#writing.take(() => this.#append(after, payload, refs));
  }

  async #append(
    after: number,
    payload: string,
    refs: readonly string[],
  ): Promise<Result<{ line: number; sum: string }>> {
    if (this.#options.readOnly) return fail('read_only');
    if (this.#closed) return fail('journal_failed', { name: basename(this.#folder), reason: 'CLOSED' });
    const isEmpty = this.#isEmpty();
    const follows = isEmpty ? Number.isSafeInteger(after) && after >= 0 : after === this.#line;
    if (!follows) return fail('journal_moved', { line: this.#line });
    const before = isEmpty ? GENESIS_SUM : this.#sum;
    const line = encodeLine(sha256, before, after + 1, refs, payload);
    if (!line) return fail('malformed_message');
    const segments = segmentsIn(refs);
    const missing = await this.#missing(segments);
    if (!missing.ok) return missing;
    const placed = await this.#place(after + 1, before, refs, isEmpty);
    const written = placed.ok ? await this.#end.write(after + 1, before, line) : placed;
    this.#failed = !written.ok;
    if (!written.ok) return written;
    this.#line = after + 1;
    this.#sum = line.sum;
    for (const name of segments) this.#segments.noteReferred(name);
    return ok({ line: this.#line, sum: this.#sum });
  }

  /** A line must not be acknowledged when its rows are not there. */
  async #missing(segments: ReadonlySet<string>): Promise<Result<null>> {
    try {
      for (const name of segments) if (!(await this.#segments.has(name))) return fail('file_not_found', { name });
      return ok(null);
    } catch (error) {
      return writeFailed(error, this.#segments.folder);
    }
  }

  /** Sees to it that the file at the end is the one for line `n`. */
  async #place(n: number, before: string, refs: readonly string[], isEmpty: boolean): Promise<Result<null>> {
    if (isEmpty && (!this.#end.ready || this.#files.at(-1)?.first !== n)) {
      const cleared = await this.#clear();
      if (!cleared.ok) return cleared;
    }
    const full = this.#end.length >= (this.#options.rotateBytes ?? ROTATE_BYTES);
    // A state taken from a copy begins a file, so that everything before it can be dropped as whole files.
    const base = refs.some((ref) => ref.startsWith('copy:'));
    const bare = this.#files.at(-1)?.scan?.lines.length === 0;
    if (this.#end.ready && (bare || !(full || base))) return ok(null);
    return this.#end.begin(n, before);
  }

  /**
   * Lines from number `from` on, whole ones up to about 4 MB (at least one), verified. Lines whose content is damaged are
   * left out; one whose place in the chain is contradicted is given and counts as damaged. Empty = the end.
   * Code: journal_unreadable.
   */
  read(from: number): Promise<Result<JournalLine[]>> {
    return this.#lines.read(from);
  }

  /** An empty journal may be begun with any number: what attempts that failed have left is in the way. */
  async #clear(): Promise<Result<null>> {
    try {
      await this.#end.close();
      const names = await namesIn(this.#folder, this.#disk);
      const stale = names.filter((name) => firstOfName(name) !== null);
      for (const name of stale) await patiently(this.#disk, () => this.#disk.remove(join(this.#folder, name)));
      if (stale.length > 0) await this.#disk.syncFolder(this.#folder);
      this.#files.length = 0;
      return ok(null);
    } catch (error) {
      return writeFailed(error, this.#folder);
    }
  }

  /** Where a segment lies or would lie. */
  segmentPath(sha256: string): string {
    return this.#segments.path(sha256);
  }

  /** A writer for a segment; after `commit` a line may refer to it. Codes: read_only and those of writing. */
  async openSegment(): Promise<Result<KeptWriter>> {
    return this.#options.readOnly ? fail('read_only') : this.#segments.open();
  }

  /**
   * The references of all kept lines; null when they cannot all be known, because lines are damaged or a file cannot be
   * read: then nothing that might be referred to may be deleted.
   */
  refs(): Promise<ReadonlySet<string> | null> {
    return this.#lines.refs();
  }

  /**
   * Deletes the files whose lines are all ≤ `upTo`, oldest first (never the last file), then the segments that no kept line
   * refers to and that are older than an hour. What cannot be deleted now waits for the next time.
   */
  async compact(upTo: number): Promise<void> {
    if (this.#options.readOnly || this.#closed) return;
    try {
      await this.#lines.drop(upTo);
      // Asked before the lines are: one that is written meanwhile refers to one of these.
      const awaited = this.#segments.awaited();
      const refs = await this.#lines.refs();
      const now = (this.#options.now ?? Date.now)();
      if (refs) await this.#segments.sweep(new Set([...segmentsIn(refs), ...awaited]), now);
    } catch {
      return;
    }
  }

  /** Re-reads all files and segments. `lines` = those that can be read. */
  async check(): Promise<Checked['journal'] & { damagedSegments: string[] }> {
    const { lines, damaged, refs } = await this.#lines.check();
    const needed = segmentsIn(refs);
    const found = await this.#segments.check(needed).catch(() => ({ segments: 0, damaged: [...needed] }));
    return { lines, damaged: numbersOf(damaged), segments: found.segments, damagedSegments: found.damaged };
  }

  /** Journal files and segments. Rejects when the folder cannot be read. */
  async usage(): Promise<{ readonly files: number; readonly bytes: number }> {
    const segments = await this.#segments.usage();
    let bytes = segments.bytes;
    for (const file of this.#files) bytes += file.end ?? (await this.#disk.inspect(file.path)).bytes;
    return { files: this.#files.length + segments.files, bytes };
  }

  /** Finishes the line in flight and gives the files up. */
  async close(): Promise<void> {
    await this.#writing.take(async () => {
      this.#closed = true;
      await this.#end.close();
    });
    await this.#lines.settled();
  }

  /** No line was ever written, or nothing of the journal is left. */
  #isEmpty(): boolean {
    const header = this.#files[0]?.header;
    const begun = header !== undefined && (header.state !== 'whole' || header.before !== GENESIS_SUM);
    return this.#files.length <= 1 && !begun && !this.#files[0]?.scan?.lines.length;
  }
}

function segmentsIn(refs: Iterable<string>): Set<string> {
  return new Set([...refs].filter((ref) => ref.startsWith(SEGMENT)).map((ref) => ref.slice(SEGMENT.length)));
}
