/** The hash of the whole archive (contracts.md), with the counts of what was read for it. */
import { ArchiveHash } from '#shared/derive/hash';
import type { Archive } from '../db';
import { eachByNumber } from './households';

const BATCH = 500;
/** Where somebody may be typing: a save waits for the batch that is being read. */
const GENTLE_BATCH = 100;

export interface Verified {
  readonly hash: string;
  readonly households: number;
  readonly members: number;
}

/** Reads all households in batches, so that the page stays alive meanwhile; `rest` is called between them. */
export async function hashArchive(archive: Archive, rest?: () => Promise<void>): Promise<Verified> {
  const hash = new ArchiveHash({ sorted: true });
  let households = 0;
  let members = 0;
  await eachByNumber(archive, rest ? GENTLE_BATCH : BATCH, async (records) => {
    for (const record of records) {
      hash.add(record);
      households += 1;
      members += record.members.length;
    }
    await rest?.();
  });
  return { hash: await hash.digest(), households, members };
}
