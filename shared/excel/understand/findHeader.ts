/**
 * Finds the header of a table: 1–4 rows below any number of title rows, by how many cells are headers that the catalogue
 * knows. Never by a fixed row: national exports put it on row 3, registers on row 1 or 2, paper forms on rows 3–5.
 */
import type { Grid } from './grid';
import { cellText, isBlank } from './grid';
import { isHouseholdKey } from './keyHeader';
import { isPlaceholder, isSigned, squeezed } from './rowText';

export interface Header {
  /** 0-based, contiguous, top to bottom. */
  readonly rows: readonly number[];
  /** Per column the texts of the header rows from top to bottom, without repetition; [] = column without a header. */
  readonly paths: readonly (readonly string[])[];
}

/** True when the text is a header that some field of the catalogue answers to; `above` = the heading it stands under. */
export type Knows = (text: string, above?: string) => boolean;

/** A header lies within the first rows; a title page longer than this has never been seen. */
const SEARCH_ROWS = 40;
const MAX_HEADER_ROWS = 4;
/** Fewer known cells than this are no header: data rows contain one by chance (户主, 低保, 组). */
const MIN_KNOWN = 2;

/** A heading over columns, even when it stands alone in its row: 家庭基本信息, 收入情况(元). */
const GROUP = /^[^表册村]{1,6}(情况|信息)(\([^()]{1,4}\))?$/;

/** 2025年1-6月, 2025年1月: a part of a year over columns. */
const PERIOD = /^(19|20)\d{2}年\d{1,2}(月份?)?([-—~～至]\d{1,2})?月份?$/;

/** A text that names a table. */
const TITLE = /^.{4,}(表|册|台账|名单|清单)(\([^()]*\))?$/;

interface RowScore {
  readonly filled: number;
  readonly known: number;
}

/** The header of the sheet, or null when no row looks like one. */
export function findHeader(grid: Grid, knows: Knows): Header | null {
  const best = bestRow(grid, knows);
  if (best === null) return null;
  let bottom = best;
  while (bottom - best < MAX_HEADER_ROWS - 1 && isBelow(grid, knows, best, bottom + 1)) bottom++;
  let top = best;
  while (bottom - top < MAX_HEADER_ROWS - 1 && top > 0 && isAbove(grid, top - 1, top)) top--;
  return headerAt(
    grid,
    Array.from({ length: bottom - top + 1 }, (_, index) => top + index),
  );
}

/** The header that stands in the given rows, 0-based, top to bottom. */
export function headerAt(grid: Grid, rows: readonly number[]): Header {
  return { rows, paths: pathsOf(grid, rows) };
}

function scoreRow(grid: Grid, knows: Knows, row: number): RowScore {
  const seen = new Map<string, boolean>();
  let filled = 0;
  let known = 0;
  for (let column = 0; column < grid.columnCount; column++) {
    const cell = grid.raw(row, column);
    if (isBlank(cell)) continue;
    const before = typeof cell === 'string' ? seen.get(cell) : undefined;
    // The header of two lists beside each other is as sure as that of one.
    if (before !== true) filled++;
    if (typeof cell !== 'string' || before !== undefined) continue;
    const answer = knows(cell);
    seen.set(cell, answer);
    if (answer) known++;
  }
  return { filled, known };
}

function bestRow(grid: Grid, knows: Knows): number | null {
  let best: number | null = null;
  let bestKnown = 0;
  for (let row = 0; row < Math.min(grid.rowCount, SEARCH_ROWS); row++) {
    const { filled, known } = scoreRow(grid, knows, row);
    const share = known / filled;
    const enough =
      known >= MIN_KNOWN &&
      (share >= 0.3 || known >= 8 || (known > MIN_KNOWN && share >= 0.2) || namesHousehold(grid, row));
    // A later row must be clearly better: repeated headers and code rows below the labels score about the same.
    if (enough && known > bestKnown * 1.2) {
      best = row;
      bestKnown = known;
    }
  }
  return best;
}

/** Nothing but short texts, 户主姓名 or 户编号 among them: the header of a list of which nothing else is known. */
function namesHousehold(grid: Grid, row: number): boolean {
  const cells = (grid.sheet.rows[row] ?? []).filter((cell) => !isBlank(cell));
  const texts = cells.map((cell) => squeezed(cellText(cell)));
  if (!texts.every((text, at) => typeof cells[at] === 'string' && text.length <= 20 && !/\d{5,}/.test(text)))
    return false;
  // 户主 alone is a word of the data, too.
  return texts.some((text) => text !== '户主' && isHouseholdKey(text));
}

/** Whether `row`, lying below the best row, still belongs to the header. */
function isBelow(grid: Grid, knows: Knows, best: number, row: number): boolean {
  if (row >= grid.rowCount || hasPlaceholder(grid, row)) return false;
  // Points or column numbers below merged headers are no part of a column's name.
  if (mergedInto(grid, best, row)) return !isMostlyNumbers(grid, row);
  const { filled, known } = scoreRow(grid, knows, row);
  if (filled === 0) return false;
  // Legacy column ids (AAC001 …) as a second header row.
  if (known >= 3 && known / filled >= 0.6) return true;
  if (isLabelled(grid, knows, best, row)) return true;
  return onlyBelowGroups(grid, best, row) && (known >= 1 || isKnownBelow(grid, knows, best, row));
}

/**
 * Short words, several of them below headings that go on to the right or one that is known, and nothing below the first
 * header: a first row of data would begin there, as the next row does.
 */
function isLabelled(grid: Grid, knows: Knows, best: number, row: number): boolean {
  const first = firstFilled(grid, best);
  if (![row + 1, row + 2].some((next) => !isBlank(grid.raw(next, first))) || !isBlank(grid.raw(row, first)))
    return false;
  const texts = new Set<string>();
  let filled = 0;
  let below = 0;
  let known = 0;
  for (let column = 0; column < grid.columnCount; column++) {
    const cell = grid.raw(row, column);
    if (isBlank(cell)) continue;
    if (typeof cell !== 'string' || isNumeric(cell) || cell.length > 20 || /\d{5,}/.test(cell)) return false;
    texts.add(cell);
    filled++;
    const heading = cellText(grid.cell(best, column));
    if (heading === '' || isBlank(grid.cell(best, column + 1))) below++;
    if (knows(cell) && heading !== '' && !knows(heading)) known++;
  }
  return (texts.size >= 2 && below >= filled * 0.6) || (filled > 0 && known === filled);
}

function firstFilled(grid: Grid, row: number): number {
  return Math.max(
    0,
    (grid.sheet.rows[row] ?? []).findIndex((cell) => !isBlank(cell)),
  );
}

function isMostlyNumbers(grid: Grid, row: number): boolean {
  const filled = (grid.sheet.rows[row] ?? []).filter((cell) => !isBlank(cell));
  return filled.filter((cell) => isNumeric(cellText(cell))).length * 2 > filled.length;
}

/** The names that a program fills in stand below the header, whatever is merged beside them. */
function hasPlaceholder(grid: Grid, row: number): boolean {
  return grid.sheet.rows[row]?.some((cell) => typeof cell === 'string' && isPlaceholder(cell.trim())) === true;
}

/** A vertical merge that starts in the header and covers `row`: data is never merged with a header. */
function mergedInto(grid: Grid, best: number, row: number): boolean {
  for (let column = 0; column < grid.columnCount; column++) {
    const range = grid.range(row, column);
    if (range !== undefined && range.top <= best && range.bottom >= row && range.bottom - range.top < 4) return true;
  }
  return false;
}

/** Texts that only their headings make known: 地点, 时长 below 务工情况. */
function isKnownBelow(grid: Grid, knows: Knows, best: number, row: number): boolean {
  let group = '';
  for (let column = 0; column < grid.columnCount; column++) {
    group = cellText(grid.raw(best, column)) || group;
    const text = cellText(grid.raw(row, column));
    if (text !== '' && group !== '' && knows(text, group)) return true;
  }
  return false;
}

/** Sub-headers without merges (CSV): texts stand only where the row above is blank or starts a blank-continued group. */
function onlyBelowGroups(grid: Grid, best: number, row: number): boolean {
  for (let column = 0; column < grid.columnCount; column++) {
    const cell = grid.raw(row, column);
    if (isBlank(cell)) continue;
    if (typeof cell !== 'string' || isNumeric(cell)) return false;
    const group = grid.cell(best, column);
    if (isBlank(group)) continue;
    const range = grid.range(best, column);
    const starts = range !== undefined ? range.right > range.left : isBlank(grid.cell(best, column + 1));
    if (!starts) return false;
  }
  return true;
}

/** Whether `row` holds group headings over the header row `below`: not a title, not a note about unit or date. */
export function isAbove(grid: Grid, row: number, below: number): boolean {
  const width = widthOf(grid, below);
  let groups = 0;
  let texts = 0;
  let covered = 0;
  let widest = 0;
  let named = 0;
  let titled = 0;
  let reaching = 0;
  for (let column = 0; column < grid.columnCount; column++) {
    const cell = grid.raw(row, column);
    if (isBlank(cell)) continue;
    // Numbers of persons are data also where they are texts: '539….
    if (typeof cell !== 'string' || isNumeric(cell) || /\d{11}/.test(cell)) return false;
    const range = grid.range(row, column);
    const span = range === undefined ? 1 : range.right - range.left + 1;
    covered += span;
    if (range !== undefined && range.bottom >= below) {
      groups++;
      reaching++;
      continue;
    }
    const dated = /\d{4}[-年/.]\d{1,2}/.test(cell) && !PERIOD.test(squeezed(cell));
    if (dated || /[:：]\s*\S|^说明|^注|^单位/.test(cell) || cell.length > 40) return false;
    // 签字： over a blank cell is the header of a column; 填表人： stands above the headers.
    if (/[:：]\s*$/.test(cell) && isSigned(squeezed(cell)) && !isBlank(grid.cell(below, column))) return false;
    if (GROUP.test(squeezed(cell))) named++;
    if (TITLE.test(squeezed(cell))) titled++;
    texts++;
    widest = Math.max(widest, span);
    if (span > 1) groups++;
  }
  // 家庭成员情况 merged over nearly everything is the title.
  if (texts === 1 && reaching === 0 && width > 2 && coversAll(grid, row, below)) return false;
  if (named > 0 && named === texts) return true;
  // 2025年度农户年收入登记表 alone in its row is the title, wherever it stands.
  if (titled === 1 && texts === 1 && groups <= 1) return false;
  // A heading over nearly everything is a title, unless the other columns have theirs beside it.
  if (widest >= width * 0.9 && width > 2 && (covered === widest || covered < width)) return false;
  return groups > 0 ? groups + texts > 1 : texts > 1;
}

/** Whether the one text of a row is merged over nearly all that stands in the row below, whatever lies far to the right. */
function coversAll(grid: Grid, row: number, below: number): boolean {
  let filled = 0;
  let covered = 0;
  for (let column = 0; column < grid.columnCount; column++) {
    if (isBlank(grid.cell(below, column))) continue;
    filled++;
    if (grid.range(row, column) !== undefined && !isBlank(grid.cell(row, column))) covered++;
  }
  return filled > 2 && covered >= filled * 0.8;
}

function widthOf(grid: Grid, row: number): number {
  let first = -1;
  let last = -1;
  for (let column = 0; column < grid.columnCount; column++) {
    if (isBlank(grid.cell(row, column))) continue;
    if (first < 0) first = column;
    last = column;
  }
  return first < 0 ? 0 : last - first + 1;
}

function isNumeric(text: string): boolean {
  return /^[\d.,-]+$/.test(text.trim());
}

function pathsOf(grid: Grid, rows: readonly number[]): string[][] {
  const carried = rows.map((row, index) => (index < rows.length - 1 ? carriedGroups(grid, row, rows) : null));
  return Array.from({ length: grid.columnCount }, (_, column) => {
    const path: string[] = [];
    rows.forEach((row, index) => {
      const text = cellText(grid.cell(row, column)) || (carried[index]?.[column] ?? '');
      if (text !== '' && path.at(-1) !== text) path.push(text);
    });
    return path;
  });
}

/** A group heading in a row without merges reaches to the right over blank cells that have a sub-header below. */
function carriedGroups(grid: Grid, row: number, rows: readonly number[]): string[] | null {
  for (let column = 0; column < grid.columnCount; column++) if (grid.range(row, column) !== undefined) return null;
  const below = rows.filter((other) => other > row);
  const carried: string[] = [];
  let group = '';
  for (let column = 0; column < grid.columnCount; column++) {
    const text = cellText(grid.raw(row, column));
    const hasChild = below.some((other) => !isBlank(grid.raw(other, column)));
    if (text !== '') group = hasChild ? text : '';
    else if (!hasChild) group = '';
    carried.push(group);
  }
  return carried;
}
