/** The system's file dialogs. What the user picks there becomes a token. */
import { app, dialog, shell, type BrowserWindow } from 'electron';
import { extname, join } from 'node:path';
import type { FileToken } from '#shared/ipc/desktop';
import { fail, ok, type Result } from '#shared/result';
import { isPlainFileName } from './fileName';
import type { FileTokens } from './tokens';

const KINDS: Readonly<Record<string, string>> = {
  '.xlsx': 'Excel 工作簿',
  '.csv': '文本表格',
  '.json': '数据文件',
  '.jsonl': '数据文件',
  '.pdf': 'PDF 文件',
};

/** Asks where to save; null when the user cancelled. The dialog itself asks before an existing file is replaced. */
export async function pickSave(
  window: BrowserWindow,
  tokens: FileTokens,
  suggestedName: string,
): Promise<Result<FileToken | null>> {
  if (!isPlainFileName(suggestedName)) return fail('bad_file_name', { name: suggestedName.slice(0, 60) });
  const extension = extname(suggestedName).toLowerCase();
  const kind = KINDS[extension];
  const picked = await dialog.showSaveDialog(window, {
    title: '保存为',
    buttonLabel: '保存',
    defaultPath: join(app.getPath('documents'), suggestedName),
    filters: kind ? [{ name: kind, extensions: [extension.slice(1)] }] : [],
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  });
  if (picked.canceled || !picked.filePath) return ok(null);
  // On Linux the dialog does not add the extension of the chosen kind.
  const path = extension && extname(picked.filePath) === '' ? `${picked.filePath}${extension}` : picked.filePath;
  return ok(tokens.issue(path, 'write'));
}

/** Shows a file of ours in the system's file manager; only files written in this run have a token for that. */
export function showInFolder(tokens: FileTokens, token: FileToken): Result<null> {
  const path = tokens.written(token);
  if (!path.ok) return path;
  shell.showItemInFolder(path.value);
  return ok(null);
}
