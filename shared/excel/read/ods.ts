/** .ods and flat .fods: OpenDocument 1.3, part 3. Repeated rows and cells are counted out only as far as they hold something. */
import type { CellValue, Range, Sheet } from '../sheet';
import { CellStore, type SheetContext } from './cellStore';
import { isoSerial } from './isoDate';
import { SaxScanner } from './sax';
import { cutRange } from './sheetFrame';
import { OdsStyles } from './odsStyles';
import { attribute, cellText } from './xml';

const LAST_ROW = 1_048_575;
const LAST_COLUMN = 16_383;
const MOST_MERGES = 200_000;
/** Most sheets, and most spaces that `<text:s>` may stand for. */
const MOST_SHEETS = 5_000;
const MOST_SPACES = 1_000;

interface OpenSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly cells: CellStore;
  readonly merges: Range[];
  readonly hiddenColumns: Set<number>;
  readonly columnStyles: { from: number; to: number; style: string }[];
  /** Sheets of other files, kept as a cache. */
  external: boolean;
  /** Columns announced so far. */
  columns: number;
  row: number;
}

interface OpenCell {
  readonly attributes: string;
  readonly repeated: number;
  readonly covered: boolean;
  text: string;
  paragraphs: number;
}

/** Elements whose texts are no part of a cell's value. */
const ASIDE = new Set(['annotation', 'ruby-text', 'tracked-changes', 'shapes', 'dde-links', 'forms', 'note']);

export class OdsScanner extends SaxScanner {
  readonly sheets: Sheet[] = [];
  private readonly styles = new OdsStyles();
  private sheet: OpenSheet | undefined;
  private depth = 0;
  private aside = 0;
  private rowRepeated = 1;
  private rowStyle: string | undefined;
  private rowHidden = false;
  private column = 0;
  private cell: OpenCell | undefined;
  /** What the cells of the row hold, to be put as often as the row is repeated. */
  private held: { column: number; value: CellValue }[] = [];
  private paragraph = false;

  constructor(private readonly context: SheetContext) {
    super();
  }

  /** Reads styles.xml: what it says of styles counts for the content that follows. */
  ofStyles(): SaxScanner {
    return new StylesScanner(this.styles);
  }

  protected override open(name: string, attributes: string, empty: boolean): void {
    if (ASIDE.has(name) && !empty) this.aside++;
    if (this.aside > 0) return;
    switch (name) {
      case 'table':
        this.depth++;
        if (this.depth === 1) this.beginSheet(attributes);
        return;
      case 'table-source':
        if (this.sheet) this.sheet.external = true;
        return;
      case 'table-column':
        this.addColumns(attributes);
        return;
      case 'table-row':
        this.beginRow(attributes);
        return;
      case 'table-cell':
      case 'covered-table-cell':
        this.beginCell(attributes, name !== 'table-cell');
        return;
    }
    if (this.cell) this.openText(name, attributes);
    else this.styles.open(name, attributes);
  }

  private openText(name: string, attributes: string): void {
    const cell = this.cell!;
    if (name === 'p' || name === 'h') {
      if (cell.paragraphs++ > 0) cell.text += '\n';
      this.paragraph = true;
    } else if (name === 's') cell.text += ' '.repeat(Math.min(MOST_SPACES, count(attribute(attributes, 'c'))));
    else if (name === 'tab') cell.text += '\t';
    else if (name === 'line-break') cell.text += '\n';
  }

  protected override close(name: string): void {
    if (ASIDE.has(name) && this.aside > 0) {
      this.aside--;
      return;
    }
    if (this.aside > 0) return;
    if (name === 'table-cell' || name === 'covered-table-cell') this.endCell();
    else if (name === 'table-row') this.endRow();
    else if (name === 'table') {
      if (this.depth === 1) this.endSheet();
      this.depth = Math.max(0, this.depth - 1);
    } else if (name === 'p' || name === 'h') this.paragraph = false;
    else if (!this.cell) this.styles.close(name);
  }

  protected override text(raw: string): void {
    if (this.aside > 0) return;
    // Line ends and indents of the file are one space, as the format says.
    if (this.cell && this.paragraph) this.cell.text += cellText(raw).replace(/[ \t\n]+/g, ' ');
    else if (!this.cell) this.styles.text(raw);
  }

  private beginSheet(attributes: string): void {
    const style = attribute(attributes, 'style-name') ?? '';
    if (this.sheets.length >= MOST_SHEETS) this.trouble = 'file_too_large';
    this.sheet = {
      name: attribute(attributes, 'name') ?? '',
      hidden: this.styles.hidden.has(style),
      cells: new CellStore(this.context),
      merges: [],
      hiddenColumns: new Set(),
      columnStyles: [],
      external: false,
      columns: 0,
      row: 0,
    };
  }

  private addColumns(attributes: string): void {
    const { sheet } = this;
    if (!sheet || this.depth !== 1) return;
    const from = sheet.columns;
    const to = Math.min(LAST_COLUMN, from + count(attribute(attributes, 'number-columns-repeated')) - 1);
    if (to < from) return;
    const style = attribute(attributes, 'default-cell-style-name');
    if (style !== undefined) sheet.columnStyles.push({ from, to, style });
    if (isAway(attributes)) for (let column = from; column <= to; column++) sheet.hiddenColumns.add(column);
    sheet.columns = to + 1;
  }

  private beginRow(attributes: string): void {
    if (this.depth !== 1) return;
    this.rowRepeated = count(attribute(attributes, 'number-rows-repeated'));
    this.rowStyle = attribute(attributes, 'default-cell-style-name');
    this.rowHidden = isAway(attributes);
    this.column = 0;
    this.held = [];
  }

  private beginCell(attributes: string, covered: boolean): void {
    if (this.depth !== 1) return;
    const repeated = count(attribute(attributes, 'number-columns-repeated'));
    this.cell = { attributes, repeated, covered, text: '', paragraphs: 0 };
    this.paragraph = false;
  }

  private endCell(): void {
    const { cell, sheet } = this;
    if (!cell || !sheet || this.depth !== 1) return;
    this.cell = undefined;
    const value = cell.attributes === '' && cell.text === '' ? null : this.cellValue(cell);
    const from = this.column;
    this.column = Math.min(LAST_COLUMN + 1, from + cell.repeated);
    if (value !== null) for (let column = from; column < this.column; column++) this.held.push({ column, value });
    if (!cell.covered) this.addMerge(sheet, cell.attributes, from);
  }

  private addMerge(sheet: OpenSheet, attributes: string, left: number): void {
    if (!attributes.includes('spanned')) return;
    const rows = count(attribute(attributes, 'number-rows-spanned'));
    const columns = count(attribute(attributes, 'number-columns-spanned'));
    if (rows * columns <= 1 || sheet.row > LAST_ROW) return;
    if (sheet.merges.length >= MOST_MERGES) this.trouble = 'file_too_large';
    const bottom = Math.min(LAST_ROW, sheet.row + rows - 1);
    sheet.merges.push({ top: sheet.row, left, bottom, right: Math.min(LAST_COLUMN, left + columns - 1) });
  }

  private cellValue(cell: OpenCell): CellValue {
    const type = attribute(cell.attributes, 'value-type');
    const value = attribute(cell.attributes, 'value');
    const formula = attribute(cell.attributes, 'formula');
    if (/calcext:value-type\s*=\s*["']error/.test(cell.attributes)) return { kind: 'error', text: cell.text || '#N/A' };
    if (type === 'float' || type === 'percentage' || type === 'currency') {
      const number = Number(value ?? cell.text);
      if (value !== undefined && value.trim() !== '' && Number.isFinite(number)) return this.numberOf(cell, number);
      return cell.text === '' ? null : cell.text;
    }
    if (type === 'boolean') return /^(true|1)$/.test(attribute(cell.attributes, 'boolean-value') ?? '');
    if (type === 'date') {
      const { is1904 } = this.context;
      const serial = isoSerial(attribute(cell.attributes, 'date-value') ?? '', is1904);
      if (serial !== undefined) {
        return { kind: 'date', serial, format: this.formatOf(cell) ?? 'yyyy-mm-dd', is1904 };
      }
    }
    if (type === undefined && cell.text === '' && formula !== undefined) return { kind: 'uncached', text: formula };
    const text = cell.paragraphs > 0 ? cell.text : (attribute(cell.attributes, 'string-value') ?? '');
    return text === '' ? null : text;
  }

  private numberOf(cell: OpenCell, serial: number): CellValue {
    const format = this.formatOf(cell);
    return format === undefined ? serial : { kind: 'date', serial, format, is1904: this.context.is1904 };
  }

  private formatOf(cell: OpenCell): string | undefined {
    const at = this.column;
    const ofColumn = (): string | undefined =>
      this.sheet?.columnStyles.find(({ from, to }) => from <= at && at <= to)?.style;
    const style = attribute(cell.attributes, 'style-name') ?? this.rowStyle ?? ofColumn();
    return style === undefined ? undefined : this.styles.dateFormat(style);
  }

  private endRow(): void {
    const { sheet, held } = this;
    if (!sheet || this.depth !== 1) return;
    const rows = Math.min(this.rowRepeated, LAST_ROW + 1 - sheet.row);
    if (held.length > 0) {
      // Refused before it is counted out: the rows would be there before their weight is.
      if (!sheet.cells.fits(rows, held.length)) this.trouble ??= 'file_too_large';
      for (let at = 0; at < rows && this.trouble === undefined; at++) {
        sheet.cells.beginRow(sheet.row + at, this.rowHidden);
        for (const { column, value } of held) sheet.cells.put(column, value);
        this.trouble = sheet.cells.trouble;
      }
    }
    sheet.row += Math.max(0, rows);
    this.held = [];
  }

  private endSheet(): void {
    const { sheet } = this;
    this.sheet = undefined;
    if (!sheet || sheet.external) return;
    const { rows, columns, hiddenRows } = sheet.cells;
    this.sheets.push({
      name: sheet.name,
      rows,
      columns,
      merges: sheet.merges.map((range) => cutRange(range, rows.length, columns)),
      hidden: sheet.hidden,
      hiddenRows,
      hiddenColumns: new Set([...sheet.hiddenColumns].filter((column) => column < columns)),
    });
  }
}

class StylesScanner extends SaxScanner {
  constructor(private readonly styles: OdsStyles) {
    super();
  }
  protected override open(name: string, attributes: string): void {
    this.styles.open(name, attributes);
  }
  protected override close(name: string): void {
    this.styles.close(name);
  }
  protected override text(raw: string): void {
    this.styles.text(raw);
  }
}

/** A number of repetitions; 1 when there is none or it makes no sense. */
function count(text: string | undefined): number {
  const value = Number(text);
  return text !== undefined && value >= 1 ? Math.floor(value) : 1;
}

function isAway(attributes: string): boolean {
  const visibility = attribute(attributes, 'visibility');
  return visibility === 'collapse' || visibility === 'filter';
}
