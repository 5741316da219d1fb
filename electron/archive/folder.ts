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
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { ArchiveInfo } from '#shared/ipc/desktop';
import { fail, ok, type Result } from '#shared/result';
import { errorCode, readFailure, writeFailure } from '../files/fileErrors';
import { TEMPORARY, temporaryName, writeFileAtomically } from '../files/atomicWrite';
import { newUlid, ULID } from './ulid';

/**
 * 1: IndexedDB was the only copy. 2: journal and copies lie beside it, and an older program must not write past them.
 * 3: what imports have taught is kept, and batches know their files; older programs would call such a copy damaged.
 */
export const SCHEMA_VERSION = 3;
/** From here on a reader finds everything beside IndexedDB. */
const FIRST_READABLE = 2;

function infoPath(dataDir: string): string {
  return join(dataDir, 'archive.json');
}

/** The same once more: a torn archive.json must not make the archive a stranger to its own journal. */
function doublePath(dataDir: string): string {
  return join(dataDir, 'archive.copy.json');
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

/** Looks the database id up where archive.json has none to tell; null = nothing there knows. */
export type IdentityElsewhere = () => Promise<string | null>;

/**
 * Reads archive.json, or makes it in a folder that holds nothing yet. One that is missing or cannot be understood is put
 * back from its double, or from what the copies say; otherwise it is refused, never replaced. An older one is upgraded.
 * Codes: archive_damaged, archive_identity_lost, archive_newer, and those of writing a file.
 */
export async function openArchive(dataDir: string, elsewhere: IdentityElsewhere): Promise<Result<ArchiveInfo>> {
  try {
    removeLeftovers(dataDir);
    const found = readInfo(dataDir, infoPath(dataDir));
    if (found.ok) {
      const info = markedByDouble(dataDir, found.value);
      return await settle(dataDir, info, info !== found.value || info.schemaVersion < SCHEMA_VERSION);
    }
    if (found.error.code === 'archive_newer') return found;
    const known = await identify(dataDir, elsewhere);
    if (known) return await putBack(dataDir, known);
    if (found.error.code === 'archive_damaged') return found;
    if (holdsArchive(dataDir)) return fail('archive_identity_lost', { folder: dataDir });
    create(dataDir, { format: 'hudang-archive', databaseId: newUlid(), schemaVersion: SCHEMA_VERSION, unit: '' });
    const made = readInfo(dataDir, infoPath(dataDir));
    return made.ok ? await settle(dataDir, made.value, false) : made;
  } catch (error) {
    return writeFailure(error, infoPath(dataDir), 'create');
  }
}

/**
 * Reads archive.json for somebody who may only look, and changes nothing. Codes: archive_damaged (or missing),
 * archive_newer, archive_old: before version 2 there is nothing beside IndexedDB that another profile could read.
 */
export function lookAtArchive(dataDir: string): Result<ArchiveInfo> {
  try {
    for (const path of [infoPath(dataDir), doublePath(dataDir)]) {
      const found = readInfo(dataDir, path);
      if (found.ok && found.value.schemaVersion < FIRST_READABLE) return fail('archive_old', { folder: dataDir });
      if (found.ok || found.error.code === 'archive_newer') return found;
    }
    return fail('archive_damaged', { folder: dataDir });
  } catch (error) {
    return readFailure(error, infoPath(dataDir));
  }
}

/** The double of archive.json and then the copies. */
async function identify(dataDir: string, elsewhere: IdentityElsewhere): Promise<ArchiveInfo | null> {
  const double = readInfo(dataDir, doublePath(dataDir));
  if (double.ok) return double.value;
  const databaseId = await elsewhere();
  if (databaseId === null || !ULID.test(databaseId)) return null;
  return { format: 'hudang-archive', databaseId, schemaVersion: SCHEMA_VERSION, unit: '' };
}

/** An archive.json that an older program or a backup of single files put there must not forget that something was saved. */
function markedByDouble(dataDir: string, info: ArchiveInfo): ArchiveInfo {
  const double = readInfo(dataDir, doublePath(dataDir));
  const knows = double.ok && double.value.databaseId === info.databaseId && double.value.used === true;
  return knows && info.used !== true ? { ...info, used: true } : info;
}

/** What could not be understood is kept aside for whoever wants to look at it. */
async function putBack(dataDir: string, info: ArchiveInfo): Promise<Result<ArchiveInfo>> {
  if (existsSync(infoPath(dataDir))) renameSync(infoPath(dataDir), `${infoPath(dataDir)}.damaged`);
  return settle(dataDir, info, true);
}

/** Brings archive.json to this version (when `rewrite`) and its double up to date. */
async function settle(dataDir: string, info: ArchiveInfo, rewrite: boolean): Promise<Result<ArchiveInfo>> {
  const current: ArchiveInfo = { ...info, schemaVersion: SCHEMA_VERSION };
  return rewrite || !isSame(readInfo(dataDir, doublePath(dataDir)), current)
    ? store(dataDir, current, rewrite)
    : ok(current);
}

/** A double that cannot be written (full disk) stops nothing: archive.json itself is whole. */
async function store(dataDir: string, info: ArchiveInfo, rewrite: boolean): Promise<Result<ArchiveInfo>> {
  const saved = rewrite ? await writeFileAtomically(infoPath(dataDir), toBytes(info)) : ok(null);
  if (!saved.ok) return saved;
  await writeFileAtomically(doublePath(dataDir), toBytes(info));
  return ok(info);
}

function isSame(found: Result<ArchiveInfo>, info: ArchiveInfo): boolean {
  return found.ok && Buffer.compare(toBytes(found.value), toBytes(info)) === 0;
}

/** Whether anything lies there that keeps an archive: then a new identity would make it look like another one. */
function holdsArchive(dataDir: string): boolean {
  return ['journal', 'snapshots'].some((name) => {
    try {
      return readdirSync(join(dataDir, name), { recursive: true, withFileTypes: true }).some((entry) => entry.isFile());
    } catch {
      return false;
    }
  });
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

/** Codes: archive_missing, archive_damaged, archive_newer. Throws what the file system throws otherwise. */
function readInfo(dataDir: string, path: string): Result<ArchiveInfo> {
  const damaged = fail('archive_damaged', { folder: dataDir });
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return damaged;
    if (errorCode(error) === 'ENOENT') return fail('archive_missing', { folder: dataDir });
    throw error;
  }
  if (typeof value !== 'object' || value === null) return damaged;
  const { format, databaseId, schemaVersion, unit, used } = value as Partial<Record<keyof ArchiveInfo, unknown>>;
  if (format !== 'hudang-archive' || typeof databaseId !== 'string' || !ULID.test(databaseId)) return damaged;
  if (typeof schemaVersion !== 'number' || !Number.isInteger(schemaVersion) || schemaVersion < 1) return damaged;
  if (schemaVersion > SCHEMA_VERSION) return fail('archive_newer', { folder: dataDir });
  const marked: Pick<ArchiveInfo, 'used'> = used === true ? { used } : {};
  return ok({ format, databaseId, schemaVersion, unit: typeof unit === 'string' ? unit : '', ...marked });
}

/** Temporary files that a crash left behind. */
function removeLeftovers(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    if (TEMPORARY.test(name)) rmSync(join(dataDir, name), { force: true });
  }
}

/** Stores the name of the unit, or that something was saved here, keeping everything else. */
export function storeInfo(
  dataDir: string,
  info: ArchiveInfo,
  change: Partial<Pick<ArchiveInfo, 'unit' | 'used'>>,
): Promise<Result<ArchiveInfo>> {
  return store(dataDir, { ...info, ...change }, true);
}
