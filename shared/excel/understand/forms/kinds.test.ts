/** Kinds of forms as they lie in 一户一档 folders, each read as an import reads it. */
import { describe, expect, it } from 'vitest';
import type { HouseholdRecord } from '../../../derive/record';
import { idOf } from '../testSheet';
import { drawn, only } from './testForm';

const HEAD = idOf('19700101', 1);
const WIFE = idOf('19720304', 2);
const SON = idOf('20000506', 3);

type Expected = Readonly<Record<string, unknown>>;

/** Looks up `fields.x`, `year.x`, `member.0.x`, `members` (their number), `extra.header`. */
function valueAt(record: HouseholdRecord, path: string): unknown {
  const [place = '', first = '', second = ''] = path.split('.');
  if (place === 'fields') return record.fields[first];
  if (place === 'year') return record.years[0]?.[first];
  if (place === 'members') return record.members.length;
  if (place === 'member') return record.members[Number(first)]?.[second];
  if (place === 'helper') return record.helpers[0]?.[first];
  return record.extra.find(({ header }) => header.endsWith(first))?.text;
}

function check(record: HouseholdRecord, expected: Expected): void {
  const found = Object.fromEntries(Object.keys(expected).map((path) => [path, valueAt(record, path)]));
  expect(found).toEqual(expected);
}

const BASE = `户主姓名|张三|户编号|A1001\n`;
const ASKED = { 'fields.head_name': '张三', 'fields.household_no': 'A1001' };

const KINDS: readonly (readonly [name: string, form: string, expected: Expected])[] = [
  ['two pairs a row', `${BASE}家庭人口数|4|联系电话|13800000001`, { ...ASKED, 'fields.member_count': 4 }],
  [
    'one pair a row',
    '户主姓名|张三\n户编号|A1001\n家庭人口数|4\n住房面积|100',
    { ...ASKED, 'fields.member_count': 4, 'year.house_area': 100 },
  ],
  [
    'four pairs a row under a title',
    `农户登记表|<|<|<|<|<|<|<\n户主姓名|张三|户编号|A1001|家庭人口|4|是否危房|否\n户类型|脱贫户|致贫原因|因病|耕地面积|3.5|通广播电视|是`,
    {
      ...ASKED,
      'fields.household_type': '脱贫户',
      'fields.cause_main': '因病',
      'year.land_arable': 3.5,
      'year.tv': '是',
    },
  ],
  [
    'values merged over several columns',
    '户主姓名|张三|<|户编号|A1001|<\n户主证件号码|' + HEAD + '|<|<|<|<\n家庭住址|李庄村三组12号|<|<|<|<',
    { ...ASKED, 'fields.head_id_no': HEAD, 'fields.address': '李庄村三组12号' },
  ],
  [
    'label and value over two rows',
    '户主姓名|张三|户编号|A1001\n^|^|^|^\n家庭人口数|4|住房面积|80\n^|^|^|^',
    { ...ASKED, 'fields.member_count': 4, 'year.house_area': 80 },
  ],
  [
    'label split over two cells above each other',
    '户主|张三|户编号|A1001\n姓名|^|.|.\n家庭人口数|4|住房面积|80',
    { ...ASKED, 'fields.member_count': 4 },
  ],
  [
    'label split over two cells beside each other',
    '户主|姓名|张三|.|.\n户编号|A1001|.|家庭人口数|4\n住房面积|80|.|耕地面积|2',
    { ...ASKED, 'fields.member_count': 4, 'year.land_arable': 2 },
  ],
  [
    'label and value in one cell',
    '户主姓名：张三|户编号：A1001\n家庭人口数：4人|住房面积：80平方米',
    { ...ASKED, 'fields.member_count': 4, 'year.house_area': 80 },
  ],
  [
    'several pairs in one cell',
    '户主姓名：张三   户编号：A1001   家庭人口数：4|<\n住房面积|80\n耕地面积|3',
    { ...ASKED, 'fields.member_count': 4, 'year.land_arable': 3 },
  ],
  [
    'printed lines',
    '户主姓名____张三____|户编号：A1001____\n家庭人口__4__人|住房面积____80____㎡',
    { ...ASKED, 'fields.member_count': 4, 'year.house_area': 80 },
  ],
  [
    'values on printed lines beside the label',
    `户主姓名|张三____|户编号|A1001\n家庭人口数|__4__|住房面积|80`,
    { ...ASKED, 'fields.member_count': 4 },
  ],
  [
    'boxes before the options',
    `${BASE}是否危房|☑是 □否|饮水安全|□是 ■否`,
    { ...ASKED, 'year.is_dangerous_house': '是', 'year.water_safe': '否' },
  ],
  [
    'boxes behind the options',
    `${BASE}是否危房|是□ 否☑|主要致贫原因|因病□ 因残☑ 缺技术□`,
    { ...ASKED, 'year.is_dangerous_house': '否', 'fields.cause_main': '因残' },
  ],
  [
    'a tick without boxes',
    `${BASE}是否危房|是√  否|户类型|脱贫户√ 一般农户`,
    { ...ASKED, 'year.is_dangerous_house': '是', 'fields.household_type': '脱贫户' },
  ],
  ['a tick alone', `${BASE}是否危房|√|通广播电视|√`, { ...ASKED, 'year.is_dangerous_house': '是', 'year.tv': '是' }],
  [
    'brackets',
    `${BASE}是否危房|是（ ） 否（√）|饮水安全|是（√） 否（ ）`,
    { ...ASKED, 'year.is_dangerous_house': '否', 'year.water_safe': '是' },
  ],
  [
    'options in cells of their own',
    `户主姓名|张三|<|户编号|A1001\n是否危房|□是|☑否|家庭人口数|4\n饮水安全|☑是|□否|住房面积|80`,
    { ...ASKED, 'year.is_dangerous_house': '否', 'year.water_safe': '是' },
  ],
  [
    'several ticked',
    `${BASE}其他致贫原因|☑因学 □因病 ☑缺资金|家庭人口数|4`,
    { ...ASKED, 'fields.cause_other': '因学,缺资金' },
  ],
  [
    'nothing ticked is blank',
    `${BASE}是否危房|□是 □否|家庭人口数|4`,
    { ...ASKED, 'year.is_dangerous_house': undefined, 'fields.member_count': 4 },
  ],
  [
    'values with units',
    `${BASE}住房面积|120平方米|耕地面积|3.5亩\n家庭人口数|3人|人均纯收入|1.2万元`,
    { ...ASKED, 'year.house_area': 120, 'year.land_arable': 3.5, 'year.inc_net_pc': 12000 },
  ],
  [
    'units in cells of their own',
    `户主姓名|张三|<|户编号|A1001|<\n住房面积|80|平方米|耕地面积|3|亩\n工资性收入|3|万元|家庭人口数|4|人`,
    { ...ASKED, 'year.house_area': 80, 'year.inc_wage': 30000, 'fields.member_count': 4 },
  ],
  [
    'units in labels',
    `${BASE}住房面积（㎡）|80|人均纯收入（万元）|1.5`,
    { ...ASKED, 'year.house_area': 80, 'year.inc_net_pc': 15000 },
  ],
  [
    'headings merged down the left',
    `家⏎庭⏎情⏎况|户主姓名|张三|户编号|A1001\n^|家庭人口数|4|住房面积|80\n生⏎产|耕地面积|3|林地面积|2\n^|入户路类型|水泥路|通广播电视|是`,
    { ...ASKED, 'fields.member_count': 4, 'year.land_forest': 2 },
  ],
  [
    'two levels of headings at the left',
    `基本情况|家庭|户主姓名|张三|户编号|A1001\n^|^|家庭人口数|4|住房面积|80\n^|生产|耕地面积|3|林地面积|2\n^|^|牧草地面积|1|水面面积|0.5`,
    { ...ASKED, 'year.land_grass': 1, 'year.land_water': 0.5 },
  ],
  [
    'headings over the parts',
    `一、基本情况|<|<|<\n${BASE}二、生产生活条件|<|<|<\n耕地面积|3|林地面积|2`,
    { ...ASKED, 'year.land_arable': 3 },
  ],
  [
    'labels over their values',
    `基本情况|户主姓名|户编号|家庭人口数|联系电话\n^|张三|A1001|4|13800000001\n住房情况|住房面积|房屋结构|是否危房|建房时间\n^|80|砖混|否|2005`,
    { ...ASKED, 'fields.member_count': 4, 'year.house_area': 80, 'year.house_structure': '砖混' },
  ],
  [
    'members with empty lines',
    `${BASE}序号|姓名|与户主关系|身份证号\n1|张三|户主|${HEAD}\n2|李四妹|配偶|${WIFE}\n3|.|.|.\n4|.|.|.\n住房面积|80|耕地面积|3`,
    {
      ...ASKED,
      members: 2,
      'member.1.relation': '配偶',
      'member.1.id_no': WIFE,
      'year.house_area': 80,
      'year.land_arable': 3,
    },
  ],
  [
    'members beside a heading',
    `户主姓名|张三|户编号|A1001|.\n家庭成员|姓名|与户主关系|身份证号|健康状况\n^|张三|户主|${HEAD}|健康\n^|张小三|之子|${SON}|残疾`,
    { ...ASKED, members: 2, 'member.1.health': '残疾', 'member.0.id_no': HEAD },
  ],
  [
    'members whose header has two rows',
    `户主姓名|张三|户编号|A1001|.|.\n姓名|与户主关系|身份证号|务工情况|<|健康状况\n^|^|^|务工所在地|务工时间（月）|^\n张三|户主|${HEAD}|昆明市|6|健康\n李四妹|配偶|${WIFE}|.|.|健康`,
    { ...ASKED, members: 2, 'member.0.work_months': 6, 'member.0.work_place': '昆明市' },
  ],
  [
    'members side by side (fields go down)',
    `户主姓名|张三|户编号|A1001\n家庭人口数|3|住房面积|80\n姓名|张三|李四妹|张小三\n与户主关系|户主|配偶|之子\n身份证号|${HEAD}|${WIFE}|${SON}\n健康状况|健康|健康|残疾`,
    { ...ASKED, members: 3, 'member.2.id_no': SON, 'member.2.health': '残疾' },
  ],
  [
    'the household told by its 户主 row',
    `家庭情况登记表|<|<|<\n家庭人口数|2|住房面积|80\n耕地面积|3|联系电话|13800000001\n姓名|与户主关系|身份证号|健康状况\n张三|户主|${HEAD}|健康\n李四妹|配偶|${WIFE}|健康`,
    { 'fields.head_name': '张三', 'fields.head_id_no': HEAD, 'fields.member_count': 2, members: 2 },
  ],
  [
    'the head’s own columns',
    `户主姓名|张三|身份证号|${HEAD}\n文化程度|初中|健康状况|健康\n家庭人口数|1|住房面积|80`,
    {
      'fields.head_name': '张三',
      members: 1,
      'member.0.relation': '户主',
      'member.0.education': '初中',
      'member.0.health': '健康',
    },
  ],
  [
    'the wife under a heading of her own',
    `户主姓名|张三|户编号|A1001|.\n配偶|姓名|李四妹|身份证号|${WIFE}\n家庭人口数|2|住房面积|80|.`,
    { ...ASKED, members: 1, 'member.0.name': '李四妹', 'member.0.relation': '配偶', 'member.0.id_no': WIFE },
  ],
  [
    'items and amounts',
    `${BASE}收入项目|<|金额（元）|<\n工资性收入|<|20000|<\n转移性收入|<|1200|<\n财产性收入|<|300|<`,
    { ...ASKED, 'year.inc_wage': 20000, 'year.inc_trans': 1200, 'year.inc_prop': 300 },
  ],
  [
    'items and amounts side by side',
    `${BASE}项目|金额（元）|项目|金额（元）\n工资性收入|20000|财产性收入|300\n生产经营性收入|8000|转移性收入|1200`,
    { ...ASKED, 'year.inc_wage': 20000, 'year.inc_biz': 8000, 'year.inc_prop': 300, 'year.inc_trans': 1200 },
  ],
  [
    'the remark of an item is not the household’s',
    `户主姓名|张三|户编号\n户编号|A1001|.\n项目|金额（元）|备注\n工资性收入|20000|外出打工\n转移性收入|1200|低保`,
    { 'year.inc_wage': 20000, 'fields.remark': undefined, 'extra.工资性收入·备注': '外出打工' },
  ],
  [
    'amounts in 万元',
    `单位：万元|<|<|<\n${BASE}工资性收入|2|转移性收入|0.12\n财产性收入|0.03|家庭人口数|4`,
    { ...ASKED, 'year.inc_wage': 20000, 'year.inc_trans': 1200, 'fields.member_count': 4 },
  ],
  [
    'measures as a table of their own are kept',
    `${BASE}帮扶措施|实施时间|受益金额（元）|落实人\n养牛补助|2025年3月|5000|王五\n技能培训|2025年6月|800|王五\n家庭人口数|4|住房面积|80`,
    { ...ASKED, 'fields.member_count': 4, 'year.house_area': 80 },
  ],
  [
    'the helper and his phone',
    `${BASE}联系电话|13800000001|住房面积|80\n帮扶责任人|王五|联系电话|13900000002\n帮扶单位|县农业局|家庭人口数|4`,
    { ...ASKED, 'fields.phone': '13800000001', 'helper.helper_name': '王五', 'helper.helper_phone': '13900000002' },
  ],
  [
    'whoever filled it in has a phone of his own',
    `${BASE}家庭人口数|4|住房面积|80\n填表人|王五|联系电话|13900000002`,
    { ...ASKED, 'fields.phone': undefined, 'fields.collector': '王五', 'fields.collector_phone': '13900000002' },
  ],
  [
    'a signature line',
    `${BASE}家庭人口数|4|住房面积|80\n户主签字：张三      填表人：王五      填表日期：2026年5月3日|<|<|<`,
    { ...ASKED, 'fields.collector': '王五', 'fields.collected_on': '20260503' },
  ],
  [
    'unprinted blanks',
    `${BASE}家庭人口数|.|住房面积|80\n填表日期|    年  月  日|耕地面积|3`,
    { ...ASKED, 'fields.member_count': undefined, 'fields.collected_on': undefined },
  ],
  [
    'what no field takes is kept',
    `${BASE}是否养蜂|是|蜂箱数量|12\n家庭人口数|4|住房面积|80`,
    { ...ASKED, 'extra.是否养蜂': '是', 'extra.蜂箱数量': '12' },
  ],
  [
    'spaces and line breaks in labels',
    `户 主⏎姓 名|张三|户　编　号|A1001\n家庭⏎人口数|4|住房⏎面积|80`,
    { ...ASKED, 'fields.member_count': 4 },
  ],
  [
    'colons behind labels',
    `户主姓名：|张三|户编号：|A1001\n家庭人口数：|4|住房面积：|80`,
    { ...ASKED, 'fields.member_count': 4 },
  ],
  [
    'numbered labels',
    `1.户主姓名|张三|2.户编号|A1001\n3.家庭人口数|4|4.住房面积|80`,
    { ...ASKED, 'fields.member_count': 4 },
  ],
  [
    'values apart from their labels',
    `户主姓名|.|张三|户编号|.|A1001\n家庭人口数|.|4|住房面积|.|80\n耕地面积|.|3|林地面积|.|.`,
    { ...ASKED, 'fields.member_count': 4, 'year.house_area': 80 },
  ],
  [
    'a text under its label',
    `${BASE}家庭人口数|4|住房面积|80\n致贫原因说明|<|<|<\n户主长年有病，妻子外出打工，两个孩子上学。|<|<|<`,
    { ...ASKED, 'fields.cause_note': '户主长年有病，妻子外出打工，两个孩子上学。' },
  ],
  [
    'a colon inside a value',
    `${BASE}备注|上年情况：儿子上学|<|<\n家庭人口数|4|住房面积|80`,
    { ...ASKED, 'fields.remark': '上年情况：儿子上学' },
  ],
];

describe('kinds of forms', () => {
  it.each(KINDS)('%s', (_, form, expected) => check(only(drawn(form)), expected));
});
