/** Names as rosters hold them, and other odd values of a single household: they stay with their header. */
import { describe, expect, it } from 'vitest';
import { fieldIn } from '../../catalogue/index';
import { areOdd } from './evidence';
import { drawn, taken } from './forms/testForm';
import { isMarkedName, isName } from './names';

describe('names', () => {
  it.each([
    '王国强',
    '王国强（已故）',
    '王国强(迁出)',
    '王国强2',
    '王国强Ａ',
    '张*',
    '张＊＊',
    '李?华',
    '王（小）',
    '王○',
    '买买提·艾力',
    '欧阳 修',
    '\uE123国强',
  ])('%s', (text) => expect(isName(text)).toBe(true));

  it.each([
    '3组',
    '石河村3组',
    '石河村小坪6号',
    '第三组2',
    '13800001111',
    '529999197001010011',
    '2024',
    '4人',
    '王国强13800001111',
    '2019年3月',
    '石河村（小坪）6号',
    '石河村2',
    'A级',
  ])('not %s', (text) => expect(isName(text)).toBe(false));

  it('hold letters only, or are said', () => {
    expect(['王国强', '欧阳 修', '买买提·艾力', '张*', '王国强2', '王（小）'].filter(isMarkedName)).toEqual([
      '张*',
      '王国强2',
      '王（小）',
    ]);
  });
});

const form = (label: string, value: string): ReturnType<typeof taken> =>
  taken([
    drawn(`
    农户信息卡 | < | < | <
    户编号 | 52999900010001 | 户主姓名 | ${label === '户主姓名' ? value : '赵甲'}
    ${label === '户主姓名' ? '开户银行' : label} | ${label === '户主姓名' ? '农商行' : value} | 住房面积 | 80
    家庭住址 | 石河村三组 | 户类型 | 脱贫户`),
  ]);

it('two heads without a number are two', () => {
  const card = (name: string): ReturnType<typeof drawn> =>
    drawn(`
    农户信息卡 | < | < | <
    户主姓名 | ${name} | 户主证件号码 | 身份证丢失
    家庭住址 | 石河村三组 | 户类型 | 脱贫户`);
  const { households, codes } = taken([card('赵甲')], [card('钱乙')]);
  expect(households.map(({ fields }) => [fields['head_name'], fields['head_id_no']])).toEqual([
    ['赵甲', undefined],
    ['钱乙', undefined],
  ]);
  expect(codes.filter((code) => code === 'no_number')).toHaveLength(2);
});

it('a label with its value is no odd value of another label', () => {
  const outYear = fieldIn('household', 'out_year')!;
  expect(areOdd(['前年'], outYear)).toBe(true);
  expect(areOdd(['通电：是'], outYear)).toBe(false);
});

it('an ID number that lost digits is entered as it is', () => {
  const { households } = taken([
    drawn(`
    户主姓名 | 赵甲 | 户主证件号码 | 52999919700101
    家庭住址 | 石河村三组 | 户类型 | 脱贫户`),
  ]);
  expect(households[0]?.fields['head_id_no']).toBe('52999919700101');
});

describe('in a form of one household', () => {
  it.each(['王国强（已故）', '王国强2', '张*', '李?华', '王（小）', '王国强/王小强', '王国强 已故'])(
    '户主姓名 %s',
    (name) => {
      const { understood, households, codes } = form('户主姓名', name);
      const [column] = understood.sheets[0]!.columns.filter(({ header }) => header.endsWith('户主姓名'));
      expect(column?.field?.key).toBe('head_name');
      expect(households[0]?.fields['head_name']).toBe(name);
      expect(codes).toContain('name_marked');
    },
  );

  it.each([
    ['联系电话', 'phone', '无电话'],
    ['联系电话', 'phone', '电话不详'],
    ['联系电话', 'phone', '儿子的'],
    ['家庭人口数', 'member_count', '三口人多'],
    ['户主证件号码', 'head_id_no', '身份证丢失'],
    ['首次识别时间', 'first_identified', '二〇一四年底'],
    ['耕地面积', 'land_arable', '约三亩'],
    ['工资性收入', 'inc_wage', '约三万'],
    ['银行账号', 'bank_account', '没有开户'],
    ['是否危房', 'is_dangerous_house', '不清楚'],
    ['致贫原因', 'cause_main', '懒'],
    ['脱贫年度', 'out_year', '前年'],
  ])('%s (%s) %s is kept beside the field', (label, key, value) => {
    const { understood, households } = form(label, value);
    const [column] = understood.sheets[0]!.columns.filter(({ header }) => header.endsWith(label));
    expect(column?.field?.key).toBe(key);
    expect(households[0]?.unread.map(({ text }) => text)).toEqual([value]);
  });

  it.each([
    ['户主姓名', '13800001111'],
    ['户主姓名', '石河村3组'],
    ['家庭住址', '529999197001010011'],
    ['家庭人口数', '13800001111'],
  ])('but %s is not mapped with %s', (label, value) => {
    const { understood } = taken([
      drawn(`
      农户信息卡 | < | < | <
      户编号 | 52999900010001 | 住房面积 | 80
      ${label} | ${value} | 户类型 | 脱贫户
      耕地面积 | 3.5 | 是否危房 | 否`),
    ]);
    const fields = understood.sheets[0]!.columns.flatMap(({ header, field }) =>
      header.endsWith(label) && field !== null ? [field.key] : [],
    );
    expect(fields).toEqual([]);
  });
});
