import type { Change } from '#shared/derive/diff';
import type { Archive } from '../db';
import { unsealAll } from '../seal';
import { unlogged } from '../stored';
import type { Operation } from '../types';
import { operationsBySeq } from './operations';

export interface HistoryEntry {
  readonly operation: Operation;
  readonly what: 'created' | 'changed' | 'deleted';
  /** [path, before, after]; empty for creations and deletions. */
  readonly changes: readonly Change[];
}

/** Everything that happened to one household, newest first. */
export async function historyOf(archive: Archive, id: string): Promise<HistoryEntry[]> {
  const rows = await archive.db.log.where('household').equals(id).toArray();
  const stored = await archive.db.households.get(id);
  const bodies = await unsealAll(rows.map((row) => row.body));
  const seen: { seq: number; what: HistoryEntry['what']; changes: readonly Change[] }[] = rows.map((row, i) => {
    const body = bodies[i];
    if (body && 'changes' in body) return { seq: row.seq, what: 'changed', changes: unlogged(body.changes) };
    return { seq: row.seq, what: body && 'deleted' in body ? 'deleted' : 'created', changes: [] };
  });
  // Creations are logged in chunks that are not found by household: the record itself knows its birth.
  if (stored && !seen.some((entry) => entry.seq === stored.born)) {
    seen.push({ seq: stored.born, what: 'created', changes: [] });
  }
  const operations = await operationsBySeq(
    archive,
    seen.map((entry) => entry.seq),
  );
  return seen
    .sort((a, b) => b.seq - a.seq)
    .flatMap(({ seq, what, changes }) => {
      const operation = operations.get(seq);
      return operation ? [{ operation, what, changes }] : [];
    });
}
