import { describe, expect, it } from 'vitest';
import { fieldOf } from '../catalogue/index';
import { emptyRecord } from '../derive/record';
import type { Field } from '../catalogue/field';
import { CellWriter, findCell, type KeptColumn } from './cells';
import type { MappedColumn, RowSource, UnderstoodSheet } from './types';

function field(path: string): Field {
  const found = fieldOf(path);
  if (found === undefined) throw new Error(path);
  return found;
}
const COLUMNS: readonly MappedColumn[] = [
  { column: 0, header: '户编号', field: field('household.household_no'), confidence: 1 },
  { column: 2, header: '姓名', field: field('member.name'), confidence: 1 },
  { column: 3, header: '片区', field: null, confidence: 0 },
  { column: 5, header: '2023年/总收入', field: field('year.inc_total'), confidence: 1, year: 2023 },
  { column: 6, header: '2024年/总收入', field: field('year.inc_total'), confidence: 1, year: 2024 },
  { column: 9, header: '民族', field: field('member.ethnic'), confidence: 1 },
];
const SHEET = {
  name: '表',
  rows: [],
  columns: 10,
  merges: [],
  hidden: false,
  hiddenRows: new Set<number>(),
  hiddenColumns: new Set<number>(),
};
function table(more: Partial<UnderstoodSheet> = {}): UnderstoodSheet {
  return {
    file: 'a.xlsx',
    sheet: SHEET,
    kind: 'flat',
    headerRows: [0],
    columns: COLUMNS,
    dataRows: [],
    year: 2025,
    ...more,
  };
}
const KEPT: readonly { columns: readonly KeptColumn[] }[] = [
  {
    columns: COLUMNS.map(({ column, header, field: own, year }) => ({
      at: column,
      header,
      field: own === null ? null : `${own.entity}.${own.key}`,
      ...(year === undefined ? {} : { year }),
    })),
  },
];
function written(tables: readonly UnderstoodSheet[], sources: readonly RowSource[], matches = {}): string {
  return new CellWriter(tables).write({
    incoming: { record: emptyRecord(''), at: { sheet: 0, row: 0 }, sources },
    matches,
  });
}

describe('cells of values', () => {
  const sources: RowSource[] = [
    { sheet: 0, row: 4, targets: { members: 0 }, columns: [0, 2, 5, 6, 9] },
    { sheet: 0, row: 11, targets: { members: 1 }, columns: [2] },
    { sheet: 0, row: 12, targets: { members: 11 }, columns: [2, 9] },
  ];

  it('by place, row of the record after the merge, and the year of a column', () => {
    const text = written([table()], sources, { members: [3, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 12] });
    const find = (place: string, key: string, index?: number, year?: number): string | undefined =>
      findCell(text, KEPT, {
        place,
        key,
        ...(index === undefined ? {} : { index }),
        ...(year === undefined ? {} : { year }),
      })?.cell;
    expect(find('fields', 'household_no')).toBe('A5');
    expect(find('members', 'name', 3)).toBe('C5');
    expect(find('members', 'name', 1)).toBe('C12');
    expect(find('members', 'ethnic', 1)).toBeUndefined();
    // 1 is not the beginning of 12.
    expect(find('members', 'ethnic', 12)).toBe('J13');
    expect(find('years', 'inc_total', 0, 2023)).toBe('F5');
    expect(find('years', 'inc_total', 1, 2024)).toBe('G5');
  });

  it('of a view: the cells in the file, wherever the view took them from', () => {
    const view = table({ origin: (row, column) => (column === 9 ? null : [column, row]) });
    const text = written([view], [sources[0]!]);
    expect(findCell(text, KEPT, { place: 'fields', key: 'household_no' })).toEqual({
      table: 0,
      cell: 'E1',
      header: '户编号',
    });
    expect(findCell(text, KEPT, { place: 'members', key: 'name', index: 0 })?.cell).toBe('E3');
    expect(findCell(text, KEPT, { place: 'years', key: 'inc_total', index: 5, year: 2024 })?.cell).toBe('E7');
    expect(findCell(text, KEPT, { place: 'members', key: 'ethnic', index: 0 })?.cell).toBe('');
  });

  it('the last row that gave the value counts; nothing known is nothing', () => {
    const twice = written([table()], [...sources, { sheet: 0, row: 20, targets: { members: 0 }, columns: [9] }]);
    expect(findCell(twice, KEPT, { place: 'members', key: 'ethnic', index: 0 })?.cell).toBe('J21');
    expect(findCell('', KEPT, { place: 'members', key: 'name', index: 0 })).toBeNull();
  });
});
