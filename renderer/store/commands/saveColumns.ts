import type { Archive } from '../db';
import { FRONT_KEY } from '../queries/front';
import { seal, sealAll } from '../seal';

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

/** Persists the first screen of the register alone, as known at `seq`. A cache: failures may be ignored. */
export async function saveFront(archive: Archive, seq: number, front: unknown): Promise<void> {
  if (archive.access().mode === 'read') return;
  await archive.db.columns.put({ key: FRONT_KEY, seq, body: await seal(front) });
}
