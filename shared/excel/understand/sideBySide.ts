/** Tables that stand beside each other without a blank column between them. */
import type { Header } from './findHeader';
import { cellText, isBlank, type Grid } from './grid';
import { isKeyHeader } from './keyHeader';
import { squeezed } from './rowText';

/** A title that names a table or a list. */
const TITLE = /(表|册|台账|名单|清单)(\([^()]*\))?$/;

/**
 * First columns of the copies when the same header comes again to the right (序号 姓名 身份证 | 序号 姓名 身份证, so that a long
 * list fills a page); null when it does not.
 */
export function repeatsOf({ paths }: Header): number[] | null {
  const filled = paths.flatMap((path, column) =>
    path.length === 0 ? [] : [{ column, text: squeezed(path.join('/')), key: isKeyHeader(path.at(-1) ?? '') }],
  );
  const count = filled.length;
  for (let period = 2; period <= count / 2; period++) {
    if (count % period !== 0) continue;
    const repeats = filled.every(({ text }, at) => at < period || text === filled[at - period]?.text);
    if (!repeats || !filled.slice(0, period).some(({ key }) => key)) continue;
    return filled.flatMap(({ column }, at) => (at % period === 0 ? [column] : []));
  }
  return null;
}

/** First columns of tables that have a title each in the row above the header: 脱贫户名单 | 监测户名单. Null when there are none. */
export function titleSpans(grid: Grid, header: Header): number[] | null {
  const keys = header.paths.map((path) => isKeyHeader(path.at(-1) ?? ''));
  for (let row = header.rows.at(-1)! - 1; row >= 0; row--) {
    const starts: number[] = [];
    let titles = 0;
    for (let column = 0; column < grid.columnCount; column++) {
      const cell = grid.raw(row, column);
      if (isBlank(cell)) continue;
      starts.push(column);
      if (TITLE.test(squeezed(cellText(cell)))) titles++;
    }
    if (starts.length < 2 || titles < starts.length) continue;
    const ends = starts.map((_, at) => starts[at + 1] ?? grid.columnCount);
    // Groups of one table (家庭成员情况 | 收入情况) have one key between them.
    const own = starts.every((start, at) => keys.slice(start, ends[at]).includes(true));
    const twice = hasSameKeys(header, starts, ends);
    if (own && twice) return starts;
  }
  return null;
}

/** 姓名 below each of the titles. */
function hasSameKeys(header: Header, starts: readonly number[], ends: readonly number[]): boolean {
  const leaves = starts.map(
    (start, at) => new Set(header.paths.slice(start, ends[at]).map((path) => squeezed(path.at(-1) ?? ''))),
  );
  return leaves.slice(1).every((set) => [...set].some((leaf) => isKeyHeader(leaf) && leaves[0]?.has(leaf) === true));
}
