/** 同上, 〃 and the like: the value of the cell above, which a sheet that is sorted anew takes from anybody. */
import { clean } from '../../values/clean';
import { cellText, isBlank } from '../understand/grid';
import type { CellValue } from '../sheet';
import type { Verdict } from './findings';
import type { Column, ColumnKind, Patient } from './patient';

const DITTO = /^(?:〃|〞|″|＂|"|”|“|''|""|””|“”|’’|´´|``|,,|：：|同上|同前|同左|上同|仝上|仝|同上行|同上一?户|ditto)$/i;
/** What nobody shares with the person above. */
const OWN: ReadonlySet<ColumnKind> = new Set<ColumnKind>(['id', 'certificate', 'name', 'date']);

/** Asked of every cell: nearly all end here. */
const MAYBE = /^[\s\u200B"'”“〃〞″＂’´`,：同上仝dD]/;

export function isDitto(cell: CellValue): boolean {
  return (
    typeof cell === 'string' && cell.length <= 8 && MAYBE.test(cell) && (DITTO.test(cell) || DITTO.test(clean(cell)))
  );
}

/** `at` = index into `patient.rows`. */
export function ditto(patient: Patient, column: Column, at: number): Verdict {
  const value = valueAbove(patient, column, at);
  const path = column.field === null ? '' : `${column.field.entity}.${column.field.key}`;
  const isKey = path === 'household.head_name' || path === 'household.household_no';
  const isOwn =
    (OWN.has(column.kind) && !isKey) || column.field === null || (isKey && isHead(patient, patient.rows[at] ?? 0));
  return {
    kind: 'ditto',
    level: 'likely',
    params: { value: value === null ? '' : cellText(value) },
    ...(value === null || isOwn ? {} : { proposal: value }),
  };
}

/** A head begins a household: the one above is another. */
function isHead(patient: Patient, row: number): boolean {
  const relation = patient.columnOf('member.relation');
  return relation !== undefined && /^(?:户主|本人)/.test(cellText(patient.grid.cell(row, relation.index)));
}

/** The next cell above that says something itself; null where a row lies between, or nothing stands there. */
function valueAbove(patient: Patient, column: Column, at: number): CellValue {
  for (let index = at - 1; index >= 0; index--) {
    const row = patient.rows[index] ?? 0;
    if (row !== (patient.rows[index + 1] ?? 0) - 1) return null;
    const cell = patient.cell(row, column.index);
    if (isDitto(cell)) continue;
    return isBlank(cell) || typeof cell === 'object' ? null : cell;
  }
  return null;
}
