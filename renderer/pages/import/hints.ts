/** What the clerk says about a sheet, as hints for understanding it. Pure: the page only asks, the worker understands. */
import type { Range } from '#shared/excel/sheet';
import type { Arrangement, RegionRole, TableHint, ToldCell } from '#shared/import/types';
import type { TableSummary } from '../../workers/api';

/** A table as far as hints need it; rows 0-based. */
export type HintTable = Pick<TableSummary, 'range' | 'arrangement' | 'headerRows'>;

/** What a row can be said to be. */
export type RowChoice = 'title' | 'header' | 'sample' | 'data' | 'total' | 'note';
/** What a cell of a form can be said to be. */
export type CellChoice = ToldCell['is'];

/** Of the tables on a sheet the one that these cells belong to: the chosen one where it reaches there. */
export function tableAt(tables: readonly HintTable[], chosen: number, cells: Range): number {
  const found = [chosen, ...tables.keys()].find((at) => {
    const range = tables[at]?.range;
    return range !== undefined && overlap(range, cells);
  });
  return found ?? chosen;
}

/** One hint per table to begin from: those given before, or what was found. A single table needs no rectangle. */
export function baseHints(tables: readonly HintTable[], hints: readonly TableHint[]): TableHint[] {
  const ordered = tables.filter(({ arrangement }) => arrangement !== 'form');
  if (hints.length > 0 && (hints.length === ordered.length || ordered.length === 0))
    return hints.map((hint) => ({ ...hint }));
  if (ordered.length <= 1 || ordered.length < tables.length) return [hints[0] ? { ...hints[0] } : {}];
  return ordered.map(({ range }) => ({ range }));
}

function changed(
  tables: readonly HintTable[],
  hints: readonly TableHint[],
  at: number,
  change: (hint: TableHint) => TableHint,
): TableHint[] {
  const base = baseHints(tables, hints);
  const own = Math.min(Math.max(at, 0), base.length - 1);
  return base.map((hint, index) => (index === own ? change(hint) : hint));
}

/** The table reaches from here to there. */
export function withRange(
  tables: readonly HintTable[],
  hints: readonly TableHint[],
  at: number,
  range: Range,
): TableHint[] {
  return changed(tables, hints, at, (hint) => ({ ...hint, range }));
}

export function withArrangement(
  tables: readonly HintTable[],
  hints: readonly TableHint[],
  at: number,
  arrangement: Arrangement,
): TableHint[] {
  return changed(tables, hints, at, ({ range }) => ({ ...(range ? { range } : {}), arrangement }));
}

/** The header ends with this row (0-based). */
export function withHeaderEnd(
  tables: readonly HintTable[],
  hints: readonly TableHint[],
  at: number,
  end: number,
): TableHint[] {
  const table = tables[at];
  const first = (table?.headerRows[0] ?? (table?.range.top ?? 0) + 1) - 1;
  if (end < first) return withoutHeader(tables, hints, at);
  const rows = Array.from({ length: end - first + 1 }, (_, row) => first + row);
  return changed(tables, hints, at, (hint) => headed(hint, rows));
}

function withoutHeader(tables: readonly HintTable[], hints: readonly TableHint[], at: number): TableHint[] {
  return withArrangement(tables, hints, at, 'headerless');
}

function headed(hint: TableHint, rows: readonly number[]): TableHint {
  const roles = Object.fromEntries(Object.entries(hint.roles ?? {}).filter(([row]) => !rows.includes(Number(row))));
  const { arrangement } = hint;
  return {
    ...hint,
    ...(arrangement === 'headerless' || arrangement === 'form' ? { arrangement: 'table' as const } : {}),
    headerRows: rows,
    roles,
  };
}

/** These rows (0-based, both ends inclusive) are this. */
export function withRows(
  tables: readonly HintTable[],
  hints: readonly TableHint[],
  at: number,
  [from, to]: readonly [number, number],
  role: RowChoice,
): TableHint[] {
  const rows = Array.from({ length: to - from + 1 }, (_, row) => from + row);
  const said = Object.fromEntries(rows.map((row): [number, RegionRole] => [row, role]));
  // On a form the header is that of the list inside it.
  if (tables[at]?.arrangement === 'form')
    return changed(tables, hints, at, (hint) => ({ ...hint, roles: { ...hint.roles, ...said } }));
  const reach = role === 'header' || role === 'data' ? [from, to] : [];
  const header = (tables[at]?.headerRows ?? []).map((row) => row - 1);
  if (role === 'header') {
    // Next to the header it grows; anywhere else the header is there and nowhere else.
    const touches = header.length > 0 && to >= (header[0] ?? 0) - 1 && from <= (header.at(-1) ?? 0) + 1;
    const all = touches ? [...new Set([...header, ...rows])].toSorted((a, b) => a - b) : rows;
    return changed(tables, hints, at, (hint) => headed(reaching(hint, reach), all));
  }
  const left = header.filter((row) => row < from);
  const cut = header.some((row) => rows.includes(row));
  if (cut && left.length === 0 && role === 'data') return withoutHeader(tables, hints, at);
  return changed(tables, hints, at, (hint) => ({
    ...reaching(hint, reach),
    ...(cut ? { headerRows: left.length > 0 ? left : header.filter((row) => !rows.includes(row)) } : {}),
    roles: { ...hint.roles, ...said },
  }));
}

/** A row outside of the table's rectangle that is said to be of the table makes it larger. */
function reaching(hint: TableHint, rows: readonly number[]): TableHint {
  const { range } = hint;
  if (range === undefined || rows.length === 0) return hint;
  return { ...hint, range: { ...range, top: Math.min(range.top, ...rows), bottom: Math.max(range.bottom, ...rows) } };
}

/** A cell in the picture; `text` = all that stands in it, undefined where that is not known. */
export interface SaidCell extends Readonly<Record<'row' | 'column', number>> {
  readonly text: string | undefined;
}

/** These cells of a form are this. Names and notes are the same on every copy of the form, values are not. */
export function withCells(
  tables: readonly HintTable[],
  hints: readonly TableHint[],
  at: number,
  cells: readonly SaidCell[],
  is: CellChoice,
): TableHint[] {
  const said = cells.map(({ row, column, text }): [string, ToldCell] => [
    `${row}:${column}`,
    is === 'value' || text === undefined ? { is } : { is, text },
  ]);
  return changed(tables, hints, at, (hint) => ({ ...hint, cells: { ...hint.cells, ...Object.fromEntries(said) } }));
}

/** A rectangle that the clerk marked is a table; those it touches give way to it. */
export function withTable(tables: readonly HintTable[], hints: readonly TableHint[], range: Range): TableHint[] {
  const others = baseHints(tables, hints).filter((hint) => hint.range !== undefined && !overlap(hint.range, range));
  return [...others, { range }].toSorted(
    (a, b) => (a.range?.top ?? 0) - (b.range?.top ?? 0) || (a.range?.left ?? 0) - (b.range?.left ?? 0),
  );
}

/** This one is no table; null = there is no other. */
export function withoutTable(
  tables: readonly HintTable[],
  hints: readonly TableHint[],
  at: number,
): TableHint[] | null {
  const base = baseHints(tables, hints);
  return base.length <= 1 ? null : base.filter((_, index) => index !== at);
}

function overlap(a: Range, b: Range): boolean {
  return a.top <= b.bottom && b.top <= a.bottom && a.left <= b.right && b.left <= a.right;
}

/** What was said about single rows of this sheet, and about cells in them, is taken back. */
export function withoutRows(hints: readonly TableHint[], [from, to]: readonly [number, number]): TableHint[] {
  const isOutside = (row: string): boolean => Number(row) < from || Number(row) > to;
  return hints.map(({ roles, cells, ...hint }) => {
    const rows = Object.entries(roles ?? {}).filter(([row]) => isOutside(row));
    const places = Object.entries(cells ?? {}).filter(([place]) => isOutside(place.split(':')[0] ?? ''));
    return {
      ...hint,
      ...(rows.length === 0 ? {} : { roles: Object.fromEntries(rows) }),
      ...(places.length === 0 ? {} : { cells: Object.fromEntries(places) }),
    };
  });
}

/** Whether something was said about these rows, or about cells in them. */
export function isSaid(hints: readonly TableHint[], rows: readonly [number, number]): boolean {
  return JSON.stringify(withoutRows(hints, rows)) !== JSON.stringify(hints);
}
