/** Unit tests only: archives over a journal in memory, one journal per database name. */
import { MemoryJournal } from './memoryJournal';
import { openDistrustful } from './openDistrustful';
import type { Actor, Archive } from './db';
import type { Result } from '#shared/result';

const journals = new Map<string, MemoryJournal>();

export function journalOf(name: string): MemoryJournal {
  const known = journals.get(name) ?? new MemoryJournal();
  journals.set(name, known);
  return known;
}

/** Opens, or creates, the archive in this database. */
export async function openForTest(actor: Actor, name: string): Promise<Result<Archive>> {
  const opened = await openDistrustful(actor, { name, journal: journalOf(name) });
  return opened.ok ? { ok: true, value: opened.value.archive } : opened;
}
