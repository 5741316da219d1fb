/** The file that was looked at stays in memory for a while: the next field mostly comes from the same one. */
import { stopWorker } from '../workers/client';

const KEPT_MS = 120_000;
let timer: ReturnType<typeof setTimeout> | undefined;

export function holdSource(): void {
  clearTimeout(timer);
}

/** `now`: it was still being read, and nobody waits for it any more. */
export function releaseSource(now: boolean): void {
  clearTimeout(timer);
  if (now) stopWorker('source');
  else timer = setTimeout(() => stopWorker('source'), KEPT_MS);
}
