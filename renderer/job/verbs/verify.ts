import { countOperations } from '../../store/queries/operations';
import { hashArchive } from '../../store/queries/hashArchive';
import type { JobContext } from '../context';
import { done, type Outcome } from '../outcome';

/** `job verify`. */
export async function verify({ archive }: JobContext): Promise<Outcome> {
  const operations = await countOperations(archive);
  return done({ ...(await hashArchive(archive)), operations });
}
