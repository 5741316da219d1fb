/** What was typed is never lost and never lands elsewhere: rows that go, archives that cannot be written. */
import type { Page } from '@playwright/test';
import { expect, launch, test } from './fixtures';
import { Household } from './pages/household';
import { Register } from './pages/register';

/** From now on the page cannot write its database, as on a full disk; or it can again. */
async function disk(page: Page, full: boolean): Promise<void> {
  await page.evaluate((isFull) => {
    const held = window as unknown as { put?: IDBObjectStore['put'] };
    held.put ??= IDBObjectStore.prototype.put;
    const real = held.put;
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args: Parameters<IDBObjectStore['put']>) {
      if (isFull) throw new DOMException('full', 'QuotaExceededError');
      return real.apply(this, args);
    };
  }, full);
}

test('removing the row in work takes its text with it, not into the next row', async ({ hudang }) => {
  const { page } = hudang;
  const household = new Household(page);
  await new Register(page).newHousehold();
  const members = page.getByRole('grid', { name: '家庭成员' });
  for (const [row, name] of ['甲', '乙', '丙'].entries()) {
    if (row > 0) await page.getByRole('button', { name: '添加家庭成员' }).click();
    await expect(members.getByRole('row')).toHaveCount(row + 2);
    await household.typeCell(`members[${row}].name`, name);
    await expect(household.cell(`members[${row}].name`)).toContainText(name);
  }
  await household.cell('members[1].name').click();
  await page.keyboard.type('打错了');
  await page.getByRole('button', { name: '删除第 2 行' }).click();
  await expect(members.getByRole('row')).toHaveCount(3);
  await expect(household.cell('members[1].name')).toContainText('丙');
  await page.getByRole('button', { name: '撤销' }).click();
  await expect(household.cell('members[1].name')).toContainText('打错了');
  await expect(household.cell('members[2].name')).toContainText('丙');
});

test('a text that cannot be saved stays on screen and is saved later', async () => {
  const first = await launch();
  const { page } = first;
  const household = new Household(page);
  await new Register(page).newHousehold();
  await household.type('fields.head_name', '张三');
  await expect(page.locator('.household-name')).toHaveText('张三');

  await disk(page, true);
  await household.type('fields.phone', '13800000001');
  await household.typeCell('members[0].name', '李四');
  const notice = page.getByText('硬盘空间不足');
  await expect(notice.first()).toBeVisible();
  // Whatever draws the form anew in between.
  await page.getByRole('button', { name: '收起右栏' }).click();
  await page.getByRole('button', { name: '展开右栏' }).click();
  await expect(household.field('fields.phone')).toHaveValue('13800000001');
  await expect(household.cell('members[0].name')).toContainText('李四');

  // The window stays open at the first attempt.
  await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await page.waitForTimeout(500);
  await expect(household.field('fields.phone')).toHaveValue('13800000001');

  await disk(page, false);
  await household.type('fields.address', '村口');
  await expect(page.getByText('还没有保存')).toHaveCount(0);
  await first.close();

  const again = await launch({ dataDir: first.dataDir });
  const row = new Register(again.page).row('张三');
  await row.dblclick();
  const same = new Household(again.page);
  await expect(same.field('fields.phone')).toHaveValue('13800000001');
  await expect(same.cell('members[0].name')).toContainText('李四');
  await again.close();
});
