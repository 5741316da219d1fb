/** Geometry and keys of editable sheets. */
import type { Field, ValueType } from '#shared/catalogue/field';
import { choicesOf } from '../fields/choices';

export interface SheetPlace {
  readonly row: number;
  readonly column: number;
}

/** Widths of values at grid size, with the cell's padding; CSS pixels at normal text size. */
const WIDTHS: Readonly<Record<ValueType, number>> = {
  text: 108,
  longText: 240,
  integer: 64,
  decimal: 88,
  money: 88,
  area: 72,
  year: 64,
  date: 100,
  code: 72,
  multiCode: 120,
  yesNo: 56,
  idNumber: 168,
  phone: 108,
  bankAccount: 176,
};
const CHAR = 13;
const HEAD_CHAR = 12;
const PADDING = 18;
/** Room for the arrow of a value list. */
const ARROW = 30;
const WIDEST_CODE = 6;

/** Default width of a field's column: what its values need, and a heading of at most two lines. */
export function columnWidth(field: Field, first: boolean): number {
  const head = Math.ceil((field.label.length + (field.unit ? field.unit.length + 2 : 0)) / 2 + 1) * HEAD_CHAR + PADDING;
  const longest = Math.max(0, ...choicesOf(field).map(({ value }) => value.length));
  const codes = longest === 0 ? 0 : Math.min(longest, WIDEST_CODE) * CHAR + PADDING + ARROW;
  return Math.max(WIDTHS[field.type], codes, first ? 88 : 0, head);
}

interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/**
 * Where a key leads: a cell, 'leave' when Tab goes out of the sheet (the browser then moves on), null when the key
 * belongs to the input. While a cell is being edited the arrows, Home and End move its text cursor.
 */
export function nextCell(
  from: SheetPlace,
  press: KeyPress,
  size: { readonly rows: number; readonly columns: number },
  editing: boolean,
): SheetPlace | 'leave' | null {
  const { row, column } = from;
  const at = (r: number, c: number): SheetPlace => ({
    row: Math.max(0, Math.min(r, size.rows - 1)),
    column: Math.max(0, Math.min(c, size.columns - 1)),
  });
  if (press.altKey) return null;
  if (press.key === 'Enter') {
    const below = row + (press.shiftKey ? -1 : 1);
    // There is nothing below the last row: the entry goes on to the right, as in a row that is being typed.
    return below >= 0 && below < size.rows ? at(below, column) : at(row, column + (press.shiftKey ? -1 : 1));
  }
  if (press.key === 'Tab') return tabbed(from, press.shiftKey ? -1 : 1, size);
  if (editing) return null;
  switch (press.key) {
    case 'ArrowUp':
      return at(row - 1, column);
    case 'ArrowDown':
      return at(row + 1, column);
    case 'ArrowLeft':
      return at(row, column - 1);
    case 'ArrowRight':
      return at(row, column + 1);
    case 'Home':
      return press.ctrlKey ? at(0, 0) : at(row, 0);
    case 'End':
      return press.ctrlKey ? at(size.rows - 1, size.columns - 1) : at(row, size.columns - 1);
    default:
      return null;
  }
}

function tabbed(
  { row, column }: SheetPlace,
  step: 1 | -1,
  size: { readonly rows: number; readonly columns: number },
): SheetPlace | 'leave' {
  const next = row * size.columns + column + step;
  if (next < 0 || next >= size.rows * size.columns) return 'leave';
  return { row: Math.floor(next / size.columns), column: next % size.columns };
}
