/** Chinese input methods and the clipboard: what the clerk means arrives, and nothing else. */
import { expect, test } from './fixtures';
import { Frame } from './pages/frame';
import { Household } from './pages/household';
import { Register } from './pages/register';

test('letters of an input method never reach the record', async ({ hudang }) => {
  const { page } = hudang;
  const household = new Household(page);
  await new Register(page).newHousehold();
  const method = await page.context().newCDPSession(page);
  const compose = (text: string) =>
    method.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  const commit = (text: string) => method.send('Input.insertText', { text });

  const name = household.field('fields.head_name');
  await name.click();
  await compose('zhang');
  // Enter belongs to the input method while it composes: the cursor stays, nothing is saved.
  await page.keyboard.press('Enter');
  await expect(name).toBeFocused();
  await commit('张三');
  await page.keyboard.press('Enter');
  await expect(page.locator('.household-name')).toHaveText('张三');

  const address = household.field('fields.address');
  await address.click();
  await compose('shihecun');
  await household.field('fields.phone').click();
  await expect(address).toHaveValue('');

  const kind = household.field('fields.household_type');
  await kind.click();
  await compose('tuopinhu');
  await commit('脱贫户');
  await page.keyboard.press('Tab');
  await expect(kind).toHaveValue('脱贫户');

  await household.cell('members[0].name').click();
  await compose('li');
  await commit('李四');
  await page.keyboard.press('Tab');
  await expect(household.cell('members[0].name')).toHaveText('李四');

  const search = page.getByRole('searchbox');
  await search.click();
  await compose('zhang');
  await page.waitForTimeout(500);
  await expect(page.locator('.household')).toBeVisible();
  await commit('张三');
  await expect(new Register(page).row('张三')).toBeVisible();
});

test('a copied block carries its ID numbers as text', async ({ hudang }) => {
  const { page } = hudang;
  await page.getByRole('button', { name: '打开示例村' }).click();
  const { grid } = new Register(page);
  await expect(grid.getByRole('row').nth(3)).toBeVisible();
  const first = await grid.locator('.grid-body .grid-row').first().getByRole('gridcell').allInnerTexts();
  await grid.focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  // Registered after the grid's own listener, so it sees what the grid has put in.
  const copied = page.evaluate(
    () =>
      new Promise<readonly [string, string]>((resolve) => {
        const read = (event: ClipboardEvent) =>
          resolve([event.clipboardData?.getData('text/plain') ?? '', event.clipboardData?.getData('text/html') ?? '']);
        document.addEventListener('copy', read, { once: true });
      }),
  );
  await page.keyboard.press('Control+c');
  const [text, html] = await copied;
  const lines = text.split(/\r?\n/);
  expect(lines).toHaveLength(2);
  expect(lines[0]).toBe(first.slice(0, 3).join('\t'));
  // Household number and ID number of two households.
  expect(html.match(/mso-number-format/g)).toHaveLength(4);
});

test('the register sorts and filters, and keeps its place', async ({ hudang }) => {
  const { page } = hudang;
  await page.getByRole('button', { name: '打开示例村' }).click();
  const register = new Register(page);
  await register.total(200);
  const incomes = async () =>
    (await register.grid.locator('.grid-body .grid-row').getByRole('gridcell').nth(13).allInnerTexts()).map(Number);
  await register.grid.getByRole('columnheader', { name: '人均纯收入' }).click();
  await expect(register.grid.getByRole('columnheader', { name: '人均纯收入' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  const sorted = await incomes();
  expect(sorted).toEqual(sorted.toSorted((a, b) => a - b));

  await page.getByRole('button', { name: '户类型' }).click();
  await page.getByRole('checkbox', { name: /脱贫户/ }).check();
  await page.keyboard.press('Escape');
  await expect(page.locator('.statusbar')).not.toContainText('显示 200 户');
  const rows = await register.grid.getAttribute('aria-rowcount');
  await register.grid.focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.locator('.household')).toBeVisible();
  await page.getByRole('button', { name: '返回' }).click();
  await expect(register.grid).toHaveAttribute('aria-rowcount', rows ?? '');
  await new Frame(page).counts('200 户');
});
