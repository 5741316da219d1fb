/**
 * `npm run sheets -- FOLDER… [--jobs N]`: takes every file under the folders (all kinds, also inside zips) through the code
 * of the app, from bytes to households, in child processes with limits (20 s and 600 MB a file). Prints what was
 * understood of each, or the sentence that a clerk would read; the last line is
 * `N files: understood A, refused B, crashed C, over time D, peak M MB`. Exit 0 only when C = D = 0.
 * `npm run sheets -- --bombs` makes hostile files and takes those through (5 s, 300 MB); `--honest` makes honest ones with
 * several writers, none of which may be refused; `--fuzz N [--seed S]` takes N spoiled copies of the files under FOLDER.
 * `--keep DIR` leaves what was made there; `--seconds N` gives a busy machine more time.
 */
import { lstatSync, readdirSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { takeAll } from '../sheets/children.mjs';
import { bundleForNode } from './lib/bundle.mjs';
import { fail, say } from './lib/run.mjs';
import { ensureDependencies } from './lib/setup.mjs';

const USAGE = 'usage: npm run sheets -- FOLDER… [--jobs N] | --bombs | --honest | FOLDER… --fuzz N [--seed S]';
const LIMITS = { timeoutMs: 20_000, mostMb: 600 };
const BOMB_LIMITS = { timeoutMs: 5_000, mostMb: 300 };

const options = read();
await ensureDependencies();
const made = options.make === null ? null : await (await import('../sheets/made.mjs')).make(options);
const roots = made ? [made.folder] : options.folders;
const jobs = roots.flatMap((root) => filesUnder(root, roots.length > 1 ? `${root}/` : ''));
const bundle = await bundleForNode('build/sheets/main.ts');
const counts = { understood: 0, refused: 0, crashed: 0, 'over time': 0 };
let files = 0;
let peak = 0;
const waiting = new Map();
let printed = 0;
await takeAll({
  bundle,
  jobs,
  lanes: options.jobs,
  ...(options.make === 'bombs' ? BOMB_LIMITS : LIMITS),
  fresh: options.make === 'bombs',
  ...(options.seconds === null ? {} : { timeoutMs: options.seconds * 1000 }),
  done: (index, result) => {
    files++;
    counts[result.kind]++;
    peak = Math.max(peak, result.peakMb);
    entryOf(index).text.push(shown(result));
  },
  finished: (index) => {
    entryOf(index).finished = true;
    // In the order of the folder, whichever child was faster.
    while (waiting.get(printed)?.finished) {
      process.stdout.write(waiting.get(printed).text.join(''));
      waiting.delete(printed++);
    }
  },
});
made?.end();
process.stdout.write(
  `${files} files: understood ${counts.understood}, refused ${counts.refused}, crashed ${counts.crashed}, ` +
    `over time ${counts['over time']}, peak ${peak} MB\n`,
);
const good = counts.crashed === 0 && counts['over time'] === 0 && (options.make !== 'honest' || counts.refused === 0);
process.exit(good ? 0 : 1);

function entryOf(index) {
  if (!waiting.has(index)) waiting.set(index, { text: [], finished: false });
  return waiting.get(index);
}

function shown({ done, kind, lines, ms, cpuMs, peakMb }) {
  const word = kind === 'understood' || kind === 'refused' ? kind : kind.toUpperCase();
  return `${done}: ${word}, ${ms} ms${cpuMs === undefined ? '' : ` (${cpuMs} CPU)`}, ${peakMb} MB\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

/** Every plain file, in a steady order; links and devices are not followed. */
function filesUnder(root, prefix) {
  const found = [];
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile()) found.push({ path, shown: prefix + relative(root, path).replaceAll('\\', '/') });
    }
  };
  if (lstatSync(root).isFile()) found.push({ path: root, shown: root });
  else walk(root);
  return found;
}

function read() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        jobs: { type: 'string', default: '2' },
        bombs: { type: 'boolean', default: false },
        honest: { type: 'boolean', default: false },
        fuzz: { type: 'string' },
        seed: { type: 'string', default: '1' },
        keep: { type: 'string' },
        seconds: { type: 'string' },
      },
    });
    const from = process.env.INIT_CWD ?? process.cwd();
    const folders = positionals.map((folder) => resolve(from, folder));
    for (const folder of folders) statSync(folder);
    const make = values.bombs ? 'bombs' : values.honest ? 'honest' : values.fuzz ? 'fuzz' : null;
    if (folders.length === 0 && make !== 'bombs' && make !== 'honest') fail(USAGE);
    const keep = values.keep === undefined ? null : resolve(from, values.keep);
    return {
      folders,
      make,
      keep,
      jobs: Number(values.jobs),
      count: Number(values.fuzz ?? 0),
      seed: Number(values.seed),
      seconds: values.seconds === undefined ? null : Number(values.seconds),
    };
  } catch (error) {
    say(error.message);
    return fail(USAGE);
  }
}
