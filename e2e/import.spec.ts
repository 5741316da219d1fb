/** The whole way of an import as a clerk goes it: folders, passwords, the picture put right, damage, decisions, results. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { writeXlsx } from 'hucre/xlsx';
import { lockedXls, workbookFile, type TestCell } from '#shared/excel/read/testFiles';
import { checkCharacter } from '#shared/values/idNumber';
import { expect, temporaryFolder, test } from './fixtures';
import { Frame } from './pages/frame';
import { ImportSteps } from './pages/importSteps';

const HEADER = ['户编号', '户主姓名', '户主证件号码', '联系电话', '组'];
const SURNAMES = [...'赵钱孙李周吴郑王冯陈'];
const GIVEN = [...'明芳强丽军敏静勇艳杰'];

function id(n: number): string {
  const first = `53989919${String(60 + (n % 30)).padStart(2, '0')}0${1 + (n % 9)}1${n % 10}${String((n * 7) % 1000).padStart(3, '0')}`;
  return first + (checkCharacter(first) ?? '');
}

function household(n: number, phone = `139${String((n * 7919) % 100_000_000).padStart(8, '0')}`): string[] {
  const name = `${SURNAMES[n % 10]}${GIVEN[Math.floor(n / 10) % 10]}${GIVEN[(n * 3) % 10]}`;
  return [`H${n}`, name, id(n), phone, `第${1 + (n % 4)}组`];
}

function households(from: number, count: number): string[][] {
  return Array.from({ length: count }, (_, at) => household(from + at));
}

function sheet(name: string, ...rows: readonly (readonly TestCell[])[]): Uint8Array {
  return workbookFile('xlsx', [{ name, rows }]);
}

function form(n: number): Uint8Array {
  const [no = '', name = '', number = '', phone = '', group = ''] = household(n);
  return sheet(
    '一户一表',
    ['农户基本情况表'],
    ['户主姓名', name, '户编号', no],
    ['证件号码', number, '联系电话', phone],
    ['所在组', group, '民族', '汉族'],
    ['家庭成员'],
    ['姓名', '与户主关系', '性别', '证件号码'],
    [name, '户主', '男', number],
  );
}

test('a folder of all sorts: what can be read is, passwords are asked for, the rest is told', async ({ hudang }) => {
  const { page } = hudang;
  const folder = join(temporaryFolder(), '李庄');
  mkdirSync(join(folder, '三组'), { recursive: true });
  for (const n of [1, 2, 3]) writeFileSync(join(folder, '三组', `第${n}户.xlsx`), form(n));
  writeFileSync(join(folder, '坏.xlsx'), strToU8('PK\u0003\u0004 no zip at all'));
  writeFileSync(join(folder, '旧.xls'), lockedXls());
  writeFileSync(join(folder, '一组.zip'), zipSync({ '名册.xlsx': sheet('户', HEADER, ...households(20, 12)) }));
  const locked = await writeXlsx({
    sheets: [{ name: '户', rows: [HEADER, ...households(40, 9)] }],
    encryption: { password: '村2024', spinCount: 1000 },
  });
  writeFileSync(join(folder, '加密.xlsx'), locked);

  await new Frame(page).open('导入');
  await page.getByLabel('选择要导入的文件夹').setInputFiles(folder);
  const steps = new ImportSteps(page);
  const lines = page.locator('.file-line');
  await expect(lines.filter({ hasText: '坏.xlsx' })).toContainText('已损坏');
  await expect(lines.filter({ hasText: '旧.xls' })).toContainText('另存为');
  await expect(lines.filter({ hasText: '一组.zip/' })).toContainText('12 行');
  const password = page.getByLabel('加密.xlsx 的打开密码');
  await password.fill('不是它');
  await password.press('Enter');
  await expect(page.getByText('密码不对，请再试一次')).toBeVisible();
  await password.fill('村2024');
  await password.press('Enter');
  await expect(lines.filter({ hasText: '加密.xlsx' })).toContainText('9 行');

  await steps.toTables();
  await expect(steps.sheet('一户一表')).toContainText('还有 2 张同样的表');
  await steps.toPlan();
  await steps.count('新增', 24);
  expect(hudang.errors).toEqual([]);
  await hudang.expectNoViolations();
});

test('what was understood wrongly is put right in the picture', async ({ hudang }) => {
  const { page } = hudang;
  await new Frame(page).open('导入');
  const steps = new ImportSteps(page);
  const side = households(1, 6).map((row, at) => [...row, null, ...household(101 + at)]);
  await steps.choose([
    { name: '并排.xlsx', bytes: sheet('花名册', ['李庄村花名册'], [...HEADER, null, ...HEADER], ...side) },
  ]);
  await expect(page.locator('.table-name')).toHaveText(['表 1', '表 2']);
  await expect(steps.facts).toContainText('6 行');

  // A row is left out, by the mouse and by the keyboard, and everything is found out again.
  await steps.row(4, '说明，不要');
  await expect(steps.facts).toContainText('5 行');
  await page.getByRole('button', { name: '由软件重新认' }).click();
  await expect(steps.facts).toContainText('6 行');
  await page.locator('.table-edge-bottom').focus();
  await page.keyboard.press('ArrowUp');
  await expect(steps.facts).toContainText('5 行');

  // The header's line is dragged down by one row.
  await page.getByRole('button', { name: '由软件重新认' }).click();
  await expect(steps.facts).toContainText('6 行');
  const line = await page.locator('.table-edge-header').boundingBox();
  if (!line) throw new Error('the line between header and data is not drawn');
  await page.mouse.move(line.x + 60, line.y + 5);
  await page.mouse.down();
  await page.mouse.move(line.x + 60, line.y + 31, { steps: 5 });
  await page.mouse.up();
  await expect(steps.facts).toContainText('第 2—3 行');
  await page.getByRole('button', { name: '由软件重新认' }).click();
  await expect(steps.facts).toContainText('第 2 行');

  // Gone elsewhere and come back: nothing is lost.
  await steps.row(4, '说明，不要');
  await expect(steps.facts).toContainText('5 行');
  await new Frame(page).open('档案');
  await new Frame(page).open('导入');
  await expect(steps.facts).toContainText('5 行');
  await steps.toPlan();
  await steps.count('新增', 11);
  expect(hudang.errors).toEqual([]);
});

test('damage is shown and repaired only where it is ticked', async ({ hudang }) => {
  const { page } = hudang;
  await new Frame(page).open('导入');
  const steps = new ImportSteps(page);
  const rows: TestCell[][] = households(1, 12);
  const broken = rows[3];
  if (!broken) throw new Error('no fourth row');
  broken[2] = String(broken[2]).replace('0', 'O');
  await steps.choose([{ name: '名册.xlsx', bytes: sheet('户', HEADER, ...rows) }]);
  await steps.toDamageOrPlan();
  const tick = page.getByLabel('C5 照建议改');
  await expect(tick).not.toBeChecked();
  await tick.click();
  await expect(page.locator('.import-foot')).toContainText('打勾的 1 处');
  await steps.pastDamage();
  await steps.count('新增', 12);
  expect(hudang.errors).toEqual([]);
});

test('conflicts by hand, a look-alike merged, the result opened again and taken back', async ({ hudang }) => {
  const { page } = hudang;
  const frame = new Frame(page);
  const steps = new ImportSteps(page);
  await frame.open('导入');
  await steps.choose([{ name: '底册.xlsx', bytes: sheet('户', HEADER, ...households(1, 30)) }]);
  await steps.toPlan();
  await steps.write('写入 30 户');
  await page.getByRole('button', { name: '再导入一个' }).click();

  // Two households with another phone, one under another number whose ID differs in a digit.
  const [, name = '', number = '', phone = '', group = ''] = household(11);
  const first = `${number.slice(0, 16)}${number[16] === '9' ? '8' : '9'}`;
  const like = ['N900', name, first + (checkCharacter(first) ?? ''), phone, group];
  const again = [household(1, '13800000001'), household(2, '13800000002'), ...households(3, 8), like];
  await steps.choose([{ name: '新册.xlsx', bytes: sheet('户', HEADER, ...again) }]);
  await expect(page.getByText('这种表您确认过')).toBeVisible();
  await page.getByRole('button', { name: '照上次的办，看变化' }).click();
  await expect(page.locator('.damage-kinds, .plan-counts')).toBeVisible();
  await steps.pastDamage();
  await steps.count('冲突', 2);
  await steps.count('疑似重复', 1);

  await steps.figure('疑似重复').click();
  await page.getByRole('button', { name: '就是这一户，合并' }).click();
  await expect(page.getByRole('button', { name: '就是这一户，合并' })).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: '都由我逐户定' }).click();
  await steps.figure('冲突').click();
  await page.getByLabel('户联系电话：用表里的 13800000001').check();
  await page.getByRole('button', { name: '下一户' }).click();
  await page.getByLabel(/户联系电话：留档案里的/).check();
  await steps.write('修改 1 户');

  await page.getByRole('button', { name: '再导入一个' }).click();
  const history = page.locator('.import-history');
  await expect(history.locator('tbody tr')).toHaveCount(2);
  await history.getByRole('button', { name: '看结果' }).first().click();
  await expect(page.locator('.result-facts')).toContainText('冲突 2，疑似重复 1');
  await page.getByRole('button', { name: '撤销本次导入' }).click();
  await expect(page.getByText('本次导入已撤销')).toBeVisible();
  await page.getByRole('button', { name: '返回' }).click();
  await expect(history.locator('tbody tr').first()).toContainText('已撤销');
  expect(hudang.errors).toEqual([]);
  await hudang.expectNoViolations();
});

test('reading is stopped at once, and the files can be read after all', async ({ hudang }) => {
  const { page } = hudang;
  await new Frame(page).open('导入');
  const steps = new ImportSteps(page);
  const large = sheet('大', [...HEADER, '备注'], ...households(1, 30_000).map((row) => [...row, '无']));
  await steps.put([
    { name: '大一.xlsx', bytes: large },
    { name: '大二.xlsx', bytes: large },
    { name: '小.xlsx', bytes: sheet('户', HEADER, ...households(1, 5)) },
  ]);
  await page.getByRole('button', { name: '取消' }).click();
  const again = page.getByRole('button', { name: '接着读这些文件' });
  await expect(again).toBeVisible();
  await page.getByLabel('不要 大一.xlsx').click();
  await page.getByLabel('不要 大二.xlsx').click();
  await again.click();
  await expect(steps.picture).toBeVisible();
  await expect(steps.facts).toContainText('5 行');
  expect(hudang.errors).toEqual([]);
});
