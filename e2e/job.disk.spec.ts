/** Folders that cannot be written, disks that are full, logs that end in the middle: said, not hidden, and nothing is lost. */
import { cpSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workbookFile } from '#shared/excel/read/testFiles';
import { expect, temporaryFolder, test } from './fixtures';
import { expectRefused, runJob, verify } from './runJob';
import { smallDisk, type SmallDisk } from './smallDisk';

const HEADER = ['户编号', '户主姓名', '姓名', '与户主关系', '联系电话', '家庭住址'];

/** A sheet of invented heads of households, numbered from `first`. */
function village(path: string, first: number, count: number): string {
  const rows = Array.from({ length: count }, (_, n) => {
    const name = `户主${first + n}`;
    return [`${first + n}`, name, name, '户主', `139${String(first + n).padStart(8, '0')}`, `山脚下第${first + n}号`];
  });
  writeFileSync(path, workbookFile('xlsx', [{ name: '名册', rows: [HEADER, ...rows] }]));
  return path;
}

/** The log that LevelDB writes to, inside an archive folder. */
function databaseLog(data: string): string {
  const databases = join(data, 'profile', 'IndexedDB');
  const [database = ''] = readdirSync(databases).filter((name) => name.endsWith('.leveldb'));
  const logs = readdirSync(join(databases, database)).filter((name) => /^\d+\.log$/.test(name));
  return join(databases, database, logs.sort().at(-1) ?? '');
}

type Records = Readonly<Record<'hash' | 'households' | 'members' | 'operations', unknown>>;

/** What is in the archive, without how it came to be opened. */
async function recordsOf(data: string): Promise<Records> {
  const { hash, households, members, operations } = await verify(data);
  return { hash, households, members, operations };
}

/** Looks several times: Chromium judges what one start left behind only at the next. */
async function expectStays(data: string, state: Records): Promise<void> {
  for (let start = 0; start < 3; start++) expect(await recordsOf(data)).toEqual(state);
}

test('a folder below a file is named', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const sheet = village(join(folder, '村.xlsx'), 1, 3);
  expectRefused(await runJob(['import', sheet, '--data', join(file, 'archive')]), 1, 'folder_missing');
});

test('after a power cut in the middle of a write to the database, nothing is missing', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'archive');
  await runJob(['import', village(join(folder, '一.xlsx'), 1, 20), '--data', data]);
  await runJob(['import', village(join(folder, '二.xlsx'), 100, 200), '--data', data]);
  const after = await recordsOf(data);
  expect(after.households).toBe(220);
  const log = databaseLog(data);
  // Half of what the second import wrote never reached the database; it was acknowledged by the journal.
  truncateSync(log, Math.floor(statSync(log).size / 2));
  await expectStays(data, after);
});

test.describe('on a small disk', () => {
  let folder: string;
  let disk: SmallDisk | null;
  test.beforeEach(() => {
    folder = temporaryFolder();
    disk = smallDisk(folder, 256);
    test.skip(disk === null, 'mounting a disk of a fixed size needs root on Linux');
  });
  test.afterEach(() => disk?.unmount());

  test('an import that fills the disk is refused, and what stood there stays', async () => {
    test.setTimeout(180_000);
    const root = disk!.path;
    const data = join(root, 'archive');
    const large = village(join(folder, '大村.xlsx'), 100, 6000);
    expect((await runJob(['import', village(join(folder, '小村.xlsx'), 1, 20), '--data', data])).exit).toBe(0);
    const before = await recordsOf(data);
    let filler: string | null = null;
    // Another program takes the room while the sheet is being read.
    const onStderr = (text: string) => {
      if (text.includes('读取')) filler ??= disk!.fillUp(800_000);
    };
    const refused = await runJob(['import', large, '--data', data], { onStderr });
    // The guard sees it first, or the disk itself in the middle of the segment.
    expect(['disk_low', 'disk_full']).toContain(refused.json.code);
    expectRefused(refused, 1, String(refused.json.code));
    // Not even opened as long as there is no room: Chromium would throw the database away.
    expectRefused(await runJob(['verify', '--data', data]), 1, 'no_room');
    rmSync(filler ?? '');
    await expectStays(data, before);
    const end = await runJob(['import', large, '--data', data]);
    expect([end.exit, end.json.plan]).toEqual([0, { new: 6000, changed: 0, same: 0, conflict: 0, rejected: 0 }]);
  });

  test('a disk without any room, one that is read-only, and no room for a dump', async () => {
    const root = disk!.path;
    const data = join(root, 'archive');
    const sheet = village(join(folder, '村.xlsx'), 1, 20);
    const filler = disk!.fillUp(0);
    const none = await runJob(['import', sheet, '--data', data]);
    expect([none.exit, none.json.ok]).toEqual([1, false]);
    expect(none.json.text).toMatch(/空间不/);
    rmSync(filler);
    const elsewhere = join(folder, 'archive');
    expect((await runJob(['import', sheet, '--data', elsewhere])).exit).toBe(0);
    const before = await recordsOf(elsewhere);
    rmSync(data, { recursive: true, force: true });
    cpSync(elsewhere, data, { recursive: true });
    disk!.remount('ro');
    expectRefused(await runJob(['import', sheet, '--data', data]), 1, 'folder_readonly');
    disk!.remount('rw');
    expect(await recordsOf(data)).toEqual(before);
    disk!.fillUp(4096);
    const there = readdirSync(root);
    const out = join(root, '档案.jsonl');
    expectRefused(await runJob(['dump', '--out', out, '--data', elsewhere]), 1, 'disk_full');
    expect(readdirSync(root)).toEqual(there);
  });
});
