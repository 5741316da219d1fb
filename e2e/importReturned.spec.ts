/** What an import learns and gives back: a value explained once, a workbook with a password returned with its problems marked. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeXlsx } from 'hucre/xlsx';
import { readWorkbook } from '#shared/excel/read/readWorkbook';
import { workbookFile, type TestCell } from '#shared/excel/read/testFiles';
import { checkCharacter } from '#shared/values/idNumber';
import { expect, temporaryFolder, test } from './fixtures';
import { Frame } from './pages/frame';
import { ImportSteps, type Chosen } from './pages/importSteps';

const HEADER = ['户编号', '户主姓名', '户主证件号码', '联系电话', '户类型'];
const NAMES = ['王国强', '李秀兰', '张建军', '刘玉梅', '陈志明', '杨桂英', '黄文华', '赵小燕', '吴德海', '周美玲'];

function household(n: number, type: string): TestCell[] {
  const first = `53989919${60 + (n % 30)}0${1 + (n % 9)}1${n % 10}${String((n * 7) % 1000).padStart(3, '0')}`;
  const phone = `139${String((n * 7919) % 100_000_000).padStart(8, '0')}`;
  return [`H${n}`, NAMES[n % 10] ?? '', first + (checkCharacter(first) ?? ''), phone, type];
}

function book(name: string, from: number): Chosen {
  const rows = Array.from({ length: 10 }, (_, n) => household(from + n, n % 3 === 0 ? '老脱贫的' : '脱贫户'));
  return { name, bytes: workbookFile('xlsx', [{ name: '户', rows: [HEADER, ...rows] }]) };
}

test('a text that no list knows is explained once', async ({ hudang }) => {
  const { page } = hudang;
  const steps = new ImportSteps(page);
  await new Frame(page).open('导入');
  await steps.choose([book('一组.xlsx', 1)]);
  await page.getByRole('button', { name: '去对字段' }).click();
  await expect(page.locator('.value')).toContainText('老脱贫的');
  await page.getByLabel('户类型“老脱贫的”是什么意思').click();
  await page.locator('.ant-select-item-option').filter({ hasText: '脱贫户' }).first().click();
  await expect(page.locator('.value-list .count')).toHaveText('0');
  await page.getByRole('button', { name: '字段对好了，看变化' }).click();
  await steps.pastDamage();
  await steps.write('写入 10 户');
  await page.getByRole('button', { name: '再导入一个' }).click();

  await steps.choose([book('二组.xlsx', 51)]);
  await page.getByRole('button', { name: '去对字段' }).click();
  await expect(page.getByRole('button', { name: '字段对好了，看变化' })).toBeVisible();
  await expect(page.locator('.value')).toHaveCount(0);
  await page.getByRole('button', { name: '字段对好了，看变化' }).click();
  await steps.pastDamage();
  await steps.count('新增', 10);
  await expect(steps.figure('拒绝')).not.toContainText('问题');
  expect(hudang.errors).toEqual([]);
});

test('a workbook with a password comes back with its problems marked, and says that it has no password now', async ({
  hudang,
}) => {
  const { page, app } = hudang;
  const steps = new ImportSteps(page);
  const rows = Array.from({ length: 9 }, (_, n) => household(n, n === 4 ? '外星户' : '脱贫户'));
  const locked = await writeXlsx({
    sheets: [{ name: '户', rows: [HEADER, ...rows] as string[][] }],
    encryption: { password: '村2024', spinCount: 1000 },
  });
  await new Frame(page).open('导入');
  await steps.put([{ name: '加密.xlsx', bytes: locked }]);
  const password = page.getByLabel('加密.xlsx 的打开密码');
  await password.fill('村2024');
  await password.press('Enter');
  await steps.toTables();
  await steps.toPlan();
  await steps.write('写入 9 户');

  const filePath = join(temporaryFolder(), '交回.xlsx');
  await app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
  }, filePath);
  await page.getByRole('button', { name: '导出标出问题的原表' }).click();
  await expect(page.locator('.marked-files .notice')).toContainText('没有密码');
  const returned = readWorkbook(new Uint8Array(readFileSync(filePath)), '交回.xlsx');
  if (!returned.ok) throw new Error(returned.error.code);
  expect(returned.value.sheets.map(({ name }) => name)).toEqual(['户', '问题清单']);

  // Handed back with the one cell put right, it changes that household and no other.
  await page.getByRole('button', { name: '再导入一个' }).click();
  await steps.choose([{ name: '交回.xlsx', bytes: new Uint8Array(readFileSync(filePath)) }]);
  await steps.toPlan();
  await steps.count('修改', 0);
  await steps.count('不变', 9);
  expect(hudang.errors).toEqual([]);
});
