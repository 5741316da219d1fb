/** One worksheet as XML, in pieces, so that the cells of a large sheet are never all in memory as text. */
import { excelMessages } from '../../messages/excel';
import { fill } from '../../messages/say';
import { columnName, type CellValue, type Range } from '../sheet';
import { type SheetOut, textWidth } from './sheetOut';
import { STYLE, STYLE_OF_KIND, type StyleSheet } from './styleSheet';

/** Numbers the texts of a workbook; a text used often stands in the file once. */
export class StringTable {
  private readonly numbers = new Map<string, number>();
  /** How often texts were used. */
  uses = 0;

  add(text: string): number {
    this.uses++;
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.numbers.size);
    return this.numbers.size - 1;
  }
  get size(): number {
    return this.numbers.size;
  }
  texts(): Iterable<string> {
    return this.numbers.keys();
  }
}

/** Pieces of XML are handed on when they reach this many characters. */
const PIECE = 1 << 17;

export class SheetPart {
  /** Title and subtitle rows above the header. */
  readonly headTop: number;
  /** 0-based row of the first record. */
  readonly dataTop: number;
  /** Records written; known when all pieces are taken. */
  dataRows = 0;
  private readonly header: readonly (readonly (string | null)[])[];
  private readonly letters: readonly string[];

  constructor(
    private readonly sheet: SheetOut,
    private readonly strings: StringTable,
    private readonly styles: StyleSheet,
  ) {
    this.header = sheet.headerRows ?? [sheet.columns.map(({ header }) => header)];
    this.headTop = (sheet.title === undefined ? 0 : 1) + (sheet.subtitle === undefined ? 0 : 1);
    this.dataTop = this.headTop + this.header.length;
    this.letters = sheet.columns.map((_, column) => columnName(column));
  }

  /** The part from beginning to end. */
  *pieces(): Generator<string> {
    yield this.opening();
    yield this.headXml();
    let piece = '';
    for (const row of this.sheet.rows) {
      piece += this.rowXml(row, this.dataTop + this.dataRows);
      this.dataRows++;
      if (piece.length < PIECE) continue;
      yield piece;
      piece = '';
    }
    yield piece + this.notesXml();
    yield this.closing();
  }

  private opening(): string {
    const { columns, frozenColumns = 0 } = this.sheet;
    const cell = `${columnName(frozenColumns)}${this.dataTop + 1}`;
    const pane = frozenColumns > 0 ? 'bottomRight' : 'bottomLeft';
    const split = frozenColumns > 0 ? ` xSplit="${frozenColumns}"` : '';
    const widths = columns.map(({ width }, index) => {
      const padded = Math.min(Math.max(width, 4) + 1.5, 80);
      return `<col min="${index + 1}" max="${index + 1}" width="${padded}" customWidth="1"/>`;
    });
    return (
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
      '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
      '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' +
      `<sheetViews><sheetView workbookViewId="0"><pane${split} ySplit="${this.dataTop}" topLeftCell="${cell}" ` +
      `activePane="${pane}" state="frozen"/><selection pane="${pane}" activeCell="${cell}" sqref="${cell}"/>` +
      '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>' +
      (widths.length > 0 ? `<cols>${widths.join('')}</cols>` : '') +
      '<sheetData>'
    );
  }

  private headXml(): string {
    const { title, subtitle } = this.sheet;
    let xml = '';
    let row = 0;
    if (title !== undefined) xml += this.lineXml(row++, title, STYLE.title, 30);
    if (subtitle !== undefined) xml += this.lineXml(row++, subtitle, STYLE.subtitle, 20);
    for (const cells of this.header) {
      const texts = this.letters.map((letter, column) => this.textXml(letter, row, STYLE.header, cells[column] ?? ''));
      xml += `<row r="${row + 1}" ht="${this.headerHeight(cells)}" customHeight="1">${texts.join('')}</row>`;
      row++;
    }
    return xml;
  }

  /** Enough lines for the longest header in its column. */
  private headerHeight(cells: readonly (string | null)[]): number {
    const lines = this.sheet.columns.map(({ width }, column) =>
      Math.ceil(textWidth(cells[column] ?? '') / Math.max(4, width)),
    );
    return 8 + 15 * Math.min(4, Math.max(1, ...lines));
  }

  private lineXml(row: number, text: string, style: number, height: number): string {
    const cell = this.textXml('A', row, style, text);
    return `<row r="${row + 1}" ht="${height}" customHeight="1">${cell}</row>`;
  }

  private notesXml(): string {
    const top = this.dataTop + this.dataRows;
    const width = this.sheet.columns.reduce((sum, column) => sum + column.width, 0);
    return (this.sheet.notes ?? [])
      .map((note, index) => {
        const lines = note.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(textWidth(line) / width)), 0);
        return this.lineXml(top + index, note, STYLE.note, 5 + 15 * lines);
      })
      .join('');
  }

  private rowXml(cells: readonly CellValue[], row: number): string {
    const { columns } = this.sheet;
    let xml = `<row r="${row + 1}">`;
    for (let column = 0; column < columns.length; column++) {
      const kind = columns[column]!.kind;
      const style = STYLE_OF_KIND[kind];
      const value = cells[column] ?? null;
      const letter = this.letters[column]!;
      if (value === null || value === '') xml += `<c r="${letter}${row + 1}" s="${style}"/>`;
      else if (typeof value === 'string') xml += this.textXml(letter, row, style, value);
      else xml += this.otherXml(letter, row, style, value, kind === 'text' || kind === 'date');
    }
    return `${xml}</row>`;
  }

  /** A text is always a shared string: what begins with = + - @ can never become a formula (P-21). */
  private textXml(letter: string, row: number, style: number, text: string): string {
    if (text === '') return `<c r="${letter}${row + 1}" s="${style}"/>`;
    return `<c r="${letter}${row + 1}" s="${style}" t="s"><v>${this.strings.add(text)}</v></c>`;
  }

  private otherXml(
    letter: string,
    row: number,
    style: number,
    value: Exclude<CellValue, string | null>,
    asText: boolean,
  ): string {
    if (typeof value === 'object') {
      if (value.kind !== 'date') return this.textXml(letter, row, style, value.text);
      const serial = value.is1904 ? value.serial + 1462 : value.serial;
      return `<c r="${letter}${row + 1}" s="${this.styles.dateStyle(value.format)}"><v>${serial}</v></c>`;
    }
    if (typeof value === 'boolean') return this.textXml(letter, row, style, value ? '是' : '否');
    if (asText) return this.textXml(letter, row, style, String(value));
    if (!Number.isFinite(value)) return `<c r="${letter}${row + 1}" s="${style}"/>`;
    return `<c r="${letter}${row + 1}" s="${style}"><v>${value}</v></c>`;
  }

  private closing(): string {
    const merges = this.merges().map((reference) => `<mergeCell ref="${reference}"/>`);
    const last = this.letters[this.letters.length - 1] ?? 'A';
    const data = `A${this.dataTop + 1}:${last}${this.dataTop + Math.max(1, this.dataRows)}`;
    return (
      '</sheetData>' +
      (merges.length > 0 ? `<mergeCells count="${merges.length}">${merges.join('')}</mergeCells>` : '') +
      '<printOptions horizontalCentered="1"/>' +
      '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>' +
      '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>' +
      `<headerFooter><oddFooter>&amp;C${fill(excelMessages.page_footer, { page: '&amp;P', pages: '&amp;N' })}</oddFooter></headerFooter>` +
      `<ignoredErrors><ignoredError sqref="${data}" numberStoredAsText="1"/></ignoredErrors></worksheet>`
    );
  }

  private merges(): string[] {
    const last = this.letters.length - 1;
    const wide = last > 0;
    const ranges: Range[] = [];
    const line = (row: number): Range => ({ top: row, left: 0, bottom: row, right: last });
    for (let row = 0; wide && row < this.headTop; row++) ranges.push(line(row));
    for (const merge of this.sheet.headerMerges ?? []) ranges.push(moved(merge, this.headTop));
    for (const merge of this.sheet.merges ?? []) ranges.push(moved(merge, this.dataTop));
    const notes = this.sheet.notes?.length ?? 0;
    for (let row = 0; wide && row < notes; row++) ranges.push(line(this.dataTop + this.dataRows + row));
    return ranges
      .filter(({ top, left, bottom, right }) => bottom > top || right > left)
      .map(({ top, left, bottom, right }) => `${columnName(left)}${top + 1}:${columnName(right)}${bottom + 1}`);
  }
}

function moved(range: Range, by: number): Range {
  return { ...range, top: range.top + by, bottom: range.bottom + by };
}
