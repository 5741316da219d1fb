/**
 * A large write (docs/journal.md): its rows go into an open transaction while the journal's segment is being written, and the
 * transaction is completed, with the seal, only behind the flushed line. Until the line is sent the write can be given up,
 * and nothing of it was ever there.
 */
import type { RowChanges } from '#shared/journal/entry';
import { fail, type Result } from '#shared/result';
import { putChunk, tablesOf } from './apply';
import type { Archive } from './db';
import { journalSegment, type Appended, type Writing } from './entries';
import { storeFailure } from './failure';
import { sealRows, type StateSeal } from './meta';
import { Gate } from './watch';

/** `appended` failed: nothing was written. Otherwise the line stands; `error` null = its rows do as well. */
export interface AtOnce {
  readonly appended: Result<Appended>;
  readonly error: unknown;
}

/** Rows put between two looks at whether the write is still wanted. The journal makes a piece of its segment meanwhile. */
const ROWS = 200;

/** The seal of the state after `writing`. */
export function sealOf({ databaseId }: StateSeal, { line, sum }: Appended, { seq, households }: Writing): StateSeal {
  return { databaseId, line, sum, seq, households };
}

/** To be called under the lock. Failures are the journal's, those of the database before the line, `worker_stopped`. */
export async function writeAtOnce(archive: Archive, head: StateSeal, writing: Writing): Promise<AtOnce> {
  const { db, journal } = archive;
  // Where the journal refuses at once, the database is left alone.
  const writer = await journal.openKept('segment');
  if (!writer.ok) return { appended: writer, error: null };
  const gate = new Gate();
  const line: Line = { appended: null };
  const journalled = journalSegment(journal, head.line, writing, { writer: writer.value, gate }).then((appended) => {
    line.appended = appended;
    return appended;
  });
  // It is awaited where it matters; one that is given up may end as it likes.
  journalled.catch((error: unknown) => (line.broken = error));
  try {
    await db.transaction('rw', tablesOf(db, writing.chunks), async () => {
      const seal = await rowsUntilLine(archive, head, writing, line, gate);
      await db.meta.bulkPut(sealRows(seal));
    });
  } catch (error) {
    if (gate.shut()) return { appended: await refusal(line, error), error: null };
    const appended = await journalled;
    return { appended, error };
  }
  return { appended: line.appended ?? fail('internal'), error: null };
}

interface Line {
  appended: Result<Appended> | null;
  /** The journal answered with no failure of its own: nobody knows whether the line stands. */
  broken?: unknown;
}

/** Ends the transaction. */
class GivenUp extends Error {}

/** Puts all rows into the transaction and waits in it for the line; throws when nothing is to come of it. */
async function rowsUntilLine(
  { db, watch }: Archive,
  head: StateSeal,
  writing: Writing,
  line: Line,
  gate: Gate,
): Promise<StateSeal> {
  const goOn = (): void => {
    if (line.broken !== undefined || line.appended?.ok === false) throw new GivenUp();
    if (watch?.stopped?.() === true && gate.shut()) throw new GivenUp('worker_stopped');
  };
  let [count, before]: [number, Promise<unknown>] = [0, Promise.resolve()];
  for (const part of partsOf(writing.chunks)) {
    goOn();
    const puts = Promise.all(putChunk(db, part));
    // It is awaited one part later, or never.
    puts.catch(() => undefined);
    // One part is on its way while the next one is made.
    await before;
    watch?.onHouseholds?.(count);
    count += part.households?.put?.length ?? 0;
    before = puts;
  }
  await before;
  watch?.onHouseholds?.(count);
  // A transaction that nobody asks anything of would end, and its rows would stand before their line.
  while (line.appended === null) {
    goOn();
    await db.meta.get('seal');
  }
  if (!line.appended.ok) throw new GivenUp();
  return sealOf(head, line.appended.value, writing);
}

async function refusal(line: Line, error: unknown): Promise<Result<never>> {
  if (line.broken !== undefined) throw line.broken;
  if (line.appended?.ok === false) return line.appended;
  if (error instanceof GivenUp) return fail('worker_stopped');
  return { ok: false, error: await storeFailure(error) };
}

/** The same changes in the same order, some rows at a time. */
function* partsOf(chunks: readonly RowChanges[]): Generator<RowChanges, void> {
  for (const chunk of chunks) {
    const { households, log, ...small } = chunk;
    if (Object.keys(small).length > 0) yield small;
    for (const [name, changes] of [
      ['households', households],
      ['log', log],
    ] as const) {
      const { put = [], del = [] } = changes ?? {};
      if (del.length > 0) yield { [name]: { del } };
      for (let from = 0; from < put.length; from += ROWS) yield { [name]: { put: put.slice(from, from + ROWS) } };
    }
  }
}
