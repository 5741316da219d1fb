/** Kinds that run on simulated computers: build/faults/main.ts with the real code of electron/ and renderer/ in one process. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { bundleForNode } from '../scripts/lib/bundle.mjs';
import { isWindows } from '../scripts/lib/run.mjs';
import { badRun } from './report.mjs';

/** A run that says nothing for so long hangs. */
const SILENCE_MS = 180_000;
let bundle;

export async function start(kind, seeds, context, done) {
  const path = await (bundle ??= bundleForNode('build/faults/main.ts'));
  const waiting = [...seeds];
  while (waiting.length > 0) {
    const why = await runSome(path, kind, waiting, context, done);
    // The process ended or hung: that is the fault of the seed it had in hand; the others still get their turn.
    if (waiting.length > 0) done(badRun(kind, waiting.shift(), 'the simulation', why));
  }
}

/** One process; takes seeds off `waiting` as their results come. Resolves with why it ended. */
function runSome(path, kind, waiting, context, done) {
  return new Promise((resolve, reject) => {
    const args = ['--enable-source-maps', path, kind, context.work, ...waiting.map(String)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: !isWindows });
    const errors = [];
    let hung = false;
    let timer = null;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        hung = true;
        child.kill('SIGKILL');
      }, SILENCE_MS);
    };
    wait();
    child.stderr.on('data', (bytes) => errors.push(bytes));
    createInterface({ input: child.stdout }).on('line', (line) => {
      wait();
      const result = JSON.parse(line);
      if (result.skipped) return context.report.skip(result.skipped);
      if (result.seed === waiting[0]) waiting.shift();
      done(result);
    });
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      const text = Buffer.concat(errors).toString().trim().slice(-1500);
      resolve(hung ? `said nothing for ${SILENCE_MS / 1000} s\n${text}` : `the process ended with ${code}\n${text}`);
    });
  });
}
