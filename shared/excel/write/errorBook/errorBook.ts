/**
 * The user's own workbook back, as it looked, with every cell that something is wrong with coloured and commented, and a
 * sheet 《问题清单》 that lists them. Corrected there and imported again, only what was corrected changes (contracts.md, Import).
 */
import { fail, ok, type Result } from '../../../result';
import { attribute, tags } from '../../read/xml';
import type { Workbook } from '../../sheet';
import type { CellNote } from './cellNote';
import { LIST_SHEET, LIST_TITLE, listXml, type ListedNote } from './listSheet';
import { markCells, columnIndex } from './markCells';
import { MarkStyles, type MarkColour } from './markStyles';
import { addComments, officeOf } from './comments';
import { OfficePackage, prefixOf } from './officePackage';
import { plainNames, plainWorkbook } from './plainWorkbook';

export interface ErrorBook {
  readonly bytes: Uint8Array;
  /** Cells coloured. */
  readonly marked: number;
  readonly listed: number;
  /** The file was no .xlsx: its contents stand in a new one, without fonts and colours. */
  readonly converted: boolean;
}

/**
 * @param bytes the file as the user gave it, already decrypted; only read when `workbook.format` is xlsx
 * @param workbook what was read of it
 * @param of id of the import that reported the problems: by it the values are known that may be put right
 * @returns code `error_book_failed` when the file's parts do not fit together well enough to be changed safely
 */
export function errorBook(
  bytes: Uint8Array,
  workbook: Workbook,
  notes: readonly CellNote[],
  of = '',
): Result<ErrorBook> {
  const converted = workbook.format !== 'xlsx';
  try {
    const book = new OfficePackage(converted ? plainWorkbook(workbook) : bytes);
    const main = book.relations('').find(({ kind }) => kind === 'officeDocument')?.part;
    if (main === undefined) return fail('error_book_failed', { file: workbook.file });
    const styles = stylesOf(book, main);
    const here = converted ? renamed(notes, workbook) : notes;
    const bySheet = groupBy(
      here.filter(({ cell }) => cell !== ''),
      ({ sheet }) => sheet,
    );
    let marked = 0;
    const sheets = sheetParts(book, main);
    for (const [name, ofSheet] of bySheet) {
      const part = sheets.get(name);
      if (part !== undefined) marked += markSheet(book, part, styles.made, ofSheet);
    }
    addList(book, main, styles.made, here, of);
    book.set(styles.part, styles.made.write());
    return ok({ bytes: book.pack(), marked, listed: notes.length, converted });
  } catch {
    return fail('error_book_failed', { file: workbook.file });
  }
}

/** What stands on a sheet that got another name in the new workbook. */
function renamed(notes: readonly CellNote[], workbook: Workbook): CellNote[] {
  const names = plainNames(workbook);
  const now = new Map(workbook.sheets.map(({ name }, at) => [name, names[at] ?? name]));
  return notes.map((note) => ({ ...note, sheet: now.get(note.sheet) ?? note.sheet }));
}

function markSheet(book: OfficePackage, part: string, styles: MarkStyles, notes: readonly CellNote[]): number {
  const byCell = groupBy(notes, ({ cell }) => cell);
  const wanted = new Map<number, Map<number, (now: number) => number>>();
  const texts = new Map<string, string>();
  for (const [cell, ofCell] of byCell) {
    const row = Number(/\d+$/.exec(cell)?.[0] ?? 1) - 1;
    const columns = wanted.get(row) ?? new Map<number, (now: number) => number>();
    const colour: MarkColour = ofCell.some((note) => note.colour === 'wrong') ? 'wrong' : 'doubtful';
    columns.set(columnIndex(cell), (now) => styles.coloured(now, colour));
    wanted.set(row, columns);
    texts.set(cell, commentText(ofCell));
  }
  const xml = addComments(book, part, markCells(book.text(part), wanted), texts);
  book.set(part, xml);
  return byCell.size;
}

function commentText(notes: readonly CellNote[]): string {
  const lines = notes.map(({ text, suggestion }) => (suggestion === '' ? text : `${text}\n${suggestion}`));
  return `户档：${[...new Set(lines)].join('\n')}`;
}

/** Parts of the worksheets by the name on their tab. */
function sheetParts(book: OfficePackage, main: string): Map<string, string> {
  const parts = new Map(book.relations(main).map(({ id, part }) => [id, part]));
  const found = new Map<string, string>();
  for (const { name, attributes } of tags(book.text(main))) {
    const part = name === 'sheet' ? parts.get(relationId(attributes)) : undefined;
    if (part !== undefined) found.set(attribute(attributes, 'name') ?? '', part);
  }
  return found;
}

/** `r:id`; `attribute` alone would also take a plain `id`. */
function relationId(attributes: string): string {
  return /(?<![\w.-])[\w.-]+:id\s*=\s*["']([^"']*)["']/.exec(attributes)?.[1] ?? '';
}

function stylesOf(book: OfficePackage, main: string): { readonly part: string; readonly made: MarkStyles } {
  const known = book.relations(main).find(({ kind }) => kind === 'styles')?.part;
  if (known !== undefined) return { part: known, made: new MarkStyles(book.text(known)) };
  const part = book.freeName('xl/styles', '.xml');
  book.declare(part, 'application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml');
  book.relate(main, 'styles', part);
  return { part, made: new MarkStyles('') };
}

/** The list takes the place of an earlier one of ours. */
function addList(book: OfficePackage, main: string, styles: MarkStyles, notes: readonly CellNote[], of: string): void {
  const sheets = sheetParts(book, main);
  const order = new Map([...sheets.keys()].map((name, index) => [name, index]));
  const listed: ListedNote[] = notes
    .map((note) => ({ ...note, here: sheets.has(note.sheet) }))
    .sort((a, b) => (order.get(a.sheet) ?? -1) - (order.get(b.sheet) ?? -1) || byPlace(a.cell, b.cell));
  const xml = listXml(listed, { bold: styles.ofList(true), plain: styles.ofList(false) }, of);
  const earlier = [...sheets].find(([name, part]) => name.startsWith(LIST_SHEET) && isOurs(book, main, part));
  if (earlier !== undefined) {
    book.set(earlier[1], xml);
    return;
  }
  const part = book.freeName('xl/worksheets/sheet', '.xml');
  book.set(part, xml);
  book.declare(part, 'application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml');
  const id = book.relate(main, 'worksheet', part);
  const workbook = book.text(main);
  const ids = [...tags(workbook)]
    .filter(({ name }) => name === 'sheet')
    .map((tag) => Number(attribute(tag.attributes, 'sheetId')));
  const p = prefixOf(workbook);
  const sheet =
    `<${p}sheet xmlns:r="${officeOf(workbook)}" name="${freeSheet(sheets)}" ` +
    `sheetId="${Math.max(0, ...ids) + 1}" r:id="${id}"/>`;
  const at = workbook.search(new RegExp(`</${p}sheets\\s*>`));
  book.set(main, workbook.slice(0, at) + sheet + workbook.slice(at));
}

/** By row, then by column; what is about the whole sheet first. */
function byPlace(a: string, b: string): number {
  const row = (cell: string): number => Number(/\d+$/.exec(cell)?.[0] ?? 0);
  return row(a) - row(b) || columnIndex(a) - columnIndex(b);
}

function freeSheet(sheets: ReadonlyMap<string, string>): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? LIST_SHEET : `${LIST_SHEET}(${number})`;
    if (!sheets.has(name)) return name;
  }
}

/** Excel moves our texts into the shared ones when it saves: the sheet then still refers to its title as the first cell. */
function isOurs(book: OfficePackage, main: string, part: string): boolean {
  const xml = book.text(part);
  if (xml.includes(LIST_TITLE)) return true;
  const shared = book.relations(main).find(({ kind }) => kind === 'sharedStrings')?.part;
  return shared !== undefined && book.text(shared).includes(LIST_TITLE);
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}
