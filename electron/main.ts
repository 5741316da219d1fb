/** The start of the program, in order. Each line must come before the next: see the comments. */
import { app, BrowserWindow, dialog, session } from 'electron';
import { join } from 'node:path';
import type { ArchiveInfo } from '#shared/ipc/desktop';
import { ok, type AppError, type Result } from '#shared/result';
import { ensureFolder, openArchive } from './archive/folder';
import { checkRoom, protectDatabase } from './archive/database';
import { DiskGuard } from './archive/guard';
import { holderOf, inUse, takeLock } from './archive/lock';
import { readCommandLine, type Command } from './commandLine';
import { realDisk } from './files/disk';
import { FileTokens } from './files/tokens';
import { Writers } from './files/writers';
import { desktopHandlers, type JobPort } from './ipc/desktopHandlers';
import { handleAll, servePorts } from './ipc/handle';
import { failJob, jobPort, startJob } from './job';
import { toRequest } from './job/files';
import { refuseJob, sayError } from './job/finish';
import { scratchFolder } from './job/scratch';
import { Log } from './log';
import { offerTextMenu, setApplicationMenu } from './menu';
import { RENDERER_DIR } from './paths';
import { registerScheme, serveApp } from './protocol';
import { hardenProcess, hardenSession } from './session';
import { bringToFront, openMainWindow, ourPages } from './window';

const command = readCommandLine(process.argv, process.cwd(), join(app.getPath('appData'), 'Hudang'), scratchFolder);
const log = new Log(command.dataDir);

function main(): void {
  reportUncaught();
  if (command.mode === 'job' && !command.call.ok) return refuseJob(2, command.call.error);
  const folder = ensureFolder(command.dataDir);
  if (!folder.ok) return refuse(folder.error);
  const room = checkRoom(command.dataDir);
  if (!room.ok) return refuse(room.error);
  // The profile holds IndexedDB: it is named before anything can open it, and the instance lock guards that very folder.
  app.setPath('userData', join(command.dataDir, 'profile'));
  if (!app.requestSingleInstanceLock({ mode: command.mode })) return yieldToFirst();
  app.on('second-instance', (_event, _argv, _cwd, data) => onSecondStart(data));
  hardenProcess();
  protectDatabase();
  if (command.mode === 'job') app.disableHardwareAcceleration();
  registerScheme();
  app.whenReady().then(start).catch(fault);
}

async function start(): Promise<void> {
  const archive = takeArchive();
  if (!archive.ok) return refuse(archive.error);
  hardenSession(session.defaultSession);
  serveApp(session.defaultSession, RENDERER_DIR);
  const tokens = new FileTokens();
  const writers = new Writers(tokens);
  const job = await prepareJob(command, tokens, writers);
  if (!job.ok) return refuse(job.error);
  const guard = new DiskGuard({ dataDir: command.dataDir, disk: realDisk, ballast: true });
  const keeping = { databaseId: archive.value.databaseId, guard, cleanExit: true };
  const handlers = desktopHandlers(
    { dataDir: command.dataDir, tokens, writers, job: job.value, keeping },
    archive.value,
  );
  const report = (where: string, error: unknown): void => log.note(where, error);
  handleAll(handlers, ourPages, report);
  servePorts(handlers, ourPages, report);
  if (job.value) startJob(log);
  else showWindow(writers);
}

/** Makes the folder ours for as long as we run. */
function takeArchive(): Result<ArchiveInfo> {
  const lock = takeLock(command.dataDir, command.mode);
  if (!lock.ok) return lock;
  app.on('quit', () => lock.value.release());
  process.on('exit', () => lock.value.release());
  return openArchive(command.dataDir);
}

async function prepareJob(given: Command, tokens: FileTokens, writers: Writers): Promise<Result<JobPort | null>> {
  if (given.mode === 'window' || !given.call.ok) return ok(null);
  const request = await toRequest(given.call.value, tokens);
  return request.ok ? ok(jobPort(request.value, log, () => writers.abortAll())) : request;
}

function showWindow(writers: Writers): void {
  setApplicationMenu(!app.isPackaged);
  app.on('window-all-closed', () => app.quit());
  const window = openMainWindow((page) => void writers.abortAll(page));
  offerTextMenu(window.webContents);
}

/** A second window gives way to the first, which comes to the front; anything else must say that the folder is taken. */
function yieldToFirst(): void {
  const first = holderOf(command.dataDir);
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
