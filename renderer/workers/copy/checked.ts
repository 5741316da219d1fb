/** A file that the user chose, opened as a copy of an archive, every byte of it looked at. */
import type { FileToken } from '#shared/ipc/desktop';
import { checkCopy, openCopy, type OpenedCopy } from '#shared/journal/copy/readCopy';
import { ok, type Result } from '#shared/result';
import { makeHasher } from '../../store/streamCopy';
import { naming, type CopyFiles } from './files';

/** Failures say which file: backup_truncated, backup_damaged, backup_newer, not_a_backup, and those of reading. */
export async function checkedCopy(
  files: CopyFiles,
  token: FileToken,
): Promise<Result<OpenedCopy & { readonly name: string }>> {
  const file = await files.open(token);
  if (!file.ok) return file;
  const { name } = file.value;
  const checked = await files.check(token);
  const copy = await openCopy(file.value, makeHasher);
  // The reader knows more about what is wrong than the checksum of the whole: newer, or which part.
  if (!copy.ok) return naming(name, copy);
  if (!checked.ok) {
    const parts = await checkCopy(copy.value, makeHasher);
    return naming(name, parts.ok ? checked : parts);
  }
  return ok({ ...copy.value, name });
}
