/** A look at the record stream of an .xls before it is read: is it locked, is it whole? */

const BOF = 0x0809;
const END = 0x000a;
const FILE_PASS = 0x002f;
const BOUND_SHEET = 0x0085;
const CONTINUE = 0x003c;

export interface BiffState {
  /** A FILEPASS record: the cells are encrypted. */
  readonly locked: boolean;
  /** Every substream that the workbook announces is there to its end. */
  readonly whole: boolean;
  /** BIFF version: 8 since Excel 97; earlier ones keep text in the code page of their computer. */
  readonly version: number;
  /** Where the sheets begin, in their order, when the offsets that the workbook announces are wrong. */
  readonly moved?: readonly number[];
}

/** Walks the records of a Workbook stream (BIFF5–8). Source of the layout: [MS-XLS] 2.1.4. */
export function inspectBiff(stream: Uint8Array): BiffState {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const begins: number[] = [];
  const announced: number[] = [];
  const version = stream.length >= 6 && view.getUint16(4, true) === 0x0600 ? 8 : 5;
  let depth = 0;
  let locked = false;
  let at = 0;
  while (at + 4 <= stream.length) {
    const type = view.getUint16(at, true);
    const length = view.getUint16(at + 2, true);
    // Streams are padded with zeros behind the last substream.
    if (depth === 0 && type !== BOF) break;
    if (at + 4 + length > stream.length) return { locked, whole: false, version };
    if (type === BOF) {
      if (depth === 0 && at > 0) begins.push(at);
      depth++;
    } else if (type === END) depth--;
    else if (type === FILE_PASS) locked = true;
    else if (type === BOUND_SHEET && length >= 4) announced.push(view.getUint32(at + 4, true));
    at += 4 + length;
  }
  // In a locked file the offsets of the sheets are still readable, but nothing else needs to be.
  const known = new Set(begins);
  const right = announced.every((offset) => known.has(offset));
  const whole = depth === 0 && (right || inOrder(begins, announced));
  return { locked, whole, version, ...(whole && !right ? { moved: begins } : {}) };
}

/** Programs that cut records out of a file leave the offsets as they were: the sheets still follow each other in order. */
function inOrder(begins: readonly number[], announced: readonly number[]): boolean {
  return begins.length === announced.length && announced.every((offset, at) => at === 0 || offset > announced[at - 1]!);
}

/** Records that hold cells, their places, formats and merges; SheetJS needs no others, and stumbles over broken ones of them. */
const WANTED = new Set([
  ...[BOF, 0x0409, 0x0209, 0x0009, END, BOUND_SHEET, 0x0022, 0x0042],
  // Shared strings, cells, results of formulas.
  ...[0x00fc, CONTINUE, 0x00fd, 0x0204, 0x00d6, 0x0203, 0x027e, 0x00bd, 0x0006, 0x0206, 0x0406, 0x0207, 0x0205],
  // Merges, columns, rows, formats, extent.
  ...[0x00e5, 0x007d, 0x0208, 0x00e0, 0x0243, 0x0443, 0x041e, 0x001e, 0x0200],
]);
const CELLS = new Set([0x00fd, 0x0204, 0x00d6, 0x0203, 0x027e, 0x00bd, 0x0006, 0x0206, 0x0406, 0x0205]);
/** Template: a record that says nothing, and is passed over. */
const NOTHING = 0x0060;
const LAST_COLUMN = 255;

/** What a substream says that it is: a sheet of macros, a module, a chart. Their cells are no table of the user's. */
const NO_TABLE = new Set([0x0006, 0x0020, 0x0040, 0x0100]);

/**
 * The stream (BIFF5–8) with every record blotted out that has nothing to do with cells, or that lies outside of a sheet:
 * charts, too, hold cells with the values that they draw.
 * @param moved where the sheets begin, if not where they are announced
 */
export function cellsOnly(stream: Uint8Array, moved: readonly number[] = []): Uint8Array {
  const out = stream.slice();
  const view = new DataView(out.buffer);
  let before = 0;
  let sheets = 0;
  let depth = 0;
  let table = true;
  for (let at = 0; at + 4 <= out.length;) {
    const type = view.getUint16(at, true);
    const length = view.getUint16(at + 2, true);
    const body = at + 4;
    if (body + length > out.length) break;
    if (type === END) depth--;
    else if (type === BOF && depth++ === 0) table = length < 4 || !NO_TABLE.has(view.getUint16(body + 2, true));
    const known = type === CONTINUE ? WANTED.has(before) : WANTED.has(type);
    const wanted =
      known &&
      !(CELLS.has(type) && (depth > 1 || !table || length < 6 || isFar(view, body))) &&
      !(FORMULAS.has(type) && !disarm(out, body, length, FORMULA_AT));
    if (type === BOUND_SHEET && length >= 6) {
      const offset = moved[sheets++];
      if (offset !== undefined) view.setUint32(body, offset, true);
      if (out[body + 5] !== 0) view.setUint16(at, NOTHING, true);
    } else if (!wanted) view.setUint16(at, NOTHING, true);
    else if (type === 0x007d && length >= 4 && isFar(view, body)) view.setUint16(body + 2, LAST_COLUMN, true);
    if (type !== CONTINUE) before = wanted ? type : NOTHING;
    at = body + length;
  }
  return out;
}

const FORMULAS = new Set([0x0006, 0x0206, 0x0406]);
/** Where the length of the expression stands in a record of a formula: since BIFF5, and before. */
const FORMULA_AT = 20;
const OLD_FORMULA_AT = 16;

/**
 * Empties the expression of a formula: only its value is wanted, and SheetJS never comes to an end of a spoiled one.
 * @returns whether there was room for one
 */
function disarm(bytes: Uint8Array, body: number, length: number, at: number, wide = true): boolean {
  if (length < at + (wide ? 2 : 1)) return false;
  bytes[body + at] = 0;
  if (wide) bytes[body + at + 1] = 0;
  return true;
}

/** A bare stream (BIFF2–4) without expressions; formulas too short for one are blotted out. */
export function oldCellsOnly(stream: Uint8Array): Uint8Array {
  const out = stream.slice();
  const view = new DataView(out.buffer);
  const wide = stream[1] !== 0;
  for (let at = 0; at + 4 <= out.length; at += 4 + view.getUint16(at + 2, true)) {
    if (!FORMULAS.has(view.getUint16(at, true))) continue;
    const length = Math.min(view.getUint16(at + 2, true), out.length - at - 4);
    if (!disarm(out, at + 4, length, OLD_FORMULA_AT, wide)) view.setUint16(at, NOTHING, true);
  }
  return out;
}

/** Whether the column at the third byte of a record, as in records of cells and columns, is none that there is. */
function isFar(view: DataView, body: number): boolean {
  return view.getUint16(body + 2, true) > LAST_COLUMN;
}

/** Records of a bare stream (BIFF2–4) that begin a part of it, and those that hold a cell with a value. */
const OLD_BEGINS = new Set([0x0009, 0x0209, 0x0409]);
const OLD_CELLS = new Set([2, 3, 4, 5, 6, 0x0203, 0x0204, 0x0205, 0x0206, 0x0406, 0x027e]);
const SHEET = 0x0010;

/**
 * Sheets and cells with values of a bare stream (BIFF2–4), counted: SheetJS reads one sheet of it. Those of workbooks of
 * Excel 4 follow each other inside of the workbook's own begin and end.
 */
export function countOld(stream: Uint8Array): { readonly sheets: number; readonly cells: number } {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  let [sheets, cells] = [0, 0];
  for (let at = 0; at + 4 <= stream.length; at += 4 + view.getUint16(at + 2, true)) {
    const type = view.getUint16(at, true);
    if (OLD_CELLS.has(type)) cells++;
    else if (OLD_BEGINS.has(type) && at + 8 <= stream.length && view.getUint16(at + 6, true) === SHEET) sheets++;
  }
  return { sheets, cells };
}
