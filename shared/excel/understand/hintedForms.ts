/** What the user said about rows and cells of a form, a transposed sheet or a form's copy: it stays one. */
import type { Region, RegionRole, TableHint } from '../../import/types';
import type { Block } from './block';
import { isClearList } from './clearList';
import { formTables } from './forms/forms';
import type { Told } from './forms/told';
import { cellText, gridOf } from './grid';
import { formDrafts, type Draft, type Remembered } from './understandTable';

/**
 * The tables of a block that is a form or transposed, by itself or because the hint says so; null when it is none, or when the
 * hint speaks of the header of a list.
 */
export function hintedForm(
  file: string,
  block: Block,
  hint: TableHint,
  own: ReadonlyMap<number, RegionRole>,
  remembered: Remembered,
): Draft[] | null {
  if ((hint.headerRows ?? []).length > 0) return null;
  const as = hint.arrangement ?? formOf(block);
  if (as !== 'form' && as !== 'transposed') return null;
  const told = toldOf(hint, block, own);
  if (as === 'transposed' && told.headers.size > 0) return null;
  const forms = formTables(gridOf(without(block, hint, own)), as, told);
  if (forms === null) return null;
  return withSaid(formDrafts(file, block, forms, remembered), block, own);
}

/** How the block lies where nobody says so. */
function formOf(block: Block): 'form' | 'transposed' | null {
  const grid = gridOf(block.sheet);
  const [first] = isClearList(grid) ? [] : (formTables(grid) ?? []);
  return first === undefined ? null : first.arrangement;
}

function toldOf({ cells = {} }: TableHint, block: Block, own: ReadonlyMap<number, RegionRole>): Told {
  const said = Object.entries(cells).flatMap(([place, { is, text }]) => {
    const at = placeIn(block, place);
    if (at === null || is === 'note' || !stands(block, at, text)) return [];
    return [[at.join(':'), is] as const];
  });
  return {
    cells: new Map(said),
    headers: new Set([...own].flatMap(([row, role]) => (role === 'header' ? [row] : []))),
  };
}

type Place = readonly [row: number, column: number];

/** In the block; null when it lies outside. */
function placeIn({ range, sheet }: Block, place: string): Place | null {
  const [row = -1, column = -1] = place.split(':').map(Number);
  const at: Place = [row - range.top, column - range.left];
  return at[0] >= 0 && at[0] < sheet.rows.length && at[1] >= 0 && at[1] < sheet.columns ? at : null;
}

function stands({ sheet }: Block, [row, column]: Place, text: string | undefined): boolean {
  return text === undefined || cellText(sheet.rows[row]?.[column] ?? null) === text;
}

/** The block without the rows and cells of which the user says that nothing in them is read. */
function without(block: Block, { cells = {} }: TableHint, own: ReadonlyMap<number, RegionRole>): Block['sheet'] {
  const blank = new Set(
    Object.entries(cells).flatMap(([place, { is, text }]) => {
      const at = is === 'note' ? placeIn(block, place) : null;
      return at !== null && stands(block, at, text) ? [at.join(':')] : [];
    }),
  );
  const isOut = (row: number): boolean => own.has(row) && own.get(row) !== 'data' && own.get(row) !== 'header';
  const rows = block.sheet.rows.map((cells_, row) => {
    if (isOut(row)) return [];
    return blank.size === 0 ? cells_ : cells_.map((cell, column) => (blank.has(`${row}:${column}`) ? null : cell));
  });
  return { ...block.sheet, rows };
}

/** What was said of whole rows stands in the picture as it was said. */
function withSaid(drafts: Draft[], { range }: Block, own: ReadonlyMap<number, RegionRole>): Draft[] {
  const [first, ...others] = drafts;
  if (first === undefined || own.size === 0) return drafts;
  const said = [...own].flatMap(([row, role]): Region[] => {
    const at = row + range.top;
    return role === 'data' || role === 'header'
      ? []
      : [{ role, range: { top: at, bottom: at, left: range.left, right: range.right } }];
  });
  const rows = new Set(said.map(({ range: { top } }) => top));
  const rest = (first.sheet.regions ?? []).filter(
    (each) => each.range.top !== each.range.bottom || !rows.has(each.range.top),
  );
  const regions = [...rest, ...said].toSorted((a, b) => a.range.top - b.range.top || a.range.left - b.range.left);
  return [{ ...first, sheet: { ...first.sheet, regions } }, ...others];
}
