/** Characters that are not what they seem: private ones, radicals, compatibility forms, codes of a web page or a program. */
import type { Verdict } from './findings';
import { toSimplified } from './traditional';

/** Made for one machine; every other one shows a box. */
const PRIVATE = /[\uE000-\uF8FF]|[\u{F0000}-\u{10FFFD}]/u;
/** Radicals and compatibility forms look like everyday characters and are others to every search. */
const LOOKALIKE = /[\u2E80-\u2FDF\uF900-\uFAFF]|[\u{2F800}-\u{2FA1F}]/gu;
/** Radicals that Unicode does not fold itself. */
const RADICALS: ReadonlyMap<string, string> = new Map(
  '⻓长⻔门⻋车⻅见⻉贝⻢马⻤鬼⻥鱼⻦鸟⻩黄⻰龙⻘青⻛风⻜飞⻝食⻚页⺠民⺟母⻬齐⻨麦⻮齿⻄西⻆角⻳龟⺮竹⻁虎⻣骨⻙韦⻧卤⺼月⻌辶⻎走⻩黄'
    .match(/../gu)
    ?.map((pair) => [pair.charAt(0), pair.charAt(1)] as const),
);
/** Letters that no Chinese name or text holds, and that a wrong encoding makes of one. */
const FOREIGN = /[\u0370-\u03FF\u0400-\u052F\u2500-\u259F\uFF66-\uFF9F]/;

const ESCAPED =
  /&(?:#x?[\da-f]+|nbsp|amp|lt|gt|quot|apos|middot|ensp|emsp);|\\u[\da-f]{4}|_x[\dA-F]{4}_|(?:%[\dA-F]{2}){3,}|<br\s*\/?>|<\/?(?:p|div|span|td|b|font)[^>]{0,40}>/i;
const NAMED: Readonly<Record<string, string>> = {
  nbsp: ' ', ensp: ' ', emsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", middot: '·',
}; // prettier-ignore

/** Codes of web pages and programs in place of characters: &#24352;, \u5f20, _x5F20_, %E5%BC%A0, <br>. */
export function checkEscaped(text: string): Verdict | undefined {
  if (!/[&\\%<_]/.test(text) || !ESCAPED.test(text)) return undefined;
  const decoded = unescaped(text);
  return decoded === undefined || decoded === '' || ESCAPED.test(decoded)
    ? { kind: 'escaped_text', level: 'certain' }
    : { kind: 'escaped_text', level: 'certain', proposal: decoded };
}

function unescaped(text: string): string | undefined {
  try {
    return text
      .replace(/(?:%[\da-f]{2}){3,}/gi, (run) => decodeURIComponent(run))
      .replace(/&#x([\da-f]+);|\\u([\da-f]{4})|_x([\da-f]{4})_/gi, (_, a?: string, b?: string, c?: string) =>
        String.fromCodePoint(Number.parseInt(a ?? b ?? c ?? '', 16)),
      )
      .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
      .replace(/&([a-z]+);/gi, (whole, name: string) => NAMED[name.toLowerCase()] ?? whole)
      .replace(/<[^>]{0,42}>/g, ' ')
      .replace(/[\s\u00A0]+/g, ' ')
      .trim();
  } catch {
    // No character has such a code.
    return undefined;
  }
}

/** Unicode folds the radicals of the Kangxi dictionary to their old forms. */
function folded(char: string): string {
  const plain = char.normalize('NFKC');
  return /[\u2F00-\u2FDF]/.test(char) ? toSimplified(plain).replace('靑', '青') : plain;
}

/** Private characters, radicals and compatibility forms in any text. */
export function checkCharacters(text: string): Verdict | undefined {
  if (PRIVATE.test(text)) return { kind: 'odd_character', level: 'likely' };
  const plain = text.replace(LOOKALIKE, (char) => RADICALS.get(char) ?? folded(char));
  return plain === text ? undefined : { kind: 'odd_character', level: 'likely', proposal: plain };
}

/** Greek, Cyrillic, drawn lines or half-width kana in a name: bytes of another encoding. */
export function hasForeignLetters(name: string): boolean {
  return FOREIGN.test(name);
}
