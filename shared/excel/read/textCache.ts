/**
 * Turns UTF-8 bytes of texts into strings. Sheets repeat themselves (是, 汉族, a village's name): each distinct run of bytes
 * is decoded once and shared, which saves both time and a clerk's memory.
 */
import { cellText } from './xml';

const BUCKETS = 1 << 16;
/** Longer texts rarely repeat; hashing them costs more than it saves. */
const LONGEST = 96;

const scratch = new Uint16Array(LONGEST * 4);
// A mark at the beginning of a text is part of the text.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Text of bytes[start, end), XML entities and escapes resolved. Plain ASCII and three-byte characters (all common Chinese)
 * directly; whatever else goes through the decoder.
 */
export function textAt(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > scratch.length) return slow(bytes, start, end);
  let length = 0;
  for (let at = start; at < end;) {
    const byte = bytes[at]!;
    if (byte < 0x80) {
      // & begins an entity, _ perhaps an escape, \r is a line end to unify, < can only be CDATA.
      if (byte === 38 || byte === 95 || byte === 13 || byte === 60) return slow(bytes, start, end);
      scratch[length++] = byte;
      at += 1;
    } else if (byte > 0xe0 && byte < 0xf0 && byte !== 0xed && at + 2 < end) {
      scratch[length++] = ((byte & 15) << 12) | ((bytes[at + 1]! & 63) << 6) | (bytes[at + 2]! & 63);
      at += 3;
    } else return slow(bytes, start, end);
  }
  return String.fromCharCode.apply(null, scratch.subarray(0, length) as unknown as number[]);
}

function slow(bytes: Uint8Array, start: number, end: number): string {
  return cellText(decoder.decode(bytes.subarray(start, end)));
}

/** Bytes that a text of so many bytes of UTF-8 is held in: one a character where all of it is ASCII, two otherwise. */
export function textBytes(text: string, utf8: number): number {
  return text.length === utf8 ? utf8 : text.length * 2;
}

let shared: TextCache | undefined;

/** One for all sheets: what it holds depends on nothing but the bytes of the texts. */
export function textCache(): TextCache {
  return (shared ??= new TextCache());
}

export class TextCache {
  /** The bytes of what is kept, a place of fixed size each. */
  private readonly kept = new Uint8Array(BUCKETS * LONGEST);
  private readonly lengths = new Uint8Array(BUCKETS);
  private readonly texts = new Array<string | undefined>(BUCKETS);
  /** Bytes that the texts made so far take in memory, about. */
  weight = 0;

  /** The text of bytes[start, end), XML entities and escapes resolved. */
  read(bytes: Uint8Array, start: number, end: number): string {
    const length = end - start;
    if (length > LONGEST) return this.weighed(textAt(bytes, start, end), length);
    let hash = length;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
    const slot = (hash ^ (hash >>> 15)) & (BUCKETS - 1);
    const known = this.texts[slot];
    const place = slot * LONGEST;
    if (known !== undefined && this.lengths[slot] === length && this.equal(place, bytes, start, length)) return known;
    const text = this.weighed(textAt(bytes, start, end), length);
    this.texts[slot] = text;
    this.lengths[slot] = length;
    for (let i = 0; i < length; i++) this.kept[place + i] = bytes[start + i]!;
    return text;
  }

  private weighed(text: string, bytes: number): string {
    this.weight += 24 + textBytes(text, bytes);
    return text;
  }

  private equal(place: number, bytes: Uint8Array, start: number, length: number): boolean {
    const { kept } = this;
    for (let i = 0; i < length; i++) if (kept[place + i] !== bytes[start + i]) return false;
    return true;
  }
}
