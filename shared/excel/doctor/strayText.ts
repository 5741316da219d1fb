/** What stands beside a number that is a name: marks, words, digits made up, digits hidden. */

import { isSurname } from './surnames';

/** Characters in place of digits that somebody hid. */
export const MASK = /[*＊xX×✕╳#＃●○•·…_＿□■\-–—]+/g;
const MARKS = /['’‘`´"“”„,，.。、;；:：_\-–—−~～·•/\\()（）[\]【】<>《》^=+!！?？|]/g;
/** Words of a clerk beside a number; everything else of two to four characters may be a name. */
const NO_NAME =
  /身份|证|号|码|电话|手机|联系|本人|户主|儿|女|妻|夫|父|母|孙|媳|婿|兄|弟|姐|妹|家|空|停|机|错|旧|新|老|原|现|备用|微信|男|死|亡|故|迁|核|补|办|无|卡|账|帐|银行|农|信|社|村|组|户|户口|代|转|临时|长期|有效|同/;

const NEVER_A_NAME = /身份|证|号|电话|手机|户口|账|帐|银行|死亡|已故|备用|本人/;

/** Letters among digits beside a number are no words: they are the rest of the number, mistyped. */
export function isDamagedPart(rest: string): boolean {
  return /\d/.test(rest) && !/\p{Script=Han}/u.test(rest);
}

/** The text without marks that no number of a person holds. */
export function withoutMarks(text: string): string {
  return text.replace(MARKS, '');
}

/** Whether the rest of a cell is a name as far as can be told. */
export function asksForName(text: string): boolean {
  if (!/^[\u4e00-\u9fff]{2,4}$|^[\u4e00-\u9fff]+(?:·[\u4e00-\u9fff]+)+$/.test(text)) return false;
  // 宋妹秀 is called so.
  return isSurname(text.charAt(0)) ? !NEVER_A_NAME.test(text) : !NO_NAME.test(text);
}

/** Digits that nobody has: one digit only, or counted up. */
export function isPlaceholder(text: string): boolean {
  const digits = text.replace(/X$/, '');
  if (digits.length < 6) return false;
  return (
    /^(\d)\1+$/.test(digits) || '12345678901234567890'.startsWith(digits) || '01234567890123456789'.startsWith(digits)
  );
}
