/** Reading files of the archive in pieces, for checksums and for copying them elsewhere. */
import { createHash } from 'node:crypto';
import type { Disk } from '../files/disk';
import { patiently } from './patience';

const PIECE_BYTES = 1024 * 1024;

/**
 * Hands over the bytes from `start` to before `end` (default: to the end of the file) in pieces of at most 1 MB; a piece
 * is only valid until the next one. Returns how many there were. Rejects like the disk does, or as `sink` does.
 */
export async function eachPiece(
  disk: Disk,
  path: string,
  sink: (piece: Uint8Array) => void | Promise<void>,
  start = 0,
  end = Number.POSITIVE_INFINITY,
): Promise<number> {
  const file = await patiently(disk, () => disk.open(path, 'r'));
  try {
    const buffer = new Uint8Array(Math.max(1, Math.min(PIECE_BYTES, end - start)));
    let at = start;
    while (at < end) {
      const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.byteLength, end - at), at);
      if (bytesRead === 0) break;
      at += bytesRead;
      await sink(buffer.subarray(0, bytesRead));
    }
    return at - start;
  } finally {
    await file.close();
  }
}

/** SHA-256 in hex and the number of bytes hashed: of the whole file, or of its bytes before `end`. */
export async function hashFile(
  disk: Disk,
  path: string,
  end?: number,
): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const hash = createHash('sha256');
  const bytes = await eachPiece(disk, path, (piece) => void hash.update(piece), 0, end);
  return { sha256: hash.digest('hex'), bytes };
}

/** The bytes from `start` to before `end`, fewer where the file ends. Only for pieces that fit in memory. */
export async function readRange(disk: Disk, path: string, start: number, end: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  await eachPiece(disk, path, (piece) => void pieces.push(piece.slice()), start, end);
  return new Uint8Array(Buffer.concat(pieces));
}
