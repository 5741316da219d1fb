import { fail, ok, type Result } from '#shared/result';
import { commit } from '../commit';
import type { Archive } from '../db';
import { storeFailure } from '../failure';
import { readLastSeq } from '../meta';
import { seal, unseal } from '../seal';
import type { AttachmentChange, LogBody } from '../stored';
import type { Operation } from '../types';

const TRIES = 3;

/**
 * Takes a file from its household as one operation; the content stays for as long as an undo may want it back. Failures:
 * `attachment_missing`, `household_busy`, the store's own.
 */
export async function removeAttachment(archive: Archive, id: string): Promise<Result<Operation>> {
  const { db } = archive;
  try {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const [before, seq] = await db.transaction('r', db.attachments, db.meta, () =>
        Promise.all([db.attachments.get(id), readLastSeq(db)]),
      );
      if (!before) return fail('attachment_missing');
      const attachments: AttachmentChange[] = [{ id, before, after: null }];
      const done = await commit(archive, {
        kind: 'attachment',
        summary: `移除附件 ${(await unseal(before.body)).name}`,
        readAt: seq,
        exclusive: false,
        puts: [],
        deletes: [],
        log: [[before.household, await seal<LogBody>({ changes: [], attachments })]],
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
