/** Honest sheets, by writers of the project and its test packages. */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { bundleFor } from './bundle.mjs';

/** Writes them into the folder; returns their number. */
export async function makeHonest(folder) {
  const { path, outDir } = await bundleFor('honest');
  const done = spawnSync(process.execPath, [path, folder], { encoding: 'utf8' });
  rmSync(outDir, { recursive: true, force: true });
  if (done.status !== 0) throw new Error(done.stderr);
  return Number(done.stdout);
}
