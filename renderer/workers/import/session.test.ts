import 'fake-indexeddb/auto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ArchiveHash } from '#shared/derive/hash';
import { saveField } from '../../store/commands/saveField';
import { undo } from '../../store/commands/undo';
import { closeArchive, type Archive } from '../../store/db';
import type { MemoryJournal } from '../../store/memoryJournal';
import { openForTest } from '../../store/testArchive';
import { getBatch } from '../../store/queries/batches';
import { countHouseholds, eachBatch, eachByNumber, getMany } from '../../store/queries/households';
import type { ImportFile } from '../importReading';
import { ImportSession } from './session';

const VILLAGES = '../shared/sheets/village';
let serial = 0;
const opened: Archive[] = [];

async function freshArchive(): Promise<Archive> {
  const archive = await openForTest({ who: '', device: '' }, `import-${++serial}`);
  if (!archive.ok) throw new Error(archive.error.code);
  opened.push(archive.value);
  return archive.value;
}

async function hashOf(archive: Archive): Promise<string> {
  const hash = new ArchiveHash({ sorted: true });
  await eachByNumber(archive, 100, (records) => records.forEach((record) => hash.add(record)));
  return hash.digest();
}

function csv(name: string, ...lines: string[]): File {
  return new File([lines.join('\n')], name);
}

function dropped(files: readonly File[]): ImportFile[] {
  return files.map((file) => ({ file, path: file.name }));
}

const soon = (): Promise<null> => new Promise((done) => setTimeout(() => done(null), 30));
const HEADER = '户编号,户主姓名,联系电话,姓名,与户主关系,性别,证件号码';

afterEach(() => opened.splice(0).forEach(closeArchive));

describe('ImportSession', () => {
  it('reads, plans, writes once, and finds nothing to do the second time', async () => {
    const archive = await freshArchive();
    const empty = await hashOf(archive);
    const files = [
      csv('a.csv', HEADER, '1,甲,13800000001,甲,户主,男,', '1,甲,13800000001,乙,之妻,女,', '2,丙,,丙,户主,男,'),
    ];
    const session = new ImportSession(archive, '20260630');
    const read = await session.read(dropped(files), { year: 2025 });
    expect(read).toMatchObject({ ok: true, value: { year: 2025, tables: [{ headerRows: [1], dataRows: 3 }] } });
    expect(await session.plan({ policy: 'fill' })).toMatchObject({
      ok: true,
      value: { counts: { new: 2, changed: 0, same: 0, conflict: 0, rejected: 0 }, households: 2, members: 3 },
    });
    const applied = await session.apply('李');
    if (!applied.ok || !applied.value.batch) throw new Error('not applied');
    expect(applied.value.written).toBe(2);
    const batch = await getBatch(archive, applied.value.batch);
    const [household] = await getMany(archive, [batch?.parts[0]?.[0] ?? '']);
    expect(household?.fields['head_name']).toBe('甲');
    expect(batch?.tables[0]?.columns[0]).toMatchObject({ at: 0, field: 'household.household_no' });

    await session.read(dropped(files), { year: 2025 });
    expect(await session.plan({ policy: 'fill' })).toMatchObject({ value: { counts: { new: 0, same: 2 } } });
    expect(await session.apply('李')).toMatchObject({ ok: true, value: { operation: null, written: 0 } });
    await undo(archive);
    expect(await hashOf(archive)).toBe(empty);
  });

  it('adds the households of a second file to those of the first', async () => {
    const archive = await freshArchive();
    const session = new ImportSession(archive, '20260630');
    for (const [no, name] of [
      ['1', '甲'],
      ['2', '乙'],
    ]) {
      await session.read(dropped([csv(`${name}.csv`, HEADER, `${no},${name},,${name},户主,男,`)]), { year: 2025 });
      expect(await session.plan({ policy: 'fill' })).toMatchObject({ value: { counts: { new: 1 } } });
      expect(await session.apply('李')).toMatchObject({ ok: true, value: { written: 1 } });
    }
    expect(await countHouseholds(archive)).toBe(2);
  });

  it('refuses to apply a plan that the archive has overtaken', async () => {
    const archive = await freshArchive();
    const first = new ImportSession(archive, '20260630');
    await first.read(dropped([csv('a.csv', HEADER, '1,甲,,甲,户主,男,')]), { year: null });
    await first.plan({ policy: 'fill' });
    await first.apply('');
    await first.read(dropped([csv('a.csv', HEADER, '1,甲,139,甲,户主,男,')]), { year: null });
    await first.plan({ policy: 'file' });
    await eachBatch(archive, 10, async ([household]) => {
      await saveField(archive, household?.record.id ?? '', { path: 'fields.address', value: '村口' });
    });
    expect(await first.apply('')).toMatchObject({ ok: false, error: { code: 'import_stale' } });
  });

  it('forgets a reading that a newer one overtook', async () => {
    const archive = await freshArchive();
    const session = new ImportSession(archive, '20260630');
    const one = (no: number): File => csv(`${no}.csv`, HEADER, `${no},甲,,甲,户主,男,`);
    const slow = session.read(dropped(Array.from({ length: 20 }, (_, i) => one(100 + i))), { year: null });
    const fast = session.read(dropped([one(1)]), { year: null });
    expect(await slow).toMatchObject({ ok: false, error: { code: 'worker_stopped' } });
    expect(await fast).toMatchObject({ ok: true, value: { sheets: [{ file: '1.csv' }] } });
    const planning = session.plan({ policy: 'fill' });
    const newer = session.read(dropped([one(2)]), { year: null });
    expect(await planning).toMatchObject({ ok: false, error: { code: 'worker_stopped' } });
    await newer;
    expect(await session.apply('')).toMatchObject({ ok: false, error: { code: 'import_stale' } });
    await session.plan({ policy: 'fill' });
    expect(await session.apply('')).toMatchObject({ ok: true, value: { written: 1 } });
    await eachBatch(archive, 10, (batch) => {
      expect(batch.map(({ record }) => record.fields['household_no'])).toEqual(['2']);
    });
  });

  it('gives up a plan in the middle of its rows and a write before its line; both can be had afterwards', async () => {
    const archive = await freshArchive();
    const session = new ImportSession(archive, '20260630');
    const rows = Array.from({ length: 6000 }, (_, i) => `${i},甲${i},,甲${i},户主,男,`);
    await session.read(dropped([csv('a.csv', HEADER, ...rows)]), { year: 2025 });
    const told: number[] = [];
    const given = await session.plan({ policy: 'fill' }, ({ phase, done }) => {
      if (phase === 'matching') told.push(done);
      if (phase === 'matching' && done > 0) void session.cancel();
    });
    expect(given).toMatchObject({ ok: false, error: { code: 'worker_stopped' } });
    expect(told.filter((done) => done > 0)).toHaveLength(1);
    expect(await session.plan({ policy: 'fill' })).toMatchObject({ ok: true, value: { writes: 6000 } });
    const journal = archive.journal as MemoryJournal;
    let asked = false;
    journal.hook = (now) => (now === 'kept' ? vi.waitUntil(() => asked).then(() => soon()) : null);
    const writing = await session.apply('', '', {}, ({ done }) => {
      if (done > 0 && !asked) void session.cancel();
      asked ||= done > 0;
    });
    expect(writing).toMatchObject({ ok: false, error: { code: 'worker_stopped' } });
    journal.hook = () => null;
    expect([journal.lines.length, await countHouseholds(archive)]).toEqual([0, 0]);
    expect(await session.apply('')).toMatchObject({ ok: true, value: { written: 6000 } });
  });

  it('plans nothing out of nothing', async () => {
    const session = new ImportSession(await freshArchive(), '20260630');
    expect(await session.plan({ policy: 'fill' })).toMatchObject({ ok: false, error: { code: 'import_gone' } });
  });

  it('writes a plan once, however often it is confirmed', async () => {
    const archive = await freshArchive();
    const session = new ImportSession(archive, '20260630');
    const file = csv('a.csv', HEADER, '1,甲,,甲,户主,男,');
    await session.read(dropped([file, file]), { year: null });
    await session.plan({ policy: 'fill' });
    const [first, second] = await Promise.all([session.apply(''), session.apply('')]);
    expect(first).toMatchObject({ ok: true, value: { written: 1 } });
    expect(second).toMatchObject({ ok: false, error: { code: 'import_stale' } });
    expect(await countHouseholds(archive)).toBe(1);
  });

  it('says why nothing can be read, with a sentence per file', async () => {
    const session = new ImportSession(await freshArchive(), '20260630');
    const read = await session.read(dropped([new File([], '空.xlsx'), new File(['\u0001\u0002'], '乱.xls')]), {
      year: null,
    });
    expect(read).toMatchObject({ ok: false, error: { code: 'empty_file' } });
    const problems = await session.problems('read', 0, 99);
    expect(problems.map((problem) => problem.file)).toEqual(['空.xlsx', '乱.xls']);
    for (const { text } of problems) expect(text).toMatch(/[一-龥]{6}/);
  });

  it.skipIf(!existsSync(VILLAGES)).each(['national_flat', 'register', 'paper', 'old-layout'])(
    'imports the village %s, the same again without a change, and undoes it exactly',
    async (village) => {
      const folder = join(VILLAGES, village);
      const names = readdirSync(folder).filter((name) => /\.xlsx?$/.test(name));
      const files = names.map((name) => new File([readFileSync(join(folder, name))], name));
      const archive = await freshArchive();
      const empty = await hashOf(archive);
      const session = new ImportSession(archive, '20260630');
      for (const expected of [{ new: 150 }, { new: 0, changed: 0, conflict: 0, same: 150 }]) {
        expect((await session.read(dropped(files), { year: null })).ok).toBe(true);
        expect(await session.plan({ policy: 'fill' })).toMatchObject({
          ok: true,
          value: { counts: { rejected: 0, ...expected } },
        });
        expect((await session.apply('')).ok).toBe(true);
        expect(await countHouseholds(archive)).toBe(150);
      }
      await undo(archive);
      expect(await hashOf(archive)).toBe(empty);
    },
  );
});
