/** 看原表: every value leads to the very cell of the file it came from; what was typed says who and when. */
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import { writeXlsx } from 'hucre/xlsx';
import type { Locator, Page } from '@playwright/test';
import { entityAt, fieldIn } from '#shared/catalogue/index';
import { parsePath } from '#shared/derive/path';
import { workbookFile, type TestCell } from '#shared/excel/read/testFiles';
import { codecFor } from '#shared/values/index';
import { checkCharacter } from '#shared/values/idNumber';
import { expect, test, type Launched } from './fixtures';
import { Frame } from './pages/frame';
import { Household } from './pages/household';
import { ImportSteps, type Chosen } from './pages/importSteps';
import { Register } from './pages/register';
import { Source } from './pages/source';

const HEADER = ['户编号', '户主姓名', '户主证件号码', '联系电话', '组', '院坝朝向'];
const SURNAMES = [...'赵钱孙李周吴郑王冯陈'];
const GIVEN = [...'明芳强丽军敏静勇艳杰'];
const LAST = [...'国春德文志海成永兴福'];
const VILLAGE = join(dirname(fileURLToPath(import.meta.url)), '../../shared/sheets/village/national_flat');

function id(n: number): string {
  const first = `53989919${String(60 + (n % 30)).padStart(2, '0')}0${1 + (n % 9)}1${n % 10}${String((n * 7) % 1000).padStart(3, '0')}`;
  return first + (checkCharacter(first) ?? '');
}

function household(n: number): string[] {
  const phone = `139${String((n * 7919) % 100_000_000).padStart(8, '0')}`;
  const name = `${SURNAMES[n % 10]}${GIVEN[Math.floor(n / 10) % 10]}${LAST[Math.floor(n / 100)]}`;
  return [`H${n}`, name, id(n), phone, `第${1 + (n % 4)}组`, `朝南${n}`];
}

function roster(from: number, count: number): string[][] {
  return Array.from({ length: count }, (_, at) => household(from + at));
}

function form(n: number): Uint8Array {
  const [no = '', name = '', number = '', phone = '', group = ''] = household(n);
  const rows: TestCell[][] = [
    ['农户基本情况表'],
    ['户主姓名', name, '户编号', no],
    ['证件号码', number, '联系电话', phone],
    ['所在组', group, '民族', '汉族'],
    ['家庭成员'],
    ['姓名', '与户主关系', '性别', '证件号码'],
    [name, '户主', '男', number],
  ];
  return workbookFile('xlsx', [{ name: '一户一表', rows }]);
}

async function take(page: Page, files: readonly Chosen[], households: number): Promise<void> {
  await new Frame(page).open('导入');
  const steps = new ImportSteps(page);
  await steps.choose(files);
  await steps.toPlan();
  await steps.write(`写入 ${households} 户`);
  await page.getByRole('button', { name: '再导入一个' }).click();
}

/** Opens the household that a search finds. */
async function openHousehold({ page }: Launched, search: string): Promise<void> {
  await new Frame(page).open('档案');
  await page.locator('.topbar').getByRole('searchbox').or(page.locator('.topbar input')).first().fill(search);
  const register = new Register(page);
  await expect(register.row(search)).toBeVisible();
  await register.total(1);
  await register.openFirst();
  await expect(new Household(page).field('fields.household_no')).toHaveValue(search);
}

/** For looking at: only where HUDANG_SHOTS names a folder. */
async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env.HUDANG_SHOTS;
  if (folder !== undefined) await page.screenshot({ path: join(folder, `source-${name}.png`) });
}

/** What the field shows is what the cell says, read as this field reads it. */
function sameValue(path: string, shown: string, cell: string): boolean {
  const { place, key } = parsePath(path) ?? {};
  const entity = place === undefined || place === 'unread' || place === 'extra' ? undefined : entityAt(place);
  const field = entity && key !== undefined ? fieldIn(entity.name, key) : undefined;
  if (!field) return false;
  const parsed = codecFor(field).parse(cell, field);
  return (
    shown === cell || (parsed.ok && parsed.value !== undefined && codecFor(field).format(parsed.value, field) === shown)
  );
}

async function shownIn(field: Locator): Promise<string> {
  return field.evaluate((box) =>
    box instanceof HTMLInputElement || box instanceof HTMLTextAreaElement ? box.value : (box.textContent ?? ''),
  );
}

test('a roster, an .xls, a file in a zip: from the field to its cell and back', async ({ hudang }) => {
  const { page } = hudang;
  const source = new Source(page);
  const fields = new Household(page);
  const xlsx = workbookFile('xlsx', [{ name: '花名册', rows: [['李庄村花名册'], HEADER, ...roster(1, 300)] }]);
  const biff = workbookFile('biff8', [
    { name: '说明', rows: [['填表说明']] },
    { name: '二组', rows: [HEADER, ...roster(400, 5)] },
  ]);
  const zip = zipSync({ '三组/王五.xlsx': workbookFile('xlsx', [{ name: '户', rows: [HEADER, ...roster(500, 3)] }]) });
  await take(page, [{ name: '名册.xlsx', bytes: xlsx }], 300);
  await take(page, [{ name: '旧表.xls', bytes: biff }], 5);
  await take(page, [{ name: '李庄.zip', bytes: zip }], 3);

  // Row 251 of a long sheet; the sheet comes scrolled to it, and Escape leads back.
  await openHousehold(hudang, 'H249');
  const phone = fields.field('fields.phone');
  await phone.click();
  await expect(source.line).toContainText('名册.xlsx　花名册　D251');
  await shot(page, 'line');
  expect(await source.open()).toEqual({ address: 'D251', text: household(249)[3] });
  await shot(page, 'roster');
  await source.close();
  await expect(phone).toBeFocused();

  // An 附加列 entry.
  await page.locator('.extra-source').first().click();
  await source.framed();
  await expect(source.address).toHaveText('F251');
  await expect(source.text).toHaveText('朝南249');
  await source.close();

  // Typed over: who and when, and nothing to open.
  await fields.type('fields.phone', '13900000000');
  await phone.click();
  await expect(source.line).toContainText('在户档里填写');
  await shot(page, 'typed');
  await expect(source.line.getByRole('button', { name: '看原表' })).toHaveCount(0);

  // .xls: the second sheet, with the first a tab away.
  await openHousehold(hudang, 'H402');
  await fields.field('fields.household_no').click();
  expect(await source.open()).toEqual({ address: 'A4', text: 'H402' });
  await source.dialog.getByRole('tab', { name: '说明' }).click();
  await expect(source.text).toHaveText('填表说明');
  await source.dialog.getByRole('button', { name: '回到 A4' }).click();
  await source.framed();
  await expect(source.text).toHaveText('H402');
  await source.close();

  // A file inside a zip.
  await openHousehold(hudang, 'H501');
  await fields.field('fields.phone').click();
  expect(await source.open()).toEqual({ address: 'D3', text: household(501)[3] });
  await expect(source.dialog).toContainText('李庄.zip/三组/王五.xlsx');
  await source.close();
  expect(hudang.errors).toEqual([]);
  await hudang.expectNoViolations();
});

test('a value of a form leads to its own cell, not to that of its name', async ({ hudang }) => {
  const { page } = hudang;
  const source = new Source(page);
  const fields = new Household(page);
  await take(
    page,
    [511, 522, 533].map((n) => ({ name: `第${n}户.xlsx`, bytes: form(n) })),
    3,
  );
  await openHousehold(hudang, 'H522');
  await fields.field('fields.phone').click();
  expect(await source.open()).toEqual({ address: 'D3', text: household(522)[3] });
  await shot(page, 'form');
  await source.close();
  // A row of the member table inside it.
  await fields.cell('members[0].name').click();
  expect(await source.open()).toEqual({ address: 'A7', text: household(522)[1] });
  await source.close();
  await expect(page.locator('.sheet-active input')).toBeFocused();
  expect(hudang.errors).toEqual([]);
});

test('a file with a password is asked for it; one that is spoiled or gone is said to be', async ({ hudang }) => {
  const { page } = hudang;
  const source = new Source(page);
  const steps = new ImportSteps(page);
  const locked = await writeXlsx({
    sheets: [{ name: '户', rows: [HEADER, ...roster(40, 9)] }],
    encryption: { password: '村2024', spinCount: 1000 },
  });
  await new Frame(page).open('导入');
  await steps.put([{ name: '加密.xlsx', bytes: locked }]);
  await page.getByLabel('加密.xlsx 的打开密码').fill('村2024');
  await page.keyboard.press('Enter');
  await expect(page.locator('.file-line')).toContainText('9 行');
  if ((await steps.picture.count()) === 0) await steps.toTables();
  await steps.toPlan();
  await steps.write('写入 9 户');

  await openHousehold(hudang, 'H43');
  await new Household(page).field('fields.phone').click();
  await page.keyboard.press('Alt+o');
  const password = source.dialog.getByLabel('加密.xlsx 的打开密码');
  await expect(password).toBeFocused();
  await shot(page, 'password');
  await password.fill('不是它');
  await password.press('Enter');
  await expect(source.dialog).toContainText('密码不对');
  await password.fill('村2024');
  await password.press('Enter');
  await source.framed();
  await expect(source.address).toHaveText('D5');
  await source.close();

  // The kept copy is damaged, then gone. The worker still has the file in memory: the page is loaded anew.
  const folder = join(hudang.dataDir, 'attachments');
  const kept = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((name) => /[0-9a-f]{64}/.test(name));
  if (kept === undefined) throw new Error('no kept file');
  for (const [spoil, words] of [
    [() => writeFileSync(join(folder, kept), 'PK'), '已损坏'],
    [() => renameSync(join(folder, kept), join(hudang.dataDir, 'away')), '不见了'],
  ] as const) {
    spoil();
    await page.reload();
    await openHousehold(hudang, 'H43');
    await new Household(page).field('fields.phone').click();
    await page.keyboard.press('Alt+o');
    await expect(source.dialog).toContainText(words);
    await shot(page, words === '已损坏' ? 'rotten' : 'gone');
    await source.close();
  }
});

test('thirty random fields of a village land on their cells', async ({ hudang }) => {
  test.skip(!existsSync(VILLAGE), 'the sheets are not here');
  test.setTimeout(240_000);
  const { page } = hudang;
  const source = new Source(page);
  const name = readdirSync(VILLAGE).find((file) => file.endsWith('.xlsx')) ?? '';
  await new Frame(page).open('导入');
  const steps = new ImportSteps(page);
  await steps.choose([{ name, bytes: readFileSync(join(VILLAGE, name)) }]);
  await steps.toPlan();
  await page.getByRole('button', { name: /^写入/ }).click();
  await expect(page.getByText(/^已写入 [\d,]+ 户。$/)).toBeVisible();
  await new Frame(page).open('档案');
  await new Register(page).openFirst();

  let seed = 7;
  const random = (below: number): number => (seed = (seed * 48271) % 2147483647) % below;
  let seen = 0;
  for (let steps = 0; seen < 30 && steps < 90; steps++) {
    if (steps % 3 === 2) {
      const number = new Household(page).field('fields.household_no');
      const before = await number.inputValue();
      await page.keyboard.press('PageDown');
      await expect(number).not.toHaveValue(before);
    }
    const paths = await page.locator('.household-form [data-path], .household-form [data-cell]').evaluateAll((boxes) =>
      boxes.flatMap((box) => {
        const { path, cell } = (box as HTMLElement).dataset;
        const text = (box as HTMLInputElement).value ?? box.textContent ?? '';
        return box.tagName !== 'OUTPUT' && text.trim() !== '' ? [path ?? cell ?? ''] : [];
      }),
    );
    const path = paths[random(paths.length)] ?? '';
    const field = page.locator(`.form [data-path="${path}"], [data-cell="${path}"]`).first();
    const shown = await shownIn(field);
    await field.click();
    await page.keyboard.press('Escape');
    if ((await source.line.getByRole('button', { name: '看原表' }).count()) === 0) {
      await page.waitForTimeout(200);
      if ((await source.line.getByRole('button', { name: '看原表' }).count()) === 0) continue;
    }
    const { address, text } = await source.open();
    expect(sameValue(path, shown, text), `${path} “${shown}”, but ${address} “${text}”`).toBe(true);
    if (seen % 10 === 0) await shot(page, `village-${seen}`);
    await source.close();
    seen++;
  }
  expect(seen).toBe(30);
  expect(hudang.errors).toEqual([]);
});
