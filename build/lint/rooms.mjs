/**
 * The rooms of the house and who may enter which: the table behind the lint rule `house/imports`. A file belongs to the
 * first room whose prefix it has. `may` lists the rooms it may import besides itself; anything else is an error.
 */

const SHAPES = ['shapes'];
const BASE = [...SHAPES, 'result', 'text', 'messages'];

export const ROOMS = [
  // Type-only files that several rooms speak about; they may be imported everywhere inside shared.
  {
    name: 'shapes',
    at: [
      'shared/derive/record.ts',
      'shared/excel/sheet.ts',
      'shared/audit/finding.ts',
      'shared/import/types.ts',
      'shared/values/codec.ts',
      'shared/when/condition.ts',
      'shared/catalogue/field.ts',
    ],
    may: [],
    typesOnly: true,
  },
  { name: 'result', at: ['shared/result.ts'], may: [] },
  { name: 'text', at: ['shared/text.ts'], may: [] },
  { name: 'messages', at: ['shared/messages/'], may: [...SHAPES, 'result', 'text'] },
  { name: 'when', at: ['shared/when/'], may: BASE },
  { name: 'catalogue', at: ['shared/catalogue/'], may: [...BASE, 'when'] },
  { name: 'values', at: ['shared/values/'], may: [...BASE, 'when', 'catalogue'] },
  { name: 'derive', at: ['shared/derive/'], may: [...BASE, 'when', 'catalogue', 'values'] },
  { name: 'income', at: ['shared/income/'], may: [...BASE, 'when', 'catalogue', 'values', 'derive'] },
  { name: 'audit', at: ['shared/audit/'], may: [...BASE, 'when', 'catalogue', 'values', 'derive', 'income'] },
  { name: 'excel', at: ['shared/excel/'], may: [...BASE, 'when', 'catalogue', 'values', 'derive', 'income'] },
  {
    name: 'import',
    at: ['shared/import/'],
    may: [...BASE, 'when', 'catalogue', 'values', 'derive', 'income', 'excel'],
  },
  {
    name: 'sample',
    at: ['shared/sample/'],
    may: [...BASE, 'when', 'catalogue', 'values', 'derive', 'income', 'excel', 'audit'],
  },
  { name: 'ipc', at: ['shared/ipc/'], may: ['result'] },
  // Formats of what is kept outside IndexedDB: journal lines and entries, copies, when to make and keep them.
  { name: 'journal', at: ['shared/journal/'], may: ['result', 'ipc'] },
  { name: 'electron', at: ['electron/'], may: ['messages', 'result', 'ipc', 'journal'] },
  { name: 'strings', at: ['renderer/strings.ts'], may: [] },
  { name: 'bridge', at: ['renderer/bridge/'], may: ['result', 'ipc'] },
  { name: 'store', at: ['renderer/store/'], may: ['shared*', 'ipc', 'bridge'] },
  { name: 'workers', at: ['renderer/workers/'], may: ['shared*', 'ipc', 'bridge', 'store'] },
  { name: 'job', at: ['renderer/job/'], may: ['shared*', 'ipc', 'bridge', 'store', 'workers'] },
  { name: 'ui', at: ['renderer/ui/'], may: ['shared*', 'strings', 'bridge'] },
  { name: 'fields', at: ['renderer/fields/'], may: ['shared*', 'strings', 'ui'] },
  { name: 'forms', at: ['renderer/forms/'], may: ['shared*', 'strings', 'ui', 'fields', 'store'] },
  { name: 'grid', at: ['renderer/grid/'], may: ['shared*', 'strings', 'ui', 'fields'] },
  // Sheets of files drawn as in WPS; the cells come from a worker.
  { name: 'picture', at: ['renderer/picture/'], may: ['shared*', 'strings', 'ui', 'workers'] },
  // 看原表: where a value came from, and its file at that cell.
  {
    name: 'source',
    at: ['renderer/source/'],
    may: ['shared*', 'ipc', 'strings', 'bridge', 'store', 'workers', 'ui', 'forms', 'picture'],
  },
  { name: 'print', at: ['renderer/print/'], may: ['shared*', 'strings', 'ui', 'fields'] },
  // What goes on behind the pages of a window: room on the disk, copies and rehearsals, the light of the status bar.
  {
    name: 'keeping',
    at: ['renderer/keeping/'],
    may: ['shared*', 'ipc', 'journal', 'strings', 'bridge', 'store', 'workers', 'ui', 'forms'],
  },
  {
    name: 'drafts',
    at: ['renderer/drafts/'],
    may: ['shared*', 'ipc', 'strings', 'bridge', 'store', 'ui', 'fields', 'forms'],
  },
  {
    name: 'pages',
    at: ['renderer/pages/'],
    may: [
      'shared*',
      'ipc',
      'strings',
      'bridge',
      'store',
      'workers',
      'keeping',
      'ui',
      'fields',
      'forms',
      'drafts',
      'grid',
      'picture',
      'source',
      'print',
    ],
    apart: true,
  },
  {
    name: 'app',
    at: ['renderer/'],
    may: [
      'shared*',
      'ipc',
      'strings',
      'bridge',
      'store',
      'workers',
      'keeping',
      'job',
      'ui',
      'fields',
      'forms',
      'drafts',
      'grid',
      'picture',
      'source',
      'print',
      'pages',
    ],
  },
  // The fault harness runs the real code of both processes on simulated computers.
  { name: 'faults', at: ['build/faults/'], may: ['build', 'shared*', 'ipc', 'electron', 'bridge', 'store', 'workers'] },
  { name: 'build', at: ['build/'], may: ['faults', 'shared*', 'ipc'] },
  { name: 'e2e', at: ['e2e/'], may: ['shared*', 'ipc'] },
];

/** Every package is classified once: where it may be imported. A package that is not listed here is an error. */
export const PACKAGES = {
  electron: ['electron/', 'build/runtime/'],
  dexie: ['renderer/store/'],
  'dexie-react-hooks': ['renderer/store/'],
  xlsx: ['shared/excel/read/', 'shared/excel/write/', 'shared/excel/template/'],
  fflate: ['shared/excel/read/', 'shared/excel/write/', 'shared/excel/template/'],
  zod: ['shared/', 'electron/', 'renderer/'],
  comlink: ['renderer/workers/'],
  'pinyin-pro': ['renderer/workers/'],
  react: ['renderer/'],
  'react-dom': ['renderer/'],
  antd: ['renderer/'],
  '@tanstack/react-virtual': ['renderer/grid/'],
};

/** Packages that only tests, tools and build scripts may import. */
export const TOOLS = [
  'vitest',
  'fast-check',
  'fake-indexeddb',
  'hucre',
  'playwright',
  '@playwright/test',
  'typescript',
  'eslint',
  'typescript-eslint',
  'eslint-plugin-react-hooks',
  'vite',
  '@vitejs/plugin-react',
  '@electron/asar',
  '@electron/fuses',
];

/** Named things that exactly one file may import from a package. */
export const SINGLE_IMPORTERS = [{ package: 'electron', name: 'ipcMain', only: 'electron/ipc/handle.ts' }];

/** Globals that exactly one folder may touch. */
export const SINGLE_GLOBALS = [{ object: 'window', property: 'desktop', only: 'renderer/bridge/' }];

export function roomOf(path) {
  return ROOMS.find((room) =>
    room.at.some((prefix) => (prefix.endsWith('/') ? path.startsWith(prefix) : path === prefix)),
  );
}
