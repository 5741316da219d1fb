/** 导入: the five steps. */
import { expect, type Page } from '@playwright/test';

export class ImportSteps {
  constructor(readonly page: Page) {}

  /** Chooses files and waits for the picture of the first sheet. */
  async choose(files: readonly { name: string; bytes: Uint8Array }[]): Promise<void> {
    // Until this page is there, the household's attachments still have an input of their own.
    await expect(this.page.getByRole('list', { name: '导入的步骤' })).toBeVisible();
    await this.page.locator('input[type=file]').setInputFiles(
      files.map(({ name, bytes }) => ({
        name,
        mimeType: 'application/octet-stream',
        buffer: Buffer.from(bytes),
      })),
    );
    await expect(this.page.locator('.picture')).toBeVisible();
  }

  async toPlan(): Promise<void> {
    await this.page.getByRole('button', { name: '去对字段' }).click();
    await this.page.getByRole('button', { name: '看变化' }).click();
    await expect(this.page.locator('.plan-counts')).toBeVisible();
  }

  async count(word: '新增' | '修改' | '冲突' | '不变' | '拒绝', households: number): Promise<void> {
    await expect(this.page.locator('.plan-count', { hasText: word }).locator('b')).toHaveText(String(households));
  }

  /** Presses the primary button, whose words must say what will happen. */
  async write(words: string): Promise<void> {
    await this.page.getByRole('button', { name: words, exact: true }).click();
    await expect(this.page.getByText('已写入')).toBeVisible();
  }
}
