/** What an import keeps in mind must be about what is read now: not about a former import, nor about rows that moved. */
import 'fake-indexeddb/auto';
import { createHash } from 'node:crypto';
import { writeXlsx } from 'hucre/xlsx';
import { afterEach, describe, expect, it } from 'vitest';
import { workbookFile, type TestCell } from '#shared/excel/read/testFiles';
import { saveField } from '../../store/commands/saveField';
import { fail, ok } from '#shared/result';
import { undo } from '../../store/commands/undo';
import { closeArchive, type Archive } from '../../store/db';
import { importResult } from '../../store/queries/batches';
import { eachByNumber } from '../../store/queries/households';
import { openForTest } from '../../store/testArchive';
import type { PlanRow } from '../api';
import type { ImportFile } from '../importReading';
import { ImportSession } from './session';

const HEADER = ['户编号', '户主姓名', '联系电话', '备用号码'];
let serial = 0;
const opened: Archive[] = [];

async function fresh(): Promise<{ archive: Archive; session: ImportSession }> {
  const archive = await openForTest({ who: '', device: '' }, `state-${++serial}`);
  if (!archive.ok) throw new Error(archive.error.code);
  opened.push(archive.value);
  return { archive: archive.value, session: new ImportSession(archive.value, '20260630') };
}

function book(path: string, ...rows: readonly (readonly TestCell[])[]): ImportFile {
  const bytes = workbookFile('xlsx', [{ name: '户', rows: [HEADER, ...rows] }]);
  return { file: new File([bytes as BlobPart], path), path };
}

/** Households of different names; `phone` is the last digit of all phones. */
function rows(from: number, count: number, phone = 1): TestCell[][] {
  const names = [...'赵钱孙李周吴郑王'];
  return Array.from({ length: count }, (_, at) => {
    const n = from + at;
    return [
      `H${n}`,
      `${names[n % 8]}${'甲乙丙丁戊己庚辛'[Math.floor(n / 8) % 8]}`,
      `1390000${1000 + n}${phone}`.slice(0, 11),
    ];
  });
}

function changed(from: number, count: number): TestCell[][] {
  return rows(from, count).map(([no, name], at) => [no ?? null, name ?? null, `1380000${2000 + from + at}`]);
}

async function imported(session: ImportSession, ...files: readonly ImportFile[]): Promise<void> {
  await session.read(files, { year: null });
  expect(await session.plan({ policy: 'fill' })).toMatchObject({ ok: true });
  expect(await session.apply('')).toMatchObject({ ok: true });
}

async function phones(archive: Archive): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  await eachByNumber(archive, 100, (list) =>
    list.forEach(({ fields }) => (found[String(fields['household_no'])] = String(fields['phone'] ?? ''))),
  );
  return found;
}

async function conflicts(session: ImportSession): Promise<readonly PlanRow[]> {
  expect(await session.plan({ policy: 'fill' })).toMatchObject({ ok: true });
  return session.planRows('conflict', 0, 99);
}

async function takePhone(session: ImportSession, no: string): Promise<void> {
  const row = (await conflicts(session)).find(({ household_no }) => household_no === no);
  const change = row?.changes.find(({ key }) => key === 'phone');
  if (!row || !change) throw new Error(`no conflict of ${no}`);
  expect(await session.decide(row.key, { changes: { [change.id]: 'take' } })).toMatchObject({ ok: true });
}

afterEach(() => opened.splice(0).forEach(closeArchive));

describe('decisions about households', () => {
  it('of an import that was given up say nothing about the next one', async () => {
    const { archive, session } = await fresh();
    await imported(session, book('a.xlsx', ...rows(0, 4)));
    await session.read([book('b.xlsx', ...changed(0, 1))], { year: null });
    await takePhone(session, 'H0');
    await session.read([book('c.xlsx', ...changed(3, 1))], { year: null });
    await session.plan({ policy: 'fill' });
    expect(await session.apply('')).toMatchObject({ ok: true, value: { written: 0 } });
    expect((await phones(archive))['H3']).toBe('13900001003');
  });

  it('stay with their household when a file before it is left out', async () => {
    const { archive, session } = await fresh();
    await imported(session, book('a.xlsx', ...rows(0, 6)));
    await session.read([book('b.xlsx', ...changed(0, 2)), book('c.xlsx', ...changed(2, 2))], { year: null });
    await takePhone(session, 'H0');
    await takePhone(session, 'H3');
    await session.removeFile('b.xlsx');
    await session.plan({ policy: 'fill' });
    expect(await session.apply('')).toMatchObject({ ok: true, value: { written: 1 } });
    expect(await phones(archive)).toMatchObject({ H0: '13900001000', H2: '13900001002', H3: '13800002003' });
  });

  it('about a value do not take another one when the column is mapped again', async () => {
    const { archive, session } = await fresh();
    await imported(session, book('a.xlsx', ...rows(0, 4)));
    const twice = changed(0, 4).map((row) => [...row, '13700009999']);
    await session.read([book('b.xlsx', ...twice)], { year: null });
    await takePhone(session, 'H1');
    await session.setColumn(0, 'C', null);
    await session.setColumn(0, 'D', 'household.phone');
    const row = (await conflicts(session)).find(({ household_no }) => household_no === 'H1');
    const phone = row?.changes.find(({ key }) => key === 'phone');
    expect(phone).toMatchObject({ afterText: '13700009999', stands: 'archive' });
    await session.apply('');
    expect((await phones(archive))['H1']).toBe('13900001001');
  });

  it('hold again when the column is put right, and when another worker goes on', async () => {
    const { archive, session } = await fresh();
    await imported(session, book('a.xlsx', ...rows(0, 4)));
    const files = [book('b.xlsx', ...changed(0, 4))];
    await session.read(files, { year: null });
    await takePhone(session, 'H1');
    await session.setColumn(0, 'C', null);
    await session.plan({ policy: 'fill' });
    await session.setColumn(0, 'C', 'household.phone');
    const second = new ImportSession(archive, '20260630');
    await second.read(files, { year: null, choices: await session.choices() });
    for (const each of [session, second]) {
      const sides = (await conflicts(each)).map(({ household_no, changes: [change] }) => [
        household_no,
        change?.stands,
      ]);
      expect(sides).toContainEqual(['H1', 'file']);
      expect(sides).toContainEqual(['H2', 'archive']);
    }
  });

  it('are asked anew when the archive says something else by now', async () => {
    const { archive, session } = await fresh();
    await imported(session, book('a.xlsx', ...rows(0, 4)));
    await session.read([book('b.xlsx', ...changed(0, 4))], { year: null });
    await takePhone(session, 'H1');
    let id = '';
    await eachByNumber(archive, 100, (list) =>
      list.forEach((record) => record.fields['household_no'] === 'H1' && (id = record.id)),
    );
    await saveField(archive, id, { path: 'fields.phone', value: '13611112222' });
    expect(await session.apply('')).toMatchObject({ ok: false, error: { code: 'import_stale' } });
    const row = (await conflicts(session)).find(({ household_no }) => household_no === 'H1');
    expect(row?.changes).toMatchObject([{ beforeText: '13611112222', stands: 'archive' }]);
  });
});

describe('accepted repairs', () => {
  const broken = (phone: string): ImportFile => book('坏.xlsx', ...rows(0, 6), ['H6', '冯七', phone]);

  it('stay with their cell when a file before it is left out', async () => {
    const { session } = await fresh();
    await session.read([book('a.xlsx', ...rows(10, 6), ['H16', '陈七', '1380OO00016']), broken('138OO000006')], {
      year: null,
    });
    await session.examine();
    const [first, second] = (await session.damages(null, 0, 99)).filter(({ repairable }) => repairable);
    expect([first?.file, second?.file]).toEqual(['a.xlsx', '坏.xlsx']);
    await session.accept({ ids: [first?.id ?? ''] }, !first?.accepted);
    await session.removeFile('a.xlsx');
    await session.examine();
    const [left] = (await session.damages(null, 0, 99)).filter(({ repairable }) => repairable);
    expect(left).toMatchObject({ cell: 'C8', accepted: second?.accepted });
  });

  it('of another file of the same name are not taken over', async () => {
    const { session } = await fresh();
    await session.read([broken('138OO000006')], { year: null });
    await session.examine();
    const [one] = (await session.damages(null, 0, 99)).filter(({ repairable }) => repairable);
    await session.accept({ ids: [one?.id ?? ''] }, !one?.accepted);
    await session.read([broken('137OO000009')], { year: null, choices: await session.choices() });
    await session.examine();
    const [other] = (await session.damages(null, 0, 99)).filter(({ repairable }) => repairable);
    expect(other).toMatchObject({ cell: 'C8', accepted: one?.accepted });
  });
});

describe('what was said about sheets', () => {
  const titled = (path: string): ImportFile => {
    const bytes = workbookFile('xlsx', [{ name: '户', rows: [['李庄村'], HEADER, ...rows(0, 5)] }]);
    return { file: new File([bytes as BlobPart], path), path };
  };

  it('is not taken over by another file of the same name', async () => {
    const { session } = await fresh();
    await session.read([book('a.xlsx', ...rows(0, 5)), book('b.xlsx', ...rows(10, 5))], { year: null });
    await session.setHints(0, [{ roles: { 2: 'note' } }]);
    await session.removeFile('a.xlsx');
    expect(await session.read([titled('a.xlsx')], { year: null, add: true })).toMatchObject({
      value: { dataRows: 10 },
    });
  });

  it('is found out again for good, whatever earlier imports taught', async () => {
    const { archive, session } = await fresh();
    await session.read([titled('a.xlsx')], { year: null });
    await session.setHints(0, [{ roles: { 2: 'note' } }]);
    await session.plan({ policy: 'fill' });
    await session.apply('');
    await session.read([titled('b.xlsx')], { year: null });
    expect((await session.reading()).sheets[0]?.hints).not.toEqual([]);
    await session.setHints(0, []);
    const other = new File(['户编号,户主姓名\nH20,陈七'], 'c.csv');
    await session.read([{ file: other, path: 'c.csv' }], { year: null, add: true });
    expect((await session.reading()).sheets[0]?.hints).toEqual([]);
    await session.plan({ policy: 'fill' });
    await session.apply('');
    const next = new ImportSession(archive, '20260630');
    await next.read([titled('d.xlsx')], { year: null });
    expect((await next.reading()).sheets[0]?.hints).toEqual([]);
  });

  it('is not called confirmed where a column holds something else this time', async () => {
    const { session } = await fresh();
    await imported(session, book('a.xlsx', ...rows(0, 12)));
    const numbered = rows(20, 12).map(([no, , phone], at) => [no ?? null, `${at + 1}号`, phone ?? null]);
    await session.read([book('b.xlsx', ...numbered)], { year: null });
    const [table] = (await session.reading()).tables;
    expect(table?.confirmed).toBeNull();
    const name = table?.columns.find(({ at }) => at === 'B');
    expect(name).toMatchObject({ field: null, other: true, why: expect.stringContaining('户主姓名') });
    await session.setColumn(0, 'B', null);
    const [said] = (await session.reading()).tables;
    expect(said?.confirmed).not.toBeNull();
  });

  it('is corrected as before on a workbook that a password opens, too', async () => {
    const { session } = await fresh();
    await session.read([titled('a.xlsx')], { year: null });
    await session.setHints(0, [{ roles: { 2: 'note' } }]);
    await session.plan({ policy: 'fill' });
    await session.apply('');
    const bytes = await writeXlsx({
      sheets: [{ name: '户', rows: [['李庄村'], HEADER, ...rows(20, 5)] }],
      encryption: { password: '村2024', spinCount: 1000 },
    });
    const path = '加密.xlsx';
    await session.read([{ file: new File([bytes as BlobPart], path), path }], { year: null });
    expect(await session.unlock(path, '村2024')).toMatchObject({ ok: true });
    expect((await session.reading()).sheets[0]?.hints).toEqual([{ roles: { 2: 'note' } }]);
    // A file of that name that comes later is asked for its own password.
    await session.removeFile(path);
    await session.read([{ file: new File([bytes as BlobPart], path), path }], { year: null, add: true });
    expect((await session.reading()).files[0]?.state).toBe('password');
  });

  it('keeps the year chosen by hand, and the years of the sheets where none was', async () => {
    const { archive, session } = await fresh();
    const of = (year: number): ImportFile => {
      const body = [[`${year}年收入表`], ['户编号', '户主姓名', '务工收入'], ['H1', '赵甲', 100], ['H2', '钱乙', 200]];
      const bytes = workbookFile('xlsx', [{ name: '收入', rows: body }]);
      return { file: new File([bytes as BlobPart], `${year}.xlsx`), path: `${year}.xlsx` };
    };
    const files = [of(2023), of(2024)];
    await session.read(files, { year: null });
    const again = new ImportSession(archive, '20260630');
    await again.read(files, { year: null, choices: await session.choices() });
    expect(await yearsOf(again, archive)).toEqual([2023, 2024]);
    await session.setYear(2022);
    await again.read(files, { year: null, choices: await session.choices() });
    expect(await yearsOf(again, archive)).toEqual([2022, 2023, 2024]);
  });
});

/** Of all yearly rows, once this import is written. */
async function yearsOf(session: ImportSession, archive: Archive): Promise<number[]> {
  await session.plan({ policy: 'fill' });
  expect(await session.apply('')).toMatchObject({ ok: true });
  const years = new Set<number>();
  await eachByNumber(archive, 100, (list) =>
    list.forEach((record) => record.years.forEach(({ year }) => years.add(Number(year)))),
  );
  return [...years].toSorted((a, b) => a - b);
}

describe('after an undo', () => {
  it('the same file is taken again, and what was merged by decision is asked again', async () => {
    const { archive, session } = await fresh();
    await imported(session, book('a.xlsx', ['H1', '赵甲', '13900001001']));
    const again = book('b.xlsx', ['N1', '赵甲', '13900001001', '夏'], ['H2', '钱乙', '13900001002']);
    const planned = async (): Promise<readonly PlanRow[]> => {
      await session.read([again], { year: null });
      await session.plan({ policy: 'file', suspects: 'skip' });
      return session.planRows('undecided', 0, 9);
    };
    const [first] = await planned();
    const id = first?.suspects[0]?.id ?? '';
    await session.decide(first?.key ?? '', { household: { kind: 'merge', id } });
    const done = await session.apply('');
    expect(done).toMatchObject({ ok: true, value: { written: 2 } });
    expect(await planned()).toEqual([]);
    await undo(archive);
    expect(Object.keys(await phones(archive))).toEqual(['H1']);
    expect(await planned()).toMatchObject([{ household_no: 'N1', decision: null }]);
    expect(await session.apply('')).toMatchObject({ ok: true, value: { written: 1 } });
    expect(Object.keys(await phones(archive))).toEqual(['H1', 'H2']);
  });
});

describe('writing', () => {
  it('that failed can be tried again without planning anew', async () => {
    const { archive } = await fresh();
    let full = true;
    const session = new ImportSession(archive, '20260630', (bytes) =>
      Promise.resolve(full ? fail('disk_full') : ok(createHash('sha256').update(bytes).digest('hex'))),
    );
    await session.read([book('a.xlsx', ...rows(0, 4))], { year: null });
    await session.plan({ policy: 'fill' });
    expect(await session.apply('')).toMatchObject({ ok: false, error: { code: 'disk_full' } });
    full = false;
    expect(await session.apply('')).toMatchObject({ ok: true, value: { written: 4 } });
    expect(await session.apply('')).toMatchObject({ ok: false, error: { code: 'import_stale' } });
  });

  it('does not say of a look-alike that nobody decided about that somebody left it out', async () => {
    const { archive, session } = await fresh();
    await imported(session, book('a.xlsx', ['H1', '赵甲', '13900001001']));
    await session.read([book('b.xlsx', ['N1', '赵甲', '13900001001'])], { year: null });
    expect(await session.plan({ policy: 'fill', suspects: 'skip' })).toMatchObject({ value: { undecided: 1 } });
    const done = await session.apply('');
    const result = done.ok ? await importResult(archive, done.value.result) : null;
    expect(result?.leftOut).toMatchObject([{ household_no: 'N1', why: 'undecided' }]);
  });

  it('is refused by a session that never saw the files', async () => {
    const { session } = await fresh();
    const gone = { ok: false, error: { code: 'import_gone' } };
    expect(await session.accept({ kind: 'rounded_number' }, true)).toMatchObject(gone);
    expect(await session.setValue('household.household_type', '甲', null)).toMatchObject(gone);
    expect(await session.removeFile('a.xlsx')).toMatchObject(gone);
  });
});
