/** Normalising of Chinese text as it is typed, pasted and printed in headers: full-width forms, spaces, punctuation, units. */

/**
 * Letters, digits and common Chinese characters alone, as in most cells of a sheet: nothing in them that any normalising
 * here would change but the case. One look instead of a dozen replacements for each of a village's 2 million cells.
 */
const PLAIN = /^[\w\u4e00-\u9fff]+$/;
const FULL_WIDTH = /[\uFF01-\uFF5E\u3000]/g;
/** Byte-order mark, zero-width characters, soft hyphen, direction marks. */
const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/g;
const SPACES = /[\s\u00A0]+/g;
const OPENING = /[（〔［【〈﹙[]/g;
const CLOSING = /[）〕］】〉﹚\]]/g;

/** Whether the text is of letters, digits, `_` and common Chinese characters alone, so that only its case can be normalised. */
export function isPlain(text: string): boolean {
  return PLAIN.test(text);
}

/** Full-width ASCII forms and the ideographic space become their half-width counterparts. */
export function toHalfWidth(text: string): string {
  return text.replace(FULL_WIDTH, (char) =>
    char === '\u3000' ? ' ' : String.fromCharCode(char.charCodeAt(0) - 0xfee0),
  );
}

/** Removes characters that show nothing: byte-order marks, zero-width spaces, direction marks. */
export function stripInvisible(text: string): string {
  return text.replace(INVISIBLE, '');
}

/** All parentheses and square brackets become ( and ). */
export function unifyBrackets(text: string): string {
  return text.replace(OPENING, '(').replace(CLOSING, ')');
}

/** Key under which texts that differ only in width, case, spaces and kind of bracket are equal. */
export function looseKey(text: string): string {
  if (isPlain(text)) return text.toLowerCase();
  return unifyBrackets(toHalfWidth(stripInvisible(text)))
    .replace(SPACES, '')
    .toLowerCase();
}

/** Units that stand in parentheses behind a header. Alternatives such as 元/年 are kept whole. */
const UNITS = new Set(
  (
    '元 万元 千元 百元 亿元 元/年 元/月 元/人 元/人·年 元/亩 亩 公顷 ㎡ m² m2 平方米 平米 公里 千米 km 米 m 月 个月 年 天 日 ' +
    '小时 人 户 口 岁 周岁 只 头 匹 羽 个 份 张 页 次 人次 户次 票 % ％ 斤 公斤 吨 处 间 台 辆 套'
  ).split(' '),
);

export interface Header {
  /** Normalised text without the unit. */
  readonly text: string;
  /** The unit behind the header as it stands there (half width), e.g. 万元; undefined when there is none. */
  readonly unit: string | undefined;
}

/**
 * A header text as it is matched: spaces, line breaks, `*` and colons dropped, width, case and brackets unified, a unit in
 * trailing parentheses cut off and returned beside it. 「*耕地面积（亩）：」 → {text: 耕地面积, unit: 亩}.
 */
export function splitHeader(header: string): Header {
  const text = looseKey(header).replace(/[*:★※☆]/g, '');
  let unit: string | undefined;
  let end = text.length;
  // By place, not by pattern: a text of ten thousand units would be looked through ten thousand times.
  while (text.charAt(end - 1) === ')') {
    const open = text.lastIndexOf('(', end - 2);
    const found = open > 0 ? text.slice(open + 1, end - 1).replace(/^单位/, '') : '';
    if (!UNITS.has(found)) break;
    end = open;
    unit ??= found;
  }
  return { text: text.slice(0, end), unit };
}

/** The text of `splitHeader`. */
export function normaliseHeader(header: string): string {
  return splitHeader(header).text;
}

/** Texts that stand in cells to say "nothing". 无 is among them: where 无 is an answer, the code list is asked first. */
const BLANKS = new Set(
  [
    '',
    '无',
    '-',
    '--',
    '---',
    '—',
    '——',
    '―',
    '–',
    '─',
    '/',
    '//',
    '\\',
    '空',
    '暂无',
    '没有',
    'null',
    'none',
    'nan',
    '#n/a',
  ].map(looseKey),
);

/** Whether a cell's or a field's text says "nothing": 无 － / — - 空 and blanks. */
export function isBlankText(text: string): boolean {
  if (isPlain(text)) return BLANKS.has(text.toLowerCase());
  return BLANKS.has(looseKey(unwrap(text)));
}

/** Takes off the apostrophe and the `="…"` with which spreadsheets keep digits as text. */
function unwrap(text: string): string {
  const bare = stripInvisible(text).trim();
  const formula = /^=\s*"(.*)"$/.exec(bare);
  return (formula?.[1] ?? bare).replace(/^['’‘`]+/, '').trim();
}

/** Separates the values of a multi-code text: , ， 、 ; ；. Blank parts are dropped. */
export function splitMulti(text: string): string[] {
  return text
    .split(/[,，、;；]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
