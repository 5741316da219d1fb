/**
 * Quotes that open a field of a CSV file and belong to nothing: 1,"张三,男. Read by the letter, the field runs on to the next
 * quote, perhaps a thousand rows further down, and all these rows are one cell.
 */

/** What a cell of a spreadsheet holds at most; a quoted field that is longer was never closed. */
const LONGEST = 32_767;
/** Full lines of a field that must look like rows before a quote that closes well is not believed. */
const ROWS = 3;
/** Fewer delimiters than these stand in the lines of an address or a note, too. */
const ROW_DELIMITERS = 3;

export interface Quoted {
  readonly value: string;
  /** Offset behind the closing quote, or the end of the text. */
  readonly end: number;
  /** Whether there was a closing quote. */
  readonly closed: boolean;
}

/** Reads the quoted text that opens at `from`; "" in it is a quote. */
export function parseQuoted(text: string, from: number): Quoted {
  let value = '';
  for (let at = from + 1; ;) {
    const close = text.indexOf('"', at);
    if (close < 0) return { value: value + text.slice(at), end: text.length, closed: false };
    value += text.slice(at, close);
    if (text[close + 1] !== '"') return { value, end: close + 1, closed: true };
    value += '"';
    at = close + 2;
  }
}

/**
 * Whether the quote at `from` opens nothing. It does not when what it would hold looks like the rest of its row and the rows
 * below: line by line as many delimiters. Line breaks that people type into a cell do not look so.
 */
export function isStray(text: string, from: number, quoted: Quoted, delimiter: string): boolean {
  const { value, end } = quoted;
  const closesWell = !quoted.closed ? false : end >= text.length || isOneOf(text, end, delimiter);
  const line = lineEnd(text, from);
  if (line >= end) {
    // "张三,"男": the second quote opens the next field, or the first is one too many.
    return quoted.closed && !closesWell && value.endsWith(delimiter);
  }
  if (value.length > LONGEST) return true;
  const needed = closesWell ? ROWS : 1;
  const own = delimitersIn(text, text.lastIndexOf('\n', from) + 1, line, delimiter);
  if (own < (closesWell ? ROW_DELIMITERS : 1)) return false;
  let next = line;
  for (let row = 0; row < needed; row++) {
    const start = text.indexOf('\n', next) + 1;
    if (start === 0 || start >= end) return false;
    next = lineEnd(text, start);
    if (delimitersIn(text, start, next, delimiter) !== own) return false;
  }
  return true;
}

function isOneOf(text: string, at: number, delimiter: string): boolean {
  return text.startsWith(delimiter, at) || text[at] === '\n' || text[at] === '\r' || text[at] === ' ';
}

/** Offset of the line feed behind `from`, or the end of the text. */
function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
}

/** Delimiters of one line; those between two quotes of the same line are text. */
function delimitersIn(text: string, from: number, to: number, delimiter: string): number {
  const line = text.slice(from, to).replace(/"[^"]*"/g, '');
  return line.split(delimiter).length - 1;
}
