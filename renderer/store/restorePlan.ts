/** What would have to change for the archive to stand as a copy has it. Reads everything, writes nothing. */
import { deepEqual, diffRecords, type Change } from '#shared/derive/diff';
import { LIST_PLACES, type HouseholdRecord } from '#shared/derive/record';
import type { OpenedCopy } from '#shared/journal/copy/readCopy';
import { CopyFailure, damaged } from '#shared/journal/copy/source';
import { overlayOf, stateRows } from '#shared/journal/copy/state';
import type { Archive } from './db';
import { readLastSeq, readSeal } from './meta';
import { SETTINGS_KEY } from './queries/settings';
import { unseal, type Sealed } from './seal';
import type { AttachmentChange, MetaChange, StoredAttachment, StoredHousehold, StoredMeta } from './stored';
import { makeHasher, readLineage } from './streamCopy';
import type { Settings } from './types';

export interface ChangedHousehold {
  readonly before: StoredHousehold;
  readonly record: HouseholdRecord;
  /** From how it stands to how the copy has it; empty when only attachments differ. */
  readonly changes: readonly Change[];
}

export interface RestorePlan {
  /** Seq of the last operation when the archive was read. */
  readonly readAt: number;
  /** The copy is of this archive, which is not empty: one ordinary operation. Else all of it is taken over. */
  readonly undoable: boolean;
  /** Only in the copy. */
  readonly added: readonly HouseholdRecord[];
  readonly changed: readonly ChangedHousehold[];
  /** Ids of households that only the archive has. */
  readonly removed: readonly string[];
  readonly same: number;
  /** By attachment; those of removed households are among them. */
  readonly attachments: readonly AttachmentChange[];
  readonly meta: readonly MetaChange[];
}

/** Compares the archive with the state of a copy. Throws a CopyFailure where the copy cannot be read. */
export async function planRestore(archive: Archive, copy: OpenedCopy): Promise<RestorePlan> {
  const { db } = archive;
  const readAt = await readLastSeq(db);
  const overlay = await overlayOf(copy, makeHasher);
  const added: HouseholdRecord[] = [];
  const changed: ChangedHousehold[] = [];
  const seen = new Set<string>();
  for await (const rows of stateRows(copy, 'households', overlay, makeHasher)) {
    const theirs = rows as readonly StoredHousehold[];
    const ours = await db.households.bulkGet(theirs.map((row) => row.id));
    for (const [i, row] of theirs.entries()) {
      const record = await unseal(row.doc);
      if (!isRecord(record) || record.id !== row.id) throw damaged('data/households.jsonl');
      seen.add(row.id);
      const before = ours[i];
      if (!before) added.push(record);
      else {
        const changes = diffRecords(await unseal(before.doc), record);
        if (changes.length > 0) changed.push({ before, record, changes });
      }
    }
  }
  if (seen.size !== copy.manifest.households) throw damaged('data/households.jsonl');
  const removed = (await db.households.toCollection().primaryKeys()).filter((id) => !seen.has(id));
  const theirs: StoredAttachment[] = [];
  for await (const rows of stateRows(copy, 'attachments', overlay, makeHasher)) {
    theirs.push(...(rows as readonly StoredAttachment[]));
  }
  const meta: StoredMeta[] = [];
  for await (const rows of stateRows(copy, 'meta', overlay, makeHasher)) meta.push(...(rows as readonly StoredMeta[]));
  return {
    readAt,
    undoable: readAt > 0 && (await isSameArchive(archive, copy)),
    added,
    changed,
    removed,
    same: seen.size - added.length - changed.length,
    attachments: await attachmentChanges(archive, theirs),
    meta: await metaChanges(archive, meta),
  };
}

/** Whether copy and archive tell the same history: one was made of the other, or of what it was taken over from. */
async function isSameArchive(archive: Archive, { manifest }: OpenedCopy): Promise<boolean> {
  const own = (await readSeal(archive.db))?.databaseId;
  if (own === undefined) throw new CopyFailure({ code: 'store_not_ready', params: {} });
  const lineage = await readLineage(archive);
  return manifest.databaseId === own || lineage.includes(manifest.databaseId) || manifest.lineage.includes(own);
}

async function attachmentChanges(archive: Archive, theirs: readonly StoredAttachment[]): Promise<AttachmentChange[]> {
  const ours = new Map((await archive.db.attachments.toArray()).map((row) => [row.id, row]));
  const changes: AttachmentChange[] = [];
  for (const after of theirs) {
    const before = ours.get(after.id) ?? null;
    ours.delete(after.id);
    if (!deepEqual(before, after)) changes.push({ id: after.id, before, after });
  }
  return [...changes, ...[...ours.values()].map((before) => ({ id: before.id, before, after: null }))];
}

/** A copy from before anybody chose settings: the invented village goes, and nothing is known in its place. */
const NO_UNIT: Settings['unit'] = ['', '', '', '', ''];

/**
 * Settings are no part of the record and stay, but for one: whether this is the sample village, and the unit that goes with
 * it.
 */
async function metaChanges(archive: Archive, theirs: readonly StoredMeta[]): Promise<MetaChange[]> {
  const row = await archive.db.meta.get(SETTINGS_KEY);
  const [ours, wanted] = [await settingsOf(row), await settingsOf(theirs.find(({ key }) => key === SETTINGS_KEY))];
  if (!ours || (wanted?.isSample ?? false) === ours.isSample) return [];
  const after: Settings = { ...ours, isSample: wanted?.isSample ?? false, unit: wanted?.unit ?? NO_UNIT };
  return [{ key: SETTINGS_KEY, before: row?.value ?? null, after }];
}

async function settingsOf(row: StoredMeta | undefined): Promise<Settings | null> {
  return row ? unseal(row.value as Sealed<Settings>) : null;
}

/** The checksums are right; this only keeps out what could never have been ours. */
function isRecord(value: unknown): value is HouseholdRecord {
  if (typeof value !== 'object' || value === null) return false;
  const record = value as Readonly<Record<string, unknown>>;
  const lists = [...LIST_PLACES, 'unread', 'extra'].every((place) => Array.isArray(record[place]));
  return lists && [record['fields'], record['relocation']].every((row) => typeof row === 'object' && row !== null);
}
