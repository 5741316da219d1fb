import { fail, ok, type Result } from '#shared/result';
import { editAttachments } from '../attach';
import type { Archive } from '../db';
import type { Attachment } from '../queries/attachments';
import type { Operation } from '../types';

/**
 * Takes a file from its household as one operation; the content stays for as long as an undo may want it back. Failures:
 * `attachment_missing`, `household_missing`, `household_busy`, the store's own.
 */
export function removeAttachment(
  archive: Archive,
  { id, household, name }: Pick<Attachment, 'id' | 'household' | 'name'>,
): Promise<Result<Operation | null>> {
  return editAttachments(archive, household, `移除附件 ${name}`, (now) => {
    const before = now.find((row) => row.id === id);
    return before ? ok([{ id, before, after: null }]) : fail('attachment_missing');
  });
}
