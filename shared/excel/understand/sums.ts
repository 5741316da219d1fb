/** Rows that sum the rows above them without saying so (only printed bold): no names, and numbers that are the sums. */
import { isBlank, type Grid } from './grid';
import type { RowRole } from './rowRoles';

/** More rows without any text than this are no sums but a table of numbers. */
const MAX_SUMS = 40;

/** Turns data rows that only sum into `subtotal`, the last one over all rows into `total`. Changes `roles`. */
export function markSums(grid: Grid, roles: (RowRole | null)[], serial: ReadonlySet<number>): void {
  const data: number[] = [];
  const bare: number[] = [];
  roles.forEach((role, row) => {
    if (role !== 'data') return;
    data.push(row);
    if (bare.length <= MAX_SUMS && isBare(grid, row, serial)) bare.push(row);
  });
  if (bare.length === 0 || bare.length > MAX_SUMS || bare.length * 3 > data.length) return;
  const sums = new Set<number>();
  let from = 0;
  for (const row of bare) {
    const above = data.filter((other) => other < row && !sums.has(other));
    const since = above.filter((other) => other >= from);
    if (isSumOf(grid, row, above, serial)) roles[row] = row === data.at(-1) ? 'total' : 'subtotal';
    else if (isSumOf(grid, row, since, serial)) roles[row] = 'subtotal';
    else continue;
    sums.add(row);
    from = row + 1;
  }
}

/** Numbers and nothing else. */
function isBare(grid: Grid, row: number, serial: ReadonlySet<number>): boolean {
  const cells = grid.sheet.rows[row] ?? [];
  let numbers = 0;
  for (let column = 0; column < cells.length; column++) {
    const cell = cells[column] ?? null;
    if (isBlank(cell) || (typeof cell === 'object' && cell?.kind === 'uncached')) continue;
    if (typeof cell !== 'number' || serial.has(column)) return false;
    numbers++;
  }
  return numbers > 0;
}

/** At least two columns, or one of three rows and more, that sum up; none that does not, but for rates and averages. */
function isSumOf(grid: Grid, row: number, above: readonly number[], serial: ReadonlySet<number>): boolean {
  if (above.length < 2) return false;
  let right = 0;
  let wrong = 0;
  (grid.sheet.rows[row] ?? []).forEach((cell, column) => {
    if (typeof cell !== 'number' || serial.has(column) || cell === 0) return;
    let sum = 0;
    for (const other of above) {
      const value = grid.raw(other, column);
      if (typeof value === 'number') sum += value;
    }
    if (Math.abs(sum - cell) < 0.006) right++;
    else wrong++;
  });
  return wrong <= right / 2 && (right >= 2 || (right === 1 && above.length >= 3));
}
