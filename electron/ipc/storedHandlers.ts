/** Calls about kept files: segments, copies, attachments, backups, the second place. */
import { fail, ok, type Result } from '#shared/result';
import type { Keeping } from '../archive/keeping';
import type { StoredWriters } from '../archive/storedWriters';
import { pickOpen } from '../files/dialogs';
import type { FileTokens } from '../files/tokens';
import { describeFile } from '../files/readPiece';
import { checkBackup } from '../kept/backupFile';
import type { Viewing } from '../kept/viewing';
import { windowOf } from '../window';
import type { Handlers } from './serve';
import type { GivenKind, StoredKind } from '#shared/ipc/stored';

export interface StoredParts {
  readonly keeping: Keeping;
  readonly stored: StoredWriters;
  readonly tokens: FileTokens;
  readonly viewing: Promise<Viewing>;
}

type StoredChannel =
  | 'openStored'
  | 'commitStored'
  | 'storedToken'
  | 'copies'
  | 'checkBackup'
  | 'noteRehearsed'
  | 'pickOpen'
  | 'secondPlace'
  | 'setSecondPlace'
  | 'viewAttachment'
  | 'usage'
  | 'checkStored'
  | 'sweepAttachments';

export function storedHandlers(parts: StoredParts): Pick<Handlers, StoredChannel> {
  const { keeping, stored, tokens } = parts;
  return {
    openStored: (caller, kind) => stored.open(caller.page, kind),
    commitStored: async (caller, writer, facts) => {
      const file = await stored.commit(caller.page, writer, facts);
      // What the policy gives up can wait; who made the copy need not.
      if (file.ok && facts) void keeping.tidy();
      const attachments = await keeping.part('attachments');
      if (file.ok && attachments.ok) await keeping.track(attachments.value.noteKept(file.value.sha256));
      return file;
    },
    storedToken: async (_caller, kind, name) => {
      const path = await storedPath(keeping, kind, name);
      return path.ok ? ok(tokens.issue(path.value, 'read')) : path;
    },
    copies: async () => {
      const copies = await keeping.part('copies');
      return copies.ok ? ok(await copies.value.list()) : copies;
    },
    checkBackup: async (_caller, token) => {
      // A backup that was just written through a save token is looked at through the same one.
      const written = tokens.written(token);
      const path = written.ok ? written : tokens.readable(token);
      return path.ok ? checkBackup(path.value) : path;
    },
    noteRehearsed: async (_caller, name, hash) => {
      const copies = await keeping.part('copies');
      return copies.ok ? keeping.track(copies.value.noteRehearsed(name, hash)) : copies;
    },
    pickOpen: async (caller, kind) => {
      const window = windowOf(caller.page);
      return window ? pickOpen(window, tokens, kind) : fail('forbidden_sender');
    },
    secondPlace: async () => {
      if (keeping.isReader) return ok(NO_PLACE);
      const second = await keeping.part('second');
      return second.ok ? ok(second.value.shown()) : second;
    },
    setSecondPlace: async (_caller, token) => {
      const second = await keeping.part('second');
      if (!second.ok) return second;
      const folder = token === null ? ok(null) : tokens.place(token);
      return folder.ok ? keeping.track(second.value.choose(folder.value)) : folder;
    },
    viewAttachment: async (_caller, sha256, name) => {
      const path = await storedPath(keeping, 'attachment', sha256);
      return path.ok ? (await parts.viewing).show(path.value, sha256, name) : path;
    },
    usage: () => usageOf(keeping),
    checkStored: () => checkAll(keeping),
    sweepAttachments: async (_caller, referenced) => {
      const may = await keeping.mayBegin();
      if (!may.ok) return may;
      const attachments = await keeping.part('attachments');
      if (!attachments.ok) return attachments;
      const swept = await keeping.track(attachments.value.sweep(new Set(referenced)));
      if (!swept.ok) return swept;
      const second = await keeping.part('second');
      if (second.ok) await second.value.noteSwept(swept.value.names);
      return ok({ files: swept.value.files, bytes: swept.value.bytes });
    },
  };
}

const NO_PLACE = { folder: '', present: false, mirrored: null, line: 0, failure: '' } as const;

/** Where a kept file lies. Codes: file_not_found, those of opening its folder. */
async function storedPath(keeping: Keeping, kind: GivenKind, name: string): Promise<Result<string>> {
  if (kind === 'aside') {
    const second = await keeping.part('second');
    return second.ok ? second.value.asidePath(name) : second;
  }
  if (kind === 'segment') {
    const journal = await keeping.part('journal');
    if (!journal.ok) return journal;
    if (!/^[0-9a-f]{64}$/.test(name)) return fail('file_not_found', { name });
    const path = journal.value.segmentPath(name);
    const found = await describeFile(path);
    return found.ok ? ok(path) : found;
  }
  const folder = await keeping.part(kind === 'copy' ? 'copies' : 'attachments');
  return folder.ok ? folder.value.path(name) : folder;
}

type Answered<C extends StoredChannel> = Promise<Awaited<ReturnType<Handlers[C]>>>;

async function usageOf(keeping: Keeping): Answered<'usage'> {
  const opened = await keeping.open();
  if (!opened.ok) return opened;
  const { journal, copies, attachments } = opened.value;
  if (!journal.ok) return journal;
  if (!copies.ok) return copies;
  if (!attachments.ok) return attachments;
  return ok({
    journal: await journal.value.usage(),
    copies: await copies.value.usage(),
    attachments: await attachments.value.usage(),
  });
}

/** Re-reads everything, one folder after the other: the disk has only one head. */
async function checkAll(keeping: Keeping): Answered<'checkStored'> {
  const opened = await keeping.open();
  if (!opened.ok) return opened;
  const { journal, copies, attachments } = opened.value;
  if (!journal.ok) return journal;
  if (!copies.ok) return copies;
  if (!attachments.ok) return attachments;
  const { damagedSegments, ...lines } = await journal.value.check();
  const made = await copies.value.checkAll();
  const files = await attachments.value.check();
  const damaged = (kind: StoredKind, names: readonly string[]) => names.map((name) => ({ kind, name }));
  return ok({
    journal: lines,
    damaged: [
      ...damaged('segment', damagedSegments),
      ...damaged('copy', made.damaged),
      ...damaged('attachment', files.rotten),
    ],
    copies: made.copies,
    attachments: files.files,
  });
}
