import { toDump } from '#shared/derive/dump';
import { eachBatch } from '../../store/queries/households';
import type { Result } from '#shared/result';
import type { JobContext } from '../context';
import { done, refused, type Outcome } from '../outcome';
import { TextFile } from '../textFile';

const BATCH = 500;

/** `job dump --out F.jsonl`: the documented open format, a household a line. */
export async function dump({ request, archive, progress }: JobContext): Promise<Outcome> {
  const start = performance.now();
  const out = request.outputs['out'];
  if (out === undefined) throw new Error('the command line let a dump without --out through');
  const file = await TextFile.open(out);
  if (!file.ok) return refused(file.error);
  let households = 0;
  let failed: Extract<Result<null>, { ok: false }> | null = null;
  await eachBatch(archive, BATCH, async (batch) => {
    if (failed) return;
    const lines = batch.map(({ record }) => `${JSON.stringify(toDump(record))}\n`);
    const added = await file.value.add(lines.join(''));
    if (!added.ok) failed = added;
    households += batch.length;
    progress(`已写 ${households} 户`);
  });
  const saved = failed ?? (await file.value.commit());
  if (saved.ok) return done({ households, bytes: saved.value.bytes, ms: Math.round(performance.now() - start) });
  await file.value.abort();
  return refused(saved.error);
}
