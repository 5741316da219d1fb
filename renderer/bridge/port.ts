/** The main process seen from a worker: the calls of DesktopApi through a message port. */
import type { Channel, PortAnswer, PortCall } from '#shared/ipc/channels';
import type { DesktopApi } from '#shared/ipc/desktop';
import { fail, type Result } from '#shared/result';

/** The message that carries a worker's port; `desktopPort` = the id under which it was ordered. */
export interface Link {
  readonly desktopPort: string;
}

export function isLink(data: unknown): data is Link {
  return typeof data === 'object' && data !== null && 'desktopPort' in data && typeof data.desktopPort === 'string';
}

interface Scope {
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void;
}

/** An api whose calls wait for the port and then for their answers. */
export function desktopThroughPort(scope: Scope): DesktopApi {
  const waiting = new Map<number, (result: Result<unknown>) => void>();
  let last = 0;
  const port = new Promise<MessagePort>((resolve) => {
    scope.addEventListener('message', (event) => {
      const [given] = event.ports;
      if (!given || !isLink(event.data)) return;
      given.onmessage = ({ data }: MessageEvent<PortAnswer>) => {
        waiting.get(data.id)?.(data.result as Result<unknown>);
        waiting.delete(data.id);
      };
      resolve(given);
    });
  });
  const call = async (channel: Channel, args: readonly unknown[]): Promise<Result<unknown>> => {
    const line = await port;
    return new Promise((resolve) => {
      const id = ++last;
      waiting.set(id, resolve);
      try {
        line.postMessage({ id, channel, args } satisfies PortCall);
      } catch {
        waiting.delete(id);
        resolve(fail('malformed_message'));
      }
    });
  };
  return new Proxy({} as DesktopApi, {
    get:
      (_, channel) =>
      (...args: unknown[]) =>
        call(channel as Channel, args),
  });
}
