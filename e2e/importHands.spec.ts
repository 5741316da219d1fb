/** Putting right what was understood, and deciding, by the keyboard and the right button; the focus is never lost. */
import { workbookFile, type TestCell } from '#shared/excel/read/testFiles';
import { checkCharacter } from '#shared/values/idNumber';
import { expect, test } from './fixtures';
import { Frame } from './pages/frame';
import { ImportSteps } from './pages/importSteps';

const HEADER = ['户编号', '户主姓名', '户主证件号码', '联系电话', '组'];

function household(n: number, phone = `139${String((n * 7919) % 100_000_000).padStart(8, '0')}`): string[] {
  const first = `53989919${60 + (n % 30)}0${1 + (n % 9)}1${n % 10}${String((n * 7) % 1000).padStart(3, '0')}`;
  const name = `${'赵钱孙李周吴郑王冯陈'.charAt(n % 10)}${'明芳强丽军敏静勇艳杰'.charAt((n * 3) % 10)}`;
  return [`H${n}`, name, first + (checkCharacter(first) ?? ''), phone, `第${1 + (n % 4)}组`];
}

function sheet(name: string, ...rows: readonly (readonly TestCell[])[]): Uint8Array {
  return workbookFile('xlsx', [{ name, rows }]);
}

function form(n: number): Uint8Array {
  const [no = '', name = '', id = '', phone = '', group = ''] = household(n);
  return sheet(
    '一户一表',
    ['农户基本情况表'],
    ['户主姓名', name, '户编号', no],
    ['证件号码', id, '联系电话', phone],
    ['所在组', group, '当家的活', '种地'],
    ['姓名', '与户主关系', '性别', '证件号码'],
    [name, '户主', '男', id],
    ['此页由村里留存'],
  );
}

test('rows and cells of a form are put right, and the next form of the kind needs two clicks', async ({ hudang }) => {
  const { page } = hudang;
  await new Frame(page).open('导入');
  const steps = new ImportSteps(page);
  await steps.choose([{ name: '一.xlsx', bytes: form(1) }]);
  await expect(page.locator('.panel-tabs .tab')).toHaveCount(2);
  const facts = steps.facts;
  await expect(facts).toContainText('住户情况');

  // A title that is called a note leaves the form a form.
  await steps.row(1, '说明，不要');
  await expect(page.locator('.panel-tabs .tab')).toHaveCount(2);
  await expect(facts).toContainText('名称在内容旁边');
  await expect(steps.picture).toBeFocused();

  // By the keyboard: down to C4, which is a name, and D4, which is what was filled in.
  await page.keyboard.press('Control+Home');
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
  await expect(page.locator('.legend-cell')).toContainText('C4');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: '栏目名称' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('.legend-cell')).toContainText('认作栏目名称');
  await expect(steps.picture).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.locator('.legend-cell')).toContainText('D4 认作内容');

  // By the mouse: the last line is no part of the form.
  const box = await steps.picture.boundingBox();
  if (!box) throw new Error('no picture');
  await page.mouse.click(box.x + 100, box.y + 24 + 6 * 26 + 12, { button: 'right' });
  await page.getByRole('menuitem', { name: '说明，不要' }).first().click();
  await expect(page.locator('.legend-cell')).toContainText('A7 认作说明');

  await page.keyboard.press('Control+Enter');
  await expect(page.locator('.import-columns')).toContainText('当家的活');
  await steps.page.getByRole('button', { name: '字段对好了，看变化' }).click();
  await steps.pastDamage();
  await steps.write('写入 1 户');

  await page.getByRole('button', { name: '再导入一个' }).click();
  await steps.choose([{ name: '二.xlsx', bytes: form(2) }]);
  await expect(page.getByText('这种表您确认过')).toBeVisible();
  await page.getByRole('button', { name: '照上次的办，看变化' }).click();
  await steps.pastDamage();
  await steps.write('写入 1 户');
  expect(hudang.errors).toEqual([]);
});

test('decisions follow each other without the mouse', async ({ hudang }) => {
  const { page } = hudang;
  await new Frame(page).open('导入');
  const steps = new ImportSteps(page);
  const rows = Array.from({ length: 20 }, (_, n) => household(n + 1));
  await steps.choose([{ name: '底册.xlsx', bytes: sheet('户', HEADER, ...rows) }]);
  await steps.toPlan();
  await steps.write('写入 20 户');
  await page.getByRole('button', { name: '再导入一个' }).click();
  const other = rows.map((row, at) => (at < 3 ? household(at + 1, `1380000000${at}`) : row));
  await steps.choose([{ name: '新册.xlsx', bytes: sheet('户', HEADER, ...other) }]);
  await steps.toPlan();
  await page.getByRole('button', { name: '都由我逐户定' }).click();
  await steps.count('没定', 3);

  await steps.figure('没定').click();
  await page.getByLabel(/户联系电话：留档案里的/).focus();
  await page.keyboard.press('2');
  for (const left of [2, 1]) {
    await steps.count('没定', left);
    await expect(page.getByLabel(/户联系电话：留档案里的/)).toBeFocused();
    await page.keyboard.press(left === 2 ? 'ArrowDown' : ' ');
  }
  await expect(page.getByText('都定好了，可以写入了。')).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('已写入 2 户。')).toBeVisible();
  await expect(page.getByRole('button', { name: '去看档案' })).toBeFocused();
  expect(hudang.errors).toEqual([]);
});
