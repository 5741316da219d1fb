/**
 * Where the values of a household stand in the files, as short text: one entry per row of a table, `table|row|targets|bits`,
 * joined by `;`. `bits` (hex) says which of the table's columns gave values; a view adds `@` and the cells in the file.
 */
import { fieldOf, placeOf } from '../catalogue/index';
import type { ListPlace } from '../derive/record';
import { cellOf } from '../excel/cellOf';
import { address } from '../excel/sheet';
import type { PlannedHousehold, RowSource, UnderstoodSheet } from './types';

const LETTERS: Readonly<Record<ListPlace, string>> = {
  members: 'm',
  years: 'y',
  helpers: 'h',
  measures: 'e',
  funds: 'f',
  visits: 'v',
  monitoring: 'o',
  procedures: 'p',
  changes: 'c',
  materials: 'a',
};

/** A column of a table as a batch keeps it. */
export interface KeptColumn {
  /** 0-based, in the understood table. */
  readonly at: number;
  readonly header: string;
  /** entity.key; null = 附加列. */
  readonly field: string | null;
  readonly year?: number;
}

export interface FoundCell {
  /** Index of the table. */
  readonly table: number;
  /** A1 address in the file's sheet. */
  readonly cell: string;
  readonly header: string;
}

/** Writes the cells of planned households; made once per import. */
export class CellWriter {
  private readonly positions: readonly ReadonlyMap<number, number>[];

  constructor(private readonly tables: readonly UnderstoodSheet[]) {
    this.positions = tables.map(({ columns }) => new Map(columns.map(({ column }, at) => [column, at])));
  }

  /** '' when nothing is known. */
  write({ incoming, matches }: Pick<PlannedHousehold, 'incoming' | 'matches'>): string {
    return (incoming.sources ?? []).map((source) => this.entry(source, matches)).join(';');
  }

  private entry(source: RowSource, matches: PlannedHousehold['matches']): string {
    const { sheet, row, columns, targets } = source;
    const table = this.tables[sheet];
    const positions = this.positions[sheet];
    let at = '';
    for (const place in targets) {
      const index = targets[place as ListPlace] ?? -1;
      const now = matches?.[place as ListPlace]?.[index] ?? index;
      if (now >= 0) at += `${LETTERS[place as ListPlace]}${now}`;
    }
    const head = `${sheet}|${row}|${at}|${hexOf(columns, positions)}`;
    if (table?.origin === undefined) return head;
    const ordered = columns.toSorted((a, b) => (positions?.get(a) ?? 0) - (positions?.get(b) ?? 0));
    return `${head}@${ordered.map((column) => cellOf(table, row, column)).join(',')}`;
  }
}

/** Four columns a digit, the first column in the lowest bit of the first digit. */
function hexOf(columns: readonly number[], positions: ReadonlyMap<number, number> | undefined): string {
  const digits: number[] = [];
  for (const column of columns) {
    const at = positions?.get(column);
    if (at === undefined) continue;
    const digit = at >> 2;
    while (digits.length <= digit) digits.push(0);
    digits[digit] = (digits[digit] ?? 0) | (1 << (at & 3));
  }
  let text = '';
  for (const digit of digits) text += digit.toString(16);
  return text;
}

/** Where the value at place, index and key of the household came from; the last row that gave it counts. `year` = of a yearly row. */
export function findCell(
  text: string,
  tables: readonly { readonly columns: readonly KeptColumn[] }[],
  wanted: { readonly place: string; readonly index?: number; readonly key: string; readonly year?: number },
): FoundCell | null {
  let fallback: FoundCell | null = null;
  for (const entry of text.split(';').toReversed()) {
    const [sheet = '', row = '', targets = '', rest = ''] = entry.split('|');
    const columns = tables[Number(sheet)]?.columns ?? [];
    const [bits = '', cells] = rest.split('@');
    const addresses = cells?.split(',');
    let nth = -1;
    for (const [at, column] of columns.entries()) {
      const set = ((parseInt(bits.charAt(at >> 2) || '0', 16) >> (at & 3)) & 1) === 1;
      if (set) nth++;
      if (column.field === null || !meets(column, targets, wanted)) continue;
      const cell = addresses === undefined ? address(Number(row), column.at) : (addresses[nth] ?? '');
      const found = { table: Number(sheet), cell, header: column.header };
      if (set) return found;
      // The year of a yearly row is set by whichever value came first.
      if (wanted.key === 'year' && addresses === undefined) fallback ??= found;
    }
  }
  return fallback;
}

function meets(
  { field, year }: KeptColumn,
  targets: string,
  wanted: { readonly place: string; readonly index?: number; readonly key: string; readonly year?: number },
): boolean {
  const known = field === null ? undefined : fieldOf(field);
  if (known?.key !== wanted.key || placeOf(known.entity) !== wanted.place) return false;
  if (wanted.index === undefined) return true;
  if (year !== undefined) return year === wanted.year;
  const letter = LETTERS[wanted.place as ListPlace];
  return new RegExp(`${letter}${wanted.index}(?!\\d)`).test(targets);
}
