/** Backups: written, moved to another computer, restored and undone; bad files refused; damage found and named. */
import { createHash, randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workbookFile } from '#shared/excel/read/testFiles';
import { expect, launch, temporaryFolder, test } from './fixtures';
import { Household } from './pages/household';
import { Register } from './pages/register';
import { dumpOf, expectRefused, expectSentence, runJob, verify, verifyAll, type JobEnd } from './runJob';

const HEADER = ['户编号', '户主姓名', '姓名', '与户主关系', '联系电话'];
const NAMES = ['赵有田', '钱小梅', '孙广福', '李长春', '周大山', '吴秀'];

let folder: string;
let data: string;

test.beforeEach(() => {
  folder = temporaryFolder();
  data = join(folder, 'archive');
});

/** A sheet of invented heads of households with these numbers; `phone` tells one version from another. */
function sheet(name: string, numbers: readonly number[], phone: number): string {
  const path = join(folder, name);
  const rows = numbers.map((n) => {
    const head = NAMES[n % NAMES.length] ?? '';
    return [`${n}`, head, head, '户主', `139${String(phone + n).padStart(8, '0')}`];
  });
  writeFileSync(path, workbookFile('xlsx', [{ name: '名册', rows: [HEADER, ...rows] }]));
  return path;
}

const jobIn = (dataDir: string, ...words: string[]): Promise<JobEnd> => runJob([...words, '--data', dataDir]);
const job = (...words: string[]): Promise<JobEnd> => jobIn(data, ...words);

async function done(end: Promise<JobEnd>): Promise<JobEnd['json']> {
  const { exit, json } = await end;
  expect(exit, JSON.stringify(json)).toBe(0);
  return json;
}

const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** An archive with two imports; the second one changed two households and brought one. */
async function twoImports(): Promise<void> {
  await done(job('import', sheet('一.xlsx', [1, 2, 3], 1000)));
  await done(job('import', sheet('二.xlsx', [2, 3, 4], 2000), '--policy', 'file'));
}

/** Adds an attachment in the window; its bytes. */
async function attach(): Promise<Buffer> {
  const bytes = randomBytes(300_000);
  const photo = join(folder, '户口本.jpg');
  writeFileSync(photo, bytes);
  const hudang = await launch({ dataDir: data });
  await new Register(hudang.page).newHousehold();
  await new Household(hudang.page).type('fields.head_name', '王国强');
  const box = hudang.page.locator('#attachments');
  await box.locator('input[type=file]').setInputFiles(photo);
  await expect(box.getByRole('row').filter({ hasText: '户口本.jpg' })).toBeVisible();
  await hudang.close();
  return bytes;
}

const storedFile = (dataDir: string, bytes: Uint8Array): string =>
  join(dataDir, 'attachments', sha(bytes).slice(0, 2), sha(bytes));

test('a backup says what it holds, carries its checksum, and is restored into an empty archive with everything', async () => {
  await twoImports();
  const photo = await attach();
  const before = await verify(data);
  const file = join(folder, '备份.zip');
  const json = await done(job('backup', '--out', file));
  const bytes = readFileSync(file);
  expect(json).toMatchObject({ ...before, path: file, bytes: bytes.length, attachments: 3, missing: [] });
  expect([json.sha256, bytes.subarray(-64).toString()]).toEqual([sha(bytes.subarray(0, -64)), json.sha256]);

  const other = join(folder, 'other');
  expect(await done(jobIn(other, 'restore', file, '--dry-run'))).toMatchObject({
    new: 5,
    undoable: false,
    households: 0,
  });
  expect(await verify(other)).toMatchObject({ households: 0, operations: 0 });
  const restored = await done(jobIn(other, 'restore', file));
  expect(restored).toMatchObject({ new: 5, changed: 0, gone: 0, same: 0, operation: null, hash: before.hash });
  expect(await verify(other)).toEqual(before);
  expect(await dumpOf(other)).toEqual(await dumpOf(data));
  expect(sha(readFileSync(storedFile(other, photo)))).toBe(sha(photo));
  // The history came with it: the second import can be taken back there as here.
  for (let i = 0; i < 3; i++) {
    const [here, there] = [await job('undo'), await jobIn(other, 'undo')];
    expect([there.exit, there.json.hash, there.json.operation]).toEqual([0, here.json.hash, here.json.operation]);
  }
  expect(await verify(other)).toEqual(await verify(data));
});

test('the folder copied to another computer without its database opens with the same content', async () => {
  await twoImports();
  const photo = await attach();
  const before = await verify(data);
  const other = join(folder, 'other');
  cpSync(data, other, { recursive: true, filter: (path) => path !== join(data, 'profile') });
  expect(existsSync(join(other, 'profile'))).toBe(false);
  const seen = await verifyAll(other);
  expect(seen).toMatchObject({ ...before, recovered: { what: 'rebuilt', because: 'missing', lostLines: [] } });
  expect(await dumpOf(other)).toEqual(await dumpOf(data));
  expect(existsSync(storedFile(other, photo))).toBe(true);
  expect((await verifyAll(other)).recovered).toBeUndefined();
});

test('within an archive a restore is one operation, and its undo gives the state before', async () => {
  await done(job('import', sheet('一.xlsx', [1, 2, 3], 1000)));
  const wanted = await verify(data);
  const file = join(folder, '备份.zip');
  await done(job('backup', '--out', file));
  await done(job('import', sheet('二.xlsx', [2, 3, 4, 5], 2000), '--policy', 'file'));
  const before = await verify(data);
  const counts = { new: 0, changed: 2, gone: 2, same: 1, undoable: true };

  expect(await done(job('restore', file, '--dry-run'))).toMatchObject({
    ...counts,
    operation: null,
    hash: before.hash,
  });
  expect(await verify(data)).toEqual(before);
  expect(
    existsSync(join(data, 'snapshots')) ? readdirSync(join(data, 'snapshots')).filter((n) => n.endsWith('.zip')) : [],
  ).toEqual([]);

  const json = await done(job('restore', file));
  expect(json).toMatchObject({ ...counts, hash: wanted.hash, households: 3 });
  expect(json.operation).toMatch(/^[0-9A-Z]{26}$/);
  expect(readdirSync(join(data, 'snapshots'))).toContain(json.saved);
  expect(await verify(data)).toEqual({ ...wanted, operations: 3 });
  expect((await done(job('undo'))).hash).toBe(before.hash);
  // The copy that was saved before is a backup like any other.
  expect(await done(job('restore', join(data, 'snapshots', String(json.saved)), '--dry-run'))).toMatchObject({
    new: 0,
    changed: 0,
    gone: 0,
    same: 5,
  });
});

test('files that are no whole backup are refused by name, and nothing is changed', async () => {
  await done(job('import', sheet('一.xlsx', [1, 2, 3], 1000)));
  const file = join(folder, '好.zip');
  await done(job('backup', '--out', file));
  const good = readFileSync(file);
  const before = await verifyAll(data);
  const made = (name: string, bytes: Uint8Array): string => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const flipped = Buffer.from(good);
  flipped[Math.floor(good.length / 2)]! ^= 1;
  mkdirSync(join(folder, '文件夹.zip'));
  const bad: readonly (readonly [path: string, code: string])[] = [
    [made('少一段.zip', good.subarray(0, good.length - 500)), 'backup_truncated'],
    [made('坏.zip', flipped), 'backup_damaged'],
    [made('空.zip', new Uint8Array(0)), 'not_a_backup'],
    [made('表.zip', readFileSync(join(folder, '一.xlsx'))), 'not_a_backup'],
    [made('文字.zip', Buffer.from('户编号,姓名\n'.repeat(100))), 'not_a_backup'],
    [join(folder, '文件夹.zip'), 'not_a_file'],
    [join(folder, '没有.zip'), 'file_not_found'],
  ];
  for (const [path, code] of bad) {
    for (const words of [
      ['restore', path],
      ['restore', path, '--dry-run'],
    ]) {
      const end = await job(...words);
      expectRefused(end, 1, code);
      expect(end.json.text).toContain(path.slice(folder.length + 1));
    }
  }
  expect(await verifyAll(data)).toEqual(before);
});

test('a target that cannot be written leaves what was there', async () => {
  await done(job('import', sheet('一.xlsx', [1], 1000)));
  mkdirSync(join(folder, 'x.zip'));
  expectRefused(await job('backup', '--out', join(folder, 'x.zip')), 1, 'target_is_folder');
  expectRefused(await job('backup', '--out', join(folder, 'none', 'x.zip')), 1, 'folder_missing');
});

test('verify names everything that is damaged; rebuild makes the database anew', async () => {
  await twoImports();
  const photo = await attach();
  const before = await verify(data);
  const whole = await verifyAll(data);
  expect(whole).toMatchObject({ database: 'ok', seal: 'ok', attachments: { files: 3, damaged: [], missing: [] } });

  const json = await done(job('rebuild'));
  expect(json).toMatchObject({ because: 'reset', hash: before.hash, households: before.households });
  expect(await verify(data)).toEqual(before);

  // A copy is there after a restore of the present state; then one byte of it changes.
  await done(job('backup', '--out', join(folder, 'b.zip')));
  const saved = String((await done(job('restore', join(folder, 'b.zip')))).saved);
  const copy = readFileSync(join(data, 'snapshots', saved));
  copy[1000]! ^= 1;
  writeFileSync(join(data, 'snapshots', saved), copy);
  rmSync(storedFile(data, photo));
  const bad = await job('verify');
  // The attachment by its own name: the name of its file in the store says nothing to a clerk.
  expectRefusedNaming(bad, [saved, '户口本.jpg']);
  expect(bad.json).toMatchObject({
    ...before,
    snapshots: { damaged: [saved] },
    attachments: { missing: [sha(photo)] },
  });
  // The backup still has the file.
  await done(job('restore', join(folder, 'b.zip')));
  expect(sha(readFileSync(storedFile(data, photo)))).toBe(sha(photo));
});

function expectRefusedNaming({ exit, json }: JobEnd, names: readonly string[]): void {
  expect([exit, json.ok, json.code]).toEqual([1, false, 'verify_failed']);
  for (const name of names) expect(json.text).toContain(`“${name}”`);
  expectSentence(json.text);
}
