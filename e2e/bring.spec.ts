/** 多出的记录: somebody worked in the second place; what was done there is looked at and brought in. */
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, launch, temporaryFolder, test, type Launched } from './fixtures';
import { Frame } from './pages/frame';
import { Household } from './pages/household';
import { Register } from './pages/register';
import { Safety } from './pages/safety';

async function newHousehold({ page }: Launched, number: string, name: string): Promise<void> {
  const household = new Household(page);
  await new Frame(page).open('档案');
  await new Register(page).newHousehold();
  await household.type('fields.household_no', number);
  await household.type('fields.head_name', name);
  await expect(page.locator('.household-name')).toHaveText(name);
  await new Frame(page).saved();
}

async function typeIn({ page }: Launched, path: string, text: string): Promise<void> {
  await new Frame(page).open('档案');
  await new Register(page).openFirst();
  await new Household(page).type(path, text);
  await new Frame(page).saved();
}

async function shot({ page }: Launched, name: string): Promise<void> {
  const folder = process.env.SHOTS;
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** An archive with one household, mirrored into the folder that is returned, closed. */
async function mirrored(): Promise<{ readonly dataDir: string; readonly mirror: string }> {
  const first = await launch();
  await newHousehold(first, '1', '周大山');
  const safety = new Safety(first.page, first.app);
  await safety.open();
  const second = join(temporaryFolder(), '第二份');
  mkdirSync(second);
  await safety.willOpen(second);
  await first.page.getByRole('button', { name: '选择第二份存放位置' }).click();
  await expect(first.page.locator('.place').first()).toContainText('与本机一致', { timeout: 60_000 });
  await first.close();
  const [name = ''] = readdirSync(second);
  return { dataDir: first.dataDir, mirror: join(second, name) };
}

test('what was typed in the second place is shown, brought in beside what was typed here, and taken back', async () => {
  test.setTimeout(180_000);
  const { dataDir, mirror } = await mirrored();
  const there = await launch({ dataDir: mirror });
  // Its database is made from journal and copies, and that is said.
  await there.page.getByRole('button', { name: '知道了' }).click();
  await typeIn(there, 'fields.phone', '13900001111');
  await newHousehold(there, '2', '李秀兰');
  await there.close();

  const here = await launch({ dataDir });
  const { page, app } = here;
  await new Frame(page).counts('1 户');
  await typeIn(here, 'fields.phone', '13900002222');
  await typeIn(here, 'fields.remark', '这里写的');
  const safety = new Safety(page, app);
  await safety.open();
  const course = page.locator('.safety-block', { hasText: '有人直接打开过第二份' });
  await expect(course).toContainText('1 处两边都改过', { timeout: 60_000 });
  await shot(here, 'bring-page');
  await course.getByRole('button', { name: '查看并带入' }).click();
  await expect(safety.dialog).toContainText('13900001111');
  await expect(safety.dialog).toContainText('李秀兰');
  await shot(here, 'bring-dialog');
  await safety.dialog.getByRole('button', { name: '带入：新增 1 户' }).click();
  await expect(page.locator('.notification')).toContainText('已带入', { timeout: 30_000 });
  await expect(course).toContainText('这里都已经有了');
  await new Frame(page).counts('2 户');
  await shot(here, 'bring-done');
  // What both changed stands as it does here.
  await new Frame(page).open('档案');
  await new Register(page).openFirst();
  await expect(page.getByLabel('联系电话').first()).toHaveValue('13900002222');
  await safety.open();
  await page.locator('.operation-undo').first().getByRole('button').click();
  await new Frame(page).counts('1 户');
  await expect(course).toContainText('1 处两边都改过');
  expect(here.errors).toEqual([]);
  await here.expectNoViolations();
  await here.close();
});
