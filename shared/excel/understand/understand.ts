/** From workbooks to understood sheets: header, columns, data rows, year. Nothing is read as a value yet. */
import type { Field } from '../../catalogue/field';
import type { MappedColumn, Problem, SheetKind, UnderstoodSheet } from '../../import/types';
import { codecFor } from '../../values/index';
import type { Sheet, Workbook } from '../sheet';
import { dataRowsOf } from './dataRows';
import { findHeader } from './findHeader';
import { gridOf, isBlank, type Grid } from './grid';
import { isKnownHeader, isSame } from './knowledge';
import { labelOf } from './label';
import { mapColumns, mapped } from './mapColumns';
import { kindOf, keyed } from './sheetKind';
import { tableOf } from './table';
import { sheetUnit, yearHint, yearOfDates } from './surroundings';

export interface UnderstandOptions {
  /** 数据年度 chosen by the user: undated yearly values of all sheets belong to it. */
  readonly year?: number;
  /** yyyymmdd; without any hint the default year is the year before. Default: the machine's date. */
  readonly today?: string;
}

export interface Understood {
  /** Sheets with a header, in the order of the files; sheets without one, macros and links are named in `problems`. */
  readonly sheets: readonly UnderstoodSheet[];
  readonly problems: readonly Problem[];
  /** Year that undated yearly values belong to: the one of the first sheet. */
  readonly year: number;
}

interface Draft {
  readonly sheet: UnderstoodSheet;
  readonly dated: number | undefined;
  readonly titled: number | undefined;
}

export function understandWorkbooks(workbooks: readonly Workbook[], options: UnderstandOptions = {}): Understood {
  const drafts: Draft[] = [];
  const missing: Problem[] = [];
  for (const workbook of workbooks) {
    missing.push(...leftAside(workbook));
    const before = drafts.length;
    const without: string[] = [];
    for (const sheet of workbook.sheets) {
      if (isEmpty(sheet)) continue;
      const draft = understandSheet(workbook.file, sheet);
      if (draft === null) without.push(sheet.name);
      // The title of a running year (2026年登记表 in June 2026) names the campaign: its income is not over yet.
      else drafts.push((draft.titled ?? 0) > lastFullYear(options) ? { ...draft, titled: undefined } : draft);
    }
    missing.push(...noHeader(workbook, without, drafts.length > before));
  }
  const fallback = defaultYear(drafts, options);
  const yearOf = ({ dated, titled }: Draft): number => options.year ?? dated ?? titled ?? fallback;
  const sheets = drafts.map((draft) => ({ ...draft.sheet, year: yearOf(draft) }));
  return { sheets, problems: [...missing, ...sheetProblems(sheets)], year: sheets[0]?.year ?? fallback };
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
    // Beside a usable table, a stray sheet (code lists, instructions) is worth a note only.
    const level = usable.has(sheet.file) ? 'note' : 'fatal';
    const cell = `A${(sheet.headerRows[0] ?? 0) + 1}`;
    if (sheet.dataRows.length === 0) return [{ ...base, cell, code: 'no_rows', level }];
    return keyed(sheet) ? [] : [{ ...base, cell, code: 'no_key_column', level }];
  });
}

/** The user's own assignment of one column (0-based): a field, or null for 附加列. Frees the field elsewhere on the sheet. */
export function remap(sheet: UnderstoodSheet, column: number, field: Field | null): UnderstoodSheet {
  const unit = sheetUnit(gridOf(sheet.sheet), { rows: sheet.headerRows, paths: [] });
  const columns = sheet.columns.map((before): MappedColumn => {
    if (before.column === column) {
      const label = labelOf(before.header.split('/'), unit);
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

function understandSheet(file: string, sheet: Sheet): Draft | null {
  const grid = gridOf(sheet);
  const header = findHeader(grid, isKnownHeader);
  if (header === null) return null;
  const dataRows = dataRowsOf(grid, header);
  const unit = sheetUnit(grid, header);
  const labels = header.paths.map((path) => labelOf(path, unit));
  const table = tableOf(grid, dataRows, labels);
  const columns = mapColumns(table);
  const kind: SheetKind = kindOf(columns, table.personRows);
  const hint = yearHint(grid, header, dataRows);
  return {
    sheet: { file, sheet, kind, headerRows: header.rows, columns, dataRows, year: 0 },
    dated: hint.dated ?? yearOfDates(fillDates(grid, dataRows, columns)),
    titled: hint.titled,
  };
}

function fillDates(grid: Grid, rows: readonly number[], columns: readonly MappedColumn[]): string[] {
  const column = columns.find(({ field }) => field?.entity === 'household' && field.key === 'collected_on');
  const field = column?.field;
  if (column === undefined || field === undefined || field === null) return [];
  return rows.flatMap((row) => {
    const parsed = codecFor(field).fromCell(grid.raw(row, column.column), field);
    return parsed.ok && typeof parsed.value === 'string' ? [parsed.value] : [];
  });
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

/** What the file carries besides data, and that was not touched. */
function leftAside({ file, macros, externalLinks }: Workbook): Problem[] {
  const note = (code: string): Problem => ({ file, sheet: '', cell: '', code, params: {}, level: 'note' });
  return [
    ...(macros === true ? [note('macros_ignored')] : []),
    ...(externalLinks === true ? [note('external_links_ignored')] : []),
  ];
}

function noHeader(workbook: Workbook, sheets: readonly string[], hasOthers: boolean): Problem[] {
  const base = { file: workbook.file, cell: '', code: 'no_header', params: {} };
  if (sheets.length === 0 && !hasOthers) return [{ ...base, sheet: '', code: 'empty_workbook', level: 'fatal' }];
  return sheets.map((sheet) => ({ ...base, sheet, level: hasOthers ? 'note' : 'fatal' }));
}
