/** Habits of real books that once changed a value or joined two households. */
import { describe, expect, it } from 'vitest';
import type { HouseholdRecord } from '../../derive/record';
import type { Problem } from '../../import/types';
import type { CellValue, Sheet } from '../sheet';
import { idOf, sheetOf, workbookOf } from './testSheet';
import { toRecords } from './toRecords';
import { understandWorkbooks } from './understand';

const [IDA, IDB, IDC, IDD] = [idOf('19700101', 11), idOf('19720202', 22), idOf('20100303', 31), idOf('19550505', 51)];

function read(...sheets: Sheet[]): { records: HouseholdRecord[]; problems: readonly Problem[] } {
  const books = sheets.map((sheet, at) => ({ ...workbookOf(sheet), file: `表${at}.xlsx` }));
  const { sheets: understood } = understandWorkbooks(books, { year: 2025, today: '20260630' });
  const { households, problems } = toRecords(understood);
  return { records: households.map(({ record }) => record), problems };
}

const rows = (...lines: (readonly CellValue[])[]): Sheet => sheetOf(lines);
const codes = (problems: readonly Problem[]): string[] => problems.map(({ code, cell }) => `${code} ${cell}`);

describe('years', () => {
  it('a year that cannot be read puts no value into another year', () => {
    const { records, problems } = read(
      rows(
        ['户编号', '户主', '年度', '人均纯收入', '工资性收入'],
        ['H1', '赵甲', '2021年', 6000, 10000],
        ['H1', '赵甲', '2022', 7000, 12000],
        ['H1', '赵甲', '2023年', 7500, 12500],
        ['H1', '赵甲', '二三', 8000, 13000],
        ['H2', '钱乙', '2021-2022', 6500, 12000],
      ),
    );
    expect(records[0]?.years.map(({ year }) => year)).toEqual([2021, 2022, 2023]);
    expect(records[0]?.extra.map(({ text }) => text)).toEqual(['二三', '8000', '13000']);
    expect(records[1]?.years).toEqual([]);
    expect(codes(problems)).toEqual(['year_unread C5', 'year_unread C6']);
  });
});

describe('units', () => {
  it('a cell that names its own unit is not converted by the header once more', () => {
    const { records } = read(
      rows(
        ['户编号', '户主姓名', '林地面积（公顷）', '与村主干路距离（米）'],
        ['H1', '赵甲', '7.5亩', '500米'],
        ['H2', '钱乙', '0.5', '300'],
        ['H3', '孙丙', 2, 200],
      ),
    );
    expect(records.map(({ years }) => years[0]?.['land_forest'])).toEqual([7.5, 7.5, 30]);
  });
});

describe('namesakes', () => {
  const HEADER = ['户主', '村', '家庭人口数', '联系电话'];

  it('two villages with a head of one name are two households', () => {
    const { records } = read(
      rows(HEADER, ['赵甲', '李庄村', 3, '13900000001'], ['钱乙', '李庄村', 2, '13900000002']),
      rows(HEADER, ['赵甲', '张庄村', 4, '13900000003'], ['孙丙', '张庄村', 1, '13900000004']),
    );
    expect(records.map(({ fields }) => `${fields['village']} ${fields['head_name']}`)).toEqual([
      '李庄村 赵甲',
      '李庄村 钱乙',
      '张庄村 赵甲',
      '张庄村 孙丙',
    ]);
  });

  it('persons below one name in two villages are two households', () => {
    const { records } = read(
      rows(
        ['村', '户主姓名', '姓名', '性别'],
        ['李庄', '赵甲', '赵甲', '男'],
        ['李庄', '赵甲', '王芳', '女'],
        ['张庄', '赵甲', '赵甲', '男'],
        ['张庄', '赵甲', '刘英', '女'],
      ),
    );
    expect(records.map(({ members }) => members.map(({ name }) => name))).toEqual([
      ['赵甲', '王芳'],
      ['赵甲', '刘英'],
    ]);
  });

  it('two sheets of one layout with different telephones are two households; of another layout one', () => {
    const plain = ['户主', '家庭人口数', '联系电话'];
    const two = read(rows(plain, ['赵甲', 3, '13900000001']), rows(plain, ['赵甲', 3, '13900000003']));
    expect(two.records).toHaveLength(2);
    const one = read(
      rows(plain, ['赵甲', 3, '13900000001'], ['钱乙', 2, '13900000002']),
      rows(['户主', '工资性收入（元）', '生产经营性收入（元）'], ['赵甲', 100, 5], ['钱乙', 200, 6]),
    );
    expect(one.records).toHaveLength(2);
  });

  it('李庄 and 李庄村, 第一组 and 1组 are one place', () => {
    const { records } = read(
      rows(['户主', '村', '组'], ['赵甲', '李庄村', '第一组']),
      rows(['户主', '村', '组'], ['赵甲', '李庄', '1组']),
    );
    expect(records).toHaveLength(1);
  });
});

describe('lines and leftovers', () => {
  it('the name of a village in a row of its own is a heading, and said', () => {
    const { records, problems } = read(
      rows(
        ['序号', '户主姓名', '身份证号', '家庭人口数', '住房结构'],
        ['李庄村', null, null, null, null],
        [1, '赵甲', IDA, 3, '砖混'],
        [2, '钱乙', IDB, 2, '土木'],
        ['上寨片区', null, null, null, null],
        [1, '孙丙', IDD, 1, '砖木'],
        ['以上合计3户', null, null, null, null],
      ),
    );
    expect(records.map(({ fields, extra }) => [fields['head_name'], extra.length])).toEqual([
      ['赵甲', 0],
      ['钱乙', 0],
      ['孙丙', 0],
    ]);
    expect(codes(problems)).toEqual(['place_heading A2', 'place_heading A5']);
  });

  it('a rounded number without a field of its own is said', () => {
    const { problems } = read(
      rows(
        ['户编号', '户主姓名', '社保编码'],
        ['H1', '赵甲', 6217001234567890000],
        ['H2', '钱乙', '6217001234567890123'],
      ),
    );
    expect(codes(problems)).toEqual(['digits_rounded C2']);
  });

  it('persons below 户主姓名 and 姓名 keep their own ID numbers', () => {
    const { records } = read(
      rows(
        ['户主姓名', '姓名', '证件号码', '组'],
        ['赵甲', '赵甲', IDA, '一组'],
        ['赵甲', '王芳', IDB, '一组'],
        ['孙丙', '孙丙', IDC, '一组'],
        ['赵甲', '赵甲', IDD, '二组'],
        ['赵甲', '赵丁', idOf('19800808', 81), '二组'],
      ),
    );
    for (const { fields } of records) expect(fields['head_id_no']).toBeUndefined();
    expect(records.map(({ members }) => members.length)).toEqual([2, 1, 2]);
  });
});
