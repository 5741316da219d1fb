/** What everybody can see of the archive's safety: light, backups, restoring, rebuilding, and the ways in which writing stops. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, launch, temporaryFolder, test, type Launched } from './fixtures';
import { Frame } from './pages/frame';
import { Household } from './pages/household';
import { Register } from './pages/register';
import { Safety } from './pages/safety';

/** One household with this head, saved. */
async function oneHousehold({ page }: Launched, name: string): Promise<void> {
  const household = new Household(page);
  await new Register(page).newHousehold();
  await household.type('fields.head_name', name);
  await expect(page.locator('.household-name')).toHaveText(name);
  await new Frame(page).saved();
}

/** A new folder on another drive than this one's; null where there is none. */
function otherDrive(folder: string): string | null {
  const memory = '/dev/shm';
  if (!existsSync(memory) || statSync(memory).dev === statSync(folder).dev) return null;
  const made = mkdtempSync(join(memory, 'hudang-e2e-'));
  elsewhere.push(made);
  return made;
}
const elsewhere: string[] = [];
test.afterAll(() => elsewhere.splice(0).forEach((made) => rmSync(made, { recursive: true, force: true })));

test('the light tells what can be brought back, and turns green when all of it is proved', async ({ hudang }) => {
  test.setTimeout(180_000);
  const { page, app } = hudang;
  const safety = new Safety(page, app);
  await safety.lightSays('还没有需要保护的内容');
  await oneHousehold(hudang, '周大山');
  // A copy is made, checked and rehearsed by itself; then only the second place is missing.
  await safety.lightSays('没有第二份');
  await safety.light.click();
  await expect(page.locator('.standing h1')).toContainText('没有第二份');
  await expect(safety.copies.first()).toContainText('已核对');

  let second = join(temporaryFolder(), '第二份');
  mkdirSync(second);
  await safety.willOpen(second);
  await page.getByRole('button', { name: '选择第二份存放位置' }).click();
  await safety.lightSays('第二份在同一块硬盘上');
  await expect(page.locator('.place')).toContainText(second);
  const other = otherDrive(hudang.dataDir);
  test.skip(other === null, 'there is no second drive here');
  second = other ?? '';
  await safety.willOpen(second);
  await page.getByRole('button', { name: '更换' }).click();
  await safety.lightSays('已验证');
  await expect(page.locator('.place')).toContainText(second);
  await expect(page.locator('.standing h1 .light-good')).toBeVisible();
  await page.getByRole('button', { name: '停用' }).click();
  await safety.lightSays('没有第二份');
  expect(hudang.errors).toEqual([]);
  await hudang.expectNoViolations();
});

test('a copy is rehearsed on demand, everything is read again, and both say what they saw', async ({ hudang }) => {
  const { page, app } = hudang;
  const safety = new Safety(page, app);
  await oneHousehold(hudang, '周大山');
  await safety.open();
  await page.getByRole('button', { name: '现在做一份' }).click();
  await expect(safety.copies.first()).toContainText('已核对', { timeout: 30_000 });
  await safety.copies.first().getByRole('button', { name: '演练' }).click();
  await expect(page.getByText('演练成功')).toContainText('1 户', { timeout: 30_000 });
  await page.getByRole('button', { name: '校验全部' }).click();
  await expect(page.getByText('全部完好')).toContainText('逐户读了 1 户', { timeout: 30_000 });
  await hudang.expectNoViolations();
});

test('a backup file is restored after a look at what would change, and taken back again', async ({ hudang }) => {
  test.setTimeout(180_000);
  const { page, app } = hudang;
  const safety = new Safety(page, app);
  const register = new Register(page);
  const file = join(temporaryFolder(), '备份.zip');
  await page.getByRole('button', { name: '打开示例村' }).click();
  await register.total(200);
  await safety.open();
  await safety.backupTo(file);
  expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK');

  // Nothing has changed yet: there is nothing to restore.
  await safety.previewOf(file);
  await expect(safety.dialog).toContainText('完全一样', { timeout: 30_000 });
  await expect(safety.dialog.getByRole('button', { name: '不用恢复' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(safety.dialog).toHaveCount(0);

  const frame = new Frame(page);
  await frame.open('档案');
  await register.openFirst();
  await page.getByRole('button', { name: '删除本户' }).click();
  await register.total(199);
  await register.openFirst();
  await new Household(page).type('fields.phone', '13900002222');
  await frame.saved();

  await safety.open();
  await safety.previewOf(file);
  await safety.previewCounts([1, 1, 0, 198]);
  await expect(safety.dialog).toContainText('先把现在的内容另存一份');
  await safety.restore('恢复：新增 1 户，修改 1 户');
  await frame.counts('200 户');
  await page.locator('.notification').getByRole('button', { name: '撤销' }).click();
  await frame.counts('199 户');
  expect(hudang.errors).toEqual([]);
  await hudang.expectNoViolations();
});

test('a backup file brings the whole archive to another computer', async ({ hudang }) => {
  test.setTimeout(180_000);
  const file = join(temporaryFolder(), '备份.zip');
  await hudang.page.getByRole('button', { name: '打开示例村' }).click();
  await new Register(hudang.page).total(200);
  const here = new Safety(hudang.page, hudang.app);
  await here.open();
  await here.backupTo(file);

  const other = await launch();
  const safety = new Safety(other.page, other.app);
  await safety.open();
  await safety.previewOf(file);
  await safety.dialog.getByRole('button', { name: '换成这份备份：200 户' }).click();
  await expect(other.page.locator('.notification')).toContainText('已恢复到', { timeout: 30_000 });
  await expect(safety.dialog).toHaveCount(0);
  await new Frame(other.page).counts('200 户');
  // With its history.
  await expect(other.page.locator('.operation-what')).toHaveText(['演示数据 200 户']);
  await other.close();
});

test('a database that was deleted is built again, and the dialog says from what', async () => {
  const first = await launch();
  await oneHousehold(first, '周大山');
  await first.close();
  rmSync(join(first.dataDir, 'profile', 'IndexedDB'), { recursive: true });

  const again = await launch({ dataDir: first.dataDir });
  const safety = new Safety(again.page, again.app);
  await expect(safety.dialog).toContainText('内容没有丢失');
  await expect(safety.dialog).toContainText('1 户');
  await safety.dialog.getByRole('button', { name: '知道了' }).click();
  await expect(new Register(again.page).row('周大山')).toBeVisible();
  await again.expectNoViolations();
  await again.close();

  // The next start is an ordinary one.
  const third = await launch({ dataDir: first.dataDir });
  await expect(new Register(third.page).row('周大山')).toBeVisible();
  await expect(new Safety(third.page, third.app).dialog).toHaveCount(0);
  await third.close();
});

test('an archive that somebody else has open can only be looked at', async () => {
  const first = await launch();
  await oneHousehold(first, '周大山');
  await first.close();
  const lock = join(first.dataDir, 'LOCK');
  const theirs = { owner: '李明', computer: '电脑A', pid: 1, since: '2026-11-22T08:00:00.000Z', mode: 'window' };
  writeFileSync(lock, JSON.stringify(theirs));
  // As the other program does while it runs.
  const beat = setInterval(() => utimesSync(lock, new Date(), new Date()), 10_000);
  try {
    const reader = await launch({ dataDir: first.dataDir });
    const { page, app } = reader;
    const safety = new Safety(page, app);
    await expect(safety.banner).toContainText('李明正在电脑“电脑A”上使用这份档案，现在只能查看');
    const register = new Register(page);
    await expect(register.row('周大山')).toBeVisible();
    await expect(page.getByRole('button', { name: '新建一户' })).toBeDisabled();
    await register.openFirst();
    const phone = new Household(page).field('fields.phone');
    await expect(phone).not.toBeEditable();
    await expect(page.getByRole('button', { name: '删除本户' })).toBeDisabled();
    await new Frame(page).open('数据安全');
    await expect(safety.light).toContainText('只能查看');
    await safety.banner.getByRole('button', { name: '重新读取' }).click();
    await expect(safety.banner).toContainText('李明');
    expect(JSON.parse(readFileSync(lock, 'utf8'))).toEqual(theirs);
    clearInterval(beat);
    rmSync(lock);
    await expect(safety.banner).toContainText('李明已经关闭了这份档案。请关闭户档再打开，就可以修改');
    await reader.close();
  } finally {
    clearInterval(beat);
  }
});

test.describe('on a small disk', () => {
  let disk: string | null = null;
  test.beforeEach(() => {
    const path = join(temporaryFolder(), 'disk');
    mkdirSync(path);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=320m', 'tmpfs', path], { stdio: 'ignore' });
      disk = path;
    } catch {
      disk = null;
    }
    test.skip(disk === null, 'mounting a disk of a fixed size needs root on Linux');
  });
  test.afterEach(() => {
    if (disk !== null) execFileSync('umount', ['-l', disk]);
  });

  /** Leaves `left` bytes free; returns the file to delete. */
  function fillUp(folder: string, left: number): string {
    const { bavail, bsize } = statfsSync(folder);
    const filler = join(folder, 'filler');
    writeFileSync(filler, new Uint8Array(Math.max(0, bavail * bsize - left)));
    return filler;
  }

  test('typing goes on while nothing can be written, and is saved by itself when there is room', async () => {
    test.setTimeout(180_000);
    const root = disk ?? '';
    const hudang = await launch({ dataDir: join(root, 'archive') });
    const { page, app } = hudang;
    const safety = new Safety(page, app);
    await expect(safety.banner).toContainText('请清理不用的文件');
    await safety.banner.getByRole('button', { name: '关闭' }).click();
    await expect(safety.banner).toHaveCount(0);
    await oneHousehold(hudang, '周大山');

    const filler = fillUp(root, 60e6);
    await expect(safety.banner).toContainText('为保护档案暂停写入');
    const household = new Household(page);
    await household.type('fields.phone', '13900002222');
    await expect(household.field('fields.phone')).toHaveValue('13900002222');
    rmSync(filler);
    await expect(page.locator('.notification')).toContainText('可以写入了', { timeout: 30_000 });
    await expect(safety.banner).not.toContainText('为保护档案');
    await hudang.close();

    const again = await launch({ dataDir: join(root, 'archive') });
    await new Register(again.page).row('周大山').dblclick();
    await expect(new Household(again.page).field('fields.phone')).toHaveValue('13900002222');
    await again.close();
  });

  test('without any room the archive stays closed, and opens by itself when there is some', async () => {
    const root = disk ?? '';
    const dataDir = join(root, 'archive');
    const first = await launch({ dataDir });
    await oneHousehold(first, '周大山');
    await first.close();
    const filler = fillUp(root, 12e6);
    const again = await launch({ dataDir });
    await expect(again.page.getByRole('heading', { level: 1 })).toContainText('磁盘已满');
    rmSync(filler);
    await expect(new Register(again.page).row('周大山')).toBeVisible({ timeout: 30_000 });
    await again.close();
  });
});
