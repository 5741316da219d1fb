/** Who on a form is a member of the household, and whose values stand where. */
import { describe, expect, it } from 'vitest';
import { idOf } from '../testSheet';
import { drawn, only } from './testForm';

const HEAD = idOf('19700101', 1);
const WIFE = idOf('19720304', 2);
const SON = idOf('20000506', 3);
const BASE = '户主姓名|张三|户编号|A1|家庭人口数|2\n';

describe('members below each other', () => {
  const person = (name: string, relation: string, id: string): string =>
    `姓名|${name}|与户主关系|${relation}|身份证号码|${id}\n文化程度|初中|健康状况|健康|.|.\n`;
  const both = [
    { name: '张三', relation: '户主', id_no: HEAD, education: '初中', health: '健康' },
    { name: '李梅', relation: '配偶', id_no: WIFE, education: '初中', health: '健康' },
  ];

  it.each([
    [
      'with a heading each',
      `家庭成员一|<|<|<|<|<\n${person('张三', '户主', HEAD)}家庭成员二|<|<|<|<|<\n${person('李梅', '配偶', WIFE)}`,
    ],
    ['without', person('张三', '户主', HEAD) + person('李梅', '配偶', WIFE)],
  ])('%s', (_, rows) => {
    const { members, extra } = only(drawn(BASE + rows));
    expect(members).toMatchObject(both);
    expect(extra).toEqual([]);
  });
});

it('the head’s part and the spouse’s part side by side', () => {
  const { fields, members } = only(
    drawn(
      `户主情况|姓名|张三|配偶情况|姓名|李梅\n^|身份证号|${HEAD}|^|身份证号|${WIFE}\n^|文化程度|初中|^|文化程度|小学\n户编号|A1|.|家庭人口数|2|.`,
    ),
  );
  expect(fields).toMatchObject({ head_name: '张三', head_id_no: HEAD });
  expect(members).toMatchObject([
    { name: '张三', relation: '户主', education: '初中' },
    { name: '李梅', relation: '配偶', id_no: WIFE, education: '小学' },
  ]);
});

it('relatives who live elsewhere are no members, nor does their number become the head’s', () => {
  const { fields, members, extra } = only(
    drawn(
      `户主姓名|张三|户编号|A1|.\n共同生活家庭成员|<|<|<|<\n姓名|与户主关系|身份证号码|健康状况|备注\n张三|户主|${HEAD}|健康|\n` +
        `李梅|配偶|${WIFE}|健康|\n非共同生活家庭成员|<|<|<|<\n姓名|与户主关系|身份证号码|工作单位|联系电话\n张小明|之子|${SON}|某厂|13700000001`,
    ),
  );
  expect(members.map(({ name }) => name)).toEqual(['张三', '李梅']);
  expect(fields).toMatchObject({ head_id_no: HEAD });
  expect(fields['phone']).toBeUndefined();
  expect(extra.map(({ text }) => text)).toEqual(expect.arrayContaining(['张小明', SON, '13700000001']));
});

it('of several visits, each with what it brought, none is the household’s', () => {
  const { measures, extra } = only(
    drawn(
      `${BASE}帮扶记录|<|<|<|<|<\n时间|帮扶内容|<|<|帮扶成效|户主签字\n2025.3.5|送化肥2袋|<|<|春耕及时|张三\n2025.6.10|联系务工|<|<|已上岗|张三`,
    ),
  );
  expect(measures).toEqual([]);
  expect(extra.map(({ text }) => text)).toEqual(expect.arrayContaining(['春耕及时', '已上岗']));
});

it('an address whose printed parts stand in cells of their own is one address', () => {
  const { fields } = only(drawn(`${BASE}家庭住址|松坪|乡|李庄|村|3组\n联系电话|13800000001|住房面积|80|.|.`));
  expect(fields).toMatchObject({ address: '松坪乡李庄村3组', phone: '13800000001' });
  expect([fields['township'], fields['village']]).toEqual([undefined, undefined]);
  const before = only(drawn(`${BASE}乡|松坪乡|村|李庄村|组|3组\n住房面积|80|.|.|.|.`));
  expect(before.fields).toMatchObject({ township: '松坪乡', village: '李庄村', group: '3组' });
  const whole = only(drawn(`${BASE}家庭住址|石河村白岩48号|乡|松坪乡|村|石河村\n住房面积|80|.|.|.|.`));
  expect(whole.fields).toMatchObject({ address: '石河村白岩48号', township: '松坪乡', village: '石河村' });
  const last = only(drawn('户主姓名|张三|户编号|A1\n家庭住址|石河村白岩48号|乡|松坪乡\n住房面积|80|家庭人口数|3'));
  expect(last.fields).toMatchObject({ address: '石河村白岩48号', township: '松坪乡' });
});
