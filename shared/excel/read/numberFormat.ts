/** Which number formats show a date or time, and how the built-in ones are written. */

/** Built-in ids of date and time formats as Chinese Excel and WPS show them (ECMA-376 18.8.30, zh-cn). */
export const BUILT_IN_DATES: Readonly<Record<number, string>> = {
  14: 'yyyy/m/d',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy/m/d h:mm',
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: 'm-d-yy',
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
  34: '上午/下午h"时"mm"分"',
  35: '上午/下午h"时"mm"分"ss"秒"',
  36: 'yyyy"年"m"月"',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
  50: 'yyyy"年"m"月"',
  51: 'm"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: 'm"月"d"日"',
  55: '上午/下午h"时"mm"分"',
  56: '上午/下午h"时"mm"分"ss"秒"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
};

/** Format code of a date format: a custom code (when given) or the built-in of that id; undefined when it shows no date. */
export function dateFormat(id: number, custom: string | undefined): string | undefined {
  if (custom === undefined) return BUILT_IN_DATES[id];
  return isDateFormat(custom) ? custom : undefined;
}

/** Whether a format code shows a date or a time. Texts in quotes, escaped characters, colours and locales do not count. */
export function isDateFormat(code: string): boolean {
  const bare = code
    .replace(/"[^"]*"?/g, '')
    .replace(/[\\_*]./g, '')
    // [h], [mm], [ss] are elapsed time; every other bracket is a colour, condition or locale.
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]?/gi, '');
  const first = bare.split(';')[0] ?? '';
  if (/general|常规|通用格式/i.test(first)) return false;
  return /[ymdhs]/i.test(first);
}
