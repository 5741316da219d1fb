/**
 * The journal in the second place: files that only grow are continued where they end, compared byte by byte. What the
 * second place holds and the archive does not is never overwritten: it is moved to a folder of its own beside the journal.
 */
import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { ownSum, parseLine } from '#shared/journal/line';
import type { Disk } from '../files/disk';
import { errorCode } from '../files/fileErrors';
import { readRange } from './hashing';
import { ensureFolder, KeptWriter, namesIn } from './writer';

export const JOURNAL_FILE = /^\d{12}\.jsonl$/;
const LINE_BREAK = 0x0a;
/** How far back the end of the copy is compared: every line carries its own checksum, so far less would do. */
const OVERLAP_BYTES = 64 * 1024;

/** The folder of a mirror in which lies what only the mirror held. */
export const ASIDE = '多出的记录';

/** A failure of the second place that has no errno. */
export class MirrorFailure extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

export async function lengthOf(disk: Disk, path: string): Promise<number | null> {
  try {
    return (await disk.inspect(path)).bytes;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Brings the file `to` up to the complete lines among the first `length` bytes of `from`, flushed. True when something
 * that only `to` held was set aside. Rejects like the disk does.
 */
export async function followFile(disk: Disk, from: string, to: string, length: number): Promise<boolean> {
  const there = (await lengthOf(disk, to)) ?? 0;
  if (there === 0) {
    await writeWhole(disk, to, wholeLines(await readRange(disk, from, 0, length)));
    return false;
  }
  if (!(await sameEnd(disk, from, to, there))) return replace(disk, from, to, length);
  const more = wholeLines(await readRange(disk, from, there, length));
  if (more.byteLength > 0) await append(disk, to, there, more);
  return false;
}

function wholeLines(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, bytes.lastIndexOf(LINE_BREAK) + 1);
}

async function sameEnd(disk: Disk, from: string, to: string, end: number): Promise<boolean> {
  const start = Math.max(0, end - OVERLAP_BYTES);
  const [mine, theirs] = [await readRange(disk, from, start, end), await readRange(disk, to, start, end)];
  return mine.byteLength === theirs.byteLength && Buffer.compare(mine, theirs) === 0;
}

/** Writes the file anew. What it held and the archive does not (at least one line) is set aside first. */
async function replace(disk: Disk, from: string, to: string, length: number): Promise<boolean> {
  const [mine, theirs] = [
    await readRange(disk, from, 0, length),
    await readRange(disk, to, 0, Number.MAX_SAFE_INTEGER),
  ];
  const own = hasLinesBeside(theirs, mine);
  if (own) await setAside(disk, to);
  await writeWhole(disk, to, wholeLines(mine));
  return own;
}

/** Whether `theirs` has lines, proved by their own checksum, that `mine` lacks. What a power cut left of a write is none. */
function hasLinesBeside(theirs: Uint8Array, mine: Uint8Array): boolean {
  const known = new Set(linesOf(mine).map((line) => Buffer.from(line).toString('latin1')));
  return linesOf(theirs).some((bytes) => {
    const line = parseLine(bytes);
    return (
      line !== null && line.own === ownSum(sha256, line.payload) && !known.has(Buffer.from(bytes).toString('latin1'))
    );
  });
}

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

/** Complete lines, without their line breaks. */
export function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let from = 0, to = bytes.indexOf(LINE_BREAK); to >= 0; to = bytes.indexOf(LINE_BREAK, from)) {
    lines.push(bytes.subarray(from, to));
    from = to + 1;
  }
  return lines;
}

/** Moves a file or folder of the mirror `home` to a folder of its own, under a name that is free. */
export async function setAside(disk: Disk, path: string, home = join(dirname(path), '..')): Promise<void> {
  const folder = join(home, ASIDE);
  await ensureFolder(folder, disk);
  const taken = new Set(await namesIn(folder, disk));
  let again = 1;
  while (taken.has(`${again}-${basename(path)}`)) again += 1;
  await disk.rename(path, join(folder, `${again}-${basename(path)}`));
  await disk.syncFolder(folder);
  await disk.syncFolder(dirname(path));
}

async function writeWhole(disk: Disk, path: string, bytes: Uint8Array): Promise<void> {
  if (bytes.byteLength === 0) return;
  const place = () => ({ path, name: basename(path) });
  const writer = await KeptWriter.open(dirname(path), basename(path), place, disk);
  if (!writer.ok) throw new MirrorFailure(writer.error.code);
  const written = await writer.value.write(bytes);
  const kept = written.ok ? await writer.value.commit() : written;
  if (!kept.ok) throw new MirrorFailure(kept.error.code);
}

async function append(disk: Disk, path: string, at: number, bytes: Uint8Array): Promise<void> {
  const file = await disk.open(path, 'a');
  try {
    for (let done = 0; done < bytes.byteLength;) {
      const { bytesWritten } = await file.write(bytes, done, bytes.byteLength - done);
      if (bytesWritten === 0) throw new MirrorFailure('write_incomplete');
      done += bytesWritten;
    }
    await file.datasync();
  } finally {
    await file.close();
  }
  const back = await readRange(disk, path, at, at + bytes.byteLength);
  if (Buffer.compare(back, bytes) !== 0) throw new MirrorFailure('write_incomplete');
}

/** The number of the last complete line of a journal file; 0 when it has none. */
export async function lastLineOf(disk: Disk, path: string): Promise<number> {
  const lines = Buffer.from(wholeLines(await readRange(disk, path, 0, Number.MAX_SAFE_INTEGER)));
  const start = lines.lastIndexOf(LINE_BREAK, lines.byteLength - 2) + 1;
  return Number.parseInt(lines.toString('latin1', start, start + 20), 10) || 0;
}
