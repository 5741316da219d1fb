/** The household page: fields by their path in the record, as findings and the route name them. */
import { expect, type Locator, type Page } from '@playwright/test';

export class Household {
  constructor(readonly page: Page) {}

  field(path: string): Locator {
    return this.page.locator(`.form [data-path="${path}"]`);
  }

  cell(path: string): Locator {
    return this.page.locator(`[data-cell="${path}"]`);
  }

  /** Types into a form field and leaves it with Enter, which saves. */
  async type(path: string, text: string): Promise<void> {
    const field = this.field(path);
    await field.click();
    await field.press('Control+a');
    await field.pressSequentially(text);
    await field.press('Enter');
    await expect(field).not.toBeFocused();
  }

  /** Types into a cell of a sheet and leaves it downwards. */
  async typeCell(path: string, text: string): Promise<void> {
    await this.cell(path).click();
    await this.page.keyboard.type(text);
    await this.page.keyboard.press('Enter');
  }
}
