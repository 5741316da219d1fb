/** What this window holds of the archive: the open handle, the settings, and when something was saved last. */
import { useSyncExternalStore } from 'react';
import { fail, ok, type Result } from '#shared/result';
import { desktop } from '../bridge/desktop';
import { actingAs, type Archive } from './db';
import { subscribe } from './events';
import { openDistrustful, type OpenProgress, type OpenStory } from './openDistrustful';
import { getSettings } from './queries/settings';
import { mendWhenBroken } from './recover';
import type { Settings } from './types';
import { catchUp } from './writeAhead';

export interface Session {
  /** Writes in the name of the person in the settings. */
  readonly archive: Archive;
  readonly settings: Settings;
  /** Grows with every commit of any window or worker; pages read again when it does. */
  readonly version: number;
  /** When the records changed last since this window opened. */
  readonly savedAt: Date | null;
  /** Time of the last operation, when this computer's clock stood more than a day behind it at the opening. */
  readonly clockBehind: string | null;
}

let session: Session | null = null;
const listeners = new Set<() => void>();

function change(next: Session): void {
  session = next;
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Opens the archive for this window, with distrust; `device` stands in every operation. The value tells what had to be done
 * for it, null = nothing. `begin`: with nothing, where nothing is left of what was saved.
 */
export async function openSession(
  device: string,
  onProgress: (now: OpenProgress) => void = () => undefined,
  begin = false,
): Promise<Result<OpenStory | null>> {
  const countFirst = sessionStorage.getItem(COUNT_FIRST) !== null;
  sessionStorage.removeItem(COUNT_FIRST);
  const opened = await openDistrustful(
    { who: '', device },
    { onProgress, begin, ...(countFirst ? {} : { onMiscount: openAnew }) },
  );
  if (!opened.ok) return opened;
  const { archive, story, clockBehind } = opened.value;
  try {
    const settings = await getSettings(archive);
    const own = actingAs(archive, { who: settings.person });
    change({ archive: own, settings, version: 0, savedAt: null, clockBehind });
  } catch {
    return fail('store_unavailable');
  }
  mendWhenBroken(archive.journal);
  // A database that was lost meanwhile is said by whatever reads or writes next.
  subscribe((committed) => void refresh(committed.operation !== '').catch(() => undefined));
  return ok(story);
}

const COUNT_FIRST = 'hudang.count-first';

/** The database turned out to lack households: the page begins anew, counts first, and says what was done about it. */
function openAnew(): void {
  sessionStorage.setItem(COUNT_FIRST, '');
  void desktop.reload();
}

/** A worker died or was stopped: what it had written ahead, and not yet applied, is applied. */
export async function settleAfterWorker(): Promise<void> {
  if (session) await catchUp(session.archive);
}

async function refresh(saved: boolean): Promise<void> {
  if (!session) return;
  const settings = await getSettings(session.archive);
  const same = settings.person === session.archive.actor.who;
  change({
    archive: same ? session.archive : actingAs(session.archive, { who: settings.person }),
    settings,
    version: session.version + 1,
    savedAt: saved ? new Date() : session.savedAt,
    clockBehind: session.clockBehind,
  });
}

/** The same outside of components; null before it is open. */
export function sessionNow(): Session | null {
  return session;
}

/** The open session; only for components that are drawn after `openSession` succeeded. */
export function useSession(): Session {
  const now = useSyncExternalStore(listen, () => session);
  if (!now) throw new Error('the archive is not open');
  return now;
}
