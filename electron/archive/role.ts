/**
 * Who we are to the archive folder in this run: its owner, or somebody who may only look because another has it open or
 * because nothing can be written there. Decided before the profile is named, for two programs must never share one.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Access, ArchiveInfo } from '#shared/ipc/desktop';
import { ok, type Result } from '#shared/result';
import { writeFailure } from '../files/fileErrors';
import { ensureFolder, lookAtArchive } from './folder';
import { inUse, otherHolder } from './lock';

export type ReadAccess = Extract<Access, { readonly mode: 'read' }>;

export type Role =
  | { readonly kind: 'owner'; readonly profile: string }
  | { readonly kind: 'reader'; readonly profile: string; readonly access: ReadAccess; readonly archive: ArchiveInfo };

/**
 * `readers` = the folder for the profiles of this user's readers. `mayRead` = what was asked for can be done without
 * writing; otherwise a taken or read-only folder is refused. Codes: archive_in_use, those of `ensureFolder` and
 * `lookAtArchive`.
 */
export function roleIn(dataDir: string, readers: string, mayRead: boolean): Result<Role> {
  const other = otherHolder(dataDir);
  if (other !== null) {
    const access = { mode: 'read', why: 'owner', owner: other.owner, computer: other.computer } as const;
    return mayRead ? readerIn(dataDir, readers, access) : inUse(dataDir, other);
  }
  const folder = ensureFolder(dataDir);
  // On a full disk an archive that is there is still shown the way out (the guard decides), a new one is not begun.
  const isFull = !folder.ok && folder.error.code === 'disk_full' && lookAtArchive(dataDir).ok;
  if (folder.ok || isFull) return ok({ kind: 'owner', profile: join(dataDir, 'profile') });
  if (folder.error.code !== 'folder_readonly' || !mayRead) return folder;
  const reader = readerIn(dataDir, readers, { mode: 'read', why: 'medium' });
  // A folder without an archive was to become one: then that it cannot be written is what matters.
  return reader.ok || reader.error.code === 'archive_old' ? reader : folder;
}

function readerIn(dataDir: string, readers: string, access: ReadAccess): Result<Role> {
  const archive = lookAtArchive(dataDir);
  if (!archive.ok) return archive;
  const profile = join(readers, archive.value.databaseId);
  try {
    mkdirSync(profile, { recursive: true });
    return ok({ kind: 'reader', profile, access, archive: archive.value });
  } catch (error) {
    return writeFailure(error, profile, 'create');
  }
}
