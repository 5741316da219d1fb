/** 看原表: the line under the form and the sheet that it opens. */
import { expect, type Locator, type Page } from '@playwright/test';

export class Source {
  readonly line: Locator;
  readonly dialog: Locator;
  readonly address: Locator;
  readonly text: Locator;
  readonly target: Locator;

  constructor(readonly page: Page) {
    this.line = page.getByRole('region', { name: '出处' });
    this.dialog = page.getByRole('dialog');
    this.address = this.dialog.locator('.source-address');
    this.text = this.dialog.getByLabel('格子里的内容');
    this.target = this.dialog.locator('.sheet-target');
  }

  /** Opens 看原表 with the key from the field in work, and waits for the cell. */
  async open(): Promise<{ readonly address: string; readonly text: string }> {
    await expect(this.line.getByRole('button', { name: '看原表' })).toBeVisible();
    await this.page.keyboard.press('Alt+o');
    await this.framed();
    return { address: await this.address.innerText(), text: await this.text.innerText() };
  }

  /** The frame lies wholly in sight. */
  async framed(): Promise<void> {
    await expect(this.target).toBeInViewport({ ratio: 0.9 });
    await expect(this.text).not.toHaveText('');
  }

  async close(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await expect(this.dialog).toBeHidden();
  }
}
