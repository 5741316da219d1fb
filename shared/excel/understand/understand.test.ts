import { describe, expect, it } from 'vitest';
import { fieldIn } from '../../catalogue/index';
import type { UnderstoodSheet } from '../../import/types';
import type { CellValue, Range } from '../sheet';
import { neverMapped } from './neverMap';
import { idOf, range, sheetOf, workbookOf } from './testSheet';
import { remap, understandWorkbooks } from './understand';

const TODAY = { today: '20260630' };
const people = Array.from({ length: 12 }, (_, at) => ({
  no: `5299990001${String(Math.floor(at / 3)).padStart(4, '0')}`,
  name: `赵${'甲乙丙丁戊己庚辛壬癸子丑'.charAt(at)}`,
  id: idOf(`19${60 + at}0102`, at * 2 + 1),
  relation: at % 3 === 0 ? '户主' : at % 3 === 1 ? '配偶' : '之子',
  head: `赵${'甲乙丙丁戊己庚辛壬癸子丑'.charAt(at - (at % 3))}`,
  phone: `1380000${String(1000 + at)}`,
}));

function understand(rows: readonly (readonly CellValue[])[], merges: readonly Range[] = []): UnderstoodSheet {
  const { sheets } = understandWorkbooks([workbookOf(sheetOf(rows, merges))], TODAY);
  if (sheets[0] === undefined) throw new Error('nothing understood');
  return sheets[0];
}

/** header → entity.key of the mapped columns. */
function mapping(sheet: UnderstoodSheet): Record<string, string> {
  return Object.fromEntries(
    sheet.columns.flatMap(({ header, field }) => (field === null ? [] : [[header, `${field.entity}.${field.key}`]])),
  );
}

describe('header', () => {
  const header = ['户编号', '户主姓名', '家庭人口数', '住房面积(㎡)'];
  const row = ['52999900010001', '赵甲', 3, 120];

  it.each([0, 1, 2, 7])('is found below %i title rows', (titles) => {
    const above = Array.from({ length: titles }, (_, at) => [`某某村第${at}号说明`]);
    const sheet = understand([...above, header, row]);
    expect(sheet.headerRows).toEqual([titles]);
    expect(sheet.dataRows).toEqual([titles + 1]);
  });

  it('of two and three rows gives paths, with merges and without', () => {
    const rows = [
      ['某某县登记表'],
      ['户编号', '户主姓名', '收入情况(元)', null, null],
      [null, null, '工资性收入', '其中', '财产性收入'],
      [null, null, null, '务工收入', null],
      ['52999900010001', '赵甲', 100, 80, 5],
    ];
    const merges = ['A1:E1', 'A2:A4', 'B2:B4', 'C2:E2', 'C3:C4', 'E3:E4'].map(range);
    for (const sheet of [understand(rows, merges), understand(rows)]) {
      expect(sheet.headerRows).toEqual([1, 2, 3]);
      expect(sheet.dataRows).toEqual([4]);
      expect(Object.values(mapping(sheet))).toEqual([
        'household.household_no',
        'household.head_name',
        'year.inc_wage',
        'year.inc_wage_work',
        'year.inc_prop',
      ]);
    }
    expect(understand(rows, merges).columns[3]?.header).toBe('收入情况(元)/其中/务工收入');
  });

  it('takes a row of column ids below the labels into the header', () => {
    const sheet = understand([
      ['户编号', '户主姓名', '家庭人口数'],
      ['AAC001', 'AAC029', 'AAC017'],
      ['52999900010001', '赵甲', 3],
    ]);
    expect(sheet.headerRows).toEqual([0, 1]);
    expect(sheet.dataRows).toEqual([2]);
  });

  it('is missing: said, nothing understood', () => {
    const { sheets, problems } = understandWorkbooks(
      [
        workbookOf(
          sheetOf([
            ['春耕', '通知'],
            ['请各组', '按时'],
          ]),
        ),
      ],
      TODAY,
    );
    expect(sheets).toEqual([]);
    expect(problems).toMatchObject([{ code: 'no_header', level: 'fatal' }]);
    expect(understandWorkbooks([workbookOf(sheetOf([[null, ' ']]))], TODAY).problems).toMatchObject([
      { code: 'empty_workbook' },
    ]);
  });

  it('without rows, or without a key column: said with the cell', () => {
    expect(understandWorkbooks([workbookOf(sheetOf([['标题'], header]))], TODAY).problems).toMatchObject([
      { code: 'no_rows', cell: 'A2', level: 'fatal' },
    ]);
    const rows = [
      ['姓名', '性别', '年龄', '民族'],
      ['赵甲', '男', 40, '汉族'],
    ];
    expect(understandWorkbooks([workbookOf(sheetOf(rows))], TODAY).problems).toMatchObject([
      { code: 'no_key_column', cell: 'A1', level: 'fatal' },
    ]);
  });
});

describe('data rows', () => {
  it('end before totals, notes and signatures; repeated headers, numbering and blanks are no data', () => {
    const header = ['序号', '户编号', '户主姓名', '家庭人口数', '备注'];
    const sheet = understand([
      header,
      ['1', '2', '3', '4', '5'],
      [1, '52999900010001', '赵甲', 3, null],
      [2, null, null, null, null],
      header,
      [3, '52999900010002', '合心', 2, '注意用电'],
      [null, '小计', null, 5, null],
      ['合计', null, '2户', 5, null],
      [null],
      ['注：1.本表由村委会填写；2.人口按年末计算。'],
      ['2.请勿涂改，逐户核对后上报。'],
      ['填表人：', null, '审核人：', null, '联系电话：'],
    ]);
    expect(sheet.dataRows).toEqual([2, 5]);
  });
});

describe('columns', () => {
  const flat = (header: string, value: (at: number) => CellValue): UnderstoodSheet =>
    understand([
      ['户编号', '户主姓名', '姓名', '与户主关系', '身份证号码', header],
      ...people.map((person, at) => [person.no, person.head, person.name, person.relation, person.id, value(at)]),
    ]);

  it('姓名, 证件号码, 性别 are the person’s on person rows and the head’s on household rows', () => {
    expect(mapping(flat('性别', (at) => (at % 2 === 0 ? '男' : '女')))).toMatchObject({
      姓名: 'member.name',
      身份证号码: 'member.id_no',
      性别: 'member.sex',
    });
    const heads = people.filter(({ relation }) => relation === '户主');
    const sheet = understand([
      ['户编号', '姓名', '身份证号码', '性别', '家庭人口数', '联系电话'],
      ...heads.map(({ no, name, id, phone }) => [no, name, id, '男', 3, phone]),
      ['52999900019999', '钱一', idOf('19700101', 11), '男', 3, '13800009999'],
    ]);
    expect(sheet.kind).toBe('household');
    expect(mapping(sheet)).toMatchObject({
      姓名: 'household.head_name',
      身份证号码: 'household.head_id_no',
      性别: 'household.head_sex',
      联系电话: 'household.phone',
    });
  });

  it('联系电话 is the household’s when it repeats within households, the person’s when it differs', () => {
    expect(mapping(flat('联系电话', (at) => `1390000${1000 + Math.floor(at / 3)}`))['联系电话']).toBe(
      'household.phone',
    );
    expect(mapping(flat('联系电话', (at) => people[at]?.phone ?? null))['联系电话']).toBe('member.member_phone');
  });

  it('联系电话 beside the helper is the helper’s when it follows the helper', () => {
    const sheet = understand([
      ['户编号', '户主姓名', '户主电话', '帮扶责任人', '联系电话'],
      ...Array.from({ length: 9 }, (_, at) => [
        `5299990001000${at}`,
        `孙${'甲乙丙丁戊己庚辛壬'.charAt(at)}`,
        `1380000100${at}`,
        `李${'甲乙丙'.charAt(at % 3)}`,
        `1390000200${at % 3}`,
      ]),
    ]);
    expect(mapping(sheet)['联系电话']).toBe('helper.helper_phone');
  });

  it('农户属性 and 户属性 are decided by their values', () => {
    const sheet = (header: string, value: string): string | undefined =>
      mapping(
        understand([
          ['户编号', '户主姓名', header],
          ...[1, 2, 3].map((at) => [`5299990001000${at}`, `孙${at}`, value]),
        ]),
      )[header];
    expect(sheet('农户属性', '脱贫户')).toBe('household.household_type');
    expect(sheet('农户属性', '低保脱贫户')).toBe('household.poverty_attribute');
    expect(sheet('户属性', '脱贫户')).toBe('household.household_type');
  });

  it('values that contradict the header make the column abstain', () => {
    expect(mapping(flat('户联系电话', (at) => people[at]?.id ?? null))['户联系电话']).toBeUndefined();
    expect(mapping(flat('务工时间(月)', () => 3600))['务工时间(月)']).toBeUndefined();
    expect(mapping(flat('出生日期', () => '张三'))['出生日期']).toBeUndefined();
    expect(mapping(flat('劳动力', () => 2))['劳动力']).toBeUndefined();
    expect(mapping(flat('劳动力', (at) => ['普通劳动力', '无劳动力'][at % 2] ?? null))['劳动力']).toBe('member.labor');
    // A household's field that differs from person to person is not the household's.
    expect(mapping(flat('备注', (at) => `第${at}人`))['备注']).toBeUndefined();
  });

  it('是/否 under 在校生否 keeps the column; the texts go to unread later', () => {
    expect(mapping(flat('在校生否', (at) => (at % 2 === 0 ? '是' : '否')))['在校生否']).toBe('member.student_status');
  });

  it('a field is given once; sums and counts stay unmapped', () => {
    const rows = [
      [
        '户编号',
        '户主姓名',
        '家庭人口数',
        '家庭人口',
        '劳动力人数',
        '领取低保、五保、养老收入(元)',
        '其他收入(元)',
        '领取低保金、残疾金(元)',
      ],
      ['52999900010001', '赵甲', 3, 3, 2, 100, 5, 7],
    ];
    expect(mapping(understand(rows))).toEqual({
      户编号: 'household.household_no',
      户主姓名: 'household.head_name',
      家庭人口数: 'household.member_count',
    });
  });

  it.each([
    '领取低保、五保、养老收入',
    '领取低保金、残疾金',
    '补贴性收入',
    '其他收入',
    '劳动力人数',
    '劳动力转移培训',
    '低保人数',
    '网格员电话',
  ])('%s is never mapped, whatever aliases the catalogue may get', (header) => {
    expect(neverMapped(header)).toBeTypeOf('string');
    expect(neverMapped('低保金')).toBeUndefined();
    expect(neverMapped('养老金或离退休金')).toBeUndefined();
  });

  it('reads unit and year of the header', () => {
    const { columns } = understand([
      ['户编号', '户主姓名', '2023年人均纯收入(万元)', '2024年人均纯收入(元)', '耕地面积(公顷)'],
      ['52999900010001', '赵甲', 1.2, 13000, 2],
    ]);
    expect(columns[2]).toMatchObject({ year: 2023, factor: 10000 });
    expect(columns[3]).toMatchObject({ year: 2024 });
    expect(columns[3]).not.toHaveProperty('factor');
    expect(columns[2]?.field?.key).toBe('inc_net_pc');
    expect(columns[3]?.field?.key).toBe('inc_net_pc');
    expect(columns[4]).toMatchObject({ field: { key: 'land_arable' }, factor: 15 });
    const titled = understand([
      ['单位：万元'],
      ['户编号', '户主姓名', '年收入', '家庭人口数'],
      ['52999900010001', '赵甲', 6, 3],
    ]);
    expect(titled.columns[2]).toMatchObject({ factor: 10000 });
    expect(titled.columns[3]).not.toHaveProperty('factor');
  });

  it('识别年度 stands for the date of identification where no other column does', () => {
    const sheet = (...headers: string[]): Record<string, string> =>
      mapping(
        understand([
          ['户编号', '户主姓名', ...headers],
          ['52999900010001', '赵甲', ...headers.map(() => 2015)],
        ]),
      );
    expect(sheet('识别年度')['识别年度']).toBe('household.first_identified');
    expect(sheet('识别年度', '首次识别时间')).toMatchObject({
      识别年度: 'household.identify_year',
      首次识别时间: 'household.first_identified',
    });
  });

  it('can be assigned by the user', () => {
    const sheet = understand([
      ['户编号', '户主姓名', '片区', '家庭人口数(人)'],
      ['52999900010001', '赵甲', '东片', 3],
    ]);
    const village = fieldIn('household', 'natural_village') ?? null;
    expect(mapping(remap(sheet, 2, village))['片区']).toBe('household.natural_village');
    expect(mapping(remap(sheet, 3, null))['家庭人口数(人)']).toBeUndefined();
    const head = fieldIn('household', 'head_name') ?? null;
    expect(mapping(remap(sheet, 2, head))).toMatchObject({ 片区: 'household.head_name' });
    expect(mapping(remap(sheet, 2, head))['户主姓名']).toBeUndefined();
  });
});

describe('year', () => {
  const table = [
    ['户编号', '户主姓名', '耕地面积(亩)'],
    ['52999900010001', '赵甲', 2],
  ];
  const yearWith = (...titles: string[]): number =>
    understandWorkbooks([workbookOf(sheetOf([...titles.map((title) => [title]), ...table]))], TODAY).year;

  it('is the newest full year before the export, else the title’s, else last year', () => {
    expect(yearWith('导出单位：某某县  导出时间：2026-03-01')).toBe(2025);
    expect(yearWith('2024年登记表', '填报日期：2024年12月31日')).toBe(2023);
    expect(yearWith('某某县2023年农户登记表')).toBe(2023);
    expect(yearWith('农户登记表')).toBe(2025);
    expect(understandWorkbooks([workbookOf(sheetOf(table))], { ...TODAY, year: 2019 }).sheets[0]?.year).toBe(2019);
  });
});
