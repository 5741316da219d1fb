/**
 * Room on the disk and the right to write, asked in one place for the whole window. When writing becomes possible again,
 * what could not be saved is saved by itself.
 */
import { useSyncExternalStore } from 'react';
import type { Access, Guard } from '#shared/ipc/desktop';
import { desktop } from '../bridge/desktop';
import { saveUnsaved, unsavedCount } from '../forms/unsaved';
import { clock, words } from '../strings';
import { notify } from '../ui/notify';
import { lockWriting } from '../ui/writing';

const POLL_MS = 5_000;
/** While something is wrong the way back must not be missed. */
const WATCH_MS = 1_000;

let guard: Guard = { free: Infinity, level: 'ok', access: { mode: 'write' } };
let started = false;
let tellGuard: (guard: Guard) => void = () => undefined;
const listeners = new Set<() => void>();

/** Asks the main process now; the last answer stands when it gives none. */
export async function askGuard(): Promise<Guard> {
  const asked = await desktop.guard();
  if (asked.ok) take(asked.value);
  return guard;
}

function take(next: Guard): void {
  const before = guard;
  guard = next;
  const { access } = next;
  tellGuard(next);
  lockWriting(lookOnly(access));
  if (before.access.mode === 'read' && access.mode === 'write') void saveWaiting();
  if (JSON.stringify(before) !== JSON.stringify(next)) for (const listener of listeners) listener();
}

/** Why the archive can only be looked at in this run, as a sentence; null where writing is possible or will be again. */
function lookOnly(access: Access): string | null {
  if (access.mode === 'write') return null;
  if (access.why === 'owner') return ownerSentence(access);
  return access.why === 'medium' ? MEDIUM : null;
}

/** The folder lies where nothing can be written. */
export const MEDIUM = '档案所在的文件夹是只读的（光盘、写保护的U盘，或没有权限），现在只能查看';

/** Who has the archive open, or had, as a sentence. */
export function ownerSentence({
  owner,
  computer,
  left = false,
}: {
  readonly owner: string;
  readonly computer: string;
  readonly left?: boolean | undefined;
}): string {
  if (left) return `${owner || '另一个人'}已经关闭了这份档案。请关闭户档再打开，就可以修改；现在还是只能查看`;
  const where = computer === '' ? '' : `在电脑“${computer}”上`;
  return `${owner || '另一个人'}正${where || '在别处'}使用这份档案，现在只能查看`;
}

async function saveWaiting(): Promise<void> {
  const waiting = unsavedCount();
  if (waiting === 0) return;
  if (await saveUnsaved())
    notify({ kind: 'good', text: `可以写入了，刚才没有保存的 ${waiting} 处内容${words.saved} ${clock(new Date())}` });
}

/** Begins to watch; asked again every 5 s, every second while not everything is well. `onGuard` hears each answer. */
export function watchGuard(onGuard: (guard: Guard) => void): void {
  tellGuard = onGuard;
  if (started) return;
  started = true;
  const next = async (): Promise<void> => {
    const now = await askGuard();
    // Also what failed for another reason than the guard's: Chromium may need a minute to believe in the room it has again.
    if (mayWrite() && unsavedCount() > 0) await saveWaiting();
    setTimeout(() => void next(), isWell(now) ? POLL_MS : WATCH_MS);
  };
  void next();
}

function isWell({ level, access }: Guard): boolean {
  return level === 'ok' && access.mode === 'write';
}

/** May this window write now, as far as the last answer goes. */
export function mayWrite(): boolean {
  return guard.access.mode === 'write' && (guard.level === 'ok' || guard.level === 'warn');
}

export function useGuard(): Guard {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => guard,
  );
}
