/** Text that was read in the wrong encoding, and what it was before, where that can be told. */

const REPLACEMENT = /\uFFFD/;
const KNOWN = /锟斤拷|锟[^\s]?斤|烫烫|屯屯|ï»¿|ï¼|â€|Ã[\u0080-\u00BF]/;
/** Two and more question marks in place of characters; a single one may be a question. */
const QUESTIONS = /[?？]{2,}/;
const LATIN =
  /^[\x20-\x7E\u0080-\u00FF\u0152\u0153\u0160\u0161\u0178\u017D\u017E\u0192\u02C6\u02DC\u2013-\u203A\u20AC\u2122]+$/;
const LATIN_MARKS = /[\u00C0-\u00FF][\u0080-\u00FF\u0152-\u0192\u02C6\u02DC\u2013-\u203A\u20AC\u2122]/g;
const CHINESE = /^[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef·\w\s().,:;/+-]+$/;
const SOME_CHINESE = /[\u4e00-\u9fff]/;

/** Bytes of windows-1252 beyond latin 1, by character. */
const WINDOWS_1252 = new Map(
  [...'€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ'].flatMap((char, at) => (char === ' ' ? [] : [[char, 0x80 + at] as const])),
);

export interface Mojibake {
  /** The text that it was; undefined when the bytes are gone. */
  readonly text?: string;
}

/** What a text looks like when it was decoded wrongly; undefined when it looks sound. */
export function mojibakeOf(text: string): Mojibake | undefined {
  if (REPLACEMENT.test(text) || /锟斤拷|烫烫烫|屯屯屯/.test(text)) return {};
  if (SOME_CHINESE.test(text)) {
    if (QUESTIONS.test(text) && /[\u4e00-\u9fff][?？]{2}|[?？]{2}[\u4e00-\u9fff]/.test(text))
      return endsAsking(text) ? undefined : {};
    if (!gbkLeads().test(text)) return undefined;
    return utf8OfGbk(text);
  }
  if (/^[?？]{2,}$/.test(text)) return {};
  // ××××: digits that somebody hid, no letters of another encoding.
  if (/^[\w\s×÷·°±²³.,:()-]*$/.test(text)) return undefined;
  const marks = LATIN.test(text) ? (text.match(LATIN_MARKS)?.length ?? 0) : 0;
  if (marks > 0) return fromLatin(text) ?? (marks > 1 ? {} : undefined);
  return KNOWN.test(text) ? {} : undefined;
}

/** 是否属实？？ is a doubt, not a loss. */
function endsAsking(text: string): boolean {
  return /^[\u4e00-\u9fff，。、\w]{4,}[?？]+$/.test(text);
}

/** UTF-8 or GBK read as latin 1. */
function fromLatin(text: string): Mojibake | undefined {
  const bytes = Uint8Array.from([...text], (char) => WINDOWS_1252.get(char) ?? char.charCodeAt(0) & 0xff);
  for (const label of ['utf-8', 'gbk']) {
    const decoded = decode(bytes, label);
    if (decoded !== undefined && SOME_CHINESE.test(decoded) && CHINESE.test(decoded)) return { text: decoded };
  }
  return KNOWN.test(text) ? {} : undefined;
}

function decode(bytes: Uint8Array, label: string): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

let leads: RegExp | undefined;
/** The characters that the first two bytes of a Chinese character in UTF-8 make in GBK. */
function gbkLeads(): RegExp {
  if (leads !== undefined) return leads;
  const chars: string[] = [];
  for (let lead = 0xe4; lead <= 0xe9; lead++) {
    for (let trail = 0x80; trail <= 0xbf; trail++) {
      const char = decode(Uint8Array.of(lead, trail), 'gbk');
      if (char !== undefined && char.length === 1) chars.push(char);
    }
  }
  leads = new RegExp(`[${chars.join('')}]`);
  return leads;
}

let any: RegExp | undefined;
/** A text without such a character is neither in a wrong encoding nor a formula or an error value. */
export function suspicious(): RegExp {
  any ??= new RegExp(`[#=?？\\uFFFD\\u0080-\\u00FF\\u0152-\\u017E€锟烫屯${gbkLeads().source.slice(1, -1)}]`);
  return any;
}

let gbkBytes: Map<string, readonly [number, number]> | undefined;
/** The two bytes of every GBK character, from decoding all pairs once. */
function bytesOf(): Map<string, readonly [number, number]> {
  if (gbkBytes !== undefined) return gbkBytes;
  gbkBytes = new Map();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      const char = decode(Uint8Array.of(lead, trail), 'gbk');
      if (char !== undefined && char.length === 1) gbkBytes.set(char, [lead, trail]);
    }
  }
  return gbkBytes;
}

/**
 * What the text was if its UTF-8 bytes were read as GBK: three bytes a character against two. Of texts with an odd number of
 * bytes the last character is broken (`?` stands there), so nothing is given back.
 */
function utf8OfGbk(text: string): Mojibake | undefined {
  const table = bytesOf();
  const bytes: number[] = [];
  let isRare = false;
  const body = text.replace(/(?<![?？])[?？]+$/, '');
  for (const char of body) {
    const pair = table.get(char);
    if (pair !== undefined) {
      bytes.push(...pair);
      isRare ||= pair[0] <= 0xa0 || pair[1] <= 0xa0;
    } else if (char.charCodeAt(0) < 0x80) bytes.push(char.charCodeAt(0));
    // GBK of Windows reads a byte 80 alone, the last of 秀 in UTF-8, as the euro sign.
    else if (char === '€') bytes.push(0x80);
    else return undefined;
  }
  // Three characters of everyday Chinese may be valid UTF-8 by chance; with one that hardly anybody writes they are not.
  // So are a dozen bytes and more that happen to be: that does not happen.
  if ((!isRare && bytes.length < 12) || bytes.length < 5) return undefined;
  const isWhole = body === text;
  const decoded = decode(Uint8Array.from(isWhole ? bytes : wholeCharacters(bytes)), 'utf-8');
  if (decoded === undefined || !SOME_CHINESE.test(decoded) || !CHINESE.test(decoded)) return undefined;
  return isWhole ? { text: decoded } : {};
}

/**
 * A name of two characters whose UTF-8 was read as GBK makes three, at times of everyday characters only (贺山 → 璐哄北): known by
 * that nobody is called so, and that what comes back begins with a common family name. Undefined when it is sound.
 */
export function mojibakeName(name: string, isSurname: (char: string) => boolean): string | undefined {
  if (name.length !== 3 || !gbkLeads().test(name.charAt(0)) || isSurname(name.charAt(0))) return undefined;
  const table = bytesOf();
  const bytes = [...name].flatMap((char) => table.get(char) ?? []);
  const decoded = bytes.length === 6 ? decode(Uint8Array.from(bytes), 'utf-8') : undefined;
  return decoded !== undefined && /^[\u4e00-\u9fff]{2}$/.test(decoded) && isSurname(decoded.charAt(0))
    ? decoded
    : undefined;
}

/** Bytes without an unfinished character at the end. */
function wholeCharacters(bytes: readonly number[]): readonly number[] {
  let at = bytes.length;
  while (at > 0 && ((bytes[at - 1] ?? 0) & 0xc0) === 0x80 && bytes.length - at < 3) at--;
  const lead = bytes[at - 1] ?? 0;
  const needed = lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  return bytes.length - at + 1 >= needed ? bytes : bytes.slice(0, at - 1);
}
