/** Forms that write their values into the cells of the labels, several copies on a sheet, labels bent as printed forms do. */
import { describe, expect, it } from 'vitest';
import type { HouseholdRecord } from '../../../derive/record';
import { idOf } from '../testSheet';
import { drawn, only, taken } from './testForm';

const HEAD = idOf('19700101', 1);
const WIFE = idOf('19720304', 2);
const OTHER = idOf('19650607', 3);

const MEMBERS = '姓名|与户主关系|公民身份号码|务工单位|政治面貌';
const GAP = ' . | \n';

describe('copies of a form below each other', () => {
  /** In the second copy the first row has a blank where the others have a value. */
  const copy = (no: string, head: string, id: string, start: string, marks = '☑'): string =>
    `*户　号：${no}|<|户 主 名 称：${head}|<|监测时间*：${start}\n` +
    `村：石河村|<|*通电：□否 ${marks}是|<|开户银行*：农业银行\n` +
    `${MEMBERS}\n${head}|户主|${id}|恒丰制衣厂|群众\n${GAP}`;
  const sheet = drawn(
    copy('A1', '张三', HEAD, '') + copy('A2', '李四', OTHER, '2021-05', '□') + copy('A3', '王五', WIFE, '', '√'),
  );

  it('are cut also where a label stands without its value', () => {
    const { households } = taken([sheet]);
    const said = households.map(({ fields, years, members }) => [
      fields['household_no'],
      fields['village'],
      years[0]?.['power_living'],
      members.length,
    ]);
    expect(said).toEqual([
      ['A1', '石河村', '是', 1],
      ['A2', '石河村', undefined, 1],
      ['A3', '石河村', '是', 1],
    ]);
  });
});

describe('label and value in one cell', () => {
  const form = (row: string): HouseholdRecord => only(drawn(`户编号：A1|户主姓名：张三|家庭人口数：2\n${row}`));

  it.each<[string, string, (record: HouseholdRecord) => unknown, unknown]>([
    ['a star before spaced characters', '*脱 贫 年 度：2019|*危　房　等　级：B级', (r) => r.fields['out_year'], 2019],
    ['a word of the lists', '*主要致贫原因：|饮　水　安　⏎全*：是', (r) => r.years[0]?.['water_safe'], '是'],
    ['a branch of business', '务工收入：100|種 植⏎業：5605', (r) => r.years[0]?.['inc_biz_crop'], 5605],
    ['a traditional place of one character', '組：3组|入戶路類型：泥土路', (r) => r.fields['group'], '3组'],
  ])('%s', (_, row, read, expected) => {
    expect(read(form(row))).toBe(expected);
  });

  it('names the household by 户ID', () => {
    const record = only(drawn(`户ID：A77|户主姓名：张三|家庭人口数：2\n村：石河村|住房面积：90|是否危房：否`));
    expect(record.fields).toMatchObject({ household_no: 'A77', head_name: '张三' });
  });

  it('never takes the line that names the household for the line of the reporting unit, nor its digits for a year', () => {
    const sheet = drawn(
      `户编号：53969900021978|<|户主名称：张三|<\n是否通生活用电：是|<|住房面积：90|<\n${MEMBERS.slice(0, -5)}\n张三|户主|${HEAD}|`,
    );
    const { understood, households } = taken([sheet]);
    expect(understood.year).toBe(2025);
    expect(households[0]?.fields['household_no']).toBe('53969900021978');
    expect(households[0]?.years[0]).toMatchObject({ year: 2025, power_living: '是' });
  });
});

it('pairs below the members belong to the form also when they begin in the columns of the members', () => {
  const record = only(
    drawn(
      `户情况|户编号|A1|户主姓名|张三|住房面积|90\n` +
        `家庭人口|姓名|和户主关系|身份证号|残疾等级||\n^|张三|户主|${HEAD}|||\n^|李梅|配偶|${WIFE}|||\n` +
        `家庭收入|防贫保险|0|财产性收入|0|转移性收入|5125.5`,
    ),
  );
  expect(record.members.length).toBe(2);
  expect(record.years[0]).toMatchObject({ tr_other: 0, inc_prop: 0, inc_trans: 5125.5 });
});

it('a line of three amounts over the line of who signs is the income of the household that the workbook names', () => {
  const record = only(
    drawn(`户主姓名|张三|户编号|A1\n家庭人口数|2|住房面积|90`, '基本信息'),
    drawn(
      `石河村收入情况表|<|<|<|<|<\n*家庭人均纯收入：|14975.17|纯  收  入：|44925.5|公益性岗位收入(元)：|0\n` +
        `经办人：    复核人：    单位负责人：|<|<|<|<|<`,
      '收入情况',
    ),
  );
  expect(record.years[0]).toMatchObject({ inc_net_pc: 14975.17, inc_net: 44925.5, inc_wage_public: 0 });
});

it('a list that is printed on several pages is no form, though one page holds a single household', () => {
  const header = '户编号|户主姓名|户主证件号码|村';
  const page = (from: number, to: number): string =>
    [header, ...Array.from({ length: to - from }, (_, at) => `B${from + at}|赵${from + at}|${HEAD}|石河村`)].join('\n');
  const members = `户编号|姓名|与户主关系|证件号码\nB1|赵1|户主|${HEAD}\nB1|钱花|配偶|${WIFE}`;
  const { households } = taken([
    drawn(
      `石河村农户信息表|<|<|<\n填报单位：石河村|||\n${page(1, 4)}\n${page(4, 7)}\n${page(7, 8)}\n填表人：赵小川|||审核人：\n. | \n` +
        `石河村家庭成员花名册|<|<|<\n${members}\n组长：|||支书：`,
    ),
  ]);
  expect(households.map(({ fields }) => fields['household_no'])).toEqual(['B1', 'B2', 'B3', 'B4', 'B5', 'B6', 'B7']);
  expect(households[0]?.members.length).toBe(2);
});

it('labels without a value over cells that hold label and value are no header over values', () => {
  const record = only(
    drawn(
      `户情况|户主姓名：张三|户编号：A1|组：2组\n^|帮扶开始时间：|农户属性：|脱贫状态：\n` +
        `^|住房鉴定等级：A级|有效灌溉面积：3.9|房屋主要结构：土木\n` +
        `家庭成员|姓名|与户主的关系|身份证明号码\n^|张三|户主|${HEAD}\n^|李梅|配偶|${WIFE}`,
    ),
  );
  expect(record.years[0]).toMatchObject({ house_grade: 'A级', land_irrigated: 3.9, house_structure: '土木' });
});

it('words of the lists head the columns of the members, too', () => {
  const record = only(
    drawn(
      `户编号|A1|户主名称|张三|\n街道|松坪乡|是否有龙头企业带动|否|\n危房等级|B级|家庭总人口|2|\n` +
        `成员姓名|与户主关系|身份证|务工区域|五保\n张三|本人|${HEAD}||未享受\n李梅|老婆|${WIFE}|省外务工|未享受`,
    ),
  );
  expect(record.members.map((row) => [row['name'], row['id_no'], row['tekun']])).toEqual([
    ['张三', HEAD, '未享受'],
    ['李梅', WIFE, '未享受'],
  ]);
});

it('labels and words in turn are pairs: 开户银行 农业银行 采集人 李秀兰', () => {
  const record = only(
    drawn(`户编号|A1|户主姓名|张三\n开户银行|农业银行|采集人|李秀兰\n建档时间|2020-01-05|房屋安全等级|B级`),
  );
  expect(record.fields).toMatchObject({ bank_name: '农业银行', collector: '李秀兰' });
  expect(record.years[0]).toMatchObject({ house_grade: 'B级' });
});

it('income below the members, begun by a word of the lists, is no member', () => {
  const record = only(
    drawn(
      `户编号|A1|户主姓名|张三|住房面积|90\n姓名|与户主关系|年龄|证件号码||\n张三|户主|56|${HEAD}||\n李梅|配偶|54|${WIFE}||\n` +
        `养殖业|5605|家庭纯收入(元)|44925||`,
    ),
  );
  expect(record.members.length).toBe(2);
  expect(record.years[0]).toMatchObject({ inc_biz_animal: 5605, inc_net: 44925 });
});

it('a label left blank takes no label and value that stand in one cell behind it', () => {
  const record = only(
    drawn('户编号|A1|户主姓名|张三\n脱贫年度：|通电：是|住房面积|80\n监测时间：|饮水安全：是|家庭人口数|4'),
  );
  expect(record.fields).toMatchObject({ member_count: 4 });
  expect(record.fields['out_year']).toBeUndefined();
  expect(record.years[0]).toMatchObject({ power_living: '是', water_safe: '是', house_area: 80 });
  expect(record.extra).toEqual([]);
});

describe('printed lines', () => {
  const record = only(
    drawn(
      '户主姓名：__张三__ 性别：_男_ 户编号：_A_1_ 家庭人口：_4_人|<\n家庭住址：___松坪___乡（镇）___李庄___村___三___组|<\n' +
        '住房面积：_120_平方米，房屋结构：_砖混_，是否危房：_否_；|<\n耕地面积：__5__亩，其中：有效灌溉面积__3__亩|<',
    ),
  );

  it('are no part of what is written on them', () => {
    expect(record.fields).toMatchObject({
      head_name: '张三',
      household_no: 'A_1',
      member_count: 4,
      address: '松坪乡（镇）李庄村三组',
    });
  });

  it('end before the comma and the next label', () => {
    expect(record.years[0]).toMatchObject({
      house_area: 120,
      house_structure: '砖混',
      is_dangerous_house: '否',
      land_arable: 5,
      land_irrigated: 3,
    });
  });
});
