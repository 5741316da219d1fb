/**
 * A column of texts as it is persisted: one joined text or, where few values come again and again (villages, types, 是/否),
 * the values once and a number per row. Reading 10,000 rows back then makes a few strings instead of as many as rows.
 */
const END = '\u0000';
/** Rows must share a value at least so often on the average. */
const SHARED_BY = 8;
const MOST_VALUES = 65_536;

interface Shared {
  /** The distinct values, joined. */
  readonly values: string;
  readonly rows: Uint16Array;
}

/** Packs a column; no value contains U+0000. */
export function packColumn(column: readonly string[]): string | Shared {
  const most = Math.min(MOST_VALUES, column.length / SHARED_BY);
  const index = new Map<string, number>();
  const rows = new Uint16Array(column.length);
  for (let row = 0; row < column.length; row++) {
    const value = column[row] ?? '';
    let at = index.get(value);
    if (at === undefined) {
      if (index.size >= most) return column.join(END);
      index.set(value, (at = index.size));
    }
    rows[row] = at;
  }
  return { values: [...index.keys()].join(END), rows };
}

/** The column that `packColumn` packed; null when it is none of so many rows. */
export function unpackColumn(packed: unknown, rows: number): string[] | null {
  if (typeof packed === 'string') {
    const column = rows === 0 ? [] : packed.split(END);
    return column.length === rows ? column : null;
  }
  if (!isShared(packed) || packed.rows.length !== rows) return null;
  const values = packed.values.split(END);
  return Array.from(packed.rows, (at) => values[at] ?? '');
}

function isShared(packed: unknown): packed is Shared {
  return typeof packed === 'object' && packed !== null && 'rows' in packed && packed.rows instanceof Uint16Array;
}
