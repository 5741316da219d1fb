/** The part of reading a cell that all types share: what kind of cell it is, and what is refused everywhere. */
import type { Field } from '../catalogue/field';
import type { valuesMessages } from '../messages/values';
import type { CellValue, DateCell, Parsed, Value } from './codec';

/** Codes that have a sentence in shared/messages/values; a code without one does not compile. */
export type ValueCode = keyof typeof valuesMessages;

/** How a type reads each kind of cell. */
export interface CellReaders {
  text(text: string): Parsed;
  number(value: number): Parsed;
  date(cell: DateCell): Parsed;
  truth(value: boolean): Parsed;
}

export function parsed(value: Value | undefined, note?: ValueCode): Parsed {
  return note === undefined ? { ok: true, value } : { ok: true, value, note };
}

/** Refuses a text; the message can name it and the field. */
export function unreadable(code: ValueCode, text: string, field: Field, more: Record<string, string> = {}): Parsed {
  return { ok: false, code, params: { text, label: field.label, ...more } };
}

/** Reads a cell by its kind. Error values and formulas that were never calculated are never taken for a value. */
export function readCell(cell: CellValue, field: Field, readers: CellReaders): Parsed {
  if (cell === null) return parsed(undefined);
  if (typeof cell === 'string') return readers.text(cell);
  if (typeof cell === 'number') {
    return Number.isFinite(cell) ? readers.number(cell) : unreadable('cell_error', String(cell), field);
  }
  if (typeof cell === 'boolean') return readers.truth(cell);
  switch (cell.kind) {
    case 'date':
      return readers.date(cell);
    case 'error':
      return unreadable('cell_error', cell.text, field);
    case 'uncached':
      return unreadable('cell_uncached', cell.text, field);
  }
}

/** What Excel shows for a logical cell. */
export function truthText(value: boolean): string {
  return value ? 'TRUE' : 'FALSE';
}
