/** Failures of the file system in the words of shared/messages/desktop. */
import { basename, dirname } from 'node:path';
import { fail } from '#shared/result';

/** Where in a write the failure came: making the temporary file, filling it, or putting it in place. */
export type WriteStep = 'create' | 'fill' | 'replace';

export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN';
}

const DRIVE_GONE = new Set(['EIO', 'ENXIO', 'ENODEV', 'ESTALE', 'EREMOTEIO']);

/** Names what stopped a write to `target`. WPS and Excel hold an open workbook so that only the last step fails. */
export function writeFailure(error: unknown, target: string, step: WriteStep): ReturnType<typeof fail> {
  const code = errorCode(error);
  const [name, folder] = [basename(target), dirname(target)];
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') return fail('disk_full', { name });
  if (code === 'ENOENT' || code === 'ENOTDIR') return fail('folder_missing', { folder });
  if (code === 'EROFS') return fail('folder_readonly', { folder });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EBUSY' || code === 'ETXTBSY') {
    return step === 'replace' ? fail('target_locked', { name }) : fail('folder_readonly', { folder });
  }
  if (code === 'EISDIR' || code === 'ENOTEMPTY') return fail('target_is_folder', { name });
  if (code === 'ENAMETOOLONG') return fail('name_too_long');
  if (DRIVE_GONE.has(code)) return fail('drive_gone', { name });
  return fail('write_failed', { name, reason: code });
}

/** Names what stopped reading `path`. */
export function readFailure(error: unknown, path: string): ReturnType<typeof fail> {
  const code = errorCode(error);
  const name = basename(path);
  if (code === 'ENOENT' || code === 'ENOTDIR') return fail('file_not_found', { name });
  if (code === 'EISDIR') return fail('not_a_file', { name });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EBUSY') return fail('read_locked', { name });
  return fail('read_failed', { name, reason: code });
}
