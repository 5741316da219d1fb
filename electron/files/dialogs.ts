/** The system's file dialogs. What the user picks there becomes a token. */
import { app, dialog, shell, type BrowserWindow, type OpenDialogOptions } from 'electron';
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
  '.zip': '户档备份',
};

type OpenKind = 'backup' | 'attachment' | 'folder';

const OPENING: Readonly<Record<OpenKind, Pick<OpenDialogOptions, 'title' | 'buttonLabel' | 'filters' | 'properties'>>> =
  {
    backup: {
      title: '选择备份文件',
      buttonLabel: '选择',
      filters: [{ name: '户档备份', extensions: ['zip'] }],
      properties: ['openFile'],
    },
    attachment: { title: '选择附件', buttonLabel: '加入', filters: [], properties: ['openFile'] },
    folder: { title: '选择放备份的文件夹', buttonLabel: '选择', properties: ['openDirectory', 'createDirectory'] },
  };

/** Asks for a file to read, or for a folder as the second place; null when the user cancelled. */
export async function pickOpen(
  window: BrowserWindow,
  tokens: FileTokens,
  kind: OpenKind,
): Promise<Result<FileToken | null>> {
  const picked = await dialog.showOpenDialog(window, { ...OPENING[kind], defaultPath: app.getPath('documents') });
  const [path] = picked.filePaths;
  if (picked.canceled || !path) return ok(null);
  return ok(tokens.issue(path, kind === 'folder' ? 'place' : 'read'));
}

/** Opens a file in the system's program for it; '' or the system's reason. Only for copies made for viewing (kept/viewing). */
export function openInSystem(path: string): Promise<string> {
  return shell.openPath(path);
}

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
