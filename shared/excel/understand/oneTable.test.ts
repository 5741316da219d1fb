/** Tables that a blank column, a page break or a heading seems to cut, and tables that are two although they look like one. */
import { describe, expect, it } from 'vitest';
import type { CellValue } from '../sheet';
import { idOf, range, sheetOf, workbookOf } from './testSheet';
import { toRecords } from './toRecords';
import { understandWorkbooks, type Understood } from './understand';

type Row = readonly CellValue[];

const no = (at: number): string => `5299990001${String(at).padStart(4, '0')}`;
const name = (at: number): string => `赵${'甲乙丙丁戊己庚辛壬癸子丑寅卯'.charAt(at)}`;
const id = (at: number): string => idOf(`19${60 + at}0102`, at * 2 + 1);
const range0 = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

function understood(rows: readonly Row[], merges: readonly string[] = []): Understood {
  return understandWorkbooks([workbookOf(sheetOf(rows, merges.map(range)))], { today: '20260630' });
}

function households(rows: readonly Row[], merges: readonly string[] = []): ReturnType<typeof toRecords>['households'] {
  return toRecords(understood(rows, merges).sheets).households;
}

describe('a blank column as ornament', () => {
  const person = (at: number): Row => [name(at), at % 2 === 0 ? '户主' : '配偶', null, id(at), '男'];
  const header: Row = ['姓名', '与户主关系', null, '公民身份号码', '性别'];
  const rows = range0(8).map(person);
  const ids = (sheet: readonly Row[], merges: readonly string[] = []): (string | undefined)[] =>
    households(sheet, merges).map(({ record }) => record.members[0]?.['id_no'] as string | undefined);

  it.each<[string, readonly Row[], readonly string[]]>([
    [
      'under a title in the middle and a remark at the left',
      [
        [null, null, null, '石河村花名册'],
        ['（村级填报）'],
        ['填报单位：石河村', null, null, '填报日期：2026-01-15'],
        header,
      ],
      [],
    ],
    ['under a title that is merged over all', [['石河村花名册'], ['（表一）'], header], ['A1:E1', 'A2:E2']],
    ['under headings over its left part', [['人员情况', null, null, '证件', null], header], ['A1:B1', 'D1:E1']],
  ])('cuts no list %s', (_, above, merges) => {
    expect(ids([...above, ...rows], merges)).toEqual([0, 2, 4, 6].map(id));
  });

  it('cuts no list whose last line is signed at the right', () => {
    const signed: Row[] = [['填表人：', null, null, null], [], [], [null, null, null, null, '年   月   日']];
    const many = range0(38).map(person);
    expect(ids([header, ...many, ...signed]).slice(0, 3)).toEqual([0, 2, 4].map(id));
  });
});

it('two lists beside each other with headings of two rows, in the words of one header', () => {
  const top: Row = ['序号', '户编号', '户主情况', null, '现居住房屋', null, '网格员', '合计', '签字'];
  const below: Row = [null, null, '姓名', '证件号码', '面积(㎡)', '鉴定等级', null, null, null];
  const row = (at: number): Row => [at + 1, no(at), name(at), id(at), 58 + at, 'A级', '孙立夏', 21, null];
  const rows: Row[] = [
    ['石河村农户名册'],
    [...top, ...top],
    [...below, ...below],
    [...row(0), ...row(2)],
    [...row(1), ...row(3)],
  ];
  const merged = ['A1:R1', ...['A', 'B', 'G', 'H', 'I', 'J', 'K', 'P', 'Q', 'R'].map((c) => `${c}2:${c}3`)];
  const found = households(rows, [...merged, 'C2:D2', 'E2:F2', 'L2:M2', 'N2:O2']);
  expect(found.map(({ record }) => record.fields['household_no']).toSorted()).toEqual([0, 1, 2, 3].map(no));
});

it('a table below another whose header begins with a column of sums', () => {
  const rows: Row[] = [
    ['石河村农户信息'],
    ['户编号', '网格员', '户主姓名', '脱贫年度'],
    ...range0(3).map((at): Row => [no(at), '孙立夏', name(at), 2019]),
    ['*带星号的为必填项。'],
    [],
    [null, null, '石河村人员名单'],
    ['合计', '户编号', '姓名', '与户主关系', '公民身份号码', '健康状况'],
    ...range0(3).map((at): Row => [10, no(at), name(at), '户主', id(at), '健康']),
  ];
  const found = households(rows);
  expect(found.map(({ record }) => [record.fields['out_year'], record.members.length])).toEqual([
    [2019, 1],
    [2019, 1],
    [2019, 1],
  ]);
});

it('rows of texts between a heading and the header of the next page are rows', () => {
  const header: Row = ['户编号', '户主姓名', '户主证件号码', '乡镇'];
  const row = (at: number): Row => [`'${no(at)}`, name(at), `'${id(at)}`, '松坪乡'];
  const rows: Row[] = [
    ['石河村农户信息'],
    header,
    ['一、脱贫户'],
    row(0),
    row(1),
    header,
    row(2),
    ['二、监测户'],
    row(3),
    row(4),
    header,
    row(5),
  ];
  expect(households(rows).map(({ record }) => record.fields['head_name'])).toEqual(range0(6).map(name));
});

it('a title that stands over the right part of a list gives no column its year', () => {
  const rows: Row[] = [
    [null, null, null, null, '石河村2025年度农户年收入登记表', null, null],
    ['年度', '养殖业收入', '户编号', '户主姓名', '家庭纯收入', '工资性收入', '转移性收入'],
    ...[2024, 2025].map((year): Row => [year, year - 2000, no(1), name(1), 40000, 30000, 10000]),
    ...[2024, 2025].map((year): Row => [year, year - 2000, no(2), name(2), 50000, 30000, 20000]),
  ];
  const [first] = households(rows, ['E1:G1']);
  expect(first?.record.years.map((row) => [row['year'], row['inc_biz_animal'], row['inc_net']])).toEqual([
    [2024, 24, 40000],
    [2025, 25, 40000],
  ]);
});

it('小计 in a column of names far to the right heads no household', () => {
  const header = ['工资性收入', '生产经营性收入', '财产性收入', '纯收入', '低保金', '养老保险金', '务工收入', '年度'];
  const row = (at: number): Row => [1, 2, 3, 4, 5, 6, 7, 2025, id(at), name(at)];
  const sum = (text: string): Row => [2, 4, 6, 8, 10, 12, 14, 9, null, text];
  const rows: Row[] = [[...header, '户主证件号码', '户主姓名'], row(0), row(1), sum('小计（户）'), row(2), sum('页计')];
  const found = households(rows);
  expect(found.map(({ record }) => record.fields['head_name'])).toEqual([0, 1, 2].map(name));
});

it('a column headed 签字： has its header one row above the names, in a file without merges', () => {
  const rows: Row[] = [
    ['石河村农户信息'],
    ['鞋码：', '户情况', null, '人口信息', null, null, '签字：'],
    [null, '户编号：', '户主姓名：', '成员姓名：', '与户主关系：', '公民身份号码：', null],
    ['38', no(0), name(0), name(0), '户主', id(0), null],
    ['36', no(0), name(0), name(1), '配偶', id(1), null],
    ['38', no(2), name(2), name(2), '户主', id(2), null],
    ['鞋码：', '户情况', null, '人口信息', null, null, '签字：'],
    [null, '户编号：', '户主姓名：', '成员姓名：', '与户主关系：', '公民身份号码：', null],
    ['38', no(3), name(3), name(3), '户主', id(3), null],
  ];
  const { sheets } = understood(rows);
  expect(sheets.map(({ headerRows, dataRows }) => [headerRows, dataRows])).toEqual([
    [
      [1, 2],
      [3, 4, 5, 8],
    ],
  ]);
});

it('what cannot be read is said of each of its cells: all of them must be corrected', () => {
  const rows: Row[] = [
    ['户编号', '户主姓名', '耕地面积（亩）', '姓名', '与户主关系', '证件号码'],
    [no(0), name(0), '两块地', name(0), '户主', id(0)],
    [no(0), name(0), '两块地', name(1), '配偶', id(1)],
    [no(2), name(2), '两块地', name(2), '户主', id(2)],
    [null, null, null, name(3), '配偶', id(3)],
    ...[4, 5, 6, 7, 8].map((at): Row => [no(at), name(at), 3.5, name(at), '户主', id(at)]),
  ];
  const cells = (merges: readonly string[]): string[] =>
    toRecords(understood(rows, merges).sheets)
      .problems.filter(({ level }) => level === 'unread')
      .map(({ cell }) => cell);
  expect(cells([])).toEqual(['C2', 'C3', 'C4']);
  // A merged cell is one cell.
  expect(cells(['A4:A5', 'B4:B5', 'C4:C5'])).toEqual(['C2', 'C3', 'C4']);
});

it('户主 and 低保 below 与户主关系 and 是否低保, beside a blank column, head no table of their own', () => {
  const person = (at: number, relation: string, allowance: string | null): Row => [
    ...[no(1), name(at), `52999919700101${String(at).padStart(4, '0')}`],
    ...[null, relation, allowance],
  ];
  const rows: Row[] = [
    ['石河村登记表'],
    ['户编号', '姓名', '证件号码', null, '与户主关系', '是否低保'],
    ...[person(1, '户主', '低保'), person(2, '配偶', null), person(3, '之子', null)],
  ];
  const [first, ...others] = households(rows);
  expect(others).toEqual([]);
  expect(first?.record.members.map((row) => row['relation'])).toEqual(['户主', '配偶', '之子']);
});
