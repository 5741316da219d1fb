/** 档案: the register grid and the empty archive. */
import { expect, type Locator, type Page } from '@playwright/test';

export class Register {
  readonly grid: Locator;

  constructor(readonly page: Page) {
    this.grid = page.getByRole('grid', { name: '户登记册' });
  }

  async newHousehold(): Promise<void> {
    await this.page.getByRole('button', { name: '新建一户' }).click();
    await expect(this.page.locator('.household')).toBeVisible();
  }

  /** The row that shows this text. */
  row(text: string): Locator {
    return this.grid.getByRole('row').filter({ hasText: text });
  }

  async openFirst(): Promise<void> {
    await expect(this.grid.locator('.grid-body .grid-row').first()).toBeVisible();
    await this.grid.focus();
    await this.page.keyboard.press('Control+Home');
    await this.page.keyboard.press('Enter');
    await expect(this.page.locator('.household')).toBeVisible();
  }

  async total(households: number): Promise<void> {
    await expect(this.grid).toHaveAttribute('aria-rowcount', String(households + 1));
  }
}
