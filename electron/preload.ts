/**
 * The bridge into our pages: `window.desktop`, a short list of named functions and nothing that takes a channel. Runs
 * sandboxed and carries no checks of its own: the main process checks every message anyway.
 */
import { contextBridge, ipcRenderer } from 'electron';
import { PORT_WIRE, wireName, type Channel } from '#shared/ipc/channels';
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
  guard: (...args) => call('guard', args),
  openState: (...args) => call('openState', args),
  journalAppend: (...args) => call('journalAppend', args),
  journalRead: (...args) => call('journalRead', args),
  openStored: (...args) => call('openStored', args),
  commitStored: (...args) => call('commitStored', args),
  storedToken: (...args) => call('storedToken', args),
  copies: (...args) => call('copies', args),
  checkBackup: (...args) => call('checkBackup', args),
  noteRehearsed: (...args) => call('noteRehearsed', args),
  pickOpen: (...args) => call('pickOpen', args),
  secondPlace: (...args) => call('secondPlace', args),
  setSecondPlace: (...args) => call('setSecondPlace', args),
  keepDraft: (...args) => call('keepDraft', args),
  dropDrafts: (...args) => call('dropDrafts', args),
  drafts: (...args) => call('drafts', args),
  declineDrafts: (...args) => call('declineDrafts', args),
  viewAttachment: (...args) => call('viewAttachment', args),
  usage: (...args) => call('usage', args),
  saveEmergency: (...args) => call('saveEmergency', args),
  checkStored: (...args) => call('checkStored', args),
  sweepAttachments: (...args) => call('sweepAttachments', args),
  resetStore: (...args) => call('resetStore', args),
  reload: (...args) => call('reload', args),
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

/** The page's window, as far as this script speaks to it; the types of this project know no DOM. */
declare const window: {
  postMessage(message: unknown, origin: string, transfer: readonly unknown[]): void;
  readonly location: { readonly origin: string };
};

contextBridge.exposeInMainWorld('desktop', {
  ...desktop,
  /** A port to the main process, for a worker; it arrives at the page as a message `{desktopPort: id}`. */
  connect: (id: string) => {
    const { port1, port2 } = new MessageChannel();
    ipcRenderer.postMessage(PORT_WIRE, null, [port1]);
    window.postMessage({ desktopPort: String(id) }, window.location.origin, [port2]);
  },
});
