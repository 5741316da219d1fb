/** No room on the archive's drive: everything can still be written to another one, from the window and from the page before it. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, launch, temporaryFolder, test, type Launched } from './fixtures';
import { Frame } from './pages/frame';
import { Household } from './pages/household';
import { Register } from './pages/register';
import { Safety } from './pages/safety';
import { verify } from './runJob';
import { smallDisk } from './smallDisk';

async function shot({ page }: Launched, name: string): Promise<void> {
  const folder = process.env.SHOTS;
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** Saves the emergency copy into a folder; returns what the dialog says, which is closed then. */
async function save(hudang: Launched, folder: string, name: string): Promise<string> {
  const safety = new Safety(hudang.page, hudang.app);
  await safety.willOpen(folder);
  await hudang.page.getByRole('button', { name: '另存紧急备份' }).click();
  const done = safety.dialog.getByRole('button', { name: '知道了' });
  await expect(done).toBeVisible({ timeout: 30_000 });
  await shot(hudang, name);
  const text = await safety.dialog.innerText();
  await done.click();
  return text;
}

test('while the disk is full all that was saved can be written to another drive, and opened there', async () => {
  test.setTimeout(180_000);
  const folder = temporaryFolder();
  const disk = smallDisk(folder, 400);
  test.skip(disk === null, 'mounting a disk of a fixed size needs root on Linux');
  try {
    const dataDir = join(disk!.path, 'archive');
    const stick = join(folder, 'U盘');
    mkdirSync(stick);
    const hudang = await launch({ dataDir });
    await new Register(hudang.page).newHousehold();
    await new Household(hudang.page).type('fields.head_name', '周大山');
    await new Frame(hudang.page).saved();
    const filler = disk!.fillUp(10e6);
    await expect(hudang.page.locator('.banner')).toContainText('为保护档案暂停写入');
    expect(await save(hudang, disk!.path, 'emergency-same')).toContain('同一块硬盘');
    expect(await save(hudang, stick, 'emergency-saved')).toContain('内容一致');
    await hudang.expectNoViolations();
    await hudang.close();

    // The drive is so full that the archive is not even opened.
    const closed = await launch({ dataDir });
    await expect(closed.page.getByRole('heading', { level: 1 })).toContainText('磁盘已满');
    await shot(closed, 'emergency-no-room');
    await closed.page.waitForTimeout(1500);
    expect(await save(closed, stick, 'emergency-before')).toContain('内容一致');
    await closed.close();
    rmSync(filler);

    const copies = readdirSync(stick);
    expect(copies).toHaveLength(2);
    for (const name of copies) {
      const copy = await launch({ dataDir: join(stick, name) });
      await expect(new Register(copy.page).row('周大山')).toBeVisible();
      await copy.close();
      expect(await verify(join(stick, name))).toMatchObject({ households: 1 });
    }
  } finally {
    disk!.unmount();
  }
});
