/** Made-up sheets of rows under headers, whose cells know where they stand in the file. */
import type { CellValue, Sheet } from '../../sheet';

export type Place = readonly [row: number, column: number] | null;

export interface ViewCell {
  readonly path: readonly string[];
  readonly value: CellValue;
  readonly at: Place;
  /** Where the label stands. */
  readonly label: Place;
}

export interface View {
  readonly sheet: Sheet;
  readonly origin: (row: number, column: number) => Place;
  readonly headerRows: readonly number[];
  readonly paths: readonly (readonly string[])[];
  readonly dataRows: readonly number[];
}

interface Column {
  readonly path: readonly string[];
  readonly label: Place;
}

/**
 * One row per list of cells. Cells of the same path in several rows share a column; a path that comes again in one row gets
 * a column of its own. `isData` decides whether a row holds anything that was filled in.
 */
export function viewOf(
  name: string,
  rows: readonly (readonly ViewCell[])[],
  isData: (cells: readonly ViewCell[]) => boolean,
): View {
  const columns: Column[] = [];
  const positions = new Map<string, number>();
  const named = commonPaths(rows);
  const placed = rows.map((cells) => {
    const seen = new Map<string, number>();
    const at: (ViewCell | undefined)[] = [];
    for (const cell of cells) {
      const path = named.get(textOf(cell.path)) ?? cell.path;
      const text = textOf(path);
      const time = (seen.get(text) ?? 0) + 1;
      seen.set(text, time);
      const key = `${text}\u0002${time}`;
      let position = positions.get(key);
      if (position === undefined) {
        position = columns.length;
        positions.set(key, position);
        columns.push({ path, label: cell.label });
      }
      at[position] = cell;
    }
    return at;
  });
  const depth = columns.reduce((max, { path }) => Math.max(max, path.length), 1);
  const header = Array.from({ length: depth }, (_, level) =>
    columns.map(({ path }): CellValue => path[level - (depth - path.length)] ?? null),
  );
  const values = placed.map((at) => columns.map((_, position): CellValue => at[position]?.value ?? null));
  const sheet: Sheet = {
    name,
    rows: [...header, ...values],
    columns: columns.length,
    merges: [],
    hidden: false,
    hiddenRows: new Set(),
    hiddenColumns: new Set(),
  };
  const origin = (row: number, column: number): Place => {
    if (row === depth - 1) return columns[column]?.label ?? null;
    return row < depth ? null : (placed[row - depth]?.[column]?.at ?? null);
  };
  const dataRows = rows.flatMap((cells, at) => (isData(cells) ? [depth + at] : []));
  return { sheet, origin, headerRows: header.map((_, at) => at), paths: columns.map(({ path }) => path), dataRows };
}

const textOf = (path: readonly string[]): string => path.join('\u0001');
/** A star stays with a label whose value was left blank. */
const bare = (path: readonly string[]): string => textOf(path).replace(/[*★☆]/g, '');

/**
 * Copies of one form name a value alike, though a heading was seen over it in some of them alone: the path with the heading
 * holds for all. Labels that come twice in a copy are left as they are.
 */
function commonPaths(rows: readonly (readonly ViewCell[])[]): ReadonlyMap<string, readonly string[]> {
  const byLeaf = new Map<string, (readonly string[])[]>();
  const twice = new Set<string>();
  for (const cells of rows) {
    const seen = new Set<string>();
    for (const { path } of cells) {
      const leaf = bare(path.slice(-1));
      if (seen.has(leaf)) twice.add(leaf);
      seen.add(leaf);
      const paths = byLeaf.get(leaf) ?? [];
      byLeaf.set(leaf, paths);
      if (!paths.some((other) => textOf(other) === textOf(path))) paths.push(path);
    }
  }
  const named = new Map<string, readonly string[]>();
  for (const [leaf, paths] of byLeaf) {
    if (paths.length < 2 || twice.has(leaf)) continue;
    const longest = paths.reduce((best, path) => (path.length > best.length ? path : best));
    if (paths.some((path) => bare(longest.slice(-path.length)) !== bare(path))) continue;
    for (const path of paths) named.set(textOf(path), longest);
  }
  return named;
}
