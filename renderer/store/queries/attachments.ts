import type { Archive } from '../db';
import { unsealAll } from '../seal';
import type { AttachmentBody, LogBody } from '../stored';
import { importedFiles } from './batches';
import { getMany } from './households';

/** A file of a household; its content lies with the main process under the SHA-256. */
export interface Attachment extends AttachmentBody {
  readonly id: string;
  readonly household: string;
  readonly sha256: string;
}

/** The files of one household, in the order in which they were added. */
export async function attachmentsOf(archive: Archive, household: string): Promise<Attachment[]> {
  const rows = await archive.db.attachments.where('household').equals(household).sortBy('id');
  const bodies = await unsealAll(rows.map((row) => row.body));
  return rows.flatMap(({ id, sha256 }, at) => {
    const body = bodies[at];
    return body ? [{ ...body, id, household, sha256 }] : [];
  });
}

/** Where a file belongs: its name there, and the head of the household ('' = not filled in). */
export interface AttachmentPlace {
  readonly sha256: string;
  readonly name: string;
  readonly head: string;
}

/** The places of these files, one for each household that has it; none for a file that only an undo could give back. */
export async function placesOf(archive: Archive, files: readonly string[]): Promise<AttachmentPlace[]> {
  const rows = await archive.db.attachments.where('sha256').anyOf(files).toArray();
  const [bodies, records] = await Promise.all([
    unsealAll(rows.map((row) => row.body)),
    getMany(archive, [...new Set(rows.map((row) => row.household))]),
  ]);
  const heads = new Map(records.map(({ id, fields }) => [id, String(fields['head_name'] ?? '')]));
  return rows.map(({ sha256, household }, at) => ({
    sha256,
    name: bodies[at]?.name ?? '',
    head: heads.get(household) ?? '',
  }));
}

/** Rows of the log that are looked through at a time. */
const BATCH = 1000;

/**
 * The SHA-256 of every file that a household has, that an import was made of, or that an undo – of whatever age – could give back. Reads the whole log:
 * for background work.
 */
export async function referencedAttachments(archive: Archive): Promise<Set<string>> {
  const { db } = archive;
  const wanted = await importedFiles(archive);
  await db.attachments.orderBy('sha256').eachUniqueKey((sha256) => void wanted.add(String(sha256)));
  let after: [number, string] = [0, ''];
  for (;;) {
    const rows = await db.log.where(':id').above(after).limit(BATCH).toArray();
    const bodies: LogBody[] = await unsealAll(rows.map((row) => row.body));
    for (const body of bodies) {
      const changes = 'attachments' in body ? (body.attachments ?? []) : [];
      for (const change of changes) for (const row of [change.before, change.after]) if (row) wanted.add(row.sha256);
    }
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return wanted;
    after = [last.seq, last.household];
  }
}
