/**
 * Markup of the formats that are read as text (ODS, XML 2003, HTML), as it comes in: tags and texts, one after the other.
 * Nothing is kept of the nesting, so that a million levels cost no more than a million tags. No entity is ever expanded.
 */
import type { Trouble } from './windowed';

export type Attributes = (name: string) => string | undefined;

/** Characters collected before they are looked at. */
const STEP = 256 * 1024;
/** No tag or text of a sheet is as long. */
const MOST_HELD = 24 * 1024 * 1024;

export abstract class SaxScanner {
  trouble: Trouble | undefined;
  private pending = '';
  private wanted = STEP;
  private readonly decoder = new TextDecoder('utf-8');

  /** @param html forgiving: document types are passed over, and a tag ends at the next `>` whatever the quotes */
  constructor(private readonly html = false) {}

  /** Local name without prefix, in lower case for HTML; `empty` = no closing tag follows. */
  protected abstract open(name: string, attributes: string, empty: boolean): void;
  protected abstract close(name: string): void;
  /** Text as written: entities are not resolved. */
  protected abstract text(raw: string): void;

  /** Takes the next bytes, in UTF-8. */
  push(chunk: Uint8Array): void {
    this.pushText(this.decoder.decode(chunk, { stream: true }));
  }

  pushText(text: string): void {
    if (this.trouble !== undefined) return;
    this.pending += text;
    if (this.pending.length >= this.wanted) this.look(false);
  }

  end(): void {
    if (this.trouble === undefined) this.look(true);
    this.pending = '';
  }

  private look(last: boolean): void {
    const done = this.walk(this.pending, last);
    this.pending = this.pending.slice(done);
    if (this.pending.length > MOST_HELD) this.trouble ??= 'file_unsafe';
    // Doubled after a look that found nothing whole, so that no character is seen often.
    this.wanted = Math.max(STEP, this.pending.length * 2);
  }

  /** Returns how much was done with. */
  private walk(xml: string, last: boolean): number {
    let at = 0;
    while (this.trouble === undefined) {
      const start = xml.indexOf('<', at);
      if (start < 0) {
        if (!last) return at;
        if (at < xml.length) this.text(xml.slice(at));
        return xml.length;
      }
      const end = this.endOf(xml, start);
      if (end < 0) {
        // Of a file that ends in the middle of a tag, the rest says nothing.
        if (!last) return at;
        if (start > at) this.text(xml.slice(at, start));
        return xml.length;
      }
      if (start > at) this.text(xml.slice(at, start));
      this.markup(xml, start, end);
      at = end;
    }
    return xml.length;
  }

  /** Offset behind the tag, comment, CDATA section or declaration that starts here; -1 when it does not end. */
  private endOf(xml: string, start: number): number {
    const next = xml[start + 1];
    if (next === '!' || next === '?') {
      const close = xml.startsWith('<!--', start) ? '-->' : xml.startsWith('<![CDATA[', start) ? ']]>' : '>';
      const at = xml.indexOf(close, start);
      return at < 0 ? -1 : at + close.length;
    }
    const plain = xml.indexOf('>', start);
    if (plain < 0) return -1;
    if (this.html || !this.hasQuote(xml, start, plain)) return plain + 1;
    let quote = 0;
    for (let at = start + 1; at < xml.length; at++) {
      const char = xml.charCodeAt(at);
      if (quote !== 0) quote = char === quote ? 0 : quote;
      else if (char === 62) return at + 1;
      else if (char === 34 || char === 39) quote = char;
    }
    return -1;
  }

  /** Whether the `>` may stand inside quotes: an odd number of them lies before it. */
  private hasQuote(xml: string, start: number, end: number): boolean {
    let quote = 0;
    for (let at = start + 1; at < end; at++) {
      const char = xml.charCodeAt(at);
      if (quote !== 0) quote = char === quote ? 0 : quote;
      else if (char === 34 || char === 39) quote = char;
    }
    return quote !== 0;
  }

  private markup(xml: string, start: number, end: number): void {
    if (xml[start + 1] === '!' || xml[start + 1] === '?') {
      if (xml.startsWith('<![CDATA[', start)) this.text(escaped(xml.slice(start + 9, end - 3)));
      else if (!this.html && /^<!DOCTYPE/i.test(xml.slice(start, start + 10))) this.trouble = 'file_unsafe';
      return;
    }
    const closing = xml[start + 1] === '/';
    const from = start + (closing ? 2 : 1);
    let stop = from;
    while (stop < end - 1 && !endsName(xml.charCodeAt(stop))) stop++;
    const whole = xml.slice(from, stop);
    // A bare < in a text of HTML opens nothing.
    if (whole === '') {
      if (this.html) this.text(xml.slice(start, end));
      return;
    }
    const local = whole.slice(whole.indexOf(':') + 1);
    const name = this.html ? local.toLowerCase() : local;
    if (closing) this.close(name);
    else {
      const empty = xml.charCodeAt(end - 2) === 47;
      this.open(name, xml.slice(stop, end - (empty ? 2 : 1)), empty);
      if (empty && !this.html) this.close(name);
    }
  }
}

function endsName(char: number): boolean {
  return char <= 32 || char === 47 || char === 62;
}

/** CDATA is literal; what reads texts resolves entities. */
function escaped(text: string): string {
  return text.includes('&') ? text.replaceAll('&', '&amp;') : text;
}
