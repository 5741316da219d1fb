/**
 * The searchable text of all rows, joined in blocks: one `indexOf` pass over a few long strings beats a pass over many
 * short ones, and changing a row re-joins one block only.
 */
const BLOCK = 1024;
/** Ends every row; no row and no query contains it. */
const END = '\u0000';

interface Block {
  text: string;
  /** Start of every row in `text`, and the end as one more. */
  starts: Uint32Array;
}

export class Haystack {
  private readonly blocks: (Block | undefined)[] = [];

  /** `rows` is owned by the caller; tell of changes with `touch`. */
  constructor(private readonly rows: readonly string[]) {}

  /** The row changed, or was added at the end. */
  touch(row: number): void {
    this.blocks[Math.floor(row / BLOCK)] = undefined;
  }

  /** Forgets everything, e.g. when rows were removed. */
  reset(): void {
    this.blocks.length = 0;
  }

  /** Calls `hit` once for every row that contains the needle. '' hits nothing. */
  find(needle: string, hit: (row: number) => void): void {
    if (needle === '' || needle.includes(END)) return;
    for (let first = 0, b = 0; first < this.rows.length; first += BLOCK, b++) {
      const { text, starts } = (this.blocks[b] ??= this.join(first));
      let row = 0;
      for (let at = text.indexOf(needle); at >= 0;) {
        row = rowAt(starts, at, row);
        hit(first + row);
        at = text.indexOf(needle, starts[row + 1]);
      }
    }
  }

  private join(first: number): Block {
    const rows = this.rows.slice(first, first + BLOCK);
    const starts = new Uint32Array(rows.length + 1);
    rows.forEach((text, i) => (starts[i + 1] = (starts[i] ?? 0) + text.length + END.length));
    return { text: rows.join(END) + END, starts };
  }
}

/** The row in which position `at` lies, searched from `low` on. */
function rowAt(starts: Uint32Array, at: number, low: number): number {
  let high = starts.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
