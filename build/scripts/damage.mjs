/**
 * `npm run damage -- [--seed S] [--verbose]`: damages generated sheets in every way we know, 40 cases a kind, and counts what
 * the 损伤医生 finds, proposes and gets wrong, and its false alarms on undamaged sheets. The table goes to stdout, single
 * misses to stderr; the last line is `damage kinds K, cases N, found P %, wrong silent repairs W, false alarms F per 1000
 * cells`. Exit 0 only when K ≥ 25, P ≥ 99, W = 0 and F ≤ 1.
 */
import { parseArgs } from 'node:util';
import { bundleForNode } from './lib/bundle.mjs';
import { fail, run } from './lib/run.mjs';
import { ensureDependencies } from './lib/setup.mjs';

const USAGE = 'usage: npm run damage -- [--seed S] [--verbose]';
const options = read();
await ensureDependencies();
process.exit(
  await run(process.execPath, [
    '--enable-source-maps',
    await bundleForNode('build/damage/main.ts'),
    options.seed,
    ...(options.verbose ? ['--verbose'] : []),
  ]),
);

function read() {
  try {
    const { values } = parseArgs({
      options: { seed: { type: 'string', default: '1' }, verbose: { type: 'boolean', default: false } },
    });
    return /^\d+$/.test(values.seed) ? values : fail(USAGE);
  } catch {
    return fail(USAGE);
  }
}
