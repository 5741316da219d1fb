/** The archive folder: DIR/archive.json, made on first use (contracts.md "The archive folder"). */
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { ArchiveInfo } from '#shared/ipc/desktop';
import { fail, ok, type Result } from '#shared/result';
import { randomBytes } from 'node:crypto';
import { errorCode, writeFailure } from '../files/fileErrors';
import { TEMPORARY, writeFileAtomically } from '../files/atomicWrite';
import { newUlid, ULID } from './ulid';

export const SCHEMA_VERSION = 1;

function infoPath(dataDir: string): string {
  return join(dataDir, 'archive.json');
}

function toBytes(info: ArchiveInfo): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(info, null, 2)}\n`);
}

/** Makes the folder where it is missing. Codes: those of writing a file. */
export function ensureFolder(dataDir: string): Result<null> {
  try {
    mkdirSync(dataDir, { recursive: true });
    return ok(null);
  } catch (error) {
    return writeFailure(error, infoPath(dataDir), 'create');
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
  const temporary = join(dataDir, `.hudang-${randomBytes(6).toString('hex')}.tmp`);
  const handle = openSync(temporary, 'wx');
  try {
    writeSync(handle, toBytes(info));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  try {
    linkSync(temporary, infoPath(dataDir));
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EEXIST') return;
    // FAT drives know no hard links. LOCK keeps others out, so writing in place is safe enough there.
    const target = openSync(infoPath(dataDir), 'wx');
    writeSync(target, toBytes(info));
    fsyncSync(target);
    closeSync(target);
  } finally {
    rmSync(temporary, { force: true });
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
