/**
 * Cuts a sheet into the parts that hold one table each: tables beside each other at blank columns, at the same header coming
 * again or at titles of their own, tables below each other where a new header begins. Rows and columns between tables go to
 * the part they belong to, so that the parts cover everything filled.
 */
import type { Range } from '../sheet';
import { partOf, type Block } from './block';
import { findHeader, headerAt, isAbove, type Header } from './findHeader';
import { gridOf, isBlank, type Grid } from './grid';
import { headerRowsOf, isSameHeader, textsOf, type HeaderRow } from './headerRows';
import { isHeaderWord } from './headerWords';
import { repeatsOf, titleSpans } from './sideBySide';
import { isKeyHeader } from './keyHeader';
import { sheetUnit } from './surroundings';
import { rowRolesOf } from './rowRoles';
import { isNote, isPageFooter, isSigned, isTotal } from './rowText';

/** A sheet of so many side-by-side tables within tables has never been seen. */
const MAX_DEPTH = 4;

/** The parts of a block, in reading order; the block itself when it holds one table at most. */
export function partsOf(block: Block, depth = 0): Block[] {
  if (depth >= MAX_DEPTH) return [block];
  const grid = gridOf(block.sheet);
  for (const cut of [rowsApart, columnsApart, columnsTouching]) {
    const ranges = cut(grid);
    if (ranges.length < 2) continue;
    const unit = cut === rowsApart ? undefined : (unitAbove(grid) ?? block.unit);
    const parts = ranges.map((range) => partOf(block, inFile(block, range)));
    return parts.flatMap((part) => partsOf(unit === undefined ? part : { ...part, unit }, depth + 1));
  }
  return [block];
}

/** What the lines above tables beside each other say for all of them. */
function unitAbove(grid: Grid): string | undefined {
  const header = findHeader(grid, isHeaderWord);
  return header === null ? undefined : sheetUnit(grid, header);
}

function inFile({ range: at }: Block, range: Range): Range {
  return {
    top: range.top + at.top,
    left: range.left + at.left,
    bottom: range.bottom + at.top,
    right: range.right + at.left,
  };
}

/** Tables below each other: cut above each header that is not the header of the table above coming again. */
function rowsApart(grid: Grid): Range[] {
  const cuts: number[] = [];
  let first: HeaderRow | null = null;
  let last: HeaderRow | null = null;
  let titles: readonly string[] = [];
  for (const header of headerRowsOf(grid)) {
    if (first === null || last === null) {
      first = header;
      titles = titlesAbove(grid, header.row, 0).texts;
    } else if (!belongsTogether(grid, last.row, header.row)) {
      const above = titlesAbove(grid, header.row, last.row + 1, first.row);
      const again = isSameHeader(first, header) && !isOtherTitle(titles, above.texts);
      if (!again && beginsTable(grid, header, above.top)) {
        cuts.push(above.top);
        first = header;
        titles = above.texts;
      }
    }
    last = header;
  }
  if (cuts.length === 0) return [];
  const right = grid.columnCount - 1;
  return [0, ...cuts].map((top, at) => ({ top, left: 0, bottom: (cuts[at] ?? grid.rowCount) - 1, right }));
}

/** Rows of one header: next to each other, or with nothing but header cells merged over them between. */
function belongsTogether(grid: Grid, above: number, below: number): boolean {
  if (below - above > 4) return false;
  for (let row = above + 1; row < below; row++) {
    const cells = grid.sheet.rows[row] ?? [];
    if (cells.some((cell) => cell !== null && typeof cell !== 'string')) return false;
    if (cells.every(isBlank) && !coveredFrom(grid, row, above)) return false;
    if (textsOf(grid, row, 3).length === 1 && !coveredFrom(grid, row, above)) return false;
  }
  return true;
}

function coveredFrom(grid: Grid, row: number, above: number): boolean {
  for (let column = 0; column < grid.columnCount; column++) {
    const range = grid.range(row, column);
    if (range !== undefined && range.top < row && range.bottom >= row && range.top <= above + 1) return true;
  }
  return false;
}

/** A header in the middle of a sheet is believed when it could stand alone. */
function beginsTable(grid: Grid, header: HeaderRow, top: number): boolean {
  const keyed = [...header.texts.values()].some(isKeyHeader);
  const setOff = top < header.row || isBlankRow(grid, header.row - 1);
  return header.known >= (keyed ? 2 : setOff ? 2 : 3) && (keyed || setOff);
}

function isBlankRow(grid: Grid, row: number): boolean {
  return row < 0 || (grid.sheet.rows[row] ?? []).every(isBlank);
}

interface Above {
  /** First row of the titles above a header; the header's own row when there are none. */
  readonly top: number;
  readonly texts: readonly string[];
}

/** Title and info lines directly above a header row, not above row `from`. Group headings of the header count, too, and what stood above the header `like`. */
function titlesAbove(grid: Grid, header: number, from: number, like = header): Above {
  const texts: string[] = [];
  let top = header;
  let blanks = 0;
  for (let row = header - 1; row >= from && header - row <= 8; row--) {
    const cells = textsOf(grid, row, 12);
    const [first] = cells;
    if (first === undefined) {
      // One blank line may stand between a title and its table.
      if (
        ++blanks === 1 &&
        texts.length === 0 &&
        row > from &&
        (isTitle(grid, row - 1) || isInfoLine(textsOf(grid, row - 1, 12)))
      )
        continue;
      break;
    }
    if (isTotal(first) || isPageFooter(first)) break;
    const titled = isTitle(grid, row);
    if (texts.length > 0 && !titled) break;
    const again = like !== header && isSameRow(grid, row, like - (header - row));
    const heads = blanks === 0 && top === row + 1 && texts.length === 0 && isAbove(grid, row, row + 1);
    if (!titled && !again && !heads && !isInfoLine(cells) && !isGroupLine(grid, row)) break;
    if (titled) texts.push(first);
    top = row;
  }
  return { top, texts };
}

/** Headings above the header, as they stood above the first one. */
function isSameRow(grid: Grid, row: number, other: number): boolean {
  if (other < 0) return false;
  const [texts, others] = [textsOf(grid, row, 40), textsOf(grid, other, 40)];
  return texts.length > 1 && texts.length === others.length && texts.every((text, at) => text === others[at]);
}

/** One text alone that is no note and no signature. */
function isTitle(grid: Grid, row: number): boolean {
  const texts = textsOf(grid, row, 3);
  const [first] = texts;
  if (first === undefined || texts.length > 1) return false;
  if (isNote(first) || isSigned(first) || isTotal(first) || isPageFooter(first)) return false;
  return first.length <= 40 && !/[。;]|[:].+/.test(first) && /\p{Script=Han}/u.test(first);
}

function isInfoLine(cells: readonly string[]): boolean {
  const labelled = cells.filter((text) => /[:]|^\(?单位|^(19|20)\d{2}年/.test(text)).length;
  return cells.length <= 8 && labelled >= Math.max(1, cells.length / 3) && !cells.some(isOfSigners);
}

/** Who signs below a table; the reporting unit that is to stamp the sheet stands above one. */
function isOfSigners(text: string): boolean {
  return /签字|签名|[填制审经复编][表报核办制][人:]|负责人|盖章/.test(text) && !/单位|^[填上]报/.test(text);
}

/** Texts only, one of them merged over several columns. */
function isGroupLine(grid: Grid, row: number): boolean {
  let wide = false;
  for (let column = 0; column < grid.columnCount; column++) {
    const cell = grid.raw(row, column);
    if (isBlank(cell)) continue;
    if (typeof cell !== 'string' || /\d{4,}/.test(cell)) return false;
    const range = grid.range(row, column);
    wide ||= range !== undefined && range.top === row && range.right > range.left;
  }
  return wide;
}

/** Whether a table has a title of its own: not the first one's coming again on the next page. */
function isOtherTitle(titles: readonly string[], texts: readonly string[]): boolean {
  const plain = (text: string): string =>
    text.replace(/\(?续表?[\d一二三四五六七八九十]*\)?|第?(?<!\d)\d+页|[\s()\-—]/g, '');
  const known = new Set(titles.map(plain));
  return texts.length > 0 && texts.every((text) => !known.has(plain(text)));
}

/** Tables beside each other with a blank column between them, each with a header and a key of its own. */
function columnsApart(grid: Grid): Range[] {
  const blank = blankColumns(grid);
  if (blank === null) return [];
  const ranges: Range[] = [];
  let left = 0;
  for (let column = 0; column <= grid.columnCount; column++) {
    if (column < grid.columnCount && !blank[column]!) continue;
    if (column > left) ranges.push({ top: 0, left, bottom: grid.rowCount - 1, right: column - 1 });
    left = column + 1;
  }
  if (ranges.length < 2) return [];
  const rows = dataRowsOf(grid);
  const sides = ranges.map((range) => sideOf(grid, range, rows));
  return sides.every((side) => side !== null) && areApart(sides) ? ranges : [];
}

interface Side {
  /** Key headers, with the headings above them. */
  readonly keys: ReadonlySet<string>;
  /** First row of the title above the header, or null. */
  readonly title: number | null;
  readonly firstData: number;
  readonly lastData: number;
  /** No household's row without its persons' and the like: each row from the first to the last is filled. */
  readonly dense: boolean;
}

/** Rows that are data where the sheet is read as one table: a strip of the line of signatures alone may look like a row. */
function dataRowsOf(grid: Grid): ReadonlySet<number> | null {
  const header = findHeader(grid, isHeaderWord);
  if (header === null) return null;
  return new Set(rowRolesOf(grid, header).flatMap((role, row) => (role === 'data' ? [row] : [])));
}

/** The header of a strip, without the rows that are data of the whole sheet: 户主 alone below 与户主关系 is no second line. */
function headerOf(part: Grid, data: ReadonlySet<number> | null): Header | null {
  const header = findHeader(part, isHeaderWord);
  const rows = header?.rows.filter((row) => data?.has(row) !== true) ?? [];
  if (header === null || rows.length === header.rows.length) return header;
  return rows.length === 0 ? null : headerAt(part, rows);
}

/** What a strip of columns is by itself; null when no header with a key stands in it. */
function sideOf(grid: Grid, range: Range, rows: ReadonlySet<number> | null): Side | null {
  const whole = { sheet: grid.sheet, original: grid.sheet, range };
  const part = gridOf(partOf(whole, range).sheet);
  const header = headerOf(part, rows);
  if (header === null) return null;
  const keys = new Set(
    header.paths.filter((path) => isKeyHeader(path.at(-1) ?? '')).map((path) => path.join('/').replace(/\s/g, '')),
  );
  if (keys.size === 0) return null;
  const data = rowRolesOf(part, header).flatMap((role, row) =>
    role === 'data' && rows?.has(row) !== false ? [row] : [],
  );
  const above = titlesAbove(part, header.rows[0] ?? 0, 0);
  const firstData = data[0] ?? 0;
  const lastData = data.at(-1) ?? -1;
  const dense = data.length >= (lastData - firstData + 1) * 0.9;
  const title = above.texts.length > 0 ? above.top : null;
  return { keys, title, firstData, lastData, dense };
}

/** Strips that are tables of their own, not one table with a narrow blank column as ornament. */
function areApart(sides: readonly Side[]): boolean {
  const [first, ...rest] = sides;
  if (first === undefined) return false;
  return rest.every((side) => {
    if ([...side.keys].some((key) => first.keys.has(key))) return true;
    // Titles of tables beside each other stand in one row; a line of the reporting unit reaches over several columns.
    if (side.title !== null && side.title === first.title) return true;
    const endsElsewhere = Math.abs(side.lastData - first.lastData) > 2;
    return side.dense && first.dense && (endsElsewhere || side.firstData !== first.firstData);
  });
}

/** Which columns hold nothing between the first and the last filled one; null when none does. */
function blankColumns(grid: Grid): boolean[] | null {
  const blank = new Array<boolean>(grid.columnCount).fill(true);
  let left = grid.columnCount;
  for (const cells of grid.sheet.rows) {
    for (let column = 0; column < cells.length; column++) {
      if (blank[column] === true && !isBlank(cells[column] ?? null)) {
        blank[column] = false;
        left--;
      }
    }
    if (left === 0) return null;
  }
  const first = blank.indexOf(false);
  const last = blank.lastIndexOf(false);
  const inner = blank.some((each, column) => each && column > first && column < last);
  return inner ? blank : null;
}

/** Tables beside each other without a gap: the same header again, or a title over each. */
function columnsTouching(grid: Grid): Range[] {
  const header = findHeader(grid, isHeaderWord);
  if (header === null) return [];
  const cuts = repeatsOf(header) ?? titleSpans(grid, header);
  if (cuts === null) return [];
  return cuts.map((left, at) => ({
    top: 0,
    left: at === 0 ? 0 : left,
    bottom: grid.rowCount - 1,
    right: (cuts[at + 1] ?? grid.columnCount) - 1,
  }));
}
