/** A worksheet part: its cells by the scanner, what stands around them (hidden columns, merges) as ordinary XML. */
import { fail, ok, type Result } from '../../result';
import type { Range, Sheet } from '../sheet';
import { SheetScanner, type SheetContext } from './sheetScanner';
import { attribute, decodeXml, hasDoctype, tags } from './xml';

export type SheetBody = Omit<Sheet, 'name' | 'hidden'>;

/** Blank rows and columns that a merge may reach beyond the used area; whole-column merges are cut there. */
const MERGE_MARGIN = 1000;

/** Reads a worksheet part. Fails with `file_damaged`, `file_unsafe` or `file_too_large`. */
export function readSheetXml(part: Uint8Array, context: SheetContext): Result<SheetBody> {
  const bytes = asUtf8(part);
  const start = findSheetData(bytes);
  const decoder = new TextDecoder('utf-8');
  const prolog = decoder.decode(start ? bytes.subarray(0, start.from) : bytes);
  if (hasDoctype(prolog)) return fail('file_unsafe');
  const scanner = new SheetScanner(bytes, start?.prefix ?? 0, context);
  let tail = '';
  if (start && !start.empty) {
    const end = scanner.scan(start.from);
    if (scanner.tooLarge) return fail('file_too_large');
    if (scanner.truncated) return fail('file_damaged');
    tail = decoder.decode(bytes.subarray(end));
  } else if (start) tail = decoder.decode(bytes.subarray(start.from));
  return ok({
    rows: scanner.rows,
    columns: scanner.columns,
    merges: readMerges(tail, scanner.rows.length, scanner.columns),
    hiddenRows: scanner.hiddenRows,
    hiddenColumns: readHiddenColumns(prolog, scanner.columns),
  });
}

/** UTF-16 parts are legal but never seen in numbers: they are re-encoded, so that the scanner knows one encoding. */
function asUtf8(part: Uint8Array): Uint8Array {
  const wide = (part[0] === 0xff && part[1] === 0xfe) || (part[0] === 0xfe && part[1] === 0xff);
  return wide ? new TextEncoder().encode(decodeXml(part)) : part;
}

interface SheetDataStart {
  /** Offset behind the opening tag. */
  readonly from: number;
  readonly prefix: number;
  readonly empty: boolean;
}

const SHEET_DATA = new TextEncoder().encode('sheetData');

function findSheetData(bytes: Uint8Array): SheetDataStart | undefined {
  for (let at = bytes.indexOf(60); at >= 0; at = bytes.indexOf(60, at + 1)) {
    let name = at + 1;
    for (let look = name; look < name + 40; look++) {
      const byte = bytes[look];
      if (byte === 58) name = look + 1;
      if (byte === undefined || byte <= 32 || byte === 62 || byte === 47 || byte === 58) break;
    }
    if (!SHEET_DATA.every((byte, index) => bytes[name + index] === byte)) continue;
    const close = bytes.indexOf(62, name);
    if (close < 0) return undefined;
    return { from: close + 1, prefix: name - at - 1, empty: bytes[close - 1] === 47 };
  }
  return undefined;
}

function readHiddenColumns(prolog: string, columns: number): Set<number> {
  const hidden = new Set<number>();
  for (const tag of tags(prolog)) {
    if (tag.name !== 'col' || !isTrue(attribute(tag.attributes, 'hidden'))) continue;
    const first = Number(attribute(tag.attributes, 'min')) - 1;
    const last = Math.min(Number(attribute(tag.attributes, 'max')) - 1, columns - 1);
    for (let column = first; column <= last; column++) hidden.add(column);
  }
  return hidden;
}

function readMerges(tail: string, rows: number, columns: number): Range[] {
  const merges: Range[] = [];
  if (!tail.includes('mergeCell')) return merges;
  for (const tag of tags(tail)) {
    if (tag.name === 'mergeCells' && tag.kind === 'close') break;
    const range = tag.name === 'mergeCell' ? parseRange(attribute(tag.attributes, 'ref') ?? '') : undefined;
    if (range) merges.push(cutRange(range, rows, columns));
  }
  return merges;
}

function cutRange(range: Range, rows: number, columns: number): Range {
  return {
    ...range,
    bottom: Math.min(range.bottom, Math.max(range.top, rows + MERGE_MARGIN)),
    right: Math.min(range.right, Math.max(range.left, columns + MERGE_MARGIN)),
  };
}

/** 0-based range of an A1 reference such as B2:D5 or $B$2; undefined when it is none. */
export function parseRange(reference: string): Range | undefined {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/i.exec(reference.trim());
  if (!match) return undefined;
  const [, left = '', top = '', right = left, bottom = top] = match;
  const range = {
    top: Number(top) - 1,
    left: columnIndex(left),
    bottom: Number(bottom) - 1,
    right: columnIndex(right),
  };
  return range.bottom >= range.top && range.right >= range.left ? range : undefined;
}

function columnIndex(letters: string): number {
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

export function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}
