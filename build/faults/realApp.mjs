/** The real app for the kinds that need it: archives to start from, jobs, kills, and what an archive holds. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { appCommand } from '../scripts/lib/display.mjs';
import { electronPath } from '../scripts/lib/electronRuntime.mjs';
import { ROOT } from '../scripts/lib/run.mjs';

/** What Chromium has to say about the machine. */
const CHROMIUM = /^\[\d+:.*(ERROR|WARNING):|^address type \(/;
/** Until a window is there, on a busy machine. */
export const WINDOW_MS = 60_000;
const JOB_LIMIT_MS = 300_000;

/** Repeatable random numbers in [0, 1): mulberry32. */
export function randomFrom(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Starts a job in a process group of its own. {child, end: resolves with {exit, json, ms, stderr}, said(text)}. */
export async function startJob(words) {
  const [command, args] = await appCommand(['--job', ...words.map(String)]);
  const begun = performance.now();
  const child = spawn(command, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const out = [];
  const err = [];
  const listeners = [];
  child.stdout.on('data', (bytes) => out.push(bytes));
  child.stderr.on('data', (bytes) => {
    err.push(bytes);
    for (const listener of listeners) listener(bytes.toString());
  });
  const timer = setTimeout(() => killGroup(child), JOB_LIMIT_MS);
  const end = new Promise((resolve, reject) => {
    child.on('error', reject);
    // `close` comes when every process of the group has let go of the pipes, not when the first one is gone.
    child.on('close', (exit) => {
      clearTimeout(timer);
      const last = Buffer.concat(out).toString().trim().split('\n').at(-1) ?? '';
      let json = null;
      try {
        json = JSON.parse(last);
      } catch {
        // A killed job says nothing; the caller judges.
      }
      const stderr = Buffer.concat(err)
        .toString()
        .split('\n')
        .filter((line) => !CHROMIUM.test(line));
      resolve({ exit, json, ms: performance.now() - begun, stderr: stderr.join('\n') });
    });
  });
  /** Resolves when a line of progress contains this text. */
  const said = (text) =>
    new Promise((resolve) => listeners.push((piece) => piece.includes(text) && resolve(undefined)));
  return { child, end, said };
}

/** One job to its end. */
export async function job(...words) {
  return (await startJob(words)).end;
}

/** A job that has to succeed, or the harness cannot go on. */
export async function mustJob(...words) {
  const ended = await job(...words);
  if (ended.exit !== 0 || ended.json === null) {
    throw new Error(`job ${words.join(' ')}: ${sayEnd(ended)}`);
  }
  return ended;
}

/** False when the process had ended before. */
export function killGroup(child) {
  if (child.exitCode !== null || child.signalCode !== null) return false;
  try {
    process.kill(-child.pid, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}

/** Sheets of an invented village; their paths. */
export async function village(work, name, households, seed) {
  const out = join(work, `sheets-${name}`);
  await mustJob('generate', '--households', households, '--seed', seed, '--style', 'flat', '--out', out);
  return readdirSync(out)
    .filter((file) => file.endsWith('.xlsx'))
    .map((file) => join(out, file));
}

/** A copy of an archive to break. */
export function copyOf(work, archive) {
  const data = mkdtempSync(join(work, 'run-'));
  cpSync(archive, data, { recursive: true });
  return data;
}

export function remove(folder) {
  if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

/**
 * What an archive holds, from the lines that `job dump` writes: its hash is computed here, not by the app. `refused` = what
 * the job said instead.
 */
export async function look(data) {
  const out = join(data, '..', `${data.split(/[\\/]/).at(-1)}.dump.jsonl`);
  const ended = await job('dump', '--out', out, '--data', data);
  if (ended.exit !== 0 || ended.json === null) return { refused: sayEnd(ended), ms: ended.ms, households: [] };
  const lines = readFileSync(out, 'utf8').split('\n').filter(Boolean);
  remove(out);
  const households = lines.map((line) => JSON.parse(line));
  return { hash: hashOf(households), households, ms: ended.ms };
}

/** A job's end in a few words. */
export function sayEnd(ended) {
  return `exit ${ended.exit}, ${JSON.stringify(ended.json)?.slice(0, 300)} ${ended.stderr.slice(-300)}`;
}

/** The archive hash of dumped households (contracts.md, "Hash"). */
function hashOf(households) {
  const texts = households.map((household) => {
    const counted = { ...household };
    delete counted.id;
    if (counted.unread) counted.unread = counted.unread.map(({ path, text }) => ({ path, text }));
    if (counted.extra) counted.extra = counted.extra.map((entry) => ({ ...entry, source: undefined }));
    return { no: String(household.household_no ?? ''), text: Buffer.from(canonical(counted)) };
  });
  texts.sort((a, b) => (a.no < b.no ? -1 : a.no > b.no ? 1 : Buffer.compare(a.text, b.text)));
  const hash = createHash('sha256').update('[');
  texts.forEach(({ text }, i) => hash.update(i > 0 ? ',' : '').update(text));
  return hash.update(']').digest('hex');
}

function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  return `{${keys
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
    .join(',')}}`;
}

/** A window on an archive, driven through Playwright; its main process leads a process group. */
export async function openWindow(data) {
  const { _electron } = await import('playwright');
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const args = [...sandbox, ROOT, '--data', data];
  const once = async () => _electron.launch({ executablePath: await electronPath(), args, timeout: WINDOW_MS });
  // A busy machine can be too slow for the debugger's handshake; a second failure is real.
  const app = await once().catch(once);
  const page = await app.firstWindow();
  await page.waitForLoadState('load');
  return { app, page };
}
