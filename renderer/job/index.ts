/** The same actions without a window: does what the command line asked, prints one JSON object and ends the process. */
import { desktop } from '../bridge/desktop';
import { actingAs } from '../store/db';
import { openDistrustful, type OpenProgress } from '../store/openDistrustful';
import { getSettings } from '../store/queries/settings';
import { mended, mendWhenBroken } from '../store/recover';
import type { JobRequest, JobVerb } from '#shared/ipc/job';
import type { Verb } from './context';
import { refused, type Outcome } from './outcome';

/** Loaded one by one: a `find` must not wait for the spreadsheet writer. */
const VERBS: Readonly<Record<JobVerb, () => Promise<Verb>>> = {
  generate: async () => (await import('./verbs/generate')).generate,
  'generate-layouts': async () => (await import('./verbs/generateLayouts')).generateLayouts,
  import: async () => (await import('./verbs/import')).importFiles,
  audit: async () => (await import('./verbs/audit')).audit,
  export: async () => (await import('./verbs/export')).exportRegister,
  find: async () => (await import('./verbs/find')).find,
  dump: async () => (await import('./verbs/dump')).dump,
  verify: async () => (await import('./verbs/verify')).verify,
  undo: async () => (await import('./verbs/undo')).undo,
  backup: async () => (await import('./verbs/backup')).backup,
  restore: async () => (await import('./verbs/restore')).restore,
  rebuild: async () => (await import('./verbs/rebuild')).rebuild,
  bench: async () => (await import('./verbs/bench')).bench,
};

/** Fetches the job of this hidden window, does it and finishes the process; never rejects. */
export async function startJob(): Promise<void> {
  try {
    const request = await desktop.jobRequest();
    if (!request.ok || !request.value) throw new Error('no job for this window');
    const { exit, json } = await run(request.value);
    if (exit !== 0) await mended();
    await desktop.jobFinish(exit, JSON.stringify(json));
  } catch (error) {
    await mended();
    // Our own fault: the text goes to stderr for whoever repairs it, the sentence to whoever called.
    await desktop.jobProgress(describe(error));
    const { json } = refused({ code: 'internal', params: {} });
    await desktop.jobFinish(3, JSON.stringify(json));
  }
}

async function run(request: JobRequest): Promise<Outcome> {
  const info = await desktop.info();
  const device = info.ok ? info.value.computer : '';
  const progress = (text: string): void => void desktop.jobProgress(text);
  const onProgress = opening(progress);
  const opened = await openDistrustful({ who: '', device }, { onProgress, rebuild: request.verb === 'rebuild' });
  if (!opened.ok) return refused(opened.error);
  const { story } = opened.value;
  mendWhenBroken(opened.value.archive.journal);
  const { person } = await getSettings(opened.value.archive);
  const archive = actingAs(opened.value.archive, { who: person });
  const verb = await VERBS[request.verb]();
  const { exit, json } = await verb({ request, archive, story, progress });
  return { exit, json: story ? { ...json, recovered: story } : json };
}

const STEPS = {
  look: '核对数据库',
  copy: '读入副本',
  journal: '补上保存记录',
  save: '另存副本',
} as const satisfies Record<OpenProgress['step'], string>;

/** Tells of the opening, where it has something to do, about once a second. */
function opening(progress: (text: string) => void): (now: OpenProgress) => void {
  let [told, last] = [-Infinity, ''];
  return ({ step, done, total }) => {
    if (step === last && done < total && performance.now() - told < 1000) return;
    [told, last] = [performance.now(), step];
    progress(`${STEPS[step]} ${done}/${total}`);
  };
}

function describe(error: unknown): string {
  return (error instanceof Error ? (error.stack ?? error.message) : String(error)).slice(0, 1900);
}
