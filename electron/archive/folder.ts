/** The archive folder: DIR/archive.json, made on first use (contracts.md "The archive folder"). */
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { ArchiveInfo } from '#shared/ipc/desktop';
import { fail, ok, type Result } from '#shared/result';
import { errorCode, writeFailure } from '../files/fileErrors';
import { TEMPORARY, temporaryName, writeFileAtomically } from '../files/atomicWrite';
import { newUlid, ULID } from './ulid';

export const SCHEMA_VERSION = 1;

function infoPath(dataDir: string): string {
  return join(dataDir, 'archive.json');
}

function toBytes(info: ArchiveInfo): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(info, null, 2)}\n`);
}

/**
 * Makes the folder and its profile where they are missing, and proves that it can be written: Chromium would only say
 * that another program is using it. Codes: those of writing a file.
 */
export function ensureFolder(dataDir: string): Result<null> {
  const probe = join(dataDir, temporaryName());
  try {
    mkdirSync(join(dataDir, 'profile'), { recursive: true });
    closeSync(openSync(probe, 'wx'));
    rmSync(probe);
    return ok(null);
  } catch (error) {
    return writeFailure(causeOf(dataDir, error), probe, 'create');
  }
}

/** Node reports ENOENT for a folder that cannot be made on a read-only drive; the nearest existing parent knows better. */
function causeOf(dataDir: string, error: unknown): unknown {
  if (errorCode(error) !== 'ENOENT') return error;
  let parent = dataDir;
  while (!existsSync(parent) && dirname(parent) !== parent) parent = dirname(parent);
  try {
    accessSync(parent, constants.W_OK);
    return error;
  } catch (reason) {
    return reason;
  }
}

/**
 * Reads archive.json, or makes it in a folder that has none. A file that cannot be understood is never replaced.
 * Codes: archive_damaged, archive_newer, and those of writing a file.
 */
export function openArchive(dataDir: string): Result<ArchiveInfo> {
  try {
    removeLeftovers(dataDir);
    return readArchive(dataDir);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') return writeFailure(error, infoPath(dataDir), 'create');
  }
  try {
    create(dataDir, { format: 'hudang-archive', databaseId: newUlid(), schemaVersion: SCHEMA_VERSION, unit: '' });
    return readArchive(dataDir);
  } catch (error) {
    return writeFailure(error, infoPath(dataDir), 'create');
  }
}

/** Puts a whole file in place only if there is none yet: the identity of an archive is never overwritten. */
function create(dataDir: string, info: ArchiveInfo): void {
  const temporary = join(dataDir, temporaryName());
  try {
    writeNew(temporary, info);
    try {
      linkSync(temporary, infoPath(dataDir));
    } catch (error) {
      if (errorCode(error) === 'EEXIST') return;
      // FAT drives know no hard links. LOCK keeps others out, so writing in place is safe enough there.
      writeNew(infoPath(dataDir), info);
    }
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Makes a new file, or none at all. */
function writeNew(path: string, info: ArchiveInfo): void {
  const handle = openSync(path, 'wx');
  try {
    writeSync(handle, toBytes(info));
    fsyncSync(handle);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(handle);
  }
}

function readArchive(dataDir: string): Result<ArchiveInfo> {
  const text = readFileSync(infoPath(dataDir), 'utf8');
  const damaged = fail('archive_damaged', { folder: dataDir });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return damaged;
  }
  if (typeof value !== 'object' || value === null) return damaged;
  const { format, databaseId, schemaVersion, unit } = value as Partial<Record<keyof ArchiveInfo, unknown>>;
  if (format !== 'hudang-archive' || typeof databaseId !== 'string' || !ULID.test(databaseId)) return damaged;
  if (typeof schemaVersion !== 'number' || !Number.isInteger(schemaVersion) || schemaVersion < 1) return damaged;
  if (schemaVersion > SCHEMA_VERSION) return fail('archive_newer', { folder: dataDir });
  return ok({ format, databaseId, schemaVersion, unit: typeof unit === 'string' ? unit : '' });
}

/** Temporary files that a crash left behind. */
function removeLeftovers(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    if (TEMPORARY.test(name)) rmSync(join(dataDir, name), { force: true });
  }
}

/** Stores the name of the unit, keeping everything else. */
export async function storeUnit(dataDir: string, info: ArchiveInfo, unit: string): Promise<Result<ArchiveInfo>> {
  const next: ArchiveInfo = { ...info, unit };
  const saved = await writeFileAtomically(infoPath(dataDir), toBytes(next));
  return saved.ok ? ok(next) : saved;
}
