import type { AppError } from '#shared/result';

/** What the database refused, as a code of shared/messages/store. Unknown failures keep their English text in `detail`. */
export function storeFailure(error: unknown): AppError {
  const name = innerName(error);
  if (name === 'QuotaExceededError') return { code: 'store_full', params: {} };
  if (name === 'DatabaseClosedError' || name === 'InvalidStateError') return { code: 'store_closed', params: {} };
  return { code: 'store_write_failed', params: { detail: error instanceof Error ? error.message : String(error) } };
}

function innerName(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const inner = 'inner' in error ? error.inner : undefined;
  return inner instanceof DOMException ? inner.name : error.name;
}
