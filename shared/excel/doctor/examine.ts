/**
 * The 损伤医生: looks over understood tables for what spreadsheets, programs and people do to cells. Linear: a sample of
 * each column tells how it usually looks, then every cell is looked at once.
 */
import type { UnderstoodSheet } from '../../import/types';
import type { CellValue } from '../sheet';
import { cellText, isBlank } from '../understand/grid';
import { hasPersonRows } from '../understand/rowKeys';
import { bareCodeOf } from './bareCodes';
import type { Witness } from './bearers';
import { checkCell, sample, styleOfColumn } from './cells';
import type { Lookup } from './digits';
import { DittoMarks, isDitto } from './ditto';
import { checkDuplicateColumns, checkSwappedColumns } from './columns';
import type { Verdict } from './findings';
import { NOTE_KINDS } from './kinds';
import { looksLikeWan } from './numbers';
import { checkHouseholds } from './households';
import { Known } from './known';
import { checkNameShift } from './nameShift';
import { patientOf, type Column, type Patient } from './patient';
import { checkPeople } from './people';
import { checkLeftovers } from './leftovers';
import { checkDuplicateRows, checkHiddenRows, checkRows } from './rows';
import { checkSeries } from './series';
import { checkMisfits, isMisfit } from './shift';
import type { Damage, DamageKind, Examination, ExamineOptions } from './types';

/** What is wrong with such a cell is known: it is no value of another column. */
const EXPLAINED: ReadonlySet<DamageKind> = new Set<DamageKind>([
  'error_value',
  'formula_uncached',
  'formula_text',
  'mojibake',
  'rounded',
  'scientific',
  'float_suffix',
  'masked',
  'two_ids',
  'letter_for_digit',
  'x_variant',
  'two_phones',
  'traditional',
  'chinese_number',
  'approximate',
  'number_range',
  'currency',
  'blank_marker',
]);

/** Sound texts remembered per column; villages, relations and yes/no come thousands of times. */
const REMEMBERED = 500;

/** The findings, by table, row and column; one cell has one finding, the most specific. Nothing is changed. */
export function examine(tables: readonly UnderstoodSheet[], options: ExamineOptions): readonly Damage[] {
  return examination(tables, options).damages;
}

/** The findings with their exact numbers, also of those beyond the limit per kind. */
export function examination(tables: readonly UnderstoodSheet[], options: ExamineOptions): Examination {
  const work = examining(tables, options);
  let step = work.next();
  while (step.done !== true) step = work.next();
  return step.value;
}

/** `examination` in small steps, so that it can be given up in between: each tells how many tables have been looked over. */
export function* examining(
  tables: readonly UnderstoodSheet[],
  options: ExamineOptions,
): Generator<number, Examination, void> {
  const known = new Known(tables, options.roster);
  const damages: Damage[] = [];
  const counts: Partial<Record<DamageKind, number>> = {};
  for (const [index, table] of tables.entries()) {
    yield index;
    const patient = patientOf(table, index, options, known);
    for (const steps = stepsOf(patient); steps.next().done !== true;) yield index;
    const result = patient.findings.finish();
    damages.push(...result.damages);
    for (const [kind, count] of Object.entries(result.counts) as [DamageKind, number][]) {
      counts[kind] = (counts[kind] ?? 0) + count;
    }
  }
  return { damages, counts };
}

/** What is looked at on a table as a whole, in this order: what one finds another may know. */
const CHECKS: readonly ((patient: Patient) => void)[] = [
  checkMisfits,
  // Numbers that the fill handle counted on may hold by chance: they must be known before a number settles anything.
  checkSeries,
  checkPeople,
  checkNameShift,
  checkLeftovers,
  checkDuplicateRows,
  checkHouseholds,
  checkHiddenRows,
  checkDuplicateColumns,
  checkSwappedColumns,
];

/** Rows of a column looked at between two steps. */
const STEP = 200;

function* stepsOf(patient: Patient): Generator<void, void> {
  checkRows(patient);
  for (const column of patient.columns) {
    yield;
    yield* examineColumn(patient, column);
  }
  for (const check of CHECKS) {
    yield;
    check(patient);
  }
}

function* examineColumn(patient: Patient, column: Column): Generator<void, void> {
  const style = styleOfColumn(patient, column);
  checkWhole(patient, column);
  const sound = new Set<string>();
  // One function for all rows: a closure per cell would be millions.
  let current = 0;
  const above = new DittoMarks(patient, column);
  const find: Lookup = (fits, trace) => patient.known.idOf(witnessOf(patient, current, column), fits, trace);
  for (const [at, row] of patient.rows.entries()) {
    if (at % STEP === STEP - 1) yield;
    const cell = patient.cell(row, column.index);
    if (cell === null) continue;
    if (typeof cell === 'string' && sound.has(cell)) continue;
    if (isDitto(cell)) patient.findings.add(row, column.index, cellText(cell), above.at(at));
    if (isBlank(cell) || isDitto(cell)) continue;
    current = row;
    const verdict = checkCell(cell, column, style, find);
    if (verdict?.kind === 'certificate_as_id' && saysCertificate(patient, row)) continue;
    const wrong = verdict !== undefined && record(patient, column, row, cell, verdict);
    const odd =
      (verdict === undefined || !EXPLAINED.has(verdict.kind)) && isOdd(cell, column) && isMisfit(cell, column);
    if (odd) patient.misfits.set(row, (patient.misfits.get(row) ?? 0) + 1);
    if (!wrong && !odd && verdict === undefined && typeof cell === 'string' && sound.size < REMEMBERED) sound.add(cell);
  }
}

/** A column that reads like 万元 as a whole, or is of bare codes, has no cell that stands out: it is said once. */
function checkWhole(patient: Patient, column: Column): void {
  if (column.field === null) return;
  const row = patient.table.headerRows.at(-1) ?? 0;
  if (column.kind === 'code') {
    const params = bareCodeOf(sample(patient, column), column);
    if (params === undefined) return;
    patient.findings.add(row, column.index, column.title, { kind: 'bare_codes', level: 'possible', params });
  } else if (column.kind === 'number') {
    const median = looksLikeWan(sample(patient, column), column.field, column.factor);
    if (median === undefined) return;
    const verdict = { kind: 'column_in_wan', level: 'likely', params: { median } } as const;
    patient.findings.add(row, column.index, column.title, verdict);
  }
}

/** The cheapest look that lets nearly all sound cells pass. */
function isOdd(cell: CellValue, column: Column): boolean {
  switch (column.kind) {
    case 'id':
      return typeof cell !== 'string' || !/^\d{17}[\dX]$/.test(cell);
    case 'phone':
      return !(typeof cell === 'string' && /^1\d{10}$/.test(cell));
    case 'number':
      return typeof cell !== 'number';
    case 'name':
      return typeof cell !== 'string' || /\d/.test(cell);
    case 'date':
      return !(typeof cell === 'string' && /^(?:19|20)\d{2}[-/.年]?\d{1,2}/.test(cell)) && typeof cell !== 'object';
    case 'text':
    case 'digits':
    case 'loose':
      return false;
    default:
      return true;
  }
}

/** 证件类型 of the row: its number is a certificate's on purpose. */
function saysCertificate(patient: Patient, row: number): boolean {
  const type = patient.columnOf('member.id_type');
  return type !== undefined && /残疾/.test(cellText(patient.cell(row, type.index)));
}

/** True when something is wrong with the cell; harmless things are counted. */
function record(patient: Patient, column: Column, row: number, cell: CellValue, verdict: Verdict): boolean {
  if (NOTE_KINDS.has(verdict.kind)) {
    patient.findings.note(verdict.kind, row, column.index, cellText(cell));
    return false;
  }
  patient.findings.add(row, column.index, cellText(cell), verdict);
  return true;
}

/** What the row says of the person whose number is broken. */
function witnessOf(patient: Patient, row: number, column: Column): Witness {
  const ofHead = column.field?.key === 'head_id_no';
  const text = (path: string): string | undefined => {
    const other = patient.columnOf(path);
    const cell = other === undefined ? null : patient.grid.cell(row, other.index);
    return other === undefined || isBlank(cell) ? undefined : cellText(cell);
  };
  const alone = !hasPersonRows(patient.table);
  const birth = ofHead ? undefined : text('member.birth_date')?.replace(/\D/g, '');
  const sex = ofHead && !alone ? undefined : text(ofHead ? 'household.head_sex' : 'member.sex');
  const isDate = birth !== undefined && /^(?:19|20)\d{2}(?:\d{2}){0,2}$/.test(birth);
  return {
    name: text(ofHead ? 'household.head_name' : 'member.name'),
    birth: isDate ? birth : undefined,
    sex: sex === '男' || sex === '女' ? sex : undefined,
    householdNo: text('household.household_no'),
  };
}
