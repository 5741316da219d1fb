/** What is not read although it looks like data is said, cell by cell; titles, lines of the unit and signatures are not. */
import { describe, expect, it } from 'vitest';
import type { TableHint } from '../../import/types';
import type { CellValue } from '../sheet';
import { drawn, taken } from './forms/testForm';
import { gridOf } from './grid';
import { notRead } from './notRead';
import { idOf, sheetOf, workbookOf } from './testSheet';
import { toRecords } from './toRecords';
import { hintKey, understandWorkbooks } from './understand';

const HEADER: readonly CellValue[] = ['户编号', '户主姓名', '户主身份证号', '家庭人口数', '住房结构'];
const ROWS: readonly (readonly CellValue[])[] = [
  ['52999900010001', '赵甲', idOf('19720202', 22), 3, '砖混'],
  ['52999900010002', '钱乙', idOf('19730303', 33), 4, '土木'],
];

/** Cells and texts that are said to be unread, of rows around a list. */
function said(
  above: readonly (readonly CellValue[])[],
  below: readonly (readonly CellValue[])[] = [],
  hints: readonly TableHint[] = [],
): string[] {
  const sheet = sheetOf([...above, HEADER, ...ROWS, ...below]);
  const book = workbookOf(sheet);
  const { problems } = understandWorkbooks([book], {
    today: '20260630',
    hints: new Map([[hintKey(book.file, sheet.name), hints]]),
  });
  return problems.flatMap(({ code, cell, params }) =>
    code === 'cell_not_read' ? [`${cell} ${params['text'] ?? ''}`] : [],
  );
}

describe('above a list', () => {
  it('people are said once with what to do, and each of their cells', () => {
    const id = idOf('19700101', 11);
    const rows = [
      ['52999900010009', '赵九', id, 2, '土木'],
      ['52999900010008', '钱八', idOf('19700102', 13), 5, '砖木'],
    ];
    expect(said(rows)).toEqual([
      'B1 赵九',
      `C1 ${id}`,
      'D1 2',
      'E1 土木',
      ...rows[1]!.map((value, at) => `${'ABCDE'.charAt(at)}2 ${value}`),
    ]);
  });

  it.each<[string, readonly CellValue[], readonly string[]]>([
    ['a household in one cell', ['户主姓名：孙丙'], ['A1 户主姓名：孙丙']],
    ['a label and its value in one cell', ['人均纯收入：12000'], ['A1 人均纯收入：12000']],
    ['a label beside its value', ['户主姓名', '孙丙', '耕地面积', '约三亩'], ['B1 孙丙', 'D1 约三亩']],
    ['an ID number alone', ['登记', idOf('19610101', 7)], [`B1 ${idOf('19610101', 7)}`]],
    ['a phone', ['孙丙', '13800001111'], ['B1 13800001111']],
    ['an amount', ['工资性收入', 30_000], ['B1 30000']],
  ])('%s', (_, row, cells) => {
    expect(said([row, []])).toEqual(cells);
  });

  it.each<[string, readonly CellValue[]]>([
    ['a title', ['石河村2025年农户基本情况登记表']],
    ['the unit', ['填报单位：石河村村民委员会', null, '填报日期：2025年3月1日', null, '单位：元']],
    ['the unit in cells', ['填报单位', '石河村', '日期', '20250301', '填表人', '李文', '联系电话', '13800001111']],
    ['the place', ['乡镇：松坪乡', null, '村：石河村', null, '组：三组']],
    ['a sum of all', ['总人口：1234人', null, '总收入：3400000元']],
    ['the moment of printing', ['打印：', '20250301093000']],
  ])('but not %s', (_, row) => {
    expect(said([row, []])).toEqual([]);
  });
});

describe('below a list', () => {
  it.each<[string, readonly CellValue[]]>([
    ['notes', ['注：户主姓名：填写户口簿上的姓名，联系电话：填写本人手机号。']],
    ['signatures', ['填表人：李文书', null, '联系电话：13800001111', null, '审核人：王主任']],
    ['signatures in cells', ['填表人', '李文书', '联系电话', '13800001111']],
    ['sums', ['合计', '2户', null, 7]],
  ])('nothing is said of %s', (_, row) => {
    expect(said([['石河村登记表']], [[], row])).toEqual([]);
  });

  it('rows that the user took out are not said', () => {
    const row = ['户主姓名', '孙丙', '户主证件号码', idOf('19610101', 7)];
    expect(said([row, []])).toContain('B1 孙丙');
    expect(said([row, []], [], [{ roles: { 0: 'note' } }])).toEqual([]);
    expect(said([row, []], [], [{ range: { top: 2, left: 0, bottom: 4, right: 4 } }])).toEqual([]);
  });
});

it('a line over a list whose rows name their households is not theirs', () => {
  const sheet = sheetOf([['户主姓名：孙丙', `户主证件号码：${idOf('19610101', 7)}`], [], HEADER, ...ROWS]);
  const { sheets } = understandWorkbooks([workbookOf(sheet)], { today: '20260630' });
  expect(toRecords(sheets).households.map(({ record }) => record.fields['head_name'])).toEqual(['赵甲', '钱乙']);
});

it('values within what was taken for a header are said, its words are not', () => {
  const sheet = sheetOf([
    ['户主姓名', '孔兰', '户主证件号码', idOf('19530101', 3)],
    ['调查人', '李秀兰', '结对时间', '20210210'],
    ['年份', 2024, '联系电话', '12、疫苗接种针次'],
  ]);
  const regions = [{ role: 'header', range: { top: 0, left: 0, bottom: 2, right: 3 } }] as const;
  const table = { file: '测试.xlsx', sheet, regions, kind: 'unknown', headerRows: [0, 1, 2], columns: [] } as const;
  const draft = { sheet: { ...table, dataRows: [], year: 2025 }, dated: undefined, titled: undefined };
  expect(gridOf(sheet).rowCount).toBe(3);
  expect(notRead('测试.xlsx', sheet, [draft]).map(({ cell }) => cell)).toEqual(['B1', 'D1', 'B2', 'D2']);
});

it('a form that names nobody in a workbook of households says each of its values', () => {
  const list = sheetOf([HEADER, ...ROWS], [], '名单');
  const income = drawn(
    `
    收入情况 | < | < | <
    工资性收入 | 30000 | 务工收入 | 12000
    转移性收入 | 2000 | 生产经营性支出 | 900`,
    '收入情况',
  );
  const { problems } = taken([list, income]).understood;
  expect(problems.flatMap(({ code, cell }) => (code === 'cell_of_nobody' ? [cell] : []))).toEqual([
    'B2',
    'D2',
    'B3',
    'D3',
  ]);
});

it('a refused row of a form is shown at a cell of the file', () => {
  const { sheets } = understandWorkbooks([workbookOf(sheetOf([HEADER, ...ROWS]))], { today: '20260630' });
  const [table] = sheets;
  const rows = table!.sheet.rows.map((row, at) => (at === 1 ? [null, null, null, 3, '砖混'] : row));
  const view = {
    ...table!,
    sheet: { ...table!.sheet, rows },
    origin: (row: number, column: number): readonly [number, number] | null => (column < 3 ? null : [row + 10, column]),
  };
  const { problems } = toRecords([view]);
  expect(problems.map(({ code, cell }) => `${code} ${cell}`)).toEqual(['row_without_key D12']);
});

describe('forms that are hardly more than their keys', () => {
  it('is one: two lines of a head, the rest what lines over a sheet could say, too', () => {
    const { households } = taken([
      drawn(`
      石河村家庭情况表 | < | < | < | < | < | <
      户情况 | 户主姓名 | 孔兰 | 户主证件号码 | ${idOf('19530101', 3)} | 住房鉴定等级 | A级
      ^ | 调查人 | 李秀兰 | 村 | 石河村 | 结对时间 | 20210210`),
    ]);
    expect(households.map(({ fields }) => [fields['head_name'], fields['collector'], fields['village']])).toEqual([
      ['孔兰', '李秀兰', '石河村'],
    ]);
  });

  it('is one: the number and the name of the household over its members', () => {
    const { households } = taken([
      drawn(`
      农户信息卡 | < | < | < | < | <
      农户基本信息 | < | < | < | < | <
      家庭编号 | 52999900010001 | 户主名称 | 夏成军 | 帮扶责任人证件号码 | .
      脱贫情况 | . | 脱贫年度 | . | 林地面积(亩) | 4.8
      家庭人口情况 | < | < | < | < | <
      家庭成员姓名 | 与户主关系 | 身份证号码 | 是否参加城乡居民基本医疗保险 | 劳动能力
      夏成军 | 户主 | ${idOf('19700101', 3)} | 是 | 普通劳动力
      王美 | 配偶 | ${idOf('19710101', 3)} | 是 | 普通劳动力`),
    ]);
    expect(households.map(({ fields, members }) => [fields['household_no'], members.length])).toEqual([
      ['52999900010001', 2],
    ]);
  });
});
