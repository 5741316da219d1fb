/** What the clerk can do in an import. Everything is decided in the worker; here it is asked for, awaited and shown. */
import type { TableHint } from '#shared/import/types';
import { fail, type AppError, type Result } from '#shared/result';
import type { HiddenChoice, ImportFile, PlanChoices, Reading } from '../../workers/api';
import { importApi, stopImport, stopWorker } from '../../workers/client';
import { named } from './dropped';
import { failed, mind, note, run } from './importRun';
import { changeImport, importState, START, STEP, type ImportState } from './importState';

/** `fresh`: other files were read, so that the sheet on screen is chosen anew unless it holds a table. */
function understood(reading: Reading, more: Partial<ImportState> = {}, fresh = false): void {
  const { sheets, files } = reading;
  const { sheet, version, choices } = importState();
  const shown = sheets.find(({ index }) => index === sheet);
  const usable = shown !== undefined && shown.like === shown.index && (!fresh || shown.tables.length > 0);
  const own = sheets.filter(({ tables, like, index }) => tables.length > 0 && like === index);
  // A template without a row of data is not what somebody came to see.
  const first = own.find(({ index }) => rowsOn(reading, index) > 0) ?? own[0] ?? sheets[0];
  changeImport({
    reading,
    files,
    version: version + 1,
    sheet: usable ? sheet : (first?.index ?? 0),
    planned: null,
    damages: null,
    error: null,
    choices: withoutBlanks(choices),
    ...more,
  });
}

/** Rows of data that were found on a sheet. */
export function rowsOn({ tables }: Reading, sheet: number): number {
  return tables.reduce((sum, { on, dataRows }) => (on === sheet ? sum + dataRows : sum), 0);
}

/** That blanks of the sheet empty the archive was said about columns as they were mapped then. */
function withoutBlanks({ policy, columns, suspects }: PlanChoices): PlanChoices {
  return { policy, ...(columns ? { columns } : {}), ...(suspects ? { suspects } : {}) };
}

/** Reads what was dropped, beside what was read before; while others are being read it waits for them. */
export async function addFiles(added: readonly ImportFile[]): Promise<void> {
  const { working, queued } = importState();
  if (added.length === 0) return;
  if (working) return working.reading ? changeImport({ queued: [...queued, ...added] }) : undefined;
  if (importState().step === STEP.done) forgetAll();
  const { dropped, reading, files } = importState();
  const own = named(added, dropped);
  const add = files !== null && !mind.lost;
  if (reading) await note();
  changeImport({ dropped: [...dropped, ...own], step: STEP.files });
  await readAll(add ? own : [...dropped, ...own], add ? dropped : null);
}

/** Codes of a reading that ended with its worker, or was stopped: what was read is gone. */
const ENDED: ReadonlySet<string> = new Set(['worker_stopped', 'read_timeout', 'worker_died']);

/** `before`: what had been read when these were added to it; null = everything is read anew. */
async function readAll(files: readonly ImportFile[], before: readonly ImportFile[] | null): Promise<void> {
  const add = before !== null;
  const options = { year: null, passwords: mind.passwords, add, ...(add ? {} : { choices: mind.kept }) };
  const read = await run('正在读表', { reading: true }, (tell) => importApi().read(files, options, tell));
  if (read.ok) {
    mind.lost = false;
    const whole = read.value.files.every(({ state }) => state === 'read');
    // Whoever asked to stop when it was as good as done is not led on.
    const step = whole && !add && !mind.stopped ? STEP.tables : STEP.files;
    understood(read.value, { step }, true);
    return takeQueued();
  }
  if (read.error.code === 'worker_stopped' && add) {
    // Whoever stops adding keeps what was there before.
    changeImport({ dropped: before, queued: [], planned: null });
    return;
  }
  if (ENDED.has(read.error.code)) {
    // The list of files stays, and can be read again.
    mind.lost = true;
    const { dropped, queued } = importState();
    changeImport({ dropped: [...dropped, ...named(queued, dropped)], queued: [], files: null, reading: null });
    failed(read.error);
    return;
  }
  const reading = await importApi()
    .reading()
    .catch(() => null);
  // Sheets in which no table was found can be pointed out by hand.
  if (reading?.sheets.length) understood(reading, { step: STEP.files }, true);
  else changeImport({ files: reading?.files ?? null, reading: null, error: reading?.files.length ? null : read.error });
  await takeQueued();
}

/** What was dropped meanwhile. */
async function takeQueued(): Promise<void> {
  const { queued } = importState();
  changeImport({ queued: [] });
  await addFiles(queued);
}

/** Something failed; a worker that died is replaced by one that reads the files again. */
export async function settle(error: AppError): Promise<void> {
  failed(error);
  if (mind.lost && importState().reading) await restoreLost();
}

/** Reads the list of files again, after the reading was stopped. */
export async function readAgain(): Promise<void> {
  await readAll(importState().dropped, null);
}

/** Stops what is going on. What the clerk has decided so far stays. */
export async function stopWork(): Promise<void> {
  const { working, reading } = importState();
  if (!working || working.stopping || !mind.underWay) return;
  changeImport({ working: { ...working, stopping: true } });
  mind.stopped = true;
  const doing = mind.underWay;
  if (!(await stopImport(doing, working.writing))) mind.lost = true;
  // Whoever waited for it first does what is due after its end.
  await doing;
  await new Promise((done) => setTimeout(done, 0));
  if (mind.lost && reading) await restoreLost();
}

/** Reads the files into a new worker with everything that was decided. */
export async function restoreLost(): Promise<boolean> {
  const { dropped, step } = importState();
  const options = { year: null, passwords: mind.passwords, choices: mind.kept };
  const read = await run('正在重新打开这些表', {}, (tell) => importApi().read(dropped, options, tell));
  if (read.ok) {
    mind.lost = false;
    // Damage and plan are found out anew from the step before them.
    understood(read.value, { step: Math.min(step, STEP.columns) });
    return true;
  }
  mind.lost = true;
  changeImport({ files: null, reading: null, planned: null, damages: null, step: STEP.files });
  return false;
}

export async function unlock(path: string, password: string): Promise<AppError | null> {
  const opened = await importApi().unlock(path, password);
  if (!opened.ok) return opened.error;
  mind.passwords = { ...mind.passwords, [path]: password };
  understood(opened.value, {}, true);
  return null;
}

export async function removeFile(path: string): Promise<void> {
  const { dropped } = importState();
  const left = dropped.filter((file) => file.path !== path);
  const done = mind.lost ? null : await importApi().removeFile(path);
  mind.passwords = Object.fromEntries(Object.entries(mind.passwords).filter(([of]) => of !== path));
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
  await settle(done.error);
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
  else await settle(done.error);
}

export function chooseSheet(sheet: number): void {
  changeImport({ sheet });
}

function forgetAll(): void {
  mind.passwords = {};
  mind.kept = {};
  mind.lost = false;
  changeImport(START);
}

/** Begins anew; nothing has been written. */
export function restart(): void {
  const { working } = importState();
  if (working?.writing === true) return;
  if (working) stopWorker('import');
  forgetAll();
}
