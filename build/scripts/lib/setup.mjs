/** What must stand before anything runs: packages, system libraries, Electron, the build. Node built-ins only at the top. */
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { CACHE, ROOT, bin, fail, mustRun, run, say } from './run.mjs';

/** Runs `npm ci` when node_modules is missing or was made from another lockfile. */
export async function ensureDependencies() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    fail(`Node 20.19 or newer is needed, this is ${process.versions.node}.`);
  const lock = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
  const folder = join(ROOT, 'node_modules');
  const stamp = join(folder, '.hudang-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  // npm empties the folder behind a link before it installs: whoever works there stands without packages.
  if (existsSync(folder) && lstatSync(folder).isSymbolicLink()) {
    fail('node_modules is a link to packages of another lockfile: remove the link, or install where it leads to');
  }
  say('installing packages …');
  await mustRun('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { stdout: 'stderr' });
  writeFileSync(stamp, lock);
}

const LIBRARIES = [
  ['libgtk-3-0', 'libgtk-3.so.0'],
  ['libnss3', 'libnss3.so'],
  ['libgbm1', 'libgbm.so.1'],
  ['libasound2', 'libasound.so.2'],
];
const PROGRAMS = [
  ['xvfb', 'Xvfb'],
  ['xauth', 'xauth'],
];

/** Debian packages that Electron and its tests need and that are not installed. */
function missingPackages() {
  const cache = output('ldconfig', ['-p']) || output('/sbin/ldconfig', ['-p']);
  const missing = LIBRARIES.filter(([, file]) => !cache.includes(file)).map(([name]) => name);
  const path = (process.env.PATH ?? '').split(':');
  for (const [name, program] of PROGRAMS) {
    if (!path.some((folder) => existsSync(join(folder, program)))) missing.push(name);
  }
  if (!output('fc-list', [':lang=zh-cn', 'family'])) missing.push('fonts-noto-cjk');
  return missing;
}

function output(command, args) {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return '';
  }
}

/** On Debian as root the missing libraries are installed; otherwise the one line to run is printed. */
export async function ensureSystemLibraries() {
  if (process.platform !== 'linux') return;
  const missing = missingPackages();
  if (missing.length === 0) return;
  const line = `apt-get update && apt-get install -y --no-install-recommends ${missing.join(' ')} fontconfig`;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    fail(`System libraries are missing. Please run once:\n  sudo sh -c '${line}'`);
  }
  say(`installing system libraries: ${missing.join(' ')} …`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  for (let attempt = 0; attempt < 3; attempt++) {
    if ((await run('sh', ['-c', line], { quiet: true, env })) === 0) return;
    say('trying again …');
  }
  fail(`The libraries could not be installed. Please run once:\n  ${line}`);
}

const SOURCES = ['shared', 'electron', 'renderer', 'build/vite', 'package-lock.json', 'package.json'];

function* filesUnder(path) {
  const absolute = join(ROOT, path);
  if (!existsSync(absolute)) return;
  let names;
  try {
    names = readdirSync(absolute).sort();
  } catch {
    yield path;
    return;
  }
  for (const name of names) yield* filesUnder(`${path}/${name}`);
}

/** Builds the three bundles when a source changed since the last build. */
export async function ensureBuild() {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of filesUnder(source)) {
      if (!/\.test\.tsx?$/.test(file)) hash.update(file).update(readFileSync(join(ROOT, file)));
    }
  }
  const wanted = hash.digest('hex');
  const stamp = join(CACHE, 'build');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && existsSync(join(ROOT, 'out/main/main.js'))) return;
  say('building …');
  for (const part of ['main', 'preload', 'renderer']) {
    await mustRun(bin('vite'), ['build', '-c', `build/vite/${part}.config.ts`], { quiet: true });
  }
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(stamp, wanted);
}
