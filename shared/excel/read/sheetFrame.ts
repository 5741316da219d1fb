/** What stands around the cells of a worksheet: hidden columns before them, merged ranges behind. */
import type { Range } from '../sheet';
import type { Trouble } from './windowed';
import { attribute, hasDoctype, tags } from './xml';

/** Blank rows and columns that a merge may reach beyond the used area; whole-column merges are cut there. */
const MERGE_MARGIN = 1000;
/** More merged ranges than any sheet that a person made. */
const MOST_MERGES = 200_000;

const SHEET_DATA = new TextEncoder().encode('sheetData');

interface SheetDataStart {
  /** Offset behind the opening tag. */
  readonly from: number;
  readonly prefix: number;
  readonly empty: boolean;
}

export class SheetFrame {
  trouble: Trouble | undefined;
  private head = '';
  private readonly merged: Range[] = [];
  private mergesEnded = false;
  private readonly decoder = new TextDecoder('utf-8');

  /** The opening tag of <sheetData>, if it stands whole in these bytes. */
  findSheetData(bytes: Uint8Array): SheetDataStart | undefined {
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

  /** Takes what stands before the cells. */
  setHead(bytes: Uint8Array, end: number): void {
    this.head = this.decoder.decode(bytes.subarray(0, end));
    if (hasDoctype(this.head)) this.trouble = 'file_unsafe';
  }

  /** Takes the merged ranges out of what stands behind the cells, from `from`; returns how many bytes are done with. */
  addTail(bytes: Uint8Array, from: number, last: boolean): number {
    if (this.mergesEnded) return bytes.length;
    // Tags that do not end here are left for the next time.
    const end = last ? bytes.length : bytes.lastIndexOf(62) + 1;
    if (end <= from) return from;
    const text = this.decoder.decode(bytes.subarray(from, end));
    if (text.includes('mergeCell')) this.addMerges(text);
    return end;
  }

  private addMerges(text: string): void {
    for (const tag of tags(text)) {
      if (tag.name === 'mergeCells' && tag.kind === 'close') {
        this.mergesEnded = true;
        return;
      }
      const range = tag.name === 'mergeCell' ? parseRange(attribute(tag.attributes, 'ref') ?? '') : undefined;
      if (range) this.merged.push(range);
      if (this.merged.length > MOST_MERGES) {
        this.trouble = 'file_too_large';
        return;
      }
    }
  }

  merges(rows: number, columns: number): Range[] {
    return this.merged.map((range) => cutRange(range, rows, columns));
  }

  /** Begins and ends are counted first: a hundred thousand <col> that say the same cost no more than one each. */
  hiddenColumns(columns: number): Set<number> {
    const hidden = new Set<number>();
    const changes = new Int32Array(columns + 1);
    for (const tag of tags(this.head)) {
      if (tag.name !== 'col' || !isTrue(attribute(tag.attributes, 'hidden'))) continue;
      const first = Math.max(0, Number(attribute(tag.attributes, 'min')) - 1);
      const last = Math.min(Number(attribute(tag.attributes, 'max')) - 1, columns - 1);
      if (!(first <= last)) continue;
      changes[Math.floor(first)]! += 1;
      changes[Math.floor(last) + 1]! -= 1;
    }
    for (let column = 0, open = 0; column < columns; column++) {
      open += changes[column]!;
      if (open > 0) hidden.add(column);
    }
    return hidden;
  }
}

/** A merge within and a little beyond the used area, so that what walks over it has an end. */
export function cutRange(range: Range, rows: number, columns: number): Range {
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
  return range.top >= 0 && range.bottom >= range.top && range.right >= range.left ? range : undefined;
}

function columnIndex(letters: string): number {
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

export function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}
