/** 数据安全: light, backup, copies, restore, second place; and the banners and dialogs of the frame. */
import { expect, type ElectronApplication, type Locator, type Page } from '@playwright/test';
import { Frame } from './frame';

export class Safety {
  readonly light: Locator;
  readonly banner: Locator;
  readonly dialog: Locator;
  readonly copies: Locator;

  constructor(
    readonly page: Page,
    private readonly app: ElectronApplication,
  ) {
    this.light = page.locator('.light');
    this.banner = page.locator('.banner');
    this.dialog = page.getByRole('dialog');
    this.copies = page.locator('.copies tbody tr');
  }

  async open(): Promise<void> {
    await new Frame(this.page).open('数据安全');
    await expect(this.page.locator('.standing h1')).not.toContainText('正在查看');
  }

  /** Waits for the light of the status bar; copies are made when nobody typed for some seconds. */
  async lightSays(text: string): Promise<void> {
    await expect(this.light).toContainText(text, { timeout: 60_000 });
  }

  /** The next save dialog chooses this path. */
  async willSaveTo(filePath: string): Promise<void> {
    await this.app.evaluate(({ dialog }, path) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
    }, filePath);
  }

  /** The next open dialog chooses this path. */
  async willOpen(filePath: string): Promise<void> {
    await this.app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
    }, filePath);
  }

  /** 立即备份 into a file; done when it was written, read again and compared. */
  async backupTo(filePath: string): Promise<void> {
    await this.willSaveTo(filePath);
    await this.page.getByRole('button', { name: '立即备份' }).click();
    await expect(this.page.getByText('写完后已重新读出，内容一致')).toBeVisible({ timeout: 30_000 });
  }

  /** 从备份文件恢复 up to the preview. */
  async previewOf(filePath: string): Promise<void> {
    await this.willOpen(filePath);
    await this.page.getByRole('button', { name: '从备份文件恢复' }).click();
    await expect(this.dialog).toBeVisible();
  }

  /** Households of the preview in the order 新增 修改 减少 不变. */
  async previewCounts(counts: readonly [number, number, number, number]): Promise<void> {
    await expect(this.dialog.locator('.restore-counts b')).toHaveText(counts.map(String), { timeout: 30_000 });
  }

  /** Presses the button that says what the restore will do. */
  async restore(words: string): Promise<void> {
    await this.dialog.getByRole('button', { name: words }).click();
    await expect(this.page.locator('.notification')).toContainText('已恢复到', { timeout: 30_000 });
  }
}
