/**
 * The one door from pages into the main process, and the only importer of ipcMain. Every message passes, in this order:
 * sender → size → shape → handler; every answer is a Result. What a handler throws becomes `internal` and a log line.
 */
import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { APP_ORIGIN, wireName, type Channel } from '#shared/ipc/channels';
import { contract } from '#shared/ipc/contract';
import { fail } from '#shared/result';
import { serve, type Handlers } from './serve';

/** Only the main frame of one of our own windows, showing our own page, is listened to. */
function isOurs(event: IpcMainInvokeEvent, pages: ReadonlySet<WebContents>): boolean {
  const frame = event.senderFrame;
  if (!frame || !pages.has(event.sender)) return false;
  const main = event.sender.mainFrame;
  const isMain = frame.parent === null && frame.processId === main.processId && frame.routingId === main.routingId;
  return isMain && frame.origin === APP_ORIGIN && frame.url.startsWith(`${APP_ORIGIN}/index.html`);
}

/** Registers all handlers. `pages` may grow and shrink; `report` receives what should never have happened. */
export function handleAll(
  handlers: Handlers,
  pages: ReadonlySet<WebContents>,
  report: (where: string, error: unknown) => void,
): void {
  for (const channel of Object.keys(contract) as Channel[]) {
    ipcMain.handle(wireName(channel), (event, ...args: unknown[]) => {
      if (!isOurs(event, pages)) return fail('forbidden_sender');
      return serve(channel, handlers, { page: event.sender.id }, args, report);
    });
  }
}
