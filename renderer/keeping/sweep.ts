/** Files of attachments that nothing can bring back any more are given up, at most once a day (main keeps them 30 days anyway). */
import type { CopyInfo } from '#shared/ipc/desktop';
import { desktop } from '../bridge/desktop';
import type { Archive } from '../store/db';
import { referencedAttachments } from '../store/queries/attachments';

const KEY = 'hudang-swept';
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Whether what the archive itself refers to – its households and its whole history – is all that may be wanted. A copy from
 * before the archive was taken over from a backup has a history of its own, and files that only this one knows.
 */
export function maySweep(copies: readonly Pick<CopyInfo, 'line' | 'reason'>[]): boolean {
  const takenOver = Math.max(0, ...copies.filter(({ reason }) => reason === 'restored').map(({ line }) => line));
  return copies.every(({ line, reason }) => reason !== 'before' && line >= takenOver);
}

/** A clock that was set back does not put it off for ever. */
export function dueSweep(now: number, last: string | null): boolean {
  return last === null || Math.abs(now - Number(last)) > DAY_MS;
}

/** Whether a day has passed since the last time, and nothing speaks against it. */
export function isSweepDue(copies: readonly CopyInfo[]): boolean {
  return dueSweep(Date.now(), localStorage.getItem(KEY)) && maySweep(copies);
}

/** Gives up what nothing refers to. */
export async function sweepAttachments(archive: Archive): Promise<void> {
  const swept = await desktop.sweepAttachments([...(await referencedAttachments(archive))]);
  if (swept.ok) localStorage.setItem(KEY, String(Date.now()));
}
