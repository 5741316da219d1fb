/** The same actions without a window: does what the command line asked, prints one JSON object and ends the process. */
import { desktop } from '../bridge/desktop';
import { openArchive } from '../store/db';
import { getSettings } from '../store/queries/settings';
import type { JobRequest, JobVerb } from '#shared/ipc/job';
import type { Verb } from './context';
import { refused, type Outcome } from './outcome';

/** Loaded one by one: a `find` must not wait for the spreadsheet writer. */
const VERBS: Readonly<Record<JobVerb, () => Promise<Verb>>> = {
  generate: async () => (await import('./verbs/generate')).generate,
  import: async () => (await import('./verbs/import')).importFiles,
  audit: async () => (await import('./verbs/audit')).audit,
  export: async () => (await import('./verbs/export')).exportRegister,
  find: async () => (await import('./verbs/find')).find,
  dump: async () => (await import('./verbs/dump')).dump,
  verify: async () => (await import('./verbs/verify')).verify,
  undo: async () => (await import('./verbs/undo')).undo,
  bench: async () => (await import('./verbs/bench')).bench,
};

/** Fetches the job of this hidden window, does it and finishes the process; never rejects. */
export async function startJob(): Promise<void> {
  try {
    const request = await desktop.jobRequest();
    if (!request.ok || !request.value) throw new Error('no job for this window');
    const { exit, json } = await run(request.value);
    await desktop.jobFinish(exit, JSON.stringify(json));
  } catch (error) {
    // Our own fault: the text goes to stderr for whoever repairs it, the sentence to whoever called.
    await desktop.jobProgress(describe(error));
    const { json } = refused({ code: 'internal', params: {} });
    await desktop.jobFinish(3, JSON.stringify(json));
  }
}

async function run(request: JobRequest): Promise<Outcome> {
  const info = await desktop.info();
  const device = info.ok ? info.value.computer : '';
  const opened = await openArchive({ who: '', device });
  if (!opened.ok) return refused(opened.error);
  const { person } = await getSettings(opened.value);
  const archive = { ...opened.value, actor: { who: person, device } };
  const verb = await VERBS[request.verb]();
  return verb({ request, archive, progress: (text) => void desktop.jobProgress(text) });
}

function describe(error: unknown): string {
  return (error instanceof Error ? (error.stack ?? error.message) : String(error)).slice(0, 1900);
}
