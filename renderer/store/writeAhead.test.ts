import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { emptyRecord } from '#shared/derive/record';
import type { Entry } from '#shared/journal/entry';
import { addHousehold } from './commands/addHousehold';
import { applyImport } from './commands/applyImport';
import { saveField } from './commands/saveField';
import { saveSettings } from './commands/saveSettings';
import { archiveOf, closeArchive, HudangDb, openArchive, watchedBy, type Archive } from './db';
import { Hold } from './hold';
import { breakLock, lockOf } from './lock';
import type { MemoryJournal, Moment } from './memoryJournal';
import { readSeal } from './meta';
import { lastSeq } from './queries/changedSince';
import { countHouseholds, getHousehold } from './queries/households';
import { listOperations } from './queries/operations';
import { getSettings } from './queries/settings';
import { journalOf, openForTest } from './testArchive';
import { act, allRows, importSome, state } from './testHistory';
import { catchUp } from './writeAhead';

let serial = 0;
const opened: Archive[] = [];
const ACTOR = { who: '甲', device: '机' };

async function open(name: string): Promise<Archive> {
  const archive = await openForTest(ACTOR, name);
  if (!archive.ok) throw new Error(archive.error.code);
  opened.push(archive.value);
  return archive.value;
}

/** Another window or worker on the same database. */
async function another(archive: Archive): Promise<Archive> {
  const second = await openArchive(ACTOR, { name: archive.db.name, journal: archive.journal });
  if (!second.ok) throw new Error(second.error.code);
  opened.push(second.value);
  return second.value;
}

function fresh(): Promise<Archive> {
  return open(`ahead-${++serial}`);
}

const never = new Promise<never>(() => undefined);
const soon = (): Promise<void> => new Promise((done) => setTimeout(done, 30));

/** A worker that dies at this moment: its call never ends, its lock falls free, its transaction is gone. */
async function dieAt(
  archive: Archive,
  moment: Moment | 'transaction',
  work: () => Promise<unknown>,
  /** What must have come to pass besides. */
  until: () => boolean = () => true,
): Promise<void> {
  const journal = archive.journal as MemoryJournal;
  const begun: { abort(): void }[] = [];
  const transaction = archive.db.transaction.bind(archive.db) as (...args: unknown[]) => Promise<unknown>;
  vi.spyOn(archive.db, 'transaction').mockImplementation(((...[mode, tables, scope]: unknown[]) =>
    transaction(mode, tables, () => {
      begun.push(Dexie.currentTransaction);
      return (scope as () => Promise<unknown>)();
    })) as never);
  const reached = new Promise<void>((there) => {
    const stay = (): Promise<never> => {
      there();
      return never;
    };
    if (moment === 'transaction') {
      vi.spyOn(archive.db.Table.prototype as Archive['db']['meta'], 'bulkPut').mockImplementation((() => {
        Dexie.currentTransaction.abort();
        return stay();
      }) as never);
    } else journal.hook = (now) => (now === moment ? stay() : null);
  });
  void work().catch(() => undefined);
  await reached;
  await vi.waitUntil(until);
  await soon();
  vi.restoreAllMocks();
  journal.hook = () => null;
  for (const one of begun) {
    try {
      one.abort();
    } catch {
      // It had ended.
    }
  }
  breakLock(lockOf(archive.db.name));
  archive.db.close();
}

/** What database, seal and journal say must be one and the same. */
async function agrees(archive: Archive): Promise<void> {
  const seal = await readSeal(archive.db);
  const { line, sum } = (archive.journal as MemoryJournal).head();
  const households = await archive.db.households.count();
  expect(seal).toMatchObject({ line, sum, households, seq: await lastSeq(archive) });
  const seqs = (await listOperations(archive, 1000)).map((operation) => operation.seq);
  expect(seqs).toEqual(seqs.map((_, i) => seqs.length - i));
}

afterEach(() => {
  vi.restoreAllMocks();
  opened.splice(0).forEach(closeArchive);
});

describe('a save', () => {
  it('is in the journal before it is in the database, and acknowledged after both', async () => {
    const archive = await fresh();
    const journal = archive.journal as MemoryJournal;
    const order: string[] = [];
    journal.hook = async (moment) => {
      order.push(`${moment} ${await countHouseholds(archive)}`);
      return null;
    };
    const done = await addHousehold(archive);
    order.push(`done ${await countHouseholds(archive)}`);
    expect(done.ok).toBe(true);
    expect(order).toEqual(['append 0', 'appended 0', 'done 1']);
    await agrees(archive);
    const entry = JSON.parse(journal.lines[0]?.payload ?? '') as Entry;
    expect(entry).toMatchObject({
      v: 1,
      kind: 'rows',
      seq: 1,
      households: 1,
      rows: { operations: { put: [{ seq: 1 }] } },
    });
  });

  it('carries complete rows: its journal line alone gives them back, once or several times', async () => {
    const archive = await fresh();
    for (const step of [
      [0, 0, 1],
      [7, 0, 5],
      [10, 0, 1],
      [4, 0, 0],
      [6, 1, 0],
      [12, 0, 3],
      [8, 0, 0],
    ] as const) {
      await act(archive, step);
    }
    const before = await allRows(archive);
    const journal = archive.journal as MemoryJournal;
    for (let times = 0; times < 2; times++) {
      // The seal is set back: everything is applied again.
      await archive.db.meta.put({
        key: 'seal',
        value: { databaseId: journal.databaseId, line: 0, sum: '', seq: 0, households: 0 },
      });
      archive.hold.head = null;
      expect(await catchUp(archive)).toEqual({ ok: true, value: null });
      expect(await allRows(archive)).toStrictEqual(before);
      await agrees(archive);
    }
  });

  it('writes nothing when the journal refuses, and says why', async () => {
    const archive = await fresh();
    await addHousehold(archive);
    const before = await allRows(archive);
    const journal = archive.journal as MemoryJournal;
    journal.hook = (moment) => (moment === 'append' ? { code: 'disk_low', params: {} } : null);
    expect(await addHousehold(archive)).toMatchObject({ ok: false, error: { code: 'disk_low' } });
    expect(await saveSettings(archive, { person: '乙' })).toMatchObject({ ok: false, error: { code: 'disk_low' } });
    for (const moment of ['segment', 'kept'] as const) {
      journal.hook = (now) => (now === moment ? { code: 'disk_full', params: {} } : null);
      await expect(importSome(archive, 3000)).rejects.toThrow('disk_full');
    }
    expect(await allRows(archive)).toEqual(before);
    journal.hook = () => null;
    expect((await addHousehold(archive)).ok).toBe(true);
    await agrees(archive);
  });

  it('keeps settings in the journal, without an operation', async () => {
    const archive = await fresh();
    await addHousehold(archive);
    await saveSettings(archive, { person: '乙' });
    expect((archive.journal as MemoryJournal).head().line).toBe(2);
    expect(await lastSeq(archive)).toBe(1);
    await agrees(archive);
  });
});

describe('a transaction that fails', () => {
  async function failing(archive: Archive, times = 1): Promise<void> {
    const table = archive.db.Table.prototype as Archive['db']['meta'];
    for (let i = 0; i < times; i++) {
      vi.spyOn(table, 'bulkPut').mockRejectedValueOnce(new DOMException('full', 'QuotaExceededError') as never);
    }
    await Promise.resolve();
  }

  it('makes its line void: it never comes back, and the next save follows', async () => {
    const archive = await fresh();
    await addHousehold(archive);
    await failing(archive);
    expect(await addHousehold(archive)).toMatchObject({ ok: false, error: { code: 'store_full' } });
    const journal = archive.journal as MemoryJournal;
    expect(JSON.parse(journal.lines.at(-1)?.payload ?? '')).toMatchObject({ kind: 'void', line: 2 });
    expect(await countHouseholds(archive)).toBe(1);
    closeArchive(archive);
    const again = await open(archive.db.name);
    expect(await countHouseholds(again)).toBe(1);
    expect((await addHousehold(again)).ok).toBe(true);
    await agrees(again);
  });

  it('stops this handle when even that cannot be written; the next opening decides', async () => {
    const archive = await fresh();
    await addHousehold(archive);
    await failing(archive);
    const journal = archive.journal as MemoryJournal;
    journal.hook = (moment, text) =>
      moment === 'append' && text.includes('void') ? { code: 'journal_failed', params: {} } : null;
    expect(await addHousehold(archive)).toMatchObject({ ok: false, error: { code: 'store_reopen' } });
    expect(await addHousehold(archive)).toMatchObject({ ok: false, error: { code: 'store_reopen' } });
    expect(await saveSettings(archive, {})).toMatchObject({ ok: false, error: { code: 'store_reopen' } });
    expect(journal.head().line).toBe(2);
    closeArchive(archive);
    journal.hook = () => null;
    const again = await open(archive.db.name);
    expect(await countHouseholds(again)).toBe(2);
    await agrees(again);
  });

  it('is done when the database did what it says it has not', async () => {
    const archive = await fresh();
    const transaction = archive.db.transaction.bind(archive.db) as (...args: unknown[]) => Promise<unknown>;
    vi.spyOn(archive.db, 'transaction').mockImplementation((async (...args: unknown[]) => {
      const done = await transaction(...args);
      if (args[0] === 'rw') throw new DOMException('closing', 'AbortError');
      return done;
    }) as never);
    expect((await addHousehold(archive)).ok).toBe(true);
    vi.restoreAllMocks();
    await agrees(archive);
  });
});

describe('a writer that dies', () => {
  const moments = ['append', 'appended', 'transaction'] as const;

  it.each(moments)('at “%s” leaves a save whole or not at all, whoever comes next', async (moment) => {
    for (const next of ['opening', 'writer'] as const) {
      const archive = await fresh();
      const first = await addHousehold(archive);
      const bystander = await another(archive);
      await dieAt(archive, moment, () => addHousehold(archive, { ...emptyRecord(''), fields: { household_no: '7' } }));
      const kept = moment === 'append' ? 1 : 2;
      if (next === 'opening') closeArchive(bystander);
      const after = next === 'opening' ? await open(archive.db.name) : bystander;
      expect((await addHousehold(after)).ok).toBe(true);
      expect(await countHouseholds(after)).toBe(kept + 1);
      expect((await state(after)).filter((record) => record.fields['household_no'] === '7')).toHaveLength(kept - 1);
      expect(await getHousehold(after, first.ok ? first.value.id : '')).not.toBeNull();
      await agrees(after);
    }
  });

  it.each(['segment', 'kept', ...moments] as const)('at “%s” never leaves half an import', async (moment) => {
    for (const next of ['opening', 'writer'] as const) {
      const archive = await fresh();
      await addHousehold(archive);
      const bystander = await another(archive);
      await dieAt(archive, moment, () => importSome(archive, 2300));
      const kept = moment === 'appended' || moment === 'transaction' ? 2301 : 1;
      if (next === 'opening') closeArchive(bystander);
      const after = next === 'opening' ? await open(archive.db.name) : bystander;
      expect((await saveSettings(after, { person: '丙' })).ok).toBe(true);
      expect(await countHouseholds(after)).toBe(kept);
      await agrees(after);
    }
  });

  it('in the middle of its rows leaves nothing of an import, whatever of it lies in the transaction', async () => {
    const archive = await fresh();
    await addHousehold(archive);
    const bystander = await another(archive);
    let puts = 0;
    const watched = watchedBy(archive, { onHouseholds: (count) => void (puts = count) });
    await dieAt(
      archive,
      'kept',
      () => importSome(watched, 2300),
      () => puts > 500,
    );
    expect((await saveSettings(bystander, { person: '丙' })).ok).toBe(true);
    expect(await countHouseholds(bystander)).toBe(1);
    await agrees(bystander);
  });

  it('does not bring settings back that came after it', async () => {
    const archive = await fresh();
    const second = await another(archive);
    await dieAt(archive, 'appended', () => saveSettings(archive, { person: '旧', year: 2001 }));
    await saveSettings(second, { person: '新' });
    expect(await getSettings(second)).toMatchObject({ person: '新', year: 2001 });
    await agrees(second);
  });
});

describe('a large write', () => {
  it('tells how many households lie in its transaction, up to all of them', async () => {
    const archive = await fresh();
    const told: number[] = [];
    await importSome(watchedBy(archive, { onHouseholds: (count) => told.push(count) }), 2300);
    expect(told.at(-1)).toBe(2300);
    expect(told.length).toBeGreaterThan(10);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    await agrees(archive);
  });

  it('that is given up before its line leaves nothing behind, and the next one follows', async () => {
    const archive = await fresh();
    await addHousehold(archive);
    const [before, journal] = [await allRows(archive), archive.journal as MemoryJournal];
    for (const moment of ['rows', 'kept'] as const) {
      let stopped = false;
      const onHouseholds = (count: number): void => void (stopped ||= moment === 'rows' && count > 800);
      // A disk takes its time.
      journal.hook = async (now) => {
        if (now === moment) stopped = true;
        if (now === 'kept') await vi.waitUntil(() => stopped).then(soon);
        return null;
      };
      const watched = watchedBy(archive, { onHouseholds, stopped: () => stopped });
      await expect(importSome(watched, 2300)).rejects.toThrow('worker_stopped');
      journal.hook = () => null;
      expect(journal.head().line).toBe(1);
      expect(await allRows(archive)).toEqual(before);
    }
    await importSome(archive, 2300);
    expect(await countHouseholds(archive)).toBe(2301);
    await agrees(archive);
  });

  it('is done where the wish to stop comes behind its line', async () => {
    const archive = await fresh();
    const journal = archive.journal as MemoryJournal;
    let stopped = false;
    journal.hook = (now) => {
      stopped ||= now === 'append';
      return null;
    };
    await importSome(watchedBy(archive, { stopped: () => stopped }), 2300);
    expect(stopped).toBe(true);
    expect(await countHouseholds(archive)).toBe(2300);
    await agrees(archive);
  });

  it('writes no line once its transaction has failed', async () => {
    const archive = await fresh();
    const journal = archive.journal as MemoryJournal;
    const table = archive.db.Table.prototype as Archive['db']['meta'];
    vi.spyOn(table, 'bulkPut').mockRejectedValueOnce(new DOMException('full', 'QuotaExceededError') as never);
    journal.hook = (now) => (now === 'kept' ? soon().then(() => null) : null);
    await expect(importSome(archive, 2300)).rejects.toThrow('store_full');
    await soon().then(soon);
    expect(journal.lines).toEqual([]);
    await importSome(archive, 2300);
    await agrees(archive);
  });
});

describe('two writers', () => {
  it('lose nothing of each other, whatever each of them had last seen', async () => {
    const one = await fresh();
    const two = await another(one);
    const three = await another(one);
    const id = (await addHousehold(one).then((done) => done.ok && done.value.id)) || '';
    const saves = [one, two, three].flatMap((archive, who) =>
      Array.from({ length: 6 }, (_, i) => saveField(archive, id, { path: `fields.f${who}_${i}`, value: i })),
    );
    for (const done of await Promise.all(saves)) expect(done).toMatchObject({ ok: true });
    expect(Object.keys((await getHousehold(two, id))?.fields ?? {})).toHaveLength(18);
    for (const archive of [one, two, three]) await importSome(archive, 2, await state(archive));
    await agrees(one);
    expect(journalOf(one.db.name).lines.map((line) => line.line)).toEqual(Array.from({ length: 22 }, (_, i) => i + 1));
  });

  it('refuse a plan that the other has overtaken, without a line in the journal', async () => {
    const one = await fresh();
    const two = await another(one);
    await addHousehold(two);
    const lines = journalOf(one.db.name).lines.length;
    const result = emptyRecord('01JABCDEFGHJKMNPQRSTVWXYZ9');
    const at = { record: result, at: { sheet: 0, row: 0 } };
    const households = [
      { class: 'new' as const, incoming: at, existing: undefined, changes: [], result, writes: true },
    ];
    const facts = { id: 'b', tables: [], files: [], policy: 'fill', counts: {}, problems: [], leftOut: [] } as const;
    expect(await applyImport(one, { households, facts, readAt: 0 })).toMatchObject({ error: { code: 'import_stale' } });
    expect(journalOf(one.db.name).lines).toHaveLength(lines);
    expect((await applyImport(one, { households, facts, readAt: 1 })).ok).toBe(true);
    await agrees(two);
  });

  it('write nothing on a database that the journal has left behind', async () => {
    const archive = await fresh();
    await addHousehold(archive);
    // A journal that was put back while the program runs.
    (archive.journal as MemoryJournal).lines.pop();
    (archive.journal as MemoryJournal).lines.push({ line: 5, sum: 'x', payload: '{}', refs: [] });
    const db = new HudangDb(archive.db.name);
    await db.open();
    const other = archiveOf(db, ACTOR, archive.journal, new Hold({ mode: 'write' }));
    opened.push(other);
    expect(await addHousehold(other)).toMatchObject({ ok: false, error: { code: 'store_reopen' } });
    expect(await countHouseholds(other)).toBe(1);
  });
});
