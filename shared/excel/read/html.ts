/** Tables of HTML pages, which is what many systems export as .xls. Every cell stays text, as in CSV. */
import type { Range, Sheet } from '../sheet';
import { CellStore, type SheetContext } from './cellStore';
import { SaxScanner } from './sax';
import { cutRange } from './sheetFrame';
import { attribute, decodeEntities } from './xml';

const LAST_ROW = 1_048_575;
const LAST_COLUMN = 16_383;
const MOST_MERGES = 200_000;
const MOST_SHEETS = 1_000;
/** Tables in tables in tables; deeper ones are read as part of the last. */
const DEEPEST = 20;

interface OpenTable {
  readonly order: number;
  readonly cells: CellStore;
  readonly merges: Range[];
  /** Per column: the first row that no cell from above reaches into any more. */
  readonly taken: number[];
  row: number;
  column: number;
  cell: { text: string; readonly colspan: number; readonly rowspan: number } | undefined;
}

/** Elements that begin a new line within a cell. */
const LINES = new Set(['br', 'p', 'div', 'li', 'tr']);
/** Elements whose content is no text. */
const CODE = new Set(['script', 'style', 'head', 'title', 'noscript']);

export class HtmlScanner extends SaxScanner {
  private readonly done: { readonly order: number; readonly sheet: Sheet }[] = [];
  private readonly stack: OpenTable[] = [];
  private deeper = 0;
  private opened = 0;
  /** The element of CODE that we are in. */
  private code: string | undefined;

  constructor(private readonly context: SheetContext) {
    super(true);
  }

  /** Tables that hold something, in the order of the page. */
  get sheets(): Sheet[] {
    while (this.stack.length > 0) this.endTable();
    return this.done
      .sort((a, b) => a.order - b.order)
      .map(({ sheet }, index) => ({ ...sheet, name: `Sheet${index + 1}` }));
  }

  protected override open(name: string, attributes: string): void {
    // A head that is never closed ends where a table begins.
    if (name === 'table' || name === 'body') this.code = undefined;
    if (this.code !== undefined) return;
    if (CODE.has(name)) {
      this.code = name;
      return;
    }
    const table = this.stack[this.stack.length - 1];
    if (name === 'table') this.beginTable();
    else if (!table || this.deeper > 0) return;
    else if (name === 'tr') this.beginRow(table, attributes);
    else if (name === 'td' || name === 'th') this.beginCell(table, attributes);
    else if (table.cell && LINES.has(name) && table.cell.text.trim() !== '') table.cell.text += '\n';
  }

  protected override close(name: string): void {
    if (this.code !== undefined) {
      if (name === this.code) this.code = undefined;
      return;
    }
    const table = this.stack[this.stack.length - 1];
    if (name === 'table') {
      if (this.deeper > 0) this.deeper--;
      else this.endTable();
    } else if (table && this.deeper === 0 && (name === 'td' || name === 'th' || name === 'tr')) this.endCell(table);
  }

  protected override text(raw: string): void {
    const cell = this.stack[this.stack.length - 1]?.cell;
    if (cell && this.code === undefined) cell.text += raw.replace(/[ \t\r\n]+/g, ' ');
  }

  private beginTable(): void {
    if (this.stack.length >= DEEPEST) {
      this.deeper++;
      return;
    }
    if (this.opened >= MOST_SHEETS) this.trouble = 'file_too_large';
    const cells = new CellStore(this.context);
    this.stack.push({ order: this.opened++, cells, merges: [], taken: [], row: -1, column: 0, cell: undefined });
  }

  private beginRow(table: OpenTable, attributes: string): void {
    this.endCell(table);
    table.row++;
    table.column = 0;
    const hidden = /display\s*:\s*none/i.test(attribute(attributes, 'style') ?? '');
    table.cells.beginRow(table.row, hidden);
  }

  private beginCell(table: OpenTable, attributes: string): void {
    if (table.row < 0) this.beginRow(table, '');
    this.endCell(table);
    const spans = /span/i.test(attributes);
    const span = (name: string): number => {
      const value = spans ? Number(spanOf(attributes, name)) : 1;
      return value >= 1 ? Math.floor(value) : 1;
    };
    table.cell = { text: '', colspan: span('colspan'), rowspan: span('rowspan') };
  }

  private endCell(table: OpenTable): void {
    const { cell, row, taken } = table;
    table.cell = undefined;
    if (!cell) return;
    while ((taken[table.column] ?? 0) > row) table.column++;
    const left = table.column;
    if (left > LAST_COLUMN) return;
    const right = Math.min(LAST_COLUMN, left + cell.colspan - 1);
    const bottom = Math.min(LAST_ROW, row + cell.rowspan - 1);
    const text = tidy(cell.text);
    if (text !== '') table.cells.put(left, text);
    this.trouble ??= table.cells.trouble;
    table.column = right + 1;
    if (right === left && bottom === row) return;
    if (table.merges.length >= MOST_MERGES) this.trouble = 'file_too_large';
    table.merges.push({ top: row, left, bottom, right });
    if (bottom > row) for (let column = left; column <= right; column++) setTaken(taken, column, bottom + 1);
  }

  private endTable(): void {
    const table = this.stack.pop();
    if (!table) return;
    this.endCell(table);
    const { rows, columns, hiddenRows } = table.cells;
    if (columns === 0) return;
    const merges = table.merges.map((range) => cutRange(range, rows.length, columns));
    const sheet = { name: '', rows, columns, merges, hidden: false, hiddenRows, hiddenColumns: new Set<number>() };
    this.done.push({ order: table.order, sheet });
  }
}

function setTaken(taken: number[], column: number, row: number): void {
  while (taken.length < column) taken.push(0);
  taken[column] = row;
}

/** HTML may leave the quotes out. */
function spanOf(attributes: string, name: string): string | undefined {
  return new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:["']\\s*)?(\\d{1,9})`, 'i').exec(attributes)?.[1];
}

const NAMED: Readonly<Record<string, string>> = {
  nbsp: '\u00a0',
  ensp: ' ',
  emsp: ' ',
  middot: '·',
  times: '×',
  mdash: '—',
  ndash: '–',
  yen: '¥',
  deg: '°',
  copy: '©',
};

function tidy(raw: string): string {
  const text = raw.includes('&')
    ? decodeEntities(raw.replace(/&([a-z]{2,6});?/gi, (whole, name: string) => NAMED[name.toLowerCase()] ?? whole))
    : raw;
  return text
    .split('\n')
    .map((line) => line.replace(/^ +|(?<! ) +$/g, ''))
    .join('\n')
    .replace(/^\n+|(?<!\n)\n+$/g, '');
}
