/** `job import` of what clerks really bring: every bad file is one clear sentence, and the archive stays as it was. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockedXls, lockedXlsx, oleFile, wordFile, workbookFile, type TestCell } from '#shared/excel/read/testFiles';
import { expect, temporaryFolder, test } from './fixtures';
import { dumpOf, expectRefused, problemsOf, runJob, verify } from './runJob';

const HEADER = ['户编号', '户主姓名', '姓名', '与户主关系', '证件号码', '联系电话'] as const;
const ROWS: readonly (readonly TestCell[])[] = [
  HEADER,
  ['1', '赵有田', '赵有田', '户主', '530199196503121239', '13800000001'],
  ['1', '赵有田', '钱小梅', '之妻', null, null],
  ['2', '孙广福', '孙广福', '户主', null, null],
];

/** A sheet 名册 with these rows below the header. */
function sheet(rows: readonly (readonly TestCell[])[], format: 'xlsx' | 'xlsm' | 'biff8' = 'xlsx'): Uint8Array {
  return workbookFile(format, [{ name: '名册', rows }]);
}

function cut(bytes: Uint8Array, share: number): Uint8Array {
  return bytes.slice(0, Math.floor(bytes.length * share));
}

const text = (content: string) => new TextEncoder().encode(content);
const manyRows = [
  HEADER,
  ...Array.from({ length: 300 }, (_, n) => [`${n}`, `户主${n}`, `户主${n}`, '户主', null, null]),
];

interface Bad {
  readonly what: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly code: string;
  readonly cell?: string;
}

const BAD: readonly Bad[] = [
  { what: 'a PDF', name: '花名册.xlsx', bytes: text('%PDF-1.7\n%âãÏÓ\n1 0 obj'), code: 'not_a_spreadsheet' },
  {
    what: 'a photograph',
    name: '户口本.jpg',
    bytes: Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70, 0]),
    code: 'not_a_spreadsheet',
  },
  { what: 'a .docx', name: '入户调查.docx', bytes: wordFile(), code: 'not_a_spreadsheet' },
  {
    what: 'a .doc',
    name: '入户调查.xls',
    bytes: oleFile({ '/WordDocument': new Uint8Array(5000) }),
    code: 'not_a_spreadsheet',
  },
  { what: 'a web page', name: '下载.xls', bytes: text('<html><p>请先登录</p></html>'), code: 'not_a_spreadsheet' },
  { what: 'a file of 0 bytes', name: '空.xlsx', bytes: new Uint8Array(0), code: 'empty_file' },
  { what: 'a workbook of blank sheets', name: '空表.xlsx', bytes: sheet([[]]), code: 'empty_workbook' },
  { what: 'a text of blank lines', name: '空行.csv', bytes: text('\r\n\r\n  \r\n'), code: 'empty_workbook' },
  { what: 'an .xlsx with a password', name: '加密.xlsx', bytes: lockedXlsx(), code: 'password_unsupported' },
  { what: 'an .xls with a password', name: '加密.xls', bytes: lockedXls(), code: 'password_xls' },
  { what: 'an .xlsx cut short', name: '残缺.xlsx', bytes: cut(sheet(manyRows), 0.7), code: 'file_damaged' },
  { what: 'an .xls cut short', name: '残缺.xls', bytes: cut(sheet(manyRows, 'biff8'), 0.6), code: 'file_damaged' },
  {
    what: 'a sheet without a header',
    name: '无表头.xlsx',
    bytes: sheet([
      ['今天', '明天', 3],
      ['晴', '雨', 4],
    ]),
    code: 'no_header',
  },
  {
    what: 'a sheet without a column that names the household',
    name: '无户.xlsx',
    bytes: sheet([
      ['联系电话', '民族', '文化程度', '健康状况'],
      ['13800000001', '汉族', '小学', '健康'],
    ]),
    code: 'no_key_column',
    cell: 'A1',
  },
  { what: 'a header without rows', name: '只有表头.xlsx', bytes: sheet([HEADER]), code: 'no_rows', cell: 'A1' },
];

test.describe('bad files', () => {
  let folder: string;
  let data: string;
  let before: Readonly<Record<string, unknown>>;

  test.beforeAll(async () => {
    folder = temporaryFolder();
    data = join(folder, 'archive');
    writeFileSync(join(folder, '好.xlsx'), sheet(ROWS));
    expect((await runJob(['import', join(folder, '好.xlsx'), '--data', data])).exit).toBe(0);
    before = await verify(data);
    expect(before).toMatchObject({ households: 2, members: 3, operations: 1 });
  });

  for (const { what, name, bytes, code, cell = '' } of BAD) {
    test(`${what} is refused: ${code}`, async () => {
      const path = join(folder, name);
      writeFileSync(path, bytes);
      const end = await runJob(['import', path, '--data', data]);
      expectRefused(end, 1, code);
      expect(end.json.text).not.toContain(folder);
      expect(problemsOf(end)).toMatchObject([{ file: name, cell, code, text: end.json.text }]);
      if (code === 'no_rows') {
        expect(end.json.plan).toEqual({ new: 0, changed: 0, same: 0, conflict: 0, rejected: 0 });
        const [only] = end.json.sheets as { headerRows: number[]; columns: { at: string; field: string | null }[] }[];
        expect(only?.headerRows).toEqual([1]);
        expect(only?.columns.map(({ at, field }) => `${at} ${String(field)}`)).toEqual([
          'A household_no',
          'B head_name',
          'C name',
          'D relation',
          'E id_no',
          'F member_phone',
        ]);
      }
    });
  }

  test('a missing file, a folder and wrong usage', async () => {
    const missing = await runJob(['import', join(folder, '没有.xlsx'), '--data', data]);
    expectRefused(missing, 1, 'file_not_found');
    expect(missing.json.text).toContain('“没有.xlsx”');
    expectRefused(await runJob(['import', folder, '--data', data]), 1, 'not_a_file');
    for (const words of [
      ['import'],
      ['import', 'a.xlsx', '--policy', 'merge'],
      ['import', 'a.xlsx', '--year', 'last'],
      ['dump'],
    ]) {
      const end = await runJob([...words, '--data', data]);
      expect([end.exit, end.json.ok, end.json.code]).toEqual([2, false, 'usage']);
      expect(end.json.text).toMatch(/^[^\n]*[\u4e00-\u9fff]/);
    }
  });

  test('an output that cannot be written is refused before anything is imported', async () => {
    const path = join(folder, '新.xlsx');
    writeFileSync(path, sheet([HEADER, ['9', '周大山', '周大山', '户主', null, null]]));
    const nowhere = join(folder, '没有的文件夹', '问题.xlsx');
    expectRefused(await runJob(['import', path, '--report', nowhere, '--data', data]), 1, 'folder_missing');
    expectRefused(await runJob(['import', path, '--report', folder, '--data', data]), 1, 'target_is_folder');
    expect(existsSync(join(folder, '没有的文件夹'))).toBe(false);
    expectRefused(await runJob(['dump', '--out', nowhere, '--data', data]), 1, 'folder_missing');
    expectRefused(await runJob(['dump', '--out', folder, '--data', data]), 1, 'target_is_folder');
    const register = ['export', '--register', 'household', '--data', data, '--out'];
    expectRefused(await runJob([...register, nowhere]), 1, 'folder_missing');
    expectRefused(await runJob([...register, folder]), 1, 'target_is_folder');
    expect(await verify(data)).toEqual(before);
  });

  test('a sheet cut short beside a good one is named', async () => {
    const paths = ['好.xlsx', '残缺.xlsx'].map((name) => join(folder, name));
    writeFileSync(join(folder, '残缺.xlsx'), cut(sheet(manyRows), 0.7));
    const end = await runJob(['import', ...paths, '--data', data]);
    expect(problemsOf(end)).toMatchObject([{ file: '残缺.xlsx', code: 'file_damaged' }]);
  });

  test('after all of them the archive is as it was', async () => {
    expect(await verify(data)).toEqual(before);
    expect(readdirSync(data).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

test.describe('doubtful rows', () => {
  let folder: string;
  let data: string;
  test.beforeEach(() => {
    folder = temporaryFolder();
    data = join(folder, 'archive');
  });

  /** Imports one sheet and hands back the end of the job and what then stands in the archive. */
  async function importRows(rows: readonly (readonly TestCell[])[], format: 'xlsx' | 'xlsm' = 'xlsx') {
    const path = join(folder, `表.${format}`);
    writeFileSync(path, sheet(rows, format));
    const end = await runJob(['import', path, '--data', data]);
    return { end, problems: problemsOf(end), lines: await dumpOf(data) };
  }

  test('two heads: both kept as written, the second one named with its cell', async () => {
    const { end, problems, lines } = await importRows([
      HEADER,
      ['1', '赵有田', '赵有田', '户主', null, null],
      ['1', '赵有田', '钱小梅', '户主', null, null],
    ]);
    expect(end.exit).toBe(0);
    expect(problems).toMatchObject([{ code: 'two_heads', sheet: '名册', cell: 'D3' }]);
    expect(lines).toMatchObject([{ members: [{ relation: '户主' }, { relation: '户主' }] }]);
  });

  test('a household number that comes again with another head: the second row is refused with its cell', async () => {
    const { end, problems, lines } = await importRows([
      ['户编号', '户主姓名', '户主证件号码', '家庭人口数'],
      ['7', '赵有田', '530199196503121239', 3],
      ['7', '李长春', '530199197001012232', 2],
    ]);
    expect(end.exit).toBe(0);
    expect(end.json.plan).toMatchObject({ new: 1, rejected: 1 });
    expect(problems).toMatchObject([{ code: 'duplicate_household_no', sheet: '名册', cell: 'A3' }]);
    expect(lines).toHaveLength(1);
    expect(JSON.stringify(lines)).not.toContain('李长春');
  });

  test('numbers of 18 digits that were stored as numbers are reported with their cells and never applied', async () => {
    const { end, problems, lines } = await importRows([
      HEADER,
      ['1', '赵有田', '赵有田', '户主', 530199196503121239, 13800000001],
      ['1', '赵有田', '钱小梅', '之妻', '530199196803121226', null],
    ]);
    expect(end.exit).toBe(0);
    expect(problems).toMatchObject([{ code: expect.stringMatching(/_rounded$/), sheet: '名册', cell: 'E2' }]);
    const [household] = lines as { members: { id_no?: string; phone?: string }[]; unread: { path: string }[] }[];
    expect(household?.members[0]?.id_no).toBeUndefined();
    expect(household?.members[1]?.id_no).toBe('530199196803121226');
    expect(household?.unread).toMatchObject([{ path: 'members[0].id_no' }]);
  });

  test('a macro workbook is read as data, and says that no macro was run', async () => {
    const { end, problems, lines } = await importRows(ROWS, 'xlsm');
    expect(end.exit).toBe(0);
    expect(problems).toMatchObject([{ file: '表.xlsm', cell: '', code: 'macros_ignored', level: 'note' }]);
    expect(lines).toHaveLength(2);
  });
});
