/** The page's access to the main process: the only file that touches window.desktop. */
import { CHUNK_BYTES } from '#shared/ipc/channels';
import type { DesktopApi, FileToken, SavedFile } from '#shared/ipc/desktop';
import { fail, ok, type Result } from '#shared/result';
import { desktopThroughPort, isLink, type Link } from './port';

declare global {
  interface Window {
    /** Put there by the preload script; missing in workers and unit tests. `connect` orders a port for a worker. */
    readonly desktop?: DesktopApi & { readonly connect: (id: string) => void };
  }
}

/** Answers every call with a failure where there is no main process to ask. */
const absent = new Proxy({} as DesktopApi, { get: () => () => Promise.resolve(fail('internal')) });

/** In a worker the same calls go through the port that the page sent after it (`linkWorker`). */
const isWorker = typeof window === 'undefined' && typeof self !== 'undefined' && 'onmessage' in self;

export const desktop: DesktopApi =
  (typeof window === 'undefined' ? undefined : window.desktop) ?? (isWorker ? desktopThroughPort(self) : absent);

/** Gives a worker its own line to the main process. To be called right after it was made. */
export function linkWorker(worker: Worker): void {
  if (typeof window === 'undefined' || !window.desktop) return;
  const id = crypto.randomUUID();
  const onMessage = (event: MessageEvent<unknown>): void => {
    const [port] = event.ports;
    if (event.source !== window || !port || !isLink(event.data) || event.data.desktopPort !== id) return;
    window.removeEventListener('message', onMessage);
    worker.postMessage({ desktopPort: id } satisfies Link, [port]);
  };
  window.addEventListener('message', onMessage);
  window.desktop.connect(id);
}

/** Reads a whole file, piece by piece. Codes: unknown_token, no_right, file_not_found, read_locked, read_failed. */
async function readAll(token: FileToken): Promise<Result<Uint8Array<ArrayBuffer>>> {
  const about = await desktop.stat(token);
  if (!about.ok) return about;
  const whole = new Uint8Array(about.value.bytes);
  for (let at = 0; at < whole.byteLength;) {
    const piece = await desktop.read(token, at, Math.min(CHUNK_BYTES, whole.byteLength - at));
    if (!piece.ok) return piece;
    // The file became shorter while it was read.
    if (piece.value.byteLength === 0) return fail('read_failed', { name: about.value.name, reason: 'EOF' });
    whole.set(piece.value, at);
    at += piece.value.byteLength;
  }
  return ok(whole);
}

/**
 * Writes a whole file atomically; after a failure the target is as it was. `name` is the plain file name inside a folder
 * token. Codes: target_locked, disk_full, folder_readonly, folder_missing, bad_file_name, …
 */
async function saveBytes(token: FileToken, bytes: Uint8Array, name?: string): Promise<Result<SavedFile>> {
  const writer = await (name === undefined ? desktop.openWriter(token) : desktop.openWriter(token, name));
  if (!writer.ok) return writer;
  for (let at = 0; at < bytes.byteLength; at += CHUNK_BYTES) {
    // A copy of its own: a view would carry the whole buffer behind it across the border with every piece.
    const written = await desktop.write(writer.value, bytes.slice(at, at + CHUNK_BYTES));
    if (!written.ok) return written;
  }
  return desktop.commit(writer.value);
}

/** Copies what one token reads to the file that another one names, piece by piece; atomic as `saveBytes`. */
async function copy(from: FileToken, to: FileToken): Promise<Result<SavedFile>> {
  const about = await desktop.stat(from);
  if (!about.ok) return about;
  const { name, bytes } = about.value;
  const writer = await desktop.openWriter(to);
  if (!writer.ok) return writer;
  const stop = async <F>(failure: F): Promise<F> => {
    await desktop.abort(writer.value);
    return failure;
  };
  for (let at = 0; at < bytes;) {
    const piece = await desktop.read(from, at, Math.min(CHUNK_BYTES, bytes - at));
    if (!piece.ok) return stop(piece);
    if (piece.value.byteLength === 0) return stop(fail('read_failed', { name, reason: 'EOF' }));
    const written = await desktop.write(writer.value, piece.value);
    if (!written.ok) return stop(written);
    at += piece.value.byteLength;
  }
  return desktop.commit(writer.value);
}

export const desktopFiles = { readAll, saveBytes, copy } as const;
