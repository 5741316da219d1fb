/** Opening the journal: what stands, what is cut off, whether the last file may be continued (docs/journal.md). */
import { basename, dirname, join } from 'node:path';
import { GENESIS_SUM } from '#shared/journal/line';
import { fail, ok, type Result } from '#shared/result';
import type { Disk, DiskFile } from '../files/disk';
import { errorCode } from '../files/fileErrors';
import { patiently } from '../kept/patience';
import { removeLeftovers } from '../kept/writer';
import { findFiles, readTwice, scanJournalFile, type JournalFile } from './file';

export interface Opened {
  readonly files: JournalFile[];
  /** Bytes without meaning at the end, cut off or passed over. */
  readonly cutBytes: number;
  /** The last file, when it may be continued. */
  readonly handle: DiskFile | null;
  /** The last line may not be on the disk, although it can be read. */
  readonly doubtful: boolean;
}

/** A failure to read, in words of shared/messages/keeping. */
export function unreadable(error: unknown, name: string): ReturnType<typeof fail> {
  return fail('journal_unreadable', { name, reason: errorCode(error) });
}

/**
 * Finds and judges the files. `mode`: `clean` when the last owner closed the journal, so that its last line is surely on
 * the disk; `unclean` when nobody knows; `readOnly` to change nothing. Codes: archive_newer, journal_unreadable.
 */
export async function openFiles(
  disk: Disk,
  folder: string,
  mode: 'clean' | 'unclean' | 'readOnly',
): Promise<Result<Opened>> {
  const readOnly = mode === 'readOnly';
  let found: JournalFile[];
  try {
    found = await findFiles(disk, folder);
    if (found.some(({ header }) => header.state === 'newer')) return fail('archive_newer', { folder: dirname(folder) });
    if (!readOnly) {
      await makeFolders(disk, folder);
      await removeLeftovers(folder, disk);
    }
  } catch (error) {
    return unreadable(error, basename(folder));
  }
  try {
    const settled = await settleEnd(disk, folder, found, readOnly);
    const last = settled.files.at(-1);
    if (readOnly || !last) return ok({ ...settled, handle: null, doubtful: false });
    const doubtful = mode === 'unclean' && last.scan !== null && last.scan.lines.length > 0;
    return ok({ ...settled, doubtful, handle: doubtful ? null : await continueLast(disk, last) });
  } catch (error) {
    return unreadable(error, basename(found.at(-1)?.path ?? folder));
  }
}

/** Makes the folders, and their names durable: whoever made them may have been killed before that. */
async function makeFolders(disk: Disk, folder: string): Promise<void> {
  await disk.makeFolder(join(folder, 'segments'));
  await disk.syncFolder(dirname(folder));
  await disk.syncFolder(folder);
}

/** Reads the last file whole; one in which nothing stands is put aside and the one before it is the last. */
async function settleEnd(
  disk: Disk,
  folder: string,
  found: readonly JournalFile[],
  readOnly: boolean,
): Promise<{ readonly files: JournalFile[]; readonly cutBytes: number }> {
  const files = [...found];
  let cutBytes = 0;
  let limit: number | null = null;
  for (let last = files.at(-1); last; last = files.at(-1)) {
    const { bytes } = await disk.inspect(last.path);
    const scan = await scanJournalFile(disk, last, files.at(-2), undefined, limit);
    const { lines, header, end } = scan;
    // What a file that is put aside may have held is not between the first line and the last one any more.
    last.scan = { ...scan, damaged: scan.damaged.filter(({ from }) => from <= (lines.at(-1)?.n ?? 0)) };
    cutBytes += bytes - end;
    const begun = header.state === 'whole' && header.before !== GENESIS_SUM;
    if (lines.length > 0 || begun) {
      last.end = end;
      break;
    }
    // Damage is evidence and stays, under a name that is no file of the journal; a bare beginning says nothing.
    if (!readOnly && header.state === 'damaged') await setAside(disk, folder, last);
    if (!readOnly && header.state === 'whole') await patiently(disk, () => disk.remove(last.path));
    limit = last.first - 1;
    files.pop();
  }
  return { files, cutBytes };
}

async function setAside(disk: Disk, folder: string, file: JournalFile): Promise<void> {
  await patiently(disk, () => disk.rename(file.path, `${file.path}.damaged`));
  await disk.syncFolder(folder);
}

/**
 * The last file, cut back to its last line that stands, and flushed: what is read here may still be in memory only, from a
 * process that was killed. Null when nothing may be written behind it; then the next line begins a new file.
 */
async function continueLast(disk: Disk, last: JournalFile): Promise<DiskFile | null> {
  let handle: DiskFile | null = null;
  try {
    handle = await patiently(disk, () => disk.open(last.path, 'r+'));
    const { bytes } = await disk.inspect(last.path);
    if (last.end !== null && bytes > last.end) await handle.truncate(last.end);
    await handle.datasync();
    const { header, damaged, unfinished } = last.scan ?? { header: last.header, damaged: [], unfinished: false };
    if (header.state === 'whole' && damaged.length === 0 && !unfinished) return handle;
  } catch {
    // Reading goes on; the next line needs a file of its own.
  }
  await handle?.close().catch(() => undefined);
  return null;
}

/**
 * The last line, when it can be written once more at the head of a new file (the earlier one then counts as discarded).
 * After a crash nobody knows whether its flush succeeded: the system may show it although it never reaches the disk.
 */
export async function lastLine(
  disk: Disk,
  file: JournalFile | undefined,
): Promise<{ readonly n: number; readonly before: string; readonly bytes: Uint8Array } | null> {
  const line = file?.scan?.lines.at(-1);
  if (!file?.scan || !line || file.scan.damaged.at(-1)?.to === line.n) return null;
  const previous = file.scan.lines.at(-2);
  const top = line.n === file.first && file.scan.header.state === 'whole' ? file.scan.header.before : null;
  const before = previous?.n === line.n - 1 ? previous.sum : top;
  if (before === null) return null;
  const bytes = await readTwice(disk, file.path, line.at, line.end);
  return { n: line.n, before, bytes: file.scan.unfinished ? Buffer.concat([bytes, Buffer.from('\n')]) : bytes };
}
