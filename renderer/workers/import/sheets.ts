/** The sheets of an import and what the user said about them: everything from read files to understood tables. */
import { fieldOf } from '#shared/catalogue/index';
import { remap, understandWorkbooks } from '#shared/excel/understand/understand';
import { headerKeys } from '#shared/excel/understand/fingerprint';
import { columnName, type Sheet, type Workbook } from '#shared/excel/sheet';
import type { Problem, TableHint, UnderstoodSheet } from '#shared/import/types';
import type { Confirmed } from '#shared/import/memory';
import type { HiddenChoice, ImportChoices } from '../importReading';
import { fileProblem, type KeptFile } from './files';
import { columnIndex } from './letters';

/** A sheet of a file with what was decided about it. */
export interface KeptSheet {
  readonly index: number;
  readonly file: KeptFile;
  readonly sheet: Sheet;
  /** Names it in choices: path|sheet. */
  readonly key: string;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Choices = Required<{ [K in 'used' | 'hidden' | 'hints' | 'columns']: Mutable<NonNullable<ImportChoices[K]>> }>;

export const TAKE_ALL: HiddenChoice = { rows: 'take', columns: 'take' };

/** Layouts that were confirmed in earlier imports, by fingerprint. */
export type Remembered = ReadonlyMap<string, Confirmed>;

export class ImportSheets {
  private kept: KeptFile[] = [];
  private list: readonly KeptSheet[] = [];
  private chosen: Choices = { used: {}, hidden: {}, hints: {}, columns: {} };
  private readonly looks = new Map<string, string>();
  leftAside: readonly Problem[] = [];
  chosenYear: number | null = null;
  tables: UnderstoodSheet[] = [];
  /** Tables of sheets that are not used. */
  aside: readonly UnderstoodSheet[] = [];
  problems: readonly Problem[] = [];
  year = 0;

  constructor(
    /** Today, yyyymmdd. */
    private readonly today: string,
    private readonly remembered: () => Remembered,
  ) {}

  get files(): readonly KeptFile[] {
    return this.kept;
  }

  get sheets(): readonly KeptSheet[] {
    return this.list;
  }

  get choices(): Choices {
    return this.chosen;
  }

  setFiles(files: readonly KeptFile[], leftAside: readonly Problem[]): void {
    this.kept = [...files];
    this.leftAside = leftAside;
    const found = files.flatMap((file) => (file.workbook?.sheets ?? []).map((sheet) => ({ file, sheet })));
    this.list = found.map(({ file, sheet }, index) => ({ index, file, sheet, key: sheetKey(file.path, sheet.name) }));
  }

  takeChoices(choices: ImportChoices): void {
    const { used = {}, hidden = {}, hints = {}, columns = {} } = choices;
    this.chosen = { used: { ...used }, hidden: { ...hidden }, hints: { ...hints }, columns: { ...columns } };
  }

  setYear(year: number | null): void {
    this.chosenYear = year;
  }

  /** A hidden sheet is left out until the user takes it, unless there is nothing else in its file. */
  isUsed({ key, sheet, file }: KeptSheet): boolean {
    return this.chosen.used[key] ?? (!sheet.hidden || (file.workbook?.sheets ?? []).every(({ hidden }) => hidden));
  }

  hiddenChoice(sheet: KeptSheet): HiddenChoice {
    return this.chosen.hidden[sheet.key] ?? TAKE_ALL;
  }

  hintsOf(sheet: KeptSheet): readonly TableHint[] {
    return this.chosen.hints[sheet.key] ?? [];
  }

  /** Tables of a sheet with their index among all tables. */
  tablesOn({ file, sheet }: KeptSheet): readonly { readonly table: UnderstoodSheet; readonly index: number }[] {
    return this.tables.flatMap((table, index) =>
      table.file === file.path && nameOf(table) === sheet.name ? [{ table, index }] : [],
    );
  }

  sheetOf(table: UnderstoodSheet): KeptSheet | undefined {
    return this.byKey().get(sheetKey(table.file, nameOf(table)));
  }

  /** What was said about the sheets of a file, or of everything in an archive, is forgotten. */
  forgetFile(path: string): void {
    for (const said of Object.values(this.chosen)) {
      for (const key of Object.keys(said)) {
        if (key.startsWith(`${path}|`) || key.startsWith(`${path}/`)) delete said[key];
      }
    }
  }

  /** Understands files that have just come: what was corrected on sheets of the same look before is corrected again. */
  understandNew(): void {
    const said = this.chosen.hints;
    // How sheets look is how they look without corrections; a sheet of this name may have been another one.
    this.looks.clear();
    this.chosen.hints = {};
    this.understand();
    const remembered = this.remembered();
    for (const { key } of this.list) {
      const hints = said[key] ?? remembered.get(this.looks.get(key) ?? '')?.hints;
      if (hints !== undefined) this.chosen.hints[key] = hints;
    }
    if (Object.values(this.chosen.hints).some((hints) => hints.length > 0)) this.understand();
  }

  /** Fingerprint of the first table of a sheet as it is understood without any correction. */
  lookOf(sheet: KeptSheet): string | undefined {
    return this.looks.get(sheet.key);
  }

  /** Understands everything that is used anew, from the cells and from what the user said. */
  understand(): void {
    const workbooks = this.kept.flatMap((file) => {
      const workbook = this.workbookOf(file);
      return workbook === null ? [] : [workbook];
    });
    const hints = new Map(
      this.list.map((sheet) => [sheet.key, this.hintsOf(sheet)] as const).filter(([, h]) => h.length > 0),
    );
    const remembered = this.remembered();
    const used = new Set(this.list.filter((sheet) => this.isUsed(sheet)).map(({ key }) => key));
    const understood = understandWorkbooks(workbooks, {
      today: this.today,
      hints,
      uses: (file, sheet) => used.has(sheetKey(file, sheet.name)),
      remembered: (fingerprint) => remembered.get(fingerprint),
      ...(this.chosenYear === null ? {} : { year: this.chosenYear }),
    });
    this.tables = this.remapped(understood.sheets);
    this.aside = understood.aside;
    this.noteLooks();
    this.year = understood.year;
    this.problems = [...this.fileProblems(), ...this.leftAside, ...understood.problems];
  }

  /** Maps one column (0-based) again, on this table and under the same header of all laid out alike. */
  setColumn(table: UnderstoodSheet, column: number, field: string | null): void {
    const numbers = this.numbers(this.tables);
    const header = keyOf(table, column);
    const target = field === null ? null : (fieldOf(field) ?? null);
    this.tables = this.tables.map((each) => {
      const own = each === table ? column : sameColumn(each, table, header);
      if (own === null) return each;
      const key = `${sheetKey(each.file, nameOf(each))}|${numbers.get(each) ?? 0}`;
      const at = columnName(own);
      // A field stands in one column of a table only: an earlier choice of it elsewhere gives way.
      const others = Object.entries(this.chosen.columns[key] ?? {}).filter(
        ([other, path]) => other !== at && (path === null || path !== field),
      );
      this.chosen.columns[key] = { ...Object.fromEntries(others), [at]: field };
      return remap(each, own, target);
    });
  }

  chosenColumns(table: UnderstoodSheet, number: number): Readonly<Record<string, string | null>> {
    return this.chosen.columns[`${sheetKey(table.file, nameOf(table))}|${number}`] ?? {};
  }

  /** 0 for the first table of a sheet, 1 … */
  numbers(tables: readonly UnderstoodSheet[]): Map<UnderstoodSheet, number> {
    const seen = new Map<string, number>();
    return new Map(
      tables.map((table) => {
        const key = sheetKey(table.file, nameOf(table));
        const number = seen.get(key) ?? 0;
        seen.set(key, number + 1);
        return [table, number];
      }),
    );
  }

  private remapped(tables: readonly UnderstoodSheet[]): UnderstoodSheet[] {
    const numbers = this.numbers(tables);
    return tables.map((table) =>
      Object.entries(this.chosenColumns(table, numbers.get(table) ?? 0)).reduce((now, [at, path]) => {
        const field = path === null ? null : fieldOf(path);
        return field === undefined ? now : remap(now, columnIndex(at), field);
      }, table),
    );
  }

  private workbookOf(file: KeptFile): Workbook | null {
    if (file.workbook === null) return null;
    const sheets = this.list.filter((sheet) => sheet.file === file);
    return { ...file.workbook, sheets: sheets.map((sheet) => withoutLeft(sheet.sheet, this.hiddenChoice(sheet))) };
  }

  private fileProblems(): Problem[] {
    return this.kept.flatMap((file) => (file.failure === null ? [] : [fileProblem(file.path, file.failure)]));
  }

  private noteLooks(): void {
    for (const table of this.tables) {
      const sheet = this.sheetOf(table);
      if (!sheet || this.hintsOf(sheet).length > 0) continue;
      const [first] = this.tablesOn(sheet);
      if (first?.table === table && table.fingerprint !== undefined) this.looks.set(sheet.key, table.fingerprint);
    }
  }

  private byKey(): Map<string, KeptSheet> {
    return new Map(this.list.map((sheet) => [sheet.key, sheet]));
  }
}

export function sheetKey(path: string, sheet: string): string {
  return `${path}|${sheet}`;
}

/** Name of a column among those of its table; '' without a header. */
function keyOf({ columns }: UnderstoodSheet, column: number): string {
  return headerKeys(columns)[columns.findIndex((each) => each.column === column)] ?? '';
}

/** The column under the same header in a table of the same layout; null when there is none. */
function sameColumn(table: UnderstoodSheet, like: UnderstoodSheet, header: string): number | null {
  if (header === '' || like.fingerprint === undefined || table.fingerprint !== like.fingerprint) return null;
  return table.columns[headerKeys(table.columns).indexOf(header)]?.column ?? null;
}

/** Name of the file's sheet on which a table stands. */
export function nameOf(table: UnderstoodSheet): string {
  return (table.original ?? table.sheet).name;
}

/** The sheet without its hidden rows and columns where those are left: blank, so that every other cell keeps its place. */
function withoutLeft(sheet: Sheet, choice: HiddenChoice): Sheet {
  const noRows = choice.rows === 'leave' && sheet.hiddenRows.size > 0;
  const noColumns = choice.columns === 'leave' && sheet.hiddenColumns.size > 0;
  if (!noRows && !noColumns) return sheet;
  const rows = sheet.rows.map((row, at) => {
    if (noRows && sheet.hiddenRows.has(at)) return [];
    return noColumns ? row.map((cell, column) => (sheet.hiddenColumns.has(column) ? null : cell)) : row;
  });
  return { ...sheet, rows };
}
