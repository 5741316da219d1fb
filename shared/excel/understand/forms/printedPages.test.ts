/** How forms are laid out on paper: side by side, labels over values, places for photos and seals. */
import { describe, expect, it } from 'vitest';
import { idOf } from '../testSheet';
import { drawn, only, taken } from './testForm';

describe('forms side by side', () => {
  const said = (form: string): unknown =>
    taken([drawn(form)]).households.map(({ fields, years, extra }) => [
      fields['head_name'],
      fields['household_no'],
      fields['phone'],
      years[0]?.['house_area'],
      extra.length,
    ]);

  it('are a household each', () => {
    const form =
      '户主姓名|张三|户编号|A1||户主姓名|李四|户编号|A2\n家庭人口数|3|.|.||家庭人口数|2|.|.\n' +
      '住房面积|120|联系电话|13800000001||住房面积|90|联系电话|13900000003';
    expect(said(form)).toEqual([
      ['张三', 'A1', '13800000001', 120, 0],
      ['李四', 'A2', '13900000003', 90, 0],
    ]);
  });

  it('also below each other, without a gap, and where one is blank', () => {
    const row = (label: string, a: string, b: string): string => `${label}|${a}|${label}|${b}\n`;
    const cards = (...values: readonly (readonly [string, string])[]): string =>
      ['户主姓名', '户编号', '住房面积', '联系电话'].map((label, at) => row(label, ...values[at]!)).join('');
    const form =
      '农户信息卡|<|农户信息卡|<\n' +
      cards(['张三', '李四'], ['A1', 'A2'], ['120', '90'], ['13800000001', '13900000003']) +
      '.|.|.|.\n农户信息卡|<|农户信息卡|<\n' +
      cards(['王五', ''], ['A3', ''], ['121', ''], ['13800000011', '']);
    expect(said(form)).toEqual([
      ['张三', 'A1', '13800000001', 120, 0],
      ['王五', 'A3', '13800000011', 121, 0],
      ['李四', 'A2', '13900000003', 90, 0],
    ]);
  });

  it('are not two lists side by side, nor helpers beside the head', () => {
    const lists = '户主|户编号|户主|户编号\n张三|A1|李四|A2\n王五|A3|赵六|A4';
    expect(taken([drawn(lists)]).understood.sheets.every(({ arrangement }) => arrangement !== 'form')).toBe(true);
    const { helpers, fields } = only(
      drawn('户主姓名|张三|帮扶人姓名|王强\n联系电话|13800000001|联系电话|13900000002\n户编号|A1|帮扶单位|县水利局'),
    );
    expect([fields['head_name'], helpers[0]?.['helper_name']]).toEqual(['张三', '王强']);
  });
});

describe('labels over their values', () => {
  const card = (head: string, no: string, area: number): string =>
    `农户信息卡|<|<|<\n户主姓名|户编号|家庭人口数|联系电话\n${head}|${no}|3|13800000001\n` +
    `住房面积|房屋结构|是否危房|耕地面积\n${area}|砖混|否|3\n`;

  it('are one household, not a list of three', () => {
    const record = only(drawn(card('张三', 'A1', 100)));
    expect(record.fields).toMatchObject({ head_name: '张三', household_no: 'A1', member_count: 3 });
    expect(record.years[0]).toMatchObject({ house_area: 100, house_structure: '砖混', is_dangerous_house: '否' });
  });

  it('are one household a card', () => {
    const { households } = taken([drawn(`${card('张三', 'A1', 100)}.|.|.|.\n${card('李四', 'A2', 110)}`)]);
    expect(households.map(({ fields, years }) => [fields['head_name'], years[0]?.['house_area']])).toEqual([
      ['张三', 100],
      ['李四', 110],
    ]);
  });
});

it('a place for a photo beside several rows takes nothing from them', () => {
  const record = only(
    drawn('户主姓名|张三|户编号|A1|贴照片处\n家庭人口数|3|住房面积|100|^\n是否危房|否|联系电话|13800000001|^'),
  );
  expect(record.fields['phone']).toBe('13800000001');
  expect(record.years[0]).toMatchObject({ house_area: 100 });
});

it('a place for a seal and a day is no opinion', () => {
  const record = only(
    drawn('户主姓名|张三|户编号|A1\n家庭人口数|3|住房面积|100\n村委会意见|⏎ （盖章）⏎  年  月  日|<|<'),
  );
  expect(record.extra).toEqual([]);
});

it('ticks are answers in whatever words, and options do not run into the next label', () => {
  const record = only(
    drawn(
      '户主姓名|张三|户编号|A1\n户类型|□一般农户  ☑脱贫户|致贫原因|1.因病☑ 2.因残□\n' +
        '是否危房|是□否☑|饮水安全|☑安全 □不安全\n住房面积|100 ㎡|厕所类型|☑卫生厕所□旱厕',
    ),
  );
  expect(record.fields).toMatchObject({ household_type: '脱贫户', cause_main: '因病' });
  expect(record.years[0]).toMatchObject({ is_dangerous_house: '否', house_area: 100 });
});

it('values in brackets behind their labels head no list', () => {
  const { households } = taken([
    drawn(
      '户主姓名（张三）|户编号（A1）\n家庭人口数（3）人|住房面积（100）平方米\n是否危房（否）|联系电话（13800000001）',
    ),
  ]);
  expect(households).toEqual([]);
});

it('what is said of a column in brackets is no value', () => {
  const { households } = taken([
    drawn(
      '序号|户主姓名〔必填〕|户主证件号码（18位）|首次识别时间(年月日)|联系电话(11位)|危房等级\n' +
        `1|张三|${idOf('19700101', 1)}|201512|13800000001|A级\n2|李四|${idOf('19650607', 5)}|201512|13800000002|A级`,
    ),
  ]);
  expect(households.map(({ fields }) => fields['head_name'])).toEqual(['张三', '李四']);
});

it('a line of three amounts is a form also over a note', () => {
  const record = only(
    drawn('户主姓名|张三|户编号|A1\n家庭人口数|2|住房面积|90', '基本信息'),
    drawn(
      '石河村入户调查登记表|<|<|<|<|<\n年总收入|84818.5|财产性收入|0|其他转移性收入|259\n*带星号的为必填项。|<|<|<|<|<\n' +
        '备注：本表一式两份，村、乡镇各存一份。|<|<|<|<|<\n村支书（签字）：|<|<|<|<|<',
      '收入情况',
    ),
  );
  expect(record.years[0]).toMatchObject({ inc_total: 84818.5, inc_prop: 0, tr_other: 259 });
});
