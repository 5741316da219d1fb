/** Cells that were merged in the sheet's earlier life: the value stands in the first row, the others are blank. */
import { cellText } from '../understand/grid';
import { hasPersonRows } from '../understand/rowKeys';
import type { Column, Patient } from './patient';
import { fits } from './shift';

const PLACES = ['household.township', 'household.village', 'household.natural_village', 'household.group'];

/** Values that stood in merged cells: another program kept them in the first row only. */
export function checkLeftovers(patient: Patient): void {
  const persons = hasPersonRows(patient.table);
  const relation = patient.columnOf('member.relation');
  const isHead = (row: number): boolean =>
    relation !== undefined && /^(?:户主|本人)/.test(cellText(patient.grid.cell(row, relation.index)));
  const isMember = (row: number): boolean =>
    relation !== undefined && fits(patient.grid.cell(row, relation.index), relation) > 0;
  for (const path of PLACES) {
    const column = patient.columnOf(path);
    if (column === undefined || (persons && relation === undefined)) continue;
    const rows = persons ? patient.rows.filter(isHead) : patient.rows;
    leftoversOfPlace(patient, column, rows);
  }
  if (!persons || relation === undefined) return;
  for (const path of ['household.household_no', 'household.head_name']) {
    const column = patient.columnOf(path);
    if (column !== undefined) leftoversOfKey(patient, column, isHead, isMember);
  }
}

/** First rows filled with ever new names, the rest blank: each name goes on until the next. */
function leftoversOfPlace(patient: Patient, column: Column, rows: readonly number[]): void {
  const texts = rows.map((row) => cellText(patient.grid.cell(row, column.index)));
  const filled = texts.filter((text) => text !== '');
  const blanks = texts.length - filled.length;
  if (blanks < 2 || blanks < texts.length * 0.3 || texts[0] === '') return;
  if (filled.some((text, at) => at > 0 && text === filled[at - 1]) || new Set(filled).size < filled.length) return;
  let block: number[] = [];
  let value = '';
  const close = (): void => {
    const [first, ...rest] = block;
    if (first !== undefined) {
      patient.findings.add(first, column.index, '', {
        kind: 'merged_leftover',
        level: 'likely',
        proposal: value,
        also: rest.map((row) => ({ row, column: column.index, value })),
        params: { value, count: block.length },
      });
    }
    block = [];
  };
  rows.forEach((row, at) => {
    if (texts[at] === '') block.push(row);
    else {
      close();
      value = texts[at] ?? '';
    }
  });
  close();
}

/** A person's row without the household that the rows around it have. Columns filled for heads only are read as meant. */
function leftoversOfKey(
  patient: Patient,
  column: Column,
  isHead: (row: number) => boolean,
  isMember: (row: number) => boolean,
): void {
  const { rows } = patient;
  const text = (row: number | undefined): string =>
    row === undefined ? '' : cellText(patient.grid.cell(row, column.index));
  const filled = rows.filter((row) => text(row) !== '').length;
  if (filled === rows.length || filled < rows.length * 0.6) return;
  let above = '';
  for (const row of rows) {
    const own = text(row);
    if (own !== '') above = own;
    else if (isHead(row)) above = '';
    else if (above !== '' && isMember(row) && !patient.findings.isShifted(row)) {
      patient.findings.add(row, column.index, '', {
        kind: 'merged_leftover',
        level: 'likely',
        proposal: above,
        params: { value: above, count: 1 },
      });
    }
  }
}
