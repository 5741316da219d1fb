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

/** The marks of one column, asked from above to below. */
export class DittoMarks {
  /** The mark asked last, and what it stands for: a run of marks is not gone up again for each. */
  private last: { readonly at: number; readonly value: CellValue } = { at: -1, value: null };

  constructor(
    private readonly patient: Patient,
    private readonly column: Column,
  ) {}

  /** `at` = index into `patient.rows`. */
  at(at: number): Verdict {
    const { patient, column } = this;
    const value = this.valueAbove(at);
    this.last = { at, value };
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

  /** The next cell above that says something itself; null where a row lies between, or nothing stands there. */
  private valueAbove(at: number): CellValue {
    const { rows } = this.patient;
    const row = rows[at - 1];
    if (row === undefined || row !== (rows[at] ?? 0) - 1) return null;
    if (this.last.at === at - 1) return this.last.value;
    const cell = this.patient.cell(row, this.column.index);
    return isBlank(cell) || typeof cell === 'object' ? null : cell;
  }
}

/** A head begins a household: the one above is another. */
function isHead(patient: Patient, row: number): boolean {
  const relation = patient.columnOf('member.relation');
  return relation !== undefined && /^(?:户主|本人)/.test(cellText(patient.grid.cell(row, relation.index)));
}
