/** What the page is told of an import: files, sheets, tables and their columns. */
import { fieldOf } from '#shared/catalogue/index';
import { originOf } from '#shared/excel/cellOf';
import { columnName } from '#shared/excel/sheet';
import { importOfList } from '#shared/excel/write/errorBook/listSheet';
import { cellText } from '#shared/excel/understand/grid';
import type { MappedColumn, Problem, UnderstoodSheet } from '#shared/import/types';
import { sentence } from '#shared/messages/sentence';
import type { ColumnSummary, ProblemSummary, ProblemText, Reading, SheetInfo, TableSummary } from '../importReading';
import { baseName, summariseFile } from './files';
import { headerRowsOf } from './headerRows';
import { extentOf } from './picture';
import { nameOf, type ImportSheets, type KeptSheet, type Remembered } from './sheets';

const SAMPLES = 3;
/** Rows that are looked through for samples of a column. */
const SAMPLE_ROWS = 200;

/** Everything the page draws at once; of sheets laid out alike only the tables of the first travel. */
export function readingOf(sheets: ImportSheets, remembered: Remembered): Reading {
  const infos = infosOf(sheets);
  const first = new Set(infos.filter(({ index, like }) => index === like).map(({ index }) => index));
  const numbers = sheets.numbers(sheets.tables);
  const shown = sheets.tables.flatMap((table, index) => {
    const on = sheets.sheetOf(table)?.index ?? -1;
    return first.has(on) ? [summarise(table, { index, on, sheets, remembered, number: numbers.get(table) ?? 0 })] : [];
  });
  return {
    files: fileSummaries(sheets),
    sheets: infos,
    tables: shown,
    problems: countProblems(sheets.problems),
    year: sheets.year,
    dataRows: sheets.tables.reduce((sum, table) => sum + table.dataRows.length, 0),
  };
}

/** All tables, for jobs. */
export function allTables(sheets: ImportSheets, remembered: Remembered): TableSummary[] {
  const numbers = sheets.numbers(sheets.tables);
  return sheets.tables.map((table, index) =>
    summarise(table, {
      index,
      on: sheets.sheetOf(table)?.index ?? -1,
      sheets,
      remembered,
      number: numbers.get(table) ?? 0,
    }),
  );
}

function fileSummaries(sheets: ImportSheets): Reading['files'] {
  const counts = new Map<string, { tables: number; rows: number }>();
  for (const table of [...sheets.tables, ...sheets.aside]) {
    const count = counts.get(table.file) ?? { tables: 0, rows: 0 };
    counts.set(table.file, { tables: count.tables + 1, rows: count.rows + table.dataRows.length });
  }
  return sheets.files.map((file) => summariseFile(file, counts.get(file.path) ?? { tables: 0, rows: 0 }));
}

/** Every sheet with what was found on it; sheets of equal layout point to the first of them. */
function infosOf(sheets: ImportSheets): SheetInfo[] {
  const on = bySheet(sheets.tables);
  const aside = bySheet(sheets.aside);
  const firsts = new Map<string, number>();
  const alike = new Map<number, number>();
  const likes = sheets.sheets.map((sheet) => {
    const layout = layoutOf(on.get(sheet.key)?.map(({ table }) => table) ?? []);
    const like = layout === null ? sheet.index : (firsts.get(layout) ?? sheet.index);
    if (layout !== null && like === sheet.index) firsts.set(layout, like);
    alike.set(like, (alike.get(like) ?? 0) + 1);
    return like;
  });
  return sheets.sheets.map((kept, at) => {
    const { sheet, file, index, key } = kept;
    const like = likes[at] ?? index;
    const tables = (on.get(key) ?? []).map((found) => found.index);
    return {
      index,
      file: file.path,
      sheet: sheet.name,
      rows: sheet.rows.length,
      columns: sheet.columns,
      hidden: sheet.hidden,
      hiddenRows: sheet.hiddenRows.size,
      hiddenColumns: sheet.hiddenColumns.size,
      hiddenChoice: sheets.hiddenChoice(kept),
      used: sheets.isUsed(kept),
      tables,
      rowsAside: (aside.get(key) ?? []).reduce((sum, { table }) => sum + table.dataRows.length, 0),
      text: tables.length > 0 ? '' : whyNothing(sheets, kept),
      like,
      alike: like === index ? (alike.get(index) ?? 1) : 0,
      hints: sheets.hintsOf(kept),
    };
  });
}

function bySheet(tables: readonly UnderstoodSheet[]): Map<string, { table: UnderstoodSheet; index: number }[]> {
  const found = new Map<string, { table: UnderstoodSheet; index: number }[]>();
  tables.forEach((table, index) => {
    const key = `${table.file}|${nameOf(table)}`;
    const list = found.get(key);
    if (list) list.push({ table, index });
    else found.set(key, [{ table, index }]);
  });
  return found;
}

/** Equal for sheets whose tables are laid out the same way; null where that cannot be told. */
export function layoutOf(tables: readonly UnderstoodSheet[]): string | null {
  if (tables.length === 0 || tables.some(({ fingerprint }) => fingerprint === undefined)) return null;
  return tables.map((table) => `${table.fingerprint} ${placeText(table)}`).join('\n');
}

/** Where the table begins: what is said about one sheet is said about another only if its rows stand in the same place. */
function placeText(table: UnderstoodSheet): string {
  const { top, left } = extentOf(table);
  return `${table.arrangement ?? 'table'} ${top}:${left} ${headerRowsOf(table).join(',')}`;
}

function whyNothing(sheets: ImportSheets, { file, sheet }: KeptSheet): string {
  if (sheet.rows.every((row) => row.every((cell) => cell === null || cell === ''))) return '空白工作表';
  if (importOfList(sheet) !== null) return '户档的问题清单';
  const problem = sheets.problems.find((each) => each.file === file.path && each.sheet === sheet.name);
  return problem === undefined ? '' : withText(problem).text;
}

interface Around {
  readonly index: number;
  readonly on: number;
  readonly number: number;
  readonly sheets: ImportSheets;
  readonly remembered: Remembered;
}

function summarise(table: UnderstoodSheet, { index, on, number, sheets, remembered }: Around): TableSummary {
  const chosen = sheets.chosenColumns(table, number);
  const confirmed = table.fingerprint === undefined ? undefined : remembered.get(table.fingerprint);
  return {
    index,
    on,
    number,
    file: table.file,
    sheet: nameOf(table),
    range: extentOf(table),
    arrangement: table.arrangement ?? 'table',
    kind: table.kind,
    headerRows: headerRowsOf(table),
    dataRows: table.dataRows.length,
    columns: table.columns
      .map((column) => columnSummary(table, column, chosen, confirmed !== undefined))
      // Old workbooks drag hundreds of formatted columns along that hold nothing.
      .filter(({ header, field, samples }) => header !== '' || field !== null || samples.length > 0),
    // A column that is something else this time has to be looked at: what was confirmed is not what stands here.
    confirmed: table.columns.some(isOther(chosen)) ? null : (confirmed?.confirmed ?? null),
  };
}

function isOther(chosen: Readonly<Record<string, string | null>>): (column: MappedColumn) => boolean {
  return ({ remembered, column }) => remembered === 'contradicted' && !Object.hasOwn(chosen, columnName(column));
}

function columnSummary(
  table: UnderstoodSheet,
  mapped: MappedColumn,
  chosen: Readonly<Record<string, string | null>>,
  remembered: boolean,
): ColumnSummary {
  const { column, header, field, confidence, factor, was } = mapped;
  const at = columnName(column);
  const own = Object.hasOwn(chosen, at);
  const other = isOther(chosen)(mapped);
  return {
    at,
    place: placeOf(table, column),
    header,
    field: field ? `${field.entity}.${field.key}` : null,
    label: field ? field.label : null,
    confidence,
    factor: factor ?? 1,
    chosen: own,
    other,
    why: other ? otherText(was) : whyOf(field !== null, confidence, own, remembered),
    samples: samplesOf(table, column),
  };
}

/** The header cell that stands nearest to the data; without one, the first cell of data. */
function placeOf(table: UnderstoodSheet, column: number): readonly [number, number] | null {
  for (const row of [...table.headerRows].reverse()) {
    const place = originOf(table, row, column);
    if (place !== null) return place;
  }
  const [row] = table.dataRows;
  return row === undefined ? null : originOf(table, row, column);
}

function otherText(was: string | undefined): string {
  return `上次确认的是“${fieldOf(was ?? '')?.label ?? '别的栏目'}”，这次的内容不像，先原样保留，请核对`;
}

function whyOf(mapped: boolean, confidence: number, own: boolean, remembered: boolean): string {
  if (own) return '您指定的';
  if (remembered && confidence === 1) return '与上次确认的一样';
  if (!mapped) return '没有对应的栏目，或没有把握，先原样保留';
  if (confidence >= 0.98) return '表头就是这一栏的名称';
  if (confidence >= 0.9) return '表头和内容都像这一栏';
  return '按表头和内容推测，请核对';
}

function samplesOf({ sheet, dataRows }: UnderstoodSheet, column: number): string[] {
  const found = new Set<string>();
  for (const row of dataRows.slice(0, SAMPLE_ROWS)) {
    const text = cellText(sheet.rows[row]?.[column] ?? null);
    if (text !== '') found.add(text);
    if (found.size === SAMPLES) break;
  }
  return [...found];
}

const RANK: readonly Problem['level'][] = ['fatal', 'rejected', 'unread', 'note'];

/** Worst first; within a level as they came. */
export function sortedProblems(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted((a, b) => RANK.indexOf(a.level) - RANK.indexOf(b.level));
}

export function countProblems(problems: readonly Problem[]): ProblemSummary {
  const byLevel: Record<Problem['level'], number> = { note: 0, unread: 0, rejected: 0, fatal: 0 };
  for (const { level } of problems) byLevel[level]++;
  return { total: problems.length, byLevel };
}

export function withText(problem: Problem): ProblemText {
  const file = baseName(problem.file);
  return {
    ...problem,
    text: sentence(problem.code, { file, sheet: problem.sheet, cell: problem.cell, ...problem.params }),
  };
}
