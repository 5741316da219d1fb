/**
 * Starting the built app for a spec. `launch` drives a window through Playwright; `runApp` starts a plain process, as a
 * second start or a job does. Both use an archive folder of their own unless one is given.
 */
import { _electron, expect, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder with package.json and out/. HUDANG_APP names another one, to run the specs against a copy. */
export const APP_DIR = process.env.HUDANG_APP ?? join(dirname(fileURLToPath(import.meta.url)), '..');

const LAUNCH_TIMEOUT_MS = 30_000;

export interface LaunchOptions {
  /** Archive folder; a new temporary one when missing. */
  readonly dataDir?: string;
  /** Further arguments after `--data DIR`. */
  readonly args?: readonly string[];
  /** Folder of the app to start instead of the real one (see makeShell). */
  readonly appDir?: string;
  /** Environment variables besides our own. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Launched {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly dataDir: string;
  /** Errors on the page's console so far, and exceptions nobody caught. */
  readonly errors: readonly string[];
  /** What the content security policy has refused so far, in the page and its workers. */
  violations(): Promise<readonly string[]>;
  expectNoViolations(): Promise<void>;
  /** Ends the app; the folder stays for a look or another start. */
  close(): Promise<void>;
}

function executable(): string {
  const path = process.env.ELECTRON_PATH;
  if (!path) throw new Error('ELECTRON_PATH is not set: run the specs with npm run e2e');
  return path;
}

/** Chromium's sandbox cannot run as root; test machines often do. The app itself never adds this. */
function launcherSwitches(): string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

const made: string[] = [];

/** A temporary folder that is removed after the last spec of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hudang-e2e-'));
  made.push(folder);
  return folder;
}

function removeFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

async function start(dataDir: string, options: LaunchOptions): Promise<ElectronApplication> {
  const args = [...launcherSwitches(), options.appDir ?? APP_DIR, '--data', dataDir, ...(options.args ?? [])];
  const env = { ...(process.env as Record<string, string>), ...options.env };
  const once = () => _electron.launch({ executablePath: executable(), args, env, timeout: LAUNCH_TIMEOUT_MS });
  try {
    return await once();
  } catch (error) {
    // A busy machine can be too slow for the debugger's handshake; a second failure is real.
    if (error instanceof Error && /timeout/i.test(error.message)) return once();
    throw error;
  }
}

const REFUSED = /Content Security Policy|violates the following/i;

/** Starts the app and waits until its page is loaded. */
export async function launch(options: LaunchOptions = {}): Promise<Launched> {
  const dataDir = options.dataDir ?? temporaryFolder();
  const app = await start(dataDir, options);
  const errors: string[] = [];
  const refused: string[] = [];
  const watch = (page: Page) => {
    page.on('console', (message) => {
      if (REFUSED.test(message.text())) refused.push(message.text());
      else if (message.type() === 'error') errors.push(message.text());
    });
    page.on('pageerror', (error) => errors.push(String(error)));
  };
  app.windows().forEach(watch);
  app.on('window', watch);
  const page = await app.firstWindow();
  await page.waitForLoadState('load');
  await recordViolations(page);
  const violations = async () => {
    const events = await page.evaluate(() => (window as unknown as { violations?: string[] }).violations ?? []);
    return [...new Set([...refused, ...events])];
  };
  return {
    app,
    page,
    dataDir,
    errors,
    violations,
    expectNoViolations: async () => expect(await violations()).toEqual([]),
    close: () => app.close(),
  };
}

/** From here on events are kept too; what happened while loading stands on the console. */
async function recordViolations(page: Page): Promise<void> {
  await page.evaluate(() => {
    const kept: string[] = [];
    Object.assign(window, { violations: kept });
    document.addEventListener('securitypolicyviolation', (event) =>
      kept.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`),
    );
  });
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly appDir?: string;
  readonly timeoutMs?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Given every piece of stderr as it comes. */
  readonly onStderr?: (text: string) => void;
}

/** Starts the app as a plain process with these arguments and waits for its end. */
export function runApp(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(executable(), [...launcherSwitches(), options.appDir ?? APP_DIR, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...options.env },
      timeout: options.timeoutMs ?? 60_000,
    });
    const kept = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    child.stdout.on('data', (data: Buffer) => kept.stdout.push(data));
    child.stderr.on('data', (data: Buffer) => {
      kept.stderr.push(data);
      options.onStderr?.(data.toString());
    });
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ code, stdout: Buffer.concat(kept.stdout).toString(), stderr: Buffer.concat(kept.stderr).toString() }),
    );
  });
}

/** The JSON object a job printed as its last line. */
export function lastLine(ended: Ended): Record<string, unknown> {
  return JSON.parse(ended.stdout.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>;
}

/** The real main process and preload script around a page made of one script: for what our own pages never do. */
export function makeShell(script: string): string {
  const folder = temporaryFolder();
  for (const part of ['package.json', 'out/main', 'out/preload']) {
    cpSync(join(APP_DIR, part), join(folder, part), { recursive: true });
  }
  mkdirSync(join(folder, 'out/renderer'), { recursive: true });
  writeFileSync(
    join(folder, 'out/renderer/index.html'),
    '<!doctype html><title>户档</title><body><script type="module" src="./main.js"></script></body>',
  );
  writeFileSync(join(folder, 'out/renderer/main.js'), script);
  return folder;
}

interface Fixtures {
  /** The app in a fresh archive, closed after the test. */
  readonly hudang: Launched;
}

export const test = base.extend<Fixtures>({
  // Playwright insists on a destructured first argument even when nothing is taken from it.
  hudang: async ({}, provide) => {
    const launched = await launch();
    await provide(launched);
    await launched.close();
  },
});
test.afterAll(removeFolders);

export { expect };
