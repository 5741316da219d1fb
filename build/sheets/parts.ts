/** How much of a set of tables has its values read at once: what is read together is held together. */
import type { UnderstoodSheet } from '#shared/import/types';

/** Cells and rows of tables whose values are read together; larger ones are read in parts, and the list says so. */
const MOST_CELLS = 1_000_000;
const PART_CELLS = 500_000;
/** A row may be a household, which weighs two kilobytes however few its cells are. */
const MOST_ROWS = 100_000;
const PART_ROWS = 50_000;

/** The tables as lists to be read one after the other; all of them in one list where they are small. */
export function partsOf(tables: readonly UnderstoodSheet[]): (readonly UnderstoodSheet[])[] {
  const rows = tables.reduce((sum, { dataRows }) => sum + dataRows.length, 0);
  const cells = tables.reduce((sum, { dataRows, columns }) => sum + dataRows.length * columns.length, 0);
  return cells <= MOST_CELLS && rows <= MOST_ROWS ? [tables] : tables.flatMap(splitTable).map((part) => [part]);
}

function splitTable(table: UnderstoodSheet): UnderstoodSheet[] {
  const rows = Math.min(PART_ROWS, Math.max(1, Math.floor(PART_CELLS / Math.max(1, table.columns.length))));
  const count = Math.max(1, Math.ceil(table.dataRows.length / rows));
  return Array.from({ length: count }, (_, at) => ({
    ...table,
    dataRows: table.dataRows.slice(at * rows, (at + 1) * rows),
  }));
}
