/** Real backup files with one byte flipped, cut, or not ours, given to `job restore`: each is refused, the archive unchanged. */
import { copyFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyOf, job, look, mustJob, randomFrom, remove, sayEnd, village } from './realApp.mjs';
import { badRun, goodRun } from './report.mjs';

const FILES_A_RUN = 4;

export async function start(kind, seeds, context, done) {
  const source = join(context.work, 'backed-up');
  const archive = join(context.work, 'restored-over');
  const backup = join(context.work, 'whole.zip');
  await mustJob('import', ...(await village(context.work, 'backup', 60, 31)), '--data', source);
  await mustJob('backup', '--out', backup, '--data', source);
  await mustJob('import', ...(await village(context.work, 'other-backup', 20, 32)), '--data', archive);
  const before = await look(archive);
  // Without it nothing could be compared, and each run would look like a loss.
  if (before.refused) throw new Error(`the archive cannot be looked at before anything was done: ${before.refused}`);
  for (const seed of seeds) {
    const result = await once(kind, seed, { archive, backup, before }, context.work).catch((error) =>
      badRun(kind, seed, 'restore', String(error?.stack ?? error)),
    );
    done({ ...result, slow: true });
  }
}

/** A spoiled backup, and what was done to it. */
function spoil(backup, path, random) {
  copyFileSync(backup, path);
  const size = statSync(path).size;
  const at = Math.floor(random() * size);
  const how = random();
  if (how < 0.7) {
    const bytes = readFileSync(path);
    bytes[at] ^= 1 << Math.floor(random() * 8);
    writeFileSync(path, bytes);
    return `byte ${at} flipped`;
  }
  if (how < 0.9) {
    truncateSync(path, at);
    return `cut to ${at} bytes`;
  }
  writeFileSync(path, Buffer.from(Array.from({ length: 3000 }, () => Math.floor(random() * 256))));
  return 'random bytes';
}

async function once(kind, seed, { archive, backup, before }, work) {
  const random = randomFrom(seed);
  const data = copyOf(work, archive);
  const defects = [];
  for (let n = 0; n < FILES_A_RUN; n++) {
    const path = join(work, `spoiled-${seed}-${n}.zip`);
    const how = spoil(backup, path, random);
    const ended = await job('restore', path, '--data', data);
    const refused = ended.exit === 1 && ended.json?.ok === false && /[\u4e00-\u9fff]{5}/.test(ended.json.text ?? '');
    if (!refused) defects.push(`${how}: ${sayEnd(ended)}`);
    remove(path);
  }
  const after = await look(data);
  if (after.hash !== before.hash)
    defects.push(`afterwards: ${after.refused ?? `${after.households.length} households`}`);
  return goodRun(kind, seed, `${FILES_A_RUN} spoiled backups`, {
    lost: defects.length > 0 ? 1 : 0,
    empty: !after.refused && after.households.length === 0 ? 1 : 0,
    defects,
    counts: { refused: FILES_A_RUN - defects.length },
    folder: data,
  });
}
