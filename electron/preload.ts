/**
 * The bridge into our pages: `window.desktop`, a short list of named functions and nothing that takes a channel. Runs
 * sandboxed and carries no checks of its own: the main process checks every message anyway.
 */
import { contextBridge, ipcRenderer } from 'electron';
import { wireName, type Channel } from '#shared/ipc/channels';
import type { DesktopApi } from '#shared/ipc/desktop';
import { fail } from '#shared/result';

/** Sends one call. What cannot even be cloned (a function among the arguments) is answered like any other wrong message. */
async function call<C extends Channel>(channel: C, args: unknown[]): Promise<Awaited<ReturnType<DesktopApi[C]>>> {
  try {
    return (await ipcRenderer.invoke(wireName(channel), ...args)) as Awaited<ReturnType<DesktopApi[C]>>;
  } catch {
    return fail('malformed_message') as Awaited<ReturnType<DesktopApi[C]>>;
  }
}

const desktop: DesktopApi = {
  info: (...args) => call('info', args),
  archive: (...args) => call('archive', args),
  setUnit: (...args) => call('setUnit', args),
  freeSpace: (...args) => call('freeSpace', args),
  metrics: (...args) => call('metrics', args),
  pickSave: (...args) => call('pickSave', args),
  showInFolder: (...args) => call('showInFolder', args),
  stat: (...args) => call('stat', args),
  read: (...args) => call('read', args),
  openWriter: (...args) => call('openWriter', args),
  write: (...args) => call('write', args),
  commit: (...args) => call('commit', args),
  abort: (...args) => call('abort', args),
  jobRequest: (...args) => call('jobRequest', args),
  jobProgress: (...args) => call('jobProgress', args),
  jobFinish: (...args) => call('jobFinish', args),
};

contextBridge.exposeInMainWorld('desktop', desktop);
