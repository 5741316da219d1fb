/** Which cells of a household are blank although their column is mapped: those may clear what the archive has. */
import { placeOf } from '../catalogue/index';
import { pathOf } from '../derive/path';
import type { ListPlace, Row } from '../derive/record';
import type { IncomingHousehold, MappedColumn, RowSource, UnderstoodSheet } from './types';

export class Blanks {
  /** The wanted columns of each table. */
  private readonly columns: readonly (readonly MappedColumn[])[];

  /** `wanted` = entity.key of columns whose blanks clear. */
  constructor(tables: readonly UnderstoodSheet[], wanted: ReadonlySet<string>) {
    this.columns = tables.map(({ columns }) =>
      wanted.size === 0
        ? []
        : columns.filter(({ field }) => field !== null && wanted.has(`${field.entity}.${field.key}`)),
    );
  }

  /**
   * Paths in the incoming record. A value that is missing there although rows of the household have its column was blank in
   * all of them; what could not be read is not blank.
   */
  of({ record, sources = [] }: IncomingHousehold): string[] {
    const paths = new Set<string>();
    for (const source of sources) {
      for (const column of this.columns[source.sheet] ?? []) {
        const path = this.pathIn(record, source, column);
        if (path !== null) paths.add(path);
      }
    }
    const unread = new Set(record.unread.map(({ path }) => path));
    return [...paths].filter((path) => !unread.has(path));
  }

  private pathIn(record: IncomingHousehold['record'], source: RowSource, { field, year }: MappedColumn): string | null {
    if (field === null) return null;
    const place = placeOf(field.entity);
    if (place === 'fields' || place === 'relocation') {
      return record[place][field.key] === undefined ? pathOf(place, undefined, field.key) : null;
    }
    const rows: readonly Row[] = record[place];
    const index =
      year === undefined ? source.targets[place satisfies ListPlace] : rows.findIndex((row) => row['year'] === year);
    const row = index === undefined ? undefined : rows[index];
    return row !== undefined && row[field.key] === undefined ? pathOf(place, index, field.key) : null;
  }
}
