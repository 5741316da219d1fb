/** Names with something about them that is no name: numbers, marks, hidden letters, words for a child without a name. */
import { toHalfWidth } from '../../text';
import type { Verdict } from './findings';
import { mojibakeName } from './mojibake';
import { checkCharacters, hasForeignLetters } from './oddCharacters';
import { isSurname } from './surnames';

const HAN = String.raw`[\u3400-\u4dbf\u4e00-\u9fff]`;
const NAME = new RegExp(`^${HAN}{2,4}$`);
/** 1.张三, 2）李四, 张三2, 张三。, ×张三, 张三★, (张三). */
const NUMBERED = new RegExp(`^\\d{1,3}[.、)\\]:：]?\\s*(${HAN}{2,4})$|^(${HAN}{2,4})\\s*\\d{1,2}$`);
const MARKS = String.raw`[*☆★△▲◎◆◇√✓✔×✕✗†‡#※.,，。;；:：、!！?？'’‘"“”\`´·_\-—]`;
const MARKED = new RegExp(`^(${MARKS}*)(${HAN}{2,4})(${MARKS}*)$`);
const BRACKETS = new RegExp(`^[(\\[【〔《“"](${HAN}{2,4})[)\\]】〕》”"]$`);
const PREFIXED = new RegExp(`^[(\\[【〔](.{1,6})[)\\]】〕](${HAN}{2,4})$`);
/** 买买提.吐尔逊: the separating dot has a character of its own. */
const DOTTED = new RegExp(`^${HAN}+(?:[.•‧∙⋅●・ㆍ﹒｡。・]${HAN}+)+$`);
/** 孙某某, 徐*鹏, 徐xx, X静. */
const MASKED = new RegExp(
  `^${HAN}[*xX×○]{1,3}${HAN}?$|^${HAN}+[*xX×○]{1,3}${HAN}+$|^[*xX○]{1,2}${HAN}{1,2}$|^×{1,2}${HAN}$|某`,
);
const UNNAMED = new RegExp(
  `^(?:未|没|暂无?|还没|尚未)[取起]?(?:姓?名字?|名)$|^(?:无名氏?|未定|婴儿?|新生儿|${HAN}{2,3}之[子女]|${HAN}{2,3}的?(?:婴儿|毛毛|儿子|女儿|小孩))$`,
);
const TITLED = new RegExp(`^(${HAN}{2,4})(同志|先生|女士|小姐|老师|师傅)$`);
const AND_OTHERS = new RegExp(`^(${HAN}{2,4})(?:等(?:[\\d一二三四五六七八九十]+人?)?)$`);
/** 李?, 李?华: a rare character that a program could not keep. */
const ASKED = new RegExp(`^${HAN}[?？]$|^${HAN}[?？]+${HAN}$|^(?=.*${HAN}).*[□■〓▯]`);

/** `text` = the cell cleaned. Undefined when it is a plain name or something else altogether. */
export function checkNameMarks(text: string): Verdict | undefined {
  if (NAME.test(text)) return misread(text) ?? masked(text) ?? unnamed(text) ?? titled(text);
  if (ASKED.test(text) || hasForeignLetters(text)) return { kind: 'mojibake', level: 'certain' };
  const half = toHalfWidth(text);
  return (
    masked(half) ??
    unnamed(half) ??
    checkCharacters(text) ??
    dotted(text) ??
    numbered(half) ??
    marked(half) ??
    prefixed(half) ??
    titled(half)
  );
}

function misread(text: string): Verdict | undefined {
  const name = mojibakeName(text, isSurname);
  return name === undefined ? undefined : { kind: 'mojibake', level: 'likely', proposal: name };
}

function masked(text: string): Verdict | undefined {
  return MASKED.test(text) && text.length <= 5 ? { kind: 'masked', level: 'certain' } : undefined;
}

function unnamed(text: string): Verdict | undefined {
  return UNNAMED.test(text) ? { kind: 'unnamed', level: 'possible' } : undefined;
}

function dotted(text: string): Verdict | undefined {
  if (!DOTTED.test(text)) return undefined;
  const sure = !/[。｡●]/.test(text);
  return {
    kind: 'name_dot',
    level: sure ? 'certain' : 'likely',
    proposal: text.replace(/[.•‧∙⋅●・ㆍ﹒｡。・]/g, '·'),
    ...(sure ? { byDefault: true } : {}),
  };
}

function numbered(text: string): Verdict | undefined {
  const [, after, before] = NUMBERED.exec(text) ?? [];
  const name = after ?? before;
  // 王国强2 may be told from another 王国强.
  return name === undefined
    ? undefined
    : { kind: 'name_marks', level: after === undefined ? 'possible' : 'likely', proposal: name };
}

function marked(text: string): Verdict | undefined {
  const name = MARKED.exec(text)?.[2] ?? BRACKETS.exec(text)?.[1];
  return name === undefined || name === text ? undefined : { kind: 'name_marks', level: 'likely', proposal: name };
}

function prefixed(text: string): Verdict | undefined {
  const [, remark = '', name] = PREFIXED.exec(text) ?? [];
  return name === undefined
    ? undefined
    : { kind: 'remark_in_name', level: 'likely', proposal: name, params: { remark } };
}

function titled(text: string): Verdict | undefined {
  const [, name, remark] = TITLED.exec(text) ?? [];
  if (name !== undefined && remark !== undefined)
    return { kind: 'remark_in_name', level: 'possible', proposal: name, params: { remark } };
  return AND_OTHERS.test(text) ? { kind: 'two_persons', level: 'likely' } : undefined;
}
