import { fail, ok, type Result } from '#shared/result';
import { commit } from '../commit';
import type { Archive } from '../db';
import { readForEdit } from '../edit';
import { storeFailure } from '../failure';
import { attachmentsOf } from '../queries/attachments';
import { seal } from '../seal';
import type { AttachmentBody, AttachmentChange, LogBody, StoredAttachment } from '../stored';
import type { Operation } from '../types';
import { ulid } from '../ulid';

/** A file whose content the main process keeps already. */
export interface NewAttachment extends Pick<AttachmentBody, 'name' | 'bytes' | 'type'> {
  readonly sha256: string;
}

const TRIES = 3;

/**
 * Adds a file to a household as one operation; its content is kept before. Failures: `household_missing`,
 * `attachment_twice` {name, known} when the household has the same content already, `household_busy`, the store's own.
 */
export async function addAttachment(
  archive: Archive,
  household: string,
  { sha256, name, bytes, type }: NewAttachment,
): Promise<Result<Operation>> {
  try {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const { stored, seq } = await readForEdit(archive.db, household);
      if (!stored) return fail('household_missing');
      const known = (await attachmentsOf(archive, household)).find((each) => each.sha256 === sha256);
      if (known) return fail('attachment_twice', { name, known: known.name });
      const body = { name, bytes, type, added: new Date().toISOString(), who: archive.actor.who };
      const after: StoredAttachment = { id: ulid(), household, sha256, body: await seal<AttachmentBody>(body) };
      const attachments: AttachmentChange[] = [{ id: after.id, before: null, after }];
      const done = await commit(archive, {
        kind: 'attachment',
        summary: `添加附件 ${name}`,
        readAt: seq,
        exclusive: false,
        puts: [],
        deletes: [],
        log: [[household, await seal<LogBody>({ changes: [], attachments })]],
        attachments,
      });
      if (!done.ok) return done;
      if (!done.value.stale) return ok(done.value.operation);
    }
    return fail('household_busy');
  } catch (error) {
    return { ok: false, error: await storeFailure(error) };
  }
}
