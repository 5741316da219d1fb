/** What is known of copies, journal and second place, read in one place for the status bar and for the page 数据安全. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { CopyInfo, SecondPlace } from '#shared/ipc/desktop';
import { desktop } from '../bridge/desktop';
import { listOperations } from '../store/queries/operations';
import type { Archive } from '../store/db';
import { aheadOf } from './clock';
import { useGuard } from './guard';
import { lightOf, type Light } from './light';
import { useWork } from './work';

export interface Kept {
  /** Newest first. */
  readonly copies: readonly CopyInfo[];
  /** The journal's last line, and those that cannot be read. */
  readonly line: number;
  readonly damagedLines: readonly number[];
  /** Attachments that were found rotten. */
  readonly rotten: readonly string[];
  readonly second: SecondPlace | null;
  /** ISO time of the last operation. */
  readonly lastSaved: string | null;
}

let kept: Kept | null = null;
const listeners = new Set<() => void>();

let asked = 0;
let shown = 0;

/** Reads everything again; what cannot be read keeps its last answer, and no earlier reading overtakes a later one. */
export async function refreshKept(archive: Archive): Promise<Kept | null> {
  const turn = ++asked;
  const [state, second, operations] = await Promise.all([
    desktop.openState(),
    desktop.secondPlace(),
    listOperations(archive, 1).catch(() => []),
  ]);
  if (!state.ok || turn < shown) return kept;
  shown = turn;
  kept = {
    copies: state.value.copies,
    line: state.value.journal.line,
    damagedLines: state.value.journal.damaged,
    rotten: state.value.rotten,
    second: second.ok ? second.value : (kept?.second ?? null),
    lastSaved: operations[0]?.when ?? kept?.lastSaved ?? null,
  };
  for (const listener of listeners) listener();
  return kept;
}

/** Puts an answer about the second place into effect at once. */
export function takeSecond(second: SecondPlace): void {
  if (!kept) return;
  kept = { ...kept, second };
  for (const listener of listeners) listener();
}

/** The last answer; null until it was read for the first time. */
export function keptNow(): Kept | null {
  return kept;
}

/** The same, followed. */
export function useKept(): Kept | null {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, keptNow);
}

const TICK_MS = 20_000;

/** The clock, coarsely: ages on screen must grow by themselves. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** The light as it stands now; null until the first reading. */
export function useLight(): Light | null {
  const now = useNow();
  const known = useKept();
  const { access } = useGuard();
  const { rehearsal } = useWork();
  if (!known) return null;
  if (access.mode === 'read' && (access.why === 'owner' || access.why === 'medium')) {
    return {
      level: 'none',
      short: '只能查看',
      title: '现在只能查看，副本由使用这份档案的那台电脑保管。',
      detail: '那边保存的内容会自动显示到这里。',
    };
  }
  const differs = rehearsal?.matches === false || rehearsal?.matchesLive === false;
  return lightOf({ ...known, now, differs, canWrite: !(access.mode === 'read' && access.why === 'journal') });
}

/** The newest time that the archive has seen when the computer's clock lies behind it; else null. */
export function useClockBehind(): string | null {
  const now = useNow();
  const known = useKept();
  return known ? aheadOf(now, [known.lastSaved, known.copies[0]?.made ?? null]) : null;
}
