/** Text files as Chinese offices save them: UTF-8 with or without a mark, UTF-16, else GB18030 (which contains GBK and GB2312). */

/** Decodes a whole file. Strict UTF-8 is tried before GB18030, because Chinese GBK text is almost never valid UTF-8. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
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
