/** The four registers: 户信息表, 家庭成员信息表, 收入表, 问题清单. */
import type { Severity } from '../../audit/finding';
import type { Field } from '../../catalogue/field';
import type { HouseholdRecord } from '../../derive/record';
import { excelMessages as words } from '../../messages/excel';
import { fill } from '../../messages/say';
import { codecFor } from '../../values/index';
import type { CellValue } from '../sheet';
import { columnsOf, linesOf, type RecordRegister, type RegisterColumn } from './registerColumns';
import { type ColumnKind, type ColumnOut, type SheetOut, textWidth } from './sheetOut';
import { writeWorkbook } from './writeWorkbook';

export interface RegisterOptions {
  /** Name of the village or town, in front of the title. */
  readonly unit?: string;
  /** Day of the export, yyyy-mm-dd. */
  readonly exportedOn: string;
  /** Household register: the year whose conditions it shows. Income register: this year only. Undefined = newest, all. */
  readonly year?: number;
}

export interface RegisterFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Records in the table, header and titles not counted. */
  readonly rows: number;
}

const FROZEN: Readonly<Record<RecordRegister, number>> = { household: 3, member: 3, income: 4 };
/** Longer texts wrap instead of making the column wider. */
const WIDEST = 36;
const NARROWEST = 6;

/**
 * Takes households in batches and keeps only their cells, so that an archive never stands in memory twice: `add` each
 * batch, then `finish`.
 */
export class RegisterBuilder {
  private readonly columns: readonly RegisterColumn[];
  private readonly filled: boolean[];
  private readonly widths: number[];
  private readonly lines: CellValue[][] = [];
  private households = 0;
  private unnumbered = false;

  constructor(
    private readonly register: RecordRegister,
    private readonly options: RegisterOptions,
  ) {
    this.columns = columnsOf(register);
    this.filled = this.columns.map(() => false);
    this.widths = this.columns.map(({ field }) => Math.max(NARROWEST, Math.ceil(textWidth(field.label) / 2) + 2));
  }

  /** Appends households in the order given. */
  add(records: Iterable<HouseholdRecord>): void {
    for (const record of records) {
      this.households++;
      if (record.fields['household_no'] === undefined) this.unnumbered = true;
      for (const line of linesOf(this.register, record, this.options.year)) {
        this.lines.push(this.columns.map((column, index) => this.cell(column, index, column.value(line))));
      }
    }
  }

  finish(): RegisterFile {
    const kept = this.columns.flatMap((column, index) => (this.keeps(column, index) ? [index] : []));
    const { register, options } = this;
    const rows = numbered(this.lines, kept);
    const bytes = writeWorkbook([
      {
        name: words[`register_${register}`],
        title: `${options.unit ?? ''}${words[`register_${register}`]}`,
        subtitle: fill(words.register_subtitle, {
          day: options.exportedOn,
          households: this.households,
          lines: this.lines.length,
        }),
        columns: [SERIAL, ...kept.map((index) => columnOut(this.columns[index]!.field, this.widths[index]!))],
        rows,
        frozenColumns: FROZEN[register] + (register !== 'household' && this.unnumbered ? 1 : 0),
      },
    ]);
    return { bytes, rows: this.lines.length };
  }

  private cell(column: RegisterColumn, index: number, value: ReturnType<RegisterColumn['value']>): CellValue {
    if (value === undefined) return null;
    const cell = codecFor(column.field).toCell(value, column.field);
    this.filled[index] = true;
    const width = typeof cell === 'string' ? textWidth(cell) : String(value).length + 2;
    if (width > this.widths[index]!) this.widths[index] = Math.min(width, WIDEST);
    return cell;
  }

  /** Persons and years name the head's ID only where the household number cannot join them to their household. */
  private keeps(column: RegisterColumn, index: number): boolean {
    const headId = column.field.entity === 'household' && column.field.key === 'head_id_no';
    if (headId && this.register !== 'household') return this.unnumbered;
    return column.core || this.filled[index]!;
  }
}

const SERIAL: ColumnOut = { header: words.serial, width: 6, kind: 'number' };

function* numbered(lines: readonly (readonly CellValue[])[], kept: readonly number[]): Generator<CellValue[]> {
  let number = 0;
  for (const line of lines) yield [++number, ...kept.map((index) => line[index]!)];
}

function columnOut(field: Field, width: number): ColumnOut {
  return { header: field.label, width, kind: kindOf(field) };
}

function kindOf(field: Field): ColumnKind {
  switch (field.type) {
    case 'money':
      return 'money';
    case 'integer':
    case 'decimal':
    case 'area':
    case 'year':
      return 'number';
    case 'date':
      return 'date';
    default:
      return 'text';
  }
}

/** A register in one go, for archives that are in memory anyway. */
export function writeRegister(
  register: RecordRegister,
  records: Iterable<HouseholdRecord>,
  options: RegisterOptions,
): RegisterFile {
  const builder = new RegisterBuilder(register, options);
  builder.add(records);
  return builder.finish();
}

/** One line of 问题清单; the sentences are made by whoever knows the rules. */
export interface FindingLine {
  readonly severity: Severity;
  /** Number of the rule; null for a derived rule that restates none. */
  readonly rule: number | null;
  readonly householdNo: string;
  readonly headName: string;
  readonly memberName: string | null;
  /** Label of the field to correct. */
  readonly field: string | null;
  /** What is wrong, in a sentence. */
  readonly text: string;
  /** What to do about it. */
  readonly advice: string;
}

const FINDING_COLUMNS: readonly ColumnOut[] = [
  SERIAL,
  { header: words.severity, width: 9, kind: 'text' },
  { header: words.rule, width: 6, kind: 'text' },
  { header: words.household_no, width: 17, kind: 'text' },
  { header: words.head_name, width: 10, kind: 'text' },
  { header: words.member_name, width: 10, kind: 'text' },
  { header: words.field, width: 20, kind: 'text' },
  { header: words.problem, width: 44, kind: 'text' },
  { header: words.advice, width: 44, kind: 'text' },
];

/** 问题清单 of the findings in the order given. */
export function writeFindings(findings: Iterable<FindingLine>, options: RegisterOptions): RegisterFile {
  let rows = 0;
  function* cells(): Generator<CellValue[]> {
    for (const line of findings) {
      rows++;
      const { severity, rule, householdNo, headName, memberName, field, text, advice } = line;
      yield [rows, words[`severity_${severity}`], rule, householdNo, headName, memberName, field, text, advice];
    }
  }
  const sheet: SheetOut = {
    name: words.register_findings,
    title: `${options.unit ?? ''}${words.register_findings}`,
    subtitle: fill(words.findings_subtitle, { day: options.exportedOn }),
    columns: FINDING_COLUMNS,
    rows: cells(),
    frozenColumns: 4,
  };
  return { bytes: writeWorkbook([sheet]), rows };
}
