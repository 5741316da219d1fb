/**
 * An emergency copy: the archive folder without its profile, written to another drive when there is no room left for
 * anything here. It only reads what lies in DIR, needs neither the database nor an opened archive, and can be opened where it
 * lies or copied to another computer.
 */
import { createHash } from 'node:crypto';
import { rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { EmergencyCopy } from '#shared/ipc/stored';
import { fail, ok, type Result } from '#shared/result';
import { TEMPORARY } from '../files/atomicWrite';
import { realDisk, type Disk, type DiskFile } from '../files/disk';
import { errorCode, writeFailure } from '../files/fileErrors';
import { isInside, realPath } from '../files/inside';
import { eachPiece, hashFile } from './hashing';

/** Of both one is enough to know the archive again. */
const IDENTITY = ['archive.json', 'archive.copy.json'];
/** The record first: what may be missing at the end is what the record does without. */
const FOLDERS = ['journal', 'snapshots', 'attachments', 'drafts'];

interface Listed {
  /** Below DIR. */
  readonly name: string;
  /** What is written behind this meanwhile belongs to later lines. */
  readonly bytes: number;
}

/**
 * Writes everything into a new folder in `place`, each file flushed and read again. Codes: emergency_same_drive,
 * emergency_inside, emergency_full (what was written so far stays, marked as unfinished), archive_damaged (nothing that says
 * which archive it is), and those of writing a file.
 */
export async function saveEmergency(
  dataDir: string,
  place: string,
  now: Date,
  disk: Disk = realDisk,
): Promise<Result<EmergencyCopy>> {
  if (isInside(realPath(place), realPath(dataDir))) return fail('emergency_inside', { folder: place });
  const folder = join(place, `户档紧急备份-${stamp(now)}`);
  const unfinished = `${folder}（没有写完）`;
  let whole = 0;
  try {
    if (await isSameDrive(disk, dataDir, place)) return fail('emergency_same_drive', { folder: place });
    const files = await listAll(disk, dataDir);
    if (!files.some(({ name }) => IDENTITY.includes(name))) return fail('archive_damaged', { folder: dataDir });
    whole = files.reduce((sum, file) => sum + file.bytes, 0);
    const unreadable: string[] = [];
    const folders = new Set<string>();
    let bytes = 0;
    for (const file of files) {
      const to = join(unfinished, file.name);
      folders.add(dirname(to));
      const brought = await bring(disk, join(dataDir, file.name), to, file.bytes);
      if (brought) bytes += file.bytes;
      else unreadable.push(file.name);
    }
    // The names, too: a stick is pulled out as soon as it says that all is saved.
    for (const each of folders) await disk.syncFolder(each);
    await rename(unfinished, folder);
    await disk.syncFolder(place);
    return ok({ path: folder, files: files.length - unreadable.length, bytes, unreadable });
  } catch (error) {
    const failed = writeFailure(error, folder, 'create');
    if (failed.error.code !== 'disk_full') return failed;
    // Two drives are full now: which one is meant, and how much room it takes, has to be said.
    return fail('emergency_full', {
      folder: place,
      unfinished: basename(unfinished),
      megabytes: Math.ceil(whole / 1e6),
    });
  }
}

/** Undefined numbers (some network drives) are no proof of one drive. */
async function isSameDrive(disk: Disk, one: string, other: string): Promise<boolean> {
  const [here, there] = await Promise.all([disk.inspect(one), disk.inspect(other)]);
  return here.device !== undefined && here.device === there.device;
}

async function listAll(disk: Disk, dataDir: string): Promise<Listed[]> {
  const files: Listed[] = [];
  const look = async (name: string): Promise<void> => {
    const found = await disk.inspect(join(dataDir, name)).catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return null;
      throw error;
    });
    if (!found) return;
    if (!found.folder) return void files.push({ name, bytes: found.bytes });
    const inside = await disk.list(join(dataDir, name));
    for (const each of inside.sort()) if (!TEMPORARY.test(each)) await look(join(name, each));
  };
  for (const name of [...IDENTITY, ...FOLDERS]) await look(name);
  return files;
}

/** False when the file cannot be read here: the others are worth all the more. Rejects when it cannot be written there. */
async function bring(disk: Disk, from: string, to: string, bytes: number): Promise<boolean> {
  await disk.makeFolder(dirname(to));
  const target = await disk.open(to, 'wx');
  const hash = createHash('sha256');
  let at = 0;
  let refused: unknown = null;
  const write = async (piece: Uint8Array): Promise<void> => {
    try {
      await writeAll(target, piece, at);
    } catch (error) {
      refused = error;
      throw error;
    }
    hash.update(piece);
    at += piece.byteLength;
  };
  try {
    await eachPiece(disk, from, write, 0, bytes).catch(() => undefined);
    if (refused !== null) throw refused as Error;
    if (at === bytes) await target.sync();
  } finally {
    await target.close();
  }
  if (at < bytes) {
    await disk.remove(to);
    return false;
  }
  const written = await hashFile(disk, to);
  if (written.sha256 !== hash.digest('hex')) throw Object.assign(new Error('differs'), { code: 'EIO' });
  return true;
}

async function writeAll(target: DiskFile, piece: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < piece.byteLength;) {
    const { bytesWritten } = await target.write(piece, done, piece.byteLength - done, at + done);
    if (bytesWritten === 0) throw Object.assign(new Error('nothing was written'), { code: 'ENOSPC' });
    done += bytesWritten;
  }
}

/** yyyymmdd-hhmmss by the computer's clock. */
function stamp(now: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  return `${day}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
}
