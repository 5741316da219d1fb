/** Numbers written in Chinese: 三千, 一百二十, 两万五千, 叁仟元整. */

const DIGITS: Readonly<Record<string, number>> = {
  零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9,
  壹: 1, 贰: 2, 叁: 3, 肆: 4, 伍: 5, 陆: 6, 柒: 7, 捌: 8, 玖: 9,
}; // prettier-ignore
const UNITS: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 };

/** The number; undefined for anything else, and for 三千五, which may be 3,500 or 3,005. */
export function readChinese(text: string): number | undefined {
  let [total, section, digit] = [0, 0, -1];
  let lastUnit = 1;
  let zero = false;
  for (const char of text) {
    const value = DIGITS[char];
    const unit = UNITS[char];
    if (value !== undefined) {
      if (digit > 0 || (digit === 0 && value === 0)) return undefined;
      zero ||= value === 0;
      digit = value;
    } else if (unit !== undefined) {
      // 十二 begins without a digit.
      const count = digit > 0 ? digit : unit === 10 && section === 0 ? 1 : undefined;
      if (count === undefined) return undefined;
      section += count * unit;
      [digit, lastUnit, zero] = [-1, unit, false];
    } else if (char === '万' || char === '萬') {
      const count = section + Math.max(digit, 0);
      if (count === 0 || total > 0) return undefined;
      total = count * 10_000;
      [section, digit, lastUnit, zero] = [0, -1, 10_000, false];
    } else return undefined;
  }
  if (digit > 0 && lastUnit > 10 && !zero) return undefined;
  if (digit === 0 && text.length > 1) return undefined;
  return total + section + Math.max(digit, 0);
}
