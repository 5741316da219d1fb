/** Lists of members under lines that name their household, as a view with the household's values on each member's row. */
import type { Region } from '../../import/types';
import type { CellValue, Sheet } from '../sheet';
import type { Header } from './findHeader';
import { fingerprintOf } from './fingerprint';
import { cellText, type Grid } from './grid';
import { householdLine, type LinePair } from './householdLines';
import { isHouseholdKey } from './keyHeader';
import { labelOf } from './label';
import { regionsOf, withAbove } from './regions';
import type { RowRole } from './rowRoles';
import { squeezed } from './rowText';
import { yearHint } from './surroundings';
import type { ViewTable } from './understandTable';

interface ViewRow {
  readonly line: readonly LinePair[];
  readonly lineRow: number;
  /** Row of the member; -1 for a household without rows. */
  readonly row: number;
}

/**
 * The view, or null when no line names a household. `roles` = of the rows below the header; `told` = rows of which the user
 * says what they are: such a row is no line.
 */
export function householdBlocks(
  grid: Grid,
  header: Header,
  roles: readonly (RowRole | null)[],
  told: ReadonlyMap<number, unknown> = new Map(),
): ViewTable | null {
  const lines = linesOf(grid, header, roles, told);
  if (lines.size === 0) return null;
  const rows = viewRows(roles, lines);
  if (areOfOthers(grid, header, rows)) return null;
  const labels = [...new Set([...lines.values()].flatMap((line) => line.map(({ label }) => label)))];
  const depth = header.rows.length;
  const width = labels.length;
  const pairOf = ({ line }: ViewRow, column: number): LinePair | undefined =>
    line.find(({ label }) => label === labels[column]);
  const headers = header.rows.map((row, level) => [
    ...labels.map((label): CellValue => (level === depth - 1 ? label : null)),
    ...Array.from({ length: grid.columnCount }, (_, column) => grid.raw(row, column)),
  ]);
  const data = rows.map((each) => [
    ...labels.map((_, column) => pairOf(each, column)?.value ?? null),
    ...Array.from({ length: grid.columnCount }, (_, column) => (each.row < 0 ? null : grid.cell(each.row, column))),
  ]);
  // What a line says is the household's, also where a member could have it: 联系电话.
  const paths = [...labels.map((label) => ['户信息', label]), ...header.paths];
  const members = rows.flatMap(({ row }) => (row < 0 ? [] : [row]));
  const sheet: Sheet = {
    ...grid.sheet,
    ...{ rows: [...headers, ...data], columns: width + grid.columnCount, merges: [] },
    ...{ hiddenRows: new Set<number>(), hiddenColumns: new Set<number>() },
  };
  return {
    sheet,
    origin: (row, column) => {
      if (row < depth) return column < width ? null : [header.rows[row] ?? 0, column - width];
      const each = rows[row - depth];
      if (each === undefined) return null;
      if (column >= width) return each.row < 0 ? null : [each.row, column - width];
      const pair = pairOf(each, column);
      return pair === undefined ? null : [each.lineRow, pair.column];
    },
    headerRows: header.rows.map((_, level) => level),
    paths,
    dataRows: rows.map((_, at) => depth + at),
    rows: 'person',
    regions: regionsWith(grid, header, roles, lines),
    fingerprint: `blocks-${fingerprintOf(
      'table',
      paths.map((path) => ({ header: labelOf(path).header })),
    )}`,
    ...yearHint(grid, header, members),
  };
}

/** The rows below the lines name households of their own: a line over such a list does not speak of them. */
function areOfOthers(grid: Grid, header: Header, rows: readonly ViewRow[]): boolean {
  const keys = header.paths.flatMap((path, column) => (isHouseholdKey(path.at(-1) ?? '') ? [column] : []));
  let same = 0;
  let other = 0;
  for (const { line, row } of rows) {
    if (row < 0 || line.length === 0) continue;
    const said = new Set(line.map(({ value }) => squeezed(cellText(value))));
    const own = keys.map((column) => squeezed(cellText(grid.cell(row, column)))).filter((text) => text !== '');
    if (own.some((text) => said.has(text))) same++;
    else if (own.length > 0) other++;
  }
  return other > same;
}

function linesOf(
  grid: Grid,
  header: Header,
  roles: readonly (RowRole | null)[],
  told: ReadonlyMap<number, unknown>,
): Map<number, readonly LinePair[]> {
  const lines = new Map<number, readonly LinePair[]>();
  const top = header.rows[0] ?? 0;
  for (let row = 0; row < grid.rowCount; row++) {
    const role = roles[row] ?? null;
    const between = role === 'data' || role === 'note' || role === 'signature';
    // Directly above the header stands the line of the first household.
    if (told.has(row) || (row < top ? row < top - 2 : !between)) continue;
    const line = householdLine(grid, row);
    if (line !== null) lines.set(row, line);
  }
  return lines;
}

function viewRows(roles: readonly (RowRole | null)[], lines: ReadonlyMap<number, readonly LinePair[]>): ViewRow[] {
  const rows: ViewRow[] = [];
  let line: readonly LinePair[] = [];
  let lineRow = -1;
  let members = 0;
  const close = (): void => {
    if (line.length > 0 && members === 0) rows.push({ line, lineRow, row: -1 });
  };
  for (let row = 0; row < roles.length; row++) {
    const found = lines.get(row);
    if (found !== undefined) {
      close();
      [line, lineRow, members] = [found, row, 0];
    } else if (roles[row] === 'data') {
      rows.push({ line, lineRow, row });
      members++;
    }
  }
  close();
  return rows;
}

function regionsWith(
  grid: Grid,
  header: Header,
  roles: readonly (RowRole | null)[],
  lines: ReadonlyMap<number, readonly LinePair[]>,
): Region[] {
  const all = withAbove(grid, header, roles).map((role, row) => (lines.has(row) ? null : role));
  const regions = regionsOf(grid, all, { top: 0, left: 0 });
  for (const [row, line] of lines) {
    const cell = (role: Region['role'], column: number): Region => ({
      role,
      range: { top: row, left: column, bottom: row, right: column },
    });
    const labels = line.flatMap(({ labelColumn }) => (labelColumn === undefined ? [] : [labelColumn]));
    const values = line.map(({ column }) => column).filter((column) => !labels.includes(column));
    regions.push(...labels.map((column) => cell('label', column)));
    regions.push(...[...new Set(values)].map((column) => cell('value', column)));
  }
  return regions.toSorted((a, b) => a.range.top - b.range.top || a.range.left - b.range.left);
}
