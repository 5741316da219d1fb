/** What the database holds becomes the state that the journal goes on from: a copy of it, and a base line that names it. */
import type { OpenState } from '#shared/ipc/desktop';
import { CopyFailure } from '#shared/journal/copy/source';
import { ok, type Result } from '#shared/result';
import { desktop } from '../bridge/desktop';
import type { Archive, HudangDb } from './db';
import type { Journal } from './journal';
import { markBuilt, readLastSeq, type StateSeal } from './meta';
import { baseEntry } from './rebuild';
import { factsOf, streamCopy } from './streamCopy';

/**
 * Makes a copy of what the tables hold and appends the base line. `before` = the seal that the database has. To be called
 * under the lock. Failures: those of copying and of the journal; then nothing is changed.
 */
export async function adopt(
  archive: Archive,
  before: StateSeal | null,
  state: OpenState,
): Promise<Result<{ readonly seal: StateSeal; readonly copy: string }>> {
  const { db, journal } = archive;
  const [households, seq] = await Promise.all([db.households.count(), readLastSeq(db)]);
  const empty = state.journal.line === 0;
  // An empty journal takes any number and goes on behind the copies; another one takes its next.
  const { line, sum } = empty && before ? before : state.journal;
  const seal: StateSeal = { databaseId: state.databaseId, line, sum, seq, households };
  const copy = await copyOf(archive, seal);
  if (!copy.ok) return copy;
  const based = await appendBase(db, journal, copy.value, seal);
  return based.ok ? ok({ seal: based.value, copy: copy.value }) : based;
}

/** From here on the state is that of `copy`, which the tables hold already. */
export async function appendBase(
  db: HudangDb,
  journal: Journal,
  copy: string,
  seal: StateSeal,
): Promise<Result<StateSeal>> {
  const entry = baseEntry(copy, seal, 'adopted');
  const appended = await journal.append(seal.line, JSON.stringify(entry), [`copy:${copy}`]);
  if (!appended.ok) return appended;
  const based = { ...seal, ...appended.value };
  await markBuilt(db, based);
  return ok(based);
}

async function copyOf(archive: Archive, seal: StateSeal): Promise<Result<string>> {
  const writer = await archive.journal.openKept('copy');
  if (!writer.ok) return writer;
  const info = await desktop.info();
  const sink = async (bytes: Uint8Array): Promise<void> => {
    const written = await writer.value.write(bytes);
    if (!written.ok) throw new CopyFailure(written.error);
  };
  const program = info.ok ? info.value.version : '';
  const written = await streamCopy(archive, sink, { reason: 'adopted', program, seal });
  if (written.ok) return writer.value.commit(factsOf(written.value));
  await writer.value.abort();
  return written;
}
