/** What the calls of DesktopApi do. */
import { app } from 'electron';
import { hostname } from 'node:os';
import type { ArchiveInfo } from '#shared/ipc/desktop';
import type { JobRequest } from '#shared/ipc/job';
import { fail, ok } from '#shared/result';
import { storeUnit } from '../archive/folder';
import { pickSave, showInFolder } from '../files/dialogs';
import { describeFile, readPiece } from '../files/readPiece';
import type { FileTokens } from '../files/tokens';
import type { Writers } from '../files/writers';
import { measure } from '../metrics';
import { windowOf } from '../window';
import { keepingHandlers, type KeepingParts } from './keepingHandlers';
import type { Handlers } from './serve';

/** What a hidden window may do besides: its task, and ending the process. */
export interface JobPort {
  readonly request: JobRequest;
  progress(text: string): void;
  finish(exitCode: 0 | 1 | 2 | 3, json: string): void;
}

export interface DesktopParts {
  readonly dataDir: string;
  readonly tokens: FileTokens;
  readonly writers: Writers;
  /** null in a normal window. */
  readonly job: JobPort | null;
  readonly keeping: KeepingParts;
}

/** The handlers; `archive` is the state of archive.json, kept here once the folder is ours. */
export function desktopHandlers(parts: DesktopParts, archive: ArchiveInfo): Handlers {
  const { dataDir, tokens, writers, job } = parts;
  let current = archive;
  return {
    ...keepingHandlers(parts.keeping),
    info: () =>
      ok({
        version: app.getVersion(),
        electron: process.versions.electron,
        platform: process.platform,
        dataDir,
        mode: job ? 'job' : 'window',
        computer: hostname(),
      }),
    archive: () => ok(current),
    setUnit: async (_caller, unit) => {
      const stored = await storeUnit(dataDir, current, unit);
      if (stored.ok) current = stored.value;
      return stored;
    },
    metrics: () => ok(measure()),
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
    write: (caller, writer, bytes) => writers.write(caller.page, writer, bytes),
    commit: (caller, writer) => writers.commit(caller.page, writer),
    abort: (caller, writer) => writers.abort(caller.page, writer),
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
