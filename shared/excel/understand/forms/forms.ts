/**
 * Sheets that are no lists: per-household forms (label beside value, a member table inside) and transposed sheets (fields go
 * down, records right). Each becomes one or more views — rows under headers — whose cells know where they stand in the file.
 */
import type { Grid } from '../grid';
import type { Region } from '../../../import/types';
import { sheetUnit, yearHint } from '../surroundings';
import { readBlock, type Block } from './block';
import { extentsOf } from './blocks';
import { isForm, mayBeForm } from './decide';
import { householdView, otherViews, personViews, type Drawn } from './drawn';
import { regionsOfTransposed, viewOfTransposed, wholeTransposed } from './transposed';
import type { Told } from './told';
import type { FormTable } from './types';

export type { FormTable } from './types';

/**
 * The tables of a sheet that is a form or transposed; null when it is neither or when that is not sure, so that it is read
 * as a list. The first table is the household's. `as` = what the user says that the sheet is: then only what gives nothing at
 * all is null; `told` = what the user says about parts of a form.
 */
export function formTables(grid: Grid, as?: 'form' | 'transposed', told?: Told): readonly FormTable[] | null {
  if (as === 'transposed') return transposedTables(grid, true);
  if (as === 'form') return toldForm(grid, told);
  if (!mayBeForm(grid)) return null;
  const transposed = transposedTables(grid);
  if (transposed !== null) return transposed;
  const blocks = extentsOf(grid).map(({ top, bottom }) => readBlock(grid, top, bottom));
  if (!isForm(grid, blocks)) return null;
  return tablesOf(grid, blocks);
}

function toldForm(grid: Grid, told?: Told): readonly FormTable[] | null {
  const blocks = extentsOf(grid).map(({ top, bottom }) => readBlock(grid, top, bottom, told));
  return blocks.every(({ pairs, tables, people }) => pairs.length + tables.length + people.length === 0)
    ? null
    : tablesOf(grid, blocks);
}

function transposedTables(grid: Grid, told = false): FormTable[] | null {
  const found = wholeTransposed(grid, told);
  if (found === null) return null;
  const { table, titles } = found;
  const view = viewOfTransposed(grid.sheet.name, table);
  const rows = table.person ? 'person' : 'household';
  const regions = [
    ...titles.map(({ top, left, bottom, right }): Region => ({ role: 'title', range: { top, left, bottom, right } })),
    ...regionsOfTransposed(grid, table),
  ];
  const around = surroundings(grid, [{ firstLabel: table.range.top, bottom: table.range.bottom }]);
  return [
    {
      ...view,
      rows,
      keys: [],
      arrangement: 'transposed',
      regions,
      fingerprint: fingerprintOf({ ...view, rows }),
      ...around,
    },
  ];
}

function tablesOf(grid: Grid, blocks: readonly Block[]): FormTable[] {
  const household = householdView(grid, blocks);
  const others = [...personViews(grid, blocks), ...otherViews(grid, blocks)];
  const drawn = [...(household.paths.length > 0 ? [household] : []), ...others];
  const regions = blocks.flatMap((block) => block.regions);
  const around = surroundings(grid, blocks);
  return drawn.map((table, at): FormTable => ({
    ...table,
    arrangement: 'form',
    regions: at === 0 ? regions.toSorted((a, b) => a.range.top - b.range.top || a.range.left - b.range.left) : [],
    fingerprint: fingerprintOf(table),
    ...around,
  }));
}

/** Year and unit that the sheet states outside its labels. */
export function surroundings(
  grid: Grid,
  blocks: readonly Pick<Block, 'firstLabel' | 'bottom'>[],
): Pick<FormTable, 'dated' | 'titled' | 'unit'> {
  const first = blocks[0]?.firstLabel ?? 0;
  const header = { rows: [first], paths: [] };
  const hint = yearHint(grid, header, [Math.max(first, (blocks.at(-1)?.bottom ?? first) - 6)]);
  const unit = sheetUnit(grid, header);
  return { ...hint, ...(unit === undefined ? {} : { unit }) };
}

/** A short text of the labels: which form it is, whoever filled it in. */
export function fingerprintOf({ paths, rows }: Pick<Drawn, 'paths' | 'rows'>): string {
  const labels = paths.map((path) => path.join('/').replace(/(19|20)\d{2}/g, 'Y')).toSorted();
  let hash = 0xcbf29ce484222325n;
  for (const char of new TextEncoder().encode(labels.join('\n'))) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(char)) * 0x100000001b3n);
  }
  return `form:${rows}:${hash.toString(16).padStart(16, '0')}`;
}
