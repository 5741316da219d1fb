/** .xlsx and .xlsm: relationships, workbook, styles and shared strings around the sheet scanner. */
import { fail, ok, type Result } from '../../result';
import type { Sheet } from '../sheet';
import type { ReadLimits } from './limits';
import { readSharedStrings } from './sharedStrings';
import type { SheetContext } from './sheetScanner';
import { isTrue, readSheetXml } from './sheetXml';
import { readDateStyles } from './styles';
import { attribute, decodeXml, hasDoctype, tags } from './xml';
import type { Zip } from './zip';

interface Relation {
  readonly id: string;
  /** Last segment of the type: worksheet, sharedStrings, styles, externalLink … (transitional and strict agree on it). */
  readonly type: string;
  /** Part name from the root of the package. */
  readonly target: string;
}

export interface XlsxContent {
  readonly sheets: readonly Sheet[];
  /** Links to other workbooks are present; they are never followed. */
  readonly externalLinks: boolean;
}

/** Whether the archive holds a workbook in XML, macro-enabled or not. */
export function isXlsx(zip: Zip): boolean {
  return zip.names.some((name) => /(^|\/)workbook\d*\.xml$/i.test(name.replaceAll('\\', '/')));
}

/**
 * Reads all worksheets; chart and dialog sheets are left out. Fails with `file_damaged`, `file_unsafe`,
 * `file_too_large` or `password_protected`.
 */
export function readXlsx(zip: Zip, limits: ReadLimits): Result<XlsxContent> {
  const path = workbookPath(zip);
  if (!path.ok) return path;
  const xml = readText(zip, path.value);
  if (!xml.ok) return xml;
  const relations = readRelations(zip, path.value);
  if (!relations.ok) return relations;
  const context = readContext(zip, xml.value, relations.value, limits);
  if (!context.ok) return context;
  const sheets: Sheet[] = [];
  for (const tag of tags(xml.value)) {
    if (tag.name !== 'sheet' || tag.kind === 'close') continue;
    const relation = relations.value.find(({ id }) => id === attribute(tag.attributes, 'id'));
    if (relation && relation.type !== 'worksheet') continue;
    const part = relation ? zip.read(relation.target) : ok(undefined);
    if (!part.ok) return part;
    if (part.value === undefined) return fail('file_damaged');
    const body = readSheetXml(part.value, context.value);
    if (!body.ok) return body;
    const state = attribute(tag.attributes, 'state');
    const hidden = state === 'hidden' || state === 'veryHidden';
    sheets.push({ name: attribute(tag.attributes, 'name') ?? '', hidden, ...body.value });
  }
  return ok({ sheets, externalLinks: relations.value.some(({ type }) => type === 'externalLink') });
}

function workbookPath(zip: Zip): Result<string> {
  const relations = zip.has('_rels/.rels') ? readRelations(zip, '') : ok([]);
  if (!relations.ok) return relations;
  const target = relations.value.find(({ type }) => type === 'officeDocument')?.target;
  if (target !== undefined && zip.has(target)) return ok(target);
  return zip.has('xl/workbook.xml') ? ok('xl/workbook.xml') : fail('file_damaged');
}

function readText(zip: Zip, name: string): Result<string> {
  const part = zip.read(name);
  if (!part.ok) return part;
  if (part.value === undefined) return fail('file_damaged');
  const xml = decodeXml(part.value);
  return hasDoctype(xml) ? fail('file_unsafe') : ok(xml);
}

function readRelations(zip: Zip, source: string): Result<Relation[]> {
  const slash = source.lastIndexOf('/') + 1;
  const folder = source.slice(0, slash);
  const name = `${folder}_rels/${source.slice(slash)}.rels`;
  if (!zip.has(name)) return ok([]);
  const xml = readText(zip, name);
  if (!xml.ok) return xml;
  const relations: Relation[] = [];
  for (const tag of tags(xml.value)) {
    if (tag.name !== 'Relationship' || tag.kind === 'close') continue;
    relations.push({
      id: attribute(tag.attributes, 'Id') ?? '',
      type: (attribute(tag.attributes, 'Type') ?? '').split('/').pop() ?? '',
      target: resolveTarget(folder, attribute(tag.attributes, 'Target') ?? ''),
    });
  }
  return ok(relations);
}

/** Targets are relative to the source's folder, or absolute within the package when they begin with a slash. */
function resolveTarget(folder: string, target: string): string {
  const path = (/^[\\/]/.test(target) ? target : folder + target).replaceAll('\\', '/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

function readContext(
  zip: Zip,
  workbook: string,
  relations: readonly Relation[],
  limits: ReadLimits,
): Result<SheetContext> {
  const strings = readOptional(zip, relations, 'sharedStrings');
  if (!strings.ok) return strings;
  const styles = readOptional(zip, relations, 'styles');
  if (!styles.ok) return styles;
  let is1904 = false;
  for (const tag of tags(workbook)) {
    if (tag.name === 'sheets') break;
    if (tag.name === 'workbookPr') is1904 = isTrue(attribute(tag.attributes, 'date1904'));
  }
  return ok({
    strings: readSharedStrings(strings.value),
    styles: readDateStyles(styles.value),
    is1904,
    maxCells: limits.cells,
  });
}

/** Text of the part of that kind; '' when the workbook has none. */
function readOptional(zip: Zip, relations: readonly Relation[], type: string): Result<string> {
  const target = relations.find((relation) => relation.type === type)?.target;
  return target === undefined || !zip.has(target) ? ok('') : readText(zip, target);
}
