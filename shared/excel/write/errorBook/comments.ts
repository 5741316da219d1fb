/** Comments on cells: the notes part and the drawing that shows them, added to what the sheet has. */
import { attribute, tags } from '../../read/xml';
import { escapeText } from '../xmlText';
import { columnIndex } from './markCells';
import { insertBeforeEnd, prefixOf, type OfficePackage } from './officePackage';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const AUTHOR = '户档';
/** Drawings of other programs bind these prefixes elsewhere, or not at all: every shape of ours binds its own. */
const VML =
  'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" ' +
  'xmlns:x="urn:schemas-microsoft-com:office:excel"';

/** What stands behind the drawing of comments in a sheet part (ECMA-376, CT_Worksheet). */
const BEHIND = new Set([
  'legacyDrawingHF',
  'drawingHF',
  'picture',
  'oleObjects',
  'controls',
  'webPublishItems',
  'tableParts',
  'extLst',
]);

/** Adds a comment to each cell (A1 → text). Returns the sheet part, which may have got a reference to its drawing. */
export function addComments(
  book: OfficePackage,
  sheetPart: string,
  sheetXml: string,
  notes: ReadonlyMap<string, string>,
): string {
  const relations = book.relations(sheetPart);
  const written = relations.find(({ kind }) => kind === 'comments')?.part ?? newComments(book, sheetPart);
  book.set(written, withComments(withoutOurs(book.text(written)), notes));
  const legacy = legacyId(sheetXml);
  const drawing = relations.find(({ id, kind }) => kind === 'vmlDrawing' && id === legacy)?.part;
  const known = drawing === undefined ? '' : book.text(drawing);
  const drawn = drawnIn(known);
  const missing = [...notes.keys()].filter((cell) => {
    const { row, column } = placeOf(cell);
    return !drawn.has(`${row}:${column}`);
  });
  if (drawing !== undefined) {
    // A drawing of buttons only has no boxes yet whose looks ours could share.
    const type = missing.length === 0 || known.includes('id="_x0000_t202"') ? '' : BOX;
    book.set(drawing, insertBeforeEnd(known, 'xml', type + missing.map(shapeOf).join('')));
    return sheetXml;
  }
  const made = newDrawing(book, missing);
  return withDrawing(sheetXml, book.relate(sheetPart, 'vmlDrawing', made));
}

function newComments(book: OfficePackage, sheetPart: string): string {
  const part = book.freeName('xl/comments', '.xml');
  book.set(
    part,
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n` +
      `<comments xmlns="${MAIN}"><authors></authors><commentList></commentList></comments>`,
  );
  book.declare(part, 'application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml');
  book.relate(sheetPart, 'comments', part);
  return part;
}

/** Comments of an earlier list of ours go: what they say is answered or said again. */
function withoutOurs(xml: string): string {
  const ours = authorsOf(xml).indexOf(AUTHOR);
  if (ours < 0) return xml;
  const pattern = /<(?:[\w.-]+:)?comment\b([^>]*)>[\s\S]*?<\/(?:[\w.-]+:)?comment\s*>/g;
  return xml.replace(pattern, (whole, attributes: string) =>
    attribute(attributes, 'authorId') === String(ours) ? '' : whole,
  );
}

function authorsOf(xml: string): string[] {
  return [...xml.matchAll(/<(?:[\w.-]+:)?author\b[^<>]*?(?:\/>|>([^<]*)<\/(?:[\w.-]+:)?author\s*>)/g)].map(
    ([, name]) => name ?? '',
  );
}

function withComments(xml: string, notes: ReadonlyMap<string, string>): string {
  const p = prefixOf(xml);
  const authors = authorsOf(xml);
  let done = xml;
  if (!authors.includes(AUTHOR)) done = intoList(done, 'authors', `<${p}author>${AUTHOR}</${p}author>`);
  const author = authors.includes(AUTHOR) ? authors.indexOf(AUTHOR) : authors.length;
  const runs = new Map(
    [...notes].map(([cell, text]) => [cell, `<${p}r><${p}t xml:space="preserve">${escapeText(text)}</${p}t></${p}r>`]),
  );
  const { xml: grown, rest } = withinComments(done, runs);
  const added = [...rest].map(
    ([cell, run]) => `<${p}comment ref="${cell}" authorId="${author}"><${p}text>${run}</${p}text></${p}comment>`,
  );
  return intoList(grown, 'commentList', added.join(''));
}

const BEGIN_OR_END_OF_TEXT = /<(?:[\w.-]+:)?comment\b[^<>]*\sref="([^"<>]*)"[^<>]*>|<\/(?:[\w.-]+:)?text\s*>/g;

/**
 * Somebody else's comment on the same cell gets our words behind its own; `rest` = those of cells without one. One pass: there
 * may be as many comments as cells.
 */
function withinComments(
  xml: string,
  runs: ReadonlyMap<string, string>,
): { readonly xml: string; readonly rest: ReadonlyMap<string, string> } {
  const rest = new Map(runs);
  let cell: string | undefined;
  const grown = xml.replace(BEGIN_OR_END_OF_TEXT, (tag, begun: string | undefined) => {
    if (begun !== undefined) cell = begun;
    else if (cell !== undefined) {
      const run = rest.get(cell);
      rest.delete(cell);
      cell = undefined;
      if (run !== undefined) return run + tag;
    }
    return tag;
  });
  return { xml: grown, rest };
}

function intoList(xml: string, list: string, piece: string): string {
  const empty = new RegExp(`<((?:[\\w.-]+:)?${list})\\s*/>`).exec(xml);
  if (empty !== null) {
    const [whole, name] = empty;
    return `${xml.slice(0, empty.index)}<${name}>${piece}</${name}>${xml.slice(empty.index + whole.length)}`;
  }
  const close = xml.search(new RegExp(`</(?:[\\w.-]+:)?${list}\\s*>`));
  return close < 0 ? xml : xml.slice(0, close) + piece + xml.slice(close);
}

function placeOf(cell: string): { readonly row: number; readonly column: number } {
  return { row: Number(/(?<!\d)\d+$/.exec(cell)?.[0] ?? 1) - 1, column: columnIndex(cell) };
}

/** Cells that have a box in the drawing, as row:column. */
function drawnIn(vml: string): Set<string> {
  const pattern = /Row>\s*(\d+)\s*<\/(?:[\w.-]+:)?Row>\s*<(?:[\w.-]+:)?Column>\s*(\d+)\s*</g;
  return new Set([...vml.matchAll(pattern)].map(([, row = '', column = '']) => `${Number(row)}:${Number(column)}`));
}

function shapeOf(cell: string): string {
  const { row, column } = placeOf(cell);
  // 列、偏移、行、偏移 of the two corners: beside the cell, four columns wide and five rows high.
  const anchor = [column + 1, 12, Math.max(0, row - 1), 4, column + 4, 12, row + 4, 4].join(', ');
  return (
    `<v:shape ${VML} id="hd_${cell}" type="#_x0000_t202" style="position:absolute;margin-left:80pt;margin-top:2pt;width:200pt;` +
    'height:80pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>' +
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>' +
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>' +
    `<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${anchor}</x:Anchor>` +
    `<x:AutoFill>False</x:AutoFill><x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`
  );
}

/** What the boxes of comments have in common. */
const BOX =
  `<v:shapetype ${VML} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">` +
  '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>';

function newDrawing(book: OfficePackage, cells: readonly string[]): string {
  const part = book.freeName('xl/drawings/vmlDrawing', '.vml');
  book.set(
    part,
    `<xml ${VML}>` +
      '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>' +
      `</o:shapelayout>${BOX}${cells.map(shapeOf).join('')}</xml>`,
  );
  book.declareExtension('vml', 'application/vnd.openxmlformats-officedocument.vmlDrawing');
  return part;
}

function legacyId(sheetXml: string): string | undefined {
  for (const tag of tags(sheetXml, Math.max(0, sheetXml.lastIndexOf('sheetData')))) {
    if (tag.name === 'legacyDrawing') return attribute(tag.attributes, 'id');
  }
  return undefined;
}

function withDrawing(sheetXml: string, id: string): string {
  const p = prefixOf(sheetXml);
  // The root may not have bound the prefix: it is bound here.
  const element = `<${p}legacyDrawing xmlns:r="${officeOf(sheetXml)}" r:id="${id}"/>`;
  let depth = 0;
  for (const tag of tags(sheetXml, Math.max(0, sheetXml.lastIndexOf('sheetData')))) {
    if (tag.kind !== 'close' && depth === 0 && BEHIND.has(tag.name)) {
      return sheetXml.slice(0, tag.start) + element + sheetXml.slice(tag.start);
    }
    if (tag.kind === 'open') depth++;
    else if (tag.kind === 'close' && depth > 0) depth--;
  }
  return insertBeforeEnd(sheetXml, 'worksheet', element);
}

/** Strict workbooks have their own names of namespaces. */
export function officeOf(xml: string): string {
  return xml.includes('purl.oclc.org/ooxml/spreadsheetml')
    ? 'http://purl.oclc.org/ooxml/officeDocument/relationships'
    : OFFICE;
}
