import { countOperations } from '../../store/queries/operations';
import { hashOf } from '../archiveHash';
import type { JobContext } from '../context';
import { done, type Outcome } from '../outcome';

/** `job verify`. */
export async function verify({ archive }: JobContext): Promise<Outcome> {
  const operations = await countOperations(archive);
  return done({ ...(await hashOf(archive)), operations });
}
