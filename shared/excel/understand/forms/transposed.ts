/** Sheets on which the fields go down and the records go right. */
import type { Grid } from '../grid';
import type { FormTable } from './types';

export function transposedTables(grid: Grid): readonly FormTable[] | null {
  return grid.rowCount < 0 ? [] : null;
}
