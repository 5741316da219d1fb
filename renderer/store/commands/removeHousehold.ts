import { fail, ok, type Result } from '#shared/result';
import { commitFresh } from '../commit';
import type { Archive } from '../db';
import { numberOf } from '../edit';
import { seal, unseal } from '../seal';
import type { AttachmentChange, LogBody } from '../stored';
import type { Operation } from '../types';

/** Removes a household; the whole record and its attachments stay in the log, so that an undo brings them back. */
export async function removeHousehold(archive: Archive, id: string): Promise<Result<Operation>> {
  const { households, attachments } = archive.db;
  const done = await commitFresh(archive, async () => {
    const stored = await households.get(id);
    if (!stored) return fail('household_missing');
    const record = await unseal(stored.doc);
    const attached = await attachments.where('household').equals(id).toArray();
    const gone = attached.map((before): AttachmentChange => ({ id: before.id, before, after: null }));
    const deleted = { record, born: stored.born };
    return ok({
      kind: 'delete',
      summary: `删除住户 ${String(record.fields['head_name'] ?? '')} ${numberOf(record)}`.trim(),
      puts: [],
      deletes: [id],
      log: [[id, await seal<LogBody>({ deleted, ...(gone.length > 0 ? { attachments: gone } : {}) })]],
      attachments: gone,
    });
  });
  if (!done.ok) return done;
  return done.value ? ok(done.value) : fail('household_missing');
}
