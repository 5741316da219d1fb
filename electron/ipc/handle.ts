/**
 * The one door from pages into the main process, and the only importer of ipcMain. Every message passes, in this order:
 * sender → size → shape → handler; every answer is a Result. What a handler throws becomes `internal` and a log line.
 */
import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { APP_ORIGIN, PORT_WIRE, WORKER_CHANNELS, wireName, type Channel, type PortAnswer } from '#shared/ipc/channels';
import { contract } from '#shared/ipc/contract';
import { fail } from '#shared/result';
import { serve, type Handlers } from './serve';

/** Only the main frame of one of our own windows, showing our own page, is listened to. */
function isOurs(event: IpcMainInvokeEvent | IpcMainEvent, pages: ReadonlySet<WebContents>): boolean {
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

const CALLABLE: ReadonlySet<unknown> = new Set(WORKER_CHANNELS);

/**
 * A page of ours sends one end of a port on; what comes through it is answered like any other message, but only for the
 * channels that workers may use. The page stays the caller: what a worker left open is taken back with its page.
 */
export function servePorts(
  handlers: Handlers,
  pages: ReadonlySet<WebContents>,
  report: (where: string, error: unknown) => void,
): void {
  ipcMain.on(PORT_WIRE, (event) => {
    const [port] = event.ports;
    if (!port || !isOurs(event, pages)) return port?.close();
    const page = event.sender.id;
    port.on('message', ({ data }: { data: unknown }) => {
      if (typeof data !== 'object' || data === null) return;
      const { id, channel, args } = data as { id?: unknown; channel?: unknown; args?: unknown };
      if (typeof id !== 'number' || !Array.isArray(args)) return;
      const answer = (result: unknown): void => port.postMessage({ id, result } satisfies PortAnswer);
      if (!CALLABLE.has(channel)) return answer(fail('forbidden_sender'));
      void serve(channel as Channel, handlers, { page }, args, report).then(answer);
    });
    port.start();
  });
}
