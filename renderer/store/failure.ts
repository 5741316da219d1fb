import type { AppError } from '#shared/result';

/** Less room than this for the database, and a write that failed for no reason it can name, failed for want of room. */
const NO_ROOM_BYTES = 16_000_000;

/** What the database refused, as a code of shared/messages/store. Unknown failures keep their English text in `detail`. */
export async function storeFailure(error: unknown): Promise<AppError> {
  const name = innerName(error);
  if (name === 'QuotaExceededError') return { code: 'store_full', params: {} };
  // A disk that fills up in the middle of a write only makes Chromium say that the connection is closing.
  if (await isFull()) return { code: 'store_full', params: {} };
  if (name === 'DatabaseClosedError' || name === 'InvalidStateError') return { code: 'store_closed', params: {} };
  return { code: 'store_write_failed', params: { detail: error instanceof Error ? error.message : String(error) } };
}

function innerName(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const inner = 'inner' in error ? error.inner : undefined;
  return inner instanceof DOMException ? inner.name : error.name;
}

/** Chromium's quota counts the free space of the disk: what it leaves is what can still be written. */
export async function isFull(): Promise<boolean> {
  const storage = (globalThis.navigator as Partial<Navigator> | undefined)?.storage;
  if (storage === undefined) return false;
  try {
    const { quota, usage } = await storage.estimate();
    return quota !== undefined && usage !== undefined && quota - usage < NO_ROOM_BYTES;
  } catch {
    return false;
  }
}
