/**
 * One pass over the bytes of a worksheet's cells. Written byte by byte because this is where an import spends its time:
 * a general XML parser takes ten times as long on a village's 2 million cells. What lies around the cells is handed on as
 * text.
 */
import type { CellValue } from '../sheet';
import { asciiAt, integerAt } from './cellNumber';
import { columnAt, FORMULA_TEXT, NUMBER, typeAt } from './cellType';
import { CellStore, type SheetContext } from './cellStore';
import { runs } from './sharedStrings';
import { SheetFrame } from './sheetFrame';
import { endsName, WindowedScanner } from './windowed';

const LT = 60;
const GT = 62;
const SLASH = 47;
/** Nothing is decided about a tag whose first bytes, prefix and all, are not there yet. */
const TAG_HEAD = 64;

export class SheetScanner extends WindowedScanner {
  readonly frame = new SheetFrame();
  readonly cells: CellStore;
  /** Before, in and behind <sheetData>. */
  private phase: 'head' | 'cells' | 'tail' = 'head';
  /** Bytes of the namespace prefix with its colon, 0 for none. */
  private prefix = 0;
  private at = 0;
  /** The construct at hand does not end within the window. */
  private starved = false;
  private last = false;
  private column = -1;
  private style = 0;
  private type = NUMBER;
  /** 0-based row that the reference of the cell names; -1 for none. */
  private cellRow = -1;

  constructor(context: SheetContext) {
    super();
    this.cells = new CellStore(context);
  }

  protected override scan(last: boolean): number {
    this.last = last;
    let done = 0;
    if (this.phase === 'head') done = this.scanHead();
    if (this.phase === 'cells') done = this.scanCells(done);
    if (this.phase === 'tail') done = this.frame.addTail(this.bytes, done, last);
    if (last && this.phase === 'cells') this.trouble ??= 'file_damaged';
    this.trouble ??= this.frame.trouble;
    return done;
  }

  private scanHead(): number {
    const { bytes } = this;
    const start = this.frame.findSheetData(bytes);
    if (start === undefined) {
      if (this.last) this.frame.setHead(bytes, bytes.length);
      return this.last ? bytes.length : 0;
    }
    this.prefix = start.prefix;
    this.phase = start.empty ? 'tail' : 'cells';
    this.frame.setHead(bytes, start.from);
    return start.from;
  }

  /** Scans whole rows' heads and cells; returns the offset of the first that is not whole, or behind </sheetData>. */
  private scanCells(from: number): number {
    const { bytes, prefix, cells } = this;
    this.at = from;
    for (;;) {
      this.starved = false;
      const at = this.nextTag();
      if (at < 0) return this.starved ? this.at : bytes.length;
      if (bytes[at] === SLASH) {
        // Of the closing tags at this level only sheetData's begins with s.
        if (bytes[at + 1 + prefix] !== 115) continue;
        this.phase = 'tail';
        return at - 1;
      }
      const name = at + prefix;
      if (bytes[name] === 99 && endsName(bytes[name + 1])) {
        const before = this.column;
        this.readCell(name + 1);
        if (this.starved) this.column = before;
      } else if (bytes[name] === 114 && bytes[name + 1] === 111 && bytes[name + 2] === 119) this.readRow(name + 3);
      if (this.starved) return this.last ? bytes.length : at - 1;
      if (cells.trouble !== undefined) {
        this.trouble = cells.trouble;
        return bytes.length;
      }
    }
  }

  /** Offset behind the next `<` that is no comment; -1 when there is none, `at` then stands where to go on. */
  private nextTag(): number {
    const { bytes } = this;
    const end = bytes.length;
    let at = this.at;
    for (;;) {
      while (at < end && bytes[at] !== LT) at++;
      if (at >= end || (!this.last && at + TAG_HEAD + this.prefix > end)) {
        this.starved = true;
        this.at = at;
        return -1;
      }
      const next = bytes[at + 1];
      if (next !== 33 || bytes[at + 2] !== 45) break;
      const close = commentEnd(bytes, at + 4);
      if (close < 0) {
        this.starved = true;
        this.at = at;
        return -1;
      }
      at = close;
    }
    this.at = at + 1;
    return at + 1;
  }

  private readRow(from: number): void {
    const { bytes } = this;
    const length = bytes.length;
    let row = -1;
    let hidden = false;
    let at = from;
    for (;;) {
      while (at < length && bytes[at]! <= 32) at++;
      if (at >= length) {
        this.starved = true;
        return;
      }
      if (bytes[at] === GT || bytes[at] === SLASH) break;
      const name = at;
      while (at < length && bytes[at] !== 61 && bytes[at] !== GT) at++;
      // An attribute without a value is no XML; the row begins behind it all the same.
      if (bytes[at] === GT) break;
      const quote = bytes[at + 1]!;
      const value = at + 2;
      at = value;
      while (at < length && bytes[at] !== quote) at++;
      if (bytes[name] === 114 && value - name === 3) row = integerAt(bytes, value, at) - 1;
      else if (value - name === 8 && asciiAt(bytes, name, name + 6) === 'hidden') {
        hidden = bytes[value] === 49 || bytes[value] === 116;
      }
      at++;
    }
    this.cells.beginRow(row, hidden);
    this.column = -1;
    this.at = at;
  }

  /** Reads r, s and t of a cell; returns whether the cell has content. */
  private readCellHead(from: number): boolean {
    const { bytes } = this;
    const length = bytes.length;
    this.style = 0;
    this.type = NUMBER;
    this.cellRow = -1;
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
      while (at < length && bytes[at] !== 61 && bytes[at] !== GT) at++;
      if (bytes[at] === GT) continue;
      const quote = bytes[at + 1];
      const value = at + 2;
      const single = at - name === 1;
      at = value;
      while (at < length && bytes[at] !== quote) at++;
      if (single && byte === 114) {
        column = columnAt(bytes, value, at);
        if (!this.cells.rowGiven) this.cellRow = integerAt(bytes, value, at) - 1;
      } else if (single && byte === 115) this.style = integerAt(bytes, value, at);
      else if (single && byte === 116) this.type = typeAt(bytes, value, at);
      at++;
    }
    this.starved = true;
    return false;
  }

  private readCell(from: number): void {
    if (!this.readCellHead(from)) return;
    const { bytes, prefix, cells } = this;
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
      if (this.starved) return;
    }
    if (this.cellRow >= 0) cells.moveTo(this.cellRow);
    const { column } = this;
    const blank = valueStart === valueEnd;
    if (formulaStart >= 0) cells.markFormula(column);
    if (inline !== undefined) cells.put(column, inline === '' ? null : inline);
    else if (!blank) cells.put(column, cells.value(bytes, valueStart, valueEnd, this.type, this.style));
    else if (formulaStart >= 0 && this.type !== FORMULA_TEXT) {
      const uncached: CellValue = { kind: 'uncached', text: `=${cells.texts.read(bytes, formulaStart, formulaEnd)}` };
      cells.put(column, uncached);
    }
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
      if (at >= end) this.starved = true;
      if (bytes[at + 1] !== 33) return at;
      while (at < end && !(bytes[at] === GT && bytes[at - 1] === 93 && bytes[at - 2] === 93)) at++;
    }
  }

  /** Text of <is>: one <t> straight away, rich runs through the general reader. */
  private inline(from: number): string {
    const { bytes, prefix, cells } = this;
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
        return cells.texts.read(bytes, text, end);
      }
    }
    this.starved = false;
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
}

/** Offset behind the `-->` at or after `from`; -1 when it is not there. */
function commentEnd(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(GT, from); at >= 0; at = bytes.indexOf(GT, at + 1)) {
    if (bytes[at - 1] === 45 && bytes[at - 2] === 45) return at + 1;
  }
  return -1;
}
