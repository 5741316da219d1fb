/** The menus: an invisible application menu that carries the shortcuts, and the context menu of text. All in Chinese. */
import { Menu, type ContextMenuParams, type MenuItemConstructorOptions, type WebContents } from 'electron';

/** Zoom factors of 大字. */
const ZOOM = { normal: 1, large: 1.25, larger: 1.5 } as const;

const EDIT: MenuItemConstructorOptions[] = [
  { role: 'undo', label: '撤销' },
  { role: 'redo', label: '重做' },
  { type: 'separator' },
  { role: 'cut', label: '剪切' },
  { role: 'copy', label: '复制' },
  { role: 'paste', label: '粘贴' },
  { role: 'pasteAndMatchStyle', label: '粘贴为文字' },
  { role: 'delete', label: '删除' },
  { type: 'separator' },
  { role: 'selectAll', label: '全选' },
];

function zoom(label: string, factor: number, accelerator: string): MenuItemConstructorOptions {
  return {
    label,
    accelerator,
    click: (_item, window) => {
      if (window && 'webContents' in window) (window.webContents as WebContents).setZoomFactor(factor);
    },
  };
}

/** Before `ready`: otherwise Electron first builds an English menu of its own, only to be replaced. */
export function preventDefaultMenu(): void {
  Menu.setApplicationMenu(null);
}

/** `developing` adds reload and the developer tools, which an installed program does not have. */
export function setApplicationMenu(developing: boolean): void {
  const view: MenuItemConstructorOptions[] = [
    zoom('正常字号', ZOOM.normal, 'CommandOrControl+0'),
    zoom('大字', ZOOM.large, 'CommandOrControl+='),
    zoom('特大字', ZOOM.larger, 'CommandOrControl+Shift+='),
    { type: 'separator' },
    { role: 'togglefullscreen', label: '全屏' },
  ];
  if (developing) view.push({ type: 'separator' }, { role: 'toggleDevTools', label: '开发者工具' });
  const program: MenuItemConstructorOptions[] = [{ role: 'quit', label: '退出户档' }];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { label: '户档', submenu: program },
      { label: '编辑', submenu: EDIT },
      { label: '显示', submenu: view },
    ]),
  );
}

/** 剪切 / 复制 / 粘贴 on a right click into text; pages show their own menu elsewhere. */
export function offerTextMenu(contents: WebContents): void {
  contents.on('context-menu', (_event, params) => {
    const items = textItems(params);
    if (items.length > 0) Menu.buildFromTemplate(items).popup();
  });
}

function textItems({ isEditable, selectionText, editFlags }: ContextMenuParams): MenuItemConstructorOptions[] {
  if (isEditable) {
    return [
      { role: 'undo', label: '撤销', enabled: editFlags.canUndo },
      { type: 'separator' },
      { role: 'cut', label: '剪切', enabled: editFlags.canCut },
      { role: 'copy', label: '复制', enabled: editFlags.canCopy },
      { role: 'paste', label: '粘贴', enabled: editFlags.canPaste },
      { type: 'separator' },
      { role: 'selectAll', label: '全选' },
    ];
  }
  return selectionText.trim() === '' ? [] : [{ role: 'copy', label: '复制' }];
}
