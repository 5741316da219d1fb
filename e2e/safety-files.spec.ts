/** Files that people choose in 数据安全: no backup, a cut one, a target that must not be written. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, launch, temporaryFolder, test, type Launched } from './fixtures';
import { Frame } from './pages/frame';
import { Household } from './pages/household';
import { Register } from './pages/register';
import { Safety } from './pages/safety';
import { expectRefused, runJob } from './runJob';

/** One household with this head, saved. */
async function oneHousehold({ page }: Launched, name: string): Promise<void> {
  const household = new Household(page);
  await new Register(page).newHousehold();
  await household.type('fields.head_name', name);
  await expect(page.locator('.household-name')).toHaveText(name);
  await new Frame(page).saved();
}

/**
 * The copy of this start was made and rehearsed: nothing more is due. Until then the buttons may have to wait for it, which
 * a key pressed on them does not, and it may be written after a spec took copies away.
 */
async function afterStart(safety: Safety): Promise<void> {
  await safety.lightSays('没有第二份');
}

test('a file that is no backup, and one that was cut, are refused in words', async ({ hudang }) => {
  const { page, app } = hudang;
  const safety = new Safety(page, app);
  const folder = temporaryFolder();
  await oneHousehold(hudang, '周大山');
  await safety.open();
  await afterStart(safety);
  const whole = join(folder, '备份.zip');
  await safety.backupTo(whole);
  writeFileSync(join(folder, '短.zip'), readFileSync(whole).subarray(0, statSync(whole).size - 100));
  writeFileSync(join(folder, '别的.zip'), 'not a backup');
  // By the keyboard, which must find its way back.
  const restore = page.getByRole('button', { name: '从备份文件恢复' });
  for (const name of ['短.zip', '别的.zip']) {
    await safety.willOpen(join(folder, name));
    await restore.press('Enter');
    await expect(safety.dialog).toContainText('没有恢复，档案没有改动', { timeout: 30_000 });
    await expect(safety.dialog.locator('.dialog-body')).not.toContainText(/[a-z]_[a-z]/);
    await page.keyboard.press('Escape');
    await expect(safety.dialog).toHaveCount(0);
    await expect(restore).toBeFocused();
  }
});

test('nothing of the archive can be replaced by a backup or a table', async () => {
  const hudang = await launch();
  const { page, app } = hudang;
  const safety = new Safety(page, app);
  await oneHousehold(hudang, '周大山');
  await safety.open();
  const journal = join(hudang.dataDir, 'journal', '000000000001.jsonl');
  const before = readFileSync(journal);
  await safety.willSaveTo(journal);
  await page.getByRole('button', { name: '立即备份' }).click();
  await expect(page.locator('.notification')).toContainText('不能把“000000000001.jsonl”存到档案文件夹里');
  expect(readFileSync(journal)).toEqual(before);
  await hudang.close();
  const out = join(hudang.dataDir, '备份.zip');
  expectRefused(await runJob(['backup', '--out', out, '--data', hudang.dataDir]), 1, 'target_in_archive');
  expect(existsSync(out)).toBe(false);
});

test('an attachment that is rotten or gone is named by its file and household, and a backup does not pass over it', async ({
  hudang,
}) => {
  const { page, app } = hudang;
  const safety = new Safety(page, app);
  const folder = temporaryFolder();
  await oneHousehold(hudang, '周大山');
  const box = page.locator('#attachments');
  const stored = ['合同.pdf', '户口本.jpg'].map((name, at) => {
    const bytes = Buffer.alloc(40_000, at + 1);
    writeFileSync(join(folder, name), bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { name, path: join(hudang.dataDir, 'attachments', sha256.slice(0, 2), sha256) };
  });
  await box.locator('input[type=file]').setInputFiles(stored.map(({ name }) => join(folder, name)));
  for (const { name } of stored) await expect(box.getByRole('row').filter({ hasText: name })).toBeVisible();
  const [rotten, gone] = stored.map(({ path }) => path);
  rmSync(rotten ?? '');
  writeFileSync(rotten ?? '', Buffer.alloc(40_000, 9));
  rmSync(gone ?? '');

  await safety.open();
  await page.getByRole('button', { name: '校验全部' }).click();
  await expect(page.locator('.safety-damage')).toContainText('附件已损坏：“合同.pdf”（周大山）', { timeout: 30_000 });
  await expect(page.locator('.safety-damage')).toContainText('附件不见了：“户口本.jpg”（周大山）');
  await safety.backupTo(join(folder, '备份.zip'));
  await expect(page.locator('.notice-warn')).toContainText('没能备份进去');
  for (const { name } of stored) await expect(page.locator('.notice-warn')).toContainText(`“${name}”（周大山）`);
  await hudang.close();
  const verified = await runJob(['verify', '--data', hudang.dataDir]);
  expectRefused(verified, 1, 'verify_failed');
  for (const { name } of stored) expect(verified.json.text).toContain(name);
});

test('a copy whose file somebody deleted is missed in words', async ({ hudang }) => {
  const { page, app } = hudang;
  const safety = new Safety(page, app);
  await oneHousehold(hudang, '周大山');
  await safety.open();
  await afterStart(safety);
  await expect(safety.copies).toHaveCount(1);
  await expect(safety.copies.first()).toContainText('已核对');
  const folder = join(hudang.dataDir, 'snapshots');
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.zip'))) rmSync(join(folder, name));
  await safety.copies.first().getByRole('button', { name: '恢复到' }).click();
  await expect(safety.dialog).toContainText('的文件不见了');
  await expect(safety.dialog).toContainText('没有恢复，档案没有改动');
  await page.keyboard.press('Escape');
  await safety.copies.first().getByRole('button', { name: '演练' }).click();
  await expect(page.locator('.notification')).toContainText('的文件不见了');
  await safety.lightSays('还没有核对过的副本');
});
