/** What rosters hold where the name of a person is asked. */
import { toHalfWidth } from '../../text';

/** Fields that hold the name of a person. */
export const NAMES: ReadonlySet<string> = new Set([
  'name',
  'head_name',
  'helper_name',
  'collector',
  'monitor_contact',
  'applicant',
  'visit_helper',
]);

/** Han letters, and the private ones by which old programs wrote rare names. */
const LETTER = String.raw`\p{Script=Han}\uE000-\uF8FF`;
const PLAIN = new RegExp(String.raw`^[${LETTER}·•.\s]{1,15}$`, 'u');
/**
 * 张*, 李?华, 王○: letters that are hidden or that a program could not write; 王国强2, 王国强（已故）, 王（小）: told from others of
 * that name, or with a word of what became of them.
 */
const MARKED = new RegExp(
  String.raw`^[${LETTER}·•.\s]{1,12}[${LETTER}·•.\s*?○□×]{0,6}(?:\d{1,2}|[A-Ea-e])?(?:[(（〔【\[][^()（）]{1,10}[)）〕】\]])?$`,
  'u',
);
const LETTERS = new RegExp(String.raw`^[${LETTER}A-Za-z]`, 'u');
const PLACE = /([村组社队屯镇乡县省市区寨路街户栋幢楼]|单元|社区)(\d{0,2}|[A-Ea-e])$/;
/** 3组, 5号, 12岁, 2024年: a number counts something. */
const COUNTED = /\d\s*\p{Script=Han}/u;

/** Whether the text may be the name of a person, however it is marked; no address, no group, no number. */
export function isName(text: string): boolean {
  if (PLAIN.test(text)) return true;
  const half = toHalfWidth(text).trim();
  const bare = half.replace(/[(〔【[].*$/s, '').trim();
  return MARKED.test(half) && !PLACE.test(bare) && !COUNTED.test(bare);
}

/**
 * Whether the text, odd as it is, stands for a name where nobody could be mistaken for a place or a number: it begins with a
 * letter, and no address, group or day does.
 */
export function mayBeCalled(text: string): boolean {
  const half = toHalfWidth(text).trim();
  const bare = half.replace(/[(〔【[].*$/s, '').trim();
  if (isName(text)) return true;
  return half.length <= 20 && LETTERS.test(half) && !PLACE.test(bare) && !COUNTED.test(half) && !/\d{3}/.test(half);
}

/** A name that holds more than letters: taken as it is written, and said. */
export function isMarkedName(text: string): boolean {
  // 王国强 已故; 欧阳 修 and 张  三 are written wide.
  return !PLAIN.test(text.trim()) || /[^\s]{3}\s+[^\s]{2}/u.test(text.trim());
}
