import 'fake-indexeddb/auto';
import { forceCloseDatabase } from 'fake-indexeddb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { emptyRecord, type HouseholdRecord } from '#shared/derive/record';
import { addHousehold } from './commands/addHousehold';
import { addRow } from './commands/addRow';
import { applyImport } from './commands/applyImport';
import { removeHousehold } from './commands/removeHousehold';
import { removeRow } from './commands/removeRow';
import { saveField } from './commands/saveField';
import { saveFindings } from './commands/saveFindings';
import { saveSettings } from './commands/saveSettings';
import { closeArchive, type Archive } from './db';
import { openForTest } from './testArchive';
import { subscribe } from './events';
import { changedSince, lastSeq } from './queries/changedSince';
import { getFindings } from './queries/findings';
import { byHouseholdNumbers, countHouseholds, eachBatch, getHousehold, getMany } from './queries/households';
import { countOperations, listOperations } from './queries/operations';
import { getSettings } from './queries/settings';
import type { Committed } from './types';
import { ulid } from './ulid';

let serial = 0;
const opened: Archive[] = [];

async function freshArchive(name = `store-${++serial}`): Promise<Archive> {
  const archive = await openForTest({ who: '甲', device: '机' }, name);
  if (!archive.ok) throw new Error(archive.error.code);
  opened.push(archive.value);
  return archive.value;
}

async function added(archive: Archive, record: Partial<HouseholdRecord>): Promise<string> {
  const done = await addHousehold(archive, { ...emptyRecord(''), ...record });
  if (!done.ok) throw new Error(done.error.code);
  return done.value.id;
}

function incoming(count: number, from = 0): Parameters<typeof applyImport>[1] {
  const households = Array.from({ length: count }, (_, i) => {
    const result = { ...emptyRecord(ulid()), fields: { household_no: String(from + i) } };
    const at = { record: result, at: { sheet: 0, row: i } };
    return { class: 'new' as const, incoming: at, existing: undefined, changes: [], result, writes: true };
  });
  return {
    households,
    facts: { id: ulid(), tables: [], files: [], policy: 'fill', counts: {}, problems: [], leftOut: [] },
    readAt: 0,
  };
}

/** The table takes the rows and fails then. */
function failOnPut(archive: Archive, table: string, error: Error): void {
  const tables = archive.db.Table.prototype as Archive['db']['log'];
  const put = tables.bulkPut;
  vi.spyOn(tables, 'bulkPut').mockImplementation(async function (this: typeof tables, ...args: never[]) {
    const done = await (put as unknown as (...all: never[]) => Promise<never>).apply(this, args);
    if (this.name === table) throw error;
    return done;
  } as never);
}

async function tableSizes(archive: Archive): Promise<number[]> {
  return Promise.all(archive.db.tables.map((table) => table.count()));
}

afterEach(() => {
  vi.restoreAllMocks();
  opened.splice(0).forEach(closeArchive);
});

describe('openArchive', () => {
  it('refuses a database that Chromium threw away instead of showing an empty archive', async () => {
    const open = indexedDB.open.bind(indexedDB);
    vi.spyOn(indexedDB, 'open').mockImplementationOnce((name: string) => {
      const request = open(name);
      request.addEventListener('upgradeneeded', (event) => Object.assign(event, { dataLoss: 'total' }));
      return request;
    });
    expect(await openForTest({ who: '', device: '' }, 'torn')).toMatchObject({
      ok: false,
      error: { code: 'store_lost' },
    });
    expect((await indexedDB.databases()).some(({ name }) => name === 'torn')).toBe(false);
    // Chromium says it once; we go on saying it.
    expect(await openForTest({ who: '', device: '' }, 'torn')).toMatchObject({ error: { code: 'store_lost' } });
  });

  it('does not open again a database that Chromium closed, as on a full disk', async () => {
    const archive = await freshArchive();
    await added(archive, {});
    const open = vi.spyOn(indexedDB, 'open');
    forceCloseDatabase(archive.db.backendDB() as unknown as Parameters<typeof forceCloseDatabase>[0]);
    await vi.waitFor(() => expect(archive.db.isOpen()).toBe(false), 20_000);
    const household = { ...emptyRecord(''), fields: {} };
    expect(await addHousehold(archive, household)).toMatchObject({ error: { code: 'store_closed' } });
    expect(open).not.toHaveBeenCalled();
  });

  it('says so when the database belongs to a later version or cannot be opened', async () => {
    await new Promise((resolve) => {
      const request = indexedDB.open('later', 9999);
      request.onsuccess = () => {
        request.result.close();
        resolve(null);
      };
    });
    expect(await openForTest({ who: '', device: '' }, 'later')).toMatchObject({ error: { code: 'store_newer' } });
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('no', 'UnknownError');
    });
    expect(await openForTest({ who: '', device: '' }, 'never')).toMatchObject({ error: { code: 'store_unavailable' } });
  });
});

describe('applyImport', () => {
  it('writes nothing at all when the transaction fails half-way', async () => {
    const archive = await freshArchive();
    await added(archive, {});
    const before = await tableSizes(archive);
    failOnPut(archive, 'log', new DOMException('disk full', 'QuotaExceededError'));
    const failed = await applyImport(archive, { ...incoming(2500), readAt: await lastSeq(archive) });
    expect(failed).toMatchObject({ ok: false, error: { code: 'store_full' } });
    expect(await tableSizes(archive)).toEqual(before);
    expect(await lastSeq(archive)).toBe(1);
    vi.restoreAllMocks();
    // The journal says so too: opened again, nothing of it comes back, and the next import is a whole one.
    expect((await applyImport(archive, { ...incoming(2500), readAt: 1 })).ok).toBe(true);
    expect(await countHouseholds(archive)).toBe(2501);
  });

  it('never writes a new household over one that is there', async () => {
    const archive = await freshArchive();
    const plan = incoming(2);
    expect((await applyImport(archive, plan)).ok).toBe(true);
    const again = await applyImport(archive, { ...incoming(2, 10), households: plan.households, readAt: 1 });
    expect(again).toMatchObject({ ok: false, error: { code: 'import_stale' } });
    expect(await countHouseholds(archive)).toBe(2);
  });

  it('refuses a plan that was made before another operation', async () => {
    const archive = await freshArchive();
    const plan = incoming(3);
    await added(archive, {});
    expect(await applyImport(archive, plan)).toMatchObject({ ok: false, error: { code: 'import_stale' } });
    expect(await countHouseholds(archive)).toBe(1);
  });

  it('is one operation, logs creations in chunks and makes none when nothing is to be written', async () => {
    const archive = await freshArchive();
    const done = await applyImport(archive, incoming(2300));
    expect(done).toMatchObject({ ok: true, value: { seq: 1, households: 2300, kind: 'import' } });
    expect(await archive.db.log.count()).toBe(3);
    expect((await changedSince(archive, 0, 5000)).ids?.size).toBe(2300);
    expect((await changedSince(archive, 0, 100)).ids).toBeNull();
    expect((await changedSince(archive, 1, 100)).ids?.size).toBe(0);
    const nothing = incoming(1);
    const idle = { ...nothing, households: nothing.households.map((one) => ({ ...one, writes: false })) };
    expect(await applyImport(archive, idle)).toEqual({ ok: true, value: null });
    expect(await countOperations(archive)).toBe(1);
  });
});

describe('saving', () => {
  it('keeps unreadable text beside the field and drops it when a value comes', async () => {
    const archive = await freshArchive();
    const id = await added(archive, { members: [{ name: '甲', birth_date: '1990' }] });
    await saveField(archive, id, { path: 'members[0].birth_date', unread: '去年' });
    expect(await getHousehold(archive, id)).toMatchObject({
      members: [{ name: '甲' }],
      unread: [{ path: 'members[0].birth_date', text: '去年', source: 'form' }],
    });
    await saveField(archive, id, { path: 'members[0].birth_date', value: '1991' });
    expect(await getHousehold(archive, id)).toMatchObject({ members: [{ birth_date: '1991' }], unread: [] });
    expect(await saveField(archive, id, { path: 'members[0].birth_date', value: '1991' })).toEqual({
      ok: true,
      value: null,
    });
    expect(await countOperations(archive)).toBe(3);
  });

  it('moves the texts beside later rows up when a row is removed', async () => {
    const archive = await freshArchive();
    const unread = [0, 1, 2].map((i) => ({ path: `members[${i}].phone`, text: `t${i}`, source: 'form' }));
    const extra = [0, 1, 2].map((member) => ({ header: '备注', text: `e${member}`, source: '', member }));
    const id = await added(archive, { members: [{ name: 'a' }, { name: 'b' }, { name: 'c' }], unread, extra });
    await removeRow(archive, id, 'members', 1);
    expect(await getHousehold(archive, id)).toMatchObject({
      members: [{ name: 'a' }, { name: 'c' }],
      unread: [
        { path: 'members[0].phone', text: 't0' },
        { path: 'members[1].phone', text: 't2' },
      ],
      extra: [
        { text: 'e0', member: 0 },
        { text: 'e2', member: 1 },
      ],
    });
    expect(await removeRow(archive, id, 'members', 5)).toMatchObject({ ok: false, error: { code: 'row_missing' } });
  });

  it('loses none of many saves that meet, and numbers them without gaps', async () => {
    const archive = await freshArchive();
    const id = await added(archive, {});
    const other = await added(archive, {});
    const saves = Array.from({ length: 4 }, (_, i) => [
      saveField(archive, id, { path: `fields.f${i}`, value: i }),
      addRow(archive, other, 'visits', { n: i }),
    ]).flat();
    for (const done of await Promise.all<{ ok: boolean }>(saves)) expect(done.ok).toBe(true);
    expect((await getHousehold(archive, id))?.fields).toEqual({ f0: 0, f1: 1, f2: 2, f3: 3 });
    expect((await getHousehold(archive, other))?.visits).toHaveLength(4);
    const seqs = (await listOperations(archive, 100)).map((operation) => operation.seq);
    expect(seqs).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  });

  it('tells every listener what was committed, and nothing when nothing was', async () => {
    const archive = await freshArchive();
    const heard: Committed[] = [];
    const stop = subscribe((committed) => heard.push(committed));
    const id = await added(archive, {});
    await saveField(archive, id, { path: 'fields.phone', value: undefined });
    await removeHousehold(archive, id);
    const own = (): Committed[] => heard.filter(({ keys }) => keys.includes(id));
    await vi.waitFor(() => expect(own().length).toBeGreaterThanOrEqual(2), 20_000);
    stop();
    expect(own()).toHaveLength(2);
  });

  it('forgets the findings of a removed household', async () => {
    const archive = await freshArchive();
    const id = await added(archive, {});
    await saveFindings(archive, { ruleSet: 'r', asOf: '20260101', year: 2025 }, [{ id, version: 1, findings: [] }]);
    expect(await getFindings(archive, id)).toMatchObject({ version: 1 });
    await removeHousehold(archive, id);
    expect(await getFindings(archive, id)).toBeNull();
  });
});

describe('queries', () => {
  it('stream every household once, in order, in any batch size', async () => {
    const archive = await freshArchive();
    await applyImport(archive, incoming(23));
    for (const size of [1, 5, 23, 100]) {
      const seen: string[] = [];
      await eachBatch(archive, size, (batch) => void seen.push(...batch.map((entry) => entry.record.id)));
      expect(seen).toHaveLength(23);
      expect(seen).toEqual([...new Set(seen)].sort());
    }
  });

  it('find by household number, duplicates included, however large the share of the archive', async () => {
    const archive = await freshArchive();
    await applyImport(archive, incoming(40));
    const twin = await added(archive, { fields: { household_no: '7' } });
    for (const wanted of [['7'], Array.from({ length: 30 }, (_, i) => String(i))]) {
      const found = await byHouseholdNumbers(archive, [...wanted, '', 'none']);
      expect(found.size).toBe(wanted.length);
      expect(found.get('7')?.map((record) => record.id)).toContain(twin);
      expect(found.get('7')).toHaveLength(2);
    }
    expect(await getMany(archive, ['missing', twin])).toHaveLength(1);
  });

  it('keep settings in the archive', async () => {
    const name = `store-${++serial}`;
    const archive = await freshArchive(name);
    await saveSettings(archive, { person: '李', year: 2024 });
    closeArchive(archive);
    expect(await getSettings(await freshArchive(name))).toMatchObject({ person: '李', year: 2024, isSample: false });
  });
});
