import 'fake-indexeddb/auto';
import { writeXlsx } from 'hucre/xlsx';
import { afterEach, describe, expect, it } from 'vitest';
import { workbookFile, type TestCell } from '#shared/excel/read/testFiles';
import { closeArchive, type Archive } from '../../store/db';
import { openForTest } from '../../store/testArchive';
import type { ImportFile } from '../importReading';
import { ImportSession } from './session';

const HEADER = ['户编号', '户主姓名', '联系电话', '片长'];
let serial = 0;
const opened: Archive[] = [];

async function session(): Promise<ImportSession> {
  const archive = await openForTest({ who: '', device: '' }, `corrections-${++serial}`);
  if (!archive.ok) throw new Error(archive.error.code);
  opened.push(archive.value);
  return new ImportSession(archive.value, '20260630');
}

function rows(from: number, count: number): TestCell[][] {
  return Array.from({ length: count }, (_, at) => [`H${from + at}`, `户${from + at}`, `1390000${from + at}`, '老张']);
}

function file(path: string, bytes: Uint8Array): ImportFile {
  return { file: new File([bytes as BlobPart], path), path };
}

function book(path: string, from: number): ImportFile {
  return file(path, workbookFile('xlsx', [{ name: '户', rows: [HEADER, ...rows(from, 4)] }]));
}

afterEach(() => opened.splice(0).forEach(closeArchive));

describe('corrections of an import', () => {
  it('map a column of all sheets laid out alike, and survive a new worker', async () => {
    const first = await session();
    const files = [book('一组/甲.xlsx', 1000), book('二组/甲.xlsx', 2000)];
    const read = await first.read(files, { year: null });
    expect(read).toMatchObject({ ok: true, value: { tables: [{ on: 0 }], sheets: [{ alike: 2 }, { like: 0 }] } });
    await first.setColumn(0, 'D', 'household.collector');
    await first.setColumn(0, 'D', 'household.address');
    const mapped = (await first.tables()).map(({ columns }) => columns.find(({ at }) => at === 'D')?.field);
    expect(mapped).toEqual(['household.address', 'household.address']);

    const second = await session();
    await second.read(files, { year: null, choices: await first.choices() });
    expect((await second.tables()).map(({ columns }) => columns.at(-1)?.field)).toEqual(mapped);
  });

  it('leave a row out, and find everything out again', async () => {
    const one = await session();
    await one.read([book('甲.xlsx', 1000)], { year: null });
    expect(await one.setHints(0, [{ roles: { 2: 'note' } }])).toMatchObject({ value: { dataRows: 3 } });
    expect(await one.picture(0, { top: 0, left: 0, bottom: 9, right: 9 })).toMatchObject({
      cells: [HEADER, expect.anything(), expect.anything(), expect.anything(), expect.anything()],
    });
    expect(await one.setHints(0, [])).toMatchObject({ value: { dataRows: 4, sheets: [{ hints: [] }] } });
  });

  it('open a locked file among others, and say when the password is wrong', async () => {
    const locked = await writeXlsx({
      sheets: [{ name: '户', rows: [HEADER, ...rows(3000, 5)] }],
      encryption: { password: '1', spinCount: 10 },
    });
    const one = await session();
    const read = await one.read([file('密.xlsx', locked), book('甲.xlsx', 1000)], { year: null });
    expect(read).toMatchObject({ value: { dataRows: 4, files: [{ state: 'password' }, { state: 'read' }] } });
    expect(await one.unlock('密.xlsx', '2')).toMatchObject({ ok: false, error: { code: 'password_wrong' } });
    expect(await one.unlock('密.xlsx', '1')).toMatchObject({ ok: true, value: { dataRows: 9 } });
    expect(await one.removeFile('密.xlsx')).toMatchObject({ value: { dataRows: 4, files: [{ path: '甲.xlsx' }] } });
  });

  it('are made again on the next sheet of the same look', async () => {
    const one = await session();
    const numbered = (from: number): ImportFile =>
      file(
        `${from}.xlsx`,
        workbookFile('xlsx', [{ name: '户', rows: [HEADER, ['填', '写', '样', '例'], ...rows(from, 4)] }]),
      );
    await one.read([numbered(1000)], { year: null });
    await one.setHints(0, [{ headerRows: [0], roles: { 1: 'note' } }]);
    await one.plan({ policy: 'fill' });
    expect((await one.apply('')).ok).toBe(true);
    const next = await one.read([numbered(2000)], { year: null });
    expect(next).toMatchObject({
      value: { dataRows: 4, sheets: [{ hints: [{ headerRows: [0], roles: { 1: 'note' } }] }] },
    });
    if (!next.ok) throw new Error(next.error.code);
    expect(next.value.tables[0]?.confirmed).not.toBeNull();
  });

  it('stop what is going on', async () => {
    const one = await session();
    const reading = one.read([book('甲.xlsx', 1000), book('乙.xlsx', 2000)], { year: null });
    await one.cancel();
    expect(await reading).toMatchObject({ ok: false, error: { code: 'worker_stopped' } });
  });
});
