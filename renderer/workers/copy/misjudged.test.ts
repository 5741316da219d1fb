/** States that a crash, a refusal or somebody's hand leaves in the folder, and that an opening must not take for others. */
import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { afterEach, describe, expect, test } from 'vitest';
import { CopyFailure } from '#shared/journal/copy/source';
import { ok, type AppError, type Result } from '#shared/result';
import { addHousehold } from '../../store/commands/addHousehold';
import { closeArchive, type Archive } from '../../store/db';
import { MemoryJournal } from '../../store/memoryJournal';
import { openDistrustful, type Opened } from '../../store/openDistrustful';
import { countHouseholds } from '../../store/queries/households';
import { importSome } from '../../store/testHistory';
import { Copier } from './copier';
import { TestFiles } from './testFiles';

const OTHER = '01JABCDEFGHJKMNPQRSTVWXYZ9';
let serial = 0;
const opened: Archive[] = [];
afterEach(() => opened.splice(0).forEach(closeArchive));

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const nextName = (): string => `misjudged-${++serial}`;

async function openWith(name: string, journal: MemoryJournal): Promise<Opened> {
  const done = value(await openDistrustful({ who: '王', device: 'PC' }, { name, journal }));
  opened.push(done.archive);
  return done;
}

function copierOf(archive: Archive, files: TestFiles): Copier {
  return new Copier(archive, files, { version: '1', today: '20260630', gentle: false });
}

/** Files with the backup `别村.zip` of another archive: 24 households, 5 operations. */
async function withForeign(journal: MemoryJournal): Promise<TestFiles> {
  const other = new MemoryJournal(OTHER);
  const { archive } = await openWith(nextName(), other);
  await importSome(archive, 20);
  for (let i = 0; i < 4; i++) await addHousehold(archive);
  const theirs = new TestFiles(other);
  value(await copierOf(archive, theirs).backup('别村.zip'));
  const files = new TestFiles(journal);
  for (const [name, bytes] of theirs.files) files.files.set(name, bytes);
  return files;
}

/** The base line is refused, as on a disk with too little room for what it brings: the copy it would name stays behind. */
const refusesBase = (moment: string, text: string): AppError | null =>
  moment === 'append' && text.includes('"kind":"base"') ? { code: 'disk_low', params: {} } : null;

describe('an archive that was not taken over after all', () => {
  test('is what it was, at once and for ever', async () => {
    const [name, journal] = [nextName(), new MemoryJournal()];
    const { archive } = await openWith(name, journal);
    await addHousehold(archive);
    journal.hook = refusesBase;
    const done = await copierOf(archive, await withForeign(journal)).restore('别村.zip');
    expect(done).toMatchObject({ ok: false, error: { code: 'disk_low' } });
    journal.hook = () => null;
    closeArchive(archive);
    const next = await openWith(name, journal);
    expect([await countHouseholds(next.archive), next.story]).toEqual([1, null]);
  });

  test('one in which nothing had been saved stays empty, and grows from there', async () => {
    const [name, journal] = [nextName(), new MemoryJournal()];
    const { archive } = await openWith(name, journal);
    journal.hook = refusesBase;
    expect(await copierOf(archive, await withForeign(journal)).restore('别村.zip')).toMatchObject({ ok: false });
    journal.hook = () => null;
    closeArchive(archive);
    const next = await openWith(name, journal);
    expect(await countHouseholds(next.archive)).toBe(0);
    await addHousehold(next.archive);
    closeArchive(next.archive);
    await Dexie.delete(name);
    expect(await countHouseholds((await openWith(name, journal)).archive)).toBe(1);
  });
});

describe('an opening', () => {
  test('begins a rebuild again that was broken off, also where only a copy from before the first line is left', async () => {
    const [name, journal] = [nextName(), new MemoryJournal()];
    const { archive } = await openWith(name, journal);
    value(await copierOf(archive, await withForeign(journal)).restore('别村.zip'));
    closeArchive(archive);
    journal.lines = [];
    await Dexie.delete(name);
    const half = await openWith(name, journal);
    await half.archive.db.meta.bulkDelete(['seal', 'lastSeq']);
    await half.archive.db.meta.put({ key: 'building', value: true });
    closeArchive(half.archive);
    expect(await countHouseholds((await openWith(name, journal)).archive)).toBe(24);
  });

  test('by a reader shows what the folder holds, not what an earlier look at another copy of it left', async () => {
    const [name, journal] = [nextName(), new MemoryJournal()];
    const { archive } = await openWith(name, journal);
    for (let i = 0; i < 3; i++) await addHousehold(archive);
    closeArchive(archive);
    journal.lines.pop();
    journal.access = { mode: 'read', why: 'owner', owner: '李', computer: 'PC-2' };
    expect(await countHouseholds((await openWith(name, journal)).archive)).toBe(2);
  });

  test("never takes another archive's copy that somebody laid beside ours", async () => {
    const other = new MemoryJournal(OTHER);
    const theirs = await openWith(nextName(), other);
    for (let i = 0; i < 5; i++) await addHousehold(theirs.archive);
    value(await copierOf(theirs.archive, new TestFiles(other)).make('manual'));
    const [name, journal] = [nextName(), new MemoryJournal()];
    const { archive } = await openWith(name, journal);
    await addHousehold(archive);
    closeArchive(archive);
    for (const [file, copy] of other.copies) journal.copies.set(file, copy);
    expect(await countHouseholds((await openWith(name, journal)).archive)).toBe(1);
  });

  test('is never left with half of the copy that a line names, wherever reading it fails', async () => {
    const [name, journal] = [nextName(), new MemoryJournal()];
    const { archive } = await openWith(name, journal);
    for (let i = 0; i < 3; i++) await addHousehold(archive);
    value(await copierOf(archive, await withForeign(journal)).restore('别村.zip'));
    closeArchive(archive);
    const [real, lines, copies] = [journal.copy.bind(journal), journal.lines, [...journal.copies]];
    const named = copies.find(([, { info }]) => info.reason === 'restored')?.[0];
    let reads = 1;
    for (let bad = 2; reads >= bad - 1; bad++) {
      reads = 0;
      journal.lines = [...lines];
      journal.copies.clear();
      for (const [file, copy] of copies) journal.copies.set(file, copy);
      journal.copy = async (file) => {
        const source = await real(file);
        if (!source.ok || file !== named) return source;
        // The first failure makes the rebuild begin elsewhere and come to the line; the second is met there.
        const fails = (): boolean => ++reads === 1 || reads === bad;
        const broken = (): Promise<never> => Promise.reject(new CopyFailure({ code: 'read_failed', params: {} }));
        return ok({
          size: source.value.size,
          read: (at, length) => (fails() ? broken() : source.value.read(at, length)),
        });
      };
      await Dexie.delete(name);
      const next = await openWith(name, journal);
      const households = await countHouseholds(next.archive);
      expect([3, 24]).toContain(households);
      expect(next.story?.lostLines).toEqual(households === 3 ? [lines.length] : []);
      closeArchive(next.archive);
    }
  });
});
