import type { Archive } from '../db';
import { readLastSeq } from '../meta';
import { unsealAll } from '../seal';

/** Seq of the last operation; two equal answers mean that no household changed between them. */
export function lastSeq(archive: Archive): Promise<number> {
  return readLastSeq(archive.db);
}

/**
 * Ids of the households that operations after `seq` created, changed or removed, and the seq up to which that is known;
 * null instead of more than `limit` log rows: then a scan is cheaper.
 */
export async function changedSince(
  archive: Archive,
  seq: number,
  limit: number,
): Promise<{ readonly ids: ReadonlySet<string> | null; readonly seq: number }> {
  const { db } = archive;
  const { rows, last } = await db.transaction('r', db.log, db.meta, async () => ({
    rows: await db.log
      .where(':id')
      .above([seq, '\uffff'])
      .limit(limit + 1)
      .toArray(),
    last: await readLastSeq(db),
  }));
  if (rows.length > limit) return { ids: null, seq: last };
  const ids = new Set<string>();
  const bodies = await unsealAll(rows.map((row) => row.body));
  bodies.forEach((body, i) => {
    if ('created' in body) body.created.forEach((id) => ids.add(id));
    else if (!('meta' in body)) ids.add(rows[i]?.household ?? '');
  });
  return ids.size > limit ? { ids: null, seq: last } : { ids, seq: last };
}
