/**
 * Kills jobs at random moments and looks at what they left: imports into an empty archive and into one that holds another
 * village, a rebuilding of the database, a restoring from a backup. After each kill the archive must be as before the job or
 * as after it, at three starts in a row, and the same job must then go through.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { copyOf, job, killGroup, look, mustJob, randomFrom, remove, sayEnd, startJob, village } from './realApp.mjs';
import { badRun, goodRun, isBad } from './report.mjs';

/** The line of progress that says that the transaction begins (renderer/job/verbs/import). */
const WRITING = '写入';
/** Above 1 MB an import travels as a segment: that many households are needed for it. */
const HOUSEHOLDS = 1500;
const ORDER = ['import', 'import', 'import over', 'rebuild', 'import', 'import over', 'import over', 'restore'];

export async function start(kind, seeds, context, done) {
  const all = await prepare(context.work, context.households ?? HOUSEHOLDS, new Set(seeds.map(nameOf)));
  for (const seed of seeds) {
    const each = all.get(nameOf(seed));
    const result = await once(kind, seed, each, context.work).catch((error) =>
      badRun(kind, seed, each.name, String(error?.stack ?? error)),
    );
    done({ ...result, slow: true });
  }
}

const nameOf = (seed) => ORDER[seed % ORDER.length];

/** What is killed, from which archive, what it makes of it when left alone, and how long that takes. */
async function prepare(work, households, wanted) {
  const incoming = await village(work, 'incoming', households, 2);
  const over = join(work, 'start-over');
  await mustJob('import', ...(await village(work, 'other', Math.ceil(households / 5), 3)), '--data', over);
  const empty = join(work, 'start-empty');
  const cases = new Map();
  const add = async (name, archive, words, before = null) => {
    if (!wanted.has(name)) return;
    cases.set(name, await measured(work, { name, archive, words, spoil: before }));
  };
  await add('import', empty, ['import', ...incoming]);
  await add('import over', over, ['import', ...incoming]);
  await add('rebuild', over, ['rebuild'], (data) =>
    rmSync(join(data, 'profile', 'IndexedDB'), { recursive: true, force: true }),
  );
  if (wanted.has('restore')) {
    const backup = join(work, 'kill-backup.zip');
    const source = join(work, 'restore-source');
    await mustJob('import', ...incoming, '--data', source);
    await mustJob('backup', '--out', backup, '--data', source);
    await add('restore', over, ['restore', backup]);
  }
  return cases;
}

async function measured(work, each) {
  const before = await stateOf(copyOf2(work, each.archive));
  let best = null;
  let after = null;
  // Twice: the first run of a fresh build reads everything from the disk.
  for (let time = 0; time < 2; time++) {
    const data = fresh(work, each);
    const begun = performance.now();
    const started = await startJob([...each.words, '--data', data]);
    let writingAt = 0;
    void started.said(WRITING).then(() => (writingAt ||= performance.now() - begun));
    const whole = await started.end;
    if (whole.exit !== 0) throw new Error(`${each.name} left alone: ${sayEnd(whole)}`);
    after = await stateOf(data);
    remove(data);
    if (best === null || whole.ms < best.ms) best = { ms: whole.ms, writingAt };
  }
  if (each.spoil === null && before.hash === after.hash) throw new Error(`${each.name} changes nothing`);
  return { ...each, before, after, ...best };
}

function copyOf2(work, archive) {
  try {
    return copyOf(work, archive);
  } catch {
    // The empty archive: a folder that is not there yet.
    return join(work, `run-new-${Date.now()}-${Math.floor(Math.random() * 1e9)}`);
  }
}

function fresh(work, each) {
  const data = copyOf2(work, each.archive);
  each.spoil?.(data);
  return data;
}

async function stateOf(data) {
  const { exit, json, ms, stderr } = await job('verify', '--data', data);
  if (exit !== 0 || json === null) return { refused: sayEnd({ exit, json, stderr }), ms };
  const { hash, households, operations } = json;
  return { hash, households, operations, ms };
}

/** What ended before its kill says nothing: it is tried again, a few times at most. */
async function once(kind, seed, each, work) {
  const random = randomFrom(seed);
  for (let attempt = 1; ; attempt++) {
    const result = await attemptOne(kind, seed, each, work, random);
    if (result.counts.kills > 0 || isBad(result) || attempt === 4) return result;
    remove(result.folder);
  }
}

async function attemptOne(kind, seed, each, work, random) {
  const data = fresh(work, each);
  const started = await startJob([...each.words, '--data', data]);
  // Half of the kills fall into the writing itself, where there is such a thing.
  const inWriting = each.writingAt > 0 && random() < 0.5;
  if (inWriting) await Promise.race([started.said(WRITING), started.end]);
  const span = inWriting ? each.ms - each.writingAt : each.ms;
  const delay = Math.round(random() * span);
  await Promise.race([new Promise((resolve) => setTimeout(resolve, delay)), started.end]);
  const killed = killGroup(started.child);
  const ended = await started.end;
  // The machine has become faster since it was measured.
  if (!killed && ended.ms < each.ms) each.ms = ended.ms;
  const what = `${each.name} ${killed ? 'killed' : 'ended'} at ${Math.round(ended.ms)} ms${inWriting ? `, ${delay} ms into the writing` : ''}`;
  const result = await judge(each, data, ended);
  return goodRun(kind, seed, `${what} → ${result.found ?? 'NEITHER'}`, {
    ...result,
    counts: { kills: killed ? 1 : 0, [`as ${result.found}`]: 1 },
    folder: data,
  });
}

/** Three starts must agree, the last of them seen through the dump; then the job goes through. */
async function judge(each, data, ended) {
  const defects = [];
  const recover = [];
  const bad = (sin, text) => ({ found: null, defects: [text], recover, lost: 0, half: 0, empty: 0, [sin]: 1 });
  let found = null;
  for (let start = 1; start <= 3; start++) {
    const now = start < 3 ? await stateOf(data) : await seen(data, each[found]);
    if (start === 1) recover.push(now.ms);
    const state = ['before', 'after'].find((one) => same(each[one], now)) ?? null;
    if (state === null || (found !== null && state !== found)) {
      const text = `start ${start}: ${JSON.stringify(now)}, before ${JSON.stringify(each.before)}, after ${JSON.stringify(each.after)}`;
      if (now.households === 0 && each.before.households > 0) return bad('empty', text);
      return bad(now.hash === undefined ? 'lost' : 'half', text);
    }
    found = state;
  }
  // A rebuilding changes nothing: then both are the same.
  if (ended.exit === 0 && !same(each.after, each[found])) defects.push('it had ended well, and nothing of it is there');
  if (found === 'before') {
    const again = await job(...each.words, '--data', data);
    const now = await seen(data, each.after);
    if (again.exit !== 0 || !same(each.after, now)) defects.push(`again: ${sayEnd(again)}, ${JSON.stringify(now)}`);
  }
  return { found, defects, recover, half: 0, empty: 0, lost: defects.length > 0 ? 1 : 0 };
}

/** As `stateOf`, by a hash of our own; the number of operations, which a dump does not tell, is taken as given. */
async function seen(data, { operations }) {
  const { refused, hash, households, ms } = await look(data);
  return refused ? { refused, ms } : { hash, households: households.length, operations, ms };
}

function same(state, now) {
  return state.hash === now.hash && state.households === now.households && state.operations === now.operations;
}
