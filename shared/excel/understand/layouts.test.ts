/** Sheets laid out as villages lay them out: headings, repeated titles, signatures, years in names. */
import { describe, expect, it } from 'vitest';
import type { UnderstoodSheet } from '../../import/types';
import type { CellValue, Range, Sheet } from '../sheet';
import { range, sheetOf, workbookOf } from './testSheet';
import { toRecords } from './toRecords';
import { understandWorkbooks } from './understand';

const TODAY = { today: '20260630' };

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

/** Persons of three households: number, name, relation. */
const people = Array.from({ length: 12 }, (_, at) => ({
  no: `5299990001${String(Math.floor(at / 3)).padStart(4, '0')}`,
  name: `赵${'甲乙丙丁戊己庚辛壬癸子丑'.charAt(at)}`,
  relation: at % 3 === 0 ? '户主' : at % 3 === 1 ? '配偶' : '之子',
}));

describe('header', () => {
  it('takes one heading over nearly all columns for a heading when the other columns have theirs', () => {
    const names = [
      '姓名',
      '性别',
      '民族',
      '文化程度',
      '健康状况',
      '政治面貌',
      '与户主关系',
      '证件号码',
      '学校名称',
      '工种',
    ];
    const group = [null, '家庭成员情况', ...names.slice(1).map(() => null)];
    const rows = [
      ['户编号', ...group.slice(1)],
      [null, ...names],
      ['52999900010001', '赵甲', '男', '汉族'],
    ];
    const merges = ['A1:A2', 'B1:K1'].map(range);
    const sheet = understand([...rows, ...rows.slice(0, 2), ['52999900010002', '钱乙', '女', '汉族']], merges);
    expect(sheet.headerRows).toEqual([0, 1]);
    expect(sheet.dataRows).toEqual([2, 5]);
    expect(sheet.columns[1]?.header).toBe('家庭成员情况/姓名');
    // Without headings beside it, it is a title.
    const titled = understand([['家庭成员情况登记表'], ['户编号', ...names]], [range('A1:J1')]);
    expect(titled.headerRows).toEqual([1]);
  });

  it('is found among many local columns', () => {
    const local = ['水表号', '户口本号', '林权证号', '曾用名', '村医电话', '卷柜位置', '片区', '微信昵称'];
    expect(
      understand([
        ['户编号', '包扶干部', '包扶单位', ...local],
        ['52999900010001', '赵甲'],
      ]).headerRows,
    ).toEqual([0]);
  });
});

describe('data rows', () => {
  it('include a first row of small numbers; column numbers and types are no data', () => {
    const header = [
      '工资性收入',
      '财产性收入',
      '低保金',
      '养老金',
      '高龄补贴',
      '赡养金',
      '残疾补贴',
      '生态补偿金',
      '户编号',
    ];
    const numbers = header.map((_, at) => at + 1);
    const types = header.map(() => 'N');
    const row = (...values: CellValue[]): CellValue[] => [...values, '52999900010001'];
    expect(understand([header, numbers, row(0, 0, 0, 297, 0, 0, 960, 0)]).dataRows).toEqual([2]);
    expect(understand([header, types, row(1, 2, 3, 4, 5, 6, 7, 8)]).dataRows).toEqual([2]);
    expect(understand([header, row(0, 0, 0, 297, 0, 0, 960, 0)]).dataRows).toEqual([1]);
    const letters = ['是否军烈属', '是否危房户', '是否通宽带', '户编号'];
    expect(understand([letters, ['N', 'N', 'N', '52999900010001']]).dataRows).toEqual([1]);
  });

  it('end before signatures in narrow sheets, and skip titles that come again', () => {
    const sheet = understand([
      ['高坎村农户登记表'],
      ['户编号', '户主姓名', '家庭人口数'],
      ['52999900010001', '赵甲', 3],
      ['高坎村农户登记表'],
      ['户编号', '户主姓名', '家庭人口数'],
      ['52999900010002', '钱乙', 2],
      ['村支书签字：        驻村工作队长签字：        '],
    ]);
    expect(sheet.dataRows).toEqual([2, 5]);
  });
});

describe('blank forms', () => {
  const header = ['户编号', '户主姓名', '家庭人口数', '户联系电话'];

  it('have no rows: placeholders, single markers, marks beside the table, cells merged with the header', () => {
    const forms: [rows: CellValue[][], merges: Range[]][] = [
      [[header, ['${hbh}', '{{hzxm}}', '#{rs}', '{.phone}']], []],
      [[header, [null, null, 'N']], []],
      [[header, [null, null, null, null, null, null, '√']], []],
      [[header, [null], [null], [null, null, 5, 6]], ['A1:A4', 'B1:B4'].map(range)],
    ];
    for (const [rows, merges] of forms) expect(understand(rows, merges).dataRows).toEqual([]);
  });

  it('keep the rows beside a side heading', () => {
    const rows = [
      ['家庭成员', '与户主关系', '姓名', '性别'],
      [null, '户主', '赵甲', '男'],
      [null, '配偶', '钱乙', '女'],
    ];
    expect(understand(rows, [range('A1:A6')]).dataRows).toEqual([1, 2]);
  });

  it('with 户主 printed in the first row hold nobody', () => {
    const sheet = (name: string | null): UnderstoodSheet =>
      understand([
        ['与户主关系', '姓名', '性别', '身份证号码', '民族'],
        ['户主', name],
        [null, null, '男'],
      ]);
    const blank = toRecords([sheet(null)]);
    expect(blank.households).toEqual([]);
    expect(blank.problems.map(({ code }) => code)).toEqual(['row_without_key', 'row_without_key']);
    expect(toRecords([sheet('赵甲')]).households).toHaveLength(1);
  });
});

describe('dates without their number format', () => {
  const birth = (...cells: CellValue[]): { dates: unknown[]; codes: string[] } => {
    const rows = cells.map((cell, at) => [
      '52999900010001',
      `赵${'甲乙丙丁戊己'.charAt(at)}`,
      at === 0 ? '户主' : '之子',
      cell,
    ]);
    const sheet = understand([['户编号', '姓名', '与户主关系', '出生日期'], ...rows]);
    const { households, problems } = toRecords([sheet]);
    return {
      dates: households[0]?.record.members.map(({ birth_date }) => birth_date) ?? [],
      codes: problems.map(({ code }) => code),
    };
  };

  it('are days of the elderly, too, where all others are serials', () => {
    // 19935 alone could be May 1993.
    expect(birth(27312, 33025, 40179, 19935).dates).toEqual(['19741010', '19900601', '20100101', '19540730']);
    expect(birth('27312', '33025', '40179', '15825').dates.at(-1)).toBe('19430429');
    expect(birth(27312, 33025, 40179, 15825).codes).toEqual(Array.from({ length: 4 }, () => 'serial_read_as_date'));
  });

  it('are refused where the column holds other numbers', () => {
    expect(birth(27312, 33025, 40179, 1990, 19935).dates.at(-1)).toBeUndefined();
    expect(birth(27312, 19935).dates.at(-1)).toBeUndefined();
  });
});

describe('columns', () => {
  it('are never refused for a heading read behind them', () => {
    const names = ['户编号', '姓名', '与户主关系', '劳动能力', '低保'];
    const rows = [
      ['基本情况', '人口信息', null, null, null],
      names,
      ...people.map(({ no, name, relation }) => [no, name, relation, '普通劳动力', '否']),
    ];
    expect(mapping(understand(rows, [range('B1:E1')]))).toMatchObject({
      '人口信息/劳动能力': 'member.labor',
      '人口信息/低保': 'member.dibao',
    });
    const counted = [
      ['户编号', '户主姓名', '劳动力'],
      [null, null, '人数'],
      ['52999900010001', '赵甲', 2],
    ];
    expect(understand(counted, ['A1:A2', 'B1:B2'].map(range)).columns[2]?.field).toBeNull();
  });

  it('of a household may mix the marks of nothing', () => {
    const sheet = understand([
      ['户编号', '姓名', '与户主关系', '其他致贫原因'],
      ...people.map(({ no, name, relation }, at) => [no, name, relation, ['/', '-', null, '无'][at % 4] ?? null]),
    ]);
    expect(mapping(sheet)['其他致贫原因']).toBe('household.cause_other');
  });
});

describe('columns of yes and no', () => {
  it.each([
    ['第一书记', '张三', undefined],
    ['第一书记', '√', 'helper.is_first_secretary'],
    ['卫生厕所', '水冲式', undefined],
    ['是否有卫生厕所', '水冲式', 'year.toilet'],
  ])('%s with %s: %s', (header, value, field) => {
    const sheet = understand([
      ['户编号', '户主姓名', '帮扶责任人', header],
      ['52999900010001', '赵甲', '钱乙', value],
    ]);
    expect(mapping(sheet)[header]).toBe(field);
  });
});

describe('year', () => {
  const table = [
    ['户编号', '户主姓名', '耕地面积(亩)'],
    ['52999900010001', '赵甲', 2],
  ];

  it.each([
    ['2026年农户登记表', 2025],
    ['以上数据截至2024年12月31日', 2024],
    ['数据截至2024年12月', 2024],
    ['数据截至2024年底', 2024],
    ['数据截至2024年11月30日', 2023],
  ])('%s: %i', (title, year) => {
    // The year of a running campaign is not over yet; a year that ends on the stated day is.
    expect(understandWorkbooks([workbookOf(sheetOf([[title], ...table]))], TODAY).year).toBe(year);
  });

  it('of each sheet is told by its own title or name', () => {
    const named = (name: string, ...titles: string[]): Sheet => ({
      ...sheetOf([...titles.map((title) => [title]), ...table]),
      name,
    });
    const sheets = [named('a', '2023年度农户收入'), named('2024年'), named('2022'), named('Sheet1'), named('表2021')];
    expect(understandWorkbooks([workbookOf(...sheets)], TODAY).sheets.map(({ year }) => year)).toEqual([
      2023, 2024, 2022, 2023, 2023,
    ]);
  });
});
