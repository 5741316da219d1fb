/** Sentences under and over a form, and the lines on which it is signed. */
import { toHalfWidth } from '../../../text';
import { isHouseholdKey } from '../keyHeader';
import { isSigned as isSigner } from '../rowText';

const NOTE =
  /^(注|备注|说明|(?:填表|填报|填写|报送|上报|使用)(?:说明|要求|须知|提示)|附注|附|要求|注意|提示|操作说明)[:.、\d(]|^[(]?注:|^\d{1,2}[.、].{10,}|^※|^[*★☆]{0,2}(带|标|打|有)[*★☆]?(星号|的为|号)/;
const SIGNED =
  /签字|签名|签章|盖章|公章|手印|填表人|填报人|调查人|采集人|审核人|经办人|制表人|负责人|(填表|填报|调查|采集|制表)(日期|时间)|^日期/;
/** Where, who reports and when: the lines over a form. */
const INFO =
  /^(省|市|县|乡|镇|村|组|乡镇|行政村|自然村|填报.{1,6}|.{0,8}\((盖章|公章|签章)\)|.{0,6}(单位(\(盖章\))?|名称|日期|时间|填表人|填报人|制表人|审核人|负责人|调查人|采集人|电话|年度|年份|签字|签章|盖章|备注|说明|编号|页码|密级))$/;

/** 注：…, 填表说明：1.…, a numbered sentence. */
export function isNote(text: string): boolean {
  return NOTE.test(toHalfWidth(text).replace(/\s+/g, ''));
}

/** Longer than any value of a table, or punctuated as one writes. */
export function isSentence(text: string): boolean {
  return text.length > 25 || (text.length > 12 && /[，。；]/.test(text)) || (text.length > 6 && text.endsWith('。'));
}

/** Whether the label asks who signs, fills in, checks, and when. */
export function isSigned(label: string): boolean {
  return SIGNED.test(label) || isSigner(`${label}:`);
}

/** Whether the label is an office whose holder signs: 组长, 会计, 支书. */
export function isOffice(label: string): boolean {
  return /^(.{0,4}(组长|会计|支书|书记|主任|村长|文书|干部|队长|队员|代表|站长|所长))$/.test(label);
}

/**
 * Whether the label belongs to the line over a form or list: 填报单位, 日期, 村. 户编号 and 户主名称 name a household, however much
 * they look like the 编号 and 名称 of a sheet.
 */
export function isInfo(label: string): boolean {
  return INFO.test(label) && !isHouseholdKey(label);
}
