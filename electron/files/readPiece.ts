/** Reading files in pieces, for pages that hold a token. */
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { fail, ok, type Result } from '#shared/result';
import { readFailure } from './fileErrors';

/** Name and size of a file; folders are refused. */
export async function describeFile(path: string): Promise<Result<{ readonly name: string; readonly bytes: number }>> {
  try {
    const found = await stat(path);
    if (!found.isFile()) return fail('not_a_file', { name: basename(path) });
    return ok({ name: basename(path), bytes: found.size });
  } catch (error) {
    return readFailure(error, path);
  }
}

/** Up to `length` bytes from `offset`; fewer at the end of the file, none behind it. */
export async function readPiece(path: string, offset: number, length: number): Promise<Result<Uint8Array>> {
  try {
    const handle = await open(path, 'r');
    try {
      const { size } = await handle.stat();
      const piece = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
      let filled = 0;
      while (filled < piece.byteLength) {
        const { bytesRead } = await handle.read(piece, filled, piece.byteLength - filled, offset + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return ok(piece.subarray(0, filled));
    } finally {
      await handle.close();
    }
  } catch (error) {
    return readFailure(error, path);
  }
}
