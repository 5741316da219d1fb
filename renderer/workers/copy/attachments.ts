/** Attachments on their way into a backup and out of one. */
import { attachmentsIn, readAttachment, type OpenedCopy } from '#shared/journal/copy/readCopy';
import { CopyFailure, type ReadAt } from '#shared/journal/copy/source';
import { fail, ok, type Result } from '#shared/result';
import { makeHasher, type AttachmentsOut } from '../../store/streamCopy';
import type { Archive } from '../../store/db';
import { referencedAttachments } from '../../store/queries/attachments';
import { bytesOf, type CopyFiles } from './files';

/** The files of all attachments that a household has or an undo could bring back, each once; what is missing or rotten is noted and left out. */
export class AttachmentsForBackup {
  readonly missing: string[] = [];

  constructor(
    private readonly archive: Archive,
    private readonly files: CopyFiles,
  ) {}

  readonly stream: AttachmentsOut = async function* (this: AttachmentsForBackup) {
    // In the order of their names: the same archive gives the same backup.
    for (const sha256 of [...(await referencedAttachments(this.archive))].sort()) {
      const file = await this.files.attachment(sha256);
      // A file cannot be taken back out of a backup that is half written: it is looked through before.
      const whole = file.ok && (await isWhole(file.value, sha256));
      if (whole) yield { sha256, content: bytesOf(file.value) };
      else this.missing.push(sha256);
    }
  }.bind(this);
}

/** Whether the content is what its name says. */
export async function isWhole(file: ReadAt, sha256: string): Promise<boolean> {
  const hasher = makeHasher();
  try {
    for await (const piece of bytesOf(file)) hasher.update(piece);
    return hasher.digest() === sha256;
  } catch {
    return false;
  }
}

/** Puts the attachments of a backup into the store, those that are not there whole. Returns how many came. */
export async function takeAttachments(copy: OpenedCopy, files: CopyFiles): Promise<Result<number>> {
  let taken = 0;
  for (const { sha256, bytes } of attachmentsIn(copy)) {
    const known = await files.attachment(sha256);
    // A rotten one is what the backup may have been fetched for.
    const whole = known.ok && known.value.size === bytes && (await isWhole(known.value, sha256));
    if (whole) continue;
    const output = await files.keepAttachment();
    if (!output.ok) return output;
    const read = await readAttachment(copy, sha256, makeHasher, async (piece) => {
      const written = await output.value.write(piece);
      if (!written.ok) throw new CopyFailure(written.error);
    });
    if (!read.ok) {
      await output.value.abort();
      return read;
    }
    const kept = await output.value.commit();
    if (!kept.ok) return kept;
    if (kept.value !== sha256) return fail('backup_damaged', { part: '附件' });
    taken += 1;
  }
  return ok(taken);
}
