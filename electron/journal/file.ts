/** The files of the journal: finding them, making a new one, reading lines out of one. */
import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import type { JournalLine } from '#shared/ipc/desktop';
import {
  encodeHeader,
  firstOfName,
  journalFileName,
  ownSum,
  parseHeader,
  parseLine,
  type Header,
} from '#shared/journal/line';
import { temporaryName } from '../files/atomicWrite';
import type { Disk, DiskFile } from '../files/disk';
import { readRange } from '../kept/hashing';
import { patiently } from '../kept/patience';
import { namesIn } from '../kept/writer';
import { scanFile, type KeptLine, type Scan } from './scan';

export const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

/** Headers are about 200 bytes long. */
const HEADER_BYTES = 1024;

export interface JournalFile {
  readonly first: number;
  readonly path: string;
  readonly header: Header;
  /** Bytes that count; null = all of them (a file of an earlier run). */
  end: number | null;
  /** What is known of its lines; null = not read yet. */
  scan: Scan | null;
}

/** Reads once more after a failure: a drive that was asleep, a fault that passes. */
export async function readTwice(disk: Disk, path: string, start: number, end: number): Promise<Uint8Array> {
  try {
    return await readRange(disk, path, start, end);
  } catch {
    return readRange(disk, path, start, end);
  }
}

/** The journal files of a folder by their numbers, headers read. Rejects when the folder or a file cannot be read. */
export async function findFiles(disk: Disk, folder: string): Promise<JournalFile[]> {
  const names = await patiently(disk, () => namesIn(folder, disk));
  const files: JournalFile[] = [];
  for (const name of names) {
    const first = firstOfName(name);
    if (first === null) continue;
    const path = join(folder, name);
    const top = await readTwice(disk, path, 0, HEADER_BYTES);
    const newline = top.indexOf(0x0a);
    const header: Header = newline < 0 ? { state: 'damaged' } : parseHeader(sha256, top.subarray(0, newline));
    files.push({ first, path, header, end: null, scan: null });
  }
  return files.sort((a, b) => a.first - b.first);
}

/** Reads and judges a whole file, in the light of its neighbours. `last` = what a missing next file said, if it did. */
export async function scanJournalFile(
  disk: Disk,
  file: JournalFile,
  previous: JournalFile | undefined,
  next: JournalFile | undefined,
  last: number | null = null,
): Promise<Scan> {
  const end = file.end ?? (await patiently(disk, () => disk.inspect(file.path))).bytes;
  const bytes = await readTwice(disk, file.path, 0, end);
  const neighbour = previous?.scan?.lines.at(-1);
  return scanFile(sha256, bytes, {
    first: file.first,
    before: neighbour?.n === file.first - 1 ? neighbour.sum : null,
    last: next ? next.first - 1 : last,
    after: next?.header.state === 'whole' ? next.header.before : null,
  });
}

/** A failure to make a file. `named`: it may stand under its name all the same, now or after a power cut. */
export interface NotMade {
  readonly error: unknown;
  readonly named: boolean;
}

/**
 * Makes the file that begins with line `first`, with `head` (bytes of a line) in it when given, flushed with its name; a
 * file of that name is replaced. Returns it open for writing.
 */
export async function makeFile(
  disk: Disk,
  folder: string,
  first: number,
  before: string,
  head: Uint8Array = new Uint8Array(0),
): Promise<{ readonly file: JournalFile; readonly handle: DiskFile } | NotMade> {
  const temporary = join(folder, temporaryName());
  const path = join(folder, journalFileName(first));
  const header = encodeHeader(sha256, first, before);
  let named = false;
  try {
    const handle = await patiently(disk, () => disk.open(temporary, 'wx'));
    try {
      await writeAll(handle, header, 0);
      await writeAll(handle, head, header.byteLength);
      await handle.datasync();
    } finally {
      await handle.close().catch(() => undefined);
    }
    named = true;
    await patiently(disk, () => disk.rename(temporary, path));
    await disk.syncFolder(folder);
    const reopened = await patiently(disk, () => disk.open(path, 'r+'));
    try {
      // Windows cannot flush a folder: there it is the flush of a file that takes the change of its name along.
      await reopened.datasync();
    } catch (error) {
      await reopened.close().catch(() => undefined);
      throw error;
    }
    const end = header.byteLength + head.byteLength;
    const scan = scanFile(sha256, Buffer.concat([header, head]), { first, before, last: null, after: null });
    return { file: { first, path, header: scan.header, end, scan }, handle: reopened };
  } catch (error) {
    await disk.remove(temporary).catch(() => undefined);
    return { error, named };
  }
}

/** Writes all bytes at a position; rejects like the disk does. */
export async function writeAll(handle: DiskFile, bytes: Uint8Array, position: number): Promise<void> {
  for (let at = 0; at < bytes.byteLength;) {
    const { bytesWritten } = await handle.write(bytes, at, bytes.byteLength - at, position + at);
    if (bytesWritten === 0) throw Object.assign(new Error('nothing was written'), { code: 'EIO' });
    at += bytesWritten;
  }
}

/**
 * The payloads of some lines of one file that follow each other in it. Null when they are not any more what they were
 * when the file was scanned.
 */
export async function readLines(
  disk: Disk,
  file: JournalFile,
  lines: readonly KeptLine[],
): Promise<JournalLine[] | null> {
  const [start, end] = [lines[0]?.at ?? 0, lines.at(-1)?.end ?? 0];
  const bytes = await readTwice(disk, file.path, start, end);
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const read: JournalLine[] = [];
  for (const { n, sum, at, end: lineEnd, own } of lines) {
    const line = parseLine(trimmed(bytes.subarray(at - start, lineEnd - start)));
    if (!line || ownSum(sha256, line.payload) !== own) return null;
    read.push({ line: n, sum, payload: decoder.decode(line.payload) });
  }
  return read;
}

function trimmed(line: Uint8Array): Uint8Array {
  return line.at(-1) === 0x0a ? line.subarray(0, -1) : line;
}

/** For messages. */
export function nameOf(file: JournalFile): string {
  return basename(file.path);
}
