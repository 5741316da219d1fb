/** Files made for one run of `npm run sheets`: bombs, honest sheets, spoiled copies. They lie in a folder that goes afterwards. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { say } from '../scripts/lib/run.mjs';

const MAKERS = {
  bombs: async (folder) => (await import('./bombs.mjs')).makeBombs(folder),
  honest: async (folder) => (await import('./honestFiles.mjs')).makeHonest(folder),
  fuzz: async (folder, options) => (await import('./fuzz.mjs')).makeSpoiled(folder, options),
};

/** `keep` = a folder to make them in that stays. Resolves with {folder, end}. */
export async function make(options) {
  const folder = options.keep ?? mkdtempSync(join(tmpdir(), 'hudang-sheets-'));
  mkdirSync(folder, { recursive: true });
  const remove = () => {
    if (options.keep === null) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  process.on('exit', remove);
  say(`making files …`);
  say(`made ${await MAKERS[options.make](folder, options)}`);
  return { folder, end: remove };
}
