import { fail, ok, type Result } from '#shared/result';
import { editAttachments } from '../attach';
import type { Archive } from '../db';
import { attachmentsOf } from '../queries/attachments';
import { seal } from '../seal';
import type { AttachmentBody, StoredAttachment } from '../stored';
import type { Operation } from '../types';
import { ulid } from '../ulid';

/** A file whose content the main process keeps already. */
export interface NewAttachment extends Pick<AttachmentBody, 'name' | 'bytes' | 'type'> {
  readonly sha256: string;
}

/**
 * Adds a file to a household as one operation; its content is kept before. Failures: `household_missing`,
 * `attachment_twice` {name, known} when the household has the same content already, `household_busy`, the store's own.
 */
export async function addAttachment(
  archive: Archive,
  household: string,
  { sha256, name, bytes, type }: NewAttachment,
): Promise<Result<Operation | null>> {
  const body = { name, bytes, type, added: new Date().toISOString(), who: archive.actor.who };
  const after: StoredAttachment = { id: ulid(), household, sha256, body: await seal<AttachmentBody>(body) };
  const done = await editAttachments(archive, household, `添加附件 ${name}`, (now) =>
    now.some((row) => row.sha256 === sha256) ? fail('attachment_twice') : ok([{ id: after.id, before: null, after }]),
  );
  if (done.ok || done.error.code !== 'attachment_twice') return done;
  const known = (await attachmentsOf(archive, household)).find((each) => each.sha256 === sha256);
  return fail('attachment_twice', { name, known: known?.name ?? name });
}
