/** Text files as Chinese offices save them: UTF-8 with or without a mark, UTF-16, else GB18030 (which contains GBK and GB2312). */

/** Decodes a whole file. Strict UTF-8 is tried before GB18030, because Chinese GBK text is almost never valid UTF-8. */
export function decodeText(bytes: Uint8Array): string {
  const wide = wideOf(bytes);
  if (wide !== undefined) return new TextDecoder(wide).decode(bytes);
  const whole = strictUtf8(bytes);
  if (whole !== undefined) return whole;
  const unicode = new TextDecoder('utf-8').decode(bytes);
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return unicode;
  const chinese = new TextDecoder('gb18030').decode(bytes);
  // A damaged UTF-8 file is still better read as UTF-8: fewer characters come out unreadable.
  return unreadable(unicode) < unreadable(chinese) ? unicode : chinese;
}

/** The text when it is UTF-8; `stream` forgives a last character that was cut in half. */
function strictUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
}

function unreadable(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\uFFFD'); at >= 0; at = text.indexOf('\uFFFD', at + 1)) count++;
  return count;
}

/** Bytes that are looked at for what a file is. */
const HEAD = 8192;
/** In a table so many of a hundred bytes are zero at least, if it is UTF-16: separators, digits and line ends have one each. */
const ZERO_PERCENT = 5;

/** Which UTF-16 a text is in, if it is: by its mark or, as some exports leave it out, by the zero bytes of its ASCII. */
export function wideOf(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const head = bytes.subarray(0, Math.min(HEAD, bytes.length & ~1));
  const zeros = [0, 0];
  head.forEach((byte, at) => {
    if (byte === 0) zeros[at & 1]!++;
  });
  const [even = 0, odd = 0] = zeros;
  if ((even > 0 && odd > 0) || (even + odd) * 100 < head.length * ZERO_PERCENT || head.length < 8) return undefined;
  const page = odd > 0 ? 'utf-16le' : 'utf-16be';
  const text = new TextDecoder(page).decode(head, { stream: true });
  // Numbers of 16 bits look alike, and so do the lock files of Office; neither is a text with lines and columns.
  const isTable = /[\r\n\t,;，|]/.test(text) && !/[\0-\x08\x0e-\x1f\ud800-\udfff\ufffd\uffff]/u.test(text);
  return isTable ? page : undefined;
}
