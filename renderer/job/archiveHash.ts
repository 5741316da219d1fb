import { ArchiveHash } from '#shared/derive/hash';
import type { Archive } from '../store/db';
import { eachByNumber } from '../store/queries/households';

const BATCH = 500;

/** Hash (contracts.md) and counts of the whole archive. */
export async function hashOf(archive: Archive): Promise<{ hash: string; households: number; members: number }> {
  const hash = new ArchiveHash({ sorted: true });
  let households = 0;
  let members = 0;
  await eachByNumber(archive, BATCH, (records) => {
    for (const record of records) {
      hash.add(record);
      households += 1;
      members += record.members.length;
    }
  });
  return { hash: await hash.digest(), households, members };
}
