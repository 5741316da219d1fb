/** Jobs as a command line runs them: a process of their own, one JSON object, an exit code. */
import { expect } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { APP_DIR, lastLine, runApp, temporaryFolder, type RunOptions } from './fixtures';

export interface JobEnd {
  readonly exit: number | null;
  /** The object of the last line on stdout. */
  readonly json: Readonly<Record<string, unknown>>;
  readonly stderr: string;
}

/** What `import` says about one place in a sheet. */
export interface ProblemLine {
  readonly file: string;
  readonly sheet: string;
  readonly cell: string;
  readonly code: string;
  readonly text: string;
}

/** Runs one job to its end. Fails when stdout is anything but one line with one JSON object. */
export async function runJob(words: readonly string[], options: RunOptions = {}): Promise<JobEnd> {
  const ended = await runApp(['--job', ...words], options);
  expect(ended.stdout, ended.stderr.slice(-2000)).toMatch(/^\{[^\n]*\}\n$/);
  return { exit: ended.code, json: lastLine(ended), stderr: ended.stderr };
}

/** What an archive holds, as `verify` says: comparable across runs. The job itself must succeed. */
export type Held = Readonly<Record<'hash' | 'households' | 'members' | 'operations', unknown>>;

export async function verify(dataDir: string): Promise<Held> {
  const { hash, households, members, operations } = await verifyAll(dataDir);
  return { hash, households, members, operations };
}

/** Everything that `verify` says, with journal, copies and attachments. */
export async function verifyAll(dataDir: string): Promise<Readonly<Record<string, unknown>>> {
  const { exit, json } = await runJob(['verify', '--data', dataDir]);
  expect(exit, JSON.stringify(json)).toBe(0);
  return json;
}

/** The households of an archive as `dump` writes them, one object each. */
export async function dumpOf(dataDir: string): Promise<readonly unknown[]> {
  const out = join(temporaryFolder(), 'dump.jsonl');
  const { exit, json } = await runJob(['dump', '--out', out, '--data', dataDir]);
  expect(exit, JSON.stringify(json)).toBe(0);
  const lines = readFileSync(out, 'utf8').split('\n');
  expect(lines.pop()).toBe('');
  expect(lines).toHaveLength(Number(json.households));
  return lines.map((line) => JSON.parse(line) as unknown);
}

/** Starts one of the project's own scripts with Node; its stdout comes back whole. */
export function runScript(
  script: string,
  args: readonly string[],
): Promise<{ readonly exit: number | null; readonly stdout: string }> {
  return new Promise((resolve, reject) => {
    const child: ChildProcess = spawn(process.execPath, [script, ...args], {
      cwd: APP_DIR,
      stdio: ['ignore', 'pipe', 2],
    });
    const stdout: Buffer[] = [];
    child.stdout?.on('data', (data: Buffer) => stdout.push(data));
    child.on('error', reject);
    child.on('close', (exit) => resolve({ exit, stdout: Buffer.concat(stdout).toString() }));
  });
}

/** Words a clerk knows in Latin letters, the addresses of cells, and the path of the archive at the end. */
const KNOWN_LATIN = /档案文件夹[:：].*|Excel|WPS|CSV|\.[a-z]{2,4}\b|\b[A-Z]{1,3}\d+\b/g;

/** A sentence for a clerk: Chinese, quoted names aside without a word of the program's own world, and no hole in it. */
export function expectSentence(text: unknown): void {
  expect(text).toMatch(/[\u4e00-\u9fff].{5,}/);
  const bare = String(text)
    .replace(/“[^”]*”/g, '“”')
    .replace(KNOWN_LATIN, '');
  expect(bare, String(text)).not.toMatch(/[A-Za-z]{2,}|[{}]|？/);
}

/** The problems of an import, each a sentence. */
export function problemsOf(end: JobEnd): readonly ProblemLine[] {
  const problems = (end.json.problems ?? []) as readonly ProblemLine[];
  for (const { text } of problems) expectSentence(text);
  return problems;
}

/** A refusal: exit code, code, and a sentence. */
export function expectRefused(end: JobEnd, exit: number, code: string): void {
  expect([end.exit, end.json.ok, end.json.code], JSON.stringify(end.json)).toEqual([exit, false, code]);
  expectSentence(end.json.text);
  problemsOf(end);
}
