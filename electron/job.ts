/** A job: the same pages and workers in a hidden window. The page asks for its task, reports, and says when it is done. */
import type { JobRequest } from '#shared/ipc/job';
import type { JobPort } from './ipc/desktopHandlers';
import { finishJob, refuseJob, reportProgress, type ExitCode } from './job/finish';
import { openJobWindow } from './window';
import type { Log } from './log';

/** A page that has not asked for its task by then will not do so any more. */
const PATIENCE_MS = 60_000;

/** Our own fault: exit 3. */
export function failJob(log: Log, where: string, error: unknown): void {
  log.note(where, error);
  refuseJob(3, { code: 'internal', params: {} });
}

/** What the hidden page may call; `end` runs before the answer is printed. */
export function jobPort(request: JobRequest, log: Log, end: () => Promise<void>): JobPort {
  const timer = setTimeout(() => failJob(log, 'job', new Error('the page never asked for its task')), PATIENCE_MS);
  return {
    get request() {
      clearTimeout(timer);
      return request;
    },
    progress: reportProgress,
    finish: (exitCode: ExitCode, json: string) => void end().finally(() => finishJob(exitCode, json)),
  };
}

export function startJob(log: Log): void {
  const window = openJobWindow((error) => failJob(log, 'job window', error));
  window.webContents.on('console-message', (event, level, message) => {
    // Electron 33 passes level and message as arguments, later versions on the event.
    const text = event.message ?? message;
    if (event.level === 'error' || level === 3) reportProgress(text);
  });
}
