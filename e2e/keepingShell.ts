/** The real main process around a page of our own making, for what it keeps beside the database. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Guard, OpenState } from '../shared/ipc/desktop';
import type { Result } from '../shared/result';
import { launch, makeShell, runApp, type Ended, type Launched } from './fixtures';

const SCRIPT = `
  const request = (await window.desktop.jobRequest()).value;
  if (request) {
    const state = await window.desktop.openState();
    if (request.words[0] === 'reset' && state.value.resetBecause === null) await window.desktop.resetStore('torn');
    else await window.desktop.jobFinish(0, JSON.stringify({ state: state.value, words: request.words }));
  }
`;

type Env = Readonly<Record<string, string>>;

export interface KeepingShell {
  open(dataDir: string, env?: Env): Promise<Launched>;
  /** The words of a job; `find` answers with what openState says, and `find reset` throws the database away first. */
  job(words: readonly string[], dataDir: string, env?: Env): Promise<Ended>;
}

export function makeKeepingShell(): KeepingShell {
  const appDir = makeShell(SCRIPT);
  return {
    open: (dataDir, env = {}) => launch({ appDir, dataDir, env }),
    job: (words, dataDir, env = {}) => runApp(['--job', ...words, '--data', dataDir], { appDir, env }),
  };
}

export function stateOf(app: Launched): Promise<Result<OpenState>> {
  return app.page.evaluate(() => window.desktop!.openState());
}

export function guardOf(app: Launched): Promise<Result<Guard>> {
  return app.page.evaluate(() => window.desktop!.guard());
}

/** Writes a journal line, long enough not to be taken for the mark of one that was never applied. */
export function append(app: Launched, after: number, text: string): Promise<Result<unknown>> {
  const payload = JSON.stringify({ v: 1, text, room: '户'.repeat(100) });
  return app.page.evaluate(([n, line]) => window.desktop!.journalAppend(n, line), [after, payload] as const);
}

/** All files with size and time, so that not even a touch goes unnoticed. */
export function everything(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => ({ name, found: statSync(join(folder, name)) }))
    .map(({ name, found }) => `${name} ${found.isFile() ? `${found.size} ${found.mtimeMs}` : ''}`)
    .sort();
}
