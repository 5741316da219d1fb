/** From workbooks to understood sheets: header, columns, data rows, year. Nothing is read as a value yet. */
import type { Field } from '../../catalogue/field';
import { fieldOf } from '../../catalogue/index';
import type { MappedColumn, Problem, RememberedLayout, TableHint, UnderstoodSheet } from '../../import/types';
import { cellOf } from '../cellOf';
import { remarksOf } from '../read/remarks';
import type { Sheet, Workbook } from '../sheet';
import { isProblemList } from '../write/errorBook/listSheet';
import { wholeOf } from './block';
import { joinByWorkbook } from './forms/join';
import { isBlank } from './grid';
import { isSame } from './knowledge';
import { labelOf } from './label';
import { mapped } from './mapColumns';
import { notRead, withoutHousehold } from './notRead';
import { kindOf, keyed } from './sheetKind';
import { tablesOf } from './tables';
import { extentOf, listsPersons } from './unkeyed';
import type { Draft } from './understandTable';

export interface UnderstandOptions {
  /** 数据年度 chosen by the user: undated yearly values of all sheets belong to it. */
  readonly year?: number;
  /** yyyymmdd; without any hint the default year is the year before. Default: the machine's date. */
  readonly today?: string;
  /** What the user corrected, by `hintKey` of the sheet; wins over what would be found out. */
  readonly hints?: ReadonlyMap<string, readonly TableHint[]>;
  /** The mapping confirmed before for a layout of this fingerprint. */
  readonly remembered?: (fingerprint: string) => RememberedLayout | undefined;
  /** Whether the tables of a sheet are used; hidden sheets are not unless it says so. */
  readonly uses?: (file: string, sheet: Sheet) => boolean;
}

export interface Understood {
  /** Tables in the order of the files and sheets; sheets without one, macros and links are named in `problems`. */
  readonly sheets: readonly UnderstoodSheet[];
  /** Tables of sheets that are not used (hidden ones): to be shown and chosen. */
  readonly aside: readonly UnderstoodSheet[];
  readonly problems: readonly Problem[];
  /** Year that undated yearly values belong to: the one of the first sheet. */
  readonly year: number;
}

/** Key of a sheet in `UnderstandOptions.hints`. */
export function hintKey(file: string, sheet: string): string {
  return `${file}|${sheet}`;
}

export function understandWorkbooks(workbooks: readonly Workbook[], options: UnderstandOptions = {}): Understood {
  const drafts: Draft[] = [];
  const aside: Draft[] = [];
  const missing: Problem[] = [];
  const uses = options.uses ?? ((_, sheet) => !sheet.hidden);
  for (const workbook of workbooks) {
    missing.push(...remarksOf(workbook));
    const before = drafts.length + aside.length;
    const without: string[] = [];
    for (const sheet of workbook.sheets) {
      if (isEmpty(sheet) || isProblemList(sheet)) continue;
      const hints = options.hints?.get(hintKey(workbook.file, sheet.name)) ?? [];
      const found = tablesOf(workbook.file, wholeOf(sheet), hints, options.remembered ?? (() => undefined));
      const used = uses(workbook.file, sheet);
      if (found.length === 0 && used) without.push(sheet.name);
      // The title of a running year (2026年登记表 in June 2026) names the campaign: its income is not over yet.
      const dated = found.map((draft) =>
        (draft.titled ?? 0) > lastFullYear(options) ? { ...draft, titled: undefined } : draft,
      );
      (used ? drafts : aside).push(...dated);
      if (found.length > 0) missing.push(...hiddenParts(workbook.file, sheet, found, used));
      if (used) missing.push(...notRead(workbook.file, sheet, found, hints));
    }
    missing.push(...noHeader(workbook, without, drafts.length + aside.length > before));
  }
  const fallback = defaultYear(drafts, options);
  const yearOf = ({ dated, titled }: Draft): number => options.year ?? dated ?? titled ?? fallback;
  const years = (list: readonly Draft[]): UnderstoodSheet[] =>
    list.map((draft) => ({ ...draft.sheet, year: yearOf(draft) }));
  // The sheets of a 一户一档 workbook that name no household belong to the one that the others name.
  const sheets = joinByWorkbook(years(drafts));
  const problems = [...missing, ...sheetProblems(sheets), ...sheets.flatMap(contradictions)];
  return { sheets, aside: years(aside), problems, year: sheets[0]?.year ?? fallback };
}

/** What stops a whole sheet: a header without rows, or no column that tells households apart. */
export function sheetProblems(sheets: readonly UnderstoodSheet[]): Problem[] {
  const usable = new Set(sheets.filter((sheet) => keyed(sheet) && sheet.dataRows.length > 0).map(({ file }) => file));
  return sheets.flatMap((sheet): Problem[] => {
    const base = {
      file: sheet.file,
      sheet: sheet.sheet.name,
      params: { rows: sheet.headerRows.map((row) => row + 1).join('、') },
    };
    // Beside a usable table, a stray sheet (code lists, instructions) is worth a note only; rows of persons are more.
    const level = usable.has(sheet.file) && (keyed(sheet) || !listsPersons(sheet)) ? 'note' : 'fatal';
    const cell = `A${(sheet.headerRows[0] ?? 0) + 1}`;
    if (sheet.dataRows.length === 0) return [{ ...base, cell, code: 'no_rows', level }];
    if (keyed(sheet)) return [];
    const left: Problem = {
      ...base,
      cell,
      code: 'no_key_column',
      params: { ...base.params, ...extentOf(sheet) },
      level,
    };
    return [left, ...(level === 'note' ? withoutHousehold(sheet) : [])];
  });
}

/** Columns that an earlier import mapped to what they cannot be this time. */
function contradictions(sheet: UnderstoodSheet): Problem[] {
  return sheet.columns.flatMap(({ column, header, remembered, was }): Problem[] => {
    if (remembered !== 'contradicted') return [];
    const cell = cellOf(sheet, sheet.headerRows.at(-1) ?? 0, column);
    const params = { header, label: fieldOf(was ?? '')?.label ?? '' };
    return [
      { file: sheet.file, sheet: sheet.sheet.name, cell, code: 'remembered_contradicted', params, level: 'note' },
    ];
  });
}

/** The user's own assignment of one column (0-based): a field, or null for 附加列. Frees the field elsewhere on the sheet. */
export function remap(sheet: UnderstoodSheet, column: number, field: Field | null): UnderstoodSheet {
  const columns = sheet.columns.map((before): MappedColumn => {
    if (before.column === column) {
      const label = labelOf(before.header.split('/'), sheet.unit);
      return { ...mapped({ index: column, label }, field, 1), header: before.header };
    }
    const taken = field !== null && before.field !== null && isSame(before.field, field);
    return taken ? { ...before, field: null, confidence: 0 } : before;
  });
  return { ...sheet, columns, kind: kindOf(columns, sheet.kind === 'flat' || sheet.kind === 'member') };
}

function isEmpty(sheet: Sheet): boolean {
  return sheet.rows.every((row) => row.every(isBlank));
}

/** Hidden rows are taken like others, hidden sheets only when chosen; both are said. */
function hiddenParts(file: string, sheet: Sheet, tables: readonly Draft[], used: boolean): Problem[] {
  const base = { file, sheet: sheet.name, cell: '', level: 'note' } as const;
  const rows = tables.reduce((sum, draft) => sum + draft.sheet.dataRows.length, 0);
  if (!used) return sheet.hidden ? [{ ...base, code: 'hidden_sheet_aside', params: { rows } }] : [];
  if (sheet.hiddenRows.size === 0) return [];
  const hidden = tables.flatMap(({ sheet: table }) =>
    table.dataRows.filter((row) => {
      const place = table.origin === undefined ? row : table.origin(row, 0)?.[0];
      return place !== undefined && sheet.hiddenRows.has(place);
    }),
  ).length;
  return hidden === 0 ? [] : [{ ...base, code: 'hidden_rows_taken', params: { rows: hidden } }];
}

/** For sheets that neither date nor title tells: a dated sheet of the same import, else the year in a title, else last year. */
function defaultYear(drafts: readonly Draft[], options: UnderstandOptions): number {
  if (options.year !== undefined) return options.year;
  const dated = drafts.map((draft) => draft.dated).find((year) => year !== undefined);
  const titled = drafts.map((draft) => draft.titled).find((year) => year !== undefined);
  return dated ?? titled ?? lastFullYear(options);
}

function lastFullYear({ today }: UnderstandOptions): number {
  return Number((today ?? new Date().toISOString()).slice(0, 4)) - 1;
}

function noHeader(workbook: Workbook, sheets: readonly string[], hasOthers: boolean): Problem[] {
  const base = { file: workbook.file, cell: '', code: 'no_header', params: {} };
  if (sheets.length === 0 && !hasOthers) return [{ ...base, sheet: '', code: 'empty_workbook', level: 'fatal' }];
  return sheets.map((sheet) => ({ ...base, sheet, level: hasOthers ? 'note' : 'fatal' }));
}
