import { copyApi } from '../../workers/client';
import type { JobContext } from '../context';
import { done, refused, type Outcome } from '../outcome';

/** `job backup --out FILE`: the whole archive with history and attachments in one file, re-read before this answers. */
export async function backup({ request, progress }: JobContext): Promise<Outcome> {
  const out = request.outputs['out'];
  if (out === undefined) return refused({ code: 'unknown_token', params: {} });
  progress('写备份');
  const written = await copyApi().backup(out);
  return written.ok ? done({ ...written.value }) : refused(written.error);
}
