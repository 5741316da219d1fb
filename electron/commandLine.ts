/**
 * What the program was started with: a window or a job, and on which archive folder.
 *
 * Everything after `--job` belongs to us; before it and in window mode, switches that are not ours (Chromium's, a
 * debugger's) are left alone.
 */
import { resolve } from 'node:path';
import { parseJob, type JobCall } from './job/arguments';
import { jobVerbs, type JobVerbSpec } from '#shared/ipc/job';
import type { Result } from '#shared/result';

export type Command =
  | { readonly mode: 'window'; readonly dataDir: string }
  | { readonly mode: 'job'; readonly dataDir: string; readonly call: Result<JobCall> };

/**
 * Reads `process.argv`. A wrong job is not an error here but a Command that says so: only later is it known how to
 * report it. `defaultDir` is used when `--data` is missing, `scratchDir` when the job needs no archive either; relative
 * folders count from `cwd`.
 */
export function readCommandLine(
  argv: readonly string[],
  cwd: string,
  defaultDir: string,
  scratchDir: () => string,
): Command {
  const job = argv.indexOf('--job');
  const before = findDataDir(job < 0 ? argv : argv.slice(0, job), cwd);
  if (job < 0) return { mode: 'window', dataDir: before ?? defaultDir };
  const call = parseJob(argv.slice(job + 1), cwd);
  const named = (call.ok ? call.value.dataDir : null) ?? before;
  return { mode: 'job', dataDir: named ?? (call.ok && needsNoArchive(call.value) ? scratchDir() : defaultDir), call };
}

function needsNoArchive(call: JobCall): boolean {
  const spec: JobVerbSpec = jobVerbs[call.verb];
  return spec.archive === 'none';
}

function findDataDir(argv: readonly string[], cwd: string): string | null {
  for (const [at, word] of argv.entries()) {
    const value =
      word === '--data' ? argv[at + 1] : word.startsWith('--data=') ? word.slice('--data='.length) : undefined;
    if (value) return resolve(cwd, value);
  }
  return null;
}
