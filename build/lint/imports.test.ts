/**
 * The canary of the import rules: one forbidden import of each kind must be reported, and its allowed counterpart must
 * not; otherwise "no violations" would prove nothing.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { ESLint } from 'eslint';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = join(__dirname, '..', '..');

const SINS: readonly (readonly [what: string, file: string, code: string])[] = [
  ['catalogue reaching up into audit', 'shared/catalogue/index.ts', "import { x } from '../audit/engine';"],
  ['values reaching up into derive', 'shared/values/text.ts', "import { x } from '../derive/dump';"],
  ['income reaching up into excel', 'shared/income/totals.ts', "import { x } from '../excel/read/readWorkbook';"],
  ['audit reaching sideways into excel', 'shared/audit/engine.ts', "import { x } from '../excel/read/readWorkbook';"],
  ['excel reaching up into import', 'shared/excel/read/readWorkbook.ts', "import { x } from '../../import/plan';"],
  ['ipc reaching into the domain', 'shared/ipc/contract.ts', "import { x } from '../catalogue/index';"],
  ['shared using Node', 'shared/values/text.ts', "import { readFileSync } from 'node:fs';"],
  ['shared using React', 'shared/values/text.ts', "import { useState } from 'react';"],
  ['electron knowing households', 'electron/window.ts', "import { x } from '#shared/catalogue/index';"],
  ['electron reaching into renderer', 'electron/window.ts', "import { x } from '../renderer/store/db';"],
  ['a second user of ipcMain', 'electron/window.ts', "import { ipcMain } from 'electron';"],
  ['dexie outside the store', 'renderer/pages/register/Page.tsx', "import Dexie from 'dexie';"],
  ['xlsx outside shared/excel', 'renderer/workers/import.worker.ts', "import * as XLSX from 'xlsx';"],
  ['fflate in the wrong part of excel', 'shared/excel/understand/findHeader.ts', "import { unzipSync } from 'fflate';"],
  ['electron in the page', 'renderer/pages/register/Page.tsx', "import { ipcRenderer } from 'electron';"],
  ['Node in the page', 'renderer/ui/Frame.tsx', "import { join } from 'node:path';"],
  ['a page importing a page', 'renderer/pages/register/Page.tsx', "import { x } from '../audit/Page';"],
  ['ui reaching up into pages', 'renderer/ui/Frame.tsx', "import { x } from '../pages/register/Page';"],
  ['store reaching up into workers', 'renderer/store/db.ts', "import { x } from '../workers/client';"],
  ['workers reaching up into pages', 'renderer/workers/client.ts', "import { x } from '../pages/register/Page';"],
  ['the raw bridge outside bridge/', 'renderer/pages/register/Page.tsx', 'export const x = window.desktop;'],
  ['an unclassified package', 'renderer/ui/Frame.tsx', "import x from 'left-pad';"],
  ['a test tool in the product', 'renderer/ui/Frame.tsx', "import { it } from 'vitest';"],
  ['a forbidden dynamic import', 'renderer/ui/Frame.tsx', "export const x = import('dexie');"],
  ['a forbidden re-export', 'renderer/ui/Frame.tsx', "export { x } from '../pages/register/Page';"],
];

const VIRTUES: readonly (readonly [file: string, code: string])[] = [
  ['shared/audit/engine.ts', "import { x } from '../catalogue/index';\nexport const y = x;"],
  ['shared/values/text.ts', "import type { Value } from '../derive/record';\nexport type X = Value;"],
  [
    'renderer/store/db.ts',
    "import Dexie from 'dexie';\nimport { x } from '#shared/derive/dump';\nexport const y = [x, Dexie];",
  ],
  [
    'renderer/pages/register/Page.tsx',
    "import { x } from './Row';\nimport { y } from '../../ui/Frame';\nexport const z = [x, y];",
  ],
  [
    'electron/ipc/handle.ts',
    "import { ipcMain } from 'electron';\nimport { x } from '#shared/ipc/contract';\nexport const y = [x, ipcMain];",
  ],
];

async function complaints(file: string, code: string): Promise<string[]> {
  const eslint = new ESLint({ cwd: ROOT });
  const [result] = await eslint.lintText(code, { filePath: join(ROOT, file) });
  return (result?.messages ?? [])
    .filter((message) => message.ruleId === 'house/imports')
    .map((message) => message.message);
}

describe('import direction', () => {
  it.each(SINS)('reports %s', async (_, file, code) => {
    expect(await complaints(file, code)).not.toEqual([]);
  });
  it.each(VIRTUES)('lets %s import what it may', async (file, code) => {
    expect(await complaints(file, code)).toEqual([]);
  });
});

/** All product and test sources, as paths relative to the project. */
function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : [];
  });
}

const FILES = ['shared', 'electron', 'renderer'].flatMap(sources).filter((path) => !path.includes('.test.'));

/** Value imports between our own files; types-only cycles are harmless at run time and caught by project references. */
function importsOf(path: string, files: ReadonlySet<string>): string[] {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false);
  return file.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    if (ts.isImportDeclaration(statement) ? statement.importClause?.isTypeOnly : statement.isTypeOnly) return [];
    const source = statement.moduleSpecifier;
    if (!source || !ts.isStringLiteral(source)) return [];
    if (!/^[.#]/.test(source.text)) return [];
    const base = source.text.startsWith('#') ? source.text.slice(1) : posix.join(dirname(path), source.text);
    return [`${base}.ts`, `${base}.tsx`, base].filter((candidate) => files.has(candidate)).slice(0, 1);
  });
}

/** The first import cycle found, or null. */
function cycle(graph: ReadonlyMap<string, readonly string[]>): string[] | null {
  const done = new Set<string>();
  const visit = (node: string, trail: readonly string[]): string[] | null => {
    if (trail.includes(node)) return [...trail.slice(trail.indexOf(node)), node];
    if (done.has(node)) return null;
    for (const next of graph.get(node) ?? []) {
      const found = visit(next, [...trail, node]);
      if (found) return found;
    }
    done.add(node);
    return null;
  };
  for (const node of graph.keys()) {
    const found = visit(node, []);
    if (found) return found;
  }
  return null;
}

describe('import cycles', () => {
  it('finds a planted cycle', () => {
    expect(
      cycle(
        new Map([
          ['a', ['b']],
          ['b', ['c']],
          ['c', ['a']],
        ]),
      ),
    ).toEqual(['a', 'b', 'c', 'a']);
  });
  it('there is none among our files', () => {
    const set = new Set(FILES);
    const graph = new Map(FILES.map((path) => [path, importsOf(path, set)]));
    expect(FILES.length).toBeGreaterThan(100);
    expect([...graph.values()].flat().length).toBeGreaterThan(200);
    expect(cycle(graph)).toBeNull();
  });
});
