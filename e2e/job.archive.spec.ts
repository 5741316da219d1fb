/** The verbs on an archive with content: policies, importing again, shapes of find, dump, verify and undo, and who holds it. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readWorkbook } from '#shared/excel/read/readWorkbook';
import { workbookFile, type TestCell } from '#shared/excel/read/testFiles';
import { expect, launch, temporaryFolder, test } from './fixtures';
import { dumpOf, expectRefused, problemsOf, runJob, verify } from './runJob';

const HEADER = ['户编号', '户主姓名', '姓名', '与户主关系', '证件号码', '联系电话'] as const;
const FIRST: readonly (readonly TestCell[])[] = [
  ['1', '赵有田', '赵有田', '户主', '530199196503121239', '13800000001'],
  ['1', '赵有田', '钱小梅', '之妻', '530199196803121226', null],
  ['2', '孙广福', '孙广福', '户主', '530199197001012232', null],
];
/** Household 1: another telephone number (conflict) and one for the wife (blank); 2: a number (changed); 3: new. */
const SECOND: readonly (readonly TestCell[])[] = [
  ['1', '赵有田', '赵有田', '户主', '530199196503121239', '13900000002'],
  ['1', '赵有田', '钱小梅', '之妻', '530199196803121226', '13900000003'],
  ['2', '孙广福', '孙广福', '户主', '530199197001012232', '13900000004'],
  ['3', '李长春', '李长春', '户主', '530199197501012238', null],
];
const EMPTY_HASH = createHash('sha256').update('[]').digest('hex');

let folder: string;
let data: string;

test.beforeEach(() => {
  folder = temporaryFolder();
  data = join(folder, 'archive');
});

/** Writes a sheet 名册 with the usual header; returns its path. */
function sheetFile(name: string, rows: readonly (readonly TestCell[])[]): string {
  const path = join(folder, name);
  writeFileSync(path, workbookFile('xlsx', [{ name: '名册', rows: [HEADER, ...rows] }]));
  return path;
}

const job = (...words: string[]) => runJob([...words, '--data', data]);

/** Telephone numbers by person. */
async function phones(): Promise<Record<string, unknown>> {
  const lines = (await dumpOf(data)) as { members: { name: string; member_phone?: string }[] }[];
  return Object.fromEntries(lines.flatMap(({ members }) => members.map((one) => [one.name, one.member_phone])));
}

test('policies: a dry run writes nothing, fill only fills, keep adds only households, file overwrites', async () => {
  await job('import', sheetFile('一.xlsx', FIRST));
  const before = await verify(data);
  const second = sheetFile('二.xlsx', SECOND);
  const plan = { new: 1, changed: 1, same: 0, conflict: 1, rejected: 0 };

  const dry = await job('import', second, '--dry-run', '--policy', 'file');
  expect([dry.exit, dry.json.plan, dry.json.batch]).toEqual([0, plan, null]);
  expect(await verify(data)).toEqual(before);

  expect((await job('import', second, '--policy', 'keep')).json.plan).toEqual(plan);
  const untouched = { 赵有田: '13800000001', 钱小梅: undefined, 孙广福: undefined, 李长春: undefined };
  expect(await phones()).toEqual(untouched);

  expect((await job('import', second)).json.plan).toEqual({ ...plan, new: 0, same: 1 });
  const filled = { ...untouched, 钱小梅: '13900000003', 孙广福: '13900000004' };
  expect(await phones()).toEqual(filled);

  const file = await job('import', second, '--policy', 'file');
  expect(file.json.plan).toEqual({ new: 0, changed: 0, same: 2, conflict: 1, rejected: 0 });
  expect(file.json.batch).toMatch(/^[0-9A-Z]{26}$/);
  expect(await phones()).toEqual({ ...filled, 赵有田: '13900000002' });
});

test('the same file again changes nothing, and makes no operation', async () => {
  const path = sheetFile('一.xlsx', FIRST);
  expect((await job('import', path)).json.plan).toMatchObject({ new: 2, rejected: 0 });
  const before = await verify(data);
  for (const policy of ['fill', 'file']) {
    const again = await job('import', path, '--policy', policy);
    expect([again.exit, again.json.plan, again.json.batch]).toEqual([
      0,
      { new: 0, changed: 0, same: 2, conflict: 0, rejected: 0 },
      null,
    ]);
  }
  expect(await verify(data)).toEqual(before);
});

test('a number that belongs to other people is not merged; --report is a workbook that opens', async () => {
  await job('import', sheetFile('一.xlsx', FIRST));
  const strangers = sheetFile('二.xlsx', [
    ['1', '周大山', '周大山', '户主', '530199196001012230', null],
    ['1', '周大山', '吴秀', '之妻', '530199196101012226', null],
  ]);
  const report = join(folder, '问题.xlsx');
  const end = await job('import', strangers, '--report', report);
  expect(end.json.plan).toEqual({ new: 0, changed: 0, same: 0, conflict: 0, rejected: 1 });
  expect(problemsOf(end)).toMatchObject([
    { file: '二.xlsx', sheet: '名册', cell: 'A2', code: 'number_of_other_household' },
  ]);
  expect([end.exit, end.json.ok, end.json.batch]).toEqual([1, false, null]);
  const book = readWorkbook(readFileSync(report), '问题.xlsx');
  expect(book.ok && book.value.sheets[0]?.rows.some((row) => row.includes('二.xlsx') && row.includes('A2'))).toBe(true);
});

test('find, dump, verify, undo', async () => {
  const empty = await verify(data);
  expect(empty).toEqual({ hash: EMPTY_HASH, households: 0, members: 0, operations: 0 });
  expect((await job('find', '赵')).json).toMatchObject({ hits: 0, first: null });
  expectRefused(await job('undo'), 1, 'nothing_to_undo');
  const first = await job('import', sheetFile('一.xlsx', FIRST));
  const second = await job('import', sheetFile('二.xlsx', SECOND), '--policy', 'file');
  const full = await verify(data);
  expect(full).toMatchObject({ households: 3, members: 4, operations: 2 });

  const found = await job('find', '孙广福');
  expect(found.json).toMatchObject({ hits: 1, first: { household_no: '2', head_name: '孙广福' } });
  expect(Object.keys(found.json).sort()).toEqual(['first', 'hits', 'ms']);
  const lines = (await dumpOf(data)) as { id: string; household_no: string; members: unknown[] }[];
  expect(lines.map(({ household_no, members }) => [household_no, members.length])).toEqual([
    ['1', 2],
    ['2', 1],
    ['3', 1],
  ]);

  // The later import changed what the first one made: that one cannot go alone, and says which paths stand in the way.
  const blocked = await job('undo', '--operation', String(first.json.operation));
  expect([blocked.exit, blocked.json.code]).toEqual([1, 'undo_blocked']);
  expect((blocked.json.paths as string[]).length).toBeGreaterThan(0);
  expectRefused(await job('undo', '--operation', 'ZZZZ'), 1, 'operation_missing');
  expect(await verify(data)).toEqual(full);

  const third = await job('import', sheetFile('三.xlsx', [['4', '郑秋', '郑秋', '户主', null, null]]));
  expect(third.exit).toBe(0);
  // An earlier operation whose paths nobody touched since can go alone.
  const undone = await job('undo', '--operation', String(second.json.operation));
  expect([undone.exit, undone.json.operation]).toEqual([0, second.json.operation]);
  expect(await phones()).toEqual({ 赵有田: '13800000001', 钱小梅: undefined, 孙广福: undefined, 郑秋: undefined });
  expectRefused(await job('undo', '--operation', String(second.json.operation)), 1, 'already_undone');
  expect((await job('undo', '--operation', String(third.json.operation))).exit).toBe(0);
  const last = await job('undo', '--operation', String(first.json.operation));
  expect([last.exit, last.json.hash]).toEqual([0, EMPTY_HASH]);
  expect(await verify(data)).toEqual({ ...empty, operations: 6 });
});

test('while a window holds the folder every verb is refused, and afterwards works', async () => {
  const path = sheetFile('一.xlsx', FIRST);
  const out = join(folder, 'alles.jsonl');
  const window = await launch({ dataDir: data });
  for (const words of [['import', path], ['undo'], ['dump', '--out', out], ['verify']]) {
    const end = await job(...words);
    expect([end.exit, end.json.code]).toEqual([1, 'archive_in_use']);
    expect(end.json.text).toMatch(/正由.+使用/);
  }
  expect(existsSync(out)).toBe(false);
  await window.close();
  expect(await verify(data)).toMatchObject({ hash: EMPTY_HASH });
  const both = await Promise.all([job('import', path), job('import', path)]);
  const ends = both.map(({ exit }) => exit).sort();
  expect(ends[0]).toBe(0);
  for (const { exit, json } of both) if (exit !== 0) expect([exit, json.code]).toEqual([1, 'archive_in_use']);
  expect(await verify(data)).toMatchObject({ households: 2, operations: 1 });
});
