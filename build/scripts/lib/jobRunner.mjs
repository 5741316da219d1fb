/** Runs `job` as users do (a process of its own each time) and reads its last line. */
import { spawn } from 'node:child_process';
import { appCommand } from './display.mjs';
import { fail } from './run.mjs';
import { ensureBuild, ensureDependencies, ensureSystemLibraries } from './setup.mjs';

let ready;

/** One-time set-up, as `npm run job` does before each run. */
async function prepare() {
  await ensureDependencies();
  await ensureSystemLibraries();
  await ensureBuild();
}

/** Resolves with {exit, json}; a job that did not do its work ends the script unless `mayRefuse` (exit 1 allowed). */
export async function job(words, { mayRefuse = false } = {}) {
  await (ready ??= prepare());
  const [command, args] = await appCommand(['--job', ...words]);
  const result = await new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const out = [];
    const err = [];
    child.stdout.on('data', (data) => out.push(data));
    child.stderr.on('data', (data) => err.push(data));
    child.on('error', reject);
    child.on('close', (exit) =>
      resolve({ exit: exit ?? 3, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }),
    );
  });
  const last = result.out.trim().split('\n').at(-1) ?? '';
  let json = null;
  try {
    json = JSON.parse(last);
  } catch {
    // Reported below: a job always ends with one JSON object.
  }
  if (json === null || (result.exit !== 0 && !(mayRefuse && result.exit === 1))) {
    fail(`job ${words.join(' ')} ended with ${result.exit}\n${result.out}\n${result.err.slice(-2000)}`);
  }
  return { exit: result.exit, json };
}
