/** What the rows of a table inside a form are called in the picture. */
import type { Region, RegionRole } from '../../../import/types';
import type { Band } from './band';

/** Its header, its rows and its sums, printed empty rows included; `header` and `data` = what the first two are called. */
export function bandRegions(band: Band, header: RegionRole, data: RegionRole): Region[] {
  const { top, headerBottom, bottom, columns, totals } = band;
  const left = columns[0]!.left;
  const right = columns.at(-1)!.right;
  const regions: Region[] = [{ role: header, range: { top, left, bottom: headerBottom, right } }];
  const totalRows = new Set(totals);
  let from = headerBottom + 1;
  for (let row = from; row <= bottom + 1; row++) {
    if (row <= bottom && !totalRows.has(row)) continue;
    if (row > from) regions.push({ role: data, range: { top: from, left, bottom: row - 1, right } });
    if (row <= bottom) regions.push({ role: 'total', range: { top: row, left, bottom: row, right } });
    from = row + 1;
  }
  return regions;
}
