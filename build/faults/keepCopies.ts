/** Copies of the archive and what they let go: made, pruned and compacted by the same policy as in the real program. */
import { compactTo } from '#shared/journal/policy';
import { copySink, factsOf, streamCopy } from '../../renderer/store/streamCopy';
import type { Life } from './life';

const REF = 'copy:';
const DAY_MS = 24 * 3_600_000;

/** Makes a copy of the open archive, prunes the others and compacts the journal. */
export async function keepCopies(life: Life): Promise<'done' | 'refused' | 'power'> {
  return Promise.race([keep(life), life.power.failed]);
}

async function keep(life: Life): Promise<'done' | 'refused'> {
  const { archive, machine, disk } = life;
  if (!archive || !machine) return 'refused';
  const made = await make(life);
  if (made !== '') {
    life.refuse('copy', made);
    return 'refused';
  }
  life.count('copies');
  // Days pass, so that the policy lets copies go.
  await disk.wait(40 * DAY_MS);
  const refs = await machine.journal.refs();
  // Not all references are known: nothing may be deleted.
  if (!refs) return 'done';
  const pinned = [...refs].filter((ref) => ref.startsWith(REF)).map((ref) => ref.slice(REF.length));
  await machine.copies.prune(disk.now() + 1000 * DAY_MS, new Set(pinned));
  const upTo = compactTo(await machine.copies.list());
  if (upTo > 0) await machine.journal.compact(upTo);
  return 'done';
}

/** '' or the code of the refusal. */
async function make({ archive, machine }: Life): Promise<string> {
  if (!archive || !machine) return '';
  const writer = await machine.door.openKept('copy');
  if (!writer.ok) return writer.error.code;
  const { sink, flush } = copySink(writer.value);
  const written = await streamCopy(archive, sink, { reason: 'count' });
  const flushed = written.ok ? await flush() : written;
  if (!written.ok || !flushed.ok) {
    await writer.value.abort();
    return flushed.ok ? '' : flushed.error.code;
  }
  const kept = await writer.value.commit(factsOf(written.value));
  return kept.ok ? '' : kept.error.code;
}
