/** 导入: the six steps. */
import { expect, type Locator, type Page } from '@playwright/test';

export interface Chosen {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export class ImportSteps {
  constructor(readonly page: Page) {}

  /** Chooses files that can all be read, and waits for the picture of the first sheet. */
  async choose(files: readonly Chosen[]): Promise<void> {
    await this.put(files);
    await expect(this.picture).toBeVisible();
  }

  /** Chooses files and leaves it at that. */
  async put(files: readonly Chosen[]): Promise<void> {
    // Until this page is there, the household's attachments still have an input of their own.
    await expect(this.page.getByLabel('选择要导入的表格')).toBeAttached();
    await this.page.getByLabel('选择要导入的表格').setInputFiles(
      files.map(({ name, bytes }) => ({
        name,
        mimeType: 'application/octet-stream',
        buffer: Buffer.from(bytes),
      })),
    );
  }

  get picture(): Locator {
    return this.page.locator('.sheet-grid');
  }

  get facts(): Locator {
    return this.page.locator('.facts');
  }

  /** A sheet in the list at the left. */
  sheet(name: string): Locator {
    return this.page.locator('.rail-name', { hasText: name });
  }

  /** Says what a row (1-based) is. */
  async row(row: number, word: string): Promise<void> {
    await this.page.locator(`.picture-number[data-row="${row - 1}"]`).click();
    await this.page.getByRole('menuitem', { name: word }).click();
  }

  /** Leaves the choice of files when not every one of them could be read. */
  async toTables(): Promise<void> {
    await this.page.locator('.import-foot .button-primary').click();
    await expect(this.picture).toBeVisible();
  }

  async toDamageOrPlan(): Promise<void> {
    await this.page.getByRole('button', { name: '去对字段' }).click();
    await this.page.getByRole('button', { name: '字段对好了，看变化' }).click();
    await expect(this.page.locator('.damage-kinds, .plan-counts')).toBeVisible();
  }

  async toPlan(): Promise<void> {
    await this.toDamageOrPlan();
    await this.pastDamage();
  }

  async pastDamage(): Promise<void> {
    if ((await this.page.locator('.damage-kinds').count()) > 0) {
      await this.page.getByRole('button', { name: '看变化', exact: true }).last().click();
    }
    await expect(this.page.locator('.plan-counts')).toBeVisible();
  }

  figure(word: string): Locator {
    return this.page.locator('.plan-count', { hasText: word });
  }

  async count(
    word: '新增' | '修改' | '冲突' | '疑似重复' | '不变' | '拒绝' | '没定',
    households: number,
  ): Promise<void> {
    await expect(this.figure(word).locator('b')).toHaveText(String(households));
  }

  /** Presses the primary button, whose words must say what will happen. */
  async write(words: string): Promise<void> {
    await this.page.getByRole('button', { name: words, exact: true }).click();
    await expect(this.page.getByText(/^已写入 [\d,]+ 户。$/)).toBeVisible();
  }
}
