/**
 * Turns UTF-8 bytes of inline texts into strings. Sheets repeat themselves (是, 汉族, a village's name): each distinct
 * run of bytes is decoded once and shared, which saves both time and a clerk's memory.
 */
import { cellText } from './xml';

const BUCKETS = 1 << 17;
/** Longer texts rarely repeat; hashing them costs more than it saves. */
const LONGEST = 96;

export class TextCache {
  private readonly starts = new Int32Array(BUCKETS);
  private readonly lengths = new Int32Array(BUCKETS);
  private readonly texts: (string | undefined)[] = new Array<string | undefined>(BUCKETS);
  private readonly scratch = new Uint16Array(LONGEST);
  private readonly decoder = new TextDecoder('utf-8');

  /** `bytes` must stay unchanged while the cache lives: entries are compared with it. */
  constructor(private readonly bytes: Uint8Array) {}

  /** The text of bytes[start, end), XML entities and escapes resolved. */
  read(start: number, end: number): string {
    const bytes = this.bytes;
    const length = end - start;
    if (length > LONGEST) return cellText(this.decoder.decode(bytes.subarray(start, end)));
    let hash = length;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
    const slot = (hash ^ (hash >>> 15)) & (BUCKETS - 1);
    const known = this.texts[slot];
    if (known !== undefined && this.lengths[slot] === length && this.equal(this.starts[slot]!, start, length)) {
      return known;
    }
    const text = this.decode(start, end);
    this.texts[slot] = text;
    this.starts[slot] = start;
    this.lengths[slot] = length;
    return text;
  }

  private equal(a: number, b: number, length: number): boolean {
    const bytes = this.bytes;
    for (let i = 0; i < length; i++) if (bytes[a + i] !== bytes[b + i]) return false;
    return true;
  }

  /** Plain ASCII and three-byte characters (all common Chinese) directly; whatever else goes through the decoder. */
  private decode(start: number, end: number): string {
    const bytes = this.bytes;
    const scratch = this.scratch;
    let length = 0;
    for (let at = start; at < end;) {
      const byte = bytes[at]!;
      if (byte < 0x80) {
        // & begins an entity, _ perhaps an escape, \r is a line end to unify, < can only be CDATA.
        if (byte === 38 || byte === 95 || byte === 13 || byte === 60) return this.slow(start, end);
        scratch[length++] = byte;
        at += 1;
      } else if (byte >= 0xe0 && byte < 0xf0 && at + 2 < end) {
        scratch[length++] = ((byte & 15) << 12) | ((bytes[at + 1]! & 63) << 6) | (bytes[at + 2]! & 63);
        at += 3;
      } else return this.slow(start, end);
    }
    return String.fromCharCode.apply(null, scratch.subarray(0, length) as unknown as number[]);
  }

  private slow(start: number, end: number): string {
    return cellText(this.decoder.decode(this.bytes.subarray(start, end)));
  }
}
