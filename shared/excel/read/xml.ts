/** The little XML that workbook parts need, on strings. No entity of a DTD is ever expanded: such a part is refused. */

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Bytes of a part → text; UTF-16 when its beginning says so, else UTF-8. */
export function decodeXml(bytes: Uint8Array): string {
  return new TextDecoder(wideXml(bytes) ?? 'utf-8').decode(bytes);
}

/** Which UTF-16 a part is in: by its mark, or by the `<` that it begins with; undefined when it is none. */
export function wideXml(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second] = head;
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  return (first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c) ? 'utf-16be' : undefined;
}

/** A document type declaration has no place in a workbook; it is how entity bombs are built (P-24). */
export function hasDoctype(xml: string): boolean {
  return /<!DOCTYPE/i.test(xml.slice(0, 4096));
}

/** Resolves the five named entities and numeric ones, astral characters included; anything else stays as written. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-z]{2,4});/g, (whole, body: string) => {
    if (!body.startsWith('#')) return NAMED[body] ?? whole;
    const hex = body[1] === 'x' || body[1] === 'X';
    const code = hex ? parseInt(body.slice(2), 16) : parseInt(body.slice(1), 10);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** Text content of an element as a cell shows it: entities, line ends, and the _xHHHH_ escapes of ECMA-376 (ST_Xstring). */
export function cellText(raw: string): string {
  let text = raw.includes('<![CDATA[')
    ? raw
        .split(/<!\[CDATA\[|\]\]>/)
        .map(undoCdata)
        .join('')
    : decodeEntities(raw);
  if (text.includes('_x')) {
    text = text.replace(/_x([0-9a-fA-F]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  }
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** Odd pieces stood inside CDATA and are literal. */
function undoCdata(piece: string, index: number): string {
  return index % 2 === 1 ? piece : decodeEntities(piece);
}

export interface Tag {
  /** Local name, without namespace prefix. */
  readonly name: string;
  readonly kind: 'open' | 'close' | 'empty';
  /** The whole attribute text; see `attribute`. */
  readonly attributes: string;
  /** Offset just behind `>`. */
  readonly end: number;
  /** Offset of `<`. */
  readonly start: number;
}

/**
 * Walks the tags of a part; comments, declarations and CDATA are passed over. Reads forward only, so that no text, however
 * hostile, costs more than one pass.
 */
export function* tags(xml: string, from = 0, to = xml.length): Generator<Tag> {
  for (let start = xml.indexOf('<', from); start >= 0 && start < to;) {
    const special = skipSpecial(xml, start);
    if (special !== undefined) {
      start = xml.indexOf('<', special);
      continue;
    }
    const end = tagEnd(xml, start);
    if (end < 0) return;
    const tag = parseTag(xml, start, end);
    if (tag) yield tag;
    start = xml.indexOf('<', end);
  }
}

/** Offset behind a comment, CDATA section or declaration that starts here; undefined for a tag. */
function skipSpecial(xml: string, start: number): number | undefined {
  const next = xml[start + 1];
  if (next !== '!' && next !== '?') return undefined;
  const close = xml.startsWith('<!--', start) ? '-->' : xml.startsWith('<![CDATA[', start) ? ']]>' : '>';
  const at = xml.indexOf(close, start);
  return at < 0 ? xml.length : at + close.length;
}

/** Offset behind the `>` that closes the tag, not fooled by one inside quotes; -1 when there is none. */
function tagEnd(xml: string, start: number): number {
  let quote = 0;
  for (let at = start + 1; at < xml.length; at++) {
    const char = xml.charCodeAt(at);
    if (quote !== 0) quote = char === quote ? 0 : quote;
    else if (char === 62) return at + 1;
    else if (char === 34 || char === 39) quote = char;
  }
  return -1;
}

function parseTag(xml: string, start: number, end: number): Tag | undefined {
  const empty = xml.charCodeAt(end - 2) === 47;
  const match = /^<(\/?)(?:[\w.-]+:)?([\w.-]+)/.exec(xml.slice(start, Math.min(end, start + 200)));
  if (!match) return undefined;
  const kind = match[1] === '/' ? 'close' : empty ? 'empty' : 'open';
  const attributes = xml.slice(start + match[0].length, end - (empty ? 2 : 1));
  return { name: match[2] ?? '', kind, attributes, start, end };
}

/** Value of an attribute by local name (`id` finds `r:id`, too), entities resolved; undefined when absent. */
export function attribute(attributes: string, name: string): string | undefined {
  const match = new RegExp(`(?:^|\\s)(?:[\\w.-]+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return match ? decodeEntities(match[1] ?? match[2] ?? '') : undefined;
}
