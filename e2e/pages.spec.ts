/** A clerk's first hour: an empty archive, one household typed, a village imported, mended, judged and exported. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { generateVillage } from '#shared/sample/village';
import { expect, launch, temporaryFolder, test } from './fixtures';
import { Frame } from './pages/frame';
import { Household } from './pages/household';
import { ImportSteps } from './pages/importSteps';
import { Register } from './pages/register';

const VILLAGE = { households: 30, seed: 21, style: 'register', asOf: '20260630', defects: 0 } as const;

test('an empty archive offers three ways to begin', async ({ hudang }) => {
  const { page } = hudang;
  for (const name of ['导入表格', '新建一户', '打开示例村']) {
    await expect(page.getByRole('button', { name })).toBeVisible();
  }
  await expect(page.getByRole('button', { name: '打开示例村' })).toContainText('演示数据');
  await expect(page.locator('.light')).toHaveText('还没有需要保护的内容');
  await hudang.expectNoViolations();
});

test('fields typed into a new household stand after a restart', async () => {
  const first = await launch();
  const { page } = first;
  const household = new Household(page);
  await new Register(page).newHousehold();
  await expect(household.field('fields.head_name')).toBeFocused();
  await household.type('fields.head_name', '周大山');
  await household.type('fields.household_no', '53969900000999');
  await household.type('fields.first_identified', '2014年12月');
  await household.type('fields.household_type', '脱贫户');
  await household.type('fields.member_count', '很多');
  await household.typeCell('members[0].name', '周大山');
  await household.type('years[0].land_arable', '3.5');
  await expect(household.field('fields.first_identified')).toHaveValue('2014-12');
  await expect(page.getByText('应填数字').first()).toBeVisible();
  await new Frame(page).saved();
  expect(first.errors).toEqual([]);
  await first.close();

  const again = await launch({ dataDir: first.dataDir });
  const reopened = new Household(again.page);
  const register = new Register(again.page);
  await register.total(1);
  await expect(register.row('周大山')).toContainText('脱贫户');
  await register.openFirst();
  await expect(reopened.field('fields.head_name')).toHaveValue('周大山');
  await expect(reopened.field('fields.household_no')).toHaveValue('53969900000999');
  await expect(reopened.field('fields.first_identified')).toHaveValue('2014-12');
  await expect(reopened.field('fields.household_type')).toHaveValue('脱贫户');
  await expect(reopened.field('fields.member_count')).toHaveValue('很多');
  await expect(reopened.cell('members[0].name')).toHaveText('周大山');
  await expect(reopened.field('years[0].land_arable')).toHaveValue('3.5');
  await again.expectNoViolations();
  await again.close();
});

test('a window closed in the middle of a field saves it first', async () => {
  const first = await launch();
  await new Register(first.page).newHousehold();
  const name = new Household(first.page).field('fields.head_name');
  await name.pressSequentially('未离开的名字');
  await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await first.app.waitForEvent('close');

  const again = await launch({ dataDir: first.dataDir });
  await expect(new Register(again.page).row('未离开的名字')).toBeVisible();
  await again.close();
});

test('a household is removed and brought back; the sample makes room for real sheets', async ({ hudang }) => {
  const { page } = hudang;
  const frame = new Frame(page);
  const register = new Register(page);
  await page.getByRole('button', { name: '打开示例村' }).click();
  await register.total(200);
  await register.openFirst();
  await page.getByRole('button', { name: '删除本户' }).click();
  await register.total(199);
  await page.locator('.notification').getByRole('button', { name: '撤销' }).click();
  await register.total(200);
  await frame.open('导入');
  await page.getByRole('button', { name: '清空演示数据' }).click();
  await frame.counts('0 户');
  await expect(page.locator('.topbar')).not.toContainText('演示数据');
});

test('codes, synonyms and numbers are understood; Escape and Ctrl+Z take back', async ({ hudang }) => {
  const { page } = hudang;
  const household = new Household(page);
  await new Register(page).newHousehold();
  await household.type('fields.household_type', '脱贫户');
  // The number of the national list, a word of it, and its beginning with the list's first match.
  await household.type('fields.cause_main', '02');
  await expect(household.field('fields.cause_main')).toHaveValue('因残');
  await household.type('fields.cause_main', '缺技');
  await expect(household.field('fields.cause_main')).toHaveValue('缺技术');
  await household.typeCell('members[0].relation', '本人');
  await expect(household.cell('members[0].relation')).toHaveText('户主');

  const name = household.field('fields.head_name');
  await household.type('fields.head_name', '王一');
  await name.click();
  await name.pressSequentially('二三');
  await name.press('Escape');
  await expect(name).toHaveValue('王一');
  await household.type('fields.head_name', '王二');
  await page.locator('.household-name').click();
  await page.keyboard.press('Control+z');
  await expect(name).toHaveValue('王一');
  await expect(page.locator('.notification')).toContainText('已撤销');
});

test('a village is imported, looked at, mended, judged and exported', async ({ hudang }) => {
  const { app, page } = hudang;
  const { files, truth } = generateVillage(VILLAGE);
  const households = truth.households.length;
  const frame = new Frame(page);
  const steps = new ImportSteps(page);
  await frame.open('导入');
  await steps.choose(files);
  await steps.toPlan();
  await steps.count('新增', households);
  await steps.write(`写入 ${households} 户`);
  await page.getByRole('button', { name: '去看档案' }).click();

  const register = new Register(page);
  await register.total(households);
  const head = String(truth.households[0]?.fields['head_name']);
  await expect(register.row(head).first()).toBeVisible();
  await register.openFirst();
  const household = new Household(page);
  await household.type('fields.phone', '13900002222');
  await frame.saved();

  // The same file again: one household differs now, and the button says so.
  await frame.open('导入');
  await steps.choose(files);
  await steps.toPlan();
  await steps.count('冲突', 1);
  await steps.count('不变', households - 1);
  await page.getByText('以表为准').click();
  await steps.write('修改 1 户');
  await page.getByRole('button', { name: '撤销本次导入' }).click();
  await expect(page.getByText('本次导入已撤销')).toBeVisible();

  await frame.open('审核');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`${households} 户中`);

  const out = join(temporaryFolder(), '户信息.xlsx');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, out);
  await frame.open('报表');
  await page.getByRole('button', { name: '导出户信息表' }).click();
  await expect(page.getByText(`户信息表已导出 ${households} 行`)).toBeVisible();
  expect(statSync(out).size).toBeGreaterThan(2000);
  expect(readFileSync(out).subarray(0, 2).toString()).toBe('PK');
  expect(hudang.errors).toEqual([]);
  await hudang.expectNoViolations();
});

test('a finding leads to its field, and mending it makes it go', async ({ hudang }) => {
  const { page } = hudang;
  await page.getByRole('button', { name: '打开示例村' }).click();
  await expect(new Register(page).grid).toBeVisible();
  await expect(page.locator('.topbar')).toContainText('演示数据');
  const frame = new Frame(page);
  await frame.open('审核');
  await page.locator('.audit-item', { hasText: '家庭人口数与在册成员不一致' }).click();
  await page.getByRole('button', { name: '去改' }).first().click();
  const household = new Household(page);
  const field = household.field('fields.member_count');
  await expect(field).toBeFocused();
  const members = await page.locator('[data-cell$=".name"]').count();
  await household.type('fields.member_count', String(members));
  await expect(page.locator('.side')).not.toContainText('家庭人口数');
});
