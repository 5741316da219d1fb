/** How long it takes to build the database anew after it was deleted, beside importing the same data; aim ≤ 0.5 ×. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { job, look, mustJob, sayEnd, village } from './realApp.mjs';
import { badRun, goodRun } from './report.mjs';

const AIM = 0.5;

export async function start(kind, seeds, context, done) {
  const households = context.households ?? 10_000;
  const sheets = await village(context.work, 'rebuilt', households, 51);
  for (const seed of seeds) {
    try {
      done({ ...(await once(kind, seed, sheets, households, context.work)), slow: true });
    } catch (error) {
      done({ ...badRun(kind, seed, 'rebuild', String(error?.stack ?? error)), slow: true });
    }
  }
}

async function once(kind, seed, sheets, households, work) {
  const data = join(work, `rebuilt-${seed}`);
  // A start that does nothing is part of both; it is measured and said.
  const idle = await mustJob('verify', '--data', join(work, `idle-${seed}`));
  const imported = await mustJob('import', ...sheets, '--data', data);
  const before = await mustJob('verify', '--data', data);
  const defects = [];
  const times = [];
  for (let time = 0; time < 3; time++) {
    rmSync(join(data, 'profile', 'IndexedDB'), { recursive: true, force: true });
    const ended = await job('verify', '--data', data);
    times.push(ended.ms);
    const same = ended.json?.hash === before.json.hash && ended.json?.operations === before.json.operations;
    if (ended.exit !== 0 || !same) defects.push(sayEnd(ended));
  }
  // `verify` after the rebuilding also hashes everything, which the import does not: that part is taken off.
  const rebuilt = Math.min(...times) - (before.ms - idle.ms);
  const factor = rebuilt / imported.ms;
  console.log(
    `rebuilding ${households} households: ${Math.round(rebuilt)} ms (with verify ${times.map(Math.round).join(', ')} ms; verify alone ${Math.round(before.ms)} ms, ` +
      `empty start ${Math.round(idle.ms)} ms); importing them: ${Math.round(imported.ms)} ms; ${factor.toFixed(2)} × (aim ≤ ${AIM})`,
  );
  const seen = await look(data);
  if (seen.hash !== before.json.hash) defects.push(`dump: ${seen.refused ?? seen.hash}`);
  return goodRun(kind, seed, `${households} households`, {
    lost: defects.length > 0 ? 1 : 0,
    empty: !seen.refused && seen.households.length === 0 ? 1 : 0,
    defects,
    recover: times,
    counts: { rebuildings: times.length },
    folder: data,
  });
}
