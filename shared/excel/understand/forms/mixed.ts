/** Label and value in one cell: 「户主姓名：张三」, 「填表人：李四　填表日期：2025年6月1日」, 「家庭人口__4__人」. */
import { toHalfWidth } from '../../../text';
import { simplified } from '../spellings';
import { hasMarks } from './choices';
import { fits } from './values';
import { fieldsOf, labelScore } from './words';

export interface Said {
  readonly label: string;
  /** As it stands behind the label; '' when nothing does. */
  readonly text: string;
}

const LABEL =
  /(^|[\s;；,，。|])([*★]?[\p{Script=Han}A-Za-z()（）〔〕/、㎡\d.]{0,20}?[\p{Script=Han}A-Za-z)）〕㎡]\d?[*★]?)\s*[:：]/gu;
/** 户  号  编  码： – characters spaced out, as printed forms do; a broken line may have run two together. */
const SPACED =
  /(?<=^|[\s;；,，。|*★])\p{Script=Han}+(?:[ \t\u3000]+\p{Script=Han}+)+(?=(?:\s*[(（〔][^()（）〔〕]*[)）〕])?[*★]?\s*[:：])/gu;
/** The only labels of one character. */
const PLACE = /^[省市县区乡镇村组]$/;
const LINED = /(^|[\s_＿;；,，、。:：])([\p{Script=Han}()（）]{2,12})[_＿]{2,}/gu;
/** Labels that begin a note. */
const NOTE = /^(注|备注?注意|说明|(填表|填写|填报|报送|上报|操作)(说明|要求|须知|提示)|附注|附|要求|提示|其中)$/;
/** Longer texts are sentences. */
const LONGEST = 120;

/**
 * The pairs that a text states; null when it is a label or a value alone. A single label with nothing behind is a label.
 * `least` = how sure (see `labelScore`) the labels must be: behind another label, a colon is often part of the value.
 */
export function pairsIn(raw: string, least = 0.35): readonly Said[] | null {
  if (raw.length > LONGEST || !/[:：_＿☑□√☐✓■]/.test(raw)) return null;
  const key = `${least}${raw}`;
  const known = answers.get(key);
  if (known !== undefined) return known;
  const said = stated(raw, least);
  if (answers.size > REMEMBERED) answers.clear();
  answers.set(key, said);
  return said;
}

/** Each text is asked about several times, and those of blank fields stand on every copy of a form. */
const REMEMBERED = 20_000;
const answers = new Map<string, readonly Said[] | null>();

function stated(raw: string, least: number): readonly Said[] | null {
  const text = closed(unbroken(raw)).replace(LINED, (whole, before: string, label: string) =>
    labelScore(label) >= 0.8 ? `${before} ${label}：` : whole,
  );
  const found = [...text.matchAll(LABEL)].map((match) => ({
    label: (match[2] ?? '').replace(/[*★]/g, '').trim(),
    from: match.index + (match[1] ?? '').length,
    end: match.index + match[0].length,
  }));
  const labels = found.filter(
    ({ label, end }, at) => isLabel(label, least) || asksFor(label, text.slice(end, found[at + 1]?.from)),
  );
  const first = labels[0];
  if (first === undefined) return labelledChoice(raw);
  if (text.slice(0, first.from).trim() !== '') return null;
  const said = labels.map(({ label, end }, at): Said => ({
    label,
    text: text
      .slice(end, labels[at + 1]?.from)
      .trim()
      .replace(/[;；|]+$/, '')
      .replace(at + 1 < labels.length ? /[，,、。]?(其中[:：]?)?\s*$/u : '', '')
      .trimEnd(),
  }));
  return said.length === 1 && said[0]!.text === '' ? null : said;
}

/** Lines are broken within labels and brackets; between a value and the next label a new line separates. */
function unbroken(text: string): string {
  return text
    .replace(/^[^:：]*/u, (label) => label.replace(/\s*[\r\n]+\s*/g, ''))
    .replace(/[(（〔][^()（）〔〕]*[)）〕]/gu, (part) => part.replace(/[\r\n]+/g, ''));
}

/** Spaced characters run together as far from the colon as they make a label; what stands before is the end of a value. */
function closed(text: string): string {
  return text.replace(SPACED, (run) => {
    const parts = run.split(/\s+/);
    const from = parts.findIndex((_, at) => {
      const rest = parts.slice(at);
      // Of words with a space between, the first may well be the end of a value: 王五 户主姓名：
      const label = rest.join('');
      // 饮 水 安全 is a label, though it is a word of the lists as well.
      const known = at === 0 && fieldsOf([label]).length > 0;
      return known || labelScore(label) >= (rest.every((part) => part.length === 1) ? 0.8 : 0.9);
    });
    return from < 0 ? run : [...parts.slice(0, from), parts.slice(from).join('')].join(' ');
  });
}

function isLabel(label: string, least: number): boolean {
  const text = simplified(toHalfWidth(label));
  return (text.length > 1 || PLACE.test(text)) && !NOTE.test(text) && labelScore(text) >= least;
}

/** 饮水安全：是 – a word of the lists, before a value that only a label has behind it. */
function asksFor(label: string, value: string): boolean {
  const text = toHalfWidth(label);
  return text.length > 2 && !NOTE.test(text) && fits([text], value.trim()) > 0;
}

/** 「性别□男☑女」: a label without colon before the boxes. */
function labelledChoice(raw: string): Said[] | null {
  if (!hasMarks(raw)) return null;
  const match = /^\s*([^□☐☑✔✓√■○●(（]{2,16})\s*([□☐☑✔✓√■○●].*[^\s□☐☑✔✓√■○●])\s*$/u.exec(raw);
  const [, label = '', text = ''] = match ?? [];
  return match !== null && labelScore(label.trim()) >= 0.8 ? [{ label: label.trim(), text }] : null;
}
