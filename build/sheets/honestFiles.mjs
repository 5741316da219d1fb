/** Honest sheets, by writers of the project, its test packages and, where the machine has one, an office program. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleForNode } from '../scripts/lib/bundle.mjs';
import { say } from '../scripts/lib/run.mjs';

/** Every so many files are saved again by LibreOffice, in each of these formats. */
const EVERY = 25;
const AGAIN = ['xlsx', 'xls', 'ods', 'fods', 'html'];

/** Writes them into the folder; returns their number. */
export async function makeHonest(folder) {
  const path = await bundleForNode('build/sheets/honest.ts');
  const done = spawnSync(process.execPath, [path, folder], { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(done.stderr);
  return Number(done.stdout) + savedAgain(folder);
}

function savedAgain(folder) {
  const from = readdirSync(folder)
    .filter((name) => /\.(xlsx|xls|ods)$/.test(name))
    .filter((_, at) => at % EVERY === 0)
    .map((name) => join(folder, name));
  let made = 0;
  const work = mkdtempSync(join(folder, '.again-'));
  for (const format of AGAIN) {
    const out = join(work, format);
    mkdirSync(out);
    const profile = `-env:UserInstallation=${pathToFileURL(join(work, 'profile'))}`;
    const args = [profile, '--headless', '--convert-to', format, '--outdir', out, ...from];
    if (spawnSync('soffice', args, { stdio: 'ignore' }).error) {
      say('no LibreOffice here: nothing saved by it');
      break;
    }
    for (const name of readdirSync(out)) {
      // LibreOffice puts pictures of HTML beside it.
      if (name.endsWith(`.${format}`)) renameSync(join(out, name), join(folder, `again${made++}-${name}`));
    }
  }
  rmSync(work, { recursive: true, force: true, maxRetries: 3 });
  return made;
}
