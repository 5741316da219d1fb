import { describe, expect, it } from 'vitest';
import { fieldIn } from '../../catalogue/index';
import type { HouseholdRecord } from '../../derive/record';
import { importMessages } from '../../messages/import';
import { hasSentence } from '../../messages/sentence';
import type { Problem } from '../../import/types';
import type { CellValue, Range, Sheet } from '../sheet';
import { idOf, range, sheetOf, workbookOf } from './testSheet';
import { toRecords } from './toRecords';
import { remap, understandWorkbooks } from './understand';

const A = '52999900010001';
const B = '52999900010002';
const [IDA, IDB, IDC] = [idOf('19700101', 11), idOf('19720202', 22), idOf('20100303', 31)];

function read(...sheets: Sheet[]): { records: HouseholdRecord[]; problems: readonly Problem[] } {
  const { sheets: understood } = understandWorkbooks([workbookOf(...sheets)], { year: 2025, today: '20260630' });
  const { households, problems } = toRecords(understood);
  return { records: households.map(({ record }) => record), problems };
}

const rows = (...lines: (readonly CellValue[])[]): Sheet => sheetOf(lines);
const named = (name: string, ...lines: (readonly CellValue[])[]): Sheet => sheetOf(lines, [], name);
const codes = (problems: readonly Problem[]): string[][] =>
  problems.map(({ code, cell, level }) => [code, cell, level]);

const FLAT = ['户编号', '户主姓名', '姓名', '与户主关系', '身份证号码', '户联系电话', '年收入(元)', '片区'];

describe('joining', () => {
  it('joins household, member and income sheets by the household number, whatever order they come in', () => {
    const household = named(
      '户',
      ['户编号', '户主姓名', '户主证件号码', '耕地面积(亩)'],
      [A, '赵甲', IDA, 2.5],
      [B, '钱乙', IDB, 0],
    );
    const members = named(
      '人',
      ['户编号', '姓名', '与户主关系', '身份证号码'],
      [Number(A), '赵甲', '本人', IDA],
      [A, '赵丙', '长子', IDC],
      [B, '钱乙', '户主', IDB],
    );
    const income = named('收入', ['户编号', '年度', '年收入(万元)'], [A, 2024, 3.1], [A, 2025, 3.25], [B, 2025, 1]);
    const sets = [
      [household, members, income],
      [income, members, household],
    ].map((sheets) => {
      const { records, problems } = read(...sheets);
      expect(problems).toEqual([]);
      return records;
    });
    const [first, second] = sets;
    expect(first?.[0]).toMatchObject({
      fields: { household_no: A, head_name: '赵甲', head_id_no: IDA },
      members: [
        { name: '赵甲', relation: '户主' },
        { name: '赵丙', relation: '之子' },
      ],
      years: [
        { year: 2024, inc_total: 31000 },
        { year: 2025, inc_total: 32500, land_arable: 2.5 },
      ],
    });
    const byNumber = (records: HouseholdRecord[] | undefined): HouseholdRecord[] =>
      (records ?? []).toSorted((a, b) =>
        String(a.fields['household_no']).localeCompare(String(b.fields['household_no'])),
      );
    expect(byNumber(second)).toEqual(byNumber(first));
  });

  it('uses the head’s ID where one sheet has no number', () => {
    const { records } = read(
      named('户', ['户编号', '户主姓名', '户主证件号码'], [A, '赵甲', IDA]),
      named('帮扶', ['户主姓名', '户主身份证号', '帮扶责任人', '帮扶单位'], ['赵甲', IDA, '孙帮', '县档案馆']),
    );
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({ helpers: [{ helper_name: '孙帮', helper_org: '县档案馆' }] });
  });

  it('separates households by 户主 rows where nothing else does', () => {
    const { records } = read(
      rows(
        ['姓名', '与户主关系', '民族', '文化程度'],
        ['赵甲', '户主', '汉族', '小学'],
        ['赵丙', '之子', '汉族', '初中'],
        ['赵甲', '户主', '苗族', '小学'],
      ),
    );
    expect(records.map(({ members }) => members.map(({ name }) => name))).toEqual([['赵甲', '赵丙'], ['赵甲']]);
    expect(records[0]?.fields).toEqual({});
  });

  it('fills merged household cells down, and a village name merged over several households', () => {
    const merges: Range[] = ['A2:A4', 'B2:B3', 'C2:C3'].map(range);
    const sheet = sheetOf(
      [
        ['行政村', '户编号', '家庭人口数', '姓名', '与户主关系'],
        ['上坪村', A, 2, '赵甲', '户主'],
        [null, null, null, '赵丙', '之子'],
        [null, B, 1, '钱乙', '户主'],
      ],
      merges,
    );
    const { records, problems } = read(sheet);
    expect(problems).toEqual([]);
    expect(records.map(({ fields }) => fields)).toEqual([
      { village: '上坪村', household_no: A, member_count: 2 },
      { village: '上坪村', household_no: B, member_count: 1 },
    ]);
    expect(records.map(({ members }) => members.length)).toEqual([2, 1]);
  });
});

describe('values', () => {
  it('keeps refused texts at their path, unmapped cells beside the person', () => {
    const { records, problems } = read(
      rows(
        FLAT,
        [A, '赵甲', '赵甲', '户主', IDA, '不详', '约三万', '东片'],
        [A, '赵甲', '赵丙', '干儿子的爹', IDC, '不详', '约三万', '西片'],
      ),
    );
    expect(records[0]?.unread).toEqual([
      { path: 'fields.phone', text: '不详', source: '测试.xlsx|Sheet1|F2' },
      { path: 'years[0].inc_total', text: '约三万', source: '测试.xlsx|Sheet1|G2' },
      { path: 'members[1].relation', text: '干儿子的爹', source: '测试.xlsx|Sheet1|D3' },
    ]);
    expect(problems.some(({ level }) => level === 'unread')).toBe(true);
    expect(records[0]?.extra).toContainEqual({
      header: '片区',
      text: '西片',
      source: '测试.xlsx|Sheet1|H3',
      member: 1,
    });
  });

  it('reads errors, uncached formulas and rounded numbers as problems, never as values', () => {
    const good = Array.from({ length: 6 }, (_, at) => [
      `5299990001900${at}`,
      '周某',
      '周某',
      '户主',
      idOf('19800808', at),
      `1380000000${at}`,
      100,
      null,
    ]);
    const { records, problems } = read(
      rows(
        FLAT,
        ...good,
        [A, '赵甲', '赵甲', '户主', Number(IDA), '13800001111', { kind: 'uncached', text: '=G2*2' }, null],
        [B, '钱乙', '钱乙', '户主', IDB, { kind: 'error', text: '#N/A' }, 5, null],
      ),
    );
    expect(codes(problems)).toEqual([
      ['id_rounded', 'E8', 'unread'],
      ['cell_uncached', 'G8', 'unread'],
      ['cell_error', 'F9', 'unread'],
    ]);
    expect(records[6]?.members[0]).not.toHaveProperty('id_no');
    expect(records[6]?.years).toEqual([{ year: 2025 }]);
    expect(records[6]?.unread.map(({ path }) => path)).toEqual(['members[0].id_no', 'years[0].inc_total']);
  });

  it('keeps the first of two household values and says where the other stands', () => {
    const lines = Array.from({ length: 8 }, (_, at) => [
      `5299990003000${at}`,
      '赵甲',
      '周某',
      '户主',
      idOf('19800808', at),
      '13800001111',
      100,
      null,
    ]);
    const { records, problems } = read(
      rows(
        FLAT,
        [B, '钱乙', '钱乙', '户主', IDB, '13800002222', 100, null],
        [B, '钱乙', '钱丙', '之子', IDC, '13800003333', 100, null],
        ...lines,
      ),
    );
    expect(problems).toMatchObject([
      {
        code: 'household_values_differ',
        cell: 'F3',
        level: 'note',
        params: { label: '户联系电话', kept: '13800002222', text: '13800003333' },
      },
    ]);
    expect(records[0]?.fields['phone']).toBe('13800002222');
    expect(records[0]?.extra).toEqual([{ header: '户联系电话', text: '13800003333', source: '测试.xlsx|Sheet1|F3' }]);
  });

  it('a finer date replaces the coarser one that it refines', () => {
    const { records, problems } = read(
      named('一', ['户编号', '户主姓名', '首次识别时间'], [A, '赵甲', 2014]),
      named('二', ['户编号', '户主姓名', '首次识别时间'], [A, '赵甲', '2014年12月']),
      named('三', ['户编号', '户主姓名', '首次识别时间'], [A, '赵甲', '2014']),
    );
    expect(records[0]?.fields['first_identified']).toBe('201412');
    expect(problems).toEqual([]);
  });

  it('yearly values follow the year of the row, of the header, or of the sheet', () => {
    const { records } = read(
      named(
        '甲',
        ['户编号', '户主姓名', '耕地面积(亩)', '2023年人均纯收入(元)', '2024年人均纯收入(元)'],
        [A, '赵甲', 2, 9000, 9500],
      ),
      named('乙', ['户编号', '年度', '年收入(元)', '务工收入(元)'], [A, 2024, 40000, 1000]),
    );
    expect(records[0]?.years).toEqual([
      { year: 2023, inc_net_pc: 9000 },
      { year: 2024, inc_net_pc: 9500, inc_total: 40000, inc_wage_work: 1000 },
      { year: 2025, land_arable: 2 },
    ]);
  });

  it('puts helper, monitoring and measures where they belong', () => {
    const { records } = read(
      rows(
        ['户编号', '户主姓名', '帮扶责任人', '监测对象类别', '致贫/返贫风险1', '住房损毁', '产业帮扶'],
        [A, '赵甲', '孙帮', '边缘易致贫户', '因病', '否', '种植业、养殖业'],
        [B, '钱乙', null, null, null, null, '无'],
      ),
    );
    expect(records[0]).toMatchObject({
      helpers: [{ helper_name: '孙帮' }],
      monitoring: [{ monitor_type: '边缘易致贫户', risk1: '因病', start_flag_house_problem: '否' }],
      measures: [{ year: 2025, m_industry: '种植业,养殖业' }],
    });
    expect(records[1]).toMatchObject({ helpers: [], monitoring: [], measures: [] });
  });
});

describe('rows that cannot be assigned', () => {
  it('are refused with their cell', () => {
    const { records, problems } = read(
      named(
        '户',
        ['户编号', '户主姓名', '家庭人口数'],
        [A, '赵甲', 2],
        [null, '李无号', 3],
        [B, '钱乙', 1],
        [A, '吴冒名', 4],
      ),
    );
    expect(records.map(({ fields }) => fields['head_name'])).toEqual(['赵甲', '钱乙']);
    expect(problems).toMatchObject([
      { code: 'row_without_key', cell: 'A3', level: 'rejected', params: { row: 3, name: '李无号' } },
      { code: 'duplicate_household_no', cell: 'A5', level: 'rejected', params: { household_no: A, name: '吴冒名' } },
    ]);
  });

  it('a person row without number among numbered ones is refused, without a head’s ID', () => {
    const { records, problems } = read(
      rows(
        ['户编号', '姓名', '与户主关系'],
        [A, '赵甲', '户主'],
        [null, '某人', '之子'],
        [B, '钱乙', '户主'],
        [B, '钱丙', '之子'],
      ),
    );
    expect(records.map(({ members }) => members.length)).toEqual([1, 2]);
    expect(codes(problems)).toEqual([['row_without_key', 'A3', 'rejected']]);
  });

  it('two heads are said and kept', () => {
    const { records, problems } = read(
      rows(FLAT, [A, '赵甲', '赵甲', '户主', IDA, null, 1, null], [A, '赵甲', '赵丙', '户主', IDC, null, 1, null]),
    );
    expect(records[0]?.members).toHaveLength(2);
    expect(problems).toMatchObject([{ code: 'two_heads', cell: 'D3', level: 'note', params: { first: 'D2' } }]);
  });
});

describe('several sheets about the same persons', () => {
  it('match by ID, then by name; one sheet never merges its own rows', () => {
    const { records } = read(
      named(
        '一',
        ['户编号', '姓名', '与户主关系', '身份证号码'],
        [A, '赵甲', '户主', IDA],
        [A, '赵丙', '之子', IDC],
        [A, '赵丙', '之子', IDC],
      ),
      named(
        '二',
        ['户编号', '姓名', '身份证号码', '民族', '健康状况'],
        [A, '赵丙', IDC, '苗族', '健康'],
        [A, '赵甲', null, '汉族', '健康'],
      ),
    );
    expect(records[0]?.members.map(({ name, ethnic }) => [name, ethnic])).toEqual([
      ['赵甲', '汉族'],
      ['赵丙', '苗族'],
      ['赵丙', undefined],
    ]);
  });

  it('rows of several years are one person', () => {
    const { records } = read(
      rows(
        ['户编号', '年度', '姓名', '与户主关系', '身份证号码', '年收入(元)'],
        [A, 2024, '赵甲', '户主', IDA, 100],
        [A, 2025, '赵甲', '户主', IDA, 200],
      ),
    );
    expect(records[0]?.members).toHaveLength(1);
    expect(records[0]?.years).toEqual([
      { year: 2024, inc_total: 100 },
      { year: 2025, inc_total: 200 },
    ]);
  });
});

describe('columns assigned by the user', () => {
  it('are read', () => {
    const { sheets } = understandWorkbooks([workbookOf(rows(['户编号', '户主姓名', '片区'], [A, '赵甲', '下湾']))], {
      year: 2025,
    });
    const [sheet] = sheets;
    const village = fieldIn('household', 'natural_village') ?? null;
    const { households } = toRecords(sheet === undefined ? [] : [remap(sheet, 2, village)]);
    expect(households[0]?.record).toMatchObject({ fields: { natural_village: '下湾' }, extra: [] });
    expect(households[0]).toMatchObject({ at: { sheet: 0, row: 1 }, rows: [[0, 1]] });
  });
});

it('every code of the room has a sentence', () => {
  expect(Object.keys(importMessages).every(hasSentence)).toBe(true);
});
