/** The cells of a sheet while it is being read: places, values, and how much memory they take. */
import type { BrokenCell, CellValue } from '../sheet';
import { formulaKey } from '../sheet';
import { asciiAt, integerAt, numberAt } from './cellNumber';
import { BOOLEAN, ERROR, ISO_DATE, NUMBER, SHARED } from './cellType';
import { isoSerial } from './isoDate';
import type { DateStyles } from './styles';
import { SortedKeys } from './sortedKeys';
import { textCache } from './textCache';
import type { Trouble } from './windowed';
import { cellText } from './xml';

/** What the cells of a sheet refer to. */
export interface SheetContext {
  readonly strings: readonly string[];
  readonly styles: DateStyles;
  readonly is1904: boolean;
  /** Most cells, blanks in front of used ones included. */
  readonly maxCells: number;
  /** Bytes of memory that the cells of all sheets may still take, about. Counted down while sheets are read. */
  readonly memory: { left: number };
}

/** Shared by all blank rows: a million formatted rows without a value cost one array. */
const BLANK_ROW: CellValue[] = [];
/** Excel's own last column, XFD. */
const LAST_COLUMN = 16_383;
const LAST_ROW = 1_048_575;
/** Bytes of a place in a row, and of what stands outside of it. */
const SLOT = 8;
/** Blanks that lead to a far cell are in no sheet of a person: they weigh more, so that such a file ends sooner. */
const FAR_SLOT = 24;
const BOXED_NUMBER = 16;
const OBJECT = 56;
const ROW = 32;
/**
 * Longer texts weigh anew in each cell that shows them, though they are held once: one text of a megabyte in ten thousand
 * cells takes no memory, but looking at it ten thousand times takes minutes.
 */
const LONG_TEXT = 1024;
/** Columns that a row may well grow to cell by cell. */
const FAR = 64;

export class CellStore {
  readonly rows: CellValue[][] = [];
  readonly hiddenRows = new Set<number>();
  readonly formulas = new SortedKeys();
  readonly texts = textCache();
  /** Widest used row. */
  columns = 0;
  trouble: Trouble | undefined;
  /** Whether the row at hand said its number. */
  rowGiven = false;

  private row = -1;
  private rowHidden = false;
  private cells: CellValue[] | undefined;
  private count = 0;

  constructor(private readonly context: SheetContext) {}

  /** Begins a row: the one of that 0-based number, or the next one for -1. */
  beginRow(row: number, hidden: boolean): void {
    this.rowGiven = row >= 0;
    this.row = row >= 0 ? row : this.row + 1;
    this.rowHidden = hidden;
    this.cells = undefined;
  }

  /** The row did not say its number, but a cell of it does. */
  moveTo(row: number): void {
    if (row === this.row) return;
    this.row = row;
    this.cells = undefined;
  }

  /** Whether so many rows with so many cells each would have room. */
  fits(rows: number, cells: number): boolean {
    const { memory, maxCells } = this.context;
    return this.count + rows * cells <= maxCells && rows * (ROW + cells * SLOT) <= memory.left;
  }

  markFormula(column: number): void {
    if (column <= LAST_COLUMN && this.row >= 0 && this.row <= LAST_ROW) this.formulas.add(formulaKey(this.row, column));
  }

  /** Puts a value at a column of the current row; blank cells need no place. */
  put(column: number, value: CellValue): void {
    const { row, rows } = this;
    if (value === null || column > LAST_COLUMN || row > LAST_ROW || row < 0) return;
    let cells = this.cells;
    const blank = cells === undefined;
    if (cells === undefined) {
      const { memory } = this.context;
      memory.left -= ROW + (row >= rows.length ? SLOT * (row + 1 - rows.length) : 0);
      while (rows.length <= row) rows.push(BLANK_ROW);
      cells = rows[row]!;
      // A far cell gets its row in one piece: growing it would leave half of the memory unused.
      if (cells === BLANK_ROW) rows[row] = cells = column < FAR ? [] : new Array<CellValue>(column).fill(null);
      this.cells = cells;
      if (this.rowHidden) this.hiddenRows.add(row);
    }
    const added = blank ? column + 1 : Math.max(1, column + 1 - cells.length);
    this.count += added;
    this.weigh(value, added);
    if (this.trouble !== undefined) return;
    while (cells.length < column) cells.push(null);
    cells[column] = value;
    if (column >= this.columns) this.columns = column + 1;
  }

  private weigh(value: CellValue, added: number): void {
    const { memory, maxCells } = this.context;
    let weight = added * (added > FAR ? FAR_SLOT : SLOT) + this.texts.weight;
    this.texts.weight = 0;
    if (typeof value === 'number') weight += (value | 0) === value ? 0 : BOXED_NUMBER;
    else if (typeof value === 'object') weight += OBJECT;
    else if (typeof value === 'string' && value.length > LONG_TEXT) weight += value.length;
    memory.left -= weight;
    if (memory.left < 0 || this.count > maxCells) this.trouble = 'file_too_large';
  }

  /** Value that bytes[start, end) hold for a cell of that type and style. */
  value(bytes: Uint8Array, start: number, end: number, type: number, style: number): CellValue {
    const { context, texts } = this;
    switch (type) {
      case NUMBER: {
        const number = numberAt(bytes, start, end);
        if (Number.isNaN(number)) return texts.read(bytes, start, end);
        const format = context.styles[style];
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
        if (serial === undefined) return texts.read(bytes, start, end);
        return { kind: 'date', serial, format: context.styles[style] ?? 'yyyy-mm-dd', is1904: context.is1904 };
      }
      default:
        return texts.read(bytes, start, end) || null;
    }
  }
}

function broken(text: string): BrokenCell {
  return { kind: 'error', text: cellText(text) };
}
