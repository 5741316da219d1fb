/** Which later changes stand in the way of taking an operation back. */
import { pathsOverlap } from '#shared/derive/path';
import type { HudangDb } from './db';
import { unsealAll } from './seal';
import type { LogBody, StoredLog, StoredOperation } from './stored';

/** The whole household, where an operation created or deleted it. */
const ALL = '';
const SHOWN = 20;

/**
 * Paths of the operation that a later operation in force touched too, as `household:path`; at most 20. Empty = it can be
 * taken back. A later operation that was undone, and its undo, cancel each other.
 */
export async function blockingPaths(
  db: HudangDb,
  target: StoredOperation,
  rows: readonly StoredLog[],
  lastSeq: number,
): Promise<string[]> {
  if (target.seq === lastSeq) return [];
  const cancelled = await cancelledAfter(db, target.seq);
  const later = await db.log
    .where(':id')
    .between([target.seq + 1, ''], [Infinity, ''])
    .filter((row) => !cancelled.has(row.seq))
    .toArray();
  if (later.length === 0) return [];
  const mine = await touched(rows);
  const blocking: string[] = [];
  for (const [household, paths] of await touched(later)) {
    for (const path of mine.get(household) ?? []) {
      if (paths.some((other) => overlap(path, other))) blocking.push(path === ALL ? household : `${household}:${path}`);
      if (blocking.length >= SHOWN) return blocking;
    }
  }
  return blocking;
}

/** Seqs of later operations without effect: undone ones, and the undos of operations later than `seq`. */
async function cancelledAfter(db: HudangDb, seq: number): Promise<Set<number>> {
  const later = await db.operations.where('seq').above(seq).toArray();
  return new Set(
    later
      .filter((row) => row.undoneBy !== undefined || (row.undoes !== undefined && row.undoes > seq))
      .map((row) => row.seq),
  );
}

async function touched(rows: readonly StoredLog[]): Promise<Map<string, string[]>> {
  const bodies: LogBody[] = await unsealAll(rows.map((row) => row.body));
  const paths = new Map<string, string[]>();
  const add = (household: string, path: string): void => {
    const list = paths.get(household);
    if (list) list.push(path);
    else paths.set(household, [path]);
  };
  bodies.forEach((body, i) => {
    const household = rows[i]?.household ?? '';
    if ('meta' in body) return;
    if ('created' in body) body.created.forEach((id) => add(id, ALL));
    else if ('deleted' in body) add(household, ALL);
    else {
      body.changes.forEach(([path]) => add(household, path));
      body.attachments?.forEach(({ id }) => add(household, `附件 ${id}`));
    }
  });
  return paths;
}

function overlap(a: string, b: string): boolean {
  return a === ALL || b === ALL || pathsOverlap(a, b);
}
