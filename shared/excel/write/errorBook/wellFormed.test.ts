/** What programs refuse or offer to repair: parts that are no XML, relations to nothing, parts without a type. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { writeXlsx } from 'hucre/xlsx';
import { utils, write } from 'xlsx';
import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../../read/readWorkbook';
import { attribute, tags } from '../../read/xml';
import { address } from '../../sheet';
import { writeWorkbook } from '../writeWorkbook';
import type { CellNote } from './cellNote';
import { errorBook } from './errorBook';
import { partsOf, styledWorkbook } from './testStyled';

const SHEETS = '../shared/sheets';

/** Everything wrong with the package. */
function faults(parts: Readonly<Record<string, string>>): string[] {
  const names = new Set(Object.keys(parts));
  const found: string[] = [];
  const types = parts['[Content_Types].xml'] ?? '';
  const [extensions, overrides] = [new Set<string>(), new Set<string>()];
  for (const { name, attributes } of tags(types)) {
    if (name === 'Default') extensions.add((attribute(attributes, 'Extension') ?? '').toLowerCase());
    if (name !== 'Override') continue;
    const part = attribute(attributes, 'PartName') ?? '';
    if (overrides.has(part)) found.push(`${part}: two types`);
    overrides.add(part);
  }
  for (const [name, text] of Object.entries(parts)) {
    if (name.endsWith('/') || name === '[Content_Types].xml') continue;
    const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
    if (!extensions.has(extension) && !overrides.has(`/${name}`)) found.push(`${name}: no type`);
    if (/^(xml|rels|vml)$/.test(extension)) found.push(...unbalanced(name, text));
    if (extension === 'rels') found.push(...dangling(name, text, names));
  }
  return found;
}

function unbalanced(name: string, text: string): string[] {
  const open: string[] = [];
  let roots = 0;
  for (const tag of tags(text)) {
    const full = /^<\/?([\w.:-]+)/.exec(text.slice(tag.start, tag.end))?.[1] ?? '';
    if (tag.kind === 'close') {
      if (open.pop() !== full) return [`${name}: ${full} closes something else`];
    } else {
      if (open.length === 0) roots++;
      if (tag.kind === 'open') open.push(full);
      const given = [...tag.attributes.matchAll(/([\w.:-]+)\s*=/g)].map(([, key]) => key);
      if (
        /^(?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*\/?$/.test(tag.attributes) &&
        new Set(given).size < given.length
      )
        return [`${name}: ${full} says an attribute twice`];
    }
  }
  if (open.length > 0) return [`${name}: ${open.at(-1)} stays open`];
  return roots === 1 ? [] : [`${name}: ${roots} roots`];
}

function dangling(name: string, text: string, names: ReadonlySet<string>): string[] {
  const folder = name.replace(/_rels\/[^/]*$/, '');
  const ids = new Set<string>();
  const found: string[] = [];
  for (const tag of tags(text)) {
    if (tag.name !== 'Relationship') continue;
    const id = attribute(tag.attributes, 'Id') ?? '';
    if (ids.has(id)) found.push(`${name}: ${id} twice`);
    ids.add(id);
    if (attribute(tag.attributes, 'TargetMode') === 'External') continue;
    const target = attribute(tag.attributes, 'Target') ?? '';
    const path = new URL(target, `zip:///${folder}`).pathname.slice(1);
    if (!names.has(decodeURIComponent(path))) found.push(`${name}: nothing at ${target}`);
  }
  return found;
}

/** Marks cells all over every sheet and the sheet itself. */
function marked(bytes: Uint8Array, file: string): { faults: string[]; before: string[]; sheets: [number, number] } {
  const workbook = readWorkbook(bytes, file);
  if (!workbook.ok) throw new Error(workbook.error.code);
  const notes = workbook.value.sheets.flatMap(({ name, rows, columns }) =>
    [...new Set([0, 1, rows.length >> 1, rows.length + 2])].flatMap((row) =>
      [...new Set([0, columns >> 1, columns + 1])].map((column): CellNote => ({
        sheet: name,
        cell: address(row, column),
        code: 'not_a_date',
        text: `第${row + 1}行 <不对> & "引号"`,
        suggestion: '',
        colour: 'wrong',
      })),
    ),
  );
  const made = errorBook(bytes, workbook.value, notes);
  if (!made.ok) throw new Error(made.error.code);
  const again = readWorkbook(made.value.bytes, file);
  if (!again.ok) throw new Error(again.error.code);
  const sheets: [number, number] = [workbook.value.sheets.length, again.value.sheets.length];
  const before = workbook.value.format === 'xlsx' ? faults(partsOf(bytes)) : [];
  return { faults: faults(partsOf(made.value.bytes)), before, sheets };
}

const real = existsSync(SHEETS)
  ? readdirSync(SHEETS, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(xlsx|xls)$/.test(file))
  : [];

describe('a marked workbook holds together', () => {
  const rows = [
    ['姓名', '性别'],
    ['张三', '男'],
  ];
  it.each([
    ['a styled one', () => styledWorkbook(rows[0]!, [rows[1]!])],
    [
      'our own',
      () =>
        writeWorkbook([
          { name: '户', title: '户', columns: [{ header: '姓名', width: 9, kind: 'text' }], rows: [['张三']] },
        ]),
    ],
    ['SheetJS', () => new Uint8Array(write(bookOf(rows), { type: 'array', bookType: 'xlsx' }) as ArrayBuffer)],
    ['xls', () => new Uint8Array(write(bookOf(rows), { type: 'array', bookType: 'biff8' }) as ArrayBuffer)],
    ['hucre', () => writeXlsx({ sheets: [{ name: '户', rows }] })],
  ])('made by %s', async (_, make) => {
    const { faults: found, sheets } = marked(await make(), '户.xlsx');
    expect(found).toEqual([]);
    expect(sheets[1]).toBe(sheets[0] + 1);
  });

  it('is looked at closely enough', () => {
    const parts = partsOf(styledWorkbook(rows[0]!, [rows[1]!]));
    expect(faults(parts)).toEqual([]);
    const without = Object.entries(parts).filter(([name]) => name !== 'xl/comments1.xml');
    expect(faults(Object.fromEntries(without))).toEqual([
      'xl/worksheets/_rels/sheet1.xml.rels: nothing at ../comments1.xml',
    ]);
    expect(faults({ ...parts, 'xl/comments1.xml': '<a><b></a></b>' })).toHaveLength(1);
    expect(faults({ ...parts, 'xl/comments1.xml': '<a x="1" x="2"/>' })).toHaveLength(1);
    expect(faults({ ...parts, 'xl/other.bin': '' })).toEqual(['xl/other.bin: no type']);
  });

  it.skipIf(real.length === 0)('each of the real sheets', () => {
    const wrong = real.flatMap((file) => {
      try {
        const done = marked(readFileSync(join(SHEETS, file)), basename(file));
        const found = done.faults.filter((fault) => !done.before.includes(fault));
        return found.length > 0 || done.sheets[1] !== done.sheets[0] + 1 ? [[file, done]] : [];
      } catch (error) {
        return [[file, String(error)]];
      }
    });
    expect(wrong).toEqual([]);
  });
});

function bookOf(rows: readonly (readonly string[])[]): ReturnType<typeof utils.book_new> {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows.map((row) => [...row])), '户');
  return book;
}
