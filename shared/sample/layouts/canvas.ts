/** A sheet being drawn, with the truth about each part noted while drawing. Rows and columns are 0-based. */
import type { Value } from '../../derive/record';
import { address, type CellValue, type Range } from '../../excel/sheet';
import type { FreeSheet } from '../../excel/write/anyFormat';
import type { RegionRole } from '../../import/types';
import type { CellTruth, LayoutSheetTruth, RegionTruth, TableTruth } from './truth';

/** Of whom a cell speaks. */
export interface About {
  readonly household: number;
  readonly member: number | null;
  readonly year: number | null;
}

export class Canvas {
  hidden = false;
  readonly hiddenRows = new Set<number>();
  readonly hiddenColumns = new Set<number>();
  private readonly cells: CellValue[][] = [];
  private readonly merges: Range[] = [];
  private readonly formulas = new Map<string, string>();
  private readonly regions: RegionTruth[] = [];
  private readonly said: CellTruth[] = [];
  private readonly damaged: LayoutSheetTruth['reported'][number][] = [];
  private readonly skipped: [number, RegionRole][] = [];
  private readonly tables: TableTruth[] = [];
  private width = 0;

  constructor(readonly name: string) {}

  put(row: number, column: number, value: CellValue, span: { rows?: number; columns?: number } = {}): void {
    while (this.cells.length <= row + (span.rows ?? 1) - 1) this.cells.push([]);
    const cells = this.cells[row] ?? [];
    while (cells.length < column) cells.push(null);
    cells[column] = value;
    const bottom = row + (span.rows ?? 1) - 1;
    const right = column + (span.columns ?? 1) - 1;
    this.width = Math.max(this.width, right + 1);
    if (bottom > row || right > column) this.merges.push({ top: row, left: column, bottom, right });
  }

  get(row: number, column: number): CellValue {
    return this.cells[row]?.[column] ?? null;
  }

  formula(row: number, column: number, text: string): void {
    this.formulas.set(`${row}:${column}`, text);
  }

  region(role: RegionRole, top: number, left: number, bottom = top, right = left, or?: readonly RegionRole[]): void {
    this.regions.push({ role, range: rangeText({ top, left, bottom, right }), ...(or === undefined ? {} : { or }) });
  }

  /** The cell says `value` of somebody; key null = a column of local use, value = its text. */
  say(row: number, column: number, about: About, key: string | null, value: Value): void {
    this.said.push([address(row, column), about.household, about.member, about.year, key, value]);
  }

  damage(row: number, column: number, about: About, key: string, why: string): void {
    this.damaged.push([address(row, column), about.household, about.member, about.year, key, why]);
  }

  skip(row: number, role: RegionRole): void {
    this.skipped.push([row + 1, role]);
  }

  table(truth: TableTruth): void {
    this.tables.push(truth);
  }

  /** First row below everything drawn. */
  get bottom(): number {
    return this.cells.length;
  }

  get columns(): number {
    return this.width;
  }

  sheet(): FreeSheet {
    return {
      name: this.name,
      rows: this.cells,
      columns: this.width,
      merges: this.merges,
      hidden: this.hidden,
      hiddenRows: this.hiddenRows,
      hiddenColumns: this.hiddenColumns,
      formulas: this.formulas,
    };
  }

  /** `name`: a text file names its only sheet after itself. */
  truth(file: string, name = this.name): LayoutSheetTruth {
    return {
      file,
      sheet: name,
      hidden: this.hidden,
      tables: this.tables,
      regions: this.regions,
      cells: this.said,
      reported: this.damaged,
      skip_rows: this.skipped,
    };
  }
}

/** B3:F9 of a range. */
export function rangeText({ top, left, bottom, right }: Range): string {
  return `${address(top, left)}:${address(bottom, right)}`;
}
