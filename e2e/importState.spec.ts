/** What an import keeps in mind, in the real window: stopped, decided, gone back, dropped beside each other. */
import { workbookFile, type TestCell } from '#shared/excel/read/testFiles';
import { checkCharacter } from '#shared/values/idNumber';
import { expect, test } from './fixtures';
import { Frame } from './pages/frame';
import { ImportSteps, type Chosen } from './pages/importSteps';

const HEADER = ['户编号', '户主姓名', '户主证件号码', '联系电话', '村'];
const SURNAMES = [...'王李张刘陈杨黄赵吴周'];
const GIVEN = ['国强', '秀兰', '建军', '玉梅', '志明', '桂英', '文华'];

function id(n: number): string {
  const first = `53989919${60 + (n % 30)}0${1 + (n % 9)}1${n % 10}${String((n * 7) % 1000).padStart(3, '0')}`;
  return first + (checkCharacter(first) ?? '');
}

/** The same number but for one digit. */
function near(number: string): string {
  const first = `${number.slice(0, 15)}${(Number(number[15]) + 1) % 10}${number[16]}`;
  return first + (checkCharacter(first) ?? '');
}

function household(n: number, phone = `139${String(((n + 1) * 7919) % 100_000_000).padStart(8, '0')}`): string[] {
  return [`H${1000 + n}`, `${SURNAMES[n % 10]}${GIVEN[n % 7]}`, id(n), phone, '李庄村'];
}

function households(count: number, phone?: (n: number) => string): string[][] {
  return Array.from({ length: count }, (_, n) => household(n, phone?.(n)));
}

function book(name: string, ...rows: readonly (readonly TestCell[])[]): Chosen {
  return { name, bytes: workbookFile('xlsx', [{ name: '户', rows: [HEADER, ...rows] }]) };
}

async function written(steps: ImportSteps, file: Chosen, count: number): Promise<void> {
  await new Frame(steps.page).open('导入');
  await steps.choose([file]);
  await steps.toPlan();
  await steps.write(`写入 ${count} 户`);
  await steps.page.getByRole('button', { name: '再导入一个' }).click();
}

test('look-alikes are decided one by one, and a double click decides about one', async ({ hudang }) => {
  const { page } = hudang;
  const steps = new ImportSteps(page);
  await written(steps, book('一册.xlsx', ...households(12)), 12);
  const [, name5 = '', id5 = '', phone5 = ''] = household(5);
  const [, , , phone7 = ''] = household(7);
  const [, name8 = '', , phone8 = ''] = household(8);
  const again = [
    ...households(4),
    ['N5', name5, near(id5), phone5, '李庄村'],
    // Sounds as 赵国强 does.
    ['N7', '赵国墙', '', phone7, '李庄村'],
    ['N8', name8, '', phone8, '李庄村'],
  ];
  await steps.choose([book('二册.xlsx', ...again)]);
  await page.getByRole('button', { name: '照上次的办，看变化' }).click();
  await expect(page.locator('.damage-kinds, .plan-counts')).toBeVisible();
  await steps.pastDamage();
  await steps.count('疑似重复', 3);
  await steps.count('没定', 3);
  await expect(page.locator('.suspect')).toContainText('出生日期相同');
  const merge = page.getByRole('button', { name: '就是这一户，合并' });
  await merge.click();
  await steps.count('没定', 2);
  await expect(page.locator('.suspect')).toContainText('姓名同音');
  // The second half of a double click meets the button of the next household.
  await merge.hover();
  await page.mouse.down({ clickCount: 2 });
  await page.mouse.up({ clickCount: 2 });
  await steps.count('没定', 2);
  await expect(merge).toHaveAttribute('aria-pressed', 'false');
  await page.getByRole('button', { name: '是另一户，新建' }).click();
  await steps.count('没定', 1);

  // Back and forward again, what was decided stands.
  await page.getByRole('button', { name: '上一步' }).click();
  await page.getByRole('button', { name: '字段对好了，看变化' }).click();
  await expect(page.locator('.damage-kinds, .plan-counts')).toBeVisible();
  await steps.pastDamage();
  await steps.count('没定', 1);
  await steps.write('写入 1 户');
  await expect(page.locator('.import-result')).toContainText('还没有定');

  // Given up and begun anew with other files: nothing is decided in advance.
  await page.getByRole('button', { name: '再导入一个' }).click();
  await steps.choose([book('三册.xlsx', ['N9', name8, '', phone8, '李庄村'])]);
  await page.getByRole('button', { name: '照上次的办，看变化' }).click();
  await expect(page.locator('.damage-kinds, .plan-counts')).toBeVisible();
  await steps.pastDamage();
  await steps.count('没定', 1);
  expect(hudang.errors).toEqual([]);
});

test('an import that would change far too much needs an explicit yes, each time anew', async ({ hudang }) => {
  const { page } = hudang;
  const steps = new ImportSteps(page);
  await written(steps, book('一册.xlsx', ...households(15)), 15);
  await steps.choose([book('二册.xlsx', ...households(15, (n) => `1380000${1000 + n * 37}`))]);
  await page.getByRole('button', { name: '照上次的办，看变化' }).click();
  await expect(page.locator('.damage-kinds, .plan-counts')).toBeVisible();
  await steps.pastDamage();
  await steps.count('冲突', 15);
  await expect(page.getByRole('button', { name: '没有要写入的内容，完成' })).toBeEnabled();
  await page.getByText('以表为准', { exact: true }).click();
  const sure = page.getByLabel('我核对过了，就是要这样写入');
  const write = page.getByRole('button', { name: '修改 15 户', exact: true });
  await expect(page.locator('.notice').filter({ has: sure })).toContainText('户联系电话');
  await expect(page.locator('.notice').filter({ has: sure })).not.toContainText('--');
  await expect(write).toBeDisabled();
  await sure.check();
  await expect(write).toBeEnabled();

  // The policy stays while a column is looked at again; the yes does not.
  await page.locator('.step-back', { hasText: '对字段' }).click();
  await page.getByRole('button', { name: '字段对好了，看变化' }).click();
  await expect(page.locator('.damage-kinds, .plan-counts')).toBeVisible();
  await steps.pastDamage();
  await expect(write).toBeDisabled();
  await sure.check();
  await steps.write('修改 15 户');
  expect(hudang.errors).toEqual([]);
});

test('whoever stops the search for damage finds the sheets as they were, and goes on', async ({ hudang }) => {
  const { page } = hudang;
  await new Frame(page).open('导入');
  const steps = new ImportSteps(page);
  const lines = households(40_000).map((row, n) => [`H${n}`, ...row.slice(1)].join(','));
  const bytes = new TextEncoder().encode([HEADER.join(','), ...lines].join('\n'));
  await steps.choose([{ name: '全乡.csv', bytes }]);
  await steps.row(3, '说明，不要');
  await expect(steps.facts).toContainText('39,999 行');
  await page.getByRole('button', { name: '去对字段' }).click();
  await page.getByRole('button', { name: '字段对好了，看变化' }).click();
  await page.getByRole('button', { name: '取消' }).click();
  // Read anew where the worker had to be killed: the row left out is left out still.
  const next = page.getByRole('button', { name: '字段对好了，看变化' });
  await expect(next).toBeVisible();
  await page.locator('.step-back', { hasText: '认表' }).click();
  await expect(steps.facts).toContainText('39,999 行');
  expect((await page.locator('.import').textContent()) ?? '').not.toContain('已写入');
  await new Frame(page).open('档案');
  await expect(page.getByText('0 户 0 人')).toBeVisible();
  expect(hudang.errors).toEqual([]);
});

test('files dropped while others are read are read after them, and two of one name are two', async ({ hudang }) => {
  const { page } = hudang;
  await new Frame(page).open('导入');
  const steps = new ImportSteps(page);
  const lines = households(20_000).map((row, n) => [`L${n}`, ...row.slice(1)].join(','));
  const large = new TextEncoder().encode([HEADER.join(','), ...lines].join('\n'));
  await steps.put([{ name: '名册.csv', bytes: large }]);
  await expect(page.locator('.import-working')).toBeVisible();
  const small = Buffer.from(book('名册.csv', ...households(3)).bytes).toString('base64');
  const dropped = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer();
    const bytes = Uint8Array.from(atob(content), (char) => char.charCodeAt(0));
    transfer.items.add(new File([bytes], '名册.csv'));
    return transfer;
  }, small);
  await page.locator('.import').dispatchEvent('drop', { dataTransfer: dropped });
  const files = page.locator('.file-line');
  await expect(files).toHaveCount(2);
  await expect(files.filter({ hasText: '名册.csv (2)' })).toContainText('3 行');
  await page.getByLabel('不要 名册.csv', { exact: true }).click();
  await expect(files).toHaveCount(1);
  await steps.toTables();
  await expect(steps.facts).toContainText('3 行');
  await steps.toPlan();
  await steps.count('新增', 3);
  expect(hudang.errors).toEqual([]);
});

test('a repair that was accepted is written, one that was declined is not', async ({ hudang }) => {
  const { page } = hudang;
  await new Frame(page).open('导入');
  const steps = new ImportSteps(page);
  const rows: string[][] = households(10, (n) => `1380000${1000 + n * 37}`);
  const [, , third, fourth] = rows;
  if (!third || !fourth) throw new Error('four rows');
  third[3] = 'l3800001111';
  fourth[3] = '138OO002222';
  await steps.choose([book('一册.xlsx', ...rows)]);
  await steps.toDamageOrPlan();
  await page.getByLabel('数字里混有字母 都照建议改').click();
  await expect(page.locator('.import-foot')).toContainText('打勾的 2 处');
  await page.getByLabel('D5 照建议改').click();
  await expect(page.locator('.import-foot')).toContainText('打勾的 1 处');
  // A look at the columns and back again takes nothing back.
  await page.getByRole('button', { name: '上一步' }).click();
  await page.getByRole('button', { name: '字段对好了，看变化' }).click();
  await expect(page.getByLabel('D4 照建议改')).toBeChecked();
  await expect(page.getByLabel('D5 照建议改')).not.toBeChecked();
  await steps.pastDamage();
  await page.locator('.plan-line').nth(2).click();
  await expect(page.locator('.stated')).toContainText('13800001111');
  await page.locator('.plan-line').nth(3).click();
  await expect(page.locator('.stated')).not.toContainText('13800002222');
  await steps.write('写入 10 户');
  expect(hudang.errors).toEqual([]);
});

test('two choices in one household both count, however fast', async ({ hudang }) => {
  const { page } = hudang;
  const steps = new ImportSteps(page);
  const head = [...HEADER, '家庭住址'];
  const of = (n: number, phone: string, address: string): string[] => [...household(n, phone), address];
  const file = (name: string, ...rows: string[][]): Chosen => ({
    name,
    bytes: workbookFile('xlsx', [{ name: '户', rows: [head, ...rows] }]),
  });
  await written(steps, file('一册.xlsx', ...[1, 2, 3, 4].map((n) => of(n, `1390000000${n}`, `一组${n}号`))), 4);
  const again = [of(1, '13900000099', '二组9号'), ...[2, 3, 4].map((n) => of(n, `1390000000${n}`, `一组${n}号`))];
  await steps.choose([file('二册.xlsx', ...again)]);
  await page.getByRole('button', { name: '照上次的办，看变化' }).click();
  await expect(page.locator('.damage-kinds, .plan-counts')).toBeVisible();
  await steps.pastDamage();
  await page.getByRole('button', { name: '都由我逐户定' }).click();
  await steps.figure('冲突').click();
  await expect(page.getByLabel(/：用表里的/)).toHaveCount(2);
  // The second one before the worker can have answered the first.
  await page.evaluate(async () => {
    const sides = document.querySelectorAll<HTMLInputElement>('.plan-changes input[aria-label*="用表里的"]');
    for (const side of sides) {
      side.click();
      for (let turns = 0; turns < 20; turns++) await Promise.resolve();
    }
  });
  await expect(steps.figure('没定')).toHaveCount(0);
  for (const side of await page.getByLabel(/：用表里的/).all()) await expect(side).toBeChecked();
  await expect(page.locator('.plan-changes .change-word')).toHaveCount(0);
  await steps.write('修改 1 户');
  expect(hudang.errors).toEqual([]);
});
