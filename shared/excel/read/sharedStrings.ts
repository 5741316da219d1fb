/** sharedStrings.xml, decoded once. */
import { cellText, tags } from './xml';

/** The shared strings in order. Phonetic guides (rPh) are not part of a text; rich text runs are joined. */
export function readSharedStrings(xml: string): string[] {
  const prefix = /<((?:[\w.-]+:)?)sst[\s/>]/.exec(xml)?.[1] ?? '';
  const open = `<${prefix}si`;
  const close = `</${prefix}si>`;
  const plain = `<${prefix}t`;
  const plainEnd = `</${prefix}t>`;
  const strings: string[] = [];
  for (let at = xml.indexOf(open); at >= 0; at = xml.indexOf(open, at)) {
    const start = xml.indexOf('>', at) + 1;
    if (start === 0) break;
    if (xml.charCodeAt(start - 2) === 47) {
      strings.push('');
      at = start;
      continue;
    }
    const end = xml.indexOf(close, start);
    if (end < 0) break;
    strings.push(onlyText(xml, start, end, plain, plainEnd) ?? runs(xml, start, end));
    at = end + close.length;
  }
  return strings;
}

/** The text of the common shape <si><t>…</t></si>; undefined when the item is richer. */
function onlyText(xml: string, start: number, end: number, open: string, close: string): string | undefined {
  const bodyEnd = end - close.length;
  if (!xml.startsWith(open, start) || !xml.startsWith(close, bodyEnd)) return undefined;
  const head = xml.indexOf('>', start);
  const text = head < bodyEnd ? xml.slice(head + 1, bodyEnd) : '';
  return text.includes('<') ? undefined : cellText(text);
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
