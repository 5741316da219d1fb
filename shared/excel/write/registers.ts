/** The four registers: 户信息表, 家庭成员信息表, 收入表, 问题清单. */
import type { Severity } from '../../audit/finding';
import { registerColumns, registerRows, type RegisterColumn, type RegisterName } from '../../derive/columns';
import type { HouseholdRecord, Value } from '../../derive/record';
import { excelMessages as words } from '../../messages/excel';
import { fill } from '../../messages/say';
import { codecFor } from '../../values/index';
import type { CellValue } from '../sheet';
import { ExtraColumns } from './extraColumns';
import { type ColumnOut, type SheetOut, textWidth } from './sheetOut';
import { writeWorkbook } from './writeWorkbook';

export interface RegisterOptions {
  /** Name of the village or town, in front of the title. */
  readonly unit?: string;
  /** Day of the export, yyyymmdd. */
  readonly asOf: string;
  /** With the 附加列 at the right, one column per header; left out unless asked for. */
  readonly extra?: boolean;
  /** Household register: the year whose conditions it shows. Income register: this year only. Undefined = newest, all. */
  readonly year?: number;
}

export interface RegisterFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Records in the table, header and titles not counted. */
  readonly rows: number;
}

/** They stand first in every register, and stay in sight. */
const FIRST: Readonly<Record<RegisterName, readonly string[]>> = {
  household: ['household.household_no', 'household.head_name'],
  member: ['household.household_no', 'household.head_name', 'member.name'],
  income: ['household.household_no', 'household.head_name', 'year.year'],
};
const HEAD_ID = 'household.head_id_no';
/** Longer texts wrap instead of making the column wider. */
const WIDEST = 40;

/**
 * Takes households in batches and keeps only their cells, so that an archive never stands in memory twice: `add` each
 * batch, then `finish`. What is written comes back through import without a change.
 */
export class RegisterBuilder {
  private readonly columns: readonly RegisterColumn[];
  private readonly filled: boolean[];
  private readonly widths: number[];
  private readonly lines: CellValue[][] = [];
  /** Texts of 附加列 by line. */
  private readonly extraLines: (readonly string[])[] = [];
  private readonly extra: ExtraColumns | undefined;
  private households = 0;
  private unnumbered = false;

  constructor(
    private readonly register: RegisterName,
    private readonly options: RegisterOptions,
  ) {
    this.columns = ordered(register);
    this.extra = options.extra === true ? new ExtraColumns() : undefined;
    this.filled = this.columns.map(() => false);
    this.widths = this.columns.map(({ width }) => width);
  }

  /** Appends households in the order given. */
  add(records: Iterable<HouseholdRecord>): void {
    const { asOf, year } = this.options;
    const when = year === undefined ? { asOf } : { asOf, year };
    for (const record of records) {
      this.households++;
      if (record.fields['household_no'] === undefined) this.unnumbered = true;
      for (const values of registerRows(record, this.register, this.columns, when)) {
        this.lines.push(values.map((value, index) => this.cell(index, value)));
      }
      if (this.extra) this.extraLines.push(...this.extra.rowsOf(record, this.register, year));
    }
  }

  finish(): RegisterFile {
    const { register, options } = this;
    const kept = this.columns.flatMap((column, index) => (this.keeps(column, index) ? [index] : []));
    const title = words[`register_${register}`];
    const bytes = writeWorkbook([
      {
        name: title,
        title: `${options.unit ?? ''}${title}`,
        subtitle: fill(words.register_subtitle, {
          day: dashed(options.asOf),
          households: this.households,
          lines: this.lines.length,
        }),
        columns: [
          SERIAL,
          ...kept.map((index) => ({ ...this.columns[index]!, width: this.widths[index]! })),
          ...this.extras(),
        ],
        rows: numbered(this.lines, kept, this.extra?.headers.length ?? 0, this.extraLines),
        frozenColumns: FIRST[register].length + 1,
      },
    ]);
    return { bytes, rows: this.lines.length };
  }

  private extras(): ColumnOut[] {
    return (this.extra?.headers ?? []).map((header) => ({
      header,
      width: Math.min(WIDEST, Math.max(12, textWidth(header))),
      kind: 'text',
    }));
  }

  private cell(index: number, value: Value | undefined): CellValue {
    if (value === undefined) return null;
    const { field } = this.columns[index]!;
    const cell = codecFor(field).toCell(value, field);
    this.filled[index] = true;
    const width = typeof cell === 'string' ? textWidth(cell) : String(value).length + 2;
    if (width > this.widths[index]!) this.widths[index] = Math.min(width, WIDEST);
    return cell;
  }

  /** Persons and years name the head's ID only where a missing household number cannot join them to their household. */
  private keeps(column: RegisterColumn, index: number): boolean {
    if (column.key === HEAD_ID && this.register !== 'household') return this.unnumbered;
    return column.always || this.filled[index]!;
  }
}

/** The columns of a register, those in sight first. */
function ordered(register: RegisterName): RegisterColumn[] {
  const columns = registerColumns(register);
  const first = FIRST[register].flatMap((key) => columns.find((column) => column.key === key) ?? []);
  const rest = columns.filter((column) => !first.includes(column));
  const headId = columns.some(({ key }) => key === HEAD_ID)
    ? []
    : registerColumns('household').filter(({ key }) => key === HEAD_ID);
  return [...first, ...headId, ...rest];
}

const SERIAL: ColumnOut = { header: words.serial, width: 6, kind: 'number' };

function* numbered(
  lines: readonly (readonly CellValue[])[],
  kept: readonly number[],
  extras: number,
  texts: readonly (readonly string[])[],
): Generator<CellValue[]> {
  let number = 0;
  for (const [at, line] of lines.entries()) {
    const extra = Array.from({ length: extras }, (_, column) => texts[at]?.[column] ?? null);
    yield [++number, ...kept.map((index) => line[index]!), ...extra];
  }
}

/** 20260701 → 2026-07-01. */
function dashed(day: string): string {
  return `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}`;
}

/** A register in one go, for archives that are in memory anyway. */
export function writeRegister(
  register: RegisterName,
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
    subtitle: fill(words.findings_subtitle, { day: dashed(options.asOf) }),
    columns: FINDING_COLUMNS,
    rows: cells(),
    frozenColumns: 4,
  };
  return { bytes: writeWorkbook([sheet]), rows };
}
