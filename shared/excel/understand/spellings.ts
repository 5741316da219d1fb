/** Spellings of headers that the catalogue need not list one by one: the same words otherwise written or ordered. */
import { toSimplified } from '../doctor/traditional';

/** Characters of headers beyond those of names (係 and 與 are words here, never names). */
const PAIRS =
  '與与係系編编證证產产廁厕測测畝亩話话飲饮屬属單单為为絡络繫系牆墙鑑鉴鑒鉴總总額额淨净濟济終终輛辆寬宽帶带廣广糞粪貼贴縣县況况別别責责鑰钥齡龄塊块遷迁協协議议確确認认處处紅红貨货資资檢检數数點点條条環环衛卫樓楼門门戰战傷伤殘残勞劳動动賠赔償偿險险';
const SIMPLIFIED = new Map(
  Array.from({ length: PAIRS.length / 2 }, (_, at) => [PAIRS.charAt(at * 2), PAIRS.charAt(at * 2 + 1)] as const),
);
const OTHERS = new RegExp(`[${[...SIMPLIFIED.keys()].join('')}]`, 'g');

/** A header in simplified characters. */
export function simplified(text: string): string {
  return toSimplified(text).replace(OTHERS, (char) => SIMPLIFIED.get(char) ?? char);
}

/** (…) behind a header that says how to fill it in: 入户路类型(单选). All else in parentheses may change what is meant. */
const ASIDE =
  /^(?:单选|多选|可多选|必填(项)?|选填|必选|下拉[^()]*|导入|填写|数字|文本|手填|手机|年月日?|年\/月(\/日)?|y{4}[^()]*|例[^()]*|如[^()]*|请[^()]*|按[^()]*|见[^()]*|全称|居委会|社区|居|盖章|签字|评议备注|\d+|[a-z]+\d*|是(\/|、|或|,)?否|(有|是)(\/|、|或)(无|否)|\d+位(身份证|数字|号码?)?|保留[^()]{1,4}小数|[^()]*格式[^()]*|[^()]*填[^()]*|与[^()]+一致|上一?年度?|去年)$/s;
/** Parentheses within the remark are looked past; a header with more of them is none. */
const MOST_PARENTHESES = 8;

/** The header without such a remark. */
export function withoutAside(text: string): string {
  if (!text.endsWith(')')) return text;
  let from = text.indexOf('(');
  for (let tried = 0; from >= 0 && tried < MOST_PARENTHESES; tried++, from = text.indexOf('(', from + 1)) {
    if (ASIDE.test(text.slice(from + 1, -1))) return text.slice(0, from);
  }
  return text;
}

/** A whole header or heading with header, and what the catalogue calls it. */
const REWRITES: readonly (readonly [RegExp, string])[] = [
  [/^[和跟](户主)的?(关系)$/, '与户主关系'],
  [/^农户(编号|编码|代码)$/, '户编号'],
  [/^(省|市|县|乡|镇|村)\((?:[省市州盟地县区旗乡镇村居、,/]|自治[区州县]|直辖市|街道|苏木|嘎查|社区|办事处)+\)$/, '$1'],
  [/^公民身份(证)?号码?$/, '身份证号码'],
  [/^详细住址$/, '详细地址'],
  [/^家庭总人口数?$/, '家庭人口数'],
  [/^身体(健康)?(状况|情况)$/, '健康状况'],
  [/^(?:持证)?残疾人?(类别|类型|种类)$/, '残疾类别'],
  [/^(?:持证)?残疾人?(等级|级别)$/, '残疾等级'],
  [/^(?:持证)?残疾人?(证号码?|证件号码?)$/, '残疾证号'],
  [/^(?:就业|外出)?务工(所在地|地点|地区)$/, '务工所在地'],
  [/^(?:就业|外出)?务工(企业|单位)(名称)?$/, '务工企业名称'],
  [/^(?:就业|外出)?务工(时长|时间|月数)$/, '务工时间'],
  [/^(?:现居住|现住)?(房屋|住房|住房安全)(安全)?鉴定(等级|级别)$/, '住房鉴定等级'],
  [/^现(?:有|居住)?((?:房屋|住房)(?:面积|结构|鉴定.+|等级))$/, '$1'],
  [/^(?:现居住|现住)?(?:房屋|住房)(?:安全)?(面积|结构)$/, '住房$1'],
  [/^(房屋|住房|住房安全)?危房$/, '是否危房'],
  [/^(家庭)?土地(面积|资源)?(耕地|林地|林果|水面|牧草地|退耕还林)(面积)?$/, '$3面积'],
  [/^(参保|参加保险|保险)?(居民医保|城乡居民医保|城乡居民(基本)?医疗保险)$/, '是否参加城乡居民基本医疗保险'],
  [/^(参保|参加保险|保险)?(居民养老|居民养老保险|城乡居民(基本)?养老保险)$/, '是否参加城乡居民基本养老保险'],
  [/^(参保|参加保险|保险)(大病保险)$/, '是否参加大病保险'],
];

/** What the catalogue calls a header of this spelling; undefined when no rule speaks of it. */
export function respelt(text: string): string | undefined {
  for (const [pattern, name] of REWRITES) if (pattern.test(text)) return text.replace(pattern, name);
  return undefined;
}
