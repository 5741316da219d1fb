/**
 * The names under which the calls of DesktopApi travel. Without zod, because the preload script (which is loaded before
 * every first paint) needs the names and nothing else.
 */
import type { DesktopApi } from './desktop';

export type Channel = keyof DesktopApi;

/** Name on the wire; the prefix keeps our channels apart from Electron's own. */
export function wireName(channel: Channel): `desktop:${Channel}` {
  return `desktop:${channel}`;
}

/** Longest piece of a file that one `read` or `write` carries, bytes. Readers and writers loop over pieces of this size. */
export const CHUNK_BYTES = 8 * 1024 * 1024;

/** Origin of our pages: it owns IndexedDB and must never change, or every archive would look empty. */
export const APP_ORIGIN = 'app://hudang';

/** A page asks for a port under this name; a worker that is given the port calls the same functions through it. */
export const PORT_WIRE = 'desktop:port';

/** What a worker may call: files that main keeps, the journal, files it was given a token for. */
export const WORKER_CHANNELS = [
  'info',
  'archive',
  'guard',
  'openState',
  'journalAppend',
  'journalRead',
  'openStored',
  'commitStored',
  'storedToken',
  'copies',
  'checkBackup',
  'noteRehearsed',
  'usage',
  'checkStored',
  'sweepAttachments',
  'stat',
  'read',
  'openWriter',
  'write',
  'commit',
  'abort',
] as const satisfies readonly Channel[];

/** One call through a port, and its answer. */
export interface PortCall {
  readonly id: number;
  readonly channel: Channel;
  readonly args: readonly unknown[];
}
export interface PortAnswer {
  readonly id: number;
  readonly result: unknown;
}
