/** Reading the cells of one mapped column: unit, codec, and a memory of texts that come again. */
import type { Field } from '../../catalogue/field';
import type { UnderstoodSheet } from '../../import/types';
import type { Parsed } from '../../values/codec';
import { isBlankText, normaliseHeader } from '../../text';
import { codecFor } from '../../values/index';
import { isErrorText, isFormulaText } from '../../values/broken';
import { FIRST_ROUNDED } from '../../values/clean';
import { isDoubtfulSerial } from '../../values/dateText';
import { SERIAL_FROM, SERIAL_TO } from '../../values/serial';
import { yesNoCodec as YES_NO } from '../../values/yesNo';
import type { CellValue } from '../sheet';
import { answered, type Answers } from './answers';
import { cellText } from './grid';
import { asksForHead } from './table';
import { unitDoubt } from './unitDoubt';

/** Cells remembered per column; codes, names of villages, amounts and yes/no come thousands of times. */
const REMEMBERED = 500;

/** What came before in a column. Where next to nothing comes again – numbers of people, phones – it is soon asked no more. */
class Remembered {
  private readonly known = new Map<string | number, Parsed>();
  private asked = 0;
  private found = 0;

  get(cell: string | number): Parsed | undefined {
    if (this.asked > 2 * REMEMBERED && this.found * 8 < this.asked) return undefined;
    this.asked++;
    const parsed = this.known.get(cell);
    if (parsed !== undefined) this.found++;
    return parsed;
  }

  put(cell: string | number, parsed: Parsed): void {
    if (this.known.size < REMEMBERED) this.known.set(cell, parsed);
  }
}

export interface ColumnReader {
  readonly column: number;
  readonly field: Field;
  readonly header: string;
  /** Year named by the header. */
  readonly year: number | undefined;
  read(cell: CellValue): Parsed;
  /** Whether the same cell was read for the same household and year just before. */
  repeats(household: object, year: number | undefined, cell: CellValue): boolean;
}

/** Readers of the mapped columns. `answers` = what the user said of texts outside the code lists. */
export function readersOf(sheet: UnderstoodSheet, answers: Answers = new Map()): ColumnReader[] {
  return sheet.columns.flatMap(({ column, field, header, factor, year }) =>
    field === null
      ? []
      : [
          readerOf({
            column,
            field,
            header,
            factor: factor ?? 1,
            year,
            serials: hasSerials(sheet, column, field),
            answers,
          }),
        ],
  );
}

/** 1910; who was born before it is no longer registered, and smaller numbers may be years. */
const FIRST_SERIAL = 3654;

/**
 * Whether a column of dates lost its number format. A bare 19935 alone may be May 1993; among 27312 and 33025 it is the
 * serial of a day, as of everybody born before 1954-10-03.
 */
function hasSerials({ sheet, dataRows }: UnderstoodSheet, column: number, field: Field): boolean {
  if (field.type !== 'date') return false;
  let serials = 0;
  for (const row of dataRows) {
    const number = bareNumber(sheet.rows[row]?.[column] ?? null);
    if (number === undefined || isEarlySerial(number)) continue;
    if (!Number.isInteger(number) || number < SERIAL_FROM || number > SERIAL_TO) return false;
    serials++;
  }
  return serials >= 3;
}

/** A number, also as the five digits of a CSV file. */
function bareNumber(cell: CellValue): number | undefined {
  return typeof cell === 'string' && /^\d{5}$/.test(cell) ? Number(cell) : typeof cell === 'number' ? cell : undefined;
}

function isEarlySerial(number: number): boolean {
  return (Number.isInteger(number) && number >= FIRST_SERIAL && number < SERIAL_FROM) || isDoubtfulSerial(number);
}

/** A bare early serial as the date it is. */
function asSerial(serial: number, field: Field): Parsed {
  const parsed = codecFor(field).fromCell({ kind: 'date', serial, format: 'yyyy-mm-dd', is1904: false }, field);
  return parsed.ok ? { ...parsed, note: 'serial_read_as_date' } : parsed;
}

interface Reading {
  readonly column: number;
  readonly field: Field;
  readonly header: string;
  readonly factor: number;
  readonly year: number | undefined;
  readonly serials: boolean;
  readonly answers: Answers;
}

function readerOf({ column, field, header, factor, year, serials, answers }: Reading): ColumnReader {
  const codec = codecFor(field);
  const memory = new Remembered();
  let lastRead: CellValue = null;
  let lastParsed: Parsed = { ok: true, value: undefined };
  let lastHousehold: object | undefined;
  let lastYear: number | undefined;
  let lastCell: CellValue = null;
  const settled = (cell: CellValue, parsed: Parsed): Parsed =>
    parsed.ok || typeof cell === 'object' ? parsed : (answered(cellText(cell), field, answers) ?? parsed);
  const yesIsHead = field.key === 'relation' && asksForHead(normaliseHeader(header.split('/').at(-1) ?? ''));
  const readAnew = (cell: CellValue): Parsed => {
    if (yesIsHead) {
      const answer = YES_NO.parse(cellText(cell), field);
      if (answer.ok) return { ok: true, value: answer.value === '是' ? '户主' : undefined };
    }
    const number = serials ? bareNumber(cell) : undefined;
    if (number !== undefined && isEarlySerial(number)) return asSerial(number, field);
    if (typeof cell !== 'string' && typeof cell !== 'number') {
      return settled(cell, scaled(refuseRounded(cell, field, codec.fromCell(cell, field)), factor, field));
    }
    const known = memory.get(cell);
    if (known !== undefined) return known;
    const plain = broken(cell, field) ?? codec.fromCell(cell, field);
    const parsed = settled(
      cell,
      typeof cell === 'number'
        ? scaled(refuseRounded(cell, field, plain), factor, field)
        : scaled(plain, factor === 1 || namesUnit(cell) ? 1 : factor, field),
    );
    memory.put(cell, parsed);
    return parsed;
  };
  // A row's ID number is asked for by its key, by its person and as a value; a household's number by each of its rows.
  const read = (cell: CellValue): Parsed => {
    if (cell !== lastRead) {
      lastParsed = readAnew(cell);
      lastRead = cell;
    }
    return lastParsed;
  };
  const repeats = (household: object, rowYear: number | undefined, cell: CellValue): boolean => {
    const again = household === lastHousehold && rowYear === lastYear && cell === lastCell;
    lastHousehold = household;
    lastYear = rowYear;
    lastCell = cell;
    return again;
  };
  return { column, field, header, year, read, repeats };
}

/** Fields of numbers that are names. */
const NUMBERS: ReadonlySet<string> = new Set(['idNumber', 'phone', 'bankAccount']);

/**
 * #N/A and formulas as text are no value of any field; typed by hand, they would be. 无电话 and 身份证丢失 are no numbers, and two
 * heads of whom they are written are not one person.
 */
function broken(cell: string | number, field: Field): Parsed | undefined {
  if (typeof cell !== 'string') return undefined;
  if (NUMBERS.has(field.type) && /\p{Script=Han}/u.test(cell) && !/\p{Nd}/u.test(cell) && !isBlankText(cell))
    return { ok: false, code: 'no_number', params: { text: cell.trim(), label: field.label } };
  if (isErrorText(cell)) return { ok: false, code: 'cell_error', params: { text: cell.trim(), label: field.label } };
  if (!isFormulaText(cell)) return undefined;
  return { ok: false, code: 'formula_as_text', params: { text: cell, label: field.label } };
}

/** A number of more than 15 digits has lost its last ones, whatever the field makes of it. */
function refuseRounded(cell: CellValue, field: Field, parsed: Parsed): Parsed {
  if (!parsed.ok || typeof cell !== 'number' || Math.abs(cell) < FIRST_ROUNDED) return parsed;
  return { ok: false, code: 'digits_rounded', params: { text: cellText(cell), label: field.label } };
}

/** 7.5亩 below 林地面积（公顷）: a cell that names its own unit has been converted from that; the header's unit is not its. */
function namesUnit(cell: string): boolean {
  return /[\p{L}㎡²]/u.test(cell.replace(/\d[Ee](?=[+-]?\d)/, ''));
}

function scaled(parsed: Parsed, factor: number, field: Field): Parsed {
  if (factor === 1 || !parsed.ok || typeof parsed.value !== 'number') return parsed;
  // 1.2345 万元 × 10000 must not become 12344.999….
  const value = Math.round(parsed.value * factor * 1e6) / 1e6;
  const doubt = unitDoubt(value, field, factor);
  if (doubt === undefined) return { ...parsed, value };
  return { ok: false, code: 'unit_doubtful', params: { text: String(parsed.value), label: field.label, ...doubt } };
}
