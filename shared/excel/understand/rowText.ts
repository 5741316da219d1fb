/** What the texts of a row say about the row: totals, notes, signatures, examples, codes under the header. */
import { toHalfWidth } from '../../text';

/** 合计, 本页小计, 全村合计：12户, 一组小计. Spaces are gone already. */
const SUBTOTAL = /小计|本页|页计/;
const TOTAL =
  /^(以上|本页|全村|全乡|全镇|全组|全县|本村|本组|总|户数|人数|第?[一二三四五六七八九十\d]{1,3}(?:村民小)?组|.{1,8}[村组社屯])?(合计|小计|总计|共计|累计|页计|合计数|平均)(数|户数|人数|金额)?(\([元人户亩万]{1,3}\))?([:].*|\d.*)?$/;
const NOTE =
  /^(注|备注|说明|填表说明|填报说明|附注|附|填写说明|填报要求|要求|注意|注意事项|提示|温馨提示|特别说明)[:.、\d(]|^(注|填表说明|填写说明|填报说明|说明)$|^[※★▲].{6,}|^.{0,12}意见[:]|^[-—(*]*以下(为?空白|无(正文|内容))[-—)*]*$|^\*.{6,}[,。;:]/;
const SIGNER =
  /^(填表人?|填报人?|制表人?|编制人?|审核人?|复核人?|审批人?|核对人?|经办人|调查人|调查员|采集人|排查人|核查人|走访人|入户人员|登记人|录入人|负责人|单位负责人|村负责人|乡镇负责人|分管领导|主要领导|签字|签名|盖章|联系电话|联系人|填表日期|填报日期|填表时间|制表日期|制表时间|日期|填报单位|填表单位|单位|村委会|村主任|主任|村长|村支书|支书|书记|组长|队长|会计|出纳|文书|统计员|信息员|证明人|监督人|经手人|站长|镇长|乡长|包村干部|驻村干部|包组干部|入户干部|驻村工作队|村党支部书记|第一书记)\s*(\((签字|签名|盖章|公章)\))?\s*[:]/;
/** Somebody of the village signs: 村支书签字：     驻村工作队长签字： */
const SIGNATURE = /(签字|签名|签章|盖章|公章)\)?[:]|\((签字|签名|签章|盖章|公章)\)$/;
const EXAMPLE =
  /\((示例|样例|举例|例)\)$|^\(?(示例|样例|例如|填写示例|填表示例|填报示例|填写样例|举例|范例|例)\)?([:(].*|\d*)$/;
/** A heading over some of the rows: 一、脱贫户, （二）监测户, 第三组, 石河组, 张庄村（12户）. */
const SECTION =
  /^(\(?[一二三四五六七八九十]{1,3}(\)|[、.:])|\(?\d{1,2}(\)|、)).{1,16}$|^.{0,8}(第?[一二三四五六七八九十\d]{1,3}|村民小|[^户主家\d])(组|村民小组|社区?|片区|村|屯|队|寨)(\(.{1,8}\))?$|^(脱贫|监测|一般|低保|特困|边缘|易返贫|突发|防返贫|脱贫不稳定|边缘易致贫|突发严重困难).{0,6}(户|对象)(\(?共?\d+户\)?)?$/;
/** 第 1 页 共 3 页, 第1页/共3页, 1/3页 */
const PAGE = /^-?第?\d{1,4}页?[,/，]?(共?\d{1,4}页?)?-?$/;
/** Texts of rows that describe the columns instead of filling them. */
const MARKER =
  /^(必填|选填|非必填|文本|文本型|数字|数值|数值型|日期|日期型|下拉|下拉选择|字符|字符型|整数|小数|N|C|D|甲|乙|丙|丁|戊|己|庚|辛|—|-|\d{1,3}|\(\d{1,3}\)|[①-⑳])$/i;
/** Column ids of national systems: AAC001, A1, AAB004. */
const CODE = /^[A-Z]{1,4}\d{1,4}[A-Z]?$/;
/** A cell of a template that a program fills: ${hzxm}, {{name}}, #{id}, {.phone}. */
const PLACEHOLDER = /^(?:[$#]\{.*\}|\{\{.*\}\}|\{\.?\w+\})$/;

/** Texts as the patterns of this file expect them: half width, without spaces. */
export function squeezed(text: string): string {
  return toHalfWidth(text).replace(/\s+/g, '');
}

/** Each takes a `squeezed` text. */
export const isTotal = (text: string): boolean => TOTAL.test(text);
export const isSubtotal = (text: string): boolean => SUBTOTAL.test(text);
export const isNote = (text: string): boolean => NOTE.test(text);
export const isSigned = (text: string): boolean => SIGNER.test(text) || SIGNATURE.test(text);
export const isExample = (text: string): boolean => EXAMPLE.test(text);
export const isSection = (text: string): boolean => text.length <= 20 && SECTION.test(text);
/** A heading that names a place: 石河组, 张庄村. */
export const isPlace = (text: string): boolean =>
  isSection(text) && /(组|社|社区|片区|村|屯|队|寨)(\(.{1,8}\))?$/.test(text);
export const isPageFooter = (text: string): boolean => /页/.test(text) && PAGE.test(text);
export const isMarker = (text: string): boolean => MARKER.test(text);
export const isCode = (text: string): boolean => CODE.test(text);
export const isPlaceholder = (text: string): boolean => PLACEHOLDER.test(text);
