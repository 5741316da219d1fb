import type { Archive } from '../db';
import { sealAll } from '../seal';

/** Persists the memory columns as known at `seq`; they replace the ones before. A cache: failures may be ignored. */
export async function saveColumns(archive: Archive, seq: number, parts: ReadonlyMap<string, unknown>): Promise<void> {
  if (archive.access().mode === 'read') return;
  const { columns } = archive.db;
  const keys = [...parts.keys()];
  const bodies = await sealAll([...parts.values()]);
  await archive.db.transaction('rw', columns, async () => {
    await columns.clear();
    await columns.bulkPut(bodies.map((body, i) => ({ key: keys[i] ?? '', seq, body })));
  });
}
