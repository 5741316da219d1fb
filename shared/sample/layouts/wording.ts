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
  household: ['农户基本信息表', '农户信息登记表', '一户一档基本情况登记表', '防返贫监测摸排表'],
  person: ['家庭成员花名册', '人口信息登记表', '农户家庭成员信息表', '村民花名册'],
  income: ['农户收入情况统计表', '家庭收入测算表', '农户年收入登记表'],
  mixed: ['农户家庭情况登记表', '监测户摸排登记表', '入户调查登记表', '农户信息采集表'],
} as const;
export type Topic = keyof typeof WHAT;

/** `dated` = the day of filling in, in the year after the data. */
export function wordingOf(topic: Topic, traits: ReadonlySet<string>, year: number, random: Random): Wording {
  const title: string[] = [];
  if (traits.has('title')) {
    const place = random.pick([PLACE.village, `${PLACE.township}${PLACE.village}`, `${PLACE.county}${PLACE.township}`]);
    title.push(`${place}${random.chance(0.3) ? `${year}年度` : ''}${random.pick(WHAT[topic])}`);
    if (traits.has('subtitle')) title.push(random.pick(['（征求意见稿）', '（表一）', '（村级填报）', '附件2']));
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
    `${random.pick(['填报单位', '填报单位(盖章)', '单位名称', '制表单位'])}${colon}${PLACE.village}村民委员会`,
    `${filled ? random.pick(['填报日期', '填报时间', '填表日期']) : '导出时间'}${colon}${random.pick(dates)}`,
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
    '2.收入单位为元，保留两位小数。',
  ];
  return random.shuffle(all.slice(0, 4)).slice(0, random.int(1, 2));
}

function signaturesOf(random: Random): string[] {
  return random.pick([
    ['填表人：', '村负责人：', '年   月   日'],
    ['填报人：李文书', '审核人：', '联系电话：13900001111'],
    ['制表人：杨会计', '审核人：王主任'],
    ['户主签字：', '入户干部签字：', '日期：'],
    ['村（盖章）', '负责人签字：', '填表日期：2026年3月1日'],
  ]);
}
