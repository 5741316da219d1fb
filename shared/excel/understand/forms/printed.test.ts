/** How forms are printed: spaced labels, values in the cells of labels, lines of who reports and who signs. */
import { describe, expect, it } from 'vitest';
import { drawn, only, taken } from './testForm';

describe('forms as they are printed', () => {
  const KEYS = '户编号|52999900010001|户主姓名|赵甲\n家庭人口数|2|住房面积|80\n';

  it('yearly pairs below 上年度家庭收入 are the year before; beside 本年度 they stay unread', () => {
    const record = only(drawn(`${KEYS}上年度家庭收入|<|<|<\n工资性收入|30000|养老金|1200`));
    expect(record.years?.[0]).toMatchObject({ inc_wage: 30000, tr_pension: 1200 });
    const { understood } = taken([
      drawn('户编号|户主姓名|上年度工资性收入|本年度工资性收入\n52999900010001|赵甲|1|2\n52999900010002|钱乙|3|4'),
    ]);
    const last = understood.sheets[0]?.columns.find(({ header }) => header.startsWith('上年度'));
    expect(last?.field).toBeNull();
  });

  it('spaced and broken labels in the cell of their value, places of one character', () => {
    const record = only(
      drawn(
        '户  代⏎  码：52999900010001|.|户 主 姓 名：赵甲\n组：8组|.|乡：松坪乡\n主要致贫原因：|.|住  房  面⏎  积：80\n家庭人口数：2|.|村：李庄村',
      ),
    );
    expect(record).toMatchObject({
      fields: { head_name: '赵甲', group: '8组', township: '松坪乡', village: '李庄村' },
    });
    expect(record.fields['cause_main']).toBeUndefined();
    expect(record.years?.[0]).toMatchObject({ house_area: 80 });
  });

  it('who signs and who reports are no values', () => {
    const { understood } = taken([
      drawn(
        `填报村（盖章）：李庄村　填表日期：2026-01-15|<|<|<\n${KEYS}耕地面积|3|自然村|小坪\n组长：　　会计：　　支书：|<|<|<`,
      ),
    ]);
    const roles = understood.sheets[0]?.regions?.map(({ role }) => role) ?? [];
    expect([roles[0], roles.at(-1)]).toEqual(['info', 'signature']);
  });

  it('附件1： over the title is no label', () => {
    const line = '|<|<|<\n';
    const form = drawn(`石河村登记表${line}附件1：${line}填报单位：石河村${line}${KEYS}耕地面积|3|自然村|小坪`);
    expect(
      taken([form])
        .understood.sheets[0]?.regions?.slice(0, 3)
        .map(({ role }) => role),
    ).toEqual(['title', 'title', 'info']);
    const across = drawn(
      `石河村对照表${line}附件1：${line}户主姓名|赵甲|钱乙|孙丙\n户编号|A1|A2|A3\n住房面积|80|90|70\n是否危房|否|否|是`,
    );
    expect(
      taken([across])
        .understood.sheets[0]?.regions?.slice(0, 2)
        .map(({ role }) => role),
    ).toEqual(['title', 'title']);
  });
});
