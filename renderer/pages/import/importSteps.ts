/** What the clerk can do in an import. Everything is decided in the worker; here it is asked for, awaited and shown. */
import type { Decision, TableHint } from '#shared/import/types';
import { fail, type AppError, type Result } from '#shared/result';
import type { HiddenChoice, ImportChoices, ImportFile, ImportProgress, PlanChoices, Reading } from '../../workers/api';
import { importApi, stopImport, stopWorker } from '../../workers/client';
import { changeImport, importState, START, STEP, type ImportState } from './importState';

/** Passwords that opened something, by path. */
let passwords: Readonly<Record<string, string>> = {};
/** What was decided when something began that can be stopped. */
let kept: ImportChoices = {};
/** The worker that had read the files is gone. */
let lost = false;
let underWay: Promise<unknown> | null = null;
let progressShown = 0;

const PROGRESS_MS = 60;

/** Runs something that takes time, with its progress on the screen. Null = it was stopped. */
async function run<T>(
  text: string,
  canStop: boolean,
  work: (onProgress: (progress: ImportProgress) => void) => Promise<Result<T>>,
): Promise<Result<T>> {
  changeImport({ working: { text, progress: null, canStop, stopping: false }, error: null });
  const doing = work((progress) => {
    const { working } = importState();
    // Five hundred files would repaint the page five hundred times.
    if (!working || Date.now() - progressShown < PROGRESS_MS) return;
    progressShown = Date.now();
    changeImport({ working: { ...working, progress } });
  });
  underWay = doing.catch(() => undefined);
  try {
    return await doing;
  } catch {
    return fail('worker_died');
  } finally {
    underWay = null;
    changeImport({ working: null });
  }
}

function failed(error: AppError): void {
  if (error.code === 'worker_stopped') return;
  if (error.code === 'import_gone' || error.code === 'worker_died') lost = true;
  changeImport({ error });
}

/** `fresh`: other files were read, so that the sheet on screen is chosen anew unless it holds a table. */
function understood(reading: Reading, more: Partial<ImportState> = {}, fresh = false): void {
  const { sheets, files } = reading;
  const { sheet, version } = importState();
  const shown = sheets.find(({ index }) => index === sheet);
  const usable = shown !== undefined && shown.like === shown.index && (!fresh || shown.tables.length > 0);
  const first = sheets.find(({ tables, like, index }) => tables.length > 0 && like === index) ?? sheets[0];
  changeImport({
    reading,
    files,
    version: version + 1,
    sheet: usable ? sheet : (first?.index ?? 0),
    planned: null,
    damages: null,
    error: null,
    ...more,
  });
}

/** Reads what was dropped, beside what was read before. */
export async function addFiles(added: readonly ImportFile[]): Promise<void> {
  if (added.length === 0 || importState().working) return;
  if (importState().step === STEP.done) forgetAll();
  const { dropped, reading, files } = importState();
  const add = files !== null && !lost;
  if (reading)
    kept = await importApi()
      .choices()
      .catch(() => kept);
  changeImport({ dropped: [...dropped, ...added], step: STEP.files });
  await readAll(add ? added : [...dropped, ...added], add);
}

async function readAll(files: readonly ImportFile[], add: boolean): Promise<void> {
  const options = { year: null, passwords, add, ...(add ? {} : { choices: kept }) };
  const read = await run('正在读表', true, (tell) => importApi().read(files, options, tell));
  if (read.ok) {
    lost = false;
    const whole = read.value.files.every(({ state }) => state === 'read');
    const next = whole && !add ? STEP.tables : STEP.files;
    return understood(read.value, { step: next }, true);
  }
  if (read.error.code === 'worker_stopped' || read.error.code === 'read_timeout') {
    // What was read is dropped with the worker; the list of files stays, and can be read again.
    lost = true;
    changeImport({ files: null, reading: null, error: read.error.code === 'read_timeout' ? read.error : null });
    return;
  }
  const reading = await importApi()
    .reading()
    .catch(() => null);
  changeImport({ files: reading?.files ?? null, reading: null, error: reading?.files.length ? null : read.error });
}

/** Reads the list of files again, after the reading was stopped. */
export async function readAgain(): Promise<void> {
  await readAll(importState().dropped, false);
}

/** Stops what is going on. What the clerk has decided so far stays. */
export async function stopWork(): Promise<void> {
  const { working, reading } = importState();
  if (!working?.canStop || working.stopping || !underWay) return;
  changeImport({ working: { ...working, stopping: true } });
  // Whoever was reading has noted already that what was read is gone.
  if (!(await stopImport(underWay))) lost = true;
  if (lost && reading) await restoreLost();
}

/** Reads the files into a new worker with everything that was decided. */
async function restoreLost(): Promise<boolean> {
  const { dropped, reading } = importState();
  const options = { year: reading?.year ?? null, passwords, choices: kept };
  const read = await run('正在重新打开这些表', true, (tell) => importApi().read(dropped, options, tell));
  if (read.ok) {
    lost = false;
    understood(read.value);
    return true;
  }
  changeImport({ files: null, reading: null, step: STEP.files });
  return false;
}

export async function unlock(path: string, password: string): Promise<AppError | null> {
  const opened = await importApi().unlock(path, password);
  if (!opened.ok) return opened.error;
  passwords = { ...passwords, [path]: password };
  understood(opened.value, {}, true);
  return null;
}

export async function removeFile(path: string): Promise<void> {
  const { dropped } = importState();
  const left = dropped.filter((file) => file.path !== path);
  const done = lost ? null : await importApi().removeFile(path);
  changeImport({ dropped: left });
  if (left.length === 0) return restart();
  if (done?.ok) understood(done.value, {}, true);
}

/** Any change to how the sheets are understood. */
async function correct(change: () => Promise<Result<Reading>>): Promise<void> {
  changeImport({ correcting: true });
  const done = await change().catch(() => fail('worker_died'));
  changeImport({ correcting: false });
  if (done.ok) return understood(done.value);
  if (done.error.code === 'import_gone' || done.error.code === 'worker_died') {
    lost = true;
    if (await restoreLost()) return;
  }
  failed(done.error);
}

export function useSheet(sheet: number, used: boolean): Promise<void> {
  return correct(() => importApi().useSheet(sheet, used));
}

export function useHidden(sheet: number, choice: HiddenChoice): Promise<void> {
  return correct(() => importApi().useHidden(sheet, choice));
}

export function setHints(sheet: number, hints: readonly TableHint[]): Promise<void> {
  return correct(() => importApi().setHints(sheet, hints, true));
}

export function setColumn(table: number, at: string, field: string | null): Promise<void> {
  return correct(() => importApi().setColumn(table, at, field));
}

export function setYear(year: number): Promise<void> {
  return correct(() => importApi().setYear(year));
}

export async function setValue(field: string, text: string, label: string | null | undefined): Promise<void> {
  const done = await importApi().setValue(field, text, label);
  if (done.ok) changeImport({ planned: null, version: importState().version + 1 });
  else failed(done.error);
}

export function chooseSheet(sheet: number): void {
  changeImport({ sheet });
}

/** Goes to a step; those ahead are worked out first. */
export async function goTo(step: number): Promise<void> {
  changeImport({ error: null });
  if (step <= STEP.columns) return changeImport({ step });
  if (lost && !(await restoreLost())) return;
  kept = await importApi()
    .choices()
    .catch(() => kept);
  if (importState().damages === null) {
    const found = await run('正在查找损坏的单元格', true, (tell) => importApi().examine(tell));
    if (!found.ok) return failed(found.error);
    changeImport({ damages: found.value });
    // Where there is nothing to decide, nobody has to look.
    if (step === STEP.damage && !found.value.some(({ note }) => !note)) return goTo(STEP.plan);
  }
  if (step === STEP.damage) return changeImport({ step });
  const { planned } = importState();
  if (planned) return changeImport({ step });
  // A suspect that nobody decided about is left for another time: in the window somebody can be asked.
  await plan({ policy: 'fill', suspects: 'skip' });
}

export async function accept(
  which: { readonly ids: readonly string[] } | { readonly kind: string },
  accepted: boolean,
): Promise<void> {
  const done = await importApi().accept(which, accepted);
  if (done.ok) changeImport({ damages: done.value, planned: null });
  else failed(done.error);
}

export async function plan(choices: PlanChoices): Promise<void> {
  const done = await run('正在与档案核对', true, (tell) => importApi().plan(choices, tell));
  if (!done.ok) return failed(done.error);
  const version = (importState().planned?.version ?? 0) + 1;
  changeImport({ planned: { choices, summary: done.value, version }, step: STEP.plan });
}

export async function decide(key: string, decision: Decision | null): Promise<void> {
  const { planned } = importState();
  if (!planned) return;
  const done = await importApi().decide(key, decision);
  if (done.ok) changeImport({ planned: { ...planned, summary: done.value, version: planned.version + 1 } });
  else failed(done.error);
}

export async function write(who: string, device: string, confirm: boolean): Promise<void> {
  const { planned } = importState();
  if (!planned) return;
  const done = await run('正在写入档案', false, (tell) => importApi().apply(who, device, { confirm }, tell));
  if (done.ok) {
    changeImport({ written: done.value, step: STEP.done });
    passwords = {};
    kept = {};
    return;
  }
  // The archive changed meanwhile: the plan is made again, and looked at again.
  if (done.error.code === 'import_stale') await plan(planned.choices);
  failed(done.error);
}

function forgetAll(): void {
  passwords = {};
  kept = {};
  lost = false;
  changeImport(START);
}

/** Begins anew; nothing has been written. */
export function restart(): void {
  const { working } = importState();
  if (working && !working.canStop) return;
  if (working) stopWorker('import');
  forgetAll();
}
