/** The one door through which a user's spreadsheet comes in. */
import { CFB } from 'xlsx';
import { fail, ok, type Result } from '../../result';
import type { Sheet, Workbook } from '../sheet';
import { cellsOnly, countOld, inspectBiff, oldCellsOnly } from './biff';
import type { SheetContext } from './cellStore';
import { parseCsv } from './csv';
import { decodeText } from './decodeText';
import { HtmlScanner } from './html';
import { READ_LIMITS, type ReadLimits } from './limits';
import { readOldXls, readWithSheetJs } from './sheetJs';
import { signatureOf } from './signature';
import type { SaxScanner } from './sax';
import { isXlsx, readXlsx, scanPart } from './xlsx';
import { Xml2003Scanner } from './xml2003';
import { OdsScanner } from './ods';
import { openOle } from './ole';
import { type OnRows } from './rowsRead';
import { runReading, runReadingAsync, type Reading } from './pump';
import { isSaneSheet } from './xlsb';
import { openZip, type Zip } from './zip';

const MIB = 1024 * 1024;
/** Largest text (CSV, HTML, XML): it is decoded as a whole. */
const MOST_TEXT = 96 * MIB;
const TEXT_STEP = MIB;
/** Inflated bytes that SheetJS may be given: it keeps all of them, and strings of all of them. */
const MOST_FOR_SHEETJS = 96 * MIB;

export interface ReadOptions {
  /** Ceilings other than the usual ones; for tests. */
  readonly limits?: Partial<ReadLimits>;
  /** Told now and then while a large .xlsx is read. */
  readonly onRows?: OnRows;
}

/**
 * Reads .xlsx .xlsm .xls .et .xlsb .ods .csv .txt, XML 2003 and HTML tables, told apart by content, never by extension.
 * Formulas are never evaluated, macros and links to other files never followed. A workbook without any cell is fine.
 * @param file name without folder, for messages
 * @returns failures `empty_file`, `not_a_spreadsheet`, `password_needed` (see encrypted.ts), `password_xls`,
 *   `password_protected`, `xls_too_old`, `file_damaged`, `file_unsafe` (zip bomb or
 *   entity bomb), `file_too_large`; each with the parameter `file`
 */
export function readWorkbook(bytes: Uint8Array, file: string, options: ReadOptions = {}): Result<Workbook> {
  return withFile(runReading(readBySignature(bytes, file, options)), file);
}

/** Like `readWorkbook`, but a large .xlsx is inflated by the runtime while its cells are scanned: twice as fast. */
export async function readWorkbookAsync(
  bytes: Uint8Array,
  file: string,
  options: ReadOptions = {},
): Promise<Result<Workbook>> {
  return withFile(await runReadingAsync(readBySignature(bytes, file, options)), file);
}

function withFile(result: Result<Workbook>, file: string): Result<Workbook> {
  return result.ok ? result : fail(result.error.code, { ...result.error.params, file });
}

function* readBySignature(bytes: Uint8Array, file: string, options: ReadOptions): Reading<Result<Workbook>> {
  const limits = { ...READ_LIMITS, ...options.limits };
  switch (signatureOf(bytes)) {
    case 'empty':
      return fail('empty_file');
    case 'zip':
      return yield* readZip(bytes, file, limits, options.onRows ?? ((): void => undefined));
    case 'ole':
      return readOle(bytes, file);
    case 'biff':
      return readBare(bytes, file);
    case 'text':
      return readText(bytes, file, limits);
    case 'other':
      return fail('not_a_spreadsheet');
  }
}

/** Excel 2–4. Whatever of it cannot be read whole is refused: half of it would look as if there were no more. */
function readBare(bytes: Uint8Array, file: string): Result<Workbook> {
  const there = countOld(bytes);
  const read = guarded(() => ({ file, format: 'xls', sheets: readOldXls(oldCellsOnly(bytes)) }));
  if (!read.ok) return read;
  const isBlank = read.value.sheets.every(({ rows }) => rows.length === 0);
  return there.sheets > 1 || (there.cells > 0 && isBlank) ? fail('xls_too_old') : read;
}

/** SheetJS throws on broken files, with texts of its own that mean nothing to a clerk. */
function guarded(readIt: () => Workbook): Result<Workbook> {
  try {
    return ok(readIt());
  } catch (error) {
    const locked = error instanceof Error && /password|encrypt/i.test(error.message);
    return fail(locked ? 'password_xls' : 'file_damaged');
  }
}

function* readZip(bytes: Uint8Array, file: string, limits: ReadLimits, onRows: OnRows): Reading<Result<Workbook>> {
  const zip = openZip(bytes, limits);
  if (!zip.ok) return zip;
  const macros = zip.value.names.some((name) => /vbaProject\.bin$/i.test(name));
  if (isXlsx(zip.value)) {
    const content = yield* readXlsx(zip.value, limits, onRows);
    return content.ok ? ok({ file, format: 'xlsx', macros, ...content.value }) : content;
  }
  if (zip.value.names.some((name) => /(^|\/)workbook\.bin$/i.test(name)))
    return readXlsb(bytes, file, zip.value, macros);
  return isOds(zip.value) ? yield* readOds(file, zip.value, limits) : fail('not_a_spreadsheet');
}

/** SheetJS inflates without counting: every part is first inflated here, where it is counted. */
function readXlsb(bytes: Uint8Array, file: string, zip: Zip, macros: boolean): Result<Workbook> {
  let total = 0;
  for (const name of zip.names) {
    const part = zip.read(name);
    if (!part.ok) return part;
    total += /\.(bin|xml|rels)$/i.test(name) ? (part.value?.length ?? 0) : 0;
    if (total > MOST_FOR_SHEETJS) return fail('file_too_large');
    if (/worksheets\/[^/]*\.bin$/i.test(name) && part.value && !isSaneSheet(part.value)) return fail('file_damaged');
  }
  return guarded(() => ({ file, format: 'xlsb', macros, sheets: readWithSheetJs(bytes) }));
}

function isOds(zip: Zip): boolean {
  if (!zip.has('content.xml')) return false;
  const type = zip.read('mimetype');
  if (type.ok && type.value) return decodeText(type.value).includes('spreadsheet');
  const manifest = zip.read('META-INF/manifest.xml');
  return manifest.ok && manifest.value !== undefined && decodeText(manifest.value).includes('opendocument.spreadsheet');
}

function* readOds(file: string, zip: Zip, limits: ReadLimits): Reading<Result<Workbook>> {
  const manifest = zip.read('META-INF/manifest.xml');
  if (manifest.ok && manifest.value && decodeText(manifest.value).includes('encryption-data')) {
    return fail('password_protected');
  }
  const scanner = new OdsScanner(contextOf(limits));
  // Styles that are shared by all sheets of the file; what is wrong with them shows in the content, too.
  if (zip.has('styles.xml')) yield* scanPart(zip, 'styles.xml', scanner.ofStyles());
  const read = yield* scanPart(zip, 'content.xml', scanner);
  return read.ok ? ok({ file, format: 'ods', sheets: scanner.sheets }) : read;
}

/** For formats that keep everything with the cell. */
function contextOf(limits: ReadLimits): SheetContext {
  return { strings: [], styles: [], is1904: false, maxCells: limits.cells, memory: { left: limits.memoryBytes } };
}

function readOle(bytes: Uint8Array, file: string): Result<Workbook> {
  const container = openOle(bytes);
  if (!container) return fail('file_damaged');
  const has = (...names: string[]): boolean => names.some((name) => container.names.includes(name));
  const streams = ['Workbook', 'Book', 'WORKBOOK', 'BOOK'];
  if (has('EncryptionInfo', 'EncryptedPackage')) return fail('password_needed');
  // A workbook that is embedded as an object must not be taken for the one it is embedded in.
  const name =
    streams.find((candidate) => container.top.includes(candidate)) ?? streams.find((candidate) => has(candidate));
  if (name === undefined) return fail('not_a_spreadsheet');
  const records = container.stream(name);
  if (!records || records.length === 0) return fail('file_damaged');
  if (records.length > MOST_FOR_SHEETJS) return fail('file_too_large');
  const state = inspectBiff(records);
  if (state.locked) return fail('password_xls');
  if (!state.whole) return fail('file_damaged');
  const macros = has('_VBA_PROJECT', '_VBA_PROJECT_CUR', 'VBA');
  return guarded(() => ({
    file,
    format: 'xls',
    macros,
    sheets: (state.version < 8 ? readOldXls : readWithSheetJs)(alone(records, state.moved)),
  }));
}

/** A container of the cells alone: SheetJS also reads properties, drawings and names, and hangs on spoiled ones. */
function alone(records: Uint8Array, moved: readonly number[] | undefined): Uint8Array {
  const container = CFB.utils.cfb_new();
  CFB.utils.cfb_add(container, '/Workbook', cellsOnly(records, moved) as unknown as string);
  return Uint8Array.from(CFB.write(container, { type: 'array' }) as unknown as number[]);
}

function readText(bytes: Uint8Array, file: string, limits: ReadLimits): Result<Workbook> {
  if (bytes.length > MOST_TEXT) return fail('file_too_large');
  const text = decodeText(bytes);
  const head = text.slice(0, 4096).trimStart();
  if (/^(<\?xml|<html|<!doctype html|<table|<meta|<head|<style|<body|<div|<workbook|<ss:workbook|<!--)/i.test(head)) {
    return readMarkup(text, file, limits);
  }
  // JSON, web archives (.mht named .xls) and programs would come out as a table of rubbish.
  if (/^MIME-Version:/i.test(head) || /^[{[]\s*["{[\]}]/.test(head)) return fail('not_a_spreadsheet');
  const body = parseCsv(text, limits);
  if (!body.ok) return body;
  const { strayQuotes, ...cells } = body.value;
  const sheet = { name: file.replace(/\.[^.]*$/, ''), hidden: false, ...cells };
  return ok({ file, format: 'csv', sheets: [sheet], ...(strayQuotes.length > 0 ? { strayQuotes } : {}) });
}

function readMarkup(text: string, file: string, limits: ReadLimits): Result<Workbook> {
  const head = text.slice(0, 64 * 1024);
  if (/<(?:\w+:)?Workbook[\s>]/.test(head) && head.includes('urn:schemas-microsoft-com:office:spreadsheet')) {
    return scanText(text, new Xml2003Scanner(contextOf(limits)), { file, format: 'xml2003' });
  }
  if (/<office:document[\s>]/.test(head) && head.includes('opendocument')) {
    return scanText(text, new OdsScanner(contextOf(limits)), { file, format: 'ods' });
  }
  const html = scanText(text, new HtmlScanner(contextOf(limits)), { file, format: 'html' });
  return html.ok && html.value.sheets.length === 0 ? fail('not_a_spreadsheet') : html;
}

/** Fed in steps: the scanner stops at the first that shows what is wrong. */
function scanText(
  text: string,
  scanner: SaxScanner & { readonly sheets: readonly Sheet[] },
  what: Pick<Workbook, 'file' | 'format'>,
): Result<Workbook> {
  for (let at = 0; at < text.length && scanner.trouble === undefined; at += TEXT_STEP) {
    scanner.pushText(text.slice(at, at + TEXT_STEP));
  }
  scanner.end();
  const { trouble } = scanner;
  return trouble === undefined ? ok({ ...what, sheets: scanner.sheets }) : fail(trouble);
}
