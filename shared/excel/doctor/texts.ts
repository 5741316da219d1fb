/** Damage to names, free text and coded texts, and what may befall the text of any cell. */
import type { Field } from '../../catalogue/field';
import { toHalfWidth } from '../../text';
import { isErrorText, isFormulaText } from '../../values/broken';
import { clean } from '../../values/clean';
import { checksumHolds } from '../../values/idNumber';
import { codecFor } from '../../values/index';
import { showsYear } from '../../values/serial';
import type { CellValue, DateCell } from '../sheet';
import { isKnownHeader } from '../understand/knowledge';
import { cosmetic } from './cosmetic';
import type { Verdict } from './findings';
import { mojibakeOf, suspicious } from './mojibake';
import { checkNameMarks } from './nameMarks';
import { checkCharacters, checkEscaped } from './oddCharacters';
import { isSurname } from './surnames';
import { hasTraditional, toSimplified } from './traditional';

const CHINESE_NAME = /^[\u4e00-\u9fff]{2,4}$/;
const NAME_PART = /^[\u4e00-\u9fff·]+$/;
const BETWEEN_NAMES = /[、,，/\\;；|&+]|和(?=\s*[\u4e00-\u9fff]{2})/;
const BRACKETED = /^([\u4e00-\u9fff·\s]{2,})[(（[【〔](.+?)[)）\]】〕]?$/;
const REMARK =
  /户主|已故|去世|死亡|亡故|病故|长子|次子|三子|儿|女|妻|夫|父|母|孙|配偶|迁|嫁|娶|服刑|在外|外出|务工|五保|低保|特困|残|党员|组长|书记|主任|会计|退伍|军|学生|在读|离|失踪|失联|新增|自然减|兄|弟|姐|妹|婿|媳/;
const TRAILING_REMARK = /^([\u4e00-\u9fff]{2,3})[-—:：]?\s*(户主|已故|去世|死亡|病故|已去世|已死亡|已迁出|已出嫁)$/;
const COMPOUND =
  /^(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|端木|长孙|宇文|独孤|南宫|澹台|轩辕|钟离|呼延|拓跋)$/;
/** Lengths at which programs cut texts: Excel's old limit for a cell in a formula or an import, and a cell's own. */
const CUT_AT: ReadonlySet<number> = new Set([255, 256, 32_767]);

/** What may be wrong with a cell whatever its column: broken values, formulas as text, wrong encodings. */
export function checkAnyText(text: string): Verdict | undefined {
  // One look lets nearly all cells pass: digits and letters, or Chinese without anything suspicious in it.
  if (/^[\w.-]*$/.test(text)) return /_x[\dA-F]{4}_/.test(text) ? checkEscaped(text) : undefined;
  if (!suspicious().test(text)) return checkEscaped(text);
  if (isErrorText(text)) return { kind: 'error_value', level: 'certain' };
  if (isFormulaText(text)) return { kind: 'formula_text', level: 'certain' };
  const broken = mojibakeOf(text);
  if (broken === undefined) return checkEscaped(text);
  return { kind: 'mojibake', level: 'certain', ...(broken.text === undefined ? {} : { proposal: broken.text }) };
}

export function checkName(cell: CellValue): Verdict | undefined {
  if (typeof cell !== 'string') return undefined;
  if (CHINESE_NAME.test(cell)) return checkNameMarks(cell) ?? traditionalName(cell) ?? trailing(cell);
  const text = clean(cell).replace(/\u3000/g, ' ');
  if (CHINESE_NAME.test(text)) return checkNameMarks(text) ?? traditionalName(text) ?? cosmetic(cell);
  const named = /^([\u4e00-\u9fff·]{2,})[\s:：,，(（]*(\d{17}[\dXx])[)）]?$/.exec(toHalfWidth(text));
  if (named !== null) {
    const proposal = checksumHolds((named[2] ?? '').toUpperCase()) ? { proposal: named[1] ?? '' } : {};
    return { kind: 'name_and_id', level: 'certain', params: { name: named[1] ?? '' }, ...proposal };
  }
  // A label that was taken for a name (户编号〔必填〕) is no person with a remark.
  const bare = text.replace(/[(（[【〔].*$/s, '').replace(/[\s*:：]+/g, '');
  if (isKnownHeader(bare) || isKnownHeader(text)) return undefined;
  return withPhone(text) ?? bracketed(text) ?? trailing(text) ?? checkNameMarks(text) ?? spaced(cell, text);
}

/** 张三13812345678, 张三（13812345678）. */
function withPhone(text: string): Verdict | undefined {
  const [, name] = /^([\u4e00-\u9fff·]{2,})[\s:：,，、(（/]*1[3-9]\d{9}[)）]?$/.exec(toHalfWidth(text)) ?? [];
  return name === undefined ? undefined : { kind: 'name_and_phone', level: 'certain', proposal: name };
}

function traditionalName(name: string): Verdict | undefined {
  return hasTraditional(name) ? { kind: 'traditional', level: 'possible', proposal: toSimplified(name) } : undefined;
}

function trailing(text: string): Verdict | undefined {
  const [, name, remark] = TRAILING_REMARK.exec(text) ?? [];
  return name === undefined || remark === undefined
    ? undefined
    : { kind: 'remark_in_name', level: 'likely', proposal: name, params: { remark } };
}

function bracketed(text: string): Verdict | undefined {
  const [, before, remark] = BRACKETED.exec(text) ?? [];
  if (before === undefined || remark === undefined) return undefined;
  const name = before.replace(/\s+/g, '');
  return REMARK.test(remark)
    ? { kind: 'remark_in_name', level: 'likely', proposal: name, params: { remark } }
    : { kind: 'remark_in_name', level: 'possible', params: { remark } };
}

function spaced(raw: string, text: string): Verdict | undefined {
  const parts = text.split(/\s+/);
  const joined = parts.join('');
  if (parts.length > 1 && parts.every((part) => NAME_PART.test(part))) {
    const isOneName = parts.length >= 2 && (parts.some((part) => part.length === 1) || COMPOUND.test(parts[0] ?? ''));
    if (isOneName && CHINESE_NAME.test(joined)) {
      return { kind: 'name_spaces', level: 'certain', proposal: joined, byDefault: true };
    }
    // 扎西 次仁 is one person: only two names that each begin with a common surname are two.
    const isTwo = !isOneName && parts.every((part) => part.length <= 3 && isSurname(part.charAt(0)));
    if (!isOneName && text.includes('\n')) return { kind: 'two_persons', level: 'likely' };
    if (isTwo) return { kind: 'two_persons', level: 'likely' };
    if (!isOneName) return undefined;
  }
  const people = text.split(BETWEEN_NAMES).map((part) => part.replace(/\s+/g, ''));
  if (people.length > 1 && people.every((part) => CHINESE_NAME.test(part)))
    return { kind: 'two_persons', level: 'certain' };
  return NAME_PART.test(text) && hasTraditional(text)
    ? traditionalName(text)
    : NAME_PART.test(joined)
      ? cosmetic(raw)
      : undefined;
}

/** What a column of text usually holds, as far as it matters. */
export interface TextStyle {
  /** Several cells read like 3-5. */
  readonly dashed: boolean;
}

export function checkText(cell: CellValue, style: TextStyle): Verdict | undefined {
  if (typeof cell === 'boolean') return { kind: 'boolean_in_text', level: 'likely' };
  if (typeof cell === 'object' && cell?.kind === 'date') return checkDateInText(cell, style);
  if (typeof cell !== 'string') return undefined;
  if (CUT_AT.has(cell.length) && !/[。.!！;；)）”"]$/.test(cell))
    return { kind: 'truncated', level: 'likely', params: { length: cell.length } };
  if (/^(?:TRUE|FALSE)$/.test(cell)) return { kind: 'boolean_in_text', level: 'likely' };
  const odd = cell.length <= 60 ? checkCharacters(cell) : undefined;
  if (odd !== undefined) return odd;
  if (cell.length <= 60 && hasTraditional(cell))
    return { kind: 'traditional', level: 'possible', proposal: toSimplified(cell) };
  return undefined;
}

/** 3-5 typed into a cell becomes 3月5日: a format without a year gives it away. */
export function checkDateInText(cell: DateCell, style: TextStyle): Verdict | undefined {
  if (showsYear(cell.format)) return undefined;
  const [month, day] = monthAndDay(cell);
  const text = `${month}-${day}`;
  return {
    kind: 'autocorrected_date',
    level: 'certain',
    params: { month, day },
    ...(style.dashed ? { proposal: text } : {}),
  };
}

export function monthAndDay({ serial, is1904 }: DateCell): readonly [month: number, day: number] {
  const date = new Date(Date.UTC(1899, 11, 30) + (Math.floor(serial) + (is1904 ? 1462 : 0)) * 86_400_000);
  return [date.getUTCMonth() + 1, date.getUTCDate()];
}

/** A coded text that the list does not know, but would know in simplified characters. */
export function checkCode(cell: CellValue, field: Field): Verdict | undefined {
  if (typeof cell === 'boolean') return { kind: 'boolean_in_text', level: 'likely' };
  if (typeof cell !== 'string' || !hasTraditional(cell)) return undefined;
  const simplified = toSimplified(cell);
  const codec = codecFor(field);
  if (codec.parse(cell, field).ok || !codec.parse(simplified, field).ok) return undefined;
  return { kind: 'traditional', level: 'certain', proposal: simplified, byDefault: true };
}
