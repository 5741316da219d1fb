/** An attachment that rots on the disk is noticed without anybody asking, and said where everybody looks. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, launch, test } from './fixtures';
import { Frame } from './pages/frame';
import { Household } from './pages/household';
import { Register } from './pages/register';
import { Safety } from './pages/safety';

test('a rotten attachment turns the light red by itself', async () => {
  test.setTimeout(180_000);
  const first = await launch();
  await new Register(first.page).newHousehold();
  await new Household(first.page).type('fields.head_name', '周大山');
  await new Frame(first.page).saved();
  await first.close();
  const group = join(first.dataDir, 'attachments', 'ab');
  mkdirSync(group, { recursive: true });
  writeFileSync(join(group, 'ab'.repeat(32)), '与名字不符');

  const app = await launch({ dataDir: first.dataDir });
  const safety = new Safety(app.page, app.app);
  // Looked for 15 s after the start; the light asks once a minute.
  await expect(safety.light).toContainText('有附件已损坏', { timeout: 120_000 });
  await safety.light.click();
  await expect(app.page.locator('.standing h1')).toContainText('有 1 个附件的内容与存入时不符');
  if (process.env.SHOTS) await app.page.screenshot({ path: join(process.env.SHOTS, 'rot-light.png') });
  await app.expectNoViolations();
  await app.close();
});
