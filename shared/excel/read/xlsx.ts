/** .xlsx and .xlsm: relationships, workbook, styles and shared strings around the sheet scanner. */
import { fail, ok, type Result } from '../../result';
import type { Sheet } from '../sheet';
import type { SheetContext } from './cellStore';
import type { ReadLimits } from './limits';
import type { Reading } from './pump';
import { RowsRead, type OnRows } from './rowsRead';
import { StringsScanner } from './sharedStrings';
import { isTrue } from './sheetFrame';
import { SheetScanner } from './sheetScanner';
import type { PartScanner } from './windowed';
import { readDateStyles } from './styles';
import { attribute, decodeXml, hasDoctype, tags } from './xml';
import type { Zip } from './zip';

/** A workbook of a village has one sheet per household at most. */
const MOST_SHEETS = 5_000;

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
export function* readXlsx(zip: Zip, limits: ReadLimits, onRows: OnRows): Reading<Result<XlsxContent>> {
  const path = workbookPath(zip);
  if (!path.ok) return path;
  const xml = readText(zip, path.value);
  if (!xml.ok) return xml;
  const relations = readRelations(zip, path.value);
  if (!relations.ok) return relations;
  const context = yield* readContext(zip, xml.value, relations.value, limits);
  if (!context.ok) return context;
  const sheets: Sheet[] = [];
  const parts = relations.value.filter(({ type }) => type === 'worksheet');
  const progress = new RowsRead(
    onRows,
    parts.reduce((sum, { target }) => sum + zip.size(target), 0),
  );
  let announced = 0;
  let partless = 0;
  const read = new Set<string>();
  // Of several with one id the first holds.
  const byId = new Map(relations.value.toReversed().map((relation) => [relation.id, relation] as const));
  for (const tag of tags(xml.value)) {
    if (tag.name !== 'sheet' || tag.kind === 'close') continue;
    announced++;
    const id = attribute(tag.attributes, 'id') ?? '';
    // Sheets of macros, as viruses of the nineties left them in office files, have a name but no part.
    if (id === '') {
      partless++;
      continue;
    }
    const relation = byId.get(id);
    if (relation && relation.type !== 'worksheet') continue;
    if (sheets.length >= MOST_SHEETS) return fail('file_too_large');
    read.add(id);
    const scanner = new SheetScanner(context.value);
    const { rows } = scanner.cells;
    const body = yield* scanPart(zip, relation?.target, scanner, (bytes) => {
      progress.took(bytes, rows.length);
    });
    if (!body.ok) return body;
    progress.ended(rows.length);
    const state = attribute(tag.attributes, 'state');
    const name = attribute(tag.attributes, 'name') ?? '';
    sheets.push(sheetOf(scanner, name, state));
  }
  // A sheet that lost its part may be the one of a part that nobody names: it must not be left out without a word.
  const lost = partless > 0 && parts.some(({ id }) => !read.has(id));
  if (announced === 0 || lost) return fail('file_damaged');
  return ok({ sheets, externalLinks: relations.value.some(({ type }) => type === 'externalLink') });
}

function sheetOf({ cells, frame }: SheetScanner, name: string, state: string | undefined): Sheet {
  return {
    name,
    rows: cells.rows,
    columns: cells.columns,
    merges: frame.merges(cells.rows.length, cells.columns),
    hidden: state === 'hidden' || state === 'veryHidden',
    hiddenRows: cells.hiddenRows,
    hiddenColumns: frame.hiddenColumns(cells.columns),
    ...(state === 'veryHidden' ? { veryHidden: true } : {}),
    ...(cells.formulas.size > 0 ? { formulaCells: cells.formulas } : {}),
  };
}

/** Runs a part through its scanner; `each` is told of its bytes. A part that is announced but missing is damage. */
export function* scanPart(
  zip: Zip,
  name: string | undefined,
  scanner: PartScanner,
  each?: (bytes: number) => void,
): Reading<Result<void>> {
  const part = name === undefined ? ok(undefined) : zip.part(name);
  if (!part.ok) return part;
  if (part.value === undefined) return fail('file_damaged');
  const pumped = yield {
    part: part.value,
    sink: (chunk) => {
      scanner.push(chunk);
      each?.(chunk.length);
      return scanner.trouble === undefined;
    },
  };
  if (!pumped.ok) return pumped;
  scanner.end();
  return scanner.trouble === undefined ? ok(undefined) : fail(scanner.trouble);
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

function* readContext(
  zip: Zip,
  workbook: string,
  relations: readonly Relation[],
  limits: ReadLimits,
): Reading<Result<SheetContext>> {
  const strings = new StringsScanner(limits.memoryBytes);
  const target = targetOf(zip, relations, 'sharedStrings');
  if (target !== undefined) {
    const scanned = yield* scanPart(zip, target, strings);
    if (!scanned.ok) return scanned;
  }
  const styles = readOptional(zip, relations, 'styles');
  if (!styles.ok) return styles;
  let is1904 = false;
  for (const tag of tags(workbook)) {
    if (tag.name === 'sheets') break;
    if (tag.name === 'workbookPr') is1904 = isTrue(attribute(tag.attributes, 'date1904'));
  }
  return ok({
    strings: strings.strings,
    styles: readDateStyles(styles.value),
    is1904,
    maxCells: limits.cells,
    memory: { left: limits.memoryBytes - strings.weight },
  });
}

function targetOf(zip: Zip, relations: readonly Relation[], type: string): string | undefined {
  const target = relations.find((relation) => relation.type === type)?.target;
  return target !== undefined && zip.has(target) ? target : undefined;
}

/** Text of the part of that kind; '' when the workbook has none. */
function readOptional(zip: Zip, relations: readonly Relation[], type: string): Result<string> {
  const target = targetOf(zip, relations, type);
  return target === undefined ? ok('') : readText(zip, target);
}
