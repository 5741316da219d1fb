/** What every page must keep: named controls that can be hit, no sideways scrolling, no refused style. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { Frame } from './pages/frame';
import { Register } from './pages/register';

/** Controls without a name, smaller than 32 px, or a page wider than its window. */
function faults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const shown = (element: Element) => {
      const { width, height } = element.getBoundingClientRect();
      return width > 0 && height > 0 && getComputedStyle(element).visibility !== 'hidden';
    };
    for (const control of document.querySelectorAll('button, input, select, textarea, [role=tab], [role=option]')) {
      if (!shown(control)) continue;
      const { labels } = control as HTMLInputElement;
      const name = [
        control.getAttribute('aria-label'),
        control.textContent,
        control.getAttribute('title'),
        ...[...(labels ?? [])].map((label) => label.textContent),
      ].some((text) => (text ?? '').trim() !== '');
      if (!name && !control.closest('[aria-hidden=true]')) found.push(`no name: ${control.outerHTML.slice(0, 120)}`);
      const { width, height } = (control.closest('label') ?? control).getBoundingClientRect();
      if (width < 31.5 || height < 31.5) found.push(`${width}x${height}: ${control.outerHTML.slice(0, 120)}`);
    }
    if (document.documentElement.scrollWidth > innerWidth) found.push('the page scrolls sideways');
    return found;
  });
}

const PAGES = ['档案', '导入', '报表', '审核', '数据安全', '设置'] as const;

test('every page keeps to the look, in normal and in large text', async ({ hudang }) => {
  const { page } = hudang;
  const frame = new Frame(page);
  expect(await faults(page)).toEqual([]);
  await page.getByRole('button', { name: '打开示例村' }).click();
  const register = new Register(page);
  await register.total(200);
  for (const size of ['标准', '大字']) {
    await frame.open('设置');
    await page.getByRole('radio', { name: size }).check();
    for (const word of PAGES) {
      await frame.open(word);
      await expect(page.locator('.topbar-title')).toHaveText(word);
      if (word === '审核') await expect(page.locator('.audit-body')).toBeVisible();
      expect(await faults(page), `${word}, ${size}`).toEqual([]);
    }
    await frame.open('档案');
    await register.openFirst();
    expect(await faults(page), `household, ${size}`).toEqual([]);
  }
  expect(hudang.errors).toEqual([]);
  await hudang.expectNoViolations();
});
