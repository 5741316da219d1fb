/**
 * The workers as pages and jobs call them. A worker starts with its first call. One that dies or is stopped fails the calls
 * that wait for it; the next call starts a new one.
 */
import { proxy, wrap } from 'comlink';
import { fail, type Result } from '#shared/result';
import { linkWorker } from '../bridge/desktop';
import { settleAfterWorker } from '../store/session';
import type { AuditApi, CopyApi, ExportApi, ImportApi, SearchApi } from './api';
import { Fronted } from './front';
import type { SourceApi } from './sourceApi';
import { Waiting } from './waiting';

export type WorkerName = 'search' | 'import' | 'audit' | 'export' | 'copy' | 'source';

interface Running {
  readonly worker: Worker;
  readonly remote: unknown;
  readonly waiting: Waiting;
  readonly end: (code: string) => void;
}

type Call = (...args: unknown[]) => Promise<unknown>;

interface Apis {
  readonly search: SearchApi;
  readonly import: ImportApi;
  readonly audit: AuditApi;
  readonly export: ExportApi;
  readonly copy: CopyApi;
  readonly source: SourceApi;
}
/** Methods that answer with a Result. */
type Resultful<T> = {
  [K in keyof T]: T[K] extends (...args: never[]) => Promise<infer R> ? (R extends Result<unknown> ? K : never) : never;
}[keyof T];

/** Methods whose failures are Results, all of them; those of all others reject. */
const RESULTFUL: { readonly [N in WorkerName]: Readonly<Record<Resultful<Apis[N]>, true>> } = {
  search: {},
  import: {
    ...{ read: true, unlock: true, removeFile: true, useSheet: true, useHidden: true, setHints: true, setColumn: true },
    ...{ setYear: true, setValue: true, examine: true, accept: true, plan: true, decide: true, apply: true },
  },
  audit: { run: true },
  export: { build: true, errorBook: true },
  copy: { make: true, backup: true, preview: true, restore: true, asides: true, bringIn: true, rehearse: true },
  source: { openFile: true },
};

/** Parsing gets this long, and so much more per million bytes; then the file is given up and the worker killed. */
const READ_BASE_MS = 60_000;
const READ_MS_PER_MB = 6_000;

const running = new Map<WorkerName, Running>();

/** A worker per name: the bundler finds the files by these exact expressions. */
function spawn(name: WorkerName): Worker {
  switch (name) {
    case 'search':
      return new Worker(new URL('./search.worker.ts', import.meta.url), { type: 'module', name });
    case 'import':
      return new Worker(new URL('./import.worker.ts', import.meta.url), { type: 'module', name });
    case 'audit':
      return new Worker(new URL('./audit.worker.ts', import.meta.url), { type: 'module', name });
    case 'export':
      return new Worker(new URL('./export.worker.ts', import.meta.url), { type: 'module', name });
    case 'copy':
      return new Worker(new URL('./copy.worker.ts', import.meta.url), { type: 'module', name });
    case 'source':
      return new Worker(new URL('./source.worker.ts', import.meta.url), { type: 'module', name });
  }
}

function start(name: WorkerName): Running {
  const known = running.get(name);
  if (known) return known;
  const worker = spawn(name);
  linkWorker(worker);
  const waiting = new Waiting();
  const end = (code: string): void => {
    worker.terminate();
    if (running.get(name)?.worker === worker) running.delete(name);
    waiting.end(new Error(code));
    void settleAfterWorker();
  };
  worker.onerror = () => {
    end('worker_died');
  };
  const made = { worker, remote: wrap(worker), waiting, end };
  running.set(name, made);
  return made;
}

function api<T extends object>(name: WorkerName): T {
  return new Proxy({} as T, {
    get: (_, method) => {
      // A proxy that is awaited must not look like a promise.
      if (typeof method !== 'string' || method === 'then') return undefined;
      return (...args: unknown[]) => call(name, method, args);
    },
  });
}

async function call(name: WorkerName, method: string, args: unknown[]): Promise<unknown> {
  const { remote, waiting } = start(name);
  try {
    return await waiting.for(Promise.resolve((remote as Record<string, Call>)[method]?.(...args.map(throughPort))));
  } catch (error) {
    if (!Object.hasOwn(RESULTFUL[name], method)) throw error;
    return fail(codeOf(error), { detail: error instanceof Error ? error.message : String(error) });
  }
}

/** A function cannot be copied to the worker: it stays here, and the worker calls it. */
function throughPort(value: unknown): unknown {
  return typeof value === 'function' ? proxy(value) : value;
}

function codeOf(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  return /^[a-z]+(?:_[a-z]+)+$/.test(message) ? message : 'internal';
}

/** Ends a worker and everything it was doing, e.g. when the user cancels. Nothing half-done remains in the archive. */
export function stopWorker(name: WorkerName, code = 'worker_stopped'): void {
  running.get(name)?.end(code);
}

const search = api<SearchApi>('search');
const fronted = new Fronted(search);
const audit = api<AuditApi>('audit');
const exporter = api<ExportApi>('export');
const importer = api<ImportApi>('import');
const copier = api<CopyApi>('copy');
const source = api<SourceApi>('source');
const guardedImporter: ImportApi = new Proxy(importer, {
  get: (target, method: keyof ImportApi) => (method === 'read' ? readInTime : target[method]),
});

/** Reads files, and kills the worker when they take longer than any honest file: a bomb must not hang the app. */
async function readInTime(
  ...[files, options, onProgress]: Parameters<ImportApi['read']>
): ReturnType<ImportApi['read']> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const megabytes = files.reduce((sum, { file }) => sum + file.size, 0) / 1e6;
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => stopWorker('import', 'read_timeout'), READ_BASE_MS + READ_MS_PER_MB * megabytes);
  };
  wait();
  // Every sign of life gives it time again: five hundred small files may take longer than any single one.
  const done = await importer.read(files, options, (progress) => {
    wait();
    onProgress?.(progress);
  });
  clearTimeout(timer);
  return done;
}

const SOURCE_MS = 180_000;
const guardedSource: SourceApi = new Proxy(source, {
  get: (target, method: keyof SourceApi) => (method === 'openFile' ? openInTime : target[method]),
});

async function openInTime(...args: Parameters<SourceApi['openFile']>): ReturnType<SourceApi['openFile']> {
  const timer = setTimeout(() => stopWorker('source', 'read_timeout'), SOURCE_MS);
  const opened = await source.openFile(...args);
  clearTimeout(timer);
  return opened;
}

/** How long a worker gets to stop by itself: with the answer, half a second at most. */
const STOP_MS = 350;

/**
 * Stops what the import worker is doing. True: it stopped by itself, or was done, and still has what was read. False: it had
 * to be killed, and the files must be read anew. While it is `writing` it is not killed: a line that stands in the journal
 * would be applied after all, and only the worker knows whether it does.
 */
export async function stopImport(underWay: Promise<unknown>, writing = false): Promise<boolean> {
  void importer.cancel().catch(() => undefined);
  const answered = underWay.then(() => true);
  if (writing) return answered;
  const late = new Promise<false>((done) => setTimeout(() => done(false), STOP_MS));
  const stopped = await Promise.race([answered, late]);
  if (!stopped) stopWorker('import');
  return stopped;
}

export function searchApi(): Fronted {
  return fronted;
}

export function importApi(): ImportApi {
  return guardedImporter;
}

export function auditApi(): AuditApi {
  return audit;
}

export function exportApi(): ExportApi {
  return exporter;
}

export function copyApi(): CopyApi {
  return copier;
}

/** The files of earlier imports. A file was read once already: one that takes much longer now is given up. */
export function sourceApi(): SourceApi {
  return guardedSource;
}
