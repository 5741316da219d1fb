/** The content of a file goes to the main process piece by piece: however large it is, only one piece is in memory. */
import { CHUNK_BYTES } from '#shared/ipc/channels';
import type { WriterId } from '#shared/ipc/desktop';
import type { StoredFile } from '#shared/ipc/stored';
import { fail, type Result } from '#shared/result';
import { desktop } from '../../bridge/desktop';

/**
 * Keeps the content of `file`; `tell` hears the bytes written so far. Codes: attachment_empty, attachment_unreadable,
 * attachment_changed, `cancelled`, and those of openStored, write and commitStored. After a failure nothing is left behind.
 */
export async function keepFile(
  file: File,
  tell: (bytes: number) => void,
  signal: AbortSignal,
): Promise<Result<StoredFile>> {
  const { name, size } = file;
  if (size === 0) return fail('attachment_empty', { name });
  // A folder that was dropped looks like a file until it is read.
  if ((await pieceOf(file, 0, 1)) === null) return fail('attachment_unreadable', { name });
  const opened = await desktop.openStored('attachment');
  if (!opened.ok) return opened;
  const written = await writePieces(file, opened.value, tell, signal);
  if (!written.ok) {
    await desktop.abort(opened.value);
    return written;
  }
  const kept = await desktop.commitStored(opened.value);
  return kept.ok && kept.value.bytes !== size ? fail('attachment_changed', { name }) : kept;
}

async function writePieces(
  file: File,
  writer: WriterId,
  tell: (bytes: number) => void,
  signal: AbortSignal,
): Promise<Result<null>> {
  for (let at = 0; at < file.size; at += CHUNK_BYTES) {
    if (signal.aborted) return fail('cancelled');
    const piece = await pieceOf(file, at, at + CHUNK_BYTES);
    if (piece === null) return fail('attachment_changed', { name: file.name });
    const written = await desktop.write(writer, piece);
    if (!written.ok) return written;
    tell(at + piece.byteLength);
  }
  return { ok: true, value: null };
}

/** null: the file cannot be read, or is not what it was when it was chosen. */
async function pieceOf(file: File, from: number, to: number): Promise<Uint8Array | null> {
  try {
    return new Uint8Array(await file.slice(from, to).arrayBuffer());
  } catch {
    return null;
  }
}
