import { fail, ok, type Result } from '#shared/result';
import { commit } from '../commit';
import type { Archive } from '../db';
import { numberOf, readForEdit } from '../edit';
import { storeFailure } from '../failure';
import { seal, unseal } from '../seal';
import type { AttachmentChange, LogBody } from '../stored';
import type { Operation } from '../types';

/** Removes a household; the whole record and its attachments stay in the log, so that an undo brings it back. */
export async function removeHousehold(archive: Archive, id: string): Promise<Result<Operation>> {
  try {
    const { stored, seq } = await readForEdit(archive.db, id);
    const attached = await archive.db.attachments.where('household').equals(id).toArray();
    if (!stored) return fail('household_missing');
    const record = await unseal(stored.doc);
    const attachments = attached.map((before): AttachmentChange => ({ id: before.id, before, after: null }));
    const body: LogBody = { deleted: { record, born: stored.born }, ...(attached.length > 0 ? { attachments } : {}) };
    const done = await commit(archive, {
      kind: 'delete',
      summary: `删除住户 ${String(record.fields['head_name'] ?? '')} ${numberOf(record)}`.trim(),
      readAt: seq,
      exclusive: false,
      puts: [],
      deletes: [id],
      log: [[id, await seal(body)]],
      attachments,
    });
    if (!done.ok) return done;
    return done.value.stale ? fail('household_busy') : ok(done.value.operation);
  } catch (error) {
    return { ok: false, error: await storeFailure(error) };
  }
}
