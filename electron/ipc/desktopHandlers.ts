/** What the calls of DesktopApi do. */
import { app } from 'electron';
import { hostname } from 'node:os';
import type { JobRequest } from '#shared/ipc/job';
import { fail, ok } from '#shared/result';
import { pickSave, showInFolder } from '../files/dialogs';
import { describeFile, readPiece } from '../files/readPiece';
import type { Writers } from '../files/writers';
import { saveEmergency } from '../kept/emergency';
import { measure } from '../metrics';
import { reloadPage, windowOf } from '../window';
import { keepingHandlers, type KeepingParts } from './keepingHandlers';
import type { Handlers } from './serve';
import { storedHandlers, type StoredParts } from './storedHandlers';

/** What a hidden window may do besides: its task, and ending the process. */
export interface JobPort {
  readonly request: JobRequest;
  progress(text: string): void;
  finish(exitCode: 0 | 1 | 2 | 3, json: string): void;
}

export interface DesktopParts extends KeepingParts, StoredParts {
  readonly dataDir: string;
  readonly writers: Writers;
  /** null in a normal window. */
  readonly job: JobPort | null;
}

export function desktopHandlers(parts: DesktopParts): Handlers {
  const { dataDir, tokens, writers, stored, job } = parts;
  return {
    ...keepingHandlers(parts),
    ...storedHandlers(parts),
    info: () =>
      ok({
        version: app.getVersion(),
        electron: process.versions.electron,
        platform: process.platform,
        dataDir,
        mode: job ? 'job' : 'window',
        computer: hostname(),
      }),
    metrics: () => ok(measure()),
    saveEmergency: async (_caller, token) => {
      const place = tokens.place(token);
      return place.ok ? saveEmergency(dataDir, place.value, new Date()) : place;
    },
    reload: (caller) => {
      if (job) return fail('forbidden_sender');
      reloadPage(caller.page);
      return ok(null);
    },
    pickSave: async (caller, suggestedName) => {
      const window = windowOf(caller.page);
      return window ? pickSave(window, tokens, suggestedName) : fail('forbidden_sender');
    },
    showInFolder: (_caller, token) => showInFolder(tokens, token),
    stat: async (_caller, token) => {
      const path = tokens.readable(token);
      return path.ok ? describeFile(path.value) : path;
    },
    read: async (_caller, token, offset, length) => {
      const path = tokens.readable(token);
      return path.ok ? readPiece(path.value, offset, length) : path;
    },
    openWriter: (caller, token, name) => writers.open(caller.page, token, name),
    write: (caller, writer, bytes) =>
      stored.has(writer) ? stored.write(caller.page, writer, bytes) : writers.write(caller.page, writer, bytes),
    commit: (caller, writer) => writers.commit(caller.page, writer),
    abort: (caller, writer) =>
      stored.has(writer) ? stored.abort(caller.page, writer) : writers.abort(caller.page, writer),
    jobRequest: () => ok(job?.request ?? null),
    jobProgress: (_caller, text) => {
      job?.progress(text);
      return ok(null);
    },
    jobFinish: (_caller, exitCode, json) => {
      if (!job) return fail('forbidden_sender');
      job.finish(exitCode, json);
      return ok(null);
    },
  };
}
