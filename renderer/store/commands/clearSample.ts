/** Clearing the sample village away, with everything that was tried out on it. */
import { fail, ok, type Result } from '#shared/result';
import type { Archive } from '../db';
import { lastOperation, listOperations } from '../queries/operations';
import { undo } from './undo';

/**
 * Takes back the operations since the sample village came, newest first, and the village last. Sheets that were imported
 * on top of it may be real: then nothing is touched and `sample_with_imports` says how to go on.
 */
export async function clearSample(archive: Archive): Promise<Result<null>> {
  const imports = await importsOnTop(archive);
  if (imports > 0) return fail('sample_with_imports', { count: imports });
  for (;;) {
    const last = await lastOperation(archive);
    if (!last) return ok(null);
    const done = await undo(archive, last.id);
    if (!done.ok) return done;
    if (last.kind === 'sample') return ok(null);
  }
}

const PAGE = 200;

/** Imports still in force that came after the sample village. */
async function importsOnTop(archive: Archive): Promise<number> {
  let imports = 0;
  let before = Infinity;
  for (;;) {
    const page = await listOperations(archive, PAGE, before);
    for (const operation of page) {
      if (operation.kind === 'sample' && operation.undoneBy === undefined) return imports;
      if (operation.kind === 'import' && operation.undoneBy === undefined) imports++;
    }
    const last = page.at(-1);
    if (last === undefined) return imports;
    before = last.seq;
  }
}
