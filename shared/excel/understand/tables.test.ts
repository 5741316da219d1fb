/** Several tables on a sheet, lists under household lines, sheets without a header, what is no table. */
import { describe, expect, it } from 'vitest';
import { cellOf } from '../cellOf';
import type { UnderstoodSheet } from '../../import/types';
import { address, type CellValue } from '../sheet';
import { idOf, range, sheetOf, workbookOf } from './testSheet';
import { toRecords } from './toRecords';
import { understandWorkbooks } from './understand';

type Rows = readonly (readonly CellValue[])[];

function tables(rows: Rows, merges: readonly string[] = []): readonly UnderstoodSheet[] {
  return understandWorkbooks([workbookOf(sheetOf(rows, merges.map(range)))], { today: '20260630' }).sheets;
}

/** role A1:B2 of all tables of a sheet. */
function regions(found: readonly UnderstoodSheet[]): string[] {
  return found.flatMap(({ regions: list = [] }) =>
    list.map(
      ({ role, range: { top, left, bottom, right } }) => `${role} ${address(top, left)}:${address(bottom, right)}`,
    ),
  );
}

/** Header → key. */
function mapping({ columns }: UnderstoodSheet): Record<string, string> {
  return Object.fromEntries(columns.flatMap(({ header, field }) => (field === null ? [] : [[header, field.key]])));
}

const no = (at: number): string => `5299990001${String(at).padStart(4, '0')}`;
const name = (at: number): string => `赵${'甲乙丙丁戊己庚辛壬癸'.charAt(at)}`;
const id = (at: number): string => idOf(`19${60 + at}0102`, at * 2 + 1);
const HOUSEHOLDS = ['户编号', '户主姓名', '家庭人口数'];
const household = (at: number): CellValue[] => [no(at), name(at), 3];
const MEMBERS = ['姓名', '与户主关系', '证件号码'];
const member = (at: number, relation: string): CellValue[] => [name(at), relation, id(at)];

describe('tables below each other', () => {
  const rows: Rows = [
    ['石河村农户登记表'],
    HOUSEHOLDS,
    household(1),
    household(2),
    ['合计', null, 6],
    [],
    ['石河村家庭成员花名册'],
    ['填报单位：石河村'],
    ['户编号', ...MEMBERS],
    [no(1), ...member(1, '户主')],
    [no(2), ...member(2, '户主')],
    ['填表人：', '审核人：'],
  ];

  it('have a header each; the second is a view that knows its cells', () => {
    const [first, second, ...rest] = tables(rows);
    expect(rest).toEqual([]);
    expect(first).toMatchObject({ kind: 'household', headerRows: [1], dataRows: [2, 3] });
    expect(second).toMatchObject({ kind: 'member' });
    expect(second?.dataRows.map((row) => cellOf(second, row, 1))).toEqual(['B10', 'B11']);
    expect(regions(tables(rows))).toEqual([
      ...['title A1:D1', 'header A2:D2', 'data A3:D4', 'total A5:D5'],
      ...['title A7:D7', 'info A8:D8', 'header A9:D9', 'data A10:D11', 'signature A12:D12'],
    ]);
  });

  it('are one table when the header only comes again on the next page', () => {
    const paged: Rows = [
      ['石河村农户登记表'],
      HOUSEHOLDS,
      household(1),
      ['第 1 页 共 2 页'],
      ['石河村农户登记表（续）'],
      HOUSEHOLDS,
      household(2),
      ['本页小计', null, 3],
    ];
    const found = tables(paged);
    expect(found.map(({ dataRows }) => dataRows)).toEqual([[2, 6]]);
    expect(regions(found).slice(3)).toEqual([
      'note A4:C4',
      'title A5:C5',
      'repeat A6:C6',
      'data A7:C7',
      'subtotal A8:C8',
    ]);
  });

  it('of an unknown kind give no rows to the list above', () => {
    const found = tables([
      HOUSEHOLDS,
      household(1),
      household(2),
      [],
      ['汇总'],
      ['类别', '户数', '人数'],
      ['脱贫户', 2, 7],
    ]);
    expect(found.map(({ dataRows }) => dataRows)).toEqual([[1, 2]]);
    // Households apart from each other by blank rows stay households.
    expect(tables([HOUSEHOLDS, household(1), [], household(2), [], household(3)])[0]?.dataRows).toEqual([1, 3, 5]);
  });
});

describe('tables beside each other', () => {
  it.each([
    ['with a blank column', [null]],
    ['without a gap', []],
  ])('%s: the same header twice', (_, gap) => {
    const rows: Rows = [
      [...HOUSEHOLDS, ...gap, ...HOUSEHOLDS],
      [...household(1), ...gap, ...household(3)],
      [...household(2), ...gap, ...household(4)],
    ];
    const found = tables(rows);
    expect(found.map(mapping)).toEqual([found[0], found[0]].map((sheet) => mapping(sheet!)));
    const numbers = toRecords(found).households.map(({ record }) => record.fields['household_no']);
    expect(numbers.toSorted()).toEqual([1, 2, 3, 4].map(no));
    const right = found[1]!;
    expect(cellOf(right, right.dataRows[0]!, 0)).toBe(address(1, 3 + gap.length));
  });

  it('each under a title of its own; what a line above says holds for both', () => {
    const header = ['户编号', '户主姓名', '家庭总收入'];
    const found = tables(
      [
        ['2024年度收入情况，单位：万元'],
        ['脱贫户名单', null, null, '监测户名单'],
        [...header, ...header],
        [no(1), name(1), 6, no(2), name(2), 7],
      ],
      ['A1:F1', 'A2:C2', 'D2:F2'],
    );
    expect(found.map(({ columns }) => columns[2])).toMatchObject([{ factor: 10000 }, { factor: 10000 }]);
    expect(found.map(({ year }) => year)).toEqual([2024, 2024]);
  });

  it('are one table when groups share a key, or a blank column is an ornament', () => {
    const grouped: Rows = [
      ['户主情况', null, '帮扶责任人情况'],
      ['姓名', '证件号码', '姓名', '联系电话'],
      [name(1), id(1), name(2), '13800001111'],
    ];
    expect(tables(grouped, ['A1:B1', 'C1:D1'])).toHaveLength(1);
    const ornament: Rows = [
      [...HOUSEHOLDS, null, ...MEMBERS],
      [...household(1), null, ...member(1, '户主')],
      [null, null, null, null, ...member(2, '配偶')],
      [...household(3), null, ...member(3, '户主')],
    ];
    const [sheet, ...rest] = tables(ornament);
    expect(rest).toEqual([]);
    expect(toRecords([sheet!]).households.map(({ record }) => record.members.length)).toEqual([2, 1]);
  });
});

describe('household lines over rows of members', () => {
  it.each<[string, (at: number) => CellValue[]]>([
    ['in one cell', (at) => [`户编号：${no(at)}   户主：${name(at)}   联系电话：1380000111${at}`]],
    ['in several cells', (at) => [`户编号：${no(at)}`, `户主：${name(at)}`, `联系电话：1380000111${at}`]],
  ])('%s: values on each member’s row, with their cells', (_, line) => {
    const rows: Rows = [
      ['石河村花名册'],
      MEMBERS,
      line(1),
      member(1, '户主'),
      member(2, '配偶'),
      line(3),
      member(3, '户主'),
    ];
    const found = tables(rows);
    const [sheet] = found;
    expect(mapping(sheet!)).toMatchObject({
      '户信息/户编号': 'household_no',
      '户信息/联系电话': 'phone',
      姓名: 'name',
    });
    const { households, problems } = toRecords(found);
    expect(problems).toEqual([]);
    expect(households.map(({ record }) => [record.fields['phone'], record.members.length])).toEqual([
      ['13800001111', 2],
      ['13800001113', 1],
    ]);
    expect(cellOf(sheet!, sheet!.dataRows[1]!, 0)).toBe('A3');
    expect(regions(found).filter((text) => text.startsWith('value'))).toContain('value A6:A6');
  });
});

describe('no header', () => {
  const rows: Rows = [1, 2, 3, 4].map((at) => [
    at,
    name(at),
    at % 2 === 1 ? '户主' : '配偶',
    id(at),
    '石河村',
    `1380000111${at}`,
    at * 100,
  ]);

  it('columns are told by their values, numbers and phones are not', () => {
    const [sheet] = tables(rows);
    expect(sheet).toMatchObject({ arrangement: 'headerless', headerRows: [], dataRows: [0, 1, 2, 3] });
    expect(mapping(sheet!)).toEqual({ 第2列: 'name', 第3列: 'relation', 第4列: 'id_no', 第5列: 'village' });
    expect(toRecords([sheet!]).households.map(({ record }) => record.members.length)).toEqual([2, 2]);
    expect(regions([sheet!])).toEqual(['data A1:G4']);
  });

  it('and no column of ID numbers: nothing is guessed', () => {
    expect(tables(rows.map((row) => row.filter((_, at) => at !== 3)))).toEqual([]);
    expect(tables([['请各组'], ['按时', '上报'], ['春耕', '通知']])).toEqual([]);
  });

  it('two files whose columns hold other things are two layouts', () => {
    const print = (list: Rows): string | undefined => tables(list)[0]?.fingerprint;
    expect(print(rows)).toBe(print(rows.map((row) => row.map((cell, at) => (at === 6 ? Number(cell) + 7 : cell)))));
    expect(print(rows)).not.toBe(print(rows.map((row) => row.map((cell, at) => (at === 6 ? '低保' : cell)))));
  });
});

describe('no tables', () => {
  it('instructions and code lists are none; a header in words nobody knows is', () => {
    expect(
      tables([['填表说明'], ['1.户编号：14位。'], ['2.户主姓名：与户口簿一致。'], ['3.证件号码：18位。']]),
    ).toEqual([]);
    expect(
      tables([
        ['性别', '民族', '文化程度'],
        ['男', '汉族', '小学'],
        ['女', null, '初中'],
        [null, null, '高中'],
      ]),
    ).toEqual([]);
    const unknown = tables([
      ['大名', '与户主关系', '号牌'],
      ...[1, 2, 3].map((at) => [name(at), at === 1 ? '户主' : '之子', id(at)]),
    ]);
    expect(unknown[0]).toMatchObject({ headerRows: [0], dataRows: [1, 2, 3] });
  });
});
