import type { Archive } from '../db';
import { unsealAll } from '../seal';
import { FRONT_KEY } from './front';

/** The persisted memory columns by key, and the seq they know; null when there are none or they do not fit together. */
export async function getColumns(
  archive: Archive,
): Promise<{ readonly seq: number; readonly parts: ReadonlyMap<string, unknown> } | null> {
  const rows = (await archive.db.columns.toArray()).filter(({ key }) => key !== FRONT_KEY);
  const first = rows[0];
  if (!first || rows.some((row) => row.seq !== first.seq)) return null;
  const bodies = await unsealAll(rows.map((row) => row.body));
  return { seq: first.seq, parts: new Map(rows.map((row, i) => [row.key, bodies[i]])) };
}
