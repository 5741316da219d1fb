/** CSV and tab-separated text. Every cell stays text: only the field it lands in knows whether 0012 is a number. */
import { fail, ok, type Result } from '../../result';
import type { CellValue, Sheet, StrayQuote } from '../sheet';
import { isStray, parseQuoted } from './csvQuotes';
import type { ReadLimits } from './limits';

const DELIMITERS = [',', ';', '\t', '，', '|'] as const;
const SNIFFED_LINES = 20;
/** Excel's own last row and column. */
const LAST_ROW = 1_048_575;
const LAST_COLUMN = 16_383;
/** Shared by all blank rows. */
const BLANK_ROW: CellValue[] = [];
/** Bytes that a row (what is found out about it, too), and a cell with a piece of the text, take in memory, about. */
const ROW = 128;
const CELL = 40;

type SheetBody = Omit<Sheet, 'name' | 'hidden'>;

export interface CsvBody extends SheetBody {
  /** Where a quote opened nothing and was left out; see csvQuotes.ts. */
  readonly strayQuotes: readonly StrayQuote[];
}

/**
 * Parses decoded text; the delimiter is taken from a `sep=` line or sniffed from the first lines. A quote that would swallow
 * the rows below is left out and told.
 */
export function parseCsv(text: string, limits: Pick<ReadLimits, 'memoryBytes'>): Result<CsvBody> {
  const declared = /^sep=(.)\r?\n/i.exec(text);
  const from = declared ? declared[0].length : 0;
  const delimiter = declared?.[1] ?? sniffDelimiter(text);
  const rows: CellValue[][] = [];
  let columns = 0;
  // Two bytes a character, as texts with Chinese are held.
  let weight = text.length * 2;
  const row: CellValue[] = [];
  const stray = new StrayQuotes(text);
  for (let at = from; at < text.length;) {
    row.length = 0;
    at = parseRow(text, at, delimiter, row, (quote) => {
      stray.add(quote, rows.length);
    });
    if (rows.length > LAST_ROW || row.length > LAST_COLUMN + 1) return fail('file_too_large');
    while (row.length > 0 && row[row.length - 1] === null) row.pop();
    columns = Math.max(columns, row.length);
    // A copy has room for its cells and no more; an array that grew has room for 17.
    rows.push(row.length === 0 ? BLANK_ROW : row.slice());
    weight += row.length === 0 ? CELL : ROW + row.length * CELL;
    if (weight > limits.memoryBytes) return fail('file_too_large');
  }
  while (rows.length > 0 && rows[rows.length - 1]?.length === 0) rows.pop();
  const body = { rows, columns, merges: [], hiddenRows: new Set<number>(), hiddenColumns: new Set<number>() };
  return ok({ ...body, strayQuotes: stray.found });
}

/** Counts the lines of the text only where there is something to tell of them. */
class StrayQuotes {
  readonly found: StrayQuote[] = [];
  private line = 1;
  private counted = 0;

  constructor(private readonly text: string) {}

  add(quote: number, row: number): void {
    for (let at = this.text.indexOf('\n', this.counted); at >= 0 && at < quote; at = this.text.indexOf('\n', at + 1)) {
      this.line++;
      this.counted = at + 1;
    }
    if (this.found.at(-1)?.line !== this.line) this.found.push({ line: this.line, row });
  }
}

/** Reads one record into `row`; returns the offset of the next. A quoted field may hold delimiters and line breaks. */
function parseRow(
  text: string,
  from: number,
  delimiter: string,
  row: CellValue[],
  onStray: (quote: number) => void,
): number {
  let at = from;
  for (;;) {
    let quoted = text[at] === '"' ? parseQuoted(text, at) : undefined;
    if (quoted !== undefined && isStray(text, at, quoted, delimiter)) {
      onStray(at++);
      quoted = undefined;
    }
    const end = fieldEnd(text, quoted?.end ?? at, delimiter);
    // Text behind a closing quote ("a"b) belongs to the field, as Excel reads it.
    const value = quoted ? quoted.value + text.slice(quoted.end, end) : text.slice(at, end);
    row.push(cellOf(value));
    if (text.startsWith(delimiter, end) && end < text.length && row.length <= LAST_COLUMN + 1) {
      at = end + delimiter.length;
      continue;
    }
    if (text[end] === '\r' && text[end + 1] === '\n') return end + 2;
    return end + 1;
  }
}

function fieldEnd(text: string, from: number, delimiter: string): number {
  let at = from;
  // ="1,2" is one field although its quotes do not open it.
  if (text[at] === '=' && text[at + 1] === '"') at = parseQuoted(text, at + 1).end;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r' && !text.startsWith(delimiter, at)) at++;
  return at;
}

/** ="…" is how exports keep Excel from turning an ID number into a number; it means the text inside. */
function cellOf(value: string): CellValue {
  const wrapped = /^\s*=\s*"((?:[^"]|"")*)"\s*$/.exec(value);
  const text = wrapped ? (wrapped[1] ?? '').replaceAll('""', '"') : value.replace(/\r\n?/g, '\n');
  return text.trim() === '' ? null : text;
}

/** The delimiter whose number per line is greatest and most even. A text without any is a single column. */
function sniffDelimiter(text: string): string {
  const lines = headLines(text);
  let best: string = ',';
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const usual = mostFrequent(counts.filter((count) => count > 0));
    const score = usual === 0 ? 0 : usual * counts.filter((count) => count === usual).length;
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

/** The first lines with quoted texts taken out, for counting delimiters. */
function headLines(text: string): string[] {
  const bare = text.slice(0, 64 * 1024).replace(/"(?:[^"]|"")*"/g, '');
  return bare
    .split(/\r\n?|\n/)
    .slice(0, SNIFFED_LINES)
    .filter((line) => line.trim() !== '');
}

function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}
