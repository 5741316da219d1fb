/** What the cells of one person's row say of each other: sex, birth date and age against the ID number. */
import { datesAgree, isRealDate } from '../../values/dateText';
import { checksumHolds, idBirthDate, idSex, normaliseId } from '../../values/idNumber';
import { codecFor } from '../../values/index';
import { dashed } from '../../values/serial';
import type { CellValue } from '../sheet';
import { cellText } from '../understand/grid';
import { Doubts, isSlip, yearsSince } from './doubt';
import type { Verdict } from './findings';
import type { DamageKind } from './kinds';
import type { Column, Patient } from './patient';
import { invertedSex, otherDateSystem } from './wholeColumns';

/** Kinds of a birth date that the ID number can settle. */
const SETTLED: ReadonlySet<DamageKind> = new Set<DamageKind>([
  'impossible_date',
  'day_month_swapped',
  'date_order',
  'two_digit_year',
  'date_without_year',
  'month_lost_zero',
  'date_serial',
  'letter_for_digit',
  'autocorrected_date',
]);

/** More rows than this that contradict each other are one fault of the columns, not many of the cells. */
const MANY = 20;

export function checkPeople(patient: Patient): void {
  for (const [idPath, namePath, birthPath, sexPath, agePath] of [
    ['member.id_no', 'member.name', 'member.birth_date', 'member.sex', 'member.age_stated'],
    ['household.head_id_no', 'household.head_name', undefined, 'household.head_sex', undefined],
  ] as const) {
    const id = patient.columnOf(idPath);
    if (id === undefined) continue;
    const birth = birthPath === undefined ? undefined : patient.columnOf(birthPath);
    const age = agePath === undefined ? undefined : patient.columnOf(agePath);
    const sex = patient.columnOf(sexPath);
    const ids = soundIds(patient, id);
    const doubts = new Doubts(patient, { id, name: patient.columnOf(namePath), sex, age }, ids);
    checkBirth(patient, id, birth, ids, doubts);
    checkSex(patient, id, sex, birth, ids);
    checkAge(patient, ids, birth, age);
  }
}

/** Row → the person's ID number, where its check character vouches for it. */
type Ids = ReadonlyMap<number, string>;

function soundIds(patient: Patient, column: Column): Ids {
  const ids = new Map<number, string>();
  for (const row of patient.rows) {
    const cell = patient.cell(row, column.index);
    if (typeof cell !== 'string' || cell.length < 18) continue;
    const id = /^\d{17}[\dX]/.test(cell) ? cell : normaliseId(cell);
    if (/^\d{17}[\dX]/.test(id) && checksumHolds(id)) ids.set(row, id);
  }
  return ids;
}

function birthIn(patient: Patient, row: number, column: Column | undefined): string | undefined {
  if (column?.field === undefined || column.field === null) return undefined;
  const cell = patient.cell(row, column.index);
  if (cell === null) return undefined;
  if (typeof cell === 'string' && /^(?:19|20)\d{6}$/.test(cell)) return isRealDate(cell) ? cell : undefined;
  const parsed = codecFor(column.field).fromCell(cell, column.field);
  return parsed.ok && typeof parsed.value === 'string' ? parsed.value : undefined;
}

function checkBirth(patient: Patient, id: Column, birth: Column | undefined, ids: Ids, doubts: Doubts): void {
  if (birth === undefined) return;
  const wrong: { row: number; stated: string; real: string }[] = [];
  let compared = 0;
  for (const row of patient.rows) {
    const number = ids.get(row);
    const real = number === undefined ? undefined : idBirthDate(number);
    if (real === undefined) continue;
    const known = patient.findings.at(row, birth.index);
    if (known !== undefined) {
      settle(patient, birth, row, known, real, doubts);
      continue;
    }
    if (isWritten(patient.cell(row, birth.index), real)) {
      compared++;
      continue;
    }
    const stated = birthIn(patient, row, birth);
    if (stated === undefined) continue;
    compared++;
    if (!datesAgree(stated, real)) wrong.push({ row, stated, real });
  }
  const header = patient.table.headerRows.at(-1) ?? 0;
  const system = otherDateSystem(wrong, compared, birth.index);
  if (system !== undefined) return patient.findings.add(header, birth.index, birth.title, system);
  if (wrong.length > MANY && wrong.length > compared * 0.3)
    return reportColumns(patient, birth, id, wrong.length, compared);
  const byRow = new Map(wrong.map((one) => [one.row, one]));
  for (const { row, stated, real } of wrong) {
    const mayPropose =
      !isNeighbours(byRow, row, stated, real) &&
      !doubts.of(row, stated) &&
      (isSlip(stated, real) || doubts.isVouchedByAge(row, stated));
    patient.findings.add(row, birth.index, cellText(patient.cell(row, birth.index)), {
      kind: kindOf(stated, real),
      level: 'likely',
      ...(mayPropose ? { proposal: dashed(real.slice(0, Math.max(stated.length, 4))) } : {}),
      params: { date: dashed(real), byId: 1 },
    });
  }
}

interface WrongBirth {
  readonly stated: string;
  readonly real: string;
}

/** Numbers that were pasted a row too high or too low: the date of one row is that of the number next to it. */
function isNeighbours(wrong: ReadonlyMap<number, WrongBirth>, row: number, stated: string, real: string): boolean {
  return [-2, -1, 1, 2].some((step) => {
    const other = wrong.get(row + step);
    return other !== undefined && (datesAgree(other.stated, real) || datesAgree(other.real, stated));
  });
}

/**
 * A birth date that reads badly is settled by the ID number where nothing speaks against that. Where the cell itself is read
 * as another day, both are only evidence: nothing is proposed.
 */
function settle(patient: Patient, birth: Column, row: number, known: Verdict, real: string, doubts: Doubts): void {
  if (!SETTLED.has(known.kind)) return;
  // 85.6 beside a number of 1953 is somebody's mistake, and nobody knows whose.
  if (known.params?.['year'] !== undefined && known.params['year'] !== real.slice(2, 4)) return;
  const own = typeof known.proposal === 'string' ? known.proposal.replace(/\D/g, '') : undefined;
  if (doubts.of(row, own)) return;
  patient.findings.amend(
    row,
    birth.index,
    own === undefined || datesAgree(own, real) || isSlip(own, real)
      ? { proposal: dashed(real), params: { ...known.params, date: dashed(real), byId: 1 } }
      : { proposal: undefined },
  );
}

/** The date as most sheets write it: seen without being read. */
function isWritten(cell: CellValue, date: string): boolean {
  if (typeof cell !== 'string') return false;
  if (cell.length === 8) return cell === date;
  return (
    cell.length === 10 &&
    cell.startsWith(date.slice(0, 4)) &&
    cell.startsWith(date.slice(4, 6), 5) &&
    cell.endsWith(date.slice(6)) &&
    cell[4] === '-' &&
    cell[7] === '-'
  );
}

function kindOf(stated: string, real: string): DamageKind {
  if (stated.length === 8 && stated === real.slice(0, 4) + real.slice(6) + real.slice(4, 6)) return 'day_month_swapped';
  const isCentury =
    stated.slice(2) === real.slice(2, stated.length) &&
    Math.abs(Number(stated.slice(0, 4)) - Number(real.slice(0, 4))) === 100;
  return isCentury ? 'two_digit_year' : 'birth_against_id';
}

function checkSex(patient: Patient, id: Column, sex: Column | undefined, birth: Column | undefined, ids: Ids): void {
  if (sex === undefined) return;
  const wrong: { row: number; stated: string; real: string; vouched: boolean }[] = [];
  let compared = 0;
  for (const row of patient.rows) {
    const text = cellText(patient.cell(row, sex.index));
    const stated = /^(?:男|1|男性)$/.test(text) ? '男' : /^(?:女|2|女性)$/.test(text) ? '女' : undefined;
    const number = stated === undefined ? undefined : ids.get(row);
    const real = number === undefined ? undefined : idSex(number);
    if (real === undefined) continue;
    compared++;
    if (real === stated) continue;
    const born = birthIn(patient, row, birth);
    const date = number === undefined ? undefined : idBirthDate(number);
    wrong.push({ row, stated: text, real, vouched: born !== undefined && born.length === 8 && born === date });
  }
  const inverted = invertedSex(wrong, compared, sex.index);
  const header = patient.table.headerRows.at(-1) ?? 0;
  if (inverted !== undefined) return patient.findings.add(header, sex.index, sex.title, inverted);
  if (wrong.length > MANY && wrong.length > compared * 0.3)
    return reportColumns(patient, sex, id, wrong.length, compared);
  for (const { row, real, vouched } of wrong) {
    patient.findings.add(row, sex.index, cellText(patient.cell(row, sex.index)), {
      kind: 'sex_against_id',
      level: 'likely',
      params: { sex: real },
      // Without a birth date that agrees, the number may as well be another person's.
      ...(vouched ? { proposal: real } : {}),
    });
  }
}

/** Ages grow old with the sheet: what counts is who falls out of step with the others. */
function checkAge(patient: Patient, ids: Ids, birth: Column | undefined, age: Column | undefined): void {
  if (age === undefined) return;
  const lags: { row: number; lag: number; real: number; stated: number }[] = [];
  for (const row of patient.rows) {
    const cell = patient.cell(row, age.index);
    const text = typeof cell === 'number' ? cell : cellText(cell).replace(/周?岁$/, '');
    if (typeof text === 'string' && !/^\d{1,3}$/.test(text)) continue;
    const number = ids.get(row);
    const born = number === undefined ? birthIn(patient, row, birth) : idBirthDate(number);
    if (born === undefined || born.length < 4) continue;
    const real = yearsSince(born, patient.options.today);
    lags.push({ row, lag: real - Number(text), real, stated: Number(text) });
  }
  if (lags.length < 5) return;
  const sorted = lags.map(({ lag }) => lag).sort((a, b) => a - b);
  const usual = sorted[Math.floor(sorted.length / 2)] ?? 0;
  for (const { row, lag, real, stated } of lags) {
    // A year of 虚岁 and a birthday in between are no damage.
    if (Math.abs(lag - usual) <= 2) continue;
    patient.findings.add(row, age.index, String(stated), {
      kind: 'age_against_birth',
      level: 'likely',
      params: { age: real - usual },
    });
  }
}

/** One column was sorted or pasted without the others. */
function reportColumns(patient: Patient, column: Column, id: Column, wrong: number, compared: number): void {
  const row = patient.table.headerRows.at(-1) ?? 0;
  patient.findings.add(row, column.index, column.title, {
    kind: 'misaligned_columns',
    level: 'likely',
    params: { other: id.title, wrong, compared },
  });
}
