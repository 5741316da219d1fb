/** Codecs of dates and of bare years. */
import type { Field } from '../catalogue/field';
import { isBlankText } from '../text';
import type { CellValue, CodecFor, DateCell, Parsed, Value } from './codec';
import { readDateNumber, readDateText, isRealDate, type DateReading } from './dateText';
import { parsed, readCell, truthText, unreadable, type ValueCode } from './readCell';
import { dashed, dateOfCell, textOfDateCell } from './serial';

/** Stored as yyyy, yyyymm or yyyymmdd, as precise as it was written. */
export const dateCodec: CodecFor<'date'> = {
  type: 'date',
  parse: (text, field) => fromText(text, field, asDate),
  format: (value) => dashed(String(value)),
  compare: (a, b) => (String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0),
  same: (a, b) => String(a) === String(b),
  toCell: (value) => dashed(String(value)),
  fromCell: (cell, field) => fromCell(cell, field, asDate),
};

/** Four digits of a year, stored as a number; read from any date, whose month and day are dropped with a note. */
export const yearCodec: CodecFor<'year'> = {
  type: 'year',
  parse: (text, field) => fromText(text, field, asYear),
  format: (value) => String(value),
  compare: (a, b) => Number(a) - Number(b),
  same: (a, b) => Number(a) === Number(b),
  toCell: (value) => Number(value),
  fromCell: (cell, field) => fromCell(cell, field, asYear),
};

interface Kept {
  readonly value: Value;
  readonly note?: ValueCode;
}
type Keep = (date: string, note: ValueCode | undefined) => Kept;

const asDate: Keep = (date, note) => (note === undefined ? { value: date } : { value: date, note });

const asYear: Keep = (date, note) => {
  const value = Number(date.slice(0, 4));
  const told = note ?? (date.length > 4 ? 'only_year_kept' : undefined);
  return told === undefined ? { value } : { value, note: told };
};

function fromText(text: string, field: Field, keep: Keep): Parsed {
  return isBlankText(text) ? parsed(undefined) : told(readDateText(text), text, field, keep);
}

function fromCell(cell: CellValue, field: Field, keep: Keep): Parsed {
  return readCell(cell, field, {
    text: (text) => fromText(text, field, keep),
    number: (value) => told(readDateNumber(value), String(value), field, keep),
    date: (dated) => told(readDateCell(dated), textOfDateCell(dated), field, keep),
    truth: (value) => unreadable('not_a_date', truthText(value), field),
  });
}

function told(reading: DateReading, text: string, field: Field, keep: Keep): Parsed {
  if ('fault' in reading) return unreadable(reading.fault, text, field);
  const kept = keep(reading.date, reading.note);
  return parsed(kept.value, kept.note);
}

/**
 * The date of a date cell. A cell showing a day of 1905 is far more likely a year (2014 = 6 July 1905) typed into a cell
 * that was formatted as a date: nobody in an archive of today was born then, so it is left to the clerk.
 */
function readDateCell(cell: DateCell): DateReading {
  if (!cell.is1904 && cell.serial >= 1900 && cell.serial <= 2100) return { fault: 'year_or_serial' };
  const date = dateOfCell(cell);
  if (date === undefined) return { fault: 'not_a_date' };
  return isRealDate(date) ? { date } : { fault: 'impossible_date' };
}
