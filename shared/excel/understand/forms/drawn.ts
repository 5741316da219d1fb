/** The views of a form: one row per household, one per member, one per row of any other table inside. */
import { isBlank, type Grid } from '../grid';
import { boxAt } from './boxes';
import type { Band, BandColumn } from './band';
import type { Block, InnerTable } from './block';
import { keysOf, keyPair, type Key } from './keys';
import { isOfOthers } from './members';
import { personsIn } from './persons';
import { plainValue } from './values';
import { isPlaceholder, labelScore } from './words';
import { viewOf, type View, type ViewCell } from './view';

export interface Drawn extends View {
  readonly rows: 'household' | 'person' | 'other';
  /** Columns that only repeat the household's keys. */
  readonly keys: readonly number[];
}

/** Header of what stands on the form without a label. */
const UNLABELLED = '其他内容';

const filled = (cells: readonly ViewCell[]): boolean => cells.some(({ value }) => !isBlank(value));

export function householdView(grid: Grid, blocks: readonly Block[]): Drawn {
  const rows = blocks.map((block): ViewCell[] => {
    const { rest } = personsIn(block.pairs);
    const stated = new Set(rest);
    const cells = rest.map((pair): ViewCell => ({
      path: pair.path,
      value: pair.value,
      at: pair.at,
      label: [pair.label.top, pair.label.left],
    }));
    // What only the 户主 row of the members tells.
    for (const key of keysOf(grid, block)) {
      if (!has(block, key) || !stated.has(pairOf(block, key)!)) cells.push(keyCell(key));
    }
    return [...cells, ...unlabelled(block)];
  });
  const counts = (cells: readonly ViewCell[]): boolean => filled(cells.filter(({ path }) => path[0] !== UNLABELLED));
  return { ...viewOf(grid.sheet.name, rows, counts), rows: 'household', keys: [] };
}

function pairOf(block: Block, key: Key): Block['pairs'][number] | undefined {
  const field = { 户编号: 'household_no', 户主姓名: 'head_name', 户主证件号码: 'head_id_no' } as const;
  return keyPair(block.pairs, field[key.header]);
}

function has(block: Block, key: Key): boolean {
  const pair = pairOf(block, key);
  return pair !== undefined && pair.value !== null;
}

function keyCell({ header, value, at }: Key): ViewCell {
  return { path: [header], value, at, label: null };
}

/** Texts that no label claims are kept, too; printed texts of more than one copy and single units are not worth it. */
function unlabelled(block: Block): ViewCell[] {
  return block.orphans
    .filter(({ text }) => labelScore(text) < 0.8 && !isPlaceholder(text) && text.length > 1)
    .map((box): ViewCell => ({ path: [UNLABELLED], value: plainValue(box.cell), at: [box.top, box.left], label: null }))
    .filter(({ value }) => !isBlank(value));
}

/** Member tables, and persons who stand in pairs. */
export function personViews(grid: Grid, blocks: readonly Block[]): Drawn[] {
  const single = blocks.flatMap((block) => {
    const keys = keysOf(grid, block).map(keyCell);
    return [...block.people, ...personsIn(block.pairs).people].map((cells): ViewCell[] => [...keys, ...cells]);
  });
  const views = tableViews(grid, blocks, 'person');
  if (single.length === 0) return views;
  return [...views, withKeys(viewOf(grid.sheet.name, single, filled), 'person')];
}

/** All other tables inside: measures, visits, years, helpers. */
export function otherViews(grid: Grid, blocks: readonly Block[]): Drawn[] {
  const helpers = blocks.flatMap((block) => {
    const keys = keysOf(grid, block).map(keyCell);
    return block.helpers.map((cells) => [...keys, ...cells]);
  });
  const views = tableViews(grid, blocks, 'other');
  return helpers.length === 0 ? views : [...views, withKeys(viewOf(grid.sheet.name, helpers, isAnyFilled), 'other')];
}

/** Tables of the same header in all forms of the sheet are one. */
function tableViews(grid: Grid, blocks: readonly Block[], kind: InnerTable['kind']): Drawn[] {
  const views = new Map<string, ViewCell[][]>();
  const others = new Set<string>();
  for (const block of blocks) {
    const keys = keysOf(grid, block).map(keyCell);
    for (const { kind: other, band, groups } of block.tables) {
      if (other !== kind) continue;
      const columns = band.columns.map((column) => ({ column, path: [...groups, ...column.path] }));
      const name = columns.map(({ path }) => path.join('/')).join('|');
      const rows = views.get(name) ?? [];
      views.set(name, rows);
      if (isOfOthers(groups)) others.add(name);
      rows.push(...band.dataRows.map((row) => [...keys, ...columns.map((entry) => cellOf(grid, band, row, entry))]));
      if (band.dataRows.length === 0)
        rows.push(columns.map((entry) => cellOf(grid, band, band.headerBottom + 1, entry)));
    }
  }
  // Rows of persons who are not of the household are no rows of persons: nobody becomes a member.
  return [...views].map(([name, rows]): Drawn =>
    withKeys(viewOf(grid.sheet.name, rows, isAnyFilled), others.has(name) ? 'household' : kind),
  );
}

/** Anything beside the keys. */
function isAnyFilled(cells: readonly ViewCell[]): boolean {
  return cells.some(({ value, path }) => !isKey(path) && !isBlank(value));
}

function withKeys(view: View, rows: Drawn['rows']): Drawn {
  return { ...view, rows, keys: view.paths.flatMap((path, column) => (isKey(path) ? [column] : [])) };
}

const KEY_HEADERS: ReadonlySet<string> = new Set<Key['header']>(['户编号', '户主姓名', '户主证件号码']);

function isKey(path: readonly string[]): boolean {
  return path.length === 1 && KEY_HEADERS.has(path[0]!);
}

function cellOf(
  grid: Grid,
  band: Band,
  row: number,
  { column, path }: { readonly column: BandColumn; readonly path: readonly string[] },
): ViewCell {
  const label = [column.header.top, column.header.left] as const;
  for (let at = column.left; at <= column.right && row <= band.bottom; at++) {
    const box = boxAt(grid, row, at);
    if (box !== undefined) return { path, value: plainValue(box.cell), at: [row, at], label };
  }
  const merged = grid.range(row, column.left);
  if (row <= band.bottom && merged !== undefined && merged.top > band.headerBottom)
    return { path, value: plainValue(grid.cell(row, column.left)), at: [merged.top, merged.left], label };
  return { path, value: null, at: [row, column.left], label };
}
