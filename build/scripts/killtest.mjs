/**
 * Kills imports at random moments and looks at what they left: `node build/scripts/killtest.mjs --runs 20 --households 5000`.
 * Every second run starts from an archive that held another village; half of the kills fall into the writing itself, the
 * others anywhere between start and end. After each kill the hash must be the one before the import or the one after it.
 * The last line is `runs N, between N`; exit 0 only when nothing was found between and every archive opened again.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { appCommand, hasScreen, onScreen } from './lib/display.mjs';
import { job } from './lib/jobRunner.mjs';
import { fail, run } from './lib/run.mjs';

/** The line of progress that says that the transaction begins (renderer/job/verbs/import). */
const WRITING = '写入';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '20' },
    households: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
  },
});
const runs = Number(values.runs);
const households = Number(values.households);
if (!(runs > 0) || !(households > 0)) fail('usage: killtest.mjs [--runs N] [--households N] [--seed N]');

// A killed process group must not take a screen of its own with it: one for all runs.
if (!hasScreen()) {
  const [command, args] = onScreen(process.execPath, [fileURLToPath(import.meta.url), ...process.argv.slice(2)]);
  process.exit(await run(command, args));
}

const work = mkdtempSync(join(tmpdir(), 'hudang-kill-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true, maxRetries: 3 }));
const random = randomFrom(Number(values.seed));
const electron = await appCommand([]);

const incoming = await village('incoming', households, 2);
const other = await village('other', Math.max(1, Math.round(households / 5)), 3);
const cases = [await prepareCase('empty', null), await prepareCase('with another village', other)];
let between = 0;
const where = { before: 0, after: 0 };
// An import that ended before its kill says nothing: it is tried again, a few times at most.
for (let n = 0, tries = 0; n < runs && tries < runs * 3; tries++) {
  const { killed, found } = await killOnce(cases[n % cases.length], n);
  if (found === null) between++;
  if (!killed) continue;
  if (found !== null) where[found]++;
  n++;
}
for (const each of cases) if (!(await again(each))) between++;
const kills = where.before + where.after;
if (kills + between < runs) fail(`only ${kills} of ${runs} kills came before the end of an import`);
console.log(`before ${where.before}, after ${where.after}`);
console.log(`runs ${runs}, between ${between}`);
process.exit(between === 0 ? 0 : 1);

/** Sheets of an invented village; returns their paths. */
async function village(name, count, seed) {
  const out = join(work, name);
  const data = join(work, 'generator');
  await job(
    ['generate', '--households', count, '--seed', seed, '--style', 'flat', '--out', out, '--data', data].map(String),
  );
  return readdirSync(out)
    .filter((file) => file.endsWith('.xlsx'))
    .map((file) => join(out, file));
}

/** An archive to start from, what an import that is left alone makes of it, and how long that takes. */
async function prepareCase(name, sheets) {
  const start = join(work, `start of ${name}`);
  if (sheets) await job(['import', ...sheets, '--data', start]);
  const before = await verify(start);
  const timed = [];
  let after = before;
  // Twice: the first run of a fresh build reads everything from the disk.
  for (let time = 0; time < 2; time++) {
    const data = copyOf(start);
    const whole = await startImport(data).end;
    if (whole.exit !== 0) fail(`the import that was left alone ended with ${whole.exit}`);
    timed.push(whole);
    after = await verify(data);
    remove(data);
  }
  if (before.hash === after.hash) fail(`${name}: the import changes nothing, so nothing can be tested`);
  const { ms, writingAt } = timed.reduce((a, b) => (b.ms < a.ms ? b : a));
  console.log(
    `${name}: ${before.households} → ${after.households} households, import ${ms} ms, writing from ${writingAt} ms`,
  );
  return { name, start, before, after, ms, writingAt };
}

/** One import, killed; `found` = 'before', 'after', or null for anything between. */
async function killOnce(each, n) {
  const data = copyOf(each.start);
  const inWriting = n % 4 >= 2;
  const started = startImport(data);
  const { child, writing, end } = started;
  if (inWriting) await Promise.race([writing, end]);
  const span = inWriting ? each.ms - each.writingAt : each.ms;
  const delay = Math.round(random() * span);
  await Promise.race([new Promise((done) => setTimeout(done, delay)), end]);
  const killed = killGroup(child);
  const { ms } = await end;
  const found = await looks(each, data);
  const moment = `${killed ? 'killed' : 'ended by itself'} at ${ms} ms${inWriting ? ` (${delay} ms into the writing)` : ''}`;
  console.log(`${String(n + 1).padStart(3)}  ${each.name}  ${moment}  → ${found ?? 'BETWEEN'}`);
  if (found === 'before') {
    remove(each.killed);
    each.killed = data;
  } else remove(data);
  return { killed, found };
}

/** Three starts must agree: what a kill leaves behind may do its harm only at the second. */
async function looks(each, data) {
  let found;
  for (let start = 0; start < 3; start++) {
    const now = await verify(data, true);
    const state = judge(each, now);
    if (state === null || (start > 0 && state !== found)) {
      console.log(`start ${start + 1} after the kill: ${JSON.stringify(now)}`);
      return null;
    }
    found = state;
  }
  return found;
}

/** The archive is usable after a kill: the same import goes through and ends as the undisturbed one. */
async function again(each) {
  if (!each.killed) return true;
  const { exit } = await startImport(each.killed).end;
  const now = await verify(each.killed, true);
  const right = exit === 0 && judge(each, now) === 'after';
  console.log(`again  ${each.name}  → ${right ? 'after' : `exit ${exit} ${JSON.stringify(now)}`}`);
  return right;
}

function judge(each, now) {
  for (const state of ['before', 'after']) {
    const { hash, households: count, operations } = each[state];
    if (now.hash === hash && now.households === count && now.operations === operations) return state;
  }
  return null;
}

/** {child, writing: resolves when the transaction begins, end: resolves with {exit, ms, writingAt}}. */
function startImport(data) {
  const begun = performance.now();
  const elapsed = () => Math.round(performance.now() - begun);
  const child = spawn(electron[0], [...electron[1], '--job', 'import', ...incoming, '--data', data], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let writingAt = 0;
  const writing = new Promise((resolve) => {
    child.stderr.on('data', (bytes) => {
      if (writingAt > 0 || !bytes.toString().split('\n').includes(WRITING)) return;
      writingAt = elapsed();
      resolve();
    });
  });
  const end = new Promise((resolve, reject) => {
    child.on('error', reject);
    // `close` comes when every process of the group has let go of stderr, not when the first one is gone.
    child.on('close', (exit) => resolve({ exit, ms: elapsed(), writingAt }));
  });
  return { child, writing, end };
}

/** False when the import had ended before. */
function killGroup(child) {
  if (child.exitCode !== null || child.signalCode !== null) return false;
  try {
    process.kill(-child.pid, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}

async function verify(data, mayRefuse = false) {
  return (await job(['verify', '--data', data], { mayRefuse })).json;
}

function copyOf(start) {
  const data = mkdtempSync(join(work, 'run-'));
  cpSync(start, data, { recursive: true });
  return data;
}

function remove(data) {
  if (data) rmSync(data, { recursive: true, force: true, maxRetries: 3 });
}

/** Repeatable random numbers in [0, 1): mulberry32. */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
