/** The one door through which a user's spreadsheet comes in. */
import { CFB } from 'xlsx';
import { fail, ok, type Result } from '../../result';
import type { Sheet, Workbook, WorkbookFormat } from '../sheet';
import { inspectBiff } from './biff';
import { parseCsv } from './csv';
import { decodeText } from './decodeText';
import { READ_LIMITS, type ReadLimits } from './limits';
import { readOldXls, readWithSheetJs } from './sheetJs';
import { signatureOf } from './signature';
import { isXlsx, readXlsx } from './xlsx';
import { hasDoctype } from './xml';
import { runReading, runReadingAsync, type Reading } from './pump';
import { openZip, type Zip } from './zip';

export interface ReadOptions {
  /** Ceilings other than the usual ones; for tests. */
  readonly limits?: Partial<ReadLimits>;
}

/**
 * Reads .xlsx .xlsm .xls .et .xlsb .ods .csv .txt, XML 2003 and HTML tables, told apart by content, never by extension.
 * Formulas are never evaluated, macros and links to other files never followed. A workbook without any cell is fine.
 * @param file name without folder, for messages
 * @returns failures `empty_file`, `not_a_spreadsheet`, `password_needed` (see encrypted.ts), `password_xls`,
 *   `password_protected`, `file_damaged`, `file_unsafe` (zip bomb or
 *   entity bomb), `file_too_large`; each with the parameter `file`
 */
export function readWorkbook(bytes: Uint8Array, file: string, options: ReadOptions = {}): Result<Workbook> {
  return withFile(runReading(readBySignature(bytes, file, { ...READ_LIMITS, ...options.limits })), file);
}

/** Like `readWorkbook`, but a large .xlsx is inflated by the runtime while its cells are scanned: twice as fast. */
export async function readWorkbookAsync(
  bytes: Uint8Array,
  file: string,
  options: ReadOptions = {},
): Promise<Result<Workbook>> {
  return withFile(await runReadingAsync(readBySignature(bytes, file, { ...READ_LIMITS, ...options.limits })), file);
}

function withFile(result: Result<Workbook>, file: string): Result<Workbook> {
  return result.ok ? result : fail(result.error.code, { ...result.error.params, file });
}

function* readBySignature(bytes: Uint8Array, file: string, limits: ReadLimits): Reading<Result<Workbook>> {
  switch (signatureOf(bytes)) {
    case 'empty':
      return fail('empty_file');
    case 'zip':
      return yield* readZip(bytes, file, limits);
    case 'ole':
      return readOle(bytes, file);
    case 'biff':
      return guarded(() => ({ file, format: 'xls', sheets: readOldXls(bytes) }));
    case 'text':
      return readText(decodeText(bytes), file);
    case 'other':
      return fail('not_a_spreadsheet');
  }
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

function* readZip(bytes: Uint8Array, file: string, limits: ReadLimits): Reading<Result<Workbook>> {
  const zip = openZip(bytes, limits);
  if (!zip.ok) return zip;
  const macros = zip.value.names.some((name) => /vbaProject\.bin$/i.test(name));
  if (isXlsx(zip.value)) {
    const content = yield* readXlsx(zip.value, limits);
    return content.ok ? ok({ file, format: 'xlsx', macros, ...content.value }) : content;
  }
  const format = foreignFormat(zip.value);
  if (!format) return fail('not_a_spreadsheet');
  // SheetJS inflates without counting: every part is first inflated here, where it is counted.
  for (const name of zip.value.names) {
    const part = zip.value.read(name);
    if (!part.ok) return part;
  }
  return guarded(() => ({ file, format, macros, sheets: readWithSheetJs(bytes) }));
}

function foreignFormat(zip: Zip): WorkbookFormat | undefined {
  if (zip.names.some((name) => /(^|\/)workbook\.bin$/i.test(name))) return 'xlsb';
  if (!zip.has('content.xml') || !zip.has('mimetype')) return undefined;
  const type = zip.read('mimetype');
  return type.ok && type.value && decodeText(type.value).includes('spreadsheet') ? 'ods' : undefined;
}

interface OleEntry {
  readonly name: string;
  readonly content?: Uint8Array | readonly number[];
}

function readOle(bytes: Uint8Array, file: string): Result<Workbook> {
  let entries: readonly OleEntry[];
  try {
    const container = CFB.read(bytes, { type: 'array' }) as { FileIndex: readonly OleEntry[] };
    entries = container.FileIndex;
  } catch {
    return fail('file_damaged');
  }
  const find = (...names: string[]): OleEntry | undefined => entries.find(({ name }) => names.includes(name));
  if (find('EncryptionInfo', 'EncryptedPackage')) return fail('password_needed');
  const stream = find('Workbook', 'Book', 'WORKBOOK', 'BOOK');
  if (!stream) return fail('not_a_spreadsheet');
  if (!stream.content) return fail('file_damaged');
  const state = inspectBiff(Uint8Array.from(stream.content));
  if (state.locked) return fail('password_xls');
  if (!state.whole) return fail('file_damaged');
  const macros = find('_VBA_PROJECT', '_VBA_PROJECT_CUR', 'VBA') !== undefined;
  return guarded(() => ({
    file,
    format: 'xls',
    macros,
    sheets: state.version < 8 ? readOldXls(bytes) : readWithSheetJs(bytes),
  }));
}

function readText(text: string, file: string): Result<Workbook> {
  const head = text.slice(0, 4096).trimStart();
  if (/^(<\?xml|<html|<!doctype html|<table|<meta|<head|<style|<body|<div|<workbook|<ss:workbook)/i.test(head)) {
    return readMarkup(text, file);
  }
  // JSON, and web archives (.mht named .xls), would come out as a table of rubbish.
  if (/^MIME-Version:/i.test(head) || /^[{[]\s*["{[\]}]/.test(head)) return fail('not_a_spreadsheet');
  const sheet: Sheet = { name: file.replace(/\.[^.]*$/, ''), hidden: false, ...parseCsv(text) };
  return ok({ file, format: 'csv', sheets: [sheet] });
}

function readMarkup(text: string, file: string): Result<Workbook> {
  const spreadsheet =
    /<(?:\w+:)?Workbook[\s>]/.test(text) && text.includes('urn:schemas-microsoft-com:office:spreadsheet');
  if (spreadsheet) {
    if (hasDoctype(text)) return fail('file_unsafe');
    return guarded(() => ({ file, format: 'xml2003', sheets: readWithSheetJs(text.trimStart()) }));
  }
  // SheetJS takes XHTML for XML 2003; what stands before the first table is of no use to it.
  const table = text.search(/<table[\s>]/i);
  if (table < 0) return fail('not_a_spreadsheet');
  return guarded(() => ({ file, format: 'html', sheets: readWithSheetJs(text.slice(table)) }));
}
