/** One cell of a column: the checks that its kind of value has. */
import type { CellValue } from '../sheet';
import { isBlank } from '../understand/grid';
import { checkDate, styleOfDates, type DateStyle } from './dates';
import { checkAccount, checkDigits, styleOfDigits, type DigitsStyle, type Lookup } from './digits';
import type { Verdict } from './findings';
import { checkId, styleOfIds, type IdStyle } from './idText';
import { checkNumber, styleOfNumbers, type NumberStyle } from './numbers';
import type { Column, Patient } from './patient';
import { checkPhone } from './phoneText';
import { checkAnyText, checkCode, checkName, checkText, type TextStyle } from './texts';
import { FIRST_ROUNDED } from '../../values/clean';

/** How a column usually looks, as far as its checks ask. */
export interface ColumnStyle {
  readonly id?: IdStyle;
  readonly digits?: DigitsStyle;
  readonly date?: DateStyle;
  readonly number?: NumberStyle;
  readonly text?: TextStyle;
  readonly today: string;
}

const LONGEST = 200;
/** So many filled cells, spread over the rows, tell how a column looks. */
const SAMPLES = 2000;

export function styleOfColumn(patient: Patient, column: Column): ColumnStyle {
  const { today } = patient.options;
  switch (column.kind) {
    case 'id':
      return { today, id: styleOfIds(sample(patient, column)) };
    case 'digits':
      return { today, digits: styleOfDigits(sample(patient, column)), text: textStyle(sample(patient, column)) };
    case 'date':
    case 'year':
      return { today, date: styleOfDates(sample(patient, column)) };
    case 'number':
      return { today, number: styleOfNumbers(sample(patient, column), column.field?.unit) };
    case 'text':
      return { today, text: textStyle(sample(patient, column)) };
    default:
      return { today };
  }
}

/** Filled cells of a column, spread over its rows. */
export function sample(patient: Patient, column: Column): CellValue[] {
  const step = Math.max(1, Math.floor(patient.rows.length / SAMPLES));
  const cells: CellValue[] = [];
  for (let at = 0; at < patient.rows.length; at += step) {
    const cell = patient.cell(patient.rows[at] ?? 0, column.index);
    if (!isBlank(cell)) cells.push(cell);
  }
  return cells;
}

function textStyle(cells: readonly CellValue[]): TextStyle {
  const dashed = cells.filter((cell) => typeof cell === 'string' && /^\d{1,3}-\d{1,3}$/.test(cell)).length;
  return { dashed: dashed >= 2 && dashed >= cells.length * 0.3 };
}

/** What is wrong with a cell that is not blank; undefined when nothing is. */
export function checkCell(cell: CellValue, column: Column, style: ColumnStyle, find: Lookup): Verdict | undefined {
  if (cell !== null && typeof cell === 'object' && cell.kind !== 'date') {
    return { kind: cell.kind === 'error' ? 'error_value' : 'formula_uncached', level: 'certain' };
  }
  if (typeof cell === 'string') {
    const broken = checkAnyText(cell);
    if (broken !== undefined) return broken;
  }
  // What is longer than a sentence is no number, name or date; patterns are not tried on novels.
  if (typeof cell === 'string' && cell.length > LONGEST) return checkText(cell, style.text ?? { dashed: false });
  return checkKind(cell, column, style, find);
}

function checkKind(cell: CellValue, column: Column, style: ColumnStyle, find: Lookup): Verdict | undefined {
  const { field } = column;
  if (field === null) return checkLoose(cell);
  switch (column.kind) {
    case 'id':
      return checkId(cell, find, column.header, style.id ?? { rounded: false });
    case 'certificate':
      return typeof cell === 'number' && cell >= FIRST_ROUNDED ? { kind: 'rounded', level: 'certain' } : undefined;
    case 'phone':
      return checkPhone(cell);
    case 'account':
      return checkAccount(cell);
    case 'digits':
      return (
        checkDigits(cell, style.digits ?? { length: 0, zero: false }) ??
        checkText(cell, style.text ?? { dashed: false })
      );
    case 'name':
      return checkName(cell);
    case 'date':
    case 'year':
      return style.date === undefined ? undefined : checkDate(cell, field, style.date, style.today);
    case 'number':
      return style.number === undefined ? undefined : checkNumber(cell, field, style.number, column.factor);
    case 'code':
      return checkCode(cell, field);
    case 'yesNo':
      return typeof cell === 'boolean' || cell === 'TRUE' || cell === 'FALSE'
        ? { kind: 'boolean_for_yes', level: 'certain' }
        : undefined;
    default:
      return checkText(cell, style.text ?? { dashed: false });
  }
}

/** Columns without a field are kept as they are; only what cannot be kept is said. */
function checkLoose(cell: CellValue): Verdict | undefined {
  return typeof cell === 'number' && Math.abs(cell) >= FIRST_ROUNDED && Number.isInteger(cell)
    ? { kind: 'rounded', level: 'certain' }
    : undefined;
}
