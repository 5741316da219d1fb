import { hashArchive } from '../../store/queries/hashArchive';
import type { JobContext } from '../context';
import { done, type Outcome } from '../outcome';

/** `job rebuild`: the opening of this job has thrown the database away and made it anew (openDistrustful, `rebuild`). */
export async function rebuild({ archive, story }: JobContext): Promise<Outcome> {
  const { because = null, copy = null, lines = 0, lostLines = [], ms = 0 } = story ?? {};
  return done({ because, copy, lines, lostLines, ...(await hashArchive(archive)), ms });
}
