/** SpreadsheetML of Excel 2002–2003, mostly found named .xls. */
import type { CellValue, Range, Sheet } from '../sheet';
import { CellStore, type SheetContext } from './cellStore';
import { isoSerial } from './isoDate';
import { isDateFormat } from './numberFormat';
import { SaxScanner } from './sax';
import { cutRange, isTrue } from './sheetFrame';
import { attribute, cellText } from './xml';

const LAST_ROW = 1_048_575;
const LAST_COLUMN = 16_383;
const MOST_MERGES = 200_000;
const MOST_SHEETS = 5_000;

/** Format names of the XML instead of codes. */
const NAMED: Readonly<Record<string, string>> = {
  'General Date': 'yyyy/m/d h:mm',
  'Long Date': 'yyyy"年"m"月"d"日"',
  'Medium Date': 'd-mmm-yy',
  'Short Date': 'yyyy/m/d',
  'Long Time': 'h:mm:ss',
  'Medium Time': 'h:mm AM/PM',
  'Short Time': 'h:mm',
};

interface OpenSheet {
  readonly name: string;
  readonly cells: CellStore;
  readonly merges: Range[];
  readonly hiddenColumns: Set<number>;
  visible: string;
  columns: number;
}

export class Xml2003Scanner extends SaxScanner {
  readonly sheets: Sheet[] = [];
  private is1904 = false;
  private readonly formats = new Map<string, string>();
  private style: string | undefined;
  private sheet: OpenSheet | undefined;
  private row = -1;
  private rowHidden = false;
  private rowSpan = 0;
  private column = -1;
  private cellAttributes = '';
  private inCell = false;
  private type: string | undefined;
  /** Text of the <Data> at hand; undefined outside. */
  private data: string | undefined;
  private value: CellValue = null;
  /** Text of <Visible> or <Date1904>; undefined outside. */
  private word: string | undefined;
  private inComment = false;

  constructor(private readonly context: SheetContext) {
    super();
  }

  protected override open(name: string, attributes: string): void {
    switch (name) {
      case 'Worksheet':
        this.beginSheet(attribute(attributes, 'Name') ?? '');
        return;
      case 'Style':
        this.style = attribute(attributes, 'ID');
        this.inherit(attribute(attributes, 'Parent'));
        return;
      case 'NumberFormat':
        this.setFormat(attribute(attributes, 'Format') ?? '');
        return;
      case 'Column':
        this.addColumns(attributes);
        return;
      case 'Row':
        this.row = this.indexOf(attributes, this.row + this.rowSpan);
        this.rowSpan = Math.max(0, Number(attribute(attributes, 'Span') ?? 0) || 0);
        this.rowHidden = isTrue(attribute(attributes, 'Hidden'));
        this.column = -1;
        this.sheet?.cells.beginRow(this.row, this.rowHidden);
        return;
      case 'Cell':
        this.beginCell(attributes);
        return;
      case 'Comment':
        this.inComment = true;
        return;
      case 'Data':
        if (!this.inComment && this.inCell) {
          this.data = '';
          this.type = attribute(attributes, 'Type');
        }
        return;
      case 'Visible':
      case 'Date1904':
        this.word = '';
    }
  }

  protected override close(name: string): void {
    switch (name) {
      case 'Worksheet':
        this.endSheet();
        return;
      case 'Cell':
        this.endCell();
        return;
      case 'Comment':
        this.inComment = false;
        return;
      case 'Data':
        if (this.data !== undefined) this.value = this.cellValue(this.data);
        this.data = undefined;
        return;
      case 'Visible':
        if (this.sheet) this.sheet.visible = this.word ?? '';
        this.word = undefined;
        return;
      case 'Date1904':
        this.is1904 = true;
        this.word = undefined;
    }
  }

  protected override text(raw: string): void {
    if (this.data !== undefined) this.data += cellText(raw);
    else if (this.word !== undefined) this.word += raw.trim();
  }

  private beginSheet(name: string): void {
    if (this.sheets.length >= MOST_SHEETS) this.trouble = 'file_too_large';
    const cells = new CellStore(this.context);
    this.sheet = { name, cells, merges: [], hiddenColumns: new Set(), visible: '', columns: 0 };
    this.row = -1;
    this.rowSpan = 0;
  }

  private inherit(parent: string | undefined): void {
    const format = parent === undefined ? undefined : this.formats.get(parent);
    if (format !== undefined && this.style !== undefined) this.formats.set(this.style, format);
  }

  private setFormat(format: string): void {
    if (this.style === undefined) return;
    const code = NAMED[format] ?? format;
    if (isDateFormat(code)) this.formats.set(this.style, code);
    else this.formats.delete(this.style);
  }

  /** 0-based place of the next element: the one it names (from 1) or the one behind the last. */
  private indexOf(attributes: string, last: number): number {
    const stated = Number(attribute(attributes, 'Index'));
    return stated >= 1 ? Math.floor(stated) - 1 : last + 1;
  }

  private addColumns(attributes: string): void {
    const { sheet } = this;
    if (!sheet) return;
    const from = this.indexOf(attributes, sheet.columns - 1);
    const to = Math.min(LAST_COLUMN, from + (Number(attribute(attributes, 'Span') ?? 0) || 0));
    if (isTrue(attribute(attributes, 'Hidden'))) {
      for (let column = from; column <= to; column++) sheet.hiddenColumns.add(column);
    }
    sheet.columns = to + 1;
  }

  private beginCell(attributes: string): void {
    this.inCell = true;
    this.value = null;
    this.cellAttributes = attributes;
    this.column = this.indexOf(attributes, this.column);
  }

  private endCell(): void {
    const { sheet, cellAttributes: attributes, column } = this;
    this.inCell = false;
    if (!sheet) return;
    const formula = attribute(attributes, 'Formula');
    if (formula !== undefined && column <= LAST_COLUMN) sheet.cells.markFormula(column);
    if (this.value === null && formula !== undefined) this.value = { kind: 'uncached', text: formula };
    sheet.cells.put(column, this.value);
    this.trouble ??= sheet.cells.trouble;
    if (attributes.includes('Merge')) this.addMerge(sheet, attributes);
  }

  private addMerge(sheet: OpenSheet, attributes: string): void {
    const across = Math.max(0, Number(attribute(attributes, 'MergeAcross') ?? 0) || 0);
    const down = Math.max(0, Number(attribute(attributes, 'MergeDown') ?? 0) || 0);
    const { row: top, column: left } = this;
    if (across + down > 0 && top <= LAST_ROW && left <= LAST_COLUMN) {
      if (sheet.merges.length >= MOST_MERGES) this.trouble = 'file_too_large';
      const bottom = Math.min(LAST_ROW, top + down);
      sheet.merges.push({ top, left, bottom, right: Math.min(LAST_COLUMN, left + across) });
    }
    this.column += across;
  }

  private cellValue(text: string): CellValue {
    const { is1904 } = this;
    const format = this.formats.get(attribute(this.cellAttributes, 'StyleID') ?? '');
    switch (this.type) {
      case 'Number': {
        const number = Number(text);
        if (text.trim() === '' || !Number.isFinite(number)) return text === '' ? null : text;
        return format === undefined ? number : { kind: 'date', serial: number, format, is1904 };
      }
      case 'DateTime': {
        const serial = isoSerial(text, is1904);
        if (serial === undefined) return text === '' ? null : text;
        return { kind: 'date', serial, format: format ?? 'yyyy-mm-dd', is1904 };
      }
      case 'Boolean':
        return isTrue(text.trim());
      case 'Error':
        return { kind: 'error', text };
      default:
        return text === '' ? null : text;
    }
  }

  private endSheet(): void {
    const { sheet } = this;
    this.sheet = undefined;
    if (!sheet) return;
    const { rows, columns, hiddenRows, formulas } = sheet.cells;
    this.sheets.push({
      name: sheet.name,
      rows,
      columns,
      merges: sheet.merges.map((range) => cutRange(range, rows.length, columns)),
      hidden: /hidden/i.test(sheet.visible),
      hiddenRows,
      hiddenColumns: new Set([...sheet.hiddenColumns].filter((column) => column < columns)),
      ...(/veryhidden/i.test(sheet.visible) ? { veryHidden: true } : {}),
      ...(formulas.size > 0 ? { formulaCells: formulas } : {}),
    });
  }
}
