/** Small tables of another kind below a list (户数汇总 and the like), whose rows must not be read as rows of the list. */
import { isBlankText } from '../../text';
import { cellText, isBlank, type Grid } from './grid';
import type { RowRole } from './rowRoles';

/** Rows of the list looked at to tell what its columns hold. */
const LOOKED_AT = 60;

/** Turns such rows into `title` and `note`. Changes `roles`. A list without blank rows costs nothing. */
export function markForeign(grid: Grid, roles: (RowRole | null)[]): void {
  let begun = false;
  for (let row = 0; row < roles.length; row++) {
    if (roles[row] === 'data' && begun && setOff(roles, row)) {
      const end = endOf(roles, row);
      if (isForeign(grid, roles, row, end)) {
        for (let at = row; at <= end; at++)
          roles[at] = at === row && filledOf(grid, at).length === 1 ? 'title' : 'note';
      }
      row = end;
    }
    if (roles[row] === 'data') begun = true;
  }
}

function setOff(roles: readonly (RowRole | null)[], row: number): boolean {
  const before = roles[row - 1];
  return before === null || before === 'total' || before === 'note' || before === 'title' || before === 'signature';
}

/** Last row before the next blank one. */
function endOf(roles: readonly (RowRole | null)[], row: number): number {
  let end = row;
  while (end + 1 < roles.length && roles[end + 1] !== null) end++;
  return end;
}

function filledOf(grid: Grid, row: number): { readonly column: number; readonly text: string }[] {
  return (grid.sheet.rows[row] ?? []).flatMap((cell, column) =>
    isBlank(cell) ? [] : [{ column, text: typeof cell === 'string' ? cellText(cell) : '0' }],
  );
}

/** Words only, one of them where the list has numbers: the header of something else, after a title at most. */
function isForeign(grid: Grid, roles: readonly (RowRole | null)[], from: number, end: number): boolean {
  const titled = filledOf(grid, from).length === 1 && from < end;
  const head = filledOf(grid, titled ? from + 1 : from);
  if (head.length < 2 || head.some(({ text }) => /\d/.test(text))) return false;
  const above: number[] = [];
  for (let row = from - 1; row >= 0 && above.length < LOOKED_AT; row--) if (roles[row] === 'data') above.push(row);
  return head.some(({ column, text }) => !isBlankText(text) && isNumeric(grid, above, column));
}

function isNumeric(grid: Grid, rows: readonly number[], column: number): boolean {
  let filled = 0;
  let numbers = 0;
  for (const row of rows) {
    const cell = grid.raw(row, column);
    const text = cellText(cell);
    if (isBlankText(text)) continue;
    filled++;
    if (typeof cell === 'number' || /^[\d.,-]+[xX]?$/.test(text)) numbers++;
  }
  return filled >= 1 && numbers >= filled * 0.9;
}
