/** The packaged app: fuses as promised (promises.md B 19, read from the built binary), only our bundles inside, and it works. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { FuseState } from '@electron/fuses/dist/constants.js';
import { expect, test } from '@playwright/test';
import { temporaryFolder } from './fixtures';

const run = promisify(execFile);
const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const FOLDER = join(ROOT, 'dist-dev', 'linux-unpacked');

const FUSES: readonly (readonly [FuseV1Options, boolean])[] = [
  [FuseV1Options.RunAsNode, false],
  [FuseV1Options.EnableCookieEncryption, true],
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable, false],
  [FuseV1Options.EnableNodeCliInspectArguments, false],
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, true],
  [FuseV1Options.OnlyLoadAppFromAsar, true],
  [FuseV1Options.GrantFileProtocolExtraPrivileges, false],
];

test('npm run dist makes a closed, working package', async () => {
  test.skip(process.platform !== 'linux' || process.arch !== 'x64', 'packages here are made on Linux x64');
  test.setTimeout(300_000);
  await run(process.execPath, [join(ROOT, 'build/scripts/dist.mjs'), '--dev'], { cwd: ROOT, maxBuffer: 1 << 26 });
  expect(existsSync(join(FOLDER, 'NOT-FOR-DISTRIBUTION.txt'))).toBe(true);

  const wire = await getCurrentFuseWire(join(FOLDER, 'hudang'));
  for (const [fuse, isOn] of FUSES) {
    expect(wire[fuse], FuseV1Options[fuse]).toBe(isOn ? FuseState.ENABLE : FuseState.DISABLE);
  }

  const inside = listPackage(join(FOLDER, 'resources', 'app.asar'), { isPack: false });
  expect(inside.filter((path) => !/^[\\/](out|package\.json)/.test(path))).toEqual([]);
  expect(inside.some((path) => path.endsWith('.test.js') || path.endsWith('.map'))).toBe(false);

  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const data = temporaryFolder();
  const { stdout } = await run(join(FOLDER, 'hudang'), [...sandbox, '--data', data, '--job', 'verify']);
  expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({
    households: 0,
    members: 0,
    operations: 0,
  });
});
