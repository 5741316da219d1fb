/** The files of an import: read one by one, so that one that cannot be used never stops the others. */
import { eachFile, type SheetFile } from '#shared/excel/read/expand';
import { readWorkbookWith } from '#shared/excel/read/encrypted';
import type { OnRows } from '#shared/excel/read/rowsRead';
import type { Workbook } from '#shared/excel/sheet';
import type { Problem } from '#shared/import/types';
import { sentence } from '#shared/messages/sentence';
import { fail, type AppError } from '#shared/result';
import type { FileSummary, ImportFile } from '../importReading';

/** One workbook that was dropped, or that stood in an archive that was dropped. */
export interface KeptFile {
  /** Unique among the files of the import. */
  readonly path: string;
  readonly bytes: number;
  readonly workbook: Workbook | null;
  readonly failure: AppError | null;
  /** The file's bytes again: for a password, and for the copy that is kept of every imported file. */
  readonly content: () => Promise<Uint8Array>;
}

/** Codes of files that a password opens. */
const LOCKED: ReadonlySet<string> = new Set(['password_needed', 'password_wrong']);
/** Messages about files that are not tables at all: worth a word, not a place in the list. */
const ASIDE = 'left_aside';

/** Lets the messages in that arrived meanwhile: a wish to stop, above all. */
export function pause(): Promise<void> {
  // A timer would wait for four milliseconds.
  const { port1, port2 } = new MessageChannel();
  return new Promise((done) => {
    port1.onmessage = () => {
      port1.close();
      done();
    };
    port2.postMessage(null);
  });
}

/** Milliseconds between two looks at the messages. */
const SLICE_MS = 30;

/** Thrown where somebody has asked for the work to stop. */
export class Stopped extends Error {
  constructor() {
    super('worker_stopped');
  }
}

/** Work in small steps, interrupted for messages; throws Stopped. `onStep` is told now and then how far it is. */
export async function inSlices<T>(
  work: Generator<number, T, void>,
  stopped: () => boolean,
  onStep: (done: number) => void = () => undefined,
): Promise<T> {
  let since = performance.now();
  for (let step = work.next(); ; step = work.next()) {
    if (step.done === true) return step.value;
    if (performance.now() - since < SLICE_MS) continue;
    onStep(step.value);
    await pause();
    if (stopped()) throw new Stopped();
    since = performance.now();
  }
}

export type Passwords = Readonly<Record<string, string>>;

export interface Read {
  readonly files: readonly KeptFile[];
  /** What was left aside in folders and archives. */
  readonly problems: readonly Problem[];
}

/**
 * Reads one dropped file: a workbook, or an archive of them. `taken` holds the paths in use and is added to; `each` is told
 * of every workbook, and stops the reading by answering false; `onRows` of how far a large one has been read.
 */
export async function readDropped(
  { file, path }: ImportFile,
  passwords: Passwords,
  taken: Set<string>,
  each: (file: KeptFile) => Promise<boolean>,
  onRows?: OnRows,
): Promise<{ readonly problems: readonly Problem[]; readonly stopped: boolean }> {
  const own = unique(path, taken);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const problems: Problem[] = [];
  for (const found of eachFile([{ name: baseName(own), path: own, bytes }])) {
    if (found.kind === 'problem') {
      if (found.problem.code === ASIDE) problems.push(found.problem);
      else if (!(await each(failed(found.problem)))) return { problems, stopped: true };
      continue;
    }
    const inner = found.file.path === own ? own : unique(found.file.path, taken);
    const content = found.file.path === own ? (): Promise<Uint8Array> => bytesOf(file) : keep(found.file.bytes);
    const kept = await readOne({ ...found.file, path: inner }, passwords[inner] ?? passwords[''], content, onRows);
    if (!(await each(kept))) return { problems, stopped: true };
  }
  return { problems, stopped: false };
}

async function bytesOf(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}

function keep(bytes: Uint8Array): () => Promise<Uint8Array> {
  return () => Promise.resolve(bytes);
}

/** Reads one workbook; its sheets answer to its path. */
export async function readOne(
  { path, bytes }: Pick<SheetFile, 'path' | 'bytes'>,
  password: string | undefined,
  content: () => Promise<Uint8Array>,
  onRows?: OnRows,
): Promise<KeptFile> {
  // A file that trips the reader up must not take the others with it.
  const read = await readWorkbookWith(bytes, baseName(path), password, onRows ? { onRows } : {}).catch(() =>
    fail('file_damaged', { file: baseName(path) }),
  );
  const base = { path, bytes: bytes.length, content };
  return read.ok
    ? { ...base, workbook: { ...read.value, file: path }, failure: null }
    : { ...base, workbook: null, failure: read.error };
}

function failed({ file, code, params }: Problem): KeptFile {
  return { path: file, bytes: 0, workbook: null, failure: { code, params }, content: keep(new Uint8Array()) };
}

/** The same file twice becomes `a.xlsx` and `a.xlsx (2)`. */
function unique(path: string, taken: Set<string>): string {
  let own = path;
  for (let times = 2; taken.has(own); times++) own = `${path} (${times})`;
  taken.add(own);
  return own;
}

export function isLocked(file: KeptFile): boolean {
  return file.failure !== null && LOCKED.has(file.failure.code);
}

/** `李庄.zip/三组/王五.xlsx` → `王五.xlsx`. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** How the clerk sees a file in the list; `counts` = what was understood of it. */
export function summariseFile(file: KeptFile, counts: { readonly tables: number; readonly rows: number }): FileSummary {
  const { path, bytes, workbook, failure } = file;
  const base = { path, bytes, sheets: workbook?.sheets.length ?? 0, ...counts };
  if (failure !== null) {
    const state = isLocked(file) ? 'password' : 'refused';
    return {
      ...base,
      state,
      code: failure.code,
      text: sentence(failure.code, { file: baseName(path), ...failure.params }),
    };
  }
  if (counts.rows > 0) return { ...base, state: 'read', code: '', text: '' };
  const text = counts.tables > 0 ? '认出了表头，但下面没有数据' : '没有找到可以导入的表，可在下一步指给软件看';
  return { ...base, state: 'empty', code: 'no_table_found', text };
}

export function fileProblem(file: string, { code, params }: AppError): Problem {
  return { file, sheet: '', cell: '', code, params, level: 'fatal' };
}
