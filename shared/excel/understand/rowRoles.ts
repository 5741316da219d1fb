/** What each row below a header is: data, totals, notes, signatures, repeated headers, numbering, examples. */
import type { RegionRole } from '../../import/types';
import type { CellValue } from '../sheet';
import type { Header } from './findHeader';
import { markForeign } from './foreign';
import { cellText, isBlank, type Grid } from './grid';
import {
  isCode,
  isExample,
  isMarker,
  isNote,
  isPageFooter,
  isPlaceholder,
  isSection,
  isSigned,
  isSubtotal,
  isTotal,
  squeezed,
} from './rowText';
import { serialColumns } from './serialColumns';
import { markSums } from './sums';

/** `unused` = a line prepared for data and not filled in: a row number, formulas without a value. */
export type RowRole = RegionRole | 'unused';

/** By row of the sheet: its role below the header; null = blank. Rows up to the header are null, too. */
export type RowRoles = readonly (RowRole | null)[];

/** So many filled cells tell what a row is; a table of 137 columns and 37,000 rows is not read in full for it. */
const LOOKED_AT = 8;

const NONE: ReadonlySet<number> = new Set();

export interface Filled {
  readonly column: number;
  /** Squeezed; '' beyond the first few cells. */
  readonly text: string;
}

/** Roles of the rows of a grid below a header. Linear in the rows; a few cells of each are looked at. */
export function rowRolesOf(grid: Grid, header: Header): (RowRole | null)[] {
  return new RowReader(grid, header).roles();
}

class RowReader {
  private readonly serial: ReadonlySet<number>;
  private readonly headers: readonly ReadonlySet<string>[];
  private readonly titles: ReadonlySet<string>;
  /** The texts of the header cells as they stand, by column. */
  private readonly rawHeaders: readonly ReadonlySet<CellValue>[];
  /** Columns that have a header. */
  private readonly width: number;
  /** More filled cells than notes, signatures and marks beside the table have. */
  private readonly many: number;
  /** Whether a data row was met already: markers and codes stand before. */
  private begun = false;
  private last: RowRole | null = 'header';
  /** Whether a column holds digits, as far as it was asked. */
  private readonly numbered = new Map<number, boolean>();

  constructor(
    private readonly grid: Grid,
    private readonly header: Header,
  ) {
    this.serial = serialColumns(grid, header);
    this.headers = header.paths.map(
      (_, column) => new Set(header.rows.map((row) => squeezed(cellText(grid.cell(row, column))))),
    );
    this.rawHeaders = header.paths.map((_, column) => new Set(header.rows.map((row) => grid.cell(row, column))));
    this.titles = textsAbove(grid, header.rows[0] ?? 0);
    this.width = header.paths.filter((path) => path.length > 0).length;
    this.many = Math.max(LOOKED_AT, Math.ceil(this.width / 4) + 1);
  }

  roles(): (RowRole | null)[] {
    const { grid } = this;
    const roles = new Array<RowRole | null>(grid.rowCount).fill(null);
    const bottom = lastOfHeader(grid, this.header);
    for (let row = (this.header.rows.at(-1) ?? -1) + 1; row <= Math.min(bottom, grid.rowCount - 1); row++) {
      roles[row] = 'header';
    }
    for (let row = bottom + 1; row < grid.rowCount; row++) {
      const role = this.roleOf(row);
      roles[row] = role;
      if (role === 'data') this.begun = true;
      if (role !== null) this.last = role;
    }
    markForeign(grid, roles);
    markSums(grid, roles, this.serial);
    return roles;
  }

  /**
   * Most rows of a big sheet, told without normalising their texts: many cells, the first ones neither sums nor headers.
   * Notes and signatures never have so many.
   */
  private isPlainData(row: number): boolean {
    if (!this.begun || this.last !== 'data') return false;
    const cells = this.grid.sheet.rows[row] ?? [];
    let filled = 0;
    let words = false;
    for (let column = 0; column < cells.length; column++) {
      const cell = cells[column] ?? null;
      if (cell === null || isUncached(cell)) continue;
      if (typeof cell === 'string') {
        if (isBlank(cell)) continue;
        // Behind nothing but numbers, 小计 may stand in a name column far to the right.
        if ((filled < LOOKED_AT || !words) && /[计均{]/.test(cell)) return false;
        words ||= !/^[-\d]/.test(cell);
        if (filled < 3 && this.rawHeaders[column]?.has(cell) === true) return false;
      }
      // Behind nothing but numbers, 合计 may still follow.
      if (++filled > this.many) return words;
    }
    return false;
  }

  private roleOf(row: number): RowRole | null {
    if (this.isPlainData(row)) return 'data';
    const { grid, header } = this;
    const filled = filledCells(grid, row, this.serial, this.many);
    if (filled.length === 0) return this.emptyRole(row);
    // Before the sums: a header has its 小计, too.
    if ((filled.length > 1 || this.isHeading(row, filled[0]!)) && this.repeatsHeader(filled)) return 'repeat';
    const footer = this.footerRole(row, filled);
    if (footer !== null) return footer;
    if (this.repeatsTitle(filled)) return 'title';
    if (this.repeatsHeader(filled)) return 'repeat';
    // Beside the table: a stray mark, a lookup list of the form.
    if (filled.length < LOOKED_AT && filled.every(({ column }) => header.paths[column]?.length === 0)) return 'note';
    if (!this.begun || this.last === 'repeat') {
      const all = filledCells(grid, row, this.serial, grid.columnCount);
      if (isMarkerRow(grid, row, all)) return 'code';
    }
    return 'data';
  }

  /** Nothing but row numbers or placeholders: an unused line of a form, or the names a program fills in. */
  private emptyRole(row: number): RowRole | null {
    const columns = Math.min(this.grid.columnCount, this.grid.sheet.rows[row]?.length ?? 0);
    let numbered = false;
    for (let column = 0; column < columns; column++) {
      const cell = this.grid.raw(row, column);
      if (isBlank(cell)) continue;
      if (isPlaceholder(squeezed(cellText(cell)))) return 'code';
      numbered = true;
    }
    return numbered ? 'unused' : null;
  }

  private footerRole(row: number, filled: readonly Filled[]): RegionRole | null {
    const { width } = this;
    const first = filled[0]!;
    const total = filled.slice(0, 4).find(({ text }) => isTotal(text)) ?? this.totalFurther(row);
    if (total !== undefined) return isSubtotal(total.text) ? 'subtotal' : 'total';
    const atTop = !this.begun || this.last === 'repeat' || this.last === 'code';
    if (atTop && this.isSample(row)) return 'sample';
    const few = filled.length <= Math.max(4, width / 4);
    if (few && isSigned(first.text)) return 'signature';
    if (few && (isNote(first.text) || (filled.length <= 3 && isPageFooter(first.text)))) return 'note';
    if (filled.length > 1) return null;
    // 2026年1月15日 alone below a table is the day on which it was signed.
    if (this.begun && /^(\d{4}年\d{1,2}月\d{1,2}日|_*年_*月_*日)$/.test(first.text)) return 'signature';
    if (width >= 3 && (isSection(first.text) || this.isForeignWord(first))) return 'info';
    const range = this.grid.range(row, first.column);
    const wide = range !== undefined && range.right - range.left + 1 >= Math.max(3, width / 2);
    // One sentence alone in a row of a wide table; numbered notes go on over several rows.
    const sentence = width >= 4 && /[,。;:、]|^\d+[.、]/.test(first.text) && first.text.length > 12;
    return wide || sentence ? 'note' : null;
  }

  /** A text merged over several columns. */
  private isHeading(row: number, { column, text }: Filled): boolean {
    const range = this.grid.range(row, column);
    return range !== undefined && range.right > range.left && !isTotal(text);
  }

  /** Words alone in a row, where the column otherwise holds numbers: 上寨片区 below 户编号 heads the rows that follow. */
  private isForeignWord({ column, text }: Filled): boolean {
    const first = this.header.paths.findIndex((path) => path.length > 0);
    return (
      column === first && text.length <= 20 && /^[^\d]*\p{Script=Han}[^\d]*$/u.test(text) && this.holdsNumbers(column)
    );
  }

  private holdsNumbers(column: number): boolean {
    const known = this.numbered.get(column);
    if (known !== undefined) return known;
    let filled = 0;
    let numbers = 0;
    for (let row = lastOfHeader(this.grid, this.header) + 1; row < this.grid.rowCount && filled < 60; row++) {
      const cell = this.grid.raw(row, column);
      if (isBlank(cell)) continue;
      filled++;
      if (/\d/.test(cellText(cell))) numbers++;
    }
    const found = filled >= 3 && numbers >= filled * 0.6;
    this.numbered.set(column, found);
    return found;
  }

  /** 例 before the row, or (示例) behind a name that may stand in any column. */
  private isSample(row: number): boolean {
    return filledCells(this.grid, row, NONE, this.grid.columnCount).some(
      ({ column, text }) => text.length < 30 && isExample(squeezed(cellText(this.grid.raw(row, column)))),
    );
  }

  /** 合计 in a name column far to the right, between nothing but numbers. */
  private totalFurther(row: number): Filled | undefined {
    let label: Filled | undefined;
    const cells = this.grid.sheet.rows[row] ?? [];
    for (let column = 0; column < cells.length; column++) {
      const cell = cells[column] ?? null;
      if (isBlank(cell) || typeof cell !== 'string') continue;
      const text = squeezed(cell);
      // Amounts stand as texts, too.
      if (/^-?[\d,.]+%?$|^[-—/]+$/.test(text)) continue;
      if (label !== undefined || !isTotal(text)) return undefined;
      label = { column, text };
    }
    return label;
  }

  private repeatsTitle(filled: readonly Filled[]): boolean {
    if (filled.length > 3) return false;
    return filled.every(({ text }) => this.titles.has(text) || this.titles.has(text.replace(/\(?续表?\d*\)?$/, '')));
  }

  /** Header rows come again after page breaks. */
  private repeatsHeader(filled: readonly Filled[]): boolean {
    const looked = filled.slice(0, LOOKED_AT);
    const same = looked.filter(({ column, text }) => this.headers[column]?.has(text) === true);
    return same.length >= looked.length * 0.6;
  }
}

/**
 * Last row that cells of the header reach into: what is merged with a header is no data. One such cell alone may be the
 * side heading of a form, whose rows stand beside it.
 */
function lastOfHeader(grid: Grid, header: Header): number {
  const last = header.rows.at(-1) ?? -1;
  const first = header.rows[0] ?? 0;
  const reaching = new Map<number, number>();
  for (const { top, bottom } of grid.sheet.merges) {
    if (top >= first && top <= last && bottom > last) reaching.set(bottom, (reaching.get(bottom) ?? 0) + 1);
  }
  return [...reaching].reduce((max, [bottom, cells]) => (cells > 1 ? Math.max(max, bottom) : max), last);
}

/** The first filled cells of a row, at most `limit`, without row numbers and placeholders; the texts of the first few. */
export function filledCells(grid: Grid, row: number, serial: ReadonlySet<number>, limit: number): Filled[] {
  const filled: Filled[] = [];
  const columns = Math.min(grid.columnCount, grid.sheet.rows[row]?.length ?? 0);
  for (let column = 0; column < columns && filled.length < limit; column++) {
    const cell = grid.raw(row, column);
    if (isBlank(cell) || isUncached(cell)) continue;
    const text = filled.length < LOOKED_AT ? squeezed(cellText(cell)) : '';
    // 合计 and notes often stand in the numbering column.
    if (serial.has(column) && /^\d*$/.test(cellText(cell))) continue;
    if (isPlaceholder(text)) continue;
    filled.push({ column, text });
  }
  return filled;
}

/** A formula without a cached value says nothing: a template's =ROW()-5. */
function isUncached(cell: CellValue): boolean {
  return typeof cell === 'object' && cell !== null && cell.kind === 'uncached';
}

function textsAbove(grid: Grid, top: number): ReadonlySet<string> {
  const texts = new Set<string>();
  for (let row = 0; row < top; row++) {
    for (let column = 0; column < grid.columnCount; column++) texts.add(squeezed(cellText(grid.raw(row, column))));
  }
  return texts;
}

/** Column numbers (1 2 3 …), ids or types (N, 文本) in every cell; a household's row may begin with small numbers, too. */
function isMarkerRow(grid: Grid, row: number, filled: readonly Filled[]): boolean {
  const texts = filled.map(({ column }) => squeezed(cellText(grid.raw(row, column))));
  if (texts.length >= 3 && texts.every(isCode)) return true;
  if (!texts.every(isMarker)) return false;
  // Columns that were moved took their numbers with them.
  const numbers = texts
    .filter((text) => /\d/.test(text))
    .map((text) => Number(text.replace(/\D/g, '')))
    .toSorted((a, b) => a - b);
  if (numbers.length > 0 && texts.length < 3) return false;
  return numbers.every((number, at) => at === 0 || number === numbers[at - 1]! + 1);
}
