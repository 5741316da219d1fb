/** The same village again – rows and columns in another order, numbers as texts and texts as numbers – changes nothing. */
import { describe, expect, it } from 'vitest';
import type { HouseholdRecord } from '#shared/derive/record';
import { readWorkbook } from '#shared/excel/read/readWorkbook';
import type { CellValue, Sheet, Workbook } from '#shared/excel/sheet';
import { toRecords } from '#shared/excel/understand/toRecords';
import { understandWorkbooks } from '#shared/excel/understand/understand';
import { plan } from '#shared/import/plan';
import type { IncomingHousehold, Policy } from '#shared/import/types';
import { Random } from '#shared/sample/random';
import { generateVillage } from '#shared/sample/village';
import { soundOf } from './sound';

const TODAY = '20261122';

type Change = (sheet: Sheet, headerRow: number, random: Random, blocks: readonly (readonly number[])[]) => Sheet;

/** Titles above the header stay where they are. */
const CHANGES: Readonly<Record<string, Change>> = {
  same: (sheet) => sheet,
  // Persons of one household stay together: of torn households it cannot be told what is whose.
  'rows shuffled': (sheet, header, random, blocks) => ({
    ...sheet,
    rows: [
      ...sheet.rows.slice(0, header),
      ...random.shuffle(blocks).flatMap((rows) => random.shuffle(rows).map((row) => sheet.rows[row] ?? [])),
    ],
  }),
  'columns shuffled': (sheet, _, random) => {
    const order = random.shuffle(Array.from({ length: sheet.columns }, (_, at) => at));
    const moved = (row: readonly CellValue[]): CellValue[] => order.map((at) => row[at] ?? null);
    return { ...sheet, merges: [], rows: sheet.rows.map(moved) };
  },
  'numbers as texts': (sheet, header) =>
    cells(sheet, header, (cell) => (typeof cell === 'number' ? String(cell) : cell)),
  'texts as numbers': (sheet, header) =>
    cells(sheet, header, (cell) =>
      typeof cell === 'string' && /^(0|[1-9]\d{0,14})(\.\d{1,2})?$/.test(cell) && String(Number(cell)) === cell
        ? Number(cell)
        : cell,
    ),
  'blanks around texts': (sheet, header) =>
    cells(sheet, header, (cell) => (typeof cell === 'string' && cell !== '' ? ` ${cell}　` : cell)),
};

function cells(sheet: Sheet, header: number, change: (cell: CellValue) => CellValue): Sheet {
  return { ...sheet, rows: sheet.rows.map((row, at) => (at < header ? row : row.map(change))) };
}

function read(books: readonly Workbook[]): readonly IncomingHousehold[] {
  return toRecords(understandWorkbooks(books, { today: TODAY }).sheets).households;
}

const CASES = (['flat', 'register', 'paper'] as const).flatMap((style) =>
  [31, 32].flatMap((seed) => [0, 12].map((defects) => [style, seed, defects] as const)),
);

describe('the same village again', () => {
  it.each(CASES)('%s, seed %i, %i defects', (style, seed, defects) => {
    const { files } = generateVillage({ households: 25, seed, style, asOf: '20260630', defects });
    const books = files.map(({ name, bytes }) => {
      const book = readWorkbook(bytes, name);
      if (!book.ok) throw new Error(book.error.code);
      return book.value;
    });
    const understood = understandWorkbooks(books, { today: TODAY }).sheets;
    const first = read(books);
    let next = 0;
    const archive: HouseholdRecord[] = plan(first, [], { newId: () => `id${next++}` }).households.map(
      ({ result }) => result,
    );
    const random = new Random(seed);
    for (const [name, change] of Object.entries(CHANGES)) {
      // On paper a household is a block of rows, whose order is what it says.
      if (style === 'paper' && name.includes('shuffled')) continue;
      const changed = books.map((book) => ({
        ...book,
        sheets: book.sheets.map((sheet) => {
          const header = understood.find(
            (table) => table.file === book.file && table.sheet.name === sheet.name,
          )?.headerRows;
          const top = (header?.at(-1) ?? 0) + 1;
          const above = sheet.merges.filter(({ bottom }) => bottom < top);
          // Columns under one merged heading belong together: they are not torn apart.
          const tied = name.startsWith('columns') && above.some(({ left, right }) => left < right);
          const merges = name.includes('shuffled') ? above : sheet.merges;
          const at = understood.findIndex((table) => table.file === book.file && table.sheet.name === sheet.name);
          const blocks = first.map(({ rows = [] }) => rows.flatMap(([table, row]) => (table === at ? [row] : [])));
          const own = tied ? sheet : change({ ...sheet, merges }, top, random, blocks);
          return own;
        }),
      }));
      for (const policy of ['fill', 'file'] satisfies Policy[]) {
        const again = plan(read(changed), archive, { policy, pinyin: soundOf });
        const different = again.households.filter(({ class: kind }) => kind !== 'same');
        const said = different
          .slice(0, 2)
          .map(({ changes, incoming }) => [
            incoming.record.fields['household_no'],
            ...changes.slice(0, 3).map(({ path, key, before, after }) => [path, key, before, after].join(' ')),
          ]);
        expect([name, policy, said, again.households.filter(({ writes }) => writes).length]).toEqual([
          name,
          policy,
          [],
          0,
        ]);
        expect(again.counts.same).toBe(first.length);
      }
    }
  });
});
