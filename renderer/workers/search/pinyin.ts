/** Pinyin of personal names for typing without an input method: 单小明 is found by shanxiaoming and by sxm. */
import { pinyin } from 'pinyin-pro';

const HAN = /^\p{Script=Han}+$/u;
const COMPOUND = new Set(
  '欧阳 上官 司马 诸葛 东方 皇甫 尉迟 公孙 令狐 慕容 夏侯 司徒 端木 宇文 长孙 独孤 南宫 拓跋 百里 呼延'.split(' '),
);
const surnames = new Map<string, readonly string[]>();
const syllables = new Map<string, string>();

/** Full pinyin and initials of a name, e.g. ['shanxiaoming', 'sxm']; null when it is not written in Chinese characters. */
export function namePinyin(name: string): readonly [full: string, initials: string] | null {
  if (!HAN.test(name)) return null;
  const chars = [...name];
  const head = chars.length > 2 && COMPOUND.has(name.slice(0, 2)) ? 2 : 1;
  const parts = [...surname(chars.slice(0, head).join('')), ...chars.slice(head).map(syllable)];
  return [parts.join(''), parts.map((part) => part.charAt(0)).join('')];
}

/** The reading as a surname differs from the usual one (单 shan, 仇 qiu, 曾 zeng). */
function surname(text: string): readonly string[] {
  const known = surnames.get(text);
  if (known) return known;
  const read = pinyin(text, { toneType: 'none', type: 'array', surname: 'all', v: true });
  surnames.set(text, read);
  return read;
}

function syllable(char: string): string {
  const known = syllables.get(char);
  if (known !== undefined) return known;
  const read = pinyin(char, { toneType: 'none', v: true });
  syllables.set(char, read);
  return read;
}
