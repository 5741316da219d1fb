/**
 * Headers that resemble a field and must not be taken for it, each with the reason. They stay 附加列: the texts are kept
 * with the household, but a wrong mapping would be the worst error. Texts are compared without units, spaces and *.
 */
import type { Field } from '../../catalogue/field';
import type { Label } from './label';

interface NeverMap {
  readonly header: RegExp;
  readonly reason: string;
}

export const NEVER_MAP: readonly NeverMap[] = [
  { header: /^附加列(年|\d{4})?-/, reason: 'an 附加列 that was exported with a register' },
  { header: /^领取(低保|五保|养老)/, reason: 'sum of several transfers, or of one person: no field of its own' },
  { header: /^(低保金?|五保金?|养老金?|残疾金)[、和及].*(收入|金|补贴)$/, reason: 'sum of several transfers' },
  { header: /^补贴(性)?收入$|^各(类|项)补贴/, reason: 'mixture of eco, land and other subsidies' },
  { header: /^其他收入$|^其它收入$/, reason: 'rest of a local classification, not 其他工资性/财产性/转移性收入' },
  { header: /^无偿帮扶资金|^得到股份|^小额贷款和互助资金/, reason: 'funds of several channels in one amount' },
  {
    header: /^(有|无|丧失|普通|技能|弱|半)?劳动(能)?力(总)?(人数|数|人口|人口数)$|^劳动力转移|^整、?半劳/,
    reason: 'count of persons of the household, not the labour skill of one',
  },
  {
    header:
      /^(低保|五保|特困|残疾|患病|大病|慢病|学生|在校生?|党员|务工|外出务工|参保|脱贫|监测)(人员|人口|对象)?(总)?(人数|数量|数|户数)$/,
    reason: 'count of persons or households',
  },
  { header: /^(男|女|总|常住|户籍)(性)?(人数|人口数)$/, reason: 'part of the household, not 家庭人口数' },
  { header: /^(是否)?(录入|核对|审核)(人|平台|时间)?$/, reason: 'local control column' },
  {
    header:
      /^(网格(员|长)|(家庭|签约)?医生|村医|(村民)?(小)?组长|村?(党)?支?书(记)?|村主任|联户长|监护人|(紧急)?联络?(系人|员)|代办|代理|邻居|亲属|担保人|借款人|证明人|见证人|法人|法定代表|客户经理|信贷员|包村|包组|楼长|护林员)/,
    reason: 'another person',
  },
];

/** Headings of persons who are neither head nor member nor helper nor collector. */
const ANOTHER =
  /网格|医生|村医|书记|主任|组长|联户长|监护人|联系人|紧急联系|联络员|代办|代理人|邻居|亲属|配偶|父亲|母亲|丈夫|妻子|子女|担保|借款|法人|法定代表|负责人|经办|监督员|志愿|教师|老师|家长|证明人|见证人|客户经理|信贷员|包村|核查员|审核人|评议|照护|照料|护理|委托|赡养|抚养|扶养|代领|领取|收款|承租|受让|购买|收购|[甲乙买卖]方|合作社|企业|公司|用工|雇主|施工|保险|医院|学校|技术员|带动|推荐人|介绍人/;
/** Headings below which a name or a phone is that of the household or the person of the row; any other may be anybody's. */
const OWN =
  /家庭|成员|人口|人员|户|农民|村民|居民|群众|基本|信息|情况|残疾|学生|儿童|劳动力|对象|患者|病人|老人|老年|本人|个人|身份|联系方式|联系电话|通讯|表|册|台账|名单|登记|[村组社]/;
/** Whatever stands below these is of the person they name, never of the one in the row. */
const RELATIVE =
  /^户主(基本)?(信息|情况)?$|(配偶|父亲|母亲|丈夫|妻子|监护人|照护人|家长|赡养人|[抚扶]养人)(基本)?(信息|情况)?$/;
/** 成员1, 子女二: persons beside each other in one row. */
const NUMBERED_PERSON = /(成员|人员|人口|子女|家属|亲属)\(?([1-9]\d?|[一二三四五六七八九十])\)?$/;
/** Where somebody works, goes to school or moves to; not where the household lives. */
const ELSEWHERE =
  /务工|就业|工作|就读|学校|迁[出入]|安置|外出|企业|单位|项目|岗位|创业|培训|承租|经营|地块|流转|购房|意愿|期望/;
/** Headings that speak of the whole row. */
const OF_ALL = /^(农?户|家庭|个人|人员)?(基本)?(信息|情况)?$|基本(信息|情况)|^其[他它]|^备注/;
const PLACES: ReadonlySet<string> = new Set([
  ...['province', 'city', 'county', 'township', 'village', 'village_code', 'natural_village', 'group', 'address'],
]);
const OF_PERSON =
  /^(姓名|名字|性别|年龄|民族|出生(日期|年月)|(身份)?证件?(号码?)?|身份证号?码?|电话(号码)?|联系电话|联系方式|手机号?码?|手机|单位(名称)?|工作单位|职务|学历|文化程度|政治面貌|与户主关系|关系|家庭住址|住址|健康状况)$/;
const COUNT = /^(人数|人口数?|户数|数量)$/;
const OF_HOUSEHOLD_COUNT = /家庭|人口|基本|成员|农户|户(信息|情况|籍)/;

/** Headers of anybody: whose they are, a heading above them says. */
export function isOfAnybody(leaf: string): boolean {
  return OF_PERSON.test(leaf);
}

/**
 * Whether the headings above a header make it another's: 配偶/姓名, 志愿者/人数, 务工地点/详细地址. `match` above 1: the headings
 * themselves belong to the field.
 */
export function isOfAnother({ leaf, groups }: Pick<Label, 'leaf' | 'groups'>, field: Field, match: number): boolean {
  const heading = groups.split('/').at(-1) ?? '';
  if (groups === '' || match > 1) return false;
  if (NUMBERED_PERSON.test(heading)) return true;
  // 大病/备注 is no remark on the household.
  if (field.key === 'remark' && !OF_ALL.test(heading)) return true;
  if (PLACES.has(field.key) && ELSEWHERE.test(heading)) return true;
  if (COUNT.test(leaf)) return !OF_HOUSEHOLD_COUNT.test(groups);
  if (field.entity === 'member' && RELATIVE.test(heading)) return true;
  return OF_PERSON.test(leaf) && (ANOTHER.test(groups) || !OWN.test(groups));
}

/** The reason why the header is never mapped, or undefined. */
export function neverMapped(header: string): string | undefined {
  return NEVER_MAP.find((entry) => entry.header.test(header))?.reason;
}

/** Columns that only number the rows; their cells are no data. */
export const SERIAL_HEADER = /^(序号?|行号|no\.?|#|顺序号)$/i;

/**
 * Headers whose meaning on sheets of amounts (元) is one field, while elsewhere the same word is a measure or a status:
 * 种植业(元) of the old yearly layout is the crop income. Source: the real import layouts.
 */
export const AMOUNT_HEADERS: Readonly<Record<string, string>> = {
  种植业: 'inc_biz_crop',
  养殖业: 'inc_biz_animal',
  林果业: 'inc_biz_fruit',
  务工: 'inc_wage_work',
};

/** Children of a heading about the helper (帮扶责任人 / 姓名). */
export const HELPER_CHILDREN: Readonly<Record<string, string>> = {
  姓名: 'helper_name',
  性别: 'helper_sex',
  政治面貌: 'helper_political',
  学历: 'helper_education',
  文化程度: 'helper_education',
  身份证号: 'helper_id_no',
  身份证号码: 'helper_id_no',
  证件号码: 'helper_id_no',
  联系电话: 'helper_phone',
  联系方式: 'helper_phone',
  电话: 'helper_phone',
  电话号码: 'helper_phone',
  手机: 'helper_phone',
  手机号: 'helper_phone',
  手机号码: 'helper_phone',
  单位: 'helper_org',
  工作单位: 'helper_org',
  单位名称: 'helper_org',
  所在单位: 'helper_org',
  职务: 'helper_post',
  单位及职务: '',
  开始时间: 'help_start',
  结束时间: 'help_end',
};

/** Headers of the head of the household where the sheet has one row per household. */
export const HEAD_CHILDREN: Readonly<Record<string, string>> = {
  姓名: 'head_name',
  身份证号: 'head_id_no',
  身份证号码: 'head_id_no',
  身份证: 'head_id_no',
  公民身份号码: 'head_id_no',
  证件号码: 'head_id_no',
  证件号: 'head_id_no',
  证件类型: 'head_id_type',
  性别: 'head_sex',
  民族: 'head_ethnic',
  政治面貌: 'head_political',
  联系电话: 'phone',
  电话: 'phone',
};

/** Children of a heading about who collected the data. */
export const COLLECTOR_CHILDREN: Readonly<Record<string, string>> = {
  姓名: 'collector',
  签字: 'collector',
  联系电话: 'collector_phone',
  联系方式: 'collector_phone',
  电话: 'collector_phone',
};

/** Children of the heading 监测联系人. */
export const CONTACT_CHILDREN: Readonly<Record<string, string>> = {
  姓名: 'monitor_contact',
  联系电话: 'monitor_contact_phone',
  联系方式: 'monitor_contact_phone',
  电话: 'monitor_contact_phone',
};
