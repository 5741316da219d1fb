/**
 * Damage done to an archive that lies still, one sort a run: to IndexedDB, the profile, the journal, the copies. The next
 * start must bring back the same hash, and so must the one after it; a start that shows an empty archive is the worst case.
 */
import {
  closeSync,
  cpSync,
  existsSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { badRun, goodRun } from './report.mjs';
import { copyOf, job, look, mustJob, openWindow, randomFrom, sayEnd, village } from './realApp.mjs';

/** How long a window may take until its first copy. */
const COPY_MS = 90_000;

/** Files of the IndexedDB of an archive whose name matches, as paths. */
function database(data, pattern = /./) {
  const folder = join(data, 'profile', 'IndexedDB');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function files(data, folder, pattern) {
  const path = join(data, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => pattern.test(name))
    .sort()
    .map((name) => join(path, name));
}

const pick = (list, random) => list[Math.floor(random() * list.length)];
const lines = (path) => readFileSync(path, 'utf8').split('\n');

function overwrite(path, at, bytes) {
  const file = openSync(path, 'r+');
  writeSync(file, bytes, 0, bytes.length, at);
  closeSync(file);
}

function flip(path, at) {
  const byte = readFileSync(path)[at];
  overwrite(path, at, Buffer.from([byte ^ 0x10]));
}

const noise = (count, random) => Buffer.from(Array.from({ length: count }, () => Math.floor(random() * 256)));
const remove = (path) => rmSync(path, { recursive: true, force: true });
const journalFiles = (data) => files(data, 'journal', /\.jsonl$/);
const copies = (data) => files(data, 'snapshots', /\.zip$/);

/** Each returns what it did, or null where there is nothing of this sort to damage. */
export const DAMAGES = {
  'IndexedDB deleted': (data) => remove(join(data, 'profile', 'IndexedDB')),
  'a file of IndexedDB truncated': (data, random) => {
    const path = pick(database(data, /\.(log|ldb)$|^MANIFEST/), random);
    if (!path) return null;
    return truncateSync(path, Math.floor(statSync(path).size * random()));
  },
  'random 4 KB of IndexedDB overwritten': (data, random) => {
    const path = pick(database(data, /\.(log|ldb)$/), random);
    if (!path) return null;
    const room = Math.max(1, statSync(path).size - 4096);
    return overwrite(path, Math.floor(room * random()), noise(4096, random));
  },
  'CURRENT emptied': (data) => database(data, /^CURRENT$/).forEach((path) => truncateSync(path, 0)),
  'MANIFEST cut': (data, random) =>
    database(data, /^MANIFEST/).forEach((path) => truncateSync(path, Math.floor(statSync(path).size * random()))),
  'log of IndexedDB deleted': (data) => database(data, /^\d+\.log$/).forEach(remove),
  'tables of IndexedDB deleted': (data) => database(data, /\.ldb$/).forEach(remove),
  'profile deleted': (data) => remove(join(data, 'profile')),
  'journal tail torn': (data, random) => {
    const path = journalFiles(data).at(-1);
    if (!path) return null;
    const last = Buffer.byteLength(lines(path).at(-2) ?? '');
    return truncateSync(path, statSync(path).size - 1 - Math.floor(Math.min(last, 600) * random()));
  },
  'journal tail filled with zeros': (data) => {
    const path = journalFiles(data).at(-1);
    if (!path) return null;
    return writeFileSync(path, new Uint8Array(4096), { flag: 'a' });
  },
  'journal middle flipped': (data, random) => {
    const path = journalFiles(data).at(0);
    if (!path) return null;
    const text = lines(path);
    // The header is line 0; a line that has valid ones behind it.
    const before = text.slice(0, 1 + Math.floor(Math.max(1, text.length - 3) * random()));
    const at = Buffer.byteLength(before.join('\n')) + 30;
    return flip(path, Math.min(at, statSync(path).size - 2));
  },
  'newest copy flipped': (data, random) => {
    const path = copies(data).at(-1);
    if (!path) return null;
    return flip(path, Math.floor(statSync(path).size * random()));
  },
  'newest copy flipped, IndexedDB deleted': (data, random) => {
    const path = copies(data).at(-1);
    if (!path) return null;
    flip(path, Math.floor(statSync(path).size * random()));
    return remove(join(data, 'profile', 'IndexedDB'));
  },
  'newest copy cut, profile deleted': (data, random) => {
    const path = copies(data).at(-1);
    if (!path) return null;
    truncateSync(path, Math.floor(statSync(path).size * random()));
    return remove(join(data, 'profile'));
  },
  'list of copies deleted, IndexedDB deleted': (data) => {
    files(data, 'snapshots', /\.json$/).forEach(remove);
    return remove(join(data, 'profile', 'IndexedDB'));
  },
  'archive.json deleted': (data) => remove(join(data, 'archive.json')),
  'archive.json emptied': (data) => truncateSync(join(data, 'archive.json'), 0),
  'archive.json and IndexedDB deleted': (data) => {
    remove(join(data, 'archive.json'));
    return remove(join(data, 'profile', 'IndexedDB'));
  },
  'journal deleted': (data) => remove(join(data, 'journal')),
  'copies deleted': (data) => remove(join(data, 'snapshots')),
  'LOCK of a dead process': (data) => {
    const dead = { owner: userInfo().username, computer: hostname(), pid: 4_194_000, mode: 'window' };
    return writeFileSync(join(data, 'LOCK'), JSON.stringify({ ...dead, since: new Date().toISOString() }));
  },
};

export async function start(kind, seeds, context, done) {
  const names = Object.keys(DAMAGES);
  const isCopied = (seed) => Math.floor((seed - 1) / names.length) % 2 === 0;
  const archives = await prepare(context.work, new Set(seeds.map(isCopied)));
  for (const seed of seeds) {
    const name = names[(seed - 1 + names.length * 1000) % names.length];
    const archive = archives.get(isCopied(seed));
    const result = await once(kind, seed, name, archive, context).catch((error) =>
      badRun(kind, seed, `${name}, ${archive.name}`, String(error?.stack ?? error)),
    );
    done({ ...result, slow: true });
  }
}

/** Archives with a past: two imports, one taken back; with a copy behind which more was saved (true), and without. */
async function prepare(work, wanted) {
  const [first] = await village(work, 'first', 120, 11);
  const [second] = await village(work, 'second', 180, 12);
  const [third] = await village(work, 'third', 220, 13);
  const plain = join(work, 'plain');
  await mustJob('import', first, '--data', plain);
  await mustJob('import', second, '--data', plain);
  await mustJob('undo', '--data', plain);
  const copied = join(work, 'copied');
  cpSync(plain, copied, { recursive: true });
  const archives = new Map();
  for (const isCopied of wanted) {
    const data = isCopied ? copied : plain;
    if (isCopied) await letCopy(data);
    await mustJob('import', third, '--data', data);
    const name = isCopied ? 'with copies' : 'never opened in a window';
    archives.set(isCopied, { name, data, before: await state(data) });
  }
  return archives;
}

/** A window makes a copy soon after its start (shared/journal/policy). */
async function letCopy(data) {
  const { app } = await openWindow(data);
  try {
    for (const end = Date.now() + COPY_MS; copies(data).length === 0;) {
      if (Date.now() > end) throw new Error('the window made no copy');
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    // It is read back and noted.
    await new Promise((resolve) => setTimeout(resolve, 3000));
  } finally {
    await app.close();
  }
}

async function state(data) {
  const verified = await job('verify', '--data', data);
  const seen = await look(data);
  if (verified.exit !== 0 || seen.refused)
    throw new Error(`the archive to start from: ${seen.refused ?? sayEnd(verified)}`);
  if (verified.json.hash !== seen.hash) throw new Error(`verify says ${verified.json.hash}, the dump has ${seen.hash}`);
  return { hash: seen.hash, households: seen.households.length, operations: verified.json.operations };
}

async function once(kind, seed, name, archive, { work }) {
  const data = copyOf(work, archive.data);
  const what = `${name} (${archive.name})`;
  if (DAMAGES[name](data, randomFrom(seed)) === null)
    return goodRun(kind, seed, `${what}: nothing to damage`, { folder: data });
  const defects = [];
  let empty = 0;
  const recover = [];
  // Three starts, the dump among them: what damage leaves behind may do its harm only later.
  for (let start = 1; start <= 2; start++) {
    const ended = await job('verify', '--data', data);
    if (start === 1) recover.push(ended.ms);
    const { exit, json } = ended;
    if (json !== null && exit === 0 && json.households === 0) empty = 1;
    const same = json?.hash === archive.before.hash && json?.operations === archive.before.operations;
    // Damage that no rebuilding can mend (a flipped copy, a line of the journal) is reported with exit 1; the archive stands.
    const mayReport = /journal|copy|copies/.test(name);
    if (!same || !(exit === 0 || (exit === 1 && mayReport))) defects.push(`start ${start}: ${sayEnd(ended)}`);
  }
  const seen = await look(data);
  if (seen.hash !== archive.before.hash)
    defects.push(`dump: ${seen.refused ?? `${seen.households.length} households`}`);
  return goodRun(kind, seed, what, {
    lost: defects.length > 0 && !empty ? 1 : 0,
    empty,
    defects,
    recover,
    counts: { damages: 1, starts: 3 },
    folder: data,
  });
}
