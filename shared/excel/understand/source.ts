/** One understood sheet while its rows are read into households. */
import type { UnderstoodSheet } from '../../import/types';
import { cellOf } from '../cellOf';
import { unmarked, type ExtraYear } from '../extraMark';
import type { Answers } from './answers';
import { serialColumns } from './serialColumns';
import type { Grid } from './grid';
import { readersOf, type ColumnReader } from './readCells';
import { hasPersonRows } from './rowKeys';

export interface Source {
  readonly index: number;
  readonly sheet: UnderstoodSheet;
  readonly grid: Grid;
  readonly readers: readonly ColumnReader[];
  /** The readers of columns about persons. */
  readonly ofMember: readonly ColumnReader[];
  /** The reader of a field, by entity.key. */
  readonly readerOf: ReadonlyMap<string, ColumnReader>;
  /** Mapped to nothing. */
  readonly loose: readonly LooseColumn[];
  readonly persons: boolean;
  /** What the `source` texts of all its cells begin with: file|sheet|. */
  readonly prefix: string;
}

export interface LooseColumn {
  readonly column: number;
  readonly header: string;
  /** Numbers the rows: its numbers are no data. */
  readonly serial: boolean;
  /** How many columns of the same header stand before it. */
  readonly twin: number;
  /** Which year its cells are of: that of the row, unless an export of ours says otherwise. */
  readonly year: ExtraYear;
}

function looseColumns(sheet: UnderstoodSheet, serial: ReadonlySet<number>): LooseColumn[] {
  const seen = new Map<string, number>();
  return sheet.columns.flatMap(({ column, header, field }) => {
    const twin = seen.get(header) ?? 0;
    seen.set(header, twin + 1);
    if (field !== null) return [];
    const mark = unmarked(header);
    return [{ column, header, serial: serial.has(column), twin, year: 'row', ...mark }];
  });
}

/** `index` = position in the list of understood sheets. */
export function sourceOf(sheet: UnderstoodSheet, index: number, grid: Grid, answers?: Answers): Source {
  const header = {
    rows: sheet.headerRows,
    paths: sheet.columns.map((column) => [column.header.split('/').at(-1) ?? '']),
  };
  const serial = serialColumns(grid, header);
  const loose = looseColumns(sheet, serial);
  const readers = readersOf(sheet, answers);
  const readerOf = new Map<string, ColumnReader>();
  for (const reader of readers) {
    const key = `${reader.field.entity}.${reader.field.key}`;
    if (!readerOf.has(key)) readerOf.set(key, reader);
  }
  const ofMember = readers.filter(({ field }) => field.entity === 'member');
  const prefix = `${sheet.file}|${sheetName(sheet)}|`;
  return { index, sheet, grid, readers, ofMember, readerOf, loose, persons: hasPersonRows(sheet), prefix };
}

/** file|sheet|cell in the file, as `unread` and `extra` name their origin. The texts of a sheet share what they begin with. */
export function sourceText(source: Source, row: number, column: number): string {
  return source.prefix + cellOf(source.sheet, row, column);
}

/** Name of the sheet in the file, whatever a view of it is called. */
export function sheetName({ sheet, original }: UnderstoodSheet): string {
  return (original ?? sheet).name;
}
