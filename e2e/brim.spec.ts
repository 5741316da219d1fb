/**
 * A disk that another program fills to its very brim while the clerk types and imports: nothing acknowledged is lost, the
 * window says what is going on, and work goes on by itself when there is room. BRIM_MB = size of the disk (3072 for the full
 * figure), BRIM_SHOT = a file for the screenshot of the banner.
 */
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { workbookFile } from '#shared/excel/read/testFiles';
import { expect, launch, temporaryFolder, test } from './fixtures';
import { Frame } from './pages/frame';
import { Household } from './pages/household';
import { ImportSteps } from './pages/importSteps';
import { Register } from './pages/register';
import { Safety } from './pages/safety';
import { verify } from './runJob';
import { smallDisk, type SmallDisk } from './smallDisk';

/** Above the first threshold of the guard. */
const MEGABYTES = Number(process.env.BRIM_MB ?? 640);
const PIECE = new Uint8Array(1024 * 1024);

/** Writes until not a byte more fits, piece by piece so that typing goes on meanwhile; returns the file. */
async function fillToTheBrim(disk: SmallDisk): Promise<string> {
  const filler = join(disk.path, 'filler');
  const handle = openSync(filler, 'w');
  for (let piece = PIECE.byteLength; piece >= 1;) {
    try {
      writeSync(handle, PIECE, 0, piece);
    } catch {
      piece = Math.floor(piece / 2);
    }
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  closeSync(handle);
  return filler;
}

function village(count: number): Uint8Array {
  const rows = Array.from({ length: count }, (_, n) => {
    const name = `户主${n}`;
    return [`${7000 + n}`, name, name, '户主', `139${String(n).padStart(8, '0')}`, `山脚下第${n}号`];
  });
  const header = ['户编号', '户主姓名', '姓名', '与户主关系', '联系电话', '家庭住址'];
  return workbookFile('xlsx', [{ name: '名册', rows: [header, ...rows] }]);
}

/** As a clerk does who sees what stands in the field: what was saved a moment ago may arrive between selecting and typing. */
async function typeOver(household: Household, text: string): Promise<void> {
  const field = household.field('fields.address');
  await field.click();
  do {
    await field.press('Control+a');
    await field.pressSequentially(text);
  } while ((await field.inputValue()) !== text);
  await field.press('Enter');
  await expect(field).not.toBeFocused();
}

/** The texts that the history of the household on screen has as saved. */
async function historyTexts(page: Page): Promise<string[]> {
  await page.getByRole('tab', { name: '历史' }).click();
  await expect(page.locator('.history').first()).toBeVisible();
  return (await page.locator('.history ins').allInnerTexts()).sort();
}

/**
 * There is room again: what could not be saved is saved by itself; or, where Chromium closed the database in the middle of a
 * write, it is made anew and the text is in it or offered.
 */
async function resumed(page: Page, text: string): Promise<void> {
  const saved = page.locator('.notification', { hasText: '可以写入了' });
  const offered = page.getByRole('dialog', { name: /^上次没有正常关闭/ });
  const recovered = page.getByRole('button', { name: '知道了' });
  await expect(saved.or(offered).or(recovered).first()).toBeVisible({ timeout: 60_000 });
  if (await recovered.isVisible()) await recovered.click();
  const address = new Household(page).field('fields.address');
  const isThere = async (): Promise<boolean> => (await address.inputValue()) === text;
  await expect.poll(async () => (await offered.isVisible()) || (await isThere())).toBe(true);
  if (await offered.isVisible()) {
    // Not chosen beforehand where a text was saved after all that this one did not know of.
    for (const box of await offered.getByRole('checkbox').all()) await box.check();
    await offered.getByRole('button', { name: /恢复所选/ }).click();
  }
  await expect(offered).toHaveCount(0);
  await expect.poll(isThere).toBe(true);
}

test('a disk filled to the brim while typing and importing', async () => {
  test.setTimeout(600_000);
  const disk = smallDisk(temporaryFolder(), MEGABYTES);
  test.skip(disk === null, 'mounting a disk of a fixed size needs root on Linux');
  if (disk === null) return;
  const dataDir = join(disk.path, 'archive');
  try {
    const { page, app, close } = await launch({ dataDir });
    const household = new Household(page);
    const paused = new Safety(page, app).banner.filter({ hasText: '为保护档案暂停写入' });
    // What the store announces after its acknowledgement.
    await page.evaluate(() => {
      const acknowledged: string[] = [];
      Object.assign(window, { acknowledged });
      new BroadcastChannel('hudang').onmessage = ({ data }: MessageEvent<{ operation: string }>) => {
        if (data.operation !== '') acknowledged.push(data.operation);
      };
    });
    await new Register(page).newHousehold();
    await household.type('fields.head_name', '周大山');

    // Typing goes on all the time while the disk fills up.
    let filling = true;
    let filled = fillToTheBrim(disk).finally(() => (filling = false));
    for (let n = 0; filling || n < 5; n++) await typeOver(household, `村头第${n}号`);
    let filler = await filled;
    await expect(paused).toBeVisible();
    await household.type('fields.address', '写不进去的地址');
    await expect(household.field('fields.address')).toHaveValue('写不进去的地址');
    if (process.env.BRIM_SHOT) await page.screenshot({ path: process.env.BRIM_SHOT });
    const acknowledged = await page.evaluate(
      () => (window as unknown as { acknowledged: string[] }).acknowledged.length,
    );
    expect(acknowledged).toBeGreaterThan(2);

    rmSync(filler);
    await resumed(page, '写不进去的地址');
    await expect(paused).toHaveCount(0, { timeout: 30_000 });
    await new Frame(page).open('档案');
    await new Register(page).row('周大山').dblclick();
    await expect(household.field('fields.address')).toHaveValue('写不进去的地址');

    // An import is being written while the disk fills up: all of it is there or nothing, and it says which.
    await new Frame(page).open('导入');
    const steps = new ImportSteps(page);
    await steps.choose([{ name: '名册.xlsx', bytes: village(3000) }]);
    await steps.toPlan();
    filled = fillToTheBrim(disk);
    const write = page.getByRole('button', { name: '写入 3,000 户', exact: true });
    await write.click();
    const done = page.getByText(/^已写入 [\d,]+ 户。$/);
    await expect(done.or(page.getByText(/没有写入|没有保存|暂停保存/)).first()).toBeVisible({ timeout: 60_000 });
    filler = await filled;
    const before = await done.isVisible();
    await expect(paused).toBeVisible();
    rmSync(filler);
    await expect(paused).toHaveCount(0, { timeout: 30_000 });
    if (!before) {
      await write.click();
      await expect(done).toBeVisible({ timeout: 60_000 });
    }
    await close();

    const state = await verify(dataDir);
    expect(state).toMatchObject({ households: 3001 });
    const again = await launch({ dataDir });
    await again.page.getByRole('searchbox').fill('周大山');
    await new Register(again.page).row('周大山').dblclick();
    await expect(new Household(again.page).field('fields.address')).toHaveValue('写不进去的地址');
    const texts = await historyTexts(again.page);
    expect(texts).toContain('写不进去的地址');
    // Every acknowledged text is there, in one unbroken row from the first.
    const typed = texts.filter((text) => text.startsWith('村头第')).length;
    for (let n = 0; n < typed; n++) expect(texts).toContain(`村头第${n}号`);
    expect(state.operations).toBeGreaterThanOrEqual(acknowledged + 2);
    await again.close();
    // Looked at again: what one start leaves behind is judged at the next.
    expect(await verify(dataDir)).toEqual(state);
  } finally {
    disk.unmount();
  }
});

test('a database that Chromium closes on a full disk is made anew when there is room, and the text is there', async () => {
  const disk = smallDisk(temporaryFolder(), 640);
  test.skip(disk === null, 'mounting a disk of a fixed size needs root on Linux');
  if (disk === null) return;
  try {
    const { page, app, close, errors } = await launch({ dataDir: join(disk.path, 'archive') });
    const household = new Household(page);
    const paused = new Safety(page, app).banner.filter({ hasText: '为保护档案暂停写入' });
    await new Register(page).newHousehold();
    await household.type('fields.head_name', '周大山');
    await new Frame(page).saved();
    const filler = disk.fillUp(20e6);
    await expect(paused).toBeVisible();
    await household.type('fields.address', '写不进去的地址');
    await expect(page.getByText(/还没有保存：/).first()).toBeVisible();
    // What Chromium does by itself when the room ends between a line of the journal and its rows.
    await app.evaluate(({ session }) => session.defaultSession.clearStorageData({ storages: ['indexdb'] }));
    // Whatever is read again now fails, and the text stays on the screen.
    await page.evaluate(() => new BroadcastChannel('x-storagemutated-1').postMessage({ all: true }));
    await new Promise((resolve) => setTimeout(resolve, 2000));
    await expect(household.field('fields.address')).toHaveValue('写不进去的地址');
    rmSync(filler);
    await expect(page.getByRole('button', { name: '知道了' })).toBeVisible({ timeout: 30_000 });
    await resumed(page, '写不进去的地址');
    await new Frame(page).saved();
    await household.type('fields.phone', '13900002222');
    await expect(page.getByText(/还没有保存：/)).toHaveCount(0);
    expect(errors).toEqual([]);
    await close();
  } finally {
    disk.unmount();
  }
});
