/** Whether a text of a form is a label or a value, judged by the text alone. */
import { CODE_LISTS, labelFor, readings } from '../../../catalogue/codes/index';
import type { Field } from '../../../catalogue/field';
import { looseKey, toHalfWidth } from '../../../text';
import { candidatesOf } from '../knowledge';
import { labelOf } from '../label';
import { neverMapped } from '../neverMap';
import { hasMarks } from './choices';

/** Texts of all code lists: 男, 初中, 因病 are values, even where a header of the same name exists (低保). */
const CODE_WORDS: ReadonlySet<string> = new Set(
  CODE_LISTS.flatMap((list) => readings(list).map(([key]) => key)).filter((key) => !/^\d*$/.test(key)),
);

const LABEL_END =
  /(情况|状况|姓名|名称|号码|编号|证号|账号|卡号|户号|电话|手机号?|日期|时间|年月|年度|地址|住址|金额|收入|支出|面积|人数|人口|户数|数量|意见|原因|类型|类别|种类|等级|性质|方式|内容|措施|需求|单位|职务|职业|关系|程度|结构|来源|用途|余额|合计|总计|总额|结果|备注|说明|标准|签字|签名|盖章|签章|属性|状态|标志|项目|比例|距离|价格|价值|现值|原值|成效|责任人|负责人|联系人|填表人|填报人|调查人|采集人|审核人|编码|简介|计划|条件|能力|特长|技能|学校|年级|专业|补贴|指标|信息|照片|贷款|借款|保险|民族|性别|年龄)$/;
const LABEL_START = /^(是否|有无|可否|能否|拟|家庭年)/;
const UNIT_END = /\((元|万元|千元|亩|㎡|m²|m2|平方米|公里|千米|米|月|个月|年|人|户|岁|头|只|次|%|元\/[年月人])\)$/i;
/** 9组 is a value, 9.组 a numbered label. */
const NUMBER_LIKE =
  /^[¥￥+\-.]?\d([\d.,\-/:]*\d)?\s*(元整?|万元|千元|万|亩|㎡|m²|平方米?|平米|公里|千米|米|个?月|年|人|口人?|户|岁|周岁|头|只|次|%|间|套|天|日|斤|公斤|棵|株|组|号|x)?$/i;
const DATE_LIKE = /^(\d{4}|\s*)年(\d{0,2}|\s*)月?(\d{0,2}|\s*)日?$|^\d{4}[-./]\d{1,2}([-./]\d{1,2})?$/;
/** A unit printed in a cell of its own. */
const UNIT =
  /^[(]?(元|万元|千元|亩|㎡|m²|m2|平方米|平米|公里|千米|米|个?月|年|人|口|户|岁|头|只|次|%|天|日|间|套)[)]?$/i;
const PLACE =
  /^[\p{Script=Han}\d]{2,}(省|市|县|区|镇|乡|村|组|社区|街道|号|队|委会|局|公司|学校|医院|大学|小学|中学|合作社|工厂|厂)$/u;
const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范廖石韦贾夏付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤欧侯葛尤俞祁冉';

/** Placeholders of a template that a program fills: they say that a value belongs there, and are none. */
const PLACEHOLDER = /[$#]\{[^{}]*\}|\{\{[^{}]*\}\}|<%[^%]*%>/g;

/** The text without placeholders. */
export function withoutPlaceholders(text: string): string {
  return text.replace(PLACEHOLDER, '');
}

/** Whether the text stands for a value to be filled in by a program. */
export function isPlaceholder(text: string): boolean {
  return text.search(PLACEHOLDER) >= 0;
}

/** Whether the text is a unit and nothing else. */
export function isUnit(text: string): boolean {
  return UNIT.test(squeezed(text));
}

/** Without white space, half width, without a colon at the end: 家⏎庭, 姓　名：. */
export function squeezed(text: string): string {
  const known = squeezes.get(text);
  if (known !== undefined) return known;
  const bare = toHalfWidth(text).replace(/\s+/g, '').replace(/:$/, '');
  if (squeezes.size > REMEMBERED) squeezes.clear();
  squeezes.set(text, bare);
  return bare;
}

const REMEMBERED = 20_000;
const fieldsMemory = new Map<string, readonly Field[]>();
const scores = new Map<string, number>();
const squeezes = new Map<string, string>();

/** Fields that the label may name, best first. */
export function fieldsOf(path: readonly string[]): readonly Field[] {
  const key = path.join('\u0001');
  const known = fieldsMemory.get(key);
  if (known !== undefined) return known;
  const found = candidatesOf(labelOf(path)).map(({ field }) => field);
  if (fieldsMemory.size > REMEMBERED) fieldsMemory.clear();
  fieldsMemory.set(key, found);
  return found;
}

/** Whether the catalogue knows the text as a header and no code list knows it as a value. */
export function isKnownLabel(text: string): boolean {
  return labelScore(text) >= 0.9;
}

export function isCodeWord(text: string): boolean {
  return CODE_WORDS.has(looseKey(text));
}

/** 配偶, 之子: a relative other than the head, as a heading over a person's values. */
export function isRelative(text: string): boolean {
  const word = squeezed(text).replace(/(基本)?(情况|信息)$/, '');
  const relation = labelFor('RELATION', word);
  return relation !== undefined && relation !== '其他' && !/户主|本人/.test(word) && !/^\d*$/.test(word);
}

/** 0 (surely a value) … 1 (surely a label). */
export function labelScore(text: string): number {
  const known = scores.get(text);
  if (known !== undefined) return known;
  const score = judge(text);
  if (scores.size > REMEMBERED) scores.clear();
  scores.set(text, score);
  return score;
}

function judge(raw: string): number {
  if (raw.length > 60 || isPlaceholder(raw) || hasMarks(raw)) return 0;
  const half = toHalfWidth(raw).replace(/\s+/g, '');
  const text = half.replace(/:$/, '').replace(/^[*★☆]+/, '');
  if (text === '' || !/\p{Script=Han}/u.test(text))
    return fieldsOf([text]).length > 0 && /[A-Za-z]/.test(text) ? 0.7 : 0;
  if (NUMBER_LIKE.test(text) || DATE_LIKE.test(text) || UNIT.test(text)) return 0;
  // 附件1： stands over a title.
  if (/^附[件表][\d一二三四五六七八九十]*$/.test(text)) return 0.1;
  // 脱贫年度：2019 states its value; as a header it would be 脱贫年度 of a year.
  if (/:\d/.test(text)) return 0.1;
  // Code lists know 乡 and 镇, too; as a cell of its own either is a label.
  if (/^[乡镇]$/.test(text)) return 0.95;
  const known = fieldsOf([text]).length > 0;
  const word = isCodeWord(text);
  if (half.endsWith(':') && text.length <= 20) return known || !word ? 0.95 : 0.5;
  if (known) return word ? 0.45 : 0.95;
  if (word) return 0.05;
  // 帮扶人1, 帮扶人②: the same label again.
  const counted = /^([\p{Script=Han}]{2,})[1-9①-⑨]$/u.exec(text)?.[1];
  if (counted !== undefined && !isCodeWord(counted) && fieldsOf([counted]).length > 0) return 0.9;
  return judgeUnknown(text);
}

function judgeUnknown(text: string): number {
  if (neverMapped(text) !== undefined) return 0.9;
  if (/[。;；，,！!？?]/.test(text) || text.length > 24) return 0.05;
  const bare = text.replace(/^(\(?[\d一二三四五六七八九十]{1,2}[\).、])/, '');
  // 低保、养老保险、雨露计划: a list.
  if ((bare.match(/、/g) ?? []).length >= 2 && !/(情况|状况|信息|名称|金额|人数)$/.test(bare)) return 0.1;
  if (UNIT_END.test(bare)) return 0.85;
  if (LABEL_START.test(bare) || LABEL_END.test(bare.replace(/\([^()]*\)$/, ''))) return 0.8;
  if (/\d/.test(bare) || PLACE.test(bare)) return 0.1;
  if (bare.length <= 4 && SURNAMES.includes(bare.charAt(0))) return 0.15;
  return bare.length <= 10 ? 0.4 : 0.2;
}
