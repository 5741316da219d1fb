/** Amounts of several years, and tables of items, inside forms. */
import { describe, expect, it } from 'vitest';
import { idOf } from '../testSheet';
import { drawn, only, taken } from './testForm';

const BASE = '户主姓名|张三|户编号|A1\n';
const THREE_YEARS = [
  { year: 2023, inc_wage: 32000, inc_net_pc: 8000 },
  { year: 2024, inc_wage: 35000, inc_net_pc: 8750 },
  { year: 2025, inc_wage: 40000, inc_net_pc: 10000 },
];

describe('years side by side over labels', () => {
  it.each([
    [
      'with a heading',
      `${BASE}年度收入|2023年|2024年|2025年\n工资性收入|32000|35000|40000\n人均纯收入|8000|8750|10000`,
    ],
    ['without one', `${BASE}.|2023年度|2024年度|2025年度\n工资性收入|32000|35000|40000\n人均纯收入|8000|8750|10000`],
    [
      'as numbers below a heading at the left, merged and not',
      `户主姓名|张三|<|户编号|A1\n收入|年度|2023|2024|2025\n^|工资性收入|32000|35000|40000\n^|人均纯收入|8000|8750|10000`,
    ],
    [
      'with units',
      `${BASE}项目|2023年（万元）|2024年（万元）|2025年（万元）\n工资性收入|3.2|3.5|4\n人均纯收入|0.8|0.875|1`,
    ],
  ])('%s', (_, form) => {
    expect(only(drawn(form)).years).toMatchObject(THREE_YEARS);
  });

  it('are no labels with a year each: 脱贫年度 2018年 识别年度 2014年', () => {
    const record = only(drawn(`${BASE}脱贫年度|2018年|家庭人口数|4\n住房面积|80|耕地面积|3`));
    expect(record.fields).toMatchObject({ out_year: 2018, member_count: 4 });
  });
});

it('of several numbers behind one label none is the household’s, and all are kept', () => {
  const record = only(drawn(`户主姓名|张三|户编号|A1|.\n家庭人口数|4|住房面积|80|.\n纯收入|32000|35000|40000|.`));
  expect(record.years[0]?.['inc_net']).toBeUndefined();
  expect(record.extra.map(({ text }) => text)).toEqual(['32000', '35000', '40000']);
});

it('items below their categories, with how they were reckoned beside them', () => {
  const record = only(
    drawn(
      `收入核算表|<|<|<|<\n户主姓名|张三|家庭人口数|4|.\n户编号|A1|住房面积|80|.\n收入类别|项目|金额（元）|计算过程|备注\n` +
        `工资性收入|务工收入|32000|张三在浙江务工8个月×4000|\n^|公益性岗位收入|6000|护林员 500×12|\n` +
        `财产性收入||300|土地流转|\n转移性收入|养老金|1440||\n合计||39740||\n人均纯收入||9935||`,
    ),
  );
  expect(record.years[0]).toMatchObject({
    inc_wage_work: 32000,
    inc_wage_public: 6000,
    inc_prop: 300,
    tr_pension: 1440,
    inc_net_pc: 9935,
  });
  expect(record.extra.map(({ text }) => text)).toContain('护林员 500×12');
});

it('what a member earned is not what the household did', () => {
  const { households } = taken([
    drawn(
      `户主姓名|张三|户编号|A1|.\n家庭人口数|2|住房面积|80|.\n姓名|与户主关系|身份证号码|务工时间（月）|务工收入\n` +
        `张三|户主|${idOf('19700101', 1)}|6|12000\n李梅|配偶|${idOf('19720304', 2)}||`,
    ),
  ]);
  expect(households[0]?.years[0]?.['inc_wage_work']).toBeUndefined();
  expect(households[0]?.extra.map(({ text }) => text)).toContain('12000');
});

it('a form whose printed header could be read as that of a list is a form', () => {
  const record = only(
    drawn(
      `.|石河村户信息表|.|.|.|.\n填报单位（盖章）：石河村|.|.|.|.|.\n（一）基本信息|.|.|.|.|.\n` +
        `户号编码|539699000001|户主姓名|莫良伟|帮扶责任人联系电话|.\n通电|是☑ 否□|填表时间|20260115|是否有创业致富带头人带动|是\n` +
        `监测对象类别|-|.|.|.|.\n村支书（签字）：|.|.|.|.|.`,
    ),
  );
  expect(record.fields).toMatchObject({ household_no: '539699000001', head_name: '莫良伟', leader_driven: '是' });
});

describe('what follows a table of items', () => {
  it('is a pair of its own where its label stands below amounts', () => {
    const record = only(
      drawn(`${BASE}政策名称|是否享受|金额（元）|备注\n养老金|是|1440|\n雨露计划|否||\n家庭人口数|3|住房面积|90`),
    );
    expect(record.fields['member_count']).toBe(3);
    expect(record.years[0]).toMatchObject({ house_area: 90, tr_pension: 1440 });
  });
});

it('其中：务工收入 is 务工收入', () => {
  const record = only(drawn(`户主姓名|张三|户编号|A1|家庭人口数|3\n工资性收入|12000|其中：务工收入|10000|住房面积|90`));
  expect(record.years[0]).toMatchObject({ inc_wage: 12000, inc_wage_work: 10000 });
});

it('a list of words behind a label is its value, and is kept', () => {
  const record = only(drawn('户主姓名|张三\n户编号|A1\n家庭人口数|3\n享受政策|低保、养老保险、雨露计划'));
  expect(record.extra.map(({ text }) => text)).toContain('低保、养老保险、雨露计划');
});
