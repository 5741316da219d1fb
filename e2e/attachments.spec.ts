/** Photos and scans of a household: put in, looked at, taken out, and what is said when a file is gone or rotten. */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, temporaryFolder, test, type Launched } from './fixtures';
import { Household } from './pages/household';
import { Register } from './pages/register';

const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

class Attachments {
  readonly box: Locator;

  constructor(readonly page: Page) {
    this.box = page.locator('#attachments');
  }

  row(name: string): Locator {
    return this.box.getByRole('row').filter({ hasText: name });
  }

  async choose(...paths: string[]): Promise<void> {
    await this.box.locator('input[type=file]').setInputFiles(paths);
  }

  /** As the file manager does. */
  async drop(name: string, text: string): Promise<void> {
    const data = await this.page.evaluateHandle(
      ([file, content]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([content], file, { type: 'text/plain' }));
        return transfer;
      },
      [name, text] as const,
    );
    await this.box.dispatchEvent('dragover', { dataTransfer: data });
    await this.box.dispatchEvent('drop', { dataTransfer: data });
  }
}

/** From now on files are not opened but noted. */
async function noteOpened({ app }: Launched): Promise<() => Promise<string>> {
  await app.evaluate(({ shell }) => {
    shell.openPath = (path) => {
      Object.assign(globalThis, { opened: path });
      return Promise.resolve('');
    };
  });
  return () => app.evaluate(() => (globalThis as { opened?: string }).opened ?? '');
}

test('files are added, seen, kept once, removed and brought back', async ({ hudang }) => {
  const { page, dataDir } = hudang;
  const folder = temporaryFolder();
  const photo = randomBytes(300_000);
  const large = Buffer.alloc(20 * 2 ** 20, 7);
  writeFileSync(join(folder, '身份证.jpg'), photo);
  writeFileSync(join(folder, '身份证(1).jpg'), photo);
  writeFileSync(join(folder, '土地合同.pdf'), large);
  writeFileSync(join(folder, '空的.jpg'), '');
  const stored = (bytes: Uint8Array) => join(dataDir, 'attachments', sha(bytes).slice(0, 2), sha(bytes));
  const register = new Register(page);
  await register.newHousehold();
  await new Household(page).type('fields.head_name', '王国强');
  const attachments = new Attachments(page);
  const head = page.locator('.household-head');

  await attachments.choose(join(folder, '身份证.jpg'), join(folder, '土地合同.pdf'));
  await expect(attachments.row('身份证.jpg')).toContainText('300 KB');
  await expect(attachments.row('土地合同.pdf')).toContainText('21 MB');
  await expect(page.getByText('已添加 2 个附件')).toBeVisible();
  await expect(head).toContainText('附件 2');
  expect(sha(readFileSync(stored(photo)))).toBe(sha(photo));
  expect(statSync(stored(large)).size).toBe(large.byteLength);

  await attachments.choose(join(folder, '身份证(1).jpg'));
  await expect(page.getByText('内容相同，没有重复添加')).toBeVisible();
  await attachments.choose(join(folder, '空的.jpg'));
  await expect(page.getByText('是空文件，没有添加')).toBeVisible();
  await attachments.drop('走访记录.txt', '2026年11月走访');
  await expect(attachments.row('走访记录.txt')).toBeVisible();
  await page.getByRole('button', { name: '撤销', exact: true }).click();
  await expect(attachments.row('走访记录.txt')).toHaveCount(0);

  const opened = await noteOpened(hudang);
  await attachments.row('身份证.jpg').getByRole('button', { name: '查看' }).click();
  await expect.poll(opened).toMatch(/身份证\.jpg$/);
  const shown = await opened();
  expect(shown.startsWith(dataDir)).toBe(false);
  expect(sha(readFileSync(shown))).toBe(sha(photo));
  expect(statSync(shown).mode & 0o222).toBe(0);

  const target = join(folder, '另存.jpg');
  await hudang.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, target);
  await attachments.row('身份证.jpg').getByRole('button', { name: '另存' }).click();
  await expect(page.getByText(`已另存为 ${target}`)).toBeVisible();
  expect(sha(readFileSync(target))).toBe(sha(photo));

  await attachments.row('身份证.jpg').getByRole('button', { name: '移除' }).click();
  await expect(attachments.row('身份证.jpg')).toHaveCount(0);
  expect(existsSync(stored(photo))).toBe(true);
  await page.getByRole('button', { name: '撤销', exact: true }).click();
  await expect(attachments.row('身份证.jpg')).toHaveCount(1);

  await page.getByRole('button', { name: '删除本户' }).click();
  await page.getByRole('button', { name: '撤销', exact: true }).click();
  await register.openFirst();
  await expect(head).toContainText('附件 2');
  expect(hudang.errors).toEqual([]);
  await hudang.expectNoViolations();
});

test('a file that is gone, rotten or not to be opened says so beside its name', async ({ hudang }) => {
  const { page, dataDir } = hudang;
  await new Register(page).newHousehold();
  const attachments = new Attachments(page);
  const opened = await noteOpened(hudang);
  for (const name of ['户口簿.txt', '合同.txt', '工具.exe']) await attachments.drop(name, name);
  await expect(attachments.box.getByRole('row')).toHaveCount(4);
  const stored = (name: string) => {
    const sum = sha(Buffer.from(name));
    return join(dataDir, 'attachments', sum.slice(0, 2), sum);
  };
  rmSync(stored('户口簿.txt'));
  writeFileSync(stored('合同.txt'), '合同。txt');
  const view = (name: string) => attachments.row(name).getByRole('button', { name: '查看' }).click();
  await view('户口簿.txt');
  await expect(attachments.row('户口簿.txt').getByRole('alert')).toContainText('的文件不见了');
  await view('合同.txt');
  await expect(attachments.row('合同.txt').getByRole('alert')).toContainText('内容已损坏');
  await view('工具.exe');
  await expect(attachments.row('工具.exe').getByRole('alert')).toContainText('不在程序里打开');
  expect(await opened()).toBe('');
});
