/**
 * The format of a journal line and of the header of a journal file (docs/journal.md). Pure: the hash function is handed in.
 *
 *     <n> <refs> <own> <sum> <payload>\n
 */

/** SHA-256 of bytes: 32 bytes. */
export type Hasher = (bytes: Uint8Array) => Uint8Array;

/** Newest version of the format that this program writes and understands. */
export const JOURNAL_VERSION = 1;

/** The chained checksum before line 1. */
export const GENESIS_SUM = 'A'.repeat(43);

const FORMAT = 'hudang-journal';
const SPACE = 0x20;
const NEWLINE = 0x0a;
/** Longest text in front of a payload: 15 digits, 16 references, two checksums. A longer one is none of ours. */
const HEAD_BYTES = 4096;
const NUMBER = /^[1-9][0-9]{0,14}$/;
const SUM = /^[0-9A-Za-z_-]{43}$/;
const REF = /^(?:segment:[0-9a-f]{64}|copy:[0-9A-Za-z-]{1,80}\.zip)$/;
const FILE = /^([0-9]{12})\.jsonl$/;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const encoder = new TextEncoder();

/** Bytes as base64url without padding. */
export function base64url(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3);
    const bits = (a << 16) | (b << 8) | c;
    const digits = Math.min(bytes.length - at, 3) + 1;
    for (let shift = 18; shift > 18 - 6 * digits; shift -= 6) text += ALPHABET[(bits >> shift) & 63] ?? '';
  }
  return text;
}

/** SHA-256 of a payload, as it stands in the field `own`. */
export function ownSum(hash: Hasher, payload: Uint8Array): string {
  return base64url(hash(payload));
}

/** The chained checksum of line `n`; `refs` as the field stands in the line. */
export function chainSum(hash: Hasher, before: string, n: number, refs: string, own: string): string {
  return base64url(hash(encoder.encode(`${before} ${String(n)} ${refs} ${own}`)));
}

/** The field `refs`; null when one of them is no reference. */
export function refsField(refs: readonly string[]): string | null {
  if (!refs.every((ref) => REF.test(ref))) return null;
  return refs.length === 0 ? '-' : [...new Set(refs)].join(',');
}

export interface EncodedLine {
  /** The whole line with its line break. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly refs: string;
  readonly own: string;
  readonly sum: string;
}

/**
 * Line `n` behind a line whose sum is `before`. Null when it cannot be a line: a payload that is empty, has a raw line
 * break or half a surrogate pair (it would not come back as it was), a reference that is none.
 */
export function encodeLine(
  hash: Hasher,
  before: string,
  n: number,
  refs: readonly string[],
  payload: string,
): EncodedLine | null {
  const field = refsField(refs);
  if (field === null || payload === '' || payload.includes('\n') || /\p{Surrogate}/u.test(payload)) return null;
  const content = encoder.encode(payload);
  const own = ownSum(hash, content);
  const sum = chainSum(hash, before, n, field, own);
  const head = encoder.encode(`${String(n)} ${field} ${own} ${sum} `);
  if (head.byteLength > HEAD_BYTES) return null;
  const bytes = new Uint8Array(head.byteLength + content.byteLength + 1);
  bytes.set(head);
  bytes.set(content, head.byteLength);
  bytes[bytes.byteLength - 1] = NEWLINE;
  return { bytes, refs: field, own, sum };
}

/** A line whose parts could be told apart; nothing is verified yet. */
export interface ParsedLine {
  readonly n: number;
  /** As the field stands in the line. */
  readonly refs: string;
  readonly own: string;
  readonly sum: string;
  readonly payload: Uint8Array;
}

/** Takes apart the bytes of a line, without its line break. Null when they are not shaped like one. */
export function parseLine(bytes: Uint8Array): ParsedLine | null {
  const head = bytes.subarray(0, HEAD_BYTES);
  const fields: string[] = [];
  let from = 0;
  while (fields.length < 4) {
    const to = head.indexOf(SPACE, from);
    if (to < 0) return null;
    let text = '';
    for (let at = from; at < to; at += 1) text += String.fromCharCode(head[at] ?? 0);
    fields.push(text);
    from = to + 1;
  }
  const [n = '', refs = '', own = '', sum = ''] = fields;
  if (!NUMBER.test(n) || !SUM.test(own) || !SUM.test(sum) || from >= bytes.byteLength) return null;
  if (refs !== '-' && !refs.split(',').every((ref) => REF.test(ref))) return null;
  return { n: Number(n), refs, own, sum, payload: bytes.subarray(from) };
}

/** The references of a line, from its field. */
export function refsOf(field: string): readonly string[] {
  return field === '-' ? [] : field.split(',');
}

/**
 * What can be said of line `n` of which the bytes are given, without line break, behind a line whose sum is `before`
 * (null: not known).
 * - `whole`: the chain proves it, whatever its field `own` or its number look like.
 * - `intact`: only the payload is proved, by `own`; number and references are as they stand there.
 */
export type Verdict =
  | {
      readonly state: 'whole' | 'intact';
      readonly n: number;
      /** SHA-256 of the payload as it is, base64url. */
      readonly own: string;
      readonly line: ParsedLine;
    }
  | { readonly state: 'invalid' };

export function verifyLine(hash: Hasher, before: string | null, n: number, bytes: Uint8Array): Verdict {
  const line = parseLine(bytes);
  if (!line) return { state: 'invalid' };
  const own = ownSum(hash, line.payload);
  if (before !== null && chainSum(hash, before, n, line.refs, own) === line.sum) {
    return { state: 'whole', n, own, line };
  }
  return own === line.own ? { state: 'intact', n: line.n, own, line } : { state: 'invalid' };
}

/** File name of the journal file whose first line is `first`. */
export function journalFileName(first: number): string {
  return `${String(first).padStart(12, '0')}.jsonl`;
}

/** The first line of a journal file, from its name; null when it is the name of something else. */
export function firstOfName(name: string): number | null {
  const digits = FILE.exec(name)?.[1];
  return digits === undefined || Number(digits) < 1 ? null : Number(digits);
}

/** The first line of a journal file; `before` = the sum of line `first` - 1. With its line break. */
export function encodeHeader(hash: Hasher, first: number, before: string): Uint8Array<ArrayBuffer> {
  const plain = JSON.stringify({ format: FORMAT, version: JOURNAL_VERSION, first, before });
  return encoder.encode(`${plain.slice(0, -1)},"own":"${ownSum(hash, encoder.encode(plain))}"}\n`);
}

export type Header =
  | { readonly state: 'whole'; readonly first: number; readonly before: string }
  /** A newer program wrote the file: nothing in it may be touched. */
  | { readonly state: 'newer' }
  | { readonly state: 'damaged' };

/**
 * Judges a header, without its line break. Its property `own` (the last one: the checksum of the header without it) keeps a
 * flipped bit from being taken for a newer version; a header without `own` is believed.
 */
export function parseHeader(hash: Hasher, bytes: Uint8Array): Header {
  let value: unknown;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    value = JSON.parse(text);
  } catch {
    return { state: 'damaged' };
  }
  if (typeof value !== 'object' || value === null) return { state: 'damaged' };
  const { format, version, first, before, own } = value as Record<string, unknown>;
  if (format !== FORMAT || typeof version !== 'number') return { state: 'damaged' };
  if (own !== undefined) {
    const plain = text.replace(/,"own":"[0-9A-Za-z_-]*"\}$/, '}');
    if (own !== ownSum(hash, encoder.encode(plain))) return { state: 'damaged' };
  }
  if (version > JOURNAL_VERSION) return { state: 'newer' };
  if (version !== JOURNAL_VERSION || typeof first !== 'number' || typeof before !== 'string')
    return { state: 'damaged' };
  if (!Number.isSafeInteger(first) || first < 1 || !SUM.test(before)) return { state: 'damaged' };
  return { state: 'whole', first, before };
}
