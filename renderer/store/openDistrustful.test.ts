import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { forceCloseDatabase } from 'fake-indexeddb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Entry } from '#shared/journal/entry';
import { addHousehold } from './commands/addHousehold';
import { saveFindings } from './commands/saveFindings';
import { saveSettings } from './commands/saveSettings';
import { undo } from './commands/undo';
import { closeArchive, openArchive, STORED_VERSION, type Archive } from './db';
import { MemoryJournal } from './memoryJournal';
import { readSeal } from './meta';
import { openDistrustful, type Opened } from './openDistrustful';
import { probe } from './probe';
import { countHouseholds } from './queries/households';
import { getSettings } from './queries/settings';
import { allRows, importSome } from './testHistory';

let serial = 0;
const opened: Archive[] = [];
const ACTOR = { who: '甲', device: '机' };
const nextName = (): string => `distrust-${++serial}`;

async function openWith(name: string, journal: MemoryJournal): Promise<Opened> {
  const done = await openDistrustful(ACTOR, { name, journal });
  if (!done.ok) throw new Error(done.error.code);
  opened.push(done.value.archive);
  return done.value;
}

async function refusal(name: string, journal: MemoryJournal): Promise<string> {
  const done = await openDistrustful(ACTOR, { name, journal });
  return done.ok ? 'opened' : done.error.code;
}

/** An archive with some households, closed again. */
async function used(journal = new MemoryJournal()): Promise<{ name: string; journal: MemoryJournal; rows: object }> {
  const name = nextName();
  const { archive } = await openWith(name, journal);
  await importSome(archive, 4);
  await addHousehold(archive);
  await saveSettings(archive, { person: '戊' });
  const rows = await allRows(archive);
  closeArchive(archive);
  return { name, journal, rows };
}

/** Changes rows behind the program's back. */
async function tamper(name: string, change: (db: Dexie) => Promise<unknown>): Promise<void> {
  const db = new Dexie(name);
  await db.open();
  await change(db);
  db.close();
}

async function expectWhole({ archive }: Opened, journal: MemoryJournal, rows?: object): Promise<void> {
  if (rows) expect(await allRows(archive)).toStrictEqual(rows);
  expect(await readSeal(archive.db)).toMatchObject({ line: journal.head().line, sum: journal.head().sum });
  expect((await addHousehold(archive)).ok).toBe(true);
  closeArchive(archive);
  const next = await openWith(archive.db.name, journal);
  expect(next.story).toBeNull();
}

/** What an earlier version of the program left: schema 1, no seal, no journal. */
async function issue2(name: string): Promise<void> {
  const { archive } = await openWith(name, new MemoryJournal());
  await importSome(archive, 3);
  await saveSettings(archive, { person: '己' });
  const rows = await allRows(archive);
  closeArchive(archive);
  await Dexie.delete(name);
  const old = new Dexie(name);
  old.version(1).stores({
    households: 'id, no',
    operations: 'seq, &id',
    log: '[seq+household], household',
    batches: 'id',
    findings: 'id',
    columns: 'key',
    meta: 'key',
  });
  await old.open();
  for (const [table, list] of Object.entries(rows)) if (table !== 'attachments') await old.table(table).bulkPut(list);
  await old.table('meta').put({ key: 'lastSeq', value: 1 });
  old.close();
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  opened.splice(0).forEach(closeArchive);
});

describe('opening', () => {
  it('makes a new archive only where nothing is, and then finds it good', async () => {
    const [name, journal] = [nextName(), new MemoryJournal()];
    const first = await openWith(name, journal);
    expect(first).toMatchObject({ story: null, clockBehind: null });
    await expectWhole(first, journal);
    expect(journal.copies.size).toBe(0);
  });

  it('takes over an archive from before the journal: a copy and a base line, and from then on the journal', async () => {
    const [name, journal] = [nextName(), new MemoryJournal()];
    await issue2(name);
    const first = await openWith(name, journal);
    expect(first.story).toMatchObject({ what: 'adopted', because: 'first', households: 3, lines: 0 });
    expect([...journal.copies.keys()]).toEqual([first.story?.copyMade]);
    expect(JSON.parse(journal.lines[0]?.payload ?? '') as Entry).toMatchObject({ kind: 'base', seq: 1, households: 3 });
    expect(journal.lines[0]?.refs).toEqual([`copy:${first.story?.copyMade ?? ''}`]);
    expect(await probe(name)).toBe(STORED_VERSION);
    await addHousehold(first.archive);
    expect((await undo(first.archive)).ok).toBe(true);
    const rows = await allRows(first.archive);
    closeArchive(first.archive);
    await Dexie.delete(name);
    const again = await openWith(name, journal);
    expect(again.story).toMatchObject({ what: 'rebuilt', because: 'missing', copy: first.story?.copyMade, lines: 2 });
    await expectWhole(again, journal, rows);
  });

  it('takes over what the journal does not know, when it was deleted or put back', async () => {
    for (const deleted of [true, false]) {
      const { name, journal, rows } = await used();
      journal.lines = deleted ? [] : journal.lines.slice(0, 1);
      const first = await openWith(name, journal);
      expect(first.story).toMatchObject({ what: 'adopted', because: 'newer', households: 5 });
      expect(journal.head().line).toBe(deleted ? 4 : 2);
      closeArchive(first.archive);
      await Dexie.delete(name);
      await expectWhole(await openWith(name, journal), journal, rows);
    }
  });

  it('does not take over by halves: refused by the disk, it does so again at the next start', async () => {
    for (const moment of ['copy', 'kept', 'append'] as const) {
      const [name, journal] = [nextName(), new MemoryJournal()];
      await issue2(name);
      journal.hook = (now) => (now === moment ? { code: 'disk_full', params: {} } : null);
      expect(await refusal(name, journal)).toBe('disk_full');
      journal.hook = () => null;
      expect((await openWith(name, journal)).story).toMatchObject({ what: 'adopted', because: 'first', households: 3 });
      expect(journal.lines).toHaveLength(1);
    }
  });

  it('applies what the journal is ahead', async () => {
    const { name, journal, rows } = await used();
    await tamper(name, async (db) => {
      await db.table('operations').delete(2);
      await db.table('meta').delete('settings');
      const seal = { databaseId: journal.databaseId, line: 1, sum: journal.lines[0]?.sum, seq: 1, households: 4 };
      await db.table('meta').bulkPut([
        { key: 'seal', value: seal },
        { key: 'lastSeq', value: 1 },
      ]);
    });
    const again = await openWith(name, journal);
    expect(again.story).toMatchObject({ what: 'replayed', because: 'behind', lines: 2, copy: null, copyMade: null });
    await expectWhole(again, journal, rows);
  });

  it('never passes over a line of which only the segment is damaged', async () => {
    const { name, journal } = await used();
    const { archive } = await openWith(name, journal);
    await importSome(archive, 1500);
    closeArchive(archive);
    await Dexie.delete(name);
    const lines = journal.lines;
    journal.lines = lines.slice(0, 3);
    closeArchive((await openWith(name, journal)).archive);
    journal.lines = lines;
    journal.segments.forEach((bytes, hash) => journal.segments.set(hash, bytes.fill(0, 5, 6)));
    const again = await openWith(name, journal);
    expect(again.story).toMatchObject({ what: 'rebuilt', because: 'behind', lostLines: [4], households: 5 });
    await expectWhole(again, journal);
  });

  it('rebuilds a database that is empty, short, foreign, or was never finished', async () => {
    const spoilt: readonly (readonly [string, (db: Dexie) => Promise<unknown>])[] = [
      ['missing', (db) => Promise.all(db.tables.map((table) => table.clear()))],
      ['counts', (db) => db.table('households').limit(1).delete()],
      ['counts', (db) => db.table('meta').put({ key: 'lastSeq', value: 7 })],
      ['foreign', (db) => db.table('meta').delete('seal')],
      ['foreign', (db) => db.table('meta').put({ key: 'seal', value: { line: 'x' } })],
      [
        'foreign',
        (db) => db.table('meta').put({ key: 'seal', value: { databaseId: new MemoryJournal().databaseId, line: '3' } }),
      ],
      ['missing', (db) => db.table('meta').put({ key: 'building', value: true })],
      [
        'foreign',
        async (db) => {
          const seal = (await db.table('meta').get('seal')) as { value: object };
          await db.table('meta').put({ key: 'seal', value: { ...seal.value, databaseId: 'B' } });
        },
      ],
    ];
    for (const [because, change] of spoilt) {
      const { name, journal, rows } = await used();
      await tamper(name, change);
      expect((await openArchive(ACTOR, { name, journal })).ok).toBe(because === 'counts');
      const again = await openWith(name, journal);
      expect(again.story).toMatchObject({ what: 'rebuilt', because, lines: 3, lostLines: [] });
      await expectWhole(again, journal, rows);
    }
  });

  it('rebuilds when a line that is applied was made void after all', async () => {
    const { name, journal } = await used();
    await journal.append(3, JSON.stringify({ v: 1, at: '', kind: 'void', line: 3 } satisfies Entry));
    const again = await openWith(name, journal);
    expect(again.story).toMatchObject({ what: 'rebuilt', because: 'behind' });
    expect((await getSettings(again.archive)).person).toBe('');
    await expectWhole(again, journal);
  });

  it('makes a copy of what is whole when the journal behind it is damaged, and forgets the damage then', async () => {
    const { name, journal, rows } = await used();
    journal.damaged.add(2);
    const again = await openWith(name, journal);
    expect(again.story).toMatchObject({ what: 'adopted', because: 'damage', lostLines: [] });
    expect(again.story?.copyMade).toBeTruthy();
    closeArchive(again.archive);
    await Dexie.delete(name);
    const rebuilt = await openWith(name, journal);
    expect(rebuilt.story).toMatchObject({ what: 'rebuilt', lostLines: [] });
    await expectWhole(rebuilt, journal, rows);
  });

  it('rebuilds what Chromium threw away or cannot open, and says why', async () => {
    for (const because of ['lost', 'unreadable', 'reset'] as const) {
      const { name, journal, rows } = await used();
      if (because === 'reset') journal.resetBecause = 'closed';
      await Dexie.delete(name);
      const open = indexedDB.open.bind(indexedDB);
      if (because === 'lost') {
        vi.spyOn(indexedDB, 'open').mockImplementationOnce((...args) => {
          const request = open(...args);
          request.addEventListener('upgradeneeded', (event) => Object.assign(event, { dataLoss: 'total' }));
          return request;
        });
      }
      if (because === 'unreadable') {
        vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => {
          throw new DOMException('', 'UnknownError');
        });
      }
      const again = await openWith(name, journal);
      expect(again.story).toMatchObject({ what: 'rebuilt', because });
      journal.resetBecause = null;
      await expectWhole(again, journal, rows);
    }
  });

  it('has the files thrown away when the database can be neither opened nor deleted nor written', async () => {
    const { name, journal } = await used();
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('', 'UnknownError');
    });
    expect(await refusal(name, journal)).toBe('store_unavailable');
    expect(journal.resets).toHaveLength(1);
    journal.hook = (moment) => (moment === 'reset' ? { code: 'reset_in_vain', params: {} } : null);
    expect(await refusal(name, journal)).toBe('reset_in_vain');
    // A new folder on a disk that cannot be written: there is nothing to throw away.
    const empty = new MemoryJournal();
    expect(await refusal(nextName(), empty)).toBe('store_unavailable');
    expect(empty.resets).toEqual([]);
  });

  it('refuses what a newer program wrote, unchanged', async () => {
    const { name, journal } = await used();
    await journal.append(3, JSON.stringify({ v: 2, at: '', kind: 'rows' }));
    expect(await refusal(name, journal)).toBe('store_newer');
    await Dexie.delete(name);
    expect(await refusal(name, journal)).toBe('store_newer');
    const newer = nextName();
    await new Promise((resolve) => {
      indexedDB.open(newer, STORED_VERSION + 1).onsuccess = (event) => {
        (event.target as IDBOpenDBRequest).result.close();
        resolve(null);
      };
    });
    expect(await refusal(newer, journal)).toBe('store_newer');
    expect(await probe(newer)).toBe(STORED_VERSION + 1);
  });

  it('rebuilds nothing on a full disk, and lets whoever may only look open what is there', async () => {
    const { name, journal, rows } = await used();
    journal.access = { mode: 'read', why: 'disk' };
    const looked = await openWith(name, journal);
    expect(looked.archive.access()).toEqual({ mode: 'read', why: 'disk' });
    expect(await addHousehold(looked.archive)).toMatchObject({ ok: false, error: { code: 'disk_low' } });
    const by = { ruleSet: 'r', asOf: '', year: 0 };
    await saveFindings(looked.archive, by, [{ id: 'x', version: 1, findings: [] }]);
    expect(await looked.archive.db.findings.count()).toBe(0);
    closeArchive(looked.archive);
    await Dexie.delete(name);
    expect(await refusal(name, journal)).toBe('store_no_room');

    journal.access = { mode: 'read', why: 'owner', owner: '庚', computer: '' };
    const reader = await openWith(name, journal);
    expect(await allRows(reader.archive)).toStrictEqual(rows);
    journal.lines = [];
    closeArchive(reader.archive);
    const orphan = await openWith(name, journal);
    expect(orphan.story).toBeNull();
    expect(await countHouseholds(orphan.archive)).toBe(5);
    expect(journal.lines).toEqual([]);
  });

  it('warns of a clock that stands more than a day behind what was saved last', async () => {
    const { name, journal } = await used();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 23 * 3_600_000 });
    expect((await openWith(name, journal)).clockBehind).toBeNull();
    vi.setSystemTime(Date.now() - 2 * 3_600_000);
    const { clockBehind, archive } = await openWith(name, journal);
    expect(clockBehind).toMatch(/^20/);
    // Order is by number all the same.
    const done = await addHousehold(archive);
    expect(done.ok && done.value.operation.seq).toBe(3);
  });

  it('is told when Chromium closes the database under a running program', async () => {
    const { name, journal } = await used();
    const { onBroken } = await import('./broken');
    const heard: string[] = [];
    const stop = onBroken((reason) => heard.push(reason));
    const { archive } = await openWith(name, journal);
    closeArchive(archive);
    expect(heard).toEqual([]);
    const again = await openWith(name, journal);
    forceCloseDatabase(again.archive.db.backendDB() as unknown as Parameters<typeof forceCloseDatabase>[0]);
    await vi.waitFor(() => expect(heard).toContain('closed'), 20_000);
    stop();
  });
});
