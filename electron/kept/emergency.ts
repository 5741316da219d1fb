/**
 * An emergency copy: the archive folder without its profile, written to another drive when there is no room left for
 * anything here. It only reads what lies in DIR, needs neither the database nor an opened archive, and can be opened where it
 * lies or copied to another computer.
 */
import { createHash } from 'node:crypto';
import { rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { EmergencyCopy } from '#shared/ipc/desktop';
import { fail, ok, type Result } from '#shared/result';
import { TEMPORARY } from '../files/atomicWrite';
import { realDisk, type Disk } from '../files/disk';
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
 * emergency_inside, archive_damaged (nothing that says which archive it is), and those of writing a file.
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
  try {
    if (await isSameDrive(disk, dataDir, place)) return fail('emergency_same_drive', { folder: place });
    const files = await listAll(disk, dataDir);
    if (!files.some(({ name }) => IDENTITY.includes(name))) return fail('archive_damaged', { folder: dataDir });
    const unreadable: string[] = [];
    let bytes = 0;
    for (const file of files) {
      const whole = await bring(disk, join(dataDir, file.name), join(unfinished, file.name), file.bytes);
      if (whole) bytes += file.bytes;
      else unreadable.push(file.name);
    }
    await rename(unfinished, folder);
    await disk.syncFolder(place);
    return ok({ path: folder, files: files.length - unreadable.length, bytes, unreadable });
  } catch (error) {
    return writeFailure(error, folder, 'create');
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
  const readable = await hashFile(disk, from, bytes).catch(() => null);
  if (readable === null || readable.bytes < bytes) return false;
  await disk.makeFolder(dirname(to));
  const target = await disk.open(to, 'wx');
  const hash = createHash('sha256');
  try {
    let at = 0;
    const write = async (piece: Uint8Array): Promise<void> => {
      hash.update(piece);
      for (let done = 0; done < piece.byteLength;) {
        const { bytesWritten } = await target.write(piece, done, piece.byteLength - done, at);
        if (bytesWritten === 0) throw Object.assign(new Error('nothing was written'), { code: 'ENOSPC' });
        done += bytesWritten;
        at += bytesWritten;
      }
    };
    await eachPiece(disk, from, write, 0, bytes);
    await target.sync();
  } finally {
    await target.close();
  }
  const written = await hashFile(disk, to);
  if (written.sha256 !== hash.digest('hex')) throw Object.assign(new Error('differs'), { code: 'EIO' });
  return true;
}

/** yyyymmdd-hhmmss by the computer's clock. */
function stamp(now: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  return `${day}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
}
