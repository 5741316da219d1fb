/** Calls about the state of the archive: room, journal, what lies beside IndexedDB, text being typed. */
import { ok, type Result } from '#shared/result';
import { OwnersEnd } from '../archive/ownersEnd';
import type { Keeping } from '../archive/keeping';
import type { Drafts } from '../kept/drafts';
import type { Handlers } from './serve';

export interface KeepingParts {
  readonly keeping: Keeping;
  /** DIR. */
  readonly dataDir: string;
  /** Why IndexedDB was thrown away in this run; null = it was not. */
  readonly resetBecause: () => string | null;
  /** Throws IndexedDB away and loads the page with this id again. */
  readonly reset: (reason: string, page: number) => Promise<Result<null>>;
}

type KeepingChannel =
  | 'archive'
  | 'setUnit'
  | 'guard'
  | 'openState'
  | 'journalAppend'
  | 'journalRead'
  | 'keepDraft'
  | 'dropDrafts'
  | 'drafts'
  | 'declineDrafts'
  | 'resetStore';

export function keepingHandlers({
  keeping,
  dataDir,
  resetBecause,
  reset,
}: KeepingParts): Pick<Handlers, KeepingChannel> {
  const owners = keeping.isReader ? new OwnersEnd(dataDir) : null;
  const changeDrafts = async (change: (drafts: Drafts) => Promise<Result<null>>): Promise<Result<null>> => {
    const may = keeping.mayTouch();
    if (!may.ok) return may;
    const drafts = await keeping.part('drafts');
    return drafts.ok ? keeping.track(change(drafts.value)) : drafts;
  };
  return {
    archive: () => keeping.archive(),
    setUnit: (_caller, unit) => keeping.setUnit(unit),
    guard: async () =>
      ok({
        ...(await keeping.guard.look()),
        access: await keeping.access(),
        ...(owners && { ownersEnd: await owners.look() }),
      }),
    openState: () => keeping.state(resetBecause()),
    journalAppend: (_caller, after, payload, refs) => keeping.append(after, payload, refs ?? []),
    journalRead: (_caller, from) => keeping.read(from),
    keepDraft: (_caller, draft) => changeDrafts((drafts) => drafts.keep(draft)),
    dropDrafts: (_caller, fields) => changeDrafts((drafts) => drafts.drop(fields)),
    declineDrafts: (_caller, ids) => changeDrafts((drafts) => drafts.decline(ids)),
    drafts: async () => {
      const drafts = await keeping.part('drafts');
      return drafts.ok ? ok(drafts.value.list()) : drafts;
    },
    resetStore: (caller, reason) => reset(reason, caller.page),
  };
}
