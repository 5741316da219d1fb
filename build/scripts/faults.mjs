/**
 * `npm run faults -- [--runs N] [--seed S] [--only kind[=runs],…] [--keep]`: breaks the archive in every way we know and
 * looks whether an acknowledged keystroke is missing. Kinds: build/faults/kinds.mjs. The table goes to stdout, progress and
 * every failed run with its seed to stderr; the last line is `runs N, lost N, half-applied N, silent empty N`. Exit 0 only
 * when the last three are 0; every other defect counts as lost. `--only rebuild --households N` measures a rebuilding.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { KINDS, shares } from '../faults/kinds.mjs';
import { Report, badRun, isBad } from '../faults/report.mjs';
import { hasScreen, onScreen } from './lib/display.mjs';
import { fail, run, say } from './lib/run.mjs';
import { ensureBuild, ensureDependencies, ensureSystemLibraries } from './lib/setup.mjs';

const USAGE = `usage: npm run faults -- [--runs N] [--seed S] [--only kind[=runs],…] [--households N] [--keep]
kinds: ${Object.keys(KINDS).join(', ')}`;

const options = read();
const plan = planned(options);
await ensureDependencies();
const real = [...plan.keys()].some((kind) => KINDS[kind].lane > 0);
if (real) {
  await ensureSystemLibraries();
  // A killed process group must not take a screen of its own with it: one for all runs.
  if (!hasScreen()) {
    const [command, args] = onScreen(process.execPath, [fileURLToPath(import.meta.url), ...process.argv.slice(2)]);
    process.exit(await run(command, args));
  }
  await ensureBuild();
}

const work = mkdtempSync(join(tmpdir(), 'hudang-faults-'));
const total = [...plan.values()].reduce((sum, runs) => sum + runs, 0);
const report = new Report(total, options.households ? ` --households ${options.households}` : '');
const begun = Date.now();
const context = { work, report, households: options.households, keep: options.keep };
// Starting Electron is mostly waiting: the lanes together keep two cores busy.
await Promise.all([0, 1, 2].map(queue));
say(`${Math.round((Date.now() - begun) / 1000)} s`);
const good = report.finish();
if (!options.keep && !report.results.some((result) => result.folder)) {
  rmSync(work, { recursive: true, force: true, maxRetries: 3 });
}
process.exit(good ? 0 : 1);

function read() {
  try {
    const { values } = parseArgs({
      options: {
        runs: { type: 'string', default: '100' },
        seed: { type: 'string', default: '1' },
        only: { type: 'string' },
        households: { type: 'string' },
        keep: { type: 'boolean', default: false },
      },
    });
    const number = (text) => (/^\d+$/.test(text) ? Number(text) : fail(USAGE));
    return {
      runs: number(values.runs),
      seed: number(values.seed),
      only: values.only?.split(',') ?? null,
      households: values.households === undefined ? null : number(values.households),
      keep: values.keep,
    };
  } catch {
    return fail(USAGE);
  }
}

/** Kind → number of runs. Numbers after `=` stand; the rest of --runs is shared among the others. */
function planned({ runs, only }) {
  const named = new Map();
  const open = [];
  for (const word of only ?? Object.keys(KINDS).filter((kind) => KINDS[kind].share > 0)) {
    const [kind, count] = word.split('=');
    if (!Object.hasOwn(KINDS, kind) || (count !== undefined && !/^\d+$/.test(count))) fail(USAGE);
    if (count === undefined) open.push(kind);
    else named.set(kind, Number(count));
  }
  const result = new Map([...shares(open, runs), ...named]);
  for (const [kind, count] of result) if (count === 0) result.delete(kind);
  if (result.size === 0) fail(USAGE);
  return result;
}

/** All planned kinds of one lane, one after the other. */
async function queue(lane) {
  for (const [kind, runs] of plan) {
    if (KINDS[kind].lane !== lane) continue;
    const seeds = Array.from({ length: runs }, (_, i) => options.seed + i);
    try {
      const { start } = await KINDS[kind].load();
      await start(kind, seeds, context, (result) => {
        if (!isBad(result) && result.folder && !options.keep) {
          rmSync(result.folder, { recursive: true, force: true, maxRetries: 3 });
          delete result.folder;
        }
        report.add(result);
      });
    } catch (error) {
      report.add(badRun(kind, seeds[0], 'the harness itself', error?.stack ?? String(error)));
    }
  }
}
