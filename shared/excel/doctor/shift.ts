/** Rows whose cells stand one column too far left or right, and rows in which two cells changed places. */
import { toHalfWidth } from '../../text';
import { normaliseId } from '../../values/idNumber';
import { codecFor } from '../../values/index';
import { readNumber } from '../../values/number';
import type { CellValue } from '../sheet';
import { cellText, isBlank } from '../understand/grid';
import { isMobile } from './digits';
import type { Column, Patient } from './patient';
import type { CellChange } from './types';

const NAME = /^[\u4e00-\u9fff·]{2,4}$/;
const PLACE = /[村组镇乡县市省号区队屯族]$/;

/** 1 = the value can only be this column's kind, 0 = it may be, -1 = it is not. Blank fits everywhere. */
export function fits(cell: CellValue, column: Column): number {
  if (isBlank(cell) || column.field === null) return 0;
  if (typeof cell === 'object' && cell?.kind !== 'date') return 0;
  if (typeof cell === 'string' && cell.startsWith('#')) return 0;
  const text = typeof cell === 'string' ? toHalfWidth(cell.trim()) : typeof cell === 'number' ? String(cell) : '';
  switch (column.kind) {
    case 'id':
    case 'certificate':
      return /^\d{15}$|^\d{17}[\dXx]/.test(text) || /^\d(?:\.\d+)?[eE]\+?17$/.test(text)
        ? 1
        : /^[\d*]{10,}/.test(text) && !isMobile(cell)
          ? 0
          : -1;
    case 'phone':
      return isMobile(cell) ? 1 : /^[\d\-+() /、,.]{7,17}$/.test(text) ? 0 : -1;
    case 'account':
      return /^[\d ]{12,22}$/.test(text) && !/^1\d{10}$/.test(text) ? 1 : /\d{6}/.test(text) ? 0 : -1;
    case 'number':
      return fitsNumber(cell, text, column);
    case 'date':
    case 'year':
    case 'yesNo':
      return codecFor(column.field).fromCell(cell, column.field).ok ? 1 : -1;
    case 'code':
      return codecFor(column.field).fromCell(cell, column.field).ok ? (/^\d+$/.test(text) ? 0 : 1) : -1;
    case 'name':
      return NAME.test(text) ? (PLACE.test(text) ? 0 : 0.5) : /\d{4}/.test(text) || text === '' ? -1 : 0;
    case 'digits':
      return /^\d{8,}$/.test(text) && column.field.key === 'household_no' ? 0.5 : 0;
    default:
      return 0;
  }
}

function fitsNumber(cell: CellValue, text: string, column: Column): number {
  if (text === '' || /^\d{11,}$/.test(text)) return -1;
  if (typeof cell === 'number') return 1;
  return readNumber(text, column.field?.unit) !== undefined ? 1 : /\d/.test(text) ? 0 : -1;
}

/** Looks at the rows in which several cells look like another column's. */
export function checkMisfits(patient: Patient): void {
  const columns = [...patient.columns].sort((a, b) => a.index - b.index);
  for (const [row, count] of patient.misfits) {
    if (count >= 2 && checkShift(patient, columns, row)) continue;
    checkSwap(patient, columns, row);
  }
}

function checkShift(patient: Patient, columns: readonly Column[], row: number): boolean {
  const value = (at: number): CellValue => {
    const column = columns[at];
    return column === undefined ? patient.cell(row, (columns.at(-1)?.index ?? 0) + 1) : patient.cell(row, column.index);
  };
  const base = columns.map((column, at) => fits(value(at), column));
  const right = columns.map((column, at) => fits(value(at + 1), column));
  const left = columns.map((column, at) => (at === 0 ? 0 : fits(value(at - 1), column)));
  const standing = base.reduce((sum, fit) => sum + fit, 0);
  const [toRight, toLeft] = [bestStart(base, right, 0), bestStart(base, left, 1)];
  const isRight = toRight.score >= toLeft.score;
  const best = isRight ? toRight : toLeft;
  if (best.score < standing + 3 || best.misfits > 1) return false;
  // Two cells that do not fit are two faults, unless more come right with them.
  const moved = (isRight ? right : left).slice(best.to + (isRight ? 0 : 1)).filter((fit) => fit > 0).length;
  if (moved < 3) return false;
  let { from } = best;
  // Who inserts a cell leaves it blank.
  if (isRight) while (from < best.to && !isBlank(value(from))) from++;
  report(patient, columns, row, isRight ? 1 : -1, from, best.to, value);
  return true;
}

interface Start {
  readonly score: number;
  /** First and last column (by position) from which on the cells may be shifted: all score alike. */
  readonly from: number;
  readonly to: number;
  readonly misfits: number;
}

/** `skip` = 1 when the first cell of the shifted part was lost and says nothing. */
function bestStart(base: readonly number[], moved: readonly number[], skip: number): Start {
  const length = base.length;
  const tail = new Array<number>(length + 2).fill(0);
  const tailMisfits = new Array<number>(length + 2).fill(0);
  for (let at = length - 1; at >= 0; at--) {
    tail[at] = (tail[at + 1] ?? 0) + (moved[at] ?? 0);
    tailMisfits[at] = (tailMisfits[at + 1] ?? 0) + ((moved[at] ?? 0) < 0 ? 1 : 0);
  }
  const scores: number[] = [];
  const misfits: number[] = [];
  let [head, headMisfits] = [0, 0];
  for (let start = 0; start < length; start++) {
    scores.push(head + (tail[start + skip] ?? 0));
    misfits.push(headMisfits + (tailMisfits[start + skip] ?? 0));
    head += base[start] ?? 0;
    headMisfits += (base[start] ?? 0) < 0 ? 1 : 0;
  }
  const score = scores.reduce((max, one) => Math.max(max, one), -Infinity);
  // 石河村 looks like a name: half a point is no evidence of where the shift begins.
  const from = scores.findIndex((one) => one >= score - 0.6);
  const to = scores.findLastIndex((one) => one >= score - 0.6);
  return { score, from, to, misfits: misfits[scores.indexOf(score)] ?? 0 };
}

/** Cells between the earliest and the latest possible start may belong to either column: they are left blank. */
function report(
  patient: Patient,
  columns: readonly Column[],
  row: number,
  by: 1 | -1,
  from: number,
  to: number,
  value: (at: number) => CellValue,
): void {
  const changes: CellChange[] = [];
  for (let at = from; at < columns.length; at++) {
    const column = columns[at];
    if (column === undefined) continue;
    const moved = by === 1 ? value(at + 1) : at > from ? value(at - 1) : null;
    const own = value(at);
    const isOpen = by === 1 ? at < to : at <= to;
    const settled = isOpen ? (cellText(moved) === cellText(own) && by === 1 ? own : null) : moved;
    if (settled !== own) changes.push({ row, column: column.index, value: settled });
  }
  const [start, end] = [columns[from], columns[to]];
  if (start === undefined || end === undefined) return;
  const before = cellText(value(from));
  patient.findings.removeAt(row, start.index, columns.at(-1)?.index ?? start.index);
  patient.findings.add(row, start.index, before, {
    kind: 'shifted_cells',
    level: 'likely',
    effect: 'columns_shift',
    also: changes,
    params: { row: row + 1, by, from: start.title, to: end.title, first: start.index, last: end.index },
  });
}

/** Name and ID, or ID and phone, each in the other's column. */
function checkSwap(patient: Patient, columns: readonly Column[], row: number): void {
  const wrong = columns.filter(
    (column) =>
      ['id', 'phone', 'name', 'date', 'account'].includes(column.kind) &&
      fits(patient.cell(row, column.index), column) < 0,
  );
  for (const [at, one] of wrong.entries()) {
    for (const other of wrong.slice(at + 1)) {
      const [a, b] = [patient.cell(row, one.index), patient.cell(row, other.index)];
      if (fits(b, one) <= 0 || fits(a, other) <= 0) continue;
      patient.findings.removeAt(row, one.index, one.index);
      patient.findings.removeAt(row, other.index, other.index);
      patient.findings.add(row, one.index, cellText(a), {
        kind: 'swapped_cells',
        level: 'likely',
        proposal: b,
        also: [{ row, column: other.index, value: a }],
        params: { other: other.title, value: cellText(b), row: row + 1 },
      });
      return;
    }
  }
}

/** Whether a cell that is not plainly its column's kind looks like another's; cheap, for every odd cell. */
export function isMisfit(cell: CellValue, column: Column): boolean {
  return !(typeof cell === 'string' && normaliseId(cell) === '') && fits(cell, column) < 0;
}
