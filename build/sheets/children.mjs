/**
 * Child processes that read files, one at a time each, watched from outside: how long a file takes and how much memory the
 * process has. A child that takes too long, grows too much or dies is given up, and its file with it; the next gets a new one.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const POLL_MS = 100;
/** Linux counts the time of processes in hundredths of a second. */
const TICK_MS = 10;
/** A process that waits for a busy machine is given so many times the limit; one that computes is not. */
const PATIENCE = 4;
/** Three quarters of the limit for what V8 holds itself; the rest is for the bytes of files. */
const HEAP_SHARE = 0.75;

/** Peak memory of a process in MB, as the system counts it; 0 where it does not say. */
function peakMb(pid) {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Milliseconds of processor that a process has used, as the system counts them; NaN where it does not say. */
function cpuOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return NaN;
  }
}

/**
 * Takes `jobs` ({path, shown}) through `lanes` children at a time. `done(index, result)` is called for every result
 * ({done, kind, lines, ms, peakMb}) of job `index`; `finished(index)` when the job has no more.
 * `fresh` = a child for every job, so that each is judged alone.
 */
export function takeAll({ bundle, jobs, lanes, timeoutMs, mostMb, fresh, done, finished }) {
  let next = 0;
  const lane = async () => {
    while (next < jobs.length) {
      const queue = { take: () => (next < jobs.length ? next++ : null), current: null };
      await oneChild({ bundle, jobs, queue, timeoutMs, mostMb, fresh, done, finished });
    }
  };
  return Promise.all(Array.from({ length: lanes }, lane));
}

/** One child until it ends; resolves then. */
function oneChild({ bundle, jobs, queue, timeoutMs, mostMb, fresh, done, finished }) {
  return new Promise((resolve, reject) => {
    const heap = `--max-old-space-size=${Math.round(mostMb * HEAP_SHARE)}`;
    const child = spawn(process.execPath, [heap, '--max-semi-space-size=16', '--enable-source-maps', bundle], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const state = { file: null, since: performance.now(), cpu: 0, peak: 0, why: null, error: '' };
    const give = () => {
      queue.current = queue.take();
      state.file = null;
      state.since = performance.now();
      if (queue.current === null) child.stdin.end();
      else child.stdin.write(`${JSON.stringify(jobs[queue.current])}\n`);
    };
    const giveUp = (why) => {
      state.why ??= why;
      child.kill('SIGKILL');
    };
    const watch = setInterval(() => {
      if (queue.current === null) return;
      state.peak = Math.max(state.peak, peakMb(child.pid));
      if (isOver(child.pid, state, timeoutMs)) giveUp('over time');
      else if (state.peak > mostMb) giveUp('memory');
    }, POLL_MS);
    child.stdin.on('error', () => undefined);
    child.stderr.on('data', (bytes) => (state.error = (state.error + bytes).slice(-4000)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const answer = JSON.parse(line);
      if (answer.begun !== undefined) state.file = answer.begun;
      if (answer.done !== undefined) done(queue.current, judged(answer, state, mostMb));
      state.since = performance.now();
      state.cpu = cpuOf(child.pid);
      state.peak = 0;
      if (answer.next === undefined) return;
      finished(queue.current);
      queue.current = null;
      if (fresh) child.stdin.end();
      else if (!answer.grown) give();
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearInterval(watch);
      if (queue.current !== null) {
        const shown = state.file ?? jobs[queue.current].shown;
        done(queue.current, lost(shown, state, code ?? signal, timeoutMs));
        finished(queue.current);
      }
      resolve();
    });
    give();
  });
}

/** Whether the file at hand has had its time: of the processor, or of the clock if that goes on and on. */
function isOver(pid, { since, cpu }, timeoutMs) {
  const waited = performance.now() - since;
  if (waited <= timeoutMs) return false;
  const used = cpuOf(pid) - cpu;
  return waited > timeoutMs * PATIENCE || Number.isNaN(used) || used > timeoutMs;
}

/** A file that came through but needed more memory than allowed has failed all the same. */
function judged(answer, state, mostMb) {
  const peak = Math.max(answer.peakMb, Math.round(state.peak));
  if (peak <= mostMb) return { ...answer, peakMb: peak };
  return { ...answer, peakMb: peak, kind: 'crashed', lines: [`needed ${peak} MB`] };
}

function lost(shown, state, code, timeoutMs) {
  const result = { done: shown, ms: Math.round(performance.now() - state.since), peakMb: Math.round(state.peak) };
  if (state.why === 'over time')
    return { ...result, kind: 'over time', lines: [`gave no answer in ${timeoutMs / 1000} s`] };
  if (state.why === 'memory') return { ...result, kind: 'crashed', lines: ['took too much memory'] };
  const heap = /heap out of memory|Array buffer allocation failed/i.test(state.error);
  return { ...result, kind: 'crashed', lines: [heap ? 'ran out of memory' : `the process ended with ${code}`] };
}
