/** Titles, lines of the reporting unit, notes and signatures as they are written. */
import { PLACE } from '../names';
import type { Random } from '../random';

export interface Wording {
  readonly title: readonly string[];
  readonly info: readonly string[];
  readonly notes: readonly string[];
  readonly signatures: readonly string[];
}

const WHAT = {
  household: [
    ...['农户基本信息表', '农户信息登记表', '一户一档基本情况登记表', '防返贫监测摸排表', '脱贫户基本情况台账'],
    ...['巩固脱贫成果“回头看”排查表', '住户情况一览表', '农户基础数据核查明细表', '低收入人口动态管理台账'],
  ],
  person: [
    ...['家庭成员花名册', '人口信息登记表', '农户家庭成员信息表', '村民花名册', '常住人口登记名册'],
    ...['参保缴费人员名单', '脱贫人口明细表', '劳动力资源调查摸底表'],
  ],
  income: ['农户收入情况统计表', '家庭收入测算表', '农户年收入登记表', '人均纯收入核算台账', '收入支出明细表'],
  mixed: [
    ...['农户家庭情况登记表', '监测户摸排登记表', '入户调查登记表', '农户信息采集表', '走访入户信息核查卡'],
    ...['家庭情况明白卡', '防止返贫动态监测农户登记卡', '民情台账'],
  ],
} as const;
export type Topic = keyof typeof WHAT;

/** `dated` = the day of filling in, in the year after the data. */
export function wordingOf(topic: Topic, traits: ReadonlySet<string>, year: number, random: Random): Wording {
  const title: string[] = [];
  if (traits.has('title')) {
    const place = random.pick([PLACE.village, `${PLACE.township}${PLACE.village}`, `${PLACE.county}${PLACE.township}`]);
    title.push(`${place}${random.chance(0.3) ? `${year}年度` : ''}${random.pick(WHAT[topic])}`);
    if (traits.has('subtitle'))
      title.push(
        random.pick([
          '（征求意见稿）',
          '（表一）',
          '（村级填报）',
          '附件2',
          '附件1：',
          '（样表）',
          '（第三季度）',
          '表2-1',
        ]),
      );
  }
  return {
    title,
    info: traits.has('info') ? infoLine(traits, year, random) : [],
    notes: traits.has('notes') ? notesOf(random) : [],
    signatures: traits.has('signatures') ? signaturesOf(random) : [],
  };
}

/** The day of filling in is the one that the households' own 填表时间 names. */
function infoLine(traits: ReadonlySet<string>, year: number, random: Random): string[] {
  const colon = random.pick([':', '：']);
  const filled = random.chance(0.7);
  const day = filled ? 15 : random.int(16, 28);
  const dates = [`${year + 1}年1月${day}日`, `${year + 1}-01-${day}`, `${year + 1}.1.${day}`];
  const parts = [
    `${random.pick(['填报单位', '填报单位(盖章)', '单位名称', '制表单位', '填报村（盖章）', '村委会（公章）', '上报单位'])}${colon}${PLACE.village}村民委员会`,
    `${filled ? random.pick(['填报日期', '填报时间', '填表日期', '制表日期', '填表时间']) : '导出时间'}${colon}${random.pick(dates)}`,
  ];
  if (traits.has('tenThousand')) parts.push(`单位${colon}${random.pick(['人、亩、万元', '户、万元'])}`);
  else if (random.chance(0.4)) parts.push(`单位${colon}${random.pick(['元', '元、亩', '户、人、元'])}`);
  return parts.filter((_, at) => at !== 1 || random.chance(0.8));
}

function notesOf(random: Random): string[] {
  const all = [
    '注：本表由村级填报，收入为上一年度数据。',
    '填表说明：1.户主必须为家庭成员之一；2.身份证号码须为18位。',
    '说明：健康状况请填写健康、长期慢性病、大病或残疾。',
    '备注：本表一式两份，村、乡镇各存一份。',
    '注:1.“与户主关系”按户口簿填写。',
    '※ 本表数据截止上年12月31日，请各组于月底前报村委会。',
    '填报要求：姓名、身份证号必须与户口簿一致，不得漏户漏人。',
    '备注:务工时间按月填写，收入填写到元。',
    '*带星号的为必填项。',
    '此表由驻村工作队负责收集，如有疑问请联系村文书。',
    '注：1、家庭人口数以公安户籍为准；2、外出务工人员须电话核实。',
  ];
  return random.shuffle(all).slice(0, random.int(1, 2));
}

function signaturesOf(random: Random): string[] {
  return random.pick([
    ['填表人：', '村负责人：', '年   月   日'],
    ['填报人：李文书', '审核人：', '联系电话：13900001111'],
    ['制表人：杨会计', '审核人：王主任'],
    ['户主签字：', '入户干部签字：', '日期：'],
    ['村（盖章）', '负责人签字：', '填表日期：2026年1月15日'],
    ['村支书（签字）：', '驻村第一书记（签字）：', '包村干部（签字）：'],
    ['经办人：', '复核人：', '单位负责人：', '年  月  日'],
    ['调查员签名：赵小川', '被调查人签名：'],
    ['填表人签名：__________', '日期：____年__月__日'],
    ['组长：', '会计：', '支书：'],
  ]);
}
