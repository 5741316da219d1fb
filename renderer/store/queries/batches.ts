import type { Archive } from '../db';
import { unseal } from '../seal';
import type { ImportBatch } from '../types';

/** An import as it was confirmed; null when there is none with this id. */
export async function getBatch(archive: Archive, id: string): Promise<ImportBatch | null> {
  const row = await archive.db.batches.get(id);
  return row ? unseal(row.body) : null;
}
