/** Which cells of the row at hand gave values. Rows that are filled alike share one list of columns. */
import { isList, type DraftSource, type Target } from './draft';

/** Rows of heads, of spouses, of children: so many ways of filling a row are remembered. */
const REMEMBERED = 8;

export class NotedRow {
  private readonly columns: number[] = [];
  private targets: Target[] = [];
  private readonly recent: (readonly number[])[] = [];

  /** Notes which cell gave the value that was set last. `found` = the target follows from the row, not from the column. */
  cell(column: number, target: Target, found: boolean): void {
    this.columns.push(column);
    if (found && isList(target.place) && !this.targets.includes(target)) this.targets.push(target);
  }

  /** What was noted of the row; null = nothing. The next row begins. */
  end(sheet: number, row: number): DraftSource | null {
    if (this.columns.length === 0) return null;
    const { targets } = this;
    const noted = { sheet, row, columns: this.shared(), targets };
    this.columns.length = 0;
    this.targets = [];
    return noted;
  }

  private shared(): readonly number[] {
    const { columns, recent } = this;
    const known = recent.find((list) => list.length === columns.length && list.every((at, n) => at === columns[n]));
    if (known !== undefined) return known;
    const list = columns.slice();
    if (recent.length === REMEMBERED) recent.shift();
    recent.push(list);
    return list;
  }
}
