import type { Confirmed, ImportMemory } from '#shared/import/memory';
import type { Archive } from '../db';
import { unseal, type Sealed } from '../seal';

/** Meta keys of the sealed memory of imports (docs/journal.md). */
export const LAYOUTS_KEY = 'layouts';
export const ANSWERS_KEY = 'answers';

/** What confirmed imports have taught; empty in a fresh archive. */
export async function getImportMemory({ db }: Pick<Archive, 'db'>): Promise<ImportMemory> {
  const [layouts, answers] = await db.meta.bulkGet([LAYOUTS_KEY, ANSWERS_KEY]);
  return {
    layouts: new Map(layouts ? await unseal(layouts.value as Sealed<[string, Confirmed][]>) : []),
    answers: new Map(answers ? await unseal(answers.value as Sealed<[string, string | null][]>) : []),
  };
}
