/** sharedStrings.xml, decoded once. */
import { textAt, textBytes } from './textCache';
import { endsName, WindowedScanner } from './windowed';
import { decodeXml, cellText, hasDoctype, tags } from './xml';

const LT = 60;
const GT = 62;
const SLASH = 47;

/** The shared strings in order. Phonetic guides (rPh) are not part of a text; rich text runs are joined. */
export class StringsScanner extends WindowedScanner {
  readonly strings: string[] = [];
  /** Bytes of the namespace prefix with its colon; -1 until the root element was seen. */
  private prefix = -1;
  /** Bytes that the strings take in memory, about. */
  weight = 0;

  /** @param most bytes that the strings may take in memory, about */
  constructor(private readonly most: number) {
    super();
  }

  protected override scan(last: boolean): number {
    const { bytes } = this;
    if (this.prefix < 0 && !this.findRoot(last)) return 0;
    let at = 0;
    for (;;) {
      const item = this.nextItem(at);
      if (item < 0) return last ? bytes.length : Math.max(at, bytes.length - 64);
      const next = this.readItem(item);
      if (next < 0) return last ? bytes.length : item;
      at = next;
      if (this.weight > this.most) {
        this.trouble = 'file_too_large';
        return bytes.length;
      }
    }
  }

  /** The root tells the prefix of all others; nothing before it may declare entities. */
  private findRoot(last: boolean): boolean {
    const head = decodeXml(this.bytes.subarray(0, 8192));
    if (hasDoctype(head)) {
      this.trouble = 'file_unsafe';
      return false;
    }
    const match = /<((?:[\w.-]+:)?)sst[\s/>]/.exec(head);
    if (!match && !last && this.bytes.length < 8192) return false;
    this.prefix = match?.[1]?.length ?? 0;
    return true;
  }

  /** Offset of the next <si; -1 when there is none. */
  private nextItem(from: number): number {
    const { bytes, prefix } = this;
    for (let at = bytes.indexOf(LT, from); at >= 0; at = bytes.indexOf(LT, at + 1)) {
      const name = at + 1 + prefix;
      if (bytes[name] === 115 && bytes[name + 1] === 105 && endsName(bytes[name + 2])) return at;
    }
    return -1;
  }

  /** Adds the string of the item at `from`; returns the offset behind it, -1 when it does not end here. */
  private readItem(from: number): number {
    const { bytes, prefix } = this;
    const open = bytes.indexOf(GT, from);
    if (open < 0) return -1;
    if (bytes[open - 1] === SLASH) return this.add('', open + 1);
    const plain = this.plainText(open + 1);
    if (plain > 0) return plain;
    let end = bytes.indexOf(LT, open);
    while (end >= 0 && !(bytes[end + 1] === SLASH && this.isItem(end + 2 + prefix))) end = bytes.indexOf(LT, end + 1);
    if (end < 0) return -1;
    const xml = new TextDecoder('utf-8').decode(bytes.subarray(open + 1, end));
    return this.add(runs(xml, 0, xml.length), end + prefix + 5);
  }

  private isItem(name: number): boolean {
    return this.bytes[name] === 115 && this.bytes[name + 1] === 105 && this.bytes[name + 2] === GT;
  }

  /** Takes the common shape <t>…</t></si>, from behind <si>; 0 when the item is richer or not whole. */
  private plainText(from: number): number {
    const { bytes, prefix } = this;
    const name = from + 1 + prefix;
    if (bytes[from] !== LT || bytes[name] !== 116 || !endsName(bytes[name + 1])) return 0;
    let start = name + 1;
    while (start < bytes.length && bytes[start] !== GT) start++;
    if (bytes[start - 1] === SLASH) return 0;
    start++;
    let end = start;
    while (end < bytes.length && bytes[end] !== LT) end++;
    // Both closing tags must stand here; a CDATA section or anything else goes the long way.
    const item = end + prefix + 4;
    const closes = bytes[end + 1] === SLASH && bytes[end + 2 + prefix] === 116 && bytes[end + 3 + prefix] === GT;
    if (!closes || bytes[item] !== LT || bytes[item + 1] !== SLASH || !this.isItem(item + 2 + prefix)) return 0;
    return this.add(textAt(bytes, start, end), item + prefix + 5, end - start);
  }

  /** `utf8`: bytes that the text took, where nothing but the text is known to have been in them. */
  private add(text: string, next: number, utf8 = 0): number {
    this.strings.push(text);
    this.weight += 32 + textBytes(text, utf8);
    return next;
  }
}

/** Joins the <t> of a rich item (<r><t>…</t></r>…), leaving phonetic runs out. */
export function runs(xml: string, start: number, end: number): string {
  let text = '';
  let phonetic = 0;
  let from = -1;
  for (const tag of tags(xml, start, end)) {
    if (tag.name === 'rPh') phonetic += tag.kind === 'open' ? 1 : tag.kind === 'close' ? -1 : 0;
    if (tag.name !== 't' || phonetic > 0) continue;
    if (tag.kind === 'open') from = tag.end;
    else if (tag.kind === 'close' && from >= 0) {
      text += cellText(xml.slice(from, tag.start));
      from = -1;
    }
  }
  return text;
}
