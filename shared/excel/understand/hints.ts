/** What the user said about a sheet after looking at it: it wins over everything that would be found out. */
import type { RegionRole, TableHint } from '../../import/types';
import type { Range } from '../sheet';
import { partOf, type Block } from './block';
import { partsOf } from './blocks';
import { findHeader, headerAt, type Header } from './findHeader';
import { gridOf, type Grid } from './grid';
import { headerlessTable } from './headerless';
import { hintedForm } from './hintedForms';
import { householdBlocks } from './householdBlocks';
import { isHeaderWord } from './headerWords';
import { withRest } from './restRegions';
import { rowRolesOf, type RowRole } from './rowRoles';
import { draftOf, formDraftOf, headerlessDraft, type Draft, type Remembered } from './understandTable';

/** Tables as the hints draw them; `found` = what would be understood of a part without its hint. */
export function hintedTables(
  file: string,
  block: Block,
  hints: readonly TableHint[],
  remembered: Remembered,
  found: (part: Block) => readonly Draft[],
): Draft[] {
  const ranged = hints.filter(({ range }) => range !== undefined);
  const used = ranged.length > 0 ? ranged : hints.slice(0, 1);
  const [only] = hints;
  // A form is one over its blank rows and columns.
  const form = ranged.length > 0 || only === undefined ? null : formIn(file, block, only, remembered);
  if (form !== null) return form;
  const drafts = used.flatMap((hint) =>
    placesOf(block, hint).flatMap((part) => hintedTable(file, part, hint, remembered, found)),
  );
  const ranges = ranged.flatMap(({ range }) => (range === undefined ? [] : [cleaned(range, block.range)]));
  return ranges.length === 0 ? drafts : withRest(block, drafts, ranges);
}

function formIn(file: string, block: Block, hint: TableHint, remembered: Remembered): Draft[] | null {
  const says = hint.roles !== undefined || hint.cells !== undefined || hint.arrangement !== undefined;
  return says ? hintedForm(file, block, hint, ownRoles(hint, block), remembered) : null;
}

/** Where a hint holds: its range; else all of the sheet when it names the header, else each table that is found there. */
function placesOf(block: Block, hint: TableHint): readonly Block[] {
  if (hint.range !== undefined) {
    const within = cleaned(hint.range, block.range);
    return within.top > within.bottom || within.left > within.right ? [] : [partOf(block, within)];
  }
  const named = (hint.headerRows?.length ?? 0) > 0 || Object.values(hint.roles ?? {}).includes('header');
  return named || hint.arrangement !== undefined ? [block] : partsOf(block);
}

/** A range dragged from any corner, within the sheet. */
function cleaned(range: Range, sheet: Range): Range {
  const [top, bottom] = [Math.min(range.top, range.bottom), Math.max(range.top, range.bottom)];
  const [left, right] = [Math.min(range.left, range.right), Math.max(range.left, range.right)];
  return {
    top: Math.max(top, sheet.top),
    left: Math.max(left, sheet.left),
    bottom: Math.min(bottom, sheet.bottom),
    right: Math.min(right, sheet.right),
  };
}

function hintedTable(
  file: string,
  part: Block,
  hint: TableHint,
  remembered: Remembered,
  found: (part: Block) => readonly Draft[],
): readonly Draft[] {
  const { arrangement } = hint;
  const grid = gridOf(part.sheet);
  const own = ownRoles(hint, part);
  const says = headerRowsOf(hint, part, own);
  const form = formIn(file, part, hint, remembered);
  if (form !== null) return form;
  if (arrangement === 'headerless') {
    const known = headerlessTable(grid, true);
    if (known === null) return [];
    const roles = overruled(known.roles, own);
    return [headerlessDraft({ file, block: part, grid, header: known.header, roles }, { ...known, roles }, remembered)];
  }
  const told = says.length > 0 || own.size > 0 || arrangement === 'table';
  if (!told) return found(part);
  const header = says.length > 0 ? headerAt(grid, says) : findHeader(without(grid, own), isHeaderWord);
  if (header === null) return found(part);
  const roles = rolesWith(grid, header, own);
  // Where the user says what the header is, a line above it is none of its households.
  const above = says.length > 0 ? grid.sheet.rows.slice(0, says[0]).map((_, at) => [at, 'info'] as const) : [];
  const view = householdBlocks(grid, header, roles, new Map([...above, ...own]));
  if (view !== null) return [formDraftOf(file, part, view, view.regions, remembered)];
  return [draftOf({ file, block: part, grid, header, roles }, remembered)];
}

/** The grid without the rows that the user says are no header. */
function without(grid: Grid, own: ReadonlyMap<number, RegionRole>): Grid {
  if (own.size === 0) return grid;
  return gridOf({ ...grid.sheet, rows: grid.sheet.rows.map((cells, row) => (own.has(row) ? [] : cells)) });
}

/** Roles that the hint gives to rows of the part, by row of the part. */
function ownRoles({ roles }: TableHint, { range, sheet }: Block): Map<number, RegionRole> {
  const own = new Map<number, RegionRole>();
  for (const [row, role] of Object.entries(roles ?? {})) {
    const at = Number(row) - range.top;
    if (at >= 0 && at < sheet.rows.length) own.set(at, role);
  }
  return own;
}

/** Header rows within the part, from both places where a hint may say so. */
function headerRowsOf(hint: TableHint, { range, sheet }: Block, own: ReadonlyMap<number, RegionRole>): number[] {
  const listed = (hint.headerRows ?? []).map((row) => row - range.top);
  const marked = [...own].flatMap(([row, role]) => (role === 'header' ? [row] : []));
  const rows = [...new Set([...listed, ...marked])].filter((row) => row >= 0 && row < sheet.rows.length);
  return rows.filter((row) => !own.has(row) || own.get(row) === 'header').toSorted((a, b) => a - b);
}

function rolesWith(grid: Grid, header: Header, own: ReadonlyMap<number, RegionRole>): (RowRole | null)[] {
  return overruled(rowRolesOf(grid, header), own);
}

function overruled(roles: readonly (RowRole | null)[], own: ReadonlyMap<number, RegionRole>): (RowRole | null)[] {
  return roles.map((role, row) => own.get(row) ?? role);
}
