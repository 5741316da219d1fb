/** Text files as Chinese offices save them: UTF-8 with or without a mark, UTF-16, else GB18030 (which contains GBK and GB2312). */

/** Decodes a whole file. Strict UTF-8 is tried before GB18030, because Chinese GBK text is almost never valid UTF-8. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  if (!marked && !isUtf8(bytes)) {
    const chinese = new TextDecoder('gb18030').decode(bytes);
    const unicode = new TextDecoder('utf-8').decode(bytes);
    // A damaged UTF-8 file is still better read as UTF-8: fewer characters come out unreadable.
    return unreadable(unicode) < unreadable(chinese) ? unicode : chinese;
  }
  return new TextDecoder('utf-8').decode(bytes);
}

/** `stream` forgives a last character that was cut in half. */
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function unreadable(text: string): number {
  return text.split('\uFFFD').length - 1;
}
