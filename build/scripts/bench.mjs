/**
 * `npm run bench -- [--households N] [--seed S] [--starts N] [--imports N] [--json FILE]`: measures the main steps in the
 * real Electron, each beside the least that any program would need for it, in one run. Prints a table, then one JSON object
 * as the last line. Figures are never asserted: a slow machine is no failure.
 */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { benchStart } from './bench/start.mjs';
import { benchReading } from './bench/reading.mjs';
import { printTable, stepOf } from './bench/table.mjs';
import { hasScreen, onScreen } from './lib/display.mjs';
import { job } from './lib/jobRunner.mjs';
import { fail, run, say } from './lib/run.mjs';

const { values: options } = parseArgs({
  options: {
    households: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    starts: { type: 'string', default: '7' },
    imports: { type: 'string', default: '3' },
    runs: { type: 'string', default: '200' },
    json: { type: 'string' },
  },
});
const counts = ['households', 'starts', 'imports', 'runs'].map((name) => Number(options[name]));
if (!counts.every((count) => Number.isInteger(count) && count > 0)) fail('bench: the counts are whole numbers above 0');
const [households, starts, imports, runs] = counts;

// One screen for all windows of the run.
if (!hasScreen()) {
  const [command, args] = onScreen(process.execPath, [fileURLToPath(import.meta.url), ...process.argv.slice(2)]);
  process.exit(await run(command, args));
}

const work = mkdtempSync(join(tmpdir(), 'hudang-bench-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true, maxRetries: 3 }));
let peakBytes = 0;

/** One step as a job of its own; the JSON of the step. */
async function measure(step, dataDir, files = []) {
  const words = ['bench', ...files, '--step', step, '--runs', String(runs), '--data', dataDir];
  const { json } = await job(words);
  peakBytes = Math.max(peakBytes, json.metrics?.peakBytes ?? 0);
  const [measured] = json.steps;
  say(`  ${step}: ${measured.ours.median} ms beside ${measured.raw.median} (${measured.rawIs})`);
  return measured;
}

/** The working database thrown away and made anew; milliseconds. The hash must be the one before. */
async function rebuild(dataDir) {
  const { json: before } = await job(['verify', '--data', dataDir]);
  const { json } = await job(['rebuild', '--data', dataDir]);
  if (json.hash !== before.hash) fail(`rebuild: hash ${json.hash}, before it ${before.hash}`);
  say(`  rebuild: ${json.ms} ms, hash as before`);
  return json.ms;
}

say(`generating ${households} households …`);
const folder = join(work, 'village');
const generate = ['generate', '--households', String(households), '--seed', options.seed, '--style', 'flat'];
await job([...generate, '--out', folder, '--data', join(work, 'generator')]);
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.xlsx'))
  .map((name) => join(folder, name));

say(`importing ${imports} × into an empty archive …`);
const imported = [];
const archive = (n) => join(work, `archive-${n}`);
for (let n = 0; n < imports; n++) imported.push(await measure('import', archive(n), files));

say('measuring on the archive …');
const steps = [];
for (const step of ['save', 'page', 'search', 'audit', 'export']) steps.push(await measure(step, archive(0)));

say('reading alone …');
const reading = await benchReading(work, imports);

say(`rebuilding ${imports} × from what the journal keeps …`);
const rebuilt = [];
for (let n = 0; n < imports; n++) rebuilt.push(await rebuild(archive(n)));

say(`starting ${starts} × in turn with a bare window …`);
const start = await benchStart(archive(0), starts, (text) => say(`  ${text}`));
peakBytes = Math.max(peakBytes, start.peakBytes);

const result = {
  households,
  processors: cpus().length,
  processor: cpus()[0]?.model ?? '',
  platform: `${process.platform} ${process.arch}`,
  steps: [
    stepOf('start', start.ours, start.raw, 'bare window (CPU of all processes)', {
      wallMs: Math.round(middle(start.wall)),
    }),
    stepOf(
      'import',
      imported.map(({ ours }) => ours.median),
      imported.map(({ raw }) => raw.median),
      imported[0].rawIs,
      {
        parts: imported.map(({ parts, rawParts }) => ({ ...parts, raw: rawParts })),
        // Beside reading into the same records and a raw put of them.
        ratioRead: middle(imported.map(({ ratioRead }) => ratioRead)),
      },
    ),
    stepOf(
      'rebuild',
      rebuilt,
      imported.map(({ ours }) => ours.median),
      'importing the same data',
    ),
    ...reading.flatMap(readingStep),
    ...steps,
  ],
  reading,
  peakBytes,
};
printTable(result);
const text = JSON.stringify(result);
if (options.json) writeFileSync(resolve(process.env.INIT_CWD ?? process.cwd(), options.json), `${text}\n`);
process.stdout.write(`${text}\n`);

/** Reading and understanding beside inflating and scanning; the rivals are in `reading` of the result. */
function readingStep({ step, runs }) {
  if (runs.length === 0) return [];
  const ours = runs.map(({ read, understand }) => read + understand);
  return [
    stepOf(
      step,
      ours,
      runs.map(({ raw }) => raw),
      'inflate + scan',
    ),
  ];
}

function middle(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
