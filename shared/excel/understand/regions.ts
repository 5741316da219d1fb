/** The picture of a table: which rectangles of the sheet are title, header, data, notes … */
import type { Region, RegionRole } from '../../import/types';
import type { Header } from './findHeader';
import { cellText, isBlank, type Grid } from './grid';
import type { RowRole, RowRoles } from './rowRoles';
import { isCode, isNote, isPlaceholder, isSigned, squeezed } from './rowText';

/** Roles of all rows of a table's grid: those above the header, the header itself, and those below (`rowRolesOf`). */
export function withAbove(grid: Grid, header: Header, below: RowRoles): (RowRole | null)[] {
  const roles = [...below];
  // A header that the user chose may have rows between its own.
  const bottom = header.rows.at(-1) ?? 0;
  if (header.rows.length === 0) return roles;
  for (let row = 0; row < bottom; row++) roles[row] ??= aboveRole(grid, row, roles[row - 1] ?? null);
  for (const row of header.rows) roles[row] = 'header';
  // Column ids are looked up like headers, but they are no words for people.
  for (const row of header.rows.slice(1)) if (isCodeRow(grid, row)) roles[row] = 'code';
  return roles;
}

/** Rectangles of equal role, by rows; shifted by the place of the grid's first cell in the file. */
export function regionsOf(grid: Grid, roles: RowRoles, at: { readonly top: number; readonly left: number }): Region[] {
  const right = at.left + Math.max(0, grid.columnCount - 1);
  const regions: Region[] = [];
  let from = 0;
  for (let row = 1; row <= roles.length; row++) {
    if (row < roles.length && roles[row] === roles[from]) continue;
    const role = roles[from] ?? null;
    if (role !== null) {
      // Lines prepared for data look like data, and hold none.
      const shown: RegionRole = role === 'unused' ? 'data' : role;
      regions.push({ role: shown, range: { top: at.top + from, left: at.left, bottom: at.top + row - 1, right } });
    }
    from = row;
  }
  return regions;
}

/** A row above the header: 填报单位：… 日期：… is info, 说明：… a note, all else the title. */
function aboveRole(grid: Grid, row: number, before: RowRole | null): RowRole | null {
  const texts: string[] = [];
  let covered = false;
  for (let column = 0; column < grid.columnCount; column++) {
    const cell = grid.raw(row, column);
    if (!isBlank(cell)) texts.push(squeezed(cellText(cell)));
    else covered ||= (grid.range(row, column)?.top ?? row) < row;
  }
  const [first] = texts;
  if (first === undefined) return covered ? before : null;
  if (isNote(first) || first.length > 60) return 'note';
  return texts.some(isInfo) || texts.some(isSigned) ? 'info' : 'title';
}

const INFO =
  /[:]|^(19|20)\d{2}(年|[-./])\d{1,2}(月|[-./]|$)|^\(?(金额|计量)?单位[:]?.{0,4}(元|亩|公顷|人|户)\)?$|^(填报|填表|制表|统计|上报)(单位|日期|时间)/;

function isInfo(text: string): boolean {
  return INFO.test(text) && !/^附(件|表|录)?[\d一二三四五六七八九十]*[:]?$/.test(text);
}

function isCodeRow(grid: Grid, row: number): boolean {
  let codes = 0;
  for (let column = 0; column < grid.columnCount; column++) {
    const cell = grid.raw(row, column);
    if (isBlank(cell)) continue;
    const text = squeezed(cellText(cell));
    if (!isCode(text) && !isPlaceholder(text) && !/^\d{1,3}$/.test(text)) return false;
    codes++;
  }
  return codes >= 2;
}
