/** What all steps of an import share besides what is on the screen: the work under way, and what another worker would need. */
import { fail, type AppError, type Result } from '#shared/result';
import type { ImportChoices, ImportProgress } from '../../workers/api';
import { importApi } from '../../workers/client';
import { changeImport, importState } from './importState';

interface Mind {
  /** Passwords that opened something, by path. */
  passwords: Readonly<Record<string, string>>;
  /** Those of the import that was written last, for its files to be marked. */
  former: { readonly result: string; readonly passwords: Readonly<Record<string, string>> };
  /** What was decided when something began that can be stopped. */
  kept: ImportChoices;
  /** The worker that had read the files is gone. */
  lost: boolean;
  underWay: Promise<unknown> | null;
  /** The clerk has asked for what is under way, or was last, to stop. */
  stopped: boolean;
}

export const mind: Mind = {
  passwords: {},
  former: { result: '', passwords: {} },
  kept: {},
  lost: false,
  underWay: null,
  stopped: false,
};

let progressShown = 0;
let stepping = false;

/**
 * A step begins by asking the worker, which may be busy with the last correction: until the page shows that something goes
 * on, a second press wants what the first one does already.
 */
export async function oneAtATime(step: () => Promise<void>): Promise<void> {
  if (stepping) return;
  stepping = true;
  try {
    await step();
  } finally {
    stepping = false;
  }
}

const PROGRESS_MS = 60;

/** Runs something that takes time, with its progress on the screen. Null = it was stopped. */
export async function run<T>(
  text: string,
  { writing = false, reading = false }: { readonly writing?: boolean; readonly reading?: boolean },
  work: (onProgress: (progress: ImportProgress) => void) => Promise<Result<T>>,
): Promise<Result<T>> {
  mind.stopped = false;
  changeImport({ working: { text, progress: null, writing, stopping: false, reading }, error: null });
  const doing = work((progress) => {
    const { working } = importState();
    // Five hundred files would repaint the page five hundred times.
    if (!working || Date.now() - progressShown < PROGRESS_MS) return;
    progressShown = Date.now();
    changeImport({ working: { ...working, progress } });
  });
  mind.underWay = doing.catch(() => undefined);
  try {
    return await doing;
  } catch {
    return fail('worker_died');
  } finally {
    mind.underWay = null;
    changeImport({ working: null });
  }
}

export function failed(error: AppError): void {
  if (error.code === 'worker_stopped') return;
  if (error.code === 'import_gone' || error.code === 'worker_died') mind.lost = true;
  changeImport({ error });
}

/** What was decided so far: another worker could go on with it. A worker that has no files is not the one that was asked. */
export async function note(): Promise<void> {
  const choices = await importApi()
    .choices()
    .catch(() => null);
  if (choices !== null && choices.files !== 0) mind.kept = choices;
  else if (importState().reading !== null) mind.lost = true;
}
