/**
 * What the main process keeps of this archive – journal, segments, copies – as the store uses it. The store knows only this
 * interface: tests and the fault simulation put a journal of their own behind it (memoryJournal.ts).
 */
import { CHUNK_BYTES } from '#shared/ipc/channels';
import type { CopyFacts, JournalLine, OpenState } from '#shared/ipc/desktop';
import { CopyFailure, type ReadAt } from '#shared/journal/copy/source';
import { fail, ok, type Result } from '#shared/result';
import { desktop } from '../bridge/desktop';

export interface KeptWriter {
  write(bytes: Uint8Array): Promise<Result<null>>;
  /** Flushes, re-reads and gives the name under which it is kept: a segment's SHA-256, a copy's file name. */
  commit(facts?: CopyFacts): Promise<Result<string>>;
  abort(): Promise<void>;
}

export interface Journal {
  /** Where journal and copies stand, and whether this run may write. Codes: journal_unreadable, archive_newer, disk_stop. */
  state(): Promise<Result<OpenState>>;
  /**
   * One flushed line. `after` = the last line that the writer knows of. Codes: journal_moved {line} when others wrote
   * meanwhile (nothing was written), read_only, disk_low, disk_full, journal_failed.
   */
  append(
    after: number,
    payload: string,
    refs?: readonly string[],
  ): Promise<Result<{ readonly line: number; readonly sum: string }>>;
  /** Lines from number `from` on, some MB at a time, damaged ones left out; empty = the end. */
  read(from: number): Promise<Result<readonly JournalLine[]>>;
  /** A new segment or copy; a copy is told its facts when it is done. */
  openKept(kind: 'segment' | 'copy'): Promise<Result<KeptWriter>>;
  segment(sha256: string): Promise<Result<ReadAt>>;
  copy(name: string): Promise<Result<ReadAt>>;
  /** IndexedDB cannot be used: its files are thrown away and page or job begin anew. Code: reset_in_vain. */
  reset(reason: string): Promise<Result<null>>;
}

/** The journal of the archive that this window, job or worker belongs to. */
export const desktopJournal: Journal = {
  state: openState,
  append: (after, payload, refs = []) => desktop.journalAppend(after, payload, refs),
  read: (from) => desktop.journalRead(from),
  openKept,
  segment: (sha256) => stored('segment', sha256),
  copy: (name) => stored('copy', name),
  reset: (reason) => desktop.resetStore(reason),
};

async function openState(): Promise<Result<OpenState>> {
  const [state, guard] = await Promise.all([desktop.openState(), desktop.guard()]);
  // Below the last threshold Chromium would rather delete the database than open it.
  if (guard.ok && guard.value.level === 'stop') return fail('disk_stop');
  return state;
}

async function openKept(kind: 'segment' | 'copy'): Promise<Result<KeptWriter>> {
  const opened = await desktop.openStored(kind);
  if (!opened.ok) return opened;
  const writer = opened.value;
  return ok({
    write: (bytes) => desktop.write(writer, bytes),
    commit: async (facts) => {
      const kept = await desktop.commitStored(writer, ...(facts ? [facts] : []));
      return kept.ok ? ok(kept.value.name) : kept;
    },
    abort: async () => void (await desktop.abort(writer)),
  });
}

async function stored(kind: 'segment' | 'copy', name: string): Promise<Result<ReadAt>> {
  const token = await desktop.storedToken(kind, name);
  if (!token.ok) return token;
  const about = await desktop.stat(token.value);
  if (!about.ok) return about;
  return ok({ size: about.value.bytes, read: (offset, length) => readPieces(token.value, offset, length) });
}

/** Exactly the bytes asked for. */
async function readPieces(token: string, offset: number, length: number): Promise<Uint8Array> {
  const whole = new Uint8Array(length);
  for (let at = 0; at < length;) {
    const bytes = await desktop.read(token, offset + at, Math.min(CHUNK_BYTES, length - at));
    if (!bytes.ok) throw new CopyFailure(bytes.error);
    // It became shorter while it was read.
    if (bytes.value.byteLength === 0)
      throw new CopyFailure({ code: 'read_failed', params: { name: '', reason: 'EOF' } });
    if (bytes.value.byteLength === length) return bytes.value;
    whole.set(bytes.value, at);
    at += bytes.value.byteLength;
  }
  return whole;
}
