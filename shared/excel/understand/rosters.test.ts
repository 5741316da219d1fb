/** Lists as villages keep them: headings that make a common header another's, another time's or another place's. */
import { describe, expect, it } from 'vitest';
import type { Problem, UnderstoodSheet } from '../../import/types';
import type { CellValue, Range } from '../sheet';
import { idOf, range, sheetOf, workbookOf } from './testSheet';
import { toRecords } from './toRecords';
import { understandWorkbooks } from './understand';

const NAMES = '甲乙丙丁戊己庚辛壬癸子丑';
const TODAY = { today: '20260630' };

interface Book {
  readonly sheets: readonly UnderstoodSheet[];
  readonly problems: readonly Problem[];
}

function understand(rows: readonly (readonly CellValue[])[], merges: readonly Range[] = []): Book {
  return understandWorkbooks([workbookOf(sheetOf(rows, merges))], TODAY);
}

type Column = readonly [header: string, value: (at: number) => CellValue];
const HOUSEHOLD: readonly Column[] = [
  ['序号', (at) => at + 1],
  ['户主姓名', (at) => `孙${NAMES.charAt(at)}`],
  ['户主身份证号', (at) => idOf(`19${60 + at}0102`, at * 2 + 1)],
];
const PERSON: readonly Column[] = [
  ['户主姓名', (at) => `赵${NAMES.charAt(at - (at % 3))}`],
  ['姓名', (at) => `赵${NAMES.charAt(at)}`],
  ['与户主关系', (at) => (at % 3 === 0 ? '户主' : '之子')],
  ['身份证号码', (at) => idOf(`19${60 + at}0102`, at * 2 + 1)],
];

/** entity.key of the columns behind the base, by header path; the heading stands once over its columns, without merges. */
function mapped(base: readonly Column[], ...columns: readonly Column[]): Record<string, string | null> {
  const all = [...base, ...columns];
  const paths = all.map(([header]) => header.split('/'));
  const depth = Math.max(...paths.map(({ length }) => length));
  const header = Array.from({ length: depth }, (_, row) =>
    paths.map((path, at) => {
      const again = row < path.length - 1 && paths[at - 1]?.slice(0, row + 1).join() === path.slice(0, row + 1).join();
      return again ? null : (path[row] ?? null);
    }),
  );
  const rows = Array.from({ length: 12 }, (_, at) => all.map(([, value]) => value(at)));
  const [sheet] = understand([...header, ...rows]).sheets;
  expect(sheet?.dataRows.length).toBe(12);
  return Object.fromEntries(
    (sheet?.columns ?? [])
      .slice(base.length)
      .map(({ header: path, field }) => [path, field === null ? null : `${field.entity}.${field.key}`]),
  );
}

/** What a column is mapped to whose headings have another column, too. */
function inGroup(header: string, value: Column[1]): string | null | undefined {
  const groups = header.split('/').slice(0, -1);
  const [first, ...inner] = groups;
  const others: Column[] = groups.length === 0 ? [] : [[`${groups.join('/')}/其他事项`, () => '无']];
  if (inner.length > 0) others.push([`${first ?? ''}/另一种/其他事项`, () => '无']);
  return mapped(HOUSEHOLD, [header, value], ...others, ['备注', () => null])[header];
}

const amount = (at: number): number => 1000 + at * 37;
const phone = (at: number): string => `1380000${1000 + at}`;
const name = (at: number): string => `周${NAMES.charAt(11 - at)}`;
const id = (at: number): string => idOf(`19${70 + at}0304`, at * 2 + 2);

describe('headings of another person', () => {
  it.each([['承租方'], ['接待的人'], ['承租人信息'], ['监护人'], ['受委托照护人'], ['班主任'], ['包村干部'], ['甲方']])(
    '%s',
    (heading) => {
      const found = mapped(
        PERSON,
        [`${heading}/姓名`, name],
        [`${heading}/身份证号`, id],
        [`${heading}/联系电话`, phone],
      );
      expect(Object.values(found)).toEqual([null, null, null]);
    },
  );

  it('a father works elsewhere', () => {
    const found = mapped(PERSON, ['父亲/姓名', name], ['父亲/务工地点', () => '东莞市']);
    expect(found).toEqual({ '父亲/姓名': null, '父亲/务工地点': null });
  });

  it('persons beside each other in one row are nobody, and the list stays one of households', () => {
    const found = mapped(
      HOUSEHOLD,
      ...[1, 2].flatMap((person): Column[] => [
        [`成员${person}/姓名`, name],
        [`成员${person}/关系`, () => '之子'],
        [`成员${person}/身份证号`, id],
      ]),
      ['联系电话', phone],
    );
    expect(Object.values(found)).toEqual([null, null, null, null, null, null, 'household.phone']);
  });

  it('what stands below 户主 is no member’s, and the list stays one of households', () => {
    const found = mapped(
      HOUSEHOLD.slice(0, 1),
      ['户主/姓名', name],
      ['户主/身份证号', id],
      ['户主/年龄', (at) => 40 + at],
      ['户主/电话', phone],
      ['子女/人数', () => 2],
      ['子女/就读学校', () => '县一中'],
    );
    expect(Object.values(found)).toEqual([
      'household.head_name',
      'household.head_id_no',
      null,
      'household.phone',
      null,
      null,
    ]);
  });

  it('whom a helper helps is no helper', () => {
    const found = mapped(
      HOUSEHOLD,
      ['帮扶责任人/姓名', (at) => ['钱一', '钱二', '钱三'][at % 3] ?? ''],
      ['帮扶责任人/职务', () => '科员'],
      ['结对户/身份证号', id],
    );
    expect(found).toEqual({
      '帮扶责任人/姓名': 'helper.helper_name',
      '帮扶责任人/职务': 'helper.helper_post',
      '结对户/身份证号': null,
    });
  });

  it.each([['整改责任人'], ['客户经理'], ['签约医生'], ['联系人']])('a phone directly behind %s', (before) => {
    expect(mapped(HOUSEHOLD, [before, name], ['联系电话', phone])).toMatchObject({ 联系电话: null });
  });

  it('the own headings keep their persons', () => {
    const found = mapped(
      PERSON,
      ['个人信息/性别', (at) => '男女'.charAt(at % 2)],
      ['个人信息/文化程度', (at) => ['小学', '初中'][at % 2] ?? ''],
      ['联系方式/手机号码', phone],
    );
    expect(Object.values(found)).toEqual(['member.sex', 'member.education', 'member.member_phone']);
  });
});

describe('headings of another time, place or thing', () => {
  it.each([
    ['1月/务工收入', amount],
    ['第一季度/务工收入', amount],
    ['2025年1-6月/家庭纯收入', amount],
    ['增收情况/务工收入', amount],
    ['改造前/住房面积', amount],
    ['种植业/玉米/收入', amount],
    ['养殖业/猪/收入', amount],
    ['务工地点/详细地址', () => '东莞市某路'],
    ['迁出地/村', () => '上坪村'],
    ['核查情况/核查时间', (at: number) => `2025-01-${10 + at}`],
  ] satisfies Column[])('%s', (header, value) => {
    expect(inGroup(header, value)).toBeNull();
  });

  it.each([
    ['改造后/住房面积', amount, 'year.house_area'],
    ['生产经营性收入/种植业', amount, 'year.inc_biz_crop'],
    ['工资性收入/2024年/金额', amount, 'year.inc_wage'],
    ['收入情况/人均纯收入', amount, 'year.inc_net_pc'],
    ['县（市、区）', () => '青川县', 'household.county'],
    ['市（州）', () => '安宁市', 'household.city'],
  ] satisfies (readonly [...Column, string])[])('%s is found', (header, value, field) => {
    expect(inGroup(header, value)).toBe(field);
  });

  it('公民身份号码 of a list of households is the head’s', () => {
    const [serial, head] = HOUSEHOLD;
    expect(mapped([serial!, head!], ['公民身份号码', id], ['家庭人口', () => 3])).toMatchObject({
      公民身份号码: 'household.head_id_no',
    });
  });

  it('农户签字 of visits is given for the visit', () => {
    const found = mapped(
      HOUSEHOLD,
      ['走访时间', (at) => `2025-03-${10 + at}`],
      ['走访内容', () => '宣传医保政策'],
      ['农户签字', () => null],
    );
    expect(found).toMatchObject({ 农户签字: 'visit.visit_signed' });
  });
});

describe('headers of which little is known', () => {
  it('a list of households under quarters', () => {
    const found = mapped(
      HOUSEHOLD,
      ...['第一季度', '第二季度', '第三季度', '第四季度'].flatMap((quarter): Column[] => [
        [`${quarter}/奖补甲`, amount],
        [`${quarter}/奖补乙`, amount],
      ]),
      ['全年合计', amount],
      ['签领', () => null],
    );
    expect(Object.values(found).every((field) => field === null)).toBe(true);
  });

  it('a second row of unknown words below headings without merges is no household', () => {
    const found = mapped(
      HOUSEHOLD,
      ['水质/是否达标', () => '是'],
      ['水质/有无异味', () => '无'],
      ['保证率/是否达标', () => '是'],
      ['备注', () => null],
    );
    expect(Object.keys(found)).toEqual(['水质/是否达标', '水质/有无异味', '保证率/是否达标', '备注']);
  });

  it('a title that speaks of a heading, merged over everything', () => {
    const rows = Array.from({ length: 4 }, (_, at) => [`孙${NAMES.charAt(at)}`, id(at), phone(at)]);
    const [sheet] = understand(
      [['家庭成员情况', null, null], ['户主姓名', '户主身份证号', '户主电话'], ...rows],
      [range('A1:C1')],
    ).sheets;
    expect(sheet?.headerRows).toEqual([1]);
  });

  it('who checked a list signs below it', () => {
    const rows = Array.from({ length: 4 }, (_, at) => [at + 1, `孙${NAMES.charAt(at)}`, id(at), 3, amount(at), null]);
    const header = ['序号', '户主姓名', '户主身份证号', '家庭人口', '耕地面积', '备注'];
    const { sheets } = understand([header, ...rows, ['排查人：', null, '村负责人：', null, '时间： 年 月 日']]);
    expect(sheets[0]?.dataRows.length).toBe(4);
  });
});

describe('a household’s value that is not repeated', () => {
  it('联系电话 on the first row of each household only is the household’s', () => {
    const header = ['户主姓名', '姓名', '与户主关系', '身份证号码', '联系电话'];
    const rows = Array.from({ length: 12 }, (_, at) => {
      const first = at % 3 === 0;
      return [
        first ? `赵${NAMES.charAt(at)}` : null,
        `赵${NAMES.charAt(at)}`,
        first ? '户主' : '之子',
        id(at),
        first ? phone(at) : null,
      ];
    });
    const { sheets } = understand([header, ...rows]);
    expect(sheets[0]?.columns[4]?.field).toMatchObject({ entity: 'household', key: 'phone' });
    expect(toRecords(sheets).households.length).toBe(4);
  });
});

describe('dates of several spellings in one column', () => {
  it('2014.1 as a number says that the column is one of months, and is asked for', () => {
    const dates = [2014.1, '13年12月', 2014.1, 2015.1, '2014.12', 2016.1];
    const rows = dates.map((date, at) => [`52999900010000${at}`, `孙${NAMES.charAt(at)}`, date]);
    const { sheets } = understand([['户编号', '户主姓名', '首次识别时间'], ...rows]);
    expect(sheets[0]?.columns[2]?.field).toMatchObject({ key: 'first_identified' });
    const { households, problems } = toRecords(sheets);
    expect(households.map(({ record }) => record.fields['first_identified'])).toEqual([
      ...[undefined, '201312', undefined, undefined, '201412', undefined],
    ]);
    expect(problems.filter(({ code }) => code === 'month_ambiguous').map(({ cell }) => cell)).toEqual([
      ...['C2', 'C4', 'C5', 'C7'],
    ]);
  });
});

describe('a list of persons of no household', () => {
  const listed = ['姓名', '性别', '身份证号码', '供养方式'];
  const persons = [0, 1, 2].map((at) => [name(at), '男', id(at), '分散供养']);
  const households = [
    ['户编号', '户主姓名', '家庭人口数'],
    ['52999900010001', '赵甲', 3],
    ['52999900010002', '赵乙', 4],
  ];

  it('beside a usable table each of its rows is refused, and the table is said with what to do', () => {
    const book = workbookOf(sheetOf(households), sheetOf([['特困人员名单'], listed, ...persons], [], '特困'));
    const { sheets, problems } = understandWorkbooks([book], TODAY);
    expect(problems).toMatchObject([
      { code: 'no_key_column', sheet: '特困', level: 'fatal', params: { first: 3, last: 5, count: 3 } },
    ]);
    const { households: read, problems: refused } = toRecords(sheets);
    expect(read.map(({ record }) => record.fields['head_name'])).toEqual(['赵甲', '赵乙']);
    expect(refused.map(({ sheet, cell, level, code }) => [sheet, cell, level, code])).toEqual([
      ['特困', 'A3', 'rejected', 'row_without_key'],
      ['特困', 'A4', 'rejected', 'row_without_key'],
      ['特困', 'A5', 'rejected', 'row_without_key'],
    ]);
  });

  it('on the sheet of the table itself', () => {
    const { sheets, problems } = understand([...households, [], ['特困人员名单'], listed, ...persons]);
    expect(problems).toMatchObject([
      { code: 'no_key_column', level: 'fatal', params: { first: 7, last: 9, count: 3 } },
    ]);
    expect(toRecords(sheets).problems.map(({ cell }) => cell)).toEqual(['A7', 'A8', 'A9']);
  });

  it('sums of villages beside a table are a note', () => {
    const sums = [['村名', '总户数', '人均纯收入'], ...[1, 2, 3].map((at) => [`第${at}村`, 90 + at, 9000 + at])];
    const { sheets, problems } = understandWorkbooks(
      [workbookOf(sheetOf(households), sheetOf(sums, [], '汇总'))],
      TODAY,
    );
    expect(problems.map(({ code, level }) => [code, level])).toEqual([['no_key_column', 'note']]);
    expect(toRecords(sheets).problems).toEqual([]);
  });
});

describe('what a cell says of the one above', () => {
  it('同上 and 〃 are read as what stands above, and are no names', () => {
    const header = ['户主姓名', '姓名', '与户主关系', '身份证号码', '行政村', '户主电话'];
    const rows = Array.from({ length: 9 }, (_, at) => {
      const first = at % 3 === 0;
      return [
        first ? `赵${NAMES.charAt(at)}` : '〃',
        `赵${NAMES.charAt(at)}`,
        first ? '户主' : '之子',
        id(at),
        at === 0 ? '大坪村' : '同上',
        first ? phone(at) : '同 上',
      ];
    });
    const { sheets } = understand([header, ...rows]);
    const { households, problems } = toRecords(sheets);
    expect(
      households.map(({ record }) => [record.members.length, record.fields['village'], record.fields['phone']]),
    ).toEqual([0, 3, 6].map((at) => [3, '大坪村', phone(at)]));
    expect(problems).toEqual([]);
    expect(JSON.stringify(households)).not.toMatch(/同上|〃/);
  });
});

describe('beside and around a list', () => {
  const header = ['序号', '户主姓名', '户主身份证号', '家庭人口'];
  const rows = Array.from({ length: 8 }, (_, at) => [at + 1, `孙${NAMES.charAt(at)}`, id(at), 3]);

  it('words to choose from, far to the right, are no column', () => {
    const words = ['户类型', '脱贫户', '监测户', '一般农户'];
    const all = [header, ...rows].map((cells, at) => [...cells, null, null, words[at] ?? null]);
    const { sheets } = understand(all);
    expect(sheets[0]?.columns.map(({ column }) => column)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(toRecords(sheets).households.every(({ record }) => record.extra.length === 0)).toBe(true);
  });

  it('a column behind a blank one goes with the table when it is filled like it', () => {
    const all = [
      [...header, null, '户类型'],
      ...rows.map((cells, at) => [...cells, null, at % 2 ? '脱贫户' : '监测户']),
    ];
    expect(understand(all).sheets[0]?.columns[5]?.field).toMatchObject({ key: 'household_type' });
  });

  it.each(['以下空白', '——以下无正文——', '村委会意见：情况属实。'])('%s is no household', (text) => {
    expect(understand([header, ...rows, [null, text]]).sheets[0]?.dataRows.length).toBe(8);
  });

  it('a list without numbers, of which little is known, is no form', () => {
    const unknown = ['户主', '家庭人口', '种子化肥', '饲料', '农机', '其他开支'];
    const lines = Array.from({ length: 8 }, (_, at) => [`孙${NAMES.charAt(at)}`, 3, 100 + at, 200 + at, 300 + at, 9]);
    const [sheet] = understand([['收支明细'], unknown, ...lines, ['注：情况属实。']], [range('A1:F1')]).sheets;
    expect(sheet?.arrangement ?? 'table').toBe('table');
    expect(sheet?.dataRows.length).toBe(8);
  });
});

describe('months side by side', () => {
  it('over amounts of which little is known make no form of a numbered list', () => {
    const months = ['1月', '2月', '3月'];
    const header = [
      ['序号', '户主姓名', '户编号', ...months.flatMap((month) => [month, null]), '一季度累计', null],
      [null, null, null, ...months.flatMap(() => ['务工收入', '经营收入']), '收入', '支出'],
    ];
    const rows = Array.from({ length: 10 }, (_, at) => [
      ...[at + 1, `孙${NAMES.charAt(at)}`, `52999900010000${at}`],
      ...Array.from({ length: 8 }, (_, column) =>
        column % 3 === 2 ? String(amount(at + column)) : amount(at * column),
      ),
    ]);
    const [sheet] = understand(
      [
        ['月度收入监测表'],
        ['填表说明：1.本表由村级组织填写，一式三份；2.收入数据统计时段为上年10月1日至本年9月30日。'],
        [
          '填报单位（盖章）：大坪村村民委员会',
          null,
          null,
          null,
          null,
          '填报日期：2026年1月20日',
          null,
          null,
          null,
          null,
          '单位：元',
        ],
        ...header,
        ...rows,
        ['合计', null, null, 9000],
        ['填表人：李文书', null, null, '审核人：王主任', null, null, null, '联系电话：13900001111'],
      ],
      [...['A1:K1', 'A2:K2', 'A4:A5', 'B4:B5', 'C4:C5', 'D4:E4', 'F4:G4', 'H4:I4', 'J4:K4'].map(range)],
    ).sheets;
    expect(sheet?.arrangement ?? 'table').toBe('table');
    expect(sheet?.columns.slice(3).every(({ field }) => field === null)).toBe(true);
    expect(sheet?.dataRows.length).toBe(10);
  });
});

describe('headers with remarks behind them', () => {
  it.each([
    ['土地流转（亩）（必填）', amount, null],
    ['住房面积（㎡）（必填）', amount, 'year.house_area'],
    ['返（致）贫风险（必填）', () => '因病', 'monitoring.risk1'],
    ['家长/联系电话（必填）', phone, null],
    ['成员1/身份证号（必填）', id, null],
    ['经办人（必填）', name, null],
  ] satisfies (readonly [...Column, string | null])[])('%s', (header, value, field) => {
    expect(inGroup(header, value)).toBe(field);
  });

  it('months of a year over columns are headings, and the same amount three times is that of none of them', () => {
    const columns: Column[] = ['识别时', '2024年', '2025年1-6月'].map((heading) => [`${heading}/人均纯收入`, amount]);
    expect(
      Object.values(
        mapped(
          HOUSEHOLD,
          ...columns.flatMap(([path, value]): Column[] => [
            [path, value],
            [path.replace('人均纯收入', '工资性收入'), value],
          ]),
        ),
      ),
    ).toEqual([
      'monitoring.start_inc_net_pc',
      'monitoring.start_inc_wage',
      'year.inc_net_pc',
      'year.inc_wage',
      null,
      null,
    ]);
    const doubled = [[...HOUSEHOLD, ['工资性收入'], ['工资性收入']].map(([header]) => header as string)];
    const rows = Array.from({ length: 6 }, (_, at) => [...HOUSEHOLD.map(([, value]) => value(at)), amount(at), 7 * at]);
    const [sheet] = understand([...doubled, ...rows]).sheets;
    expect(sheet?.columns.slice(3).map(({ field }) => field)).toEqual([null, null]);
  });
});

describe('whose a list of bare names is', () => {
  const list = (...columns: readonly Column[]): UnderstoodSheet | undefined => {
    const all: readonly Column[] = [['姓名', name], ['身份证号', id], ...columns];
    const rows = Array.from({ length: 8 }, (_, at) => all.map(([, value]) => value(at)));
    return understand([all.map(([header]) => header), ...rows]).sheets[0];
  };
  const account: readonly Column[] = [
    ['开户行', () => '农商行'],
    ['银行账号', (at) => `621700000000001${at}`],
    ['联系电话', phone],
  ];

  it.each<[string, readonly Column[]]>([
    ['how they are paid', account],
    ['what only a person has', [['残疾等级', () => '二级'], ...account, ['家庭人口', () => 3]]],
  ])('beside %s they are persons of nobody knows which household', (_, columns) => {
    expect(list(...columns)).toMatchObject({ kind: 'unknown' });
  });

  it('beside what a household has they are heads', () => {
    const sheet = list(...account, ['家庭人口', (at) => 2 + (at % 3)]);
    expect(sheet).toMatchObject({ kind: 'household' });
    expect(sheet?.columns[0]?.field).toMatchObject({ key: 'head_name' });
  });
});

describe('remarks', () => {
  it('below a heading of their own are not the household’s', () => {
    const found = mapped(HOUSEHOLD, ['大病/病种', () => '高血压'], ['大病/备注', () => '随访'], ['备注', () => '外出']);
    expect(found).toEqual({ '大病/病种': null, '大病/备注': null, 备注: 'household.remark' });
    expect(inGroup('基本情况/备注', () => '外出')).toBe('household.remark');
  });
});
