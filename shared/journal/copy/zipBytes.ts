/** Reading numbers and exact lengths out of a zip file, and the two failures that say what kind of file it is. */
import { CopyFailure, type ReadAt } from './source';

/** A file that ends too early while it is read has been cut meanwhile. */
export async function exactly(source: ReadAt, offset: number, length: number): Promise<Uint8Array> {
  if (length === 0) return new Uint8Array(0);
  const bytes = await source.read(offset, length);
  if (bytes.length !== length) throw truncated();
  return bytes;
}

export function u64(view: DataView, at: number): number {
  const value = view.getBigUint64(at, true);
  // No file is that long; a number beyond would lose its last digits.
  return value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(value);
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function foreign(): CopyFailure {
  return new CopyFailure({ code: 'not_a_backup', params: {} });
}

export function truncated(): CopyFailure {
  return new CopyFailure({ code: 'backup_truncated', params: {} });
}
