/** The parts of an .xlsx as a map, with what is needed to add parts to it; parts that nobody changes stay as they are. */
import { unzipSync, zipSync, type Zippable } from 'fflate';
import { attribute, decodeXml, tags } from '../../read/xml';
import { escapeText } from '../xmlText';

const CONTENT_TYPES = '[Content_Types].xml';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TRANSITIONAL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export interface Relation {
  readonly id: string;
  /** The last piece of the type: worksheet, comments, styles … */
  readonly kind: string;
  /** Name of the part it leads to, without a leading slash; external targets are left out. */
  readonly part: string;
}

export class OfficePackage {
  private readonly parts: Map<string, Uint8Array>;
  /** Stored name by lower-case name: producers do not agree on the case. */
  private readonly names = new Map<string, string>();

  /** Throws when the bytes are no zip: whoever calls has read the workbook before. */
  constructor(bytes: Uint8Array) {
    this.parts = new Map(Object.entries(unzipSync(bytes)).filter(([name]) => !name.endsWith('/')));
    for (const name of this.parts.keys()) this.names.set(canonical(name), name);
  }

  has(name: string): boolean {
    return this.names.has(canonical(name));
  }

  /** Text of a part; '' when there is none. */
  text(name: string): string {
    const bytes = this.parts.get(this.names.get(canonical(name)) ?? '');
    return bytes === undefined ? '' : decodeXml(bytes);
  }

  set(name: string, text: string): void {
    const stored = this.names.get(canonical(name)) ?? name;
    this.names.set(canonical(name), stored);
    this.parts.set(stored, new TextEncoder().encode(text));
  }

  /** A name that is not taken: `prefix` + number + `suffix`. */
  freeName(prefix: string, suffix: string): string {
    for (let number = 1; ; number++) if (!this.has(`${prefix}${number}${suffix}`)) return `${prefix}${number}${suffix}`;
  }

  /** Where a part leads to; '' = the package itself. */
  relations(of: string): Relation[] {
    const folder = of.includes('/') ? of.slice(0, of.lastIndexOf('/') + 1) : '';
    const found: Relation[] = [];
    for (const { name, attributes } of tags(this.text(relationsOf(of)))) {
      if (name !== 'Relationship' || attribute(attributes, 'TargetMode') === 'External') continue;
      const target = attribute(attributes, 'Target') ?? '';
      const kind = (attribute(attributes, 'Type') ?? '').split('/').at(-1) ?? '';
      found.push({ id: attribute(attributes, 'Id') ?? '', kind, part: resolve(folder, target) });
    }
    return found;
  }

  /** Adds a relation to a part of the package and gives its id. Strict workbooks name their types otherwise. */
  relate(of: string, kind: string, part: string): string {
    const name = relationsOf(of);
    // A package without relations of parts may have typed its own ones by name.
    this.declareExtension('rels', 'application/vnd.openxmlformats-package.relationships+xml');
    const xml =
      this.text(name) ||
      `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="${PACKAGE}/relationships"></Relationships>`;
    const taken = new Set(this.relations(of).map(({ id }) => id));
    let number = 1;
    for (const { name: tag, attributes } of tags(xml))
      if (tag === 'Relationship') taken.add(attribute(attributes, 'Id') ?? '');
    while (taken.has(`rId${number}`)) number++;
    const id = `rId${number}`;
    const relation = `<Relationship Id="${id}" Type="${this.typeBase()}/${kind}" Target="/${escapeText(part)}"/>`;
    this.set(name, insertBeforeEnd(xml, 'Relationships', relation));
    return id;
  }

  private typeBase(): string {
    for (const { name, attributes } of tags(this.text(relationsOf('')))) {
      const type = name === 'Relationship' ? (attribute(attributes, 'Type') ?? '') : '';
      if (type.endsWith('/officeDocument')) return type.slice(0, type.lastIndexOf('/'));
    }
    return TRANSITIONAL;
  }

  /** Says what kind of content a new part holds. */
  declare(part: string, contentType: string): void {
    const override = `<Override PartName="/${escapeText(part)}" ContentType="${contentType}"/>`;
    this.set(CONTENT_TYPES, insertBeforeEnd(this.text(CONTENT_TYPES), 'Types', override));
  }

  /** The same for all parts with an extension, unless the package says so already. */
  declareExtension(extension: string, contentType: string): void {
    const xml = this.text(CONTENT_TYPES);
    for (const { name, attributes } of tags(xml)) {
      if (name === 'Default' && attribute(attributes, 'Extension')?.toLowerCase() === extension) return;
    }
    const end = /<(?:[\w.-]+:)?Types\b[^>]*>/.exec(xml);
    const at = end === null ? 0 : end.index + end[0].length;
    this.set(
      CONTENT_TYPES,
      `${xml.slice(0, at)}<Default Extension="${extension}" ContentType="${contentType}"/>${xml.slice(at)}`,
    );
  }

  pack(): Uint8Array {
    const files: Zippable = {};
    // The content types come first, as some readers expect them.
    const order = [...this.parts.keys()].sort((a, b) => Number(b === CONTENT_TYPES) - Number(a === CONTENT_TYPES));
    for (const name of order) files[name] = [this.parts.get(name)!, { mtime: FIXED_DATE }];
    return zipSync(files, { level: 6 });
  }
}

/** Zip dates begin in 1980; a fixed one says nothing of the computer's clock. */
const FIXED_DATE = new Date(1980, 0, 1);

function canonical(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
}

function relationsOf(part: string): string {
  const slash = part.lastIndexOf('/') + 1;
  return `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`;
}

function resolve(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const steps: string[] = [];
  for (const step of `${folder}${target.replaceAll('\\', '/')}`.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}

/** Inserts before the closing tag of the root; a root without content is opened. */
export function insertBeforeEnd(xml: string, root: string, piece: string): string {
  const close = new RegExp(`</(?:[\\w.-]+:)?${root}\\s*>\\s*$`).exec(xml);
  if (close !== null) return xml.slice(0, close.index) + piece + xml.slice(close.index);
  const empty = new RegExp(`<((?:[\\w.-]+:)?${root}\\b[^>]*)/>\\s*$`).exec(xml);
  if (empty === null) return xml;
  const name = /^[\w.:-]+/.exec(empty[1] ?? '')?.[0] ?? root;
  return `${xml.slice(0, empty.index)}<${empty[1]}>${piece}</${name}>`;
}

/** The prefix of the part's own elements, with its colon; '' when they have none. */
export function prefixOf(xml: string): string {
  for (const { start, end } of tags(xml)) return /^<([\w.-]+:)/.exec(xml.slice(start, end))?.[1] ?? '';
  return '';
}
