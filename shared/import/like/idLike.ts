/** How alike two ID numbers are. Numbers are normalised (half-width, upper-case, without blanks). */
import { checkCharacter, checksumHolds, idBirthDate, personKey } from '../../values/idNumber';

export type IdRelation =
  | 'same'
  /** One digit typed wrong, left out, doubled, or two neighbours swapped: of two numbers that both close, never. */
  | 'near'
  /** As near, but of 15 digits, where nothing tells a slip from a neighbour in the register. */
  | 'near15'
  /** Two slips, and only one of the numbers can be right. */
  | 'near2'
  | 'different'
  /** Different, and both are right by themselves. */
  | 'different_valid'
  | 'unknown';

export function idLike(a: string, b: string): IdRelation {
  if (a === '' || b === '') return 'unknown';
  const [left, right] = [personKey(a), personKey(b)];
  if (left === right) return 'same';
  const short = a.length < 17 || b.length < 17;
  const old = a.length === 15 || b.length === 15;
  // The check character of a 15-digit number was computed from its slips.
  const slips = old ? edits(left.slice(0, 17), right.slice(0, 17), 2) : edits(left, right, 2);
  if (slips === 0) return 'near';
  const valid = isValid(left) && isValid(right);
  if (slips === 1) return old || (short && valid) ? 'near15' : 'near';
  if (valid) return 'different_valid';
  return slips === 2 && !old ? 'near2' : 'different';
}

function isValid(id: string): boolean {
  return checksumHolds(id) && idBirthDate(id) !== undefined;
}

/** The number's 18 characters with the check character that it should have: for tests and generators. */
export function closed(first17: string): string {
  return first17 + (checkCharacter(first17) ?? '');
}

/** Substitutions, insertions, deletions and swaps of neighbours that lead from one text to the other; more than `most` = most + 1. */
export function edits(a: string, b: string, most: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > most) return most + 1;
  if (a.length === b.length) {
    const off: number[] = [];
    for (let at = 0; at < a.length && off.length <= most * 2; at++) if (a[at] !== b[at]) off.push(at);
    const swaps = swapsIn(a, b, off);
    const cheap = off.length - swaps;
    if (cheap <= 1) return cheap;
  }
  return distance(a, b, most);
}

function swapsIn(a: string, b: string, off: readonly number[]): number {
  let swaps = 0;
  for (let i = 0; i + 1 < off.length; i++) {
    const [here = 0, next = 0] = [off[i], off[i + 1]];
    if (next === here + 1 && a[here] === b[next] && a[next] === b[here]) {
      swaps++;
      i++;
    }
  }
  return swaps;
}

/** Optimal string alignment in a band of `most`. */
function distance(a: string, b: string, most: number): number {
  const far = most + 1;
  const of = (row: readonly number[], at: number): number => row[at] ?? far;
  let [before, above] = [new Array<number>(b.length + 1).fill(far), Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = new Array<number>(b.length + 1).fill(far);
    row[0] = i;
    for (let j = Math.max(1, i - most); j <= Math.min(b.length, i + most); j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(of(above, j - 1) + (same ? 0 : 1), of(above, j) + 1, of(row, j - 1) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, of(before, j - 2) + 1);
      row[j] = best;
    }
    [before, above] = [above, row];
  }
  return Math.min(of(above, b.length), far);
}

/**
 * Keys of a number such that two numbers one slip apart share at least one: each leaves out another part of the digits, and
 * all are rare enough to look at everybody who has them.
 */
export function idKeys(id: string): string[] {
  const key = personKey(id);
  if (key.length < 15) return key.length < 8 ? [] : [`i${key}`];
  const end = key.length;
  return [
    `b${key.slice(6, 14)}`,
    `e${key.slice(end - 8, end - 1)}`,
    `y${key.slice(6, 10)}${key.slice(end - 4, end - 1)}`,
    // Swaps over the borders of year and month, day and order.
    `d${key.slice(6, 9)}${key.slice(12, 17)}`,
    `m${key.slice(6, 12)}${key.slice(15, 17)}`,
  ];
}
