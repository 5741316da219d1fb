/** Text that was being typed when the power of the program went: it is offered, and only where it belongs. */
import type { Locator, Page } from '@playwright/test';
import { expect, launch, test, type Launched } from './fixtures';
import { Frame } from './pages/frame';
import { Household } from './pages/household';
import { Register } from './pages/register';

/** What may be missing of a text that was not left yet. */
const MAY_LOSE_MS = 1000;
const STROKE_MS = 110;

/** Ends all processes of the app at once, as a power cut does. */
async function kill({ app }: Launched): Promise<void> {
  const { pid } = app.process();
  const ended = new Promise<void>((done) => app.process().once('exit', () => done()));
  // Playwright starts the app in a process group of its own.
  if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  await ended;
  await app.close().catch(() => undefined);
}

interface Stroke {
  readonly text: string;
  readonly at: number;
}

/** Types letter by letter; the moments are those at which the page had taken each one. */
async function typeSlowly(page: Page, text: string): Promise<Stroke[]> {
  const strokes: Stroke[] = [];
  let typed = '';
  for (const letter of text) {
    await page.keyboard.insertText(letter);
    typed += letter;
    strokes.push({ text: typed, at: Date.now() });
    await page.waitForTimeout(STROKE_MS);
  }
  return strokes;
}

/** The text must hold everything but the last second of it. */
function expectKept(kept: string, strokes: readonly Stroke[], killed: number): void {
  const due = strokes.filter(({ at }) => at <= killed - MAY_LOSE_MS).at(-1)?.text ?? '';
  const all = strokes.at(-1)?.text ?? '';
  expect(due.length).toBeGreaterThan(5);
  expect(all.startsWith(kept), `“${kept}” is no part of “${all}”`).toBe(true);
  expect(kept.length).toBeGreaterThanOrEqual(due.length);
}

class DraftDialog {
  readonly box: Locator;

  constructor(readonly page: Page) {
    this.box = page.getByRole('dialog', { name: /^上次没有正常关闭/ });
  }

  entry(text: string): Locator {
    return this.box.getByRole('listitem').filter({ hasText: text });
  }

  /** What was being typed, without the marks. */
  text(label: string): Promise<string> {
    return this.entry(label).locator('dd').last().innerText();
  }
}

test('a text in work is offered after a crash, all but its last second, and taken over in one press', async () => {
  const first = await launch();
  const household = new Household(first.page);
  await new Register(first.page).newHousehold();
  await household.type('fields.head_name', '王国强');
  await household.type('fields.address', '河边村三组');
  await expect(first.page.locator('.household-name')).toHaveText('王国强');
  await household.field('fields.address').click();
  await first.page.keyboard.press('End');
  const strokes = await typeSlowly(
    first.page,
    '村口老槐树向东第二家门前有水井的那户人家，院墙是红砖砌的，去年雨季塌了一角还没修好，老人住东屋',
  );
  const killed = Date.now();
  await kill(first);

  const again = await launch({ dataDir: first.dataDir });
  const dialog = new DraftDialog(again.page);
  await expect(dialog.box).toContainText('有 1 处正在填写的内容没有保存');
  await expect(dialog.entry('王国强')).toContainText('家庭住址');
  await expect(dialog.entry('王国强').locator('dd').first()).toHaveText('河边村三组');
  const kept = await dialog.text('王国强');
  expectKept(kept.slice('河边村三组'.length), strokes, killed);
  // It must be answered.
  await again.page.keyboard.press('Escape');
  await expect(dialog.box).toBeVisible();
  await dialog.box.getByRole('button', { name: '恢复所选 1 处' }).click();
  await expect(again.page.getByText('已恢复 1 处')).toBeVisible();
  await new Register(again.page).openFirst();
  const same = new Household(again.page);
  await expect(same.field('fields.address')).toHaveValue(kept);
  await again.page.getByRole('button', { name: '撤销', exact: true }).click();
  await expect(same.field('fields.address')).toHaveValue('河边村三组');
  await again.close();

  const third = await launch({ dataDir: first.dataDir });
  await new Register(third.page).openFirst();
  await expect(new DraftDialog(third.page).box).toHaveCount(0);
  await third.expectNoViolations();
  await third.close();
});

test('a cell of a sheet is kept too, without the letters of an input method; declined texts can be found', async () => {
  const first = await launch();
  const { page } = first;
  const household = new Household(page);
  await new Register(page).newHousehold();
  await household.type('fields.head_name', '王国强');
  await household.typeCell('members[0].name', '李四');
  await household.cell('members[0].school_name').click();
  await page.keyboard.insertText('县城');
  const method = await page.context().newCDPSession(page);
  await method.send('Input.imeSetComposition', { text: 'jiancaichang', selectionStart: 12, selectionEnd: 12 });
  await page.waitForTimeout(2 * MAY_LOSE_MS);
  await kill(first);

  const again = await launch({ dataDir: first.dataDir });
  const dialog = new DraftDialog(again.page);
  await expect(dialog.box).toBeVisible();
  expect(await dialog.text('家庭成员 1（李四）')).toBe('县城');
  await dialog.box.getByRole('button', { name: '都不要' }).click();
  await expect(dialog.box).toHaveCount(0);
  await again.close();

  const third = await launch({ dataDir: first.dataDir });
  await new Frame(third.page).open('数据安全');
  const kept = third.page.getByRole('region', { name: '未保存的文字' });
  await expect(kept.getByRole('listitem')).toHaveCount(1);
  await kept.getByRole('button', { name: '恢复' }).click();
  await expect(kept).toHaveCount(0);
  await new Frame(third.page).open('档案');
  await new Register(third.page).openFirst();
  await expect(new Household(third.page).cell('members[0].school_name')).toHaveText('县城');
  await third.close();
});

test('a text that could not be saved is not lost with the window', async () => {
  const first = await launch();
  const { page } = first;
  const household = new Household(page);
  await new Register(page).newHousehold();
  await household.type('fields.head_name', '王国强');
  await expect(page.locator('.household-name')).toHaveText('王国强');
  await first.app.evaluate(({ ipcMain }) => {
    ipcMain.removeHandler('desktop:journalAppend');
    ipcMain.handle('desktop:journalAppend', () => ({ ok: false, error: { code: 'disk_full', params: { name: '' } } }));
  });
  await household.type('fields.phone', '13800000001');
  await expect(household.field('fields.phone')).toHaveAttribute('aria-invalid', 'true');
  // Going over it again and leaving it as it is does not take it for settled.
  await household.field('fields.phone').click();
  await page.keyboard.press('Enter');
  await page.waitForTimeout(MAY_LOSE_MS);
  await kill(first);

  const again = await launch({ dataDir: first.dataDir });
  const dialog = new DraftDialog(again.page);
  await expect(dialog.entry('户联系电话')).toBeVisible();
  expect(await dialog.text('户联系电话')).toBe('13800000001');
  await dialog.box.getByRole('button', { name: '恢复所选 1 处' }).click();
  // While the dialog stands, keys are its own.
  await expect(dialog.box).toHaveCount(0);
  await new Register(again.page).openFirst();
  await expect(new Household(again.page).field('fields.phone')).toHaveValue('13800000001');
  await again.close();
});

test('nothing is offered of what was saved or taken back, and a text without its household can only be copied', async () => {
  const first = await launch();
  const { page } = first;
  const household = new Household(page);
  const register = new Register(page);
  const frame = new Frame(page);
  await register.newHousehold();
  await household.type('fields.head_name', '张三');
  await household.field('fields.address').click();
  await page.keyboard.insertText('村口');
  await page.waitForTimeout(MAY_LOSE_MS);
  await page.keyboard.press('Escape');
  await household.field('fields.phone').click();
  await page.keyboard.insertText('13800000001');
  await page.waitForTimeout(MAY_LOSE_MS);
  const before = await page.locator('.statusbar [role=status]').first().innerText();
  await page.keyboard.press('Enter');
  await frame.saved(before);
  await page.waitForTimeout(MAY_LOSE_MS);
  await kill(first);

  const again = await launch({ dataDir: first.dataDir });
  await new Register(again.page).openFirst();
  await expect(new Household(again.page).field('fields.phone')).toHaveValue('13800000001');
  await expect(new Household(again.page).field('fields.address')).toHaveValue('');
  await expect(new DraftDialog(again.page).box).toHaveCount(0);
  // Kept by hand: the household of this text was never in the archive.
  await again.page.evaluate(() =>
    window.desktop!.keepDraft({
      household: '01J00000000000000000000000',
      title: '李四 户编号 0007',
      path: 'fields.phone',
      label: '户联系电话',
      text: '13900000002',
      before: '',
      at: new Date().toISOString(),
    }),
  );
  await kill(again);

  const third = await launch({ dataDir: first.dataDir });
  const dialog = new DraftDialog(third.page);
  await expect(dialog.entry('李四 户编号 0007')).toContainText('这一户已经不在档案里');
  await expect(dialog.box.getByRole('checkbox')).toHaveCount(0);
  await dialog.box.getByRole('button', { name: '复制' }).click();
  await expect(third.page.getByText('已复制')).toBeVisible();
  await dialog.box.getByRole('button', { name: '知道了' }).click();
  await expect(dialog.box).toHaveCount(0);
  await third.close();
});
