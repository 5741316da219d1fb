/** What keeps the archive: guard, journal, copies, attachments, drafts, second place. */
import { fail, ok } from '#shared/result';
import type { DiskGuard } from '../archive/guard';
import { isRoomy } from '../archive/level';
import type { Handlers } from './serve';

export interface KeepingParts {
  readonly databaseId: string;
  readonly guard: DiskGuard;
  readonly cleanExit: boolean;
}

type KeepingChannel =
  | 'guard'
  | 'openState'
  | 'journalAppend'
  | 'journalRead'
  | 'openStored'
  | 'commitStored'
  | 'storedToken'
  | 'copies'
  | 'checkBackup'
  | 'noteRehearsed'
  | 'pickOpen'
  | 'secondPlace'
  | 'setSecondPlace'
  | 'keepDraft'
  | 'dropDrafts'
  | 'drafts'
  | 'declineDrafts'
  | 'viewAttachment'
  | 'usage'
  | 'checkStored'
  | 'sweepAttachments'
  | 'resetStore';

export function keepingHandlers(parts: KeepingParts): Pick<Handlers, KeepingChannel> {
  const access = async () => {
    const { level } = await parts.guard.look();
    return isRoomy(level) ? ({ mode: 'write' } as const) : ({ mode: 'read', why: 'disk' } as const);
  };
  return {
    guard: async () => ok({ ...(await parts.guard.look()), access: await access() }),
    openState: async () =>
      ok({
        databaseId: parts.databaseId,
        access: await access(),
        journal: { line: 0, sum: 'A'.repeat(43), first: 1, cutBytes: 0, damaged: [] },
        copies: [],
        cleanExit: parts.cleanExit,
        resetBecause: null,
      }),
    journalAppend: () => fail('journal_failed'),
    journalRead: () => ok([]),
    openStored: () => fail('read_only'),
    commitStored: () => fail('unknown_writer'),
    storedToken: (_caller, _kind, name) => fail('file_not_found', { name }),
    copies: () => ok([]),
    checkBackup: () => fail('unknown_token'),
    noteRehearsed: (_caller, name) => fail('file_not_found', { name }),
    pickOpen: () => ok(null),
    secondPlace: () => ok({ folder: '', present: false, mirrored: null, line: 0, failure: '' }),
    setSecondPlace: () => fail('unknown_token'),
    keepDraft: () => fail('read_only'),
    dropDrafts: () => fail('read_only'),
    drafts: () => ok([]),
    declineDrafts: () => fail('read_only'),
    viewAttachment: (_caller, _sha256, name) => fail('file_not_found', { name }),
    usage: () => ok({ attachments: NONE, copies: NONE, journal: NONE }),
    checkStored: () => ok({ journal: { lines: 0, damaged: [], segments: 0 }, damaged: [], copies: 0, attachments: 0 }),
    sweepAttachments: () => fail('read_only'),
    resetStore: () => fail('reset_in_vain'),
  };
}

const NONE = { files: 0, bytes: 0 } as const;
