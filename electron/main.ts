/** The start of the program, in order. Each line must come before the next: see the comments. */
import { app, BrowserWindow, dialog, session } from 'electron';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { jobVerbs, type JobVerbSpec } from '#shared/ipc/job';
import type { AppError } from '#shared/result';
import { isShort, protectDatabase } from './archive/database';
import { noRoom } from './archive/keeping';
import { holderOf, inUse, otherHolder } from './archive/lock';
import { lookAtArchive } from './archive/folder';
import { roleIn, type Role } from './archive/role';
import { StoreReset } from './archive/storeReset';
import { readCommandLine, type Command } from './commandLine';
import { handleAll, servePorts } from './ipc/handle';
import { desktopHandlers } from './ipc/desktopHandlers';
import { failJob, startJob } from './job';
import { refuseJob, sayError } from './job/finish';
import { scratchFolder } from './job/scratch';
import { Log } from './log';
import { offerTextMenu, preventDefaultMenu, setApplicationMenu } from './menu';
import { RENDERER_DIR } from './paths';
import { registerScheme, serveApp } from './protocol';
import { Run, type RunOptions } from './run';
import { hardenProcess, hardenSession } from './session';
import { bringToFront, openMainWindow, ourPages } from './window';

const OUR_FOLDER = join(app.getPath('appData'), 'Hudang');
const command = readCommandLine(process.argv, process.cwd(), OUR_FOLDER, scratchFolder);
const log = new Log(command.dataDir);

function main(): void {
  reportUncaught();
  if (command.mode === 'job' && !command.call.ok) return refuseJob(2, command.call.error);
  const role = roleIn(command.dataDir, join(OUR_FOLDER, 'readers'), mayRead(command));
  if (!role.ok) return refuse(role.error);
  if (role.value.kind === 'reader') log.moveTo(role.value.profile);
  const short = role.value.kind === 'owner' && isShort(command.dataDir);
  if (short && !canWait()) return refuse(noRoom(command.dataDir).error);
  // The room that was kept back lets Chromium start; the page then says what is missing and does not open IndexedDB.
  const released = short && releaseBallast();
  // The profile holds IndexedDB: it is named before anything can open it, and the instance lock guards that very folder.
  app.setPath('userData', role.value.profile);
  if (!app.requestSingleInstanceLock({ mode: command.mode })) return yieldToFirst(role.value);
  app.on('second-instance', (_event, _argv, _cwd, data) => onSecondStart(data));
  hardenProcess();
  protectDatabase();
  if (command.mode === 'job') app.disableHardwareAcceleration();
  registerScheme();
  preventDefaultMenu();
  // What the last run could not throw away goes before any session can open it.
  const reset = new StoreReset(role.value.profile);
  app
    .whenReady()
    .then(() => start({ command, role: role.value, reset, short, released, log }))
    .catch(fault);
}

async function start(options: RunOptions): Promise<void> {
  const run = new Run(options);
  const taken = options.short ? null : await run.keeping.take();
  if (taken && !taken.ok) return refuseTaken(taken.error);
  hardenSession(session.defaultSession);
  serveApp(session.defaultSession, RENDERER_DIR);
  const parts = await run.parts();
  if (!parts.ok) return run.end().then(() => refuse(parts.error));
  const handlers = desktopHandlers(parts.value);
  const report = (where: string, error: unknown): void => log.note(where, error);
  handleAll(handlers, ourPages, report);
  servePorts(handlers, ourPages, report);
  if (parts.value.job) startJob(log);
  else showWindow(run);
  // Beside the window, which takes longer: it will ask for the journal's head before it opens IndexedDB.
  if (!options.short) run.open();
}

/** Only what leaves the archive as it is can be done beside its owner. */
function mayRead(given: Command): boolean {
  if (given.mode === 'window') return true;
  const spec: JobVerbSpec | null = given.call.ok ? jobVerbs[given.call.value.verb] : null;
  return spec?.reads === true;
}

/** A window can say that there is no room, and wait for it; a job cannot, and a new archive need not be begun. */
function canWait(): boolean {
  return command.mode === 'window' && lookAtArchive(command.dataDir).ok;
}

function releaseBallast(): boolean {
  const ballast = join(command.dataDir, 'ballast');
  if (!existsSync(ballast)) return false;
  rmSync(ballast, { force: true });
  return true;
}

function showWindow(run: Run): void {
  setApplicationMenu(!app.isPackaged);
  app.on('window-all-closed', () => app.quit());
  const window = openMainWindow({ gone: (page) => void run.forget(page), loaded: () => run.pageLoaded() });
  offerTextMenu(window.webContents);
}

/** Somebody took the folder since we looked: then we are their reader. Only if they can be named, or it would never end. */
function refuseTaken(error: AppError): void {
  if (error.code !== 'archive_in_use' || command.mode === 'job' || !otherHolder(command.dataDir)) return refuse(error);
  app.relaunch();
  app.exit(0);
}

/** A second window gives way to the first, which comes to the front; anything else must say that the folder is taken. */
function yieldToFirst(role: Role): void {
  const first = role.kind === 'owner' ? holderOf(command.dataDir) : null;
  if (command.mode === 'window' && first?.mode !== 'job') return app.exit(0);
  refuse(inUse(command.dataDir, null).error);
}

function onSecondStart(data: unknown): void {
  const [window] = BrowserWindow.getAllWindows();
  const wantsWindow = typeof data === 'object' && data !== null && 'mode' in data && data.mode === 'window';
  if (window && wantsWindow && command.mode === 'window') bringToFront(window);
}

/** Says why the archive cannot be opened, and ends: a sentence on the screen, or the answer of a job. */
function refuse(error: AppError): void {
  if (command.mode === 'job') return refuseJob(1, error);
  void app.whenReady().then(() => {
    dialog.showErrorBox('户档没有打开', sayError(error));
    app.exit(1);
  });
}

function fault(error: unknown): void {
  if (command.mode === 'job') return failJob(log, 'start', error);
  log.note('start', error);
  refuse({ code: 'internal', params: {} });
}

/** Electron would show an English box with a stack trace. */
function reportUncaught(): void {
  process.on('uncaughtException', (error) => {
    if (command.mode === 'job') failJob(log, 'uncaught', error);
    else log.note('uncaught', error);
  });
  process.on('unhandledRejection', (error) => log.note('unhandled', error));
}

main();
