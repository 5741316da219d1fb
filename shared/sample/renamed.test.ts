/**
 * The foreign villages with their columns in any order and their headers renamed to any alias of the catalogue: no column is
 * mapped wrongly, nearly all are mapped. Skipped where the sheets are not there.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../excel/read/readWorkbook';
import type { CellValue, Range, Sheet } from '../excel/sheet';
import { sheetOf, workbookOf } from '../excel/understand/testSheet';
import { understandWorkbooks } from '../excel/understand/understand';
import { normaliseHeader } from '../text';
import type { MappedColumn, UnderstoodSheet } from '../import/types';
import { Random } from './random';

const VILLAGES = '../shared/sheets/village';
const TODAY = { today: '20261122' };
const SEEDS = 6;
/** Column ids such as AAC001 are no words that a clerk would write. */
const WORDS = /[\u4e00-\u9fff]/;

/** The sheet as rows under paths, with columns shuffled and six of ten headers renamed; `order` = the old column of each. */
function renamed(of: UnderstoodSheet, random: Random): { sheet: Sheet; order: readonly number[]; heads: string[] } {
  const order = of.columns.map((_, at) => ({ at, key: random.next() })).toSorted((a, b) => a.key - b.key);
  const used = new Set(of.columns.map(({ header }) => normaliseHeader(header.split('/').at(-1) ?? '')));
  const paths = of.columns.map((column) => renamedPath(column, used, random));
  const depth = Math.max(...paths.map((path) => path.length));
  const columns = order.map(({ at }) => at);
  const rows: CellValue[][] = Array.from({ length: depth }, (_, row) => columns.map((at) => paths[at]?.[row] ?? null));
  const merges = columns.flatMap((at, column): Range[] => {
    const length = paths[at]?.length ?? 0;
    return length < depth ? [{ top: length - 1, bottom: depth - 1, left: column, right: column }] : [];
  });
  const rowAt = new Map(of.dataRows.map((row, at) => [row, depth + at]));
  for (const row of of.dataRows) rows.push(columns.map((at) => of.sheet.rows[row]?.[at] ?? null));
  for (const merge of of.sheet.merges) {
    const [top, bottom] = [rowAt.get(merge.top), rowAt.get(merge.bottom)];
    const column = columns.indexOf(merge.left);
    if (merge.left === merge.right && top !== undefined && bottom !== undefined && column >= 0)
      merges.push({ top, bottom, left: column, right: column });
  }
  return {
    sheet: sheetOf(rows, merges, of.sheet.name),
    order: columns,
    heads: columns.map((at) => paths[at]?.join('/') ?? ''),
  };
}

function renamedPath({ header, field }: MappedColumn, used: Set<string>, random: Random): string[] {
  // A slash of the header itself (致贫/返贫风险1) is no path.
  const path =
    /[（(][^）)]*\/|致贫\//.test(header) || field?.label.includes('/') === true ? [header] : header.split('/');
  if (field === null || random.next() > 0.6) return path;
  const free = [field.label, ...(field.aliases ?? [])].filter(
    (text) => WORDS.test(text) && !used.has(normaliseHeader(text)),
  );
  const chosen = free[Math.floor(random.next() * free.length)];
  if (chosen === undefined) return path;
  used.add(normaliseHeader(chosen));
  return [...path.slice(0, -1), chosen];
}

for (const village of ['national_flat', 'register', 'paper', 'national_flat_defects', 'old-layout']) {
  const folder = join(VILLAGES, village);
  describe.skipIf(!existsSync(folder))(`village/${village}`, () => {
    it('is mapped as before with columns shuffled and headers renamed', () => {
      const books = readdirSync(folder)
        .filter((file) => /\.xlsx?$/.test(file))
        .map((file) => {
          const read = readWorkbook(new Uint8Array(readFileSync(join(folder, file))), file);
          if (!read.ok) throw new Error(read.error.code);
          return read.value;
        });
      const { sheets } = understandWorkbooks(books, TODAY);
      const wrong: string[] = [];
      let [mapped, all] = [0, 0];
      for (let seed = 1; seed <= SEEDS; seed++) {
        const random = new Random(seed);
        for (const of of sheets) {
          const { sheet, order, heads } = renamed(of, random);
          const [again] = understandWorkbooks([workbookOf(sheet)], TODAY).sheets;
          again?.columns.forEach(({ field }, at) => {
            const wanted = of.columns[order[at] ?? -1]?.field ?? null;
            if (wanted !== null) all++;
            if (wanted !== null && field !== null) mapped++;
            if (field !== null && (wanted?.key !== field.key || wanted.entity !== field.entity))
              wrong.push(`${seed} ${heads[at] ?? ''}: ${field.entity}.${field.key} for ${wanted?.key ?? 'nothing'}`);
          });
        }
      }
      expect(wrong).toEqual([]);
      expect(mapped / all).toBeGreaterThan(0.97);
    });
  });
}
