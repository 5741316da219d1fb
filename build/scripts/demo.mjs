/**
 * `npm run demo [--from DIR] [--households N] [--seed S]`: the main job end to end through `job`, as a table; the last line
 * is `demo ok`, or what differed (exit 1). With --from the sheets and truth.json of a folder are used.
 */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { job } from './lib/jobRunner.mjs';
import { say } from './lib/run.mjs';
import { compareFindings, compareWithTruth } from './lib/truth.mjs';

const { values: options } = parseArgs({
  options: {
    from: { type: 'string' },
    households: { type: 'string', default: '500' },
    seed: { type: 'string', default: '7' },
    defects: { type: 'string', default: '300' },
  },
});
const AS_OF = '20260630';
const work = mkdtempSync(join(tmpdir(), 'hudang-demo-'));
const table = [];
const faults = [];

function note(village, step, result, expected, isGood) {
  table.push({ village, step, result, expected });
  say(`  ${village}: ${step}: ${result}${isGood ? '' : `  ← expected ${expected}`}`);
  if (!isGood) faults.push(`${village}: ${step}: ${result}, expected ${expected}`);
}

async function dump(data, name) {
  const file = join(work, `${name}.jsonl`);
  await job(['dump', '--data', data, '--out', file]);
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

async function importFiles(data, files) {
  const { json } = await job(['import', ...files, '--data', data], { mayRefuse: true });
  return json;
}

async function checkImport(village, truth, files, data) {
  const result = await importFiles(data, files);
  const { plan = {} } = result;
  const comparison = compareWithTruth(truth, await dump(data, basename(data)));
  const households = truth.households.length;
  const members = truth.households.reduce((sum, household) => sum + household.members.length, 0);
  note(village, 'households', comparison.households, households, comparison.households === households);
  note(village, 'members', comparison.members, members, comparison.members === members);
  note(
    village,
    'values compared',
    comparison.compared,
    'all equal',
    comparison.compared > households * 10 && comparison.differences.length === 0,
  );
  for (const difference of comparison.differences.slice(0, 20)) say(`    ${difference}`);
  if (truth.defects.length === 0) {
    note(village, 'rejected', plan.rejected, 0, plan.rejected === 0);
    note(village, 'unread', comparison.unread, 0, comparison.unread === 0);
  }
}

async function checkAudit(village, truth, data) {
  const file = join(work, `${basename(data)}-findings.json`);
  const asOf = (truth.audit_date ?? AS_OF).replaceAll('-', '');
  const { json } = await job(['audit', '--data', data, '--as-of', asOf, '--json', file]);
  const findings = JSON.parse(readFileSync(file, 'utf8'));
  const verdict = compareFindings(truth, findings, new Set(json.implemented));
  const title = truth.defects.length
    ? `defects found (${verdict.expected} rule × household)`
    : 'E and W findings on the clean village';
  const isGood = verdict.missing.length === 0 && verdict.surplus.length === 0;
  note(
    village,
    title,
    `missing ${verdict.missing.length}, surplus ${verdict.surplus.length}`,
    'missing 0, surplus 0',
    isGood,
  );
  for (const pair of [
    ...verdict.missing.map((p) => `missing ${p}`),
    ...verdict.surplus.map((p) => `surplus ${p}`),
  ].slice(0, 20))
    say(`    ${pair}`);
  if (truth.defects.length === 0 && !options.from) {
    const bad = (json.bySeverity?.E ?? 0) + (json.bySeverity?.W ?? 0);
    note(village, 'all E and W findings', bad, 0, bad === 0);
  }
}

async function checkRoundTrip(village, data, emptyHash) {
  const before = (await job(['verify', '--data', data])).json;
  const files = [];
  for (const register of ['household', 'member', 'income']) {
    const file = join(work, `${basename(data)}-${register}.xlsx`);
    await job(['export', '--register', register, '--data', data, '--out', file]);
    files.push(file);
  }
  const again = await importFiles(data, files);
  const changes =
    (again.plan?.new ?? 0) + (again.plan?.changed ?? 0) + (again.plan?.conflict ?? 0) + (again.plan?.rejected ?? 0);
  note(village, 'registers imported again: changes', changes, 0, changes === 0 && again.plan !== undefined);
  const after = (await job(['verify', '--data', data])).json;
  note(
    village,
    'hash after importing them again',
    after.hash === before.hash ? 'same' : 'other',
    'same',
    after.hash === before.hash,
  );
  const undone = (await job(['undo', '--data', data])).json;
  note(
    village,
    'hash after undo',
    undone.hash === emptyHash ? 'empty archive' : 'other',
    'empty archive',
    undone.hash === emptyHash,
  );
}

async function runVillage(village, folder, emptyHash, { roundTrip }) {
  const truth = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8'));
  const files = readdirSync(folder)
    .filter((name) => /\.(xlsx|xls|csv)$/i.test(name))
    .map((name) => join(folder, name));
  const data = join(work, `data-${table.length}`);
  await checkImport(village, truth, files, data);
  await checkAudit(village, truth, data);
  if (roundTrip) await checkRoundTrip(village, data, emptyHash);
}

async function generate(style, defects, seed) {
  const folder = join(work, `village-${style}-${defects}`);
  const extra = defects ? ['--defects', String(defects)] : [];
  await job([
    'generate',
    '--households',
    options.households,
    '--seed',
    String(seed),
    '--style',
    style,
    '--out',
    folder,
    '--as-of',
    AS_OF,
    ...extra,
  ]);
  return folder;
}

const emptyHash = (await job(['verify', '--data', join(work, 'empty')])).json.hash;
if (options.from) {
  await runVillage(basename(resolve(options.from)), resolve(options.from), emptyHash, { roundTrip: true });
} else {
  for (const [index, style] of ['flat', 'register', 'paper'].entries()) {
    await runVillage(style, await generate(style, 0, Number(options.seed) + index), emptyHash, { roundTrip: true });
  }
  const folder = await generate('flat', Number(options.defects), Number(options.seed) + 10);
  await runVillage(`flat, ${options.defects} defects`, folder, emptyHash, { roundTrip: false });
}
rmSync(work, { recursive: true, force: true });
for (const row of table)
  process.stdout.write(`${row.village.padEnd(20)} ${row.step.padEnd(48)} ${String(row.result)}\n`);
process.stdout.write(faults.length ? `${faults.join('\n')}\n` : 'demo ok\n');
process.exit(faults.length ? 1 : 0);
