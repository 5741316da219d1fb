/** The frame of the window: sidebar, search, status bar. */
import { expect, type Page } from '@playwright/test';

export type PageWord = '档案' | '导入' | '报表' | '审核' | '数据安全' | '设置';

export class Frame {
  constructor(readonly page: Page) {}

  async open(word: PageWord): Promise<void> {
    await this.page.getByRole('navigation', { name: '主菜单' }).getByRole('button', { name: word }).click();
  }

  /** Waits until the status bar says that something was saved after `since` (its text before). */
  async saved(since = ''): Promise<string> {
    const line = this.page.locator('.statusbar [role=status]');
    await expect(line).toContainText('已保存');
    if (since !== '') await expect(line).not.toHaveText(since);
    return line.innerText();
  }

  async counts(text: string): Promise<void> {
    await expect(this.page.locator('.topbar-village')).toContainText(text);
  }
}
