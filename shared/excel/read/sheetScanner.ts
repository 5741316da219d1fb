/**
 * One pass over the bytes of a worksheet's cells. Written byte by byte because this is where an import spends its time:
 * a general XML parser takes ten times as long on a village's 2 million cells.
 */
import type { BrokenCell, CellValue } from '../sheet';
import { asciiAt, integerAt, numberAt } from './cellNumber';
import { BOOLEAN, columnAt, ERROR, FORMULA_TEXT, ISO_DATE, NUMBER, SHARED, typeAt } from './cellType';
import { isoSerial } from './isoDate';
import { runs } from './sharedStrings';
import type { DateStyles } from './styles';
import { TextCache } from './textCache';
import { cellText } from './xml';

/** What the cells of a sheet refer to. */
export interface SheetContext {
  readonly strings: readonly string[];
  readonly styles: DateStyles;
  readonly is1904: boolean;
  /** Most cells, blanks in front of used ones included. */
  readonly maxCells: number;
}

const LT = 60;
const GT = 62;
const SLASH = 47;
/** Shared by all blank rows: a million formatted rows without a value cost one array. */
const BLANK_ROW: CellValue[] = [];
/** Excel's own last column, XFD. */
const LAST_COLUMN = 16_383;
const LAST_ROW = 1_048_575;

/** A name ends before a blank, `>` or `/`. */
function endsName(byte: number | undefined): boolean {
  return byte === GT || byte === SLASH || (byte !== undefined && byte <= 32);
}

export class SheetScanner {
  readonly rows: CellValue[][] = [];
  readonly hiddenRows = new Set<number>();
  /** Widest used row. */
  columns = 0;
  /** Set when the part ends inside the cells. */
  truncated = false;
  /** Set when blanks between far-away cells would exceed the limit. */
  tooLarge = false;

  private at = 0;
  private row = -1;
  private rowHidden = false;
  private cells: CellValue[] | undefined;
  private column = -1;
  private style = 0;
  private type = NUMBER;
  private count = 0;
  private readonly texts: TextCache;

  /** `prefix` = bytes of the namespace prefix with its colon, 0 for none. */
  constructor(
    private readonly bytes: Uint8Array,
    private readonly prefix: number,
    private readonly context: SheetContext,
  ) {
    this.texts = new TextCache(bytes);
  }

  /** Scans from behind <sheetData> to its end; returns the offset of </sheetData>. */
  scan(from: number): number {
    const { bytes, prefix } = this;
    this.at = from;
    for (;;) {
      const at = this.nextTag();
      if (at < 0 || this.tooLarge) return bytes.length;
      if (bytes[at] === SLASH) {
        // Of the closing tags at this level only sheetData's begins with s.
        if (bytes[at + 1 + prefix] === 115) return at - 1;
        continue;
      }
      const name = at + prefix;
      if (bytes[name] === 99 && endsName(bytes[name + 1])) this.readCell(name + 1);
      else if (bytes[name] === 114 && bytes[name + 1] === 111 && bytes[name + 2] === 119) this.readRow(name + 3);
    }
  }

  /** Offset behind the next `<`; -1 at the end of the part, which is a truncation. */
  private nextTag(): number {
    const { bytes } = this;
    const end = bytes.length;
    let at = this.at;
    while (at < end && bytes[at] !== LT) at++;
    this.at = at + 1;
    if (at < end) return at + 1;
    this.truncated = true;
    return -1;
  }

  private readRow(from: number): void {
    const { bytes } = this;
    this.row++;
    this.column = -1;
    this.rowHidden = false;
    this.cells = undefined;
    let at = from;
    for (;;) {
      while (bytes[at]! <= 32) at++;
      if (bytes[at] === GT || bytes[at] === SLASH || at >= bytes.length) break;
      const name = at;
      while (at < bytes.length && bytes[at] !== 61) at++;
      const quote = bytes[at + 1]!;
      const value = at + 2;
      const end = bytes.indexOf(quote, value);
      if (end < 0) break;
      if (bytes[name] === 114 && at - name === 1) this.row = integerAt(bytes, value, end) - 1;
      else if (at - name === 6 && asciiAt(bytes, name, at) === 'hidden') {
        this.rowHidden = bytes[value] === 49 || bytes[value] === 116;
      }
      at = end + 1;
    }
    this.at = at;
  }

  /** Reads r, s and t of a cell; returns whether the cell has content. */
  private readCellHead(from: number): boolean {
    const { bytes } = this;
    const length = bytes.length;
    this.style = 0;
    this.type = NUMBER;
    let column = -1;
    let at = from;
    while (at < length) {
      const byte = bytes[at]!;
      if (byte === GT || byte === SLASH) {
        this.column = column >= 0 ? column : this.column + 1;
        this.at = at + 1;
        return byte === GT;
      }
      if (byte <= 32) {
        at++;
        continue;
      }
      const name = at;
      while (at < length && bytes[at] !== 61) at++;
      const quote = bytes[at + 1];
      const value = at + 2;
      const single = at - name === 1;
      at = value;
      while (at < length && bytes[at] !== quote) at++;
      if (single && byte === 114) column = columnAt(bytes, value, at);
      else if (single && byte === 115) this.style = integerAt(bytes, value, at);
      else if (single && byte === 116) this.type = typeAt(bytes, value, at);
      at++;
    }
    this.at = length;
    return false;
  }

  private readCell(from: number): void {
    if (!this.readCellHead(from)) return;
    const { bytes, prefix } = this;
    let valueStart = -1;
    let valueEnd = -1;
    let formulaStart = -1;
    let formulaEnd = -1;
    let inline: string | undefined;
    for (;;) {
      const at = this.nextTag();
      if (at < 0) return;
      if (bytes[at] === SLASH) {
        if (bytes[at + 1 + prefix] === 99 && endsName(bytes[at + 2 + prefix])) break;
        continue;
      }
      const name = at + prefix;
      const letter = bytes[name];
      if (letter === 118 && endsName(bytes[name + 1])) {
        valueStart = this.content(name + 1);
        valueEnd = this.at;
      } else if (letter === 102 && endsName(bytes[name + 1])) {
        formulaStart = this.content(name + 1);
        formulaEnd = this.at;
      } else if (letter === 105 && bytes[name + 1] === 115 && endsName(bytes[name + 2])) {
        inline = this.inline(name + 2);
      }
    }
    const blank = valueStart === valueEnd;
    if (formulaStart >= 0 && blank && this.type !== FORMULA_TEXT && inline === undefined) {
      this.put({ kind: 'uncached', text: `=${this.texts.read(formulaStart, formulaEnd)}` });
    } else if (inline !== undefined) this.put(inline === '' ? null : inline);
    else if (!blank) this.put(this.value(valueStart, valueEnd));
  }

  /** From behind an element's name: start of its text; `at` then stands on the `<` behind the text (or at an empty end). */
  private content(from: number): number {
    const { bytes } = this;
    const end = bytes.length;
    let at = from;
    while (at < end && bytes[at] !== GT) at++;
    const start = at + 1;
    if (bytes[at - 1] === SLASH) return (this.at = start);
    this.at = this.textEnd(start);
    return start;
  }

  /** Offset of the `<` that ends a text; CDATA sections belong to the text. */
  private textEnd(from: number): number {
    const { bytes } = this;
    const end = bytes.length;
    let at = from;
    for (;;) {
      while (at < end && bytes[at] !== LT) at++;
      if (bytes[at + 1] !== 33) return at;
      while (at < end && !(bytes[at] === GT && bytes[at - 1] === 93 && bytes[at - 2] === 93)) at++;
    }
  }

  /** Text of <is>: one <t> straight away, rich runs through the general reader. */
  private inline(from: number): string {
    const { bytes, prefix } = this;
    let at = from;
    while (at < bytes.length && bytes[at] !== GT) at++;
    this.at = at + 1;
    if (bytes[at - 1] === SLASH) return '';
    const start = at + 1;
    if (bytes[start] === LT && bytes[start + 1 + prefix] === 116 && endsName(bytes[start + 2 + prefix])) {
      const text = this.content(start + 2 + prefix);
      const end = this.at;
      const behind = bytes[end] === LT ? end + 4 + prefix : end;
      if (bytes[behind] === LT && bytes[behind + 1] === SLASH && bytes[behind + 2 + prefix] === 105) {
        this.at = behind;
        return this.texts.read(text, end);
      }
    }
    return this.richInline(start);
  }

  private richInline(start: number): string {
    const { bytes, prefix } = this;
    this.at = start;
    for (let at = this.nextTag(); at >= 0; at = this.nextTag()) {
      const name = at + 1 + prefix;
      if (bytes[at] === SLASH && bytes[name] === 105 && bytes[name + 1] === 115) {
        const xml = new TextDecoder('utf-8').decode(bytes.subarray(start, at - 1));
        return runs(xml, 0, xml.length);
      }
    }
    return '';
  }

  private value(start: number, end: number): CellValue {
    const { bytes, context } = this;
    switch (this.type) {
      case NUMBER: {
        const number = numberAt(bytes, start, end);
        if (Number.isNaN(number)) return this.texts.read(start, end);
        const format = context.styles[this.style];
        return format === undefined ? number : { kind: 'date', serial: number, format, is1904: context.is1904 };
      }
      case SHARED: {
        const text = context.strings[integerAt(bytes, start, end)];
        return text === undefined ? broken('#REF!') : text === '' ? null : text;
      }
      case BOOLEAN:
        return bytes[start] === 49 || bytes[start] === 116;
      case ERROR:
        return broken(asciiAt(bytes, start, end));
      case ISO_DATE: {
        const serial = isoSerial(asciiAt(bytes, start, end), context.is1904);
        if (serial === undefined) return this.texts.read(start, end);
        return { kind: 'date', serial, format: context.styles[this.style] ?? 'yyyy-mm-dd', is1904: context.is1904 };
      }
      default:
        return this.texts.read(start, end) || null;
    }
  }

  /** Puts a value at the current row and column; blank cells need no place. */
  private put(value: CellValue): void {
    const { column, row, rows } = this;
    if (value === null || column > LAST_COLUMN || row > LAST_ROW || row < 0) return;
    let cells = this.cells;
    if (cells === undefined) {
      while (rows.length <= row) rows.push(BLANK_ROW);
      cells = rows[row]!;
      if (cells === BLANK_ROW) rows[row] = cells = [];
      this.cells = cells;
      if (this.rowHidden) this.hiddenRows.add(row);
    }
    this.count += Math.max(1, column - cells.length);
    if (this.count > this.context.maxCells) {
      this.tooLarge = true;
      return;
    }
    while (cells.length < column) cells.push(null);
    cells[column] = value;
    if (column >= this.columns) this.columns = column + 1;
  }
}

function broken(text: string): BrokenCell {
  return { kind: 'error', text: cellText(text) };
}
