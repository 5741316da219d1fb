/** Where the archive cannot be opened and nothing beside it gives it back: said, never an empty archive, and mended. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, launch, temporaryFolder, test, type Launched } from './fixtures';
import { Frame } from './pages/frame';
import { Household } from './pages/household';
import { Register } from './pages/register';
import { Safety } from './pages/safety';

/** A folder whose archive of 200 households was saved and backed up into `file`, closed. */
async function backedUp(file: string): Promise<string> {
  const { page, app, dataDir, close } = await launch();
  await page.getByRole('button', { name: '打开示例村' }).click();
  await new Register(page).total(200);
  const safety = new Safety(page, app);
  await safety.open();
  await safety.backupTo(file);
  await close();
  return dataDir;
}

async function shot({ page }: Launched, name: string): Promise<void> {
  const folder = process.env.SHOTS;
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
}

async function restored(app: Launched, file: string): Promise<void> {
  const { page } = app;
  const safety = new Safety(page, app.app);
  await safety.previewOf(file);
  await expect(safety.dialog).toContainText('200 户');
  await shot(app, 'unopened-question');
  await page.getByRole('button', { name: '恢复这份备份：200 户' }).click();
  await expect(page.locator('.notification')).toContainText('已恢复到', { timeout: 30_000 });
  await new Frame(page).counts('200 户');
}

const GONE = ['journal', 'snapshots', 'profile'];

test('everything deleted but archive.json is refused, and a backup file brings it back', async () => {
  test.setTimeout(180_000);
  const file = join(temporaryFolder(), '备份.zip');
  const dataDir = await backedUp(file);
  for (const name of GONE) rmSync(join(dataDir, name), { recursive: true });

  for (let start = 0; start < 2; start += 1) {
    const app = await launch({ dataDir });
    await expect(app.page.getByText('这个文件夹里保存过档案')).toBeVisible();
    await expect(app.page.getByText('先看回收站')).toBeVisible();
    await shot(app, 'unopened-emptied');
    await app.close();
    expect(readdirSync(join(dataDir, 'journal'))).toEqual(['segments']);
  }
  const app = await launch({ dataDir });
  const damaged = join(temporaryFolder(), '坏了.zip');
  const safety = new Safety(app.page, app.app);
  copyFileSync(file, damaged);
  truncateSync(damaged, statSync(damaged).size - 100);
  await safety.previewOf(damaged);
  await expect(safety.dialog).toContainText('没有恢复，档案没有改动');
  await shot(app, 'unopened-damaged');
  await safety.dialog.getByRole('button', { name: '知道了' }).click();

  await restored(app, file);
  await shot(app, 'unopened-restored');
  await new Register(app.page).openFirst();
  await new Household(app.page).type('fields.phone', '13900002222');
  await new Frame(app.page).saved();
  expect(app.errors).toEqual([]);
  await app.expectNoViolations();
  await app.close();
  const again = await launch({ dataDir });
  await new Frame(again.page).counts('200 户');
  await again.close();
});

/** The folder in which Chromium keeps our database. */
function database(dataDir: string): string {
  const folder = join(dataDir, 'profile', 'IndexedDB');
  return join(folder, readdirSync(folder).find((name) => name.endsWith('.leveldb')) ?? '');
}

test('a database that Chromium threw away with nothing left beside it: refused at every start, and a backup brings it back', async () => {
  test.setTimeout(180_000);
  const file = join(temporaryFolder(), '备份.zip');
  const dataDir = await backedUp(file);
  for (const name of ['journal', 'snapshots']) rmSync(join(dataDir, name), { recursive: true });
  truncateSync(join(database(dataDir), 'CURRENT'), 0);

  // Chromium tells of it once, and then shows an empty database: it stays refused all the same.
  for (let start = 0; start < 2; start += 1) {
    const app = await launch({ dataDir });
    await expect(app.page.getByText('档案数据库已损坏')).toBeVisible();
    await expect(app.page.getByRole('button', { name: '从空档案开始' })).toHaveCount(0);
    await shot(app, 'unopened-lost');
    await app.close();
  }
  const app = await launch({ dataDir });
  await restored(app, file);
  expect(app.errors).toEqual([]);
  await app.expectNoViolations();
  await app.close();
  const again = await launch({ dataDir });
  await new Frame(again.page).counts('200 户');
  await again.close();
});

test('who knows that nothing is left may begin with nothing, after being asked twice', async () => {
  const first = await launch();
  await new Register(first.page).newHousehold();
  await new Household(first.page).type('fields.head_name', '周大山');
  await new Frame(first.page).saved();
  await first.close();
  for (const name of GONE) rmSync(join(first.dataDir, name), { recursive: true });

  const app = await launch({ dataDir: first.dataDir });
  await app.page.getByRole('button', { name: '从空档案开始' }).click();
  const dialog = app.page.getByRole('dialog');
  await shot(app, 'unopened-begin');
  await dialog.getByRole('button', { name: '从空档案开始' }).click();
  await new Register(app.page).newHousehold();
  await new Household(app.page).type('fields.head_name', '李秀兰');
  await new Frame(app.page).saved();
  await app.close();
  const again = await launch({ dataDir: first.dataDir });
  await new Frame(again.page).counts('1 户');
  await again.close();
});

test('only copies that cannot be read are left: refused, and a backup file brings it back', async () => {
  test.setTimeout(180_000);
  const file = join(temporaryFolder(), '备份.zip');
  const dataDir = await backedUp(file);
  for (const name of ['journal', 'profile']) rmSync(join(dataDir, name), { recursive: true });
  const copies = join(dataDir, 'snapshots');
  if (!existsSync(copies) || !readdirSync(copies).some((name) => name.endsWith('.zip'))) {
    mkdirSync(copies, { recursive: true });
    writeFileSync(join(copies, '000000000001-20260101T000000.zip'), Buffer.alloc(4000));
  }
  for (const name of readdirSync(copies).filter((each) => each.endsWith('.zip')))
    truncateSync(join(copies, name), 3000);

  const app = await launch({ dataDir });
  await expect(app.page.getByRole('button', { name: '从备份文件恢复' })).toBeVisible();
  await expect(app.page.getByText('副本都已损坏')).toBeVisible();
  await shot(app, 'unopened-no-copy');
  await restored(app, file);
  await app.close();
});
