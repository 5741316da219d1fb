/** Several forms, sheets and files; where everything stands; and the lists that must never be taken for forms. */
import { describe, expect, it } from 'vitest';
import { cellOf } from '../../cellOf';
import type { Sheet } from '../../sheet';
import { gridOf } from '../grid';
import { idOf, range, sheetOf } from '../testSheet';
import { formTables } from './forms';
import { drawn, only, taken } from './testForm';

const NAMES = ['张三', '李四', '王五', '赵六', '陈七'];
const id = (at: number): string => idOf(`19${70 + at}0101`, at + 1);

function form(at: number, options: { readonly id?: boolean; readonly gap?: string } = {}): string {
  const name = NAMES[at % NAMES.length]!;
  const own = options.id === false ? '' : `户主证件号码|${id(at)}|联系电话|1380000000${at}\n`;
  return `农户登记表|<|<|<\n户主姓名|${name}|户编号|A100${at}\n${own}家庭人口数|2|住房面积|${80 + at}
姓名|与户主关系|身份证号|健康状况\n${name}|户主|${id(at)}|健康\n${name}妻|配偶|${idOf('19800101', at + 50)}|健康\n工资性收入|${1000 + at}|转移性收入|200\n`;
}

describe('several forms', () => {
  const all = [0, 1, 2, 3].map((at) => form(at));
  const expectAll = (households: readonly { fields: unknown; members: readonly unknown[] }[]): void => {
    expect(households.map(({ fields }) => (fields as Record<string, unknown>)['household_no'])).toEqual(
      [0, 1, 2, 3].map((at) => `A100${at}`),
    );
    expect(households.map(({ members }) => members.length)).toEqual([2, 2, 2, 2]);
  };

  it('one below another are one table with a row per household', () => {
    const { households, understood } = taken([drawn(all.join('.|.|.|.\n'))]);
    expectAll(households);
    expect(understood.sheets.map(({ dataRows }) => dataRows.length)).toEqual([4, 8]);
    expect(households.map(({ years }) => years[0]?.['inc_wage'])).toEqual([1000, 1001, 1002, 1003]);
  });

  it('one below another without a gap and without titles', () => {
    const bare = all.map((text) => text.split('\n').slice(1).join('\n'));
    expectAll(taken([drawn(bare.join(''))]).households);
  });

  it('on a sheet each', () => {
    const { households, understood } = taken(all.map((text, at) => drawn(text, `第${at + 1}户`)));
    expectAll(households);
    const prints = new Set(understood.sheets.map(({ fingerprint }) => fingerprint));
    expect(prints.size).toBe(2);
  });

  it('in a file each', () => {
    const { households, understood } = taken(...all.map((text) => [drawn(text)]));
    expectAll(households);
    expect(new Set(understood.sheets.map(({ fingerprint }) => fingerprint)).size).toBe(2);
  });

  it('name what each cell is and where it stands', () => {
    const { sheets } = taken([drawn(form(0))]).understood;
    const [household, members] = sheets;
    const area = household!.columns.find(({ field }) => field?.key === 'house_area')!;
    expect(cellOf(household!, household!.dataRows[0]!, area.column)).toBe('D4');
    expect(cellOf(household!, household!.headerRows.at(-1)!, area.column)).toBe('C4');
    const name = members!.columns.find(({ field }) => field?.entity === 'member' && field.key === 'name')!;
    expect(members!.dataRows.map((row) => cellOf(members!, row, name.column))).toEqual(['A6', 'A7']);
    const roles = new Map(household!.regions?.map(({ role, range: at }) => [`${at.top}:${at.left}`, role]));
    expect(roles.get('0:0')).toBe('title');
    expect(roles.get('1:0')).toBe('label');
    expect(roles.get('1:1')).toBe('value');
    expect(roles.get('4:0')).toBe('header');
    expect(roles.get('5:0')).toBe('data');
  });

  it('a member’s remark stays the member’s', () => {
    const record = only(
      drawn(
        `户主姓名|张三|户编号|A1\n家庭人口数|1|住房面积|80\n姓名|与户主关系|身份证号|备注\n张三|户主|${id(0)}|在外打工\n李四|配偶|${id(1)}|.`,
      ),
    );
    expect(record.fields['remark']).toBeUndefined();
    expect(record.extra).toContainEqual(expect.objectContaining({ text: '在外打工', member: 0 }));
  });

  it('the year of the title and of the day of filling in', () => {
    const base = '户主姓名|张三|户编号|A1\n家庭人口数|1|住房面积|80\n耕地面积|2|林地面积|1\n';
    expect(only(drawn(`2024年度农户信息采集表|<|<|<\n${base}`)).years[0]?.['year']).toBe(2024);
    expect(only(drawn(`农户信息采集表|<|<|<\n${base}填表日期|2024年5月3日|填表人|王五`)).years[0]?.['year']).toBe(2023);
  });

  it('blank forms give columns and no rows, placeholders are no values', () => {
    const blank = formTables(
      gridOf(
        drawn(
          '户主姓名|${hzxm}|户编号|{{no}}\n家庭人口数|.|住房面积|.\n耕地面积|.|林地面积|.\n是否危房|□是 □否|填表日期|  年  月  日',
        ),
      ),
    );
    expect(blank?.[0]?.paths.map((path) => path.at(-1))).toContain('住房面积');
    expect(blank?.[0]?.dataRows).toEqual([]);
  });
});

describe('一户一档 workbooks', () => {
  const basic = drawn('户主姓名|张三|户编号|A1\n家庭人口数|2|住房面积|80\n联系电话|13800000001|耕地面积|2', '基本信息');
  const members = drawn(
    `姓名|与户主关系|身份证号|健康状况\n张三|户主|${id(0)}|健康\n李四妹|配偶|${id(1)}|残疾`,
    '家庭成员',
  );
  const income = drawn('工资性收入|20000|转移性收入|1200\n财产性收入|300|生产经营性收入|800', '收入');
  const named = drawn('户主姓名|张三|.|.\n人均纯收入|9000|工资性收入|20000', '收入');

  it('sheets that name no household belong to the one that the others name', () => {
    const record = only(basic, members, income);
    expect(record.fields['household_no']).toBe('A1');
    expect(record.members.map(({ name }) => name)).toEqual(['张三', '李四妹']);
    expect(record.years[0]).toMatchObject({ house_area: 80, inc_wage: 20000, inc_trans: 1200 });
  });

  it('a sheet that names only the head', () => {
    const record = only(basic, members, named);
    expect(record.years[0]).toMatchObject({ house_area: 80, inc_net_pc: 9000 });
  });

  it('each workbook keeps its own household', () => {
    const other = drawn(
      '户主姓名|李四|户编号|A2\n家庭人口数|1|住房面积|60\n联系电话|13800000002|耕地面积|1',
      '基本信息',
    );
    const { households } = taken([basic, income], [other, income]);
    expect(households.map(({ fields, years }) => [fields['household_no'], years[0]?.['inc_wage']])).toEqual([
      ['A1', 20000],
      ['A2', 20000],
    ]);
  });

  it('members of another head are not joined', () => {
    const others = drawn(
      `姓名|与户主关系|身份证号|健康状况\n赵六|户主|${id(3)}|健康\n钱七妹|配偶|${id(4)}|残疾`,
      '家庭成员',
    );
    const { households } = taken([basic, others]);
    expect(households.find(({ fields }) => fields['household_no'] === 'A1')?.members).toEqual([]);
  });
});

describe('transposed sheets', () => {
  const rows = `户编号|A1|A2|A3\n户主姓名|张三|李四|王五\n户主证件号码|${id(0)}|${id(1)}|${id(2)}\n家庭人口数|4|3|2\n住房面积|80|90|100`;

  it.each([
    ['plain', rows],
    ['under a title', `农户情况对照表|<|<|<\n${rows}`],
    ['with numbered records', `项目|第一户|第二户|第三户\n${rows}`],
    ['with a note below', `${rows}\n注：本表由村填写。|<|<|<`],
  ])('%s', (_, text) => {
    const { households, understood } = taken([drawn(text)]);
    expect(understood.sheets[0]?.arrangement).toBe('transposed');
    expect(households.map(({ fields }) => fields['head_name'])).toEqual(['张三', '李四', '王五']);
    expect(households.map(({ years }) => years[0]?.['house_area'])).toEqual([80, 90, 100]);
  });

  it('with headings merged down the left', () => {
    const grouped = rows
      .split('\n')
      .map((line, at) => `${at === 0 ? '基本情况' : at === 3 ? '生活条件' : '^'}|${line}`);
    const { households } = taken([drawn(grouped.join('\n'))]);
    expect(households.map(({ fields }) => fields['member_count'])).toEqual([4, 3, 2]);
  });

  it('persons', () => {
    const { households } = taken([
      drawn(
        `户主姓名|张三|张三\n姓名|张三|李四妹\n与户主关系|户主|配偶\n身份证号|${id(0)}|${id(1)}\n健康状况|健康|残疾`,
      ),
    ]);
    expect(households.map(({ members }) => members.length)).toEqual([2]);
  });
});

describe('lists are lists', () => {
  const roster = (top: string): string =>
    `${top}序号|户主姓名|姓名|与户主关系|身份证号\n1|张三|张三|户主|${id(0)}\n2|张三|李四妹|配偶|${id(1)}\n3|王五|王五|户主|${id(2)}\n`;
  const LISTS: readonly (readonly [string, Sheet])[] = [
    ['a roster', drawn(roster(''))],
    [
      'under lines of place and date',
      drawn(roster('花名册|<|<|<|<\n填报单位：李庄村|<|填表日期：2026年5月3日|<|<\n县|青山县|乡|白水镇|.\n')),
    ],
    ['signed below', drawn(`${roster('')}填表人|王五|审核人|赵六|.\n联系电话|13900000001|填表日期|2026年5月3日|.`)],
    [
      'blank under two header rows',
      drawn('登记表|<|<|<|<\n户主姓名|户编号|家庭收入|<|备注\n^|^|工资性收入|转移性收入|^\n.|.|.|.|.'),
    ],
    [
      'words of the data that are headers, too',
      drawn(`户主姓名|户编号|家庭属性|备注\n张三|A1|低保|户主\n李四|A2|五保|残疾\n王五|A3|低保|户主`),
    ],
    [
      'a data dictionary',
      drawn(
        '字段|示例|说明\n户主姓名|张三|必填\n户编号|A1001|必填\n家庭人口数|4|整数\n住房面积|80|平方米\n联系电话|13800000001|手机',
      ),
    ],
    [
      'two lists one below the other',
      drawn(
        `户编号|户主姓名|住房面积\nA1|张三|80\nA2|李四|90\n户编号|姓名|与户主关系\nA1|张三|户主\nA1|张小三|之子\nA2|李四|户主`,
      ),
    ],
    ['code lists', drawn('性别|与户主关系|健康状况\n男|户主|健康\n女|配偶|残疾\n.|之子|大病')],
  ];
  it.each(LISTS)('%s', (_, sheet) => expect(formTables(gridOf(sheet))).toBeNull());

  it('nothing at all', () => {
    expect(formTables(gridOf(sheetOf([])))).toBeNull();
    expect(formTables(gridOf(sheetOf([[null]], [range('A1:C3')])))).toBeNull();
  });
});
