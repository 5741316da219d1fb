/** A table as the doctor sees it: its columns by the kind of value they hold, its rows, what is already known of it. */
import type { Field } from '../../catalogue/field';
import type { MappedColumn, UnderstoodSheet } from '../../import/types';
import type { CellValue } from '../sheet';
import { gridOf, type Grid } from '../understand/grid';
import { TableFindings } from './findings';
import type { ExamineOptions } from './types';
import type { Known } from './known';

/** How a column's cells are looked at. digits = numbers of households and villages, kept as text. */
export type ColumnKind =
  | 'id'
  | 'certificate'
  | 'phone'
  | 'account'
  | 'digits'
  | 'name'
  | 'text'
  | 'date'
  | 'year'
  | 'number'
  | 'code'
  | 'yesNo'
  | 'loose';

export interface Column {
  readonly index: number;
  readonly header: string;
  /** Last part of the header path: what the clerk calls the column. */
  readonly title: string;
  readonly field: Field | null;
  readonly kind: ColumnKind;
  readonly factor: number;
}

export interface Patient {
  readonly table: UnderstoodSheet;
  readonly grid: Grid;
  readonly columns: readonly Column[];
  /** 0-based data rows that are looked at cell by cell; rows found to be no data are taken out. */
  rows: readonly number[];
  readonly findings: TableFindings;
  readonly options: ExamineOptions;
  readonly known: Known;
  /** By position in `table.dataRows`' order of `rows`: how many cells look like another column's. */
  readonly misfits: Map<number, number>;
  columnOf(path: string): Column | undefined;
  cell(row: number, column: number): CellValue;
}

const NAMES: ReadonlySet<string> = new Set([
  'member.name',
  'household.head_name',
  'helper.helper_name',
  'household.collector',
  'monitoring.monitor_contact',
]);

/** Numbers of fixed form that are kept as text. */
const DIGITS: ReadonlySet<string> = new Set([
  'household.household_no',
  'household.head_person_no',
  'household.village_code',
  'household.group',
  'member.person_no',
]);

export function patientOf(table: UnderstoodSheet, index: number, options: ExamineOptions, known: Known): Patient {
  const grid = gridOf(table.sheet);
  const columns = table.columns.map(columnFrom);
  const byPath = new Map<string, Column>();
  for (const column of columns) {
    if (column.field === null) continue;
    const path = `${column.field.entity}.${column.field.key}`;
    if (!byPath.has(path)) byPath.set(path, column);
  }
  const { repairs } = table;
  const cell =
    repairs === undefined || repairs.size === 0
      ? (row: number, column: number): CellValue => grid.raw(row, column)
      : (row: number, column: number): CellValue => repairs.get(`${row}:${column}`) ?? grid.raw(row, column);
  return {
    table,
    grid,
    columns,
    rows: table.dataRows,
    findings: new TableFindings(table, index, new Map(columns.map((column) => [column.index, column.title]))),
    options,
    known,
    misfits: new Map(),
    columnOf: (path) => byPath.get(path),
    cell,
  };
}

function columnFrom({ column, header, field, factor }: MappedColumn): Column {
  const parts = header.split('/');
  return {
    index: column,
    header,
    title: (parts.at(-1) ?? header).replace(/\s+/g, ''),
    field,
    kind: field === null ? 'loose' : kindOfField(field),
    factor: factor ?? 1,
  };
}

function kindOfField(field: Field): ColumnKind {
  const path = `${field.entity}.${field.key}`;
  switch (field.type) {
    case 'idNumber':
      return field.key === 'disability_cert_no' ? 'certificate' : 'id';
    case 'phone':
      return 'phone';
    case 'bankAccount':
      return 'account';
    case 'date':
    case 'year':
      return field.type;
    case 'code':
    case 'multiCode':
      return 'code';
    case 'yesNo':
      return 'yesNo';
    case 'text':
    case 'longText':
      return NAMES.has(path) ? 'name' : DIGITS.has(path) ? 'digits' : 'text';
    default:
      return 'number';
  }
}
