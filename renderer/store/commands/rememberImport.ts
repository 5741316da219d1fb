/** What an import taught is kept once it was applied – never when sheets were only looked at. */
import { learn, type ImportMemory, type Lesson } from '#shared/import/memory';
import { deepEqual } from '#shared/derive/diff';
import { ok, type Result } from '#shared/result';
import type { Archive } from '../db';
import { publish } from '../events';
import { storeFailure } from '../failure';
import { ANSWERS_KEY, getImportMemory, LAYOUTS_KEY } from '../queries/importMemory';
import { seal } from '../seal';
import type { StoredMeta } from '../stored';
import { writeAhead } from '../writeAhead';

/**
 * Adds to the memory of imports. Like the settings it is no part of the record: this makes no operation and an undo of the
 * import leaves it, but it is journalled and goes into copies. Failures: the journal's and the store's own.
 */
export function rememberImport(archive: Archive, lesson: Lesson): Promise<Result<null>> {
  const now = new Date().toISOString();
  return change(archive, (memory) => learn(memory, lesson, now));
}

/** Forgets one layout, or one answer; what is not remembered is no failure. */
export function forgetImport(
  archive: Archive,
  what: { readonly layout: string } | { readonly answer: string },
): Promise<Result<null>> {
  return change(archive, ({ layouts, answers }) => ({
    layouts: new Map([...layouts].filter(([key]) => !('layout' in what) || key !== what.layout)),
    answers: new Map([...answers].filter(([key]) => !('answer' in what) || key !== what.answer)),
  }));
}

async function change(archive: Archive, next: (memory: ImportMemory) => ImportMemory): Promise<Result<null>> {
  try {
    const done = await writeAhead(archive, 0, async ({ seq, households }) => {
      const before = await getImportMemory(archive);
      const after = next(before);
      const put: StoredMeta[] = [];
      const parts = [
        [LAYOUTS_KEY, [...before.layouts], [...after.layouts]],
        [ANSWERS_KEY, [...before.answers], [...after.answers]],
      ] as const;
      for (const [key, was, is] of parts) if (!deepEqual(was, is)) put.push({ key, value: await seal<unknown>(is) });
      return put.length === 0 ? null : { chunks: [{ meta: { put } }], seq, households, value: null };
    });
    if (!done.ok) return done;
    publish('', []);
    return ok(null);
  } catch (error) {
    return { ok: false, error: await storeFailure(error) };
  }
}
