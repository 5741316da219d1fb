/** How much room a journal line takes in the end, with what it makes the database hold. */
import type { CopyInfo } from '#shared/ipc/desktop';
import type { Result } from '#shared/result';
import type { Disk } from '../files/disk';
import type { Journal } from '../journal/journal';
import type { Copies } from '../kept/copies';

/** What is applied to IndexedDB is written there twice: into its log, and from there into its tables. */
const TIMES_APPLIED = 3;
/** Rows in a copy are packed to about a tenth. */
const TIMES_PACKED = 10;

/** In bytes; none worth asking for when it is an ordinary save. */
export async function costOf(
  journal: Journal,
  copies: Result<Copies>,
  disk: Disk,
  payload: string,
  refs: readonly string[],
): Promise<number> {
  if (refs.length === 0) return 0;
  const known = refs.some((ref) => ref.startsWith('copy:')) && copies.ok ? await copies.value.list() : [];
  let bytes = payload.length;
  for (const ref of refs) {
    const [kind, name = ''] = ref.split(':');
    if (kind === 'copy') bytes += costOfCopy(known.find((copy) => copy.name === name));
    else bytes += (await disk.inspect(journal.segmentPath(name)).catch(() => ({ bytes: 0 }))).bytes * TIMES_APPLIED;
  }
  return bytes;
}

/** The database holds already what it is the copy of, unless it was taken over from elsewhere. */
function costOfCopy(copy: CopyInfo | undefined): number {
  return copy?.reason === 'restored' ? copy.bytes * TIMES_PACKED : 0;
}
