/** Columns that only number the rows. */
import type { Header } from './findHeader';
import { cellText, type Grid } from './grid';
import { SERIAL_HEADER } from './neverMap';
import { squeezed } from './rowText';

/** 0-based columns that only number the rows. */
export function serialColumns(grid: Grid, header: Header): ReadonlySet<number> {
  const serial = new Set<number>();
  header.paths.forEach((path, column) => {
    const leaf = squeezed(path.at(-1) ?? '').replace(/\*/g, '');
    if (SERIAL_HEADER.test(leaf) || (/^(编号|户序号|户序|户号)$/.test(leaf) && countsUp(grid, header, column)))
      serial.add(column);
  });
  return serial;
}

/** 1, 2, 3 … down the column. */
function countsUp(grid: Grid, header: Header, column: number): boolean {
  let expected = 0;
  for (let row = (header.rows.at(-1) ?? -1) + 1; row < grid.rowCount && expected < 30; row++) {
    const text = cellText(grid.raw(row, column));
    if (text === '') continue;
    if (Number(text) !== ++expected) return false;
  }
  return expected > 0;
}
