import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Entry } from '#shared/journal/entry';
import { addHousehold } from './commands/addHousehold';
import { saveSettings } from './commands/saveSettings';
import { undo } from './commands/undo';
import { closeArchive, openArchive, type Archive } from './db';
import { breakLock, lockOf } from './lock';
import { MemoryJournal } from './memoryJournal';
import { readSeal } from './meta';
import { openDistrustful, type Opened, type OpenProgress } from './openDistrustful';
import { hashArchive } from './queries/hashArchive';
import { countHouseholds } from './queries/households';
import { factsOf, streamCopy } from './streamCopy';
import { act, allRows, importSome, KINDS } from './testHistory';

let serial = 0;
const opened: Archive[] = [];
const ACTOR = { who: '甲', device: '机' };

async function openWith(name: string, journal: MemoryJournal, more: object = {}): Promise<Opened> {
  const done = await openDistrustful(ACTOR, { name, journal, ...more });
  if (!done.ok) throw new Error(done.error.code);
  opened.push(done.value.archive);
  return done.value;
}

async function fresh(): Promise<{ archive: Archive; journal: MemoryJournal; name: string }> {
  const [name, journal] = [`rebuild-${++serial}`, new MemoryJournal()];
  return { archive: (await openWith(name, journal)).archive, journal, name };
}

/** A copy, as the page has it made between saves. */
async function copyOf(archive: Archive, journal: MemoryJournal): Promise<string> {
  const pieces: Uint8Array[] = [];
  const sink = (bytes: Uint8Array): Promise<void> => Promise.resolve(void pieces.push(bytes.slice()));
  const written = await streamCopy(archive, sink, { reason: 'count' });
  if (!written.ok) throw new Error(written.error.code);
  return journal.keepCopy(factsOf(written.value), new Uint8Array(await new Blob(pieces as BlobPart[]).arrayBuffer()));
}

function spoil(journal: MemoryJournal, name: string): void {
  const copy = journal.copies.get(name);
  if (!copy) throw new Error('no such copy');
  const bytes = copy.bytes.slice();
  // Behind the zip's first header: in the rows of the households.
  for (let at = 60; at < 70; at++) bytes[at] = 0xff;
  journal.copies.set(name, { ...copy, bytes });
}

async function loseDatabase(archive: Archive): Promise<void> {
  closeArchive(archive);
  await Dexie.delete(archive.db.name);
}

/** Seal, journal and tables say the same, workers are let in, and the next save follows. */
async function works({ archive }: Opened, journal: MemoryJournal): Promise<void> {
  const seal = await readSeal(archive.db);
  expect(seal).toMatchObject({ line: journal.head().line, sum: journal.head().sum });
  expect(seal?.households).toBe(await countHouseholds(archive));
  const worker = await openArchive(ACTOR, { name: archive.db.name, journal });
  expect(worker.ok).toBe(true);
  if (worker.ok) closeArchive(worker.value);
  expect((await addHousehold(archive)).ok).toBe(true);
}

afterEach(() => {
  vi.restoreAllMocks();
  opened.splice(0).forEach(closeArchive);
});

describe('a rebuild', () => {
  it('gives every row of every table back, after any history, with copies at any moment', async () => {
    const step = fc.tuple(fc.nat(KINDS - 1), fc.nat(20), fc.nat(50));
    const steps = fc.array(fc.record({ step, copy: fc.nat(5), fails: fc.nat(9) }), { minLength: 1, maxLength: 16 });
    await fc.assert(
      fc.asyncProperty(steps, fc.boolean(), fc.boolean(), async (history, spoiled, compacted) => {
        const { archive, journal } = await fresh();
        let newest = '';
        let [oldestKept, before] = [0, ''];
        for (const { step: one, copy, fails } of history) {
          if (fails === 0) {
            const table = archive.db.Table.prototype as Archive['db']['meta'];
            vi.spyOn(table, 'bulkPut').mockRejectedValueOnce(new DOMException('', 'AbortError') as never);
          }
          await act(archive, one).catch(() => undefined);
          vi.restoreAllMocks();
          if (copy === 0) {
            before = newest;
            newest = await copyOf(archive, journal);
            oldestKept = journal.copies.get(before || newest)?.info.line ?? 0;
          }
        }
        if (spoiled && newest !== '' && before !== '') spoil(journal, newest);
        if (compacted) journal.lines = journal.lines.filter(({ line }) => line > oldestKept);
        const [hash, rows] = [await hashArchive(archive), await allRows(archive)];
        await loseDatabase(archive);
        const again = await openWith(archive.db.name, journal);
        if (journal.lines.length > 0 || newest !== '') {
          expect(again.story).toMatchObject({ what: 'rebuilt', because: 'missing', lostLines: [] });
        }
        expect(await allRows(again.archive)).toStrictEqual(rows);
        expect(await hashArchive(again.archive)).toEqual(hash);
        await works(again, journal);
      }),
      { numRuns: 60 },
    );
  });

  it('streams large imports from their segments and tells how far it is', async () => {
    const { archive, journal } = await fresh();
    await importSome(archive, 2500);
    await undo(archive, await importSome(archive, 1200));
    const rows = await allRows(archive);
    expect(journal.segments.size).toBe(3);
    await loseDatabase(archive);
    const told: OpenProgress[] = [];
    const again = await openWith(archive.db.name, journal, { onProgress: (now: OpenProgress) => told.push(now) });
    expect(await allRows(again.archive)).toStrictEqual(rows);
    expect(again.story).toMatchObject({ copy: null, lines: 3, households: 2500 });

    await copyOf(again.archive, journal);
    await loseDatabase(again.archive);
    const third = await openWith(archive.db.name, journal, { onProgress: (now: OpenProgress) => told.push(now) });
    expect(third.story).toMatchObject({ copy: [...journal.copies.keys()][0], lines: 0, households: 2500 });
    expect(told.at(-1)).toMatchObject({ step: 'copy' });
    expect(told.at(-1)?.done).toBe(told.at(-1)?.total);
    expect(await allRows(third.archive)).toStrictEqual(rows);
    await works(third, journal);
  });

  it('that is broken off begins again', async () => {
    // The journal's lines, and the seal at the end.
    for (const at of [1, 2]) {
      const { archive, journal, name } = await fresh();
      await importSome(archive, 30);
      await copyOf(archive, journal);
      await importSome(archive, 20);
      const rows = await allRows(archive);
      await loseDatabase(archive);
      let puts = 0;
      const half = new Promise<never>(() => undefined);
      let brokenOff = (): void => undefined;
      const reached = new Promise<void>((done) => (brokenOff = done));
      const original = Dexie.prototype.transaction;
      vi.spyOn(Dexie.prototype, 'transaction').mockImplementation(function (this: Dexie, ...args: never[]) {
        if (++puts === at) {
          brokenOff();
          return half;
        }
        return (original as unknown as (...all: never[]) => never).apply(this, args);
      } as never);
      void openDistrustful(ACTOR, { name, journal });
      await reached;
      vi.restoreAllMocks();
      breakLock(lockOf(name));
      expect(await openArchive(ACTOR, { name, journal })).toMatchObject({ error: { code: 'store_not_ready' } });
      const again = await openWith(name, journal);
      expect(again.story).toMatchObject({ what: 'rebuilt', because: 'missing', lines: 1 });
      expect(await allRows(again.archive)).toStrictEqual(rows);
      await works(again, journal);
    }
  });

  it('takes the next older copy, with more of the journal, when the newest cannot be read', async () => {
    const { archive, journal } = await fresh();
    await importSome(archive, 5);
    const good = await copyOf(archive, journal);
    await importSome(archive, 6);
    spoil(journal, await copyOf(archive, journal));
    await saveSettings(archive, { person: '丁' });
    const rows = await allRows(archive);
    await loseDatabase(archive);
    const again = await openWith(archive.db.name, journal);
    expect(again.story).toMatchObject({ what: 'rebuilt', copy: good, lines: 2, lostLines: [] });
    expect(await allRows(again.archive)).toStrictEqual(rows);
  });

  it('tells which lines are lost, keeps all others, and makes what it has the new beginning', async () => {
    const { archive, journal } = await fresh();
    for (const n of [1, 2, 3, 4]) await importSome(archive, n);
    await importSome(archive, 1500);
    await importSome(archive, 7);
    journal.damaged.add(3);
    const segment = [...journal.segments.keys()][0] ?? '';
    journal.segments.set(
      segment,
      (journal.segments.get(segment) ?? new Uint8Array()).map((byte, i) => (i === 9 ? 0 : byte)),
    );
    await loseDatabase(archive);
    const again = await openWith(archive.db.name, journal);
    expect(again.story).toMatchObject({ what: 'rebuilt', lostLines: [3, 5], households: 1 + 2 + 4 + 7 });
    expect(again.story?.copyMade).not.toBeNull();
    expect(await countHouseholds(again.archive)).toBe(14);
    await works(again, journal);
    closeArchive(again.archive);
    expect((await openWith(archive.db.name, journal)).story).toBeNull();
  });

  it('begins with the copy of the last base line', async () => {
    const { archive, journal } = await fresh();
    await importSome(archive, 5);
    const name = await copyOf(archive, journal);
    await importSome(archive, 3);
    const { seq, households } = journal.copies.get(name)?.info ?? { seq: 0, households: 0 };
    const base: Entry = { v: 1, at: '', kind: 'base', copy: name, seq, households, why: 'restored' };
    await journal.append(2, JSON.stringify(base), [`copy:${name}`]);
    closeArchive(archive);
    const again = await openWith(archive.db.name, journal);
    expect(again.story).toMatchObject({ what: 'rebuilt', because: 'behind', copy: name });
    expect(await countHouseholds(again.archive)).toBe(5);
    await works(again, journal);
  });

  it('does not mix copies and journals of different courses', async () => {
    const { archive, journal } = await fresh();
    await importSome(archive, 5);
    const before = journal.lines.slice();
    await importSome(archive, 50);
    await copyOf(archive, journal);
    // The folder's journal was put back to an older state, without its copies, and went on from there.
    await loseDatabase(archive);
    const copies = new Map(journal.copies);
    journal.copies.clear();
    journal.lines = before;
    const other = await openWith(archive.db.name, journal);
    await importSome(other.archive, 1);
    await importSome(other.archive, 1);
    const rows = await allRows(other.archive);
    await loseDatabase(other.archive);
    copies.forEach((copy, name) => journal.copies.set(name, copy));
    const again = await openWith(archive.db.name, journal);
    expect(await allRows(again.archive)).toStrictEqual(rows);
  });

  it('fails, and changes nothing, where nothing can be read', async () => {
    const { archive, journal } = await fresh();
    await importSome(archive, 5);
    spoil(journal, await copyOf(archive, journal));
    journal.lines = [];
    await loseDatabase(archive);
    const [copy] = journal.copies.values();
    const failed = await openDistrustful(ACTOR, { name: archive.db.name, journal });
    expect(failed).toMatchObject({ ok: false, error: { code: 'no_copy' } });
    expect([...journal.copies.values()]).toEqual([copy]);
  });
});
