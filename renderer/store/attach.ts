/** The attachments of one household, changed as one operation; tried again when somebody else was faster. */
import { fail, ok, type Result } from '#shared/result';
import { commit } from './commit';
import type { Archive } from './db';
import { storeFailure } from './failure';
import { readLastSeq } from './meta';
import { seal } from './seal';
import type { AttachmentChange, LogBody, StoredAttachment } from './stored';
import type { Operation } from './types';

const TRIES = 5;

/**
 * `change` gets the attachments of the household as they stand and returns what becomes of them; an empty list makes no
 * operation. The content must be kept by the main process before. Failures: household_missing, household_busy, the store's.
 */
export async function editAttachments(
  archive: Archive,
  household: string,
  summary: string,
  change: (now: readonly StoredAttachment[]) => Result<readonly AttachmentChange[]>,
): Promise<Result<Operation | null>> {
  const { db } = archive;
  try {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const { stands, now, readAt } = await db.transaction('r', db.households, db.attachments, db.meta, async () => ({
        stands: (await db.households.get(household)) !== undefined,
        now: await db.attachments.where('household').equals(household).toArray(),
        readAt: await readLastSeq(db),
      }));
      if (!stands) return fail('household_missing');
      const changes = change(now);
      if (!changes.ok) return changes;
      if (changes.value.length === 0) return ok(null);
      const body = await seal<LogBody>({ changes: [], attachments: changes.value });
      const done = await commit(archive, {
        kind: 'attachment',
        summary,
        readAt,
        exclusive: false,
        puts: [],
        deletes: [],
        log: [[household, body]],
        attachments: changes.value,
      });
      if (!done.ok) return done;
      if (!done.value.stale) return ok(done.value.operation);
    }
    return fail('household_busy');
  } catch (error) {
    return { ok: false, error: await storeFailure(error) };
  }
}
