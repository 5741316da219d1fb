/**
 * `npm run dist`: packages the app. Where the official Electron can be fetched this makes release packages; elsewhere
 * (`--dev`, or only the development runtime at hand) a runnable directory dist-dev/, marked as not for distribution.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { electronPath } from './lib/electronRuntime.mjs';
import { ROOT, bin, fail, run, say } from './lib/run.mjs';
import { ensureBuild, ensureDependencies, ensureSystemLibraries } from './lib/setup.mjs';

await ensureDependencies();
await ensureSystemLibraries();
await ensureBuild();
const executable = await electronPath();
const official = executable.startsWith(join(ROOT, 'node_modules', 'electron'));
const builder = ['--config', 'electron-builder.yml', '--publish', 'never'];
if (official && !process.argv.includes('--dev')) {
  process.exit(await run(bin('electron-builder'), [...builder, ...process.argv.slice(2)]));
}
const code = await run(bin('electron-builder'), [
  ...builder,
  '--linux',
  'dir',
  '-c.directories.output=dist-dev',
  `-c.electronDist=${dirname(executable)}`,
  '-c.electronVersion=33.2.1',
]);
const folder = join(ROOT, 'dist-dev', 'linux-unpacked');
if (code !== 0 || !existsSync(folder)) fail('packaging failed');
writeFileSync(
  join(folder, 'NOT-FOR-DISTRIBUTION.txt'),
  'This folder wraps the development runtime. It serves tests on this machine only and must not be given to users.\n',
);
say(`dist-dev/linux-unpacked is ready (development runtime, not for distribution)`);
