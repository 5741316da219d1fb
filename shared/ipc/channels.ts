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
