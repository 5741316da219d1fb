/** Who only looks at an archive sees what its owner saves, without pressing anything. */
import { cpSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, launch, temporaryFolder, test, type Launched } from './fixtures';
import { Frame } from './pages/frame';
import { Household } from './pages/household';
import { Register } from './pages/register';
import { Safety } from './pages/safety';

async function newHousehold({ page }: Launched, name: string): Promise<void> {
  const household = new Household(page);
  await new Frame(page).open('档案');
  await new Register(page).newHousehold();
  await household.type('fields.head_name', name);
  await expect(page.locator('.household-name')).toHaveText(name);
  await new Frame(page).saved();
}

test('a reader follows the owner, and what it looks at stays where it is', async () => {
  const owner = await launch();
  await newHousehold(owner, '周大山');
  await owner.close();
  const seen = join(temporaryFolder(), '档案');
  cpSync(owner.dataDir, seen, { recursive: true });
  // The owner goes on: another household, and a telephone number of the first.
  const later = await launch({ dataDir: owner.dataDir });
  await newHousehold(later, '李秀兰');
  await new Frame(later.page).open('档案');
  await new Register(later.page).openFirst();
  await new Household(later.page).type('fields.phone', '13900001111');
  await new Frame(later.page).saved();
  await later.close();

  const lock = join(seen, 'LOCK');
  const theirs = { owner: '李明', computer: '电脑A', pid: 1, since: '2026-11-22T08:00:00.000Z', mode: 'window' };
  writeFileSync(lock, JSON.stringify(theirs));
  const beat = setInterval(() => utimesSync(lock, new Date(), new Date()), 10_000);
  try {
    const reader = await launch({ dataDir: seen });
    const { page, app } = reader;
    const safety = new Safety(page, app);
    await expect(safety.banner).toContainText('李明');
    await new Frame(page).counts('1 户');
    await new Register(page).openFirst();
    await expect(page.locator('.household-name')).toHaveText('周大山');
    await expect(safety.banner).not.toContainText('自动跟上');
    cpSync(join(owner.dataDir, 'journal'), join(seen, 'journal'), { recursive: true });
    await expect(new Household(page).field('fields.phone')).toHaveValue('13900001111', { timeout: 30_000 });
    await expect(safety.banner).toContainText('那边的保存会自动跟上，最近一次');
    await expect(page.locator('.household-name')).toHaveText('周大山');
    await new Frame(page).counts('2 户');
    const folder = process.env.SHOTS;
    if (folder) await page.screenshot({ path: join(folder, 'reader.png') });
    expect(reader.errors).toEqual([]);
    await reader.expectNoViolations();
    await reader.close();
  } finally {
    clearInterval(beat);
  }
});
