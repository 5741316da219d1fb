/** Our windows: the one the clerk sees, and the hidden one that does a job. */
import { BrowserWindow, dialog, screen, type WebContents, type WebPreferences } from 'electron';
import { APP_ORIGIN } from '#shared/ipc/channels';
import { PAGE_PATH } from './pageFiles';
import { PRELOAD_PATH } from './paths';

const PAGE_URL = `${APP_ORIGIN}${PAGE_PATH}`;
const MIN_SIZE = { width: 1024, height: 640 };
const DEFAULT_SIZE = { width: 1366, height: 768 };

/** Everything here is a promise of the security checklist; e2e/security.spec.ts reads it back from every window. */
const WEB_PREFERENCES: WebPreferences = {
  preload: PRELOAD_PATH,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
};

const pages = new Set<WebContents>();
/** Pages that stood still and were ended because the clerk would not wait any longer. */
const givenUp = new WeakSet<WebContents>();

/** The pages whose messages are listened to. */
export const ourPages: ReadonlySet<WebContents> = pages;

/** The window of a page of ours, by webContents id. */
export function windowOf(page: number): BrowserWindow | null {
  const contents = [...pages].find((candidate) => candidate.id === page);
  return contents ? BrowserWindow.fromWebContents(contents) : null;
}

/** Loads a page of ours again, with what it was asked to do. */
export function reloadPage(page: number): void {
  const contents = windowOf(page)?.webContents;
  if (!contents) return;
  const overruled = overruleLeaving(contents);
  contents.once('did-navigate', overruled);
  contents.reload();
}

/**
 * A page that holds texts which it could not save asks to stay. It may not where the database under it is no more: it would
 * go on failing for ever. Those texts are drafts on the disk by then. Returns what gives the page its say back.
 */
export function overruleLeaving(contents: WebContents): () => void {
  const goAnyway = (event: Electron.Event): void => event.preventDefault();
  contents.on('will-prevent-unload', goAnyway);
  return () => contents.off('will-prevent-unload', goAnyway);
}

function adopt(window: BrowserWindow): BrowserWindow {
  const contents = window.webContents;
  pages.add(contents);
  contents.once('destroyed', () => pages.delete(contents));
  return window;
}

export interface PageEvents {
  /** The page died or gives way to itself anew: what it left open is nobody's. */
  readonly gone: (page: number) => void;
  /** Our page was loaded, for the first time or again. */
  readonly loaded: () => void;
}

/** Opens the main window; it shows itself when the page has something to show. */
export function openMainWindow(events: PageEvents): BrowserWindow {
  const { workAreaSize } = screen.getPrimaryDisplay();
  const window = adopt(
    new BrowserWindow({
      title: '户档',
      width: Math.min(DEFAULT_SIZE.width, workAreaSize.width),
      height: Math.min(DEFAULT_SIZE.height, workAreaSize.height),
      minWidth: Math.min(MIN_SIZE.width, workAreaSize.width),
      minHeight: Math.min(MIN_SIZE.height, workAreaSize.height),
      backgroundColor: '#FFFFFF',
      show: false,
      webPreferences: WEB_PREFERENCES,
    }),
  );
  window.setMenuBarVisibility(false);
  window.once('ready-to-show', () => window.show());
  watchHanging(window);
  window.webContents.on('render-process-gone', (_event, details) => {
    events.gone(window.webContents.id);
    if (givenUp.delete(window.webContents)) load(window, PAGE_URL);
    else if (details.reason !== 'clean-exit') void offerReopen(window);
  });
  // Chromium asks nobody before it goes to about:blank; nothing else gets as far as this.
  window.webContents.on('did-navigate', (_event, url) => {
    if (url.startsWith(PAGE_URL)) events.loaded();
    else load(window, PAGE_URL);
  });
  load(window, PAGE_URL);
  return window;
}

/** Opens the hidden window of a job; `onGone` is called when its page cannot be shown or dies. */
export function openJobWindow(onGone: (error: Error) => void): BrowserWindow {
  const window = adopt(
    new BrowserWindow({
      show: false,
      width: DEFAULT_SIZE.width,
      height: DEFAULT_SIZE.height,
      webPreferences: { ...WEB_PREFERENCES, backgroundThrottling: false },
    }),
  );
  const gone = (reason: string) => onGone(Object.assign(new Error(reason), { code: reason }));
  window.webContents.on('render-process-gone', (_event, details) => gone(details.reason));
  window.webContents.on('preload-error', () => gone('preload-error'));
  window.webContents.on('did-fail-load', () => gone('did-fail-load'));
  load(window, `${PAGE_URL}#job`);
  return window;
}

function load(window: BrowserWindow, url: string): void {
  // A failure is reported by did-fail-load; a window closed while loading is none.
  window.loadURL(url).catch(() => undefined);
}

/** A second start of the program: shows the window that is already there. */
export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** A page that stands still for half a minute: the clerk is asked, and no longer once it moves again. */
function watchHanging(window: BrowserWindow): void {
  let asking: AbortController | null = null;
  window.on('responsive', () => asking?.abort());
  window.on('unresponsive', () => {
    if (asking) return;
    asking = new AbortController();
    const { signal } = asking;
    void offerToEnd(window, signal).finally(() => (asking = null));
  });
}

async function offerToEnd(window: BrowserWindow, signal: AbortSignal): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    title: '户档',
    message: '页面没有反应',
    detail:
      '可能正在处理很大的内容，一般等一会就好。重新打开不影响已经保存的内容；正在填写的文字大约每秒记一次，重新打开后可以恢复。',
    buttons: ['再等一会', '重新打开'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
    signal,
  });
  if (response !== 1 || window.isDestroyed()) return;
  givenUp.add(window.webContents);
  window.webContents.forcefullyCrashRenderer();
}

async function offerReopen(window: BrowserWindow): Promise<void> {
  if (window.isDestroyed()) return;
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    title: '户档',
    message: '页面意外停止了',
    detail: '已经保存的内容不受影响。正在填写、还没有保存的文字大约每秒记一次，重新打开后会列出来，由您选择恢复。',
    buttons: ['重新打开', '退出'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  if (window.isDestroyed()) return;
  if (response === 0) load(window, PAGE_URL);
  else window.close();
}
