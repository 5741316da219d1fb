/** Every filled cell of a table ends as a value, as unread text, as 附加列 or in a problem: whatever the sheet looks like. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { IncomingHousehold, Problem, UnderstoodSheet } from '../../import/types';
import { isBlankText } from '../../text';
import { LIST_PLACES } from '../../derive/record';
import { cellOf } from '../cellOf';
import type { CellValue, Range } from '../sheet';
import { cellText, gridOf, isBlank } from './grid';
import { readersOf } from './readCells';
import { sheetOf, workbookOf } from './testSheet';
import { toRecords } from './toRecords';
import { understandWorkbooks } from './understand';

const HEADERS = [
  '户编号',
  '户主姓名',
  '姓名',
  '与户主关系',
  '健康状况',
  '年收入(元)',
  '联系电话',
  '年度',
  '帮扶责任人',
  '入户时间',
  '片区',
  '片区',
  '序号',
  '备注',
  '',
];
const cell: fc.Arbitrary<CellValue> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom<CellValue>('52999900010001', '52999900010002', '赵甲', '钱乙', '户主', '之子'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<CellValue>('健康', '身体好', '约三万', 3000, 2024, 2025, '13800001111', '东片'),
  },
  fc.constantFrom<CellValue>(null, ' ', '/', '无', '5(迁出)', 7, true),
  fc.constantFrom<CellValue>(
    { kind: 'error', text: '#REF!' },
    { kind: 'uncached', text: '' },
    { kind: 'date', serial: 45000, format: 'yyyy-mm-dd', is1904: false },
  ),
  fc.string({ maxLength: 6, unit: fc.constantFrom('甲', '1', 'x', '、', ' ') }),
);
const table = fc
  .record({
    columns: fc.uniqueArray(fc.nat(HEADERS.length - 1), { minLength: 3, maxLength: 9 }),
    rows: fc.array(fc.array(cell, { minLength: 9, maxLength: 9 }), { minLength: 1, maxLength: 9 }),
    merges: fc.array(fc.tuple(fc.nat(8), fc.nat(8), fc.integer({ min: 1, max: 3 })), { maxLength: 3 }),
  })
  .map(({ columns, rows, merges }) => {
    const header = [...new Set([0, ...columns])].map((at) => HEADERS[at] ?? '');
    const taken = new Set<string>();
    const ranges = merges.flatMap(([left, from, length]): Range[] => {
      const range = { left, right: left, top: from + 1, bottom: Math.min(from + 1 + length, rows.length) };
      const cells = Array.from({ length: range.bottom - range.top + 1 }, (_, at) => `${left}:${range.top + at}`);
      if (left >= header.length || range.bottom <= range.top || cells.some((place) => taken.has(place))) return [];
      for (const place of cells) taken.add(place);
      return [range];
    });
    return sheetOf([header, ...rows.map((row) => row.slice(0, header.length))], ranges);
  });

/** Texts of everything that the households keep. */
function kept(households: readonly IncomingHousehold[]): Set<string> {
  const texts = new Set<string>();
  for (const { record } of households) {
    const rows = [record.fields, record.relocation, ...LIST_PLACES.flatMap((place) => record[place])];
    for (const row of rows) for (const value of Object.values(row)) texts.add(String(value));
    for (const { text } of [...record.unread, ...record.extra]) texts.add(text);
  }
  return texts;
}

function lost(
  sheet: UnderstoodSheet,
  households: readonly IncomingHousehold[],
  problems: readonly Problem[],
): string[] {
  const grid = gridOf(sheet.sheet);
  const texts = kept(households);
  const reported = new Set(problems.map((problem) => problem.cell));
  const refused = new Set(
    problems.filter(({ level }) => level === 'rejected').map(({ cell: at }) => at.replace(/\D/g, '')),
  );
  const readers = new Map(readersOf(sheet).map((reader) => [reader.column, reader]));
  return sheet.dataRows.flatMap((row) =>
    sheet.columns.some(({ column }) => refused.has(cellOf(sheet, row, column).replace(/\D/g, '')))
      ? []
      : sheet.columns.flatMap(({ column, header }) => {
          const value = grid.raw(row, column);
          const text = cellText(value);
          if (isBlank(value) || texts.has(text) || reported.has(cellOf(sheet, row, column))) return [];
          // A formula without a value below a merged cell: nothing stood there for anybody.
          if (text === '' && grid.cell(row, column) !== value) return [];
          const reader = readers.get(column);
          const parsed = reader?.read(value);
          if (
            parsed?.ok === true &&
            (parsed.value === undefined ? isBlankText(text.replace(/、/g, '')) : texts.has(String(parsed.value)))
          )
            return [];
          // Two dates of which one says more: the finer one stands.
          if (parsed?.ok === true && [...texts].some((other) => other.startsWith(String(parsed.value)))) return [];
          if (reader === undefined && header === '序号' && /^\d+$/.test(text)) return [];
          return [`${cellOf(sheet, row, column)} ${header}: ${text}`];
        }),
  );
}

it('no cell is lost', () => {
  fc.assert(
    fc.property(table, (sheet) => {
      const { sheets, problems: whole } = understandWorkbooks([workbookOf(sheet)], { today: '20260630' });
      if (sheets.length === 0 || whole.some(({ level }) => level === 'fatal')) return;
      const { households, problems } = toRecords(sheets);
      expect(sheets.flatMap((table) => lost(table, households, problems))).toEqual([]);
    }),
    { numRuns: 400 },
  );
});

it('a cell merged over the rows of several households stands with each of them', () => {
  const rows: CellValue[][] = [
    ['片区', '户编号', '户主姓名', '姓名', '与户主关系'],
    ['东片', '52999900010001', '赵甲', '赵甲', '户主'],
    [null, '52999900010001', '赵甲', '赵乙', '之子'],
    [null, '52999900010002', '钱甲', '钱甲', '户主'],
  ];
  const { sheets } = understandWorkbooks([workbookOf(sheetOf(rows, [{ top: 1, bottom: 3, left: 0, right: 0 }]))]);
  const { households } = toRecords(sheets);
  expect(
    households.map(({ record }) => record.extra.map(({ header, text, member }) => [header, text, member])),
  ).toEqual([[['片区', '东片', undefined]], [['片区', '东片', undefined]]]);
});

it('two columns of one header keep a text each', () => {
  const { sheets } = understandWorkbooks([
    workbookOf(
      sheetOf([
        ['户编号', '户主姓名', '片区', '片区'],
        ['52999900010001', '赵甲', '东片', '东片'],
      ]),
    ),
  ]);
  expect(toRecords(sheets).households[0]?.record.extra.map(({ source }) => source)).toEqual([
    '测试.xlsx|Sheet1|C2',
    '测试.xlsx|Sheet1|D2',
  ]);
});
