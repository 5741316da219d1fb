/** Geometry and keys of editable sheets. */
import type { Field } from '#shared/catalogue/field';

export interface SheetPlace {
  readonly row: number;
  readonly column: number;
}

/** Default width of a field's column, CSS pixels at normal text size. */
export function columnWidth(field: Field, first: boolean): number {
  if (first) return 96;
  switch (field.type) {
    case 'idNumber':
    case 'bankAccount':
      return 176;
    case 'phone':
      return 116;
    case 'yesNo':
      return 84;
    case 'date':
      return 104;
    case 'integer':
    case 'year':
      return 72;
    case 'decimal':
    case 'area':
    case 'money':
      return 96;
    case 'longText':
      return 240;
    default:
      return field.label.length > 6 ? 128 : 108;
  }
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
  if (press.key === 'Enter') return at(row + (press.shiftKey ? -1 : 1), column);
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
