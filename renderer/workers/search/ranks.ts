/** Positions of a column's values in sorting order, worked out once, so that sorting a result compares two numbers. */
import type { RegisterColumnKind } from '../registerColumns';

const collator = new Intl.Collator('zh-CN', { numeric: true });
const DIGITS = /^\d+$/;
const BLANK_LAST = 0xffffffff;

/** Rank of every row; equal values share a rank, blanks come last in ascending and in descending order alike. */
export function ranksOf(values: readonly string[], kind: RegisterColumnKind): Uint32Array {
  const distinct = [...new Set(values)].filter((value) => value !== '');
  distinct.sort(
    kind === 'number' ? (a, b) => parseFloat(a) - parseFloat(b) : kind === 'id' ? byCode : collator.compare,
  );
  const rank = new Map(distinct.map((value, i) => [value, i]));
  return Uint32Array.from(values, (value) => rank.get(value) ?? BLANK_LAST);
}

/** Rows in the order of their ranks; equal ranks keep their order in `rows`. */
export function sortByRank(rows: Uint32Array, ranks: Uint32Array, descending: boolean): Uint32Array {
  // One number per row, rank and position in one: typed arrays sort numbers natively, without a comparison function.
  const keys = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const rank = ranks[rows[i] ?? 0] ?? BLANK_LAST;
    keys[i] = (descending && rank !== BLANK_LAST ? BLANK_LAST - 1 - rank : rank) * 0x100000 + i;
  }
  keys.sort();
  return Uint32Array.from(keys, (key) => rows[key % 0x100000] ?? 0);
}

/** Numbers of households and persons: digits by their length first, so that 9 stands before 10. */
function byCode(a: string, b: string): number {
  if (a.length !== b.length && DIGITS.test(a) && DIGITS.test(b)) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}
