/** A sheet on the table: cells are changed one case at a time, each row hurt at most once, the truth kept beside it. */
import type { DamageKind } from '#shared/excel/doctor/types';
import { understandWorkbooks } from '#shared/excel/understand/understand';
import { columnOfField } from '#shared/excel/understand/rowKeys';
import type { CellValue, Sheet } from '#shared/excel/sheet';
import type { UnderstoodSheet } from '#shared/import/types';
import type { EntityName } from '#shared/catalogue/field';
import { Random } from '#shared/sample/random';
import { TODAY } from './world';

export interface Case {
  readonly kind: DamageKind;
  /** 0-based, in the damaged sheet. A row found to be no data by the understanding counts as found, too. */
  readonly row: number;
  readonly column: number;
  /** Last column at which the finding may stand, where the first cells of a shift cannot be told. */
  readonly lastColumn?: number;
  /** The whole row is no data. */
  readonly isRow?: true;
  /** Any cell of the row is right. */
  readonly anyColumn?: true;
  /** Any row of the column is right: the finding concerns a run of rows. */
  readonly anyRow?: true;
}

export class Bench {
  readonly rows: CellValue[][];
  /** Row of the undamaged sheet that stands here; -1 = put in. */
  readonly identity: number[];
  readonly cases: Case[] = [];
  readonly hidden = new Set<number>();
  /** Values that a seeder made the truth before damaging them, by `row of the undamaged sheet|entity.key`. */
  readonly truth = new Map<string, string | number>();
  readonly random: Random;
  private readonly used = new Set<number>();
  readonly clean: UnderstoodSheet;

  constructor(
    readonly base: Sheet,
    seed: number,
  ) {
    this.random = new Random(seed * 104_729 + 7);
    this.rows = base.rows.map((row) => [...row]);
    this.identity = base.rows.map((_, row) => row);
    this.clean = understand(base);
  }

  column(path: string): number | undefined {
    const [entity = '', key = ''] = path.split('.');
    return columnOfField(this.clean, entity as EntityName, key);
  }

  get width(): number {
    return this.base.columns;
  }

  /** A data row not hurt yet for which the test holds; undefined when there is none. Marks it. */
  free(test: (row: number) => boolean = () => true): number | undefined {
    const first = this.clean.dataRows[0] ?? 0;
    for (let attempt = 0; attempt < 200; attempt++) {
      const row = this.random.int(first, this.rows.length - 1);
      if (this.used.has(row) || (this.identity[row] ?? -1) < 0 || !this.isData(row) || !test(row)) continue;
      this.used.add(row);
      return row;
    }
    return undefined;
  }

  /** Several rows one below the other, all free. */
  freeRun(length: number, test: (row: number) => boolean): number | undefined {
    return this.free((row) => {
      const rows = Array.from({ length }, (_, at) => row + at);
      const good = rows.every((one) => this.isData(one) && !this.used.has(one) && test(one));
      if (good) for (const one of rows.slice(1)) this.used.add(one);
      return good;
    });
  }

  use(row: number): void {
    this.used.add(row);
  }

  private isData(row: number): boolean {
    const identity = this.identity[row] ?? -1;
    return this.data.has(identity);
  }
  private get data(): ReadonlySet<number> {
    return (this.dataSet ??= new Set(this.clean.dataRows));
  }
  private dataSet: ReadonlySet<number> | undefined;

  get(row: number, column: number): CellValue {
    return this.rows[row]?.[column] ?? null;
  }

  text(row: number, column: number | undefined): string {
    const cell = column === undefined ? null : this.get(row, column);
    return typeof cell === 'string' ? cell : typeof cell === 'number' ? String(cell) : '';
  }

  set(row: number, column: number, value: CellValue): void {
    const cells = this.rows[row];
    if (cells === undefined) return;
    while (cells.length <= column) cells.push(null);
    cells[column] = value;
  }

  /** Puts a row in; only before cells are hurt. */
  insert(row: number, cells: readonly CellValue[]): void {
    if (this.cases.some((one) => one.isRow !== true && one.anyColumn !== true && one.row >= row))
      throw new Error('rows first');
    this.rows.splice(row, 0, [...cells]);
    this.identity.splice(row, 0, -1);
    for (const [at, one] of this.cases.entries()) {
      if (one.row >= row) this.cases[at] = { ...one, row: one.row + 1 };
    }
    const moved = [...this.used].map((one) => (one >= row ? one + 1 : one));
    this.used.clear();
    for (const one of moved) this.used.add(one);
    this.used.add(row);
  }

  add(kind: DamageKind, row: number, column: number, more: Partial<Case> = {}): void {
    this.cases.push({ kind, row, column, ...more });
  }

  damaged(): UnderstoodSheet {
    const columns = this.rows.reduce((max, row) => Math.max(max, row.length), 0);
    return understand({ ...this.base, rows: this.rows, columns, hiddenRows: this.hidden });
  }
}

export function understand(sheet: Sheet): UnderstoodSheet {
  const { sheets } = understandWorkbooks([{ file: '损伤.xlsx', format: 'xlsx', sheets: [sheet] }], { today: TODAY });
  const [table] = sheets;
  if (table === undefined) throw new Error('the sheet is not understood');
  return table;
}
