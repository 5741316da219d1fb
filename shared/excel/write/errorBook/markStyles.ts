/** New styles in a workbook's style part: like the ones that are there, on a coloured ground. */
import { attribute, tags } from '../../read/xml';
import { prefixOf } from './officePackage';

/** How bad a cell is; each has a colour of its own. */
export type MarkColour = 'wrong' | 'doubtful';

/** Soft enough to read black text on; the two that Excel itself offers for bad and neutral cells. */
export const GROUND: Readonly<Record<MarkColour, string>> = { wrong: 'FFFFC7CE', doubtful: 'FFFFEB9C' };

const EMPTY_STYLES =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
  '<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>';

interface List {
  /** Raw elements, in order. */
  readonly items: string[];
  /** Offsets of the whole list in the part. */
  readonly start: number;
  readonly end: number;
}

/** Reads the styles once, gives new style numbers on demand, writes all of them at the end. */
export class MarkStyles {
  private readonly xml: string;
  private readonly prefix: string;
  private readonly lists: Readonly<Record<'fonts' | 'fills' | 'cellXfs', List>>;
  private readonly made = new Map<string, number>();
  private readonly fills = new Map<MarkColour, number>();

  constructor(xml: string) {
    this.xml = listOf(xml, 'cellXfs') && listOf(xml, 'fills') && listOf(xml, 'fonts') ? xml : EMPTY_STYLES;
    this.prefix = prefixOf(this.xml);
    const list = (name: string): List => listOf(this.xml, name)!;
    this.lists = { fonts: list('fonts'), fills: list('fills'), cellXfs: list('cellXfs') };
  }

  /** The style `like` (a number in cellXfs) on a coloured ground; everything else of it stays. */
  coloured(like: number, colour: MarkColour): number {
    return this.make(`${like}|${colour}`, () => {
      const base = this.lists.cellXfs.items[like] ?? this.lists.cellXfs.items[0]!;
      return withAttributes(base, { fillId: String(this.fill(colour)), applyFill: '1' });
    });
  }

  /** For our own sheet: the workbook's normal font, wrapped, at the top of the cell; bold for headings. */
  ofList(bold: boolean): number {
    return this.make(bold ? 'bold' : 'plain', () => {
      const font = bold ? this.lists.fonts.items.push(boldFont(this.lists.fonts.items[0]!, this.prefix)) - 1 : 0;
      const p = this.prefix;
      return (
        `<${p}xf numFmtId="49" fontId="${font}" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1">` +
        `<${p}alignment vertical="top" wrapText="1"/></${p}xf>`
      );
    });
  }

  private make(key: string, xf: () => string): number {
    const known = this.made.get(key);
    if (known !== undefined) return known;
    const number = this.lists.cellXfs.items.push(xf()) - 1;
    this.made.set(key, number);
    return number;
  }

  private fill(colour: MarkColour): number {
    const known = this.fills.get(colour);
    if (known !== undefined) return known;
    const p = this.prefix;
    const number =
      this.lists.fills.items.push(
        `<${p}fill><${p}patternFill patternType="solid"><${p}fgColor rgb="${GROUND[colour]}"/>` +
          `<${p}bgColor indexed="64"/></${p}patternFill></${p}fill>`,
      ) - 1;
    this.fills.set(colour, number);
    return number;
  }

  /** The style part with everything that was asked for. */
  write(): string {
    const lists = Object.entries(this.lists).sort(([, a], [, b]) => b.start - a.start);
    let xml = this.xml;
    for (const [name, { items, start, end }] of lists) {
      // What stood on the list's own tag (Excel's namespaces for known fonts) stays there.
      const head = withAttributes(`${/^<[^>]*>/.exec(xml.slice(start))?.[0] ?? ''}`, { count: String(items.length) });
      xml = `${xml.slice(0, start)}${head}${items.join('')}</${this.prefix}${name}>${xml.slice(end)}`;
    }
    return xml;
  }
}

/** A list with its elements; undefined when the part has none or it is empty. */
function listOf(xml: string, name: string): List | undefined {
  let start = -1;
  let depth = 0;
  let itemStart = 0;
  const items: string[] = [];
  for (const tag of tags(xml)) {
    if (start < 0) {
      if (tag.name === name && tag.kind === 'open') start = tag.start;
      continue;
    }
    if (tag.kind === 'close') {
      if (depth === 0) return items.length > 0 ? { items, start, end: tag.end } : undefined;
      depth--;
      if (depth === 0) items.push(xml.slice(itemStart, tag.end));
    } else {
      if (depth === 0) itemStart = tag.start;
      if (tag.kind === 'open') depth++;
      else if (depth === 0) items.push(xml.slice(tag.start, tag.end));
    }
  }
  return undefined;
}

/** The first tag of an element with these attributes set. */
export function withAttributes(element: string, values: Readonly<Record<string, string>>): string {
  const end = element.indexOf('>');
  const close = element[end - 1] === '/' ? end - 1 : end;
  let tag = element.slice(0, close);
  for (const [name, value] of Object.entries(values)) {
    const known = new RegExp(`(\\s${name}\\s*=\\s*)(?:"[^"]*"|'[^']*')`);
    tag = known.test(tag) ? tag.replace(known, `$1"${value}"`) : `${tag.trimEnd()} ${name}="${value}"`;
  }
  return tag + element.slice(close);
}

function boldFont(font: string, prefix: string): string {
  if (new RegExp(`<${prefix}b\\b`).test(font)) return font;
  if (/^<[^>]*\/>$/.test(font)) return `<${prefix}font><${prefix}b/></${prefix}font>`;
  return font.replace(/^<[^>]*>/, (open) => `${open}<${prefix}b/>`);
}

/** Style number that a cell without one has: of its row, else of its column. */
export function styleNumber(attributes: string): number | undefined {
  const text = attribute(attributes, 's');
  return text === undefined ? undefined : Number(text);
}
