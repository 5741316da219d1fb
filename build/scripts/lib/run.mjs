/** Running other programs, and the paths that the scripts share. Node built-ins only. */
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
export const CACHE = join(ROOT, '.cache');
export const BIN = join(ROOT, 'node_modules', '.bin');
export const isWindows = process.platform === 'win32';

/**
 * Runs a program in the project folder and resolves with its exit code (signals count as 1).
 * `quiet` keeps the output back and shows it on stderr only when the program fails.
 */
export function run(command, args, { cwd = ROOT, env = {}, quiet = false, stdout = 'inherit' } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['inherit', stdout === 'stderr' ? 2 : stdout, 'inherit'],
      shell: isWindows && !command.endsWith('.exe'),
    });
    const kept = [];
    child.stdout?.on('data', (data) => kept.push(data));
    child.stderr?.on('data', (data) => kept.push(data));
    const forward = (signal) => child.kill(signal);
    process.once('SIGINT', forward);
    process.once('SIGTERM', forward);
    child.on('error', reject);
    child.on('close', (code) => {
      process.off('SIGINT', forward);
      process.off('SIGTERM', forward);
      if (quiet && code !== 0) process.stderr.write(Buffer.concat(kept));
      resolve(code ?? 1);
    });
  });
}

/** Like `run`, but a failure ends our process with the reason. */
export async function mustRun(command, args, options = {}) {
  const code = await run(command, args, options);
  if (code !== 0) fail(`${[command, ...args].join(' ')} ended with ${code}`);
}

export function fail(reason) {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}

/** Progress goes to stderr so that stdout carries only what a command promises. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

export function bin(name) {
  return join(BIN, isWindows ? `${name}.cmd` : name);
}
