/** The window, the archive folder, files and the start-up order. */
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DesktopApi, SavedFile } from '../shared/ipc/desktop';
import type { Result } from '../shared/result';
import { expect, launch, runApp, temporaryFolder, test } from './fixtures';

declare global {
  interface Window {
    readonly desktop?: DesktopApi & { readonly connect: (id: string) => void };
  }
}

const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;

test('the archive folder is made, named as ours while we run, and keeps its identity', async () => {
  const dataDir = join(temporaryFolder(), '新的', '档案');
  const first = await launch({ dataDir });
  expect(readdirSync(dataDir)).toEqual(expect.arrayContaining(['LOCK', 'archive.json', 'profile']));
  expect(readJson(join(dataDir, 'LOCK'))).toMatchObject({ pid: first.app.process().pid, mode: 'window' });
  expect(await first.app.evaluate(({ app }) => app.getPath('userData'))).toBe(join(dataDir, 'profile'));
  const stored = await first.page.evaluate(() => window.desktop!.setUnit('贵州省/遵义市/习水县/双龙乡/张庄村'));
  expect(stored).toMatchObject({ ok: true, value: { format: 'hudang-archive', schemaVersion: 3 } });
  await first.close();
  expect(readdirSync(dataDir)).not.toContain('LOCK');

  const second = await launch({ dataDir });
  expect(await second.page.evaluate(() => window.desktop!.archive())).toEqual(stored);
  expect(await second.page.evaluate(() => window.desktop!.info())).toMatchObject({
    ok: true,
    value: { mode: 'window', dataDir },
  });
  await second.close();
});

test('the window fits the work area, is white, titled, without a menu bar, with a Chinese edit menu', async ({
  hudang,
}) => {
  const window = await hudang.app.evaluate(({ BrowserWindow, Menu, screen }) => {
    const [first] = BrowserWindow.getAllWindows();
    const edit = Menu.getApplicationMenu()?.items.find((item) => item.label === '编辑');
    return {
      size: first?.getSize(),
      minimum: first?.getMinimumSize(),
      background: first?.getBackgroundColor(),
      menuBar: first?.isMenuBarVisible(),
      title: first?.getTitle(),
      area: screen.getPrimaryDisplay().workAreaSize,
      edit: edit?.submenu?.items.map((item) => item.label).filter(Boolean),
    };
  });
  // Without a window manager X11 may take a pixel.
  const [width = 0, height = 0] = window.size ?? [];
  expect(Math.abs(width - Math.min(1366, window.area.width))).toBeLessThanOrEqual(2);
  expect(Math.abs(height - Math.min(768, window.area.height))).toBeLessThanOrEqual(2);
  expect(window.minimum).toEqual([Math.min(1024, window.area.width), Math.min(640, window.area.height)]);
  expect(window).toMatchObject({ background: '#FFFFFF', menuBar: false });
  expect(window.title).toContain('户档');
  expect(window.edit).toEqual(expect.arrayContaining(['撤销', '剪切', '复制', '粘贴', '全选']));
  await expect
    .poll(() => hudang.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()))
    .toBe(true);
});

test('a second start shows the first window and ends', async ({ hudang }) => {
  await hudang.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  const second = await runApp(['--data', hudang.dataDir]);
  expect(second.code).toBe(0);
  await expect
    .poll(() => hudang.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()))
    .toBe(true);
  expect(hudang.app.windows()).toHaveLength(1);
  expect(readJson(join(hudang.dataDir, 'LOCK'))).toMatchObject({ pid: hudang.app.process().pid });
});

test('a second start by another name of the same folder finds the first', async ({ hudang }) => {
  const alias = join(temporaryFolder(), 'alias');
  symlinkSync(hudang.dataDir, alias);
  expect((await runApp(['--data', alias])).code).toBe(0);
});

test('two archives can be open at once', async ({ hudang }) => {
  const other = await launch();
  expect(other.dataDir).not.toBe(hudang.dataDir);
  await other.close();
});

test('saving goes through the dialog and replaces the file whole; the token does not allow reading', async ({
  hudang,
}) => {
  const target = join(temporaryFolder(), '户信息表.xlsx');
  writeFileSync(target, 'old');
  await hudang.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, target);
  const saved = await hudang.page.evaluate(async () => {
    const api = window.desktop!;
    const token = await api.pickSave('户信息表.xlsx');
    if (!token.ok || token.value === null) return null;
    const writer = await api.openWriter(token.value);
    if (!writer.ok) return null;
    for (let n = 0; n < 3; n += 1) await api.write(writer.value, new Uint8Array(8 * 2 ** 20).fill(n + 65));
    const before = await api.read(token.value, 0, 10);
    return { before, saved: await api.commit(writer.value) };
  });
  expect(saved?.before).toMatchObject({ ok: false, error: { code: 'no_right' } });
  expect(saved?.saved).toEqual({ ok: true, value: { path: target, bytes: 24 * 2 ** 20 } } satisfies Result<SavedFile>);
  expect(
    readFileSync(target)
      .subarray(8 * 2 ** 20 - 1, 8 * 2 ** 20 + 1)
      .toString(),
  ).toBe('AB');
  expect(readdirSync(join(target, '..'))).toEqual(['户信息表.xlsx']);
});

test('a cancelled dialog is no file, and a path is no name', async ({ hudang }) => {
  await hudang.app.evaluate(({ dialog }) => {
    dialog.showSaveDialog = async () => ({ canceled: true, filePath: '' });
  });
  expect(await hudang.page.evaluate(() => window.desktop!.pickSave('a.xlsx'))).toEqual({ ok: true, value: null });
  expect(await hudang.page.evaluate(() => window.desktop!.pickSave('../a.xlsx'))).toMatchObject({
    ok: false,
    error: { code: 'bad_file_name' },
  });
});

test('a page that dies is offered again, and works', async ({ hudang }) => {
  await hudang.app.evaluate(({ dialog, webContents }) => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    // The first overload belongs to a window, the second to none.
    dialog.showMessageBox = async (...args: unknown[]) => {
      asked.push(JSON.stringify(args.at(-1)));
      return { response: 0, checkboxChecked: false };
    };
    webContents.getAllWebContents()[0]?.forcefullyCrashRenderer();
  });
  const asked = () => hudang.app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);
  await expect.poll(async () => (await asked()).length).toBe(1);
  expect((await asked())[0]).toContain('重新打开');
  const info = () =>
    hudang.app.evaluate(async ({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      return window?.webContents
        .executeJavaScript('window.desktop.info()')
        .then((answer: Result<unknown>) => answer.ok);
    });
  await expect.poll(info).toBe(true);
});

test('a page that stands still is ended when the clerk will not wait, and nobody is asked again', async ({
  hudang,
}) => {
  await hudang.app.evaluate(({ dialog, BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const seen = { asked: [] as string[], gone: 0, loaded: 0 };
    Object.assign(globalThis, { seen });
    dialog.showMessageBox = async (...args: unknown[]) => {
      seen.asked.push(JSON.stringify(args.at(-1)));
      return { response: 1, checkboxChecked: false };
    };
    window?.webContents.on('render-process-gone', () => (seen.gone += 1));
    window?.webContents.on('did-finish-load', () => (seen.loaded += 1));
    window?.emit('unresponsive');
  });
  type Seen = { readonly asked: readonly string[]; readonly gone: number; readonly loaded: number };
  const seen = () => hudang.app.evaluate(() => (globalThis as unknown as { seen: Seen }).seen);
  await expect.poll(async () => (await seen()).loaded).toBe(1);
  expect(await seen()).toMatchObject({ gone: 1, asked: [expect.stringContaining('页面没有反应')] });
});

test('a folder with a long Chinese name, blanks and signs that mean something in addresses is a folder like any other', async () => {
  const dataDir = join(temporaryFolder(), '李庄村 一户一档#1%20(副本)&?x=', '很长的文件夹名'.repeat(10), '档案 + 2026');
  for (const line of [0, 1]) {
    const hudang = await launch({ dataDir });
    const answer = await hudang.page.evaluate(async (after) => {
      const state = await window.desktop!.openState();
      const info = await window.desktop!.info();
      const payload = JSON.stringify({
        v: 1,
        at: '',
        kind: 'rows',
        seq: 0,
        households: 0,
        rows: {},
        room: 'x'.repeat(200),
      });
      const appended = await window.desktop!.journalAppend(after, payload);
      return { before: state.ok && state.value.journal.line, dir: info.ok && info.value.dataDir, ok: appended.ok };
    }, line);
    expect(answer).toEqual({ before: line, dir: dataDir, ok: true });
    await hudang.close();
  }
});

test('free space and the cost of the program are known', async ({ hudang }) => {
  const guard = await hudang.page.evaluate(() => window.desktop!.guard());
  expect(guard).toMatchObject({ ok: true, value: { level: 'ok', access: { mode: 'write' } } });
  expect(guard.ok && guard.value.free).toBeGreaterThan(0);
  const metrics = await hudang.page.evaluate(() => window.desktop!.metrics());
  expect(metrics.ok && metrics.value.cpuMs).toBeGreaterThan(50);
  expect(metrics.ok && metrics.value.peakBytes).toBeGreaterThan(50 * 2 ** 20);
  expect(metrics.ok && metrics.value.uptimeMs).toBeGreaterThan(100);
});

test('a torn archive.json is not replaced by an empty archive', async () => {
  const dataDir = temporaryFolder();
  mkdirSync(join(dataDir, 'profile'));
  writeFileSync(join(dataDir, 'archive.json'), '{"format":"hud');
  const ended = await runApp(['--job', 'verify', '--data', dataDir]);
  expect(ended.code).toBe(1);
  expect(ended.stdout).toContain('archive_damaged');
  expect(readFileSync(join(dataDir, 'archive.json'), 'utf8')).toBe('{"format":"hud');
});
