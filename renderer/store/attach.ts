/** The attachments of one household, changed as one operation. */
import { fail, ok, type Result } from '#shared/result';
import { commitFresh } from './commit';
import type { Archive } from './db';
import { seal } from './seal';
import type { AttachmentChange, LogBody, StoredAttachment } from './stored';
import type { Operation } from './types';

/**
 * `change` gets the attachments of the household as they stand and returns what becomes of them; an empty list makes no
 * operation. The content must be kept by the main process before. Failures: household_missing, the store's.
 */
export function editAttachments(
  archive: Archive,
  household: string,
  summary: string,
  change: (now: readonly StoredAttachment[]) => Result<readonly AttachmentChange[]>,
): Promise<Result<Operation | null>> {
  const { households, attachments } = archive.db;
  return commitFresh(archive, async () => {
    if ((await households.get(household)) === undefined) return fail('household_missing');
    const changes = change(await attachments.where('household').equals(household).toArray());
    if (!changes.ok) return changes;
    if (changes.value.length === 0) return ok(null);
    const body = await seal<LogBody>({ changes: [], attachments: changes.value });
    const log = [[household, body]] as const;
    return ok({ kind: 'attachment', summary, puts: [], deletes: [], log, attachments: changes.value });
  });
}
