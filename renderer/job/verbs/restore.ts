import { ok, type Result } from '#shared/result';
import { actingAs, closeArchive, type Archive } from '../../store/db';
import { openDistrustful } from '../../store/openDistrustful';
import { hashArchive } from '../../store/queries/hashArchive';
import type { RestorePreview } from '../../workers/api';
import { copyApi, stopWorker } from '../../workers/client';
import type { JobContext } from '../context';
import { done, refused, type Outcome } from '../outcome';

/** `job restore FILE [--dry-run]`: what would change, then – confirming by itself – the restore. */
export async function restore({ request, archive, progress }: JobContext): Promise<Outcome> {
  const [input, more] = request.inputs;
  if (!input || more) return refused({ code: 'restore_one_file', params: {} });
  progress('核对备份');
  const preview = await copyApi().preview(input.token);
  if (!preview.ok) return refused(preview.error);
  const json = previewJson(preview.value);
  if (request.options['dry-run'] === true) {
    return done({ ...json, operation: null, saved: null, ...(await hashArchive(archive)) });
  }
  progress('恢复');
  const restored = await copyApi().restore(input.token);
  if (!restored.ok) return refused(restored.error, json);
  const { operation, saved, reload } = restored.value;
  const now = reload === true ? await openAnew(archive) : ok(archive);
  if (!now.ok) return refused(now.error, { ...json, operation, saved });
  return done({ ...json, operation, saved, ...(await hashArchive(now.value)) });
}

/** The database of an archive that was taken over is made anew; nobody may hold the old one open. */
async function openAnew(archive: Archive): Promise<Result<Archive>> {
  stopWorker('copy');
  closeArchive(archive);
  const opened = await openDistrustful(archive.actor, { name: archive.db.name, journal: archive.journal });
  return opened.ok ? ok(actingAs(opened.value.archive, archive.actor)) : opened;
}

function previewJson({ made, unit, bytes, attachments, undoable, counts }: RestorePreview): Record<string, unknown> {
  const { added, changed, removed, same } = counts;
  return { made, unit, bytes, attachments, undoable, new: added, changed, gone: removed, same };
}
