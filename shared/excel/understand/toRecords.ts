/** From understood sheets to households as the sheets state them. */
import type { Extra } from '../../derive/record';
import type { IncomingHousehold, Problem, UnderstoodSheet } from '../../import/types';
import { FIRST_ROUNDED } from '../../values/clean';
import { cellOf, originOf } from '../cellOf';
import type { CellValue } from '../sheet';
import type { Answers } from './answers';
import { HouseholdDraft, type Target } from './draft';
import { looseText } from './extras';
import { cellText, isBlank } from './grid';
import { isMarkedName, NAMES } from './names';
import { NotedRow } from './notedRow';
import type { ColumnReader } from './readCells';
import { placedColumn } from './placedColumn';
import { placeHeadings } from './placeHeadings';
import { householdsOfRows } from './householdRows';
import { columnOfField, type RowKey } from './rowKeys';
import { sheetName, sourceText, type Source } from './source';
import { targetsOf, type RowTargets } from './targets';
import { refusedRows } from './unkeyed';

export interface Records {
  readonly households: readonly IncomingHousehold[];
  /** Refused rows, texts that no field could hold, contradictions; each with its cell. */
  readonly problems: readonly Problem[];
}

export interface ReadOptions {
  /** What the user answered about texts outside the code lists, by `answerKey`. */
  readonly values?: Answers;
}

/** Reads all sheets of an import together: households are joined across sheets and files by household number or head. */
export function toRecords(tables: readonly UnderstoodSheet[], options: ReadOptions = {}): Records {
  const reading = readingRecords(tables, options);
  let step = reading.next();
  while (step.done !== true) step = reading.next();
  return step.value;
}

/** Rows read between two steps. */
const STEP = 200;

/** `toRecords` in small steps, so that it can be given up in between: each tells how many rows have been read. */
export function* readingRecords(
  tables: readonly UnderstoodSheet[],
  options: ReadOptions = {},
): Generator<number, Records, void> {
  const reading = new Reading();
  const sources = householdsOfRows(tables, options.values);
  yield 0;
  for (const { source, keys } of sources) {
    if (keys !== null) yield* reading.readSheet(source, keys);
    else reading.problems.push(...refusedRows(source.sheet));
  }
  return yield* reading.finish();
}

interface Above {
  readonly source: Source;
  readonly draft: HouseholdDraft;
  readonly year: number | undefined;
  readonly cells: readonly CellValue[] | null;
}

class Reading {
  private readonly drafts = new Map<string, HouseholdDraft>();
  readonly problems: Problem[] = [];
  private readonly noted = new NotedRow();
  /** The row of a person that was read last. */
  private above: Above | undefined;
  /** Cells already said to be unread, and the columns of those of the household being read. */
  private readonly unread = new Set<string>();
  private readonly refused = new Set<number>();
  private rows = 0;

  *readSheet(source: Source, keys: readonly RowKey[]): Generator<number, void> {
    const heads = new Map<string, RowKey>();
    for (const [at, row] of source.sheet.dataRows.entries()) {
      if (++this.rows % STEP === 0) yield this.rows;
      const key = keys[at]!;
      if (key.key === null) this.refuse(source, row, 'row_without_key', {});
      else if (this.isSecondHousehold(source, key, heads))
        this.refuse(source, row, 'duplicate_household_no', { household_no: key.key.replace(/^\w+:/, '') });
      else this.readRow(source, row, this.draftOf(key.key, source.index, row));
    }
    if (source.persons) this.findSecondHeads(source, keys);
    this.problems.push(...placeHeadings(source.sheet));
  }

  *finish(): Generator<number, Records> {
    const households: IncomingHousehold[] = [];
    for (const [key, draft] of this.drafts) {
      // What the draft alone holds is let go of at once: 200,000 households do not fit twice.
      this.drafts.delete(key);
      households.push({ record: draft.finish(), at: draft.at, rows: draft.rows, sources: draft.sources() });
      if (households.length % STEP === 0) yield this.rows;
    }
    return { households, problems: this.problems };
  }

  private draftOf(key: string, sheet: number, row: number): HouseholdDraft {
    const draft = this.drafts.get(key) ?? new HouseholdDraft({ sheet, row });
    this.drafts.set(key, draft);
    draft.rows.push([sheet, row]);
    return draft;
  }

  /** On a sheet of households, a number that comes again with another head belongs to nobody knows whom. */
  private isSecondHousehold(source: Source, key: RowKey, heads: Map<string, RowKey>): boolean {
    if (source.persons || source.sheet.kind !== 'household' || key.key === null) return false;
    const first = heads.get(key.key);
    if (first === undefined) {
      heads.set(key.key, key);
      return false;
    }
    const otherId = first.headId !== undefined && key.headId !== undefined && first.headId !== key.headId;
    const otherName = first.headName !== undefined && key.headName !== undefined && first.headName !== key.headName;
    return otherId || (otherName && (first.headId === undefined || key.headId === undefined));
  }

  private refuse(source: Source, row: number, code: string, params: Record<string, string | number>): void {
    const { sheet } = source;
    const column = placedColumn(sheet, row);
    const nameColumn = columnOfField(sheet, 'member', 'name') ?? columnOfField(sheet, 'household', 'head_name');
    const name = nameColumn === undefined ? '' : cellText(source.grid.cell(row, nameColumn));
    const at = originOf(sheet, row, column)?.[0] ?? row;
    this.report(source, row, column, code, 'rejected', { row: at + 1, name: name || '没有姓名', ...params });
  }

  private readRow(source: Source, row: number, draft: HouseholdDraft): void {
    const targets = targetsOf(source, row, draft);
    const cells = source.grid.plain(row);
    const { above } = this;
    const before =
      above?.draft === draft && above.source === source && above.year === targets.statedYear ? above.cells : null;
    if (above?.draft !== draft) this.refused.clear();
    for (const reader of source.readers) {
      const { column } = reader;
      const cell = cells === null ? source.grid.cell(row, column) : (cells[column] ?? null);
      // Household columns of a flat sheet repeat on every person's row.
      if (cell === null) continue;
      const repeats = before !== null && before[column] === cell && reader.field.entity !== 'member';
      if (repeats && !this.refused.has(column)) continue;
      this.readCell(source, row, reader, cell, draft, targets);
    }
    this.above = source.persons ? { source, draft, year: targets.statedYear, cells } : undefined;
    const noted = this.noted.end(source.index, row);
    if (noted !== null) draft.noteRow(noted);
    this.readLoose(source, row, draft, targets);
    if (source.sheet.sheet.merges.length > 0) this.keepCovered(source, row, draft, targets);
  }

  /** What stands below a merged cell, where nobody sees it: kept, never taken for a value. */
  private keepCovered(source: Source, row: number, draft: HouseholdDraft, targets: RowTargets): void {
    for (const { column, header } of source.sheet.columns) {
      const raw = source.grid.raw(row, column);
      if (isBlank(raw)) continue;
      const range = source.grid.range(row, column);
      if (range === undefined || (range.top === row && range.left === column)) continue;
      if (cellText(raw) === cellText(source.grid.cell(row, column)) || cellText(raw) === '') continue;
      draft.keepExtra(this.extraOf(source, row, column, header, raw, targets), targets.member?.row);
    }
  }

  /** The cells of columns without a field. */
  private readLoose(source: Source, row: number, draft: HouseholdDraft, targets: RowTargets): void {
    let cells = 0;
    for (const loose of source.loose) {
      const text = looseText(source, row, loose);
      if (text === null) continue;
      const { column, header } = loose;
      // A formula without a value says nothing that could be kept.
      if (text === '') this.report(source, row, column, 'cell_uncached', 'note', { label: header, text });
      else cells++;
      const cell = source.grid.cell(row, column);
      if (typeof cell === 'number' && Math.abs(cell) >= FIRST_ROUNDED)
        this.report(source, row, column, 'digits_rounded', 'note', { label: header, text });
    }
    if (cells > 0) draft.keepLoose(source, row, targets, cells);
  }

  private readCell(
    source: Source,
    row: number,
    reader: ColumnReader,
    cell: CellValue,
    draft: HouseholdDraft,
    targets: RowTargets,
  ): void {
    const { column, field } = reader;
    if (isBlank(cell)) return;
    // Again, though not in the row directly above.
    const again = source.persons && field.entity !== 'member' && reader.repeats(draft, targets.statedYear, cell);
    // What cannot be read is said of each cell: all of them must be corrected.
    if (again && !this.refused.has(column)) return;
    const parsed = reader.read(cell);
    if (parsed.ok && parsed.value === undefined) return;
    const target = targets.of(field, reader.year);
    if (target === null) {
      if (targets.yearUnread && field.entity === 'year' && field.key === 'year')
        this.report(source, row, column, 'year_unread', 'unread', { text: cellText(cell) });
      if (source.grid.raw(row, column) !== null)
        draft.keepExtra(this.extraOf(source, row, column, reader.header, cell, targets), targets.member?.row);
      return;
    }
    if (!parsed.ok) {
      const [text, place] = [cellText(cell), sourceText(source, row, column)];
      const kept = draft.keepUnread(target, field, text, place, reader.header);
      // A merged cell is one, and so is a household's cell that a view shows beside each of its persons.
      if (!kept && (this.unread.has(place) || source.grid.raw(row, column) === null)) return;
      this.unread.add(place);
      this.refused.add(column);
      this.report(source, row, column, parsed.code, 'unread', { label: field.label, text, ...parsed.params });
      return;
    }
    if (parsed.value === undefined) return;
    const outcome = draft.set(target, field, parsed.value);
    if (outcome === 'set' || outcome === 'refined') this.noted.cell(column, target, reader.year === undefined);
    if (outcome === 'set' && NAMES.has(field.key) && isMarkedName(String(parsed.value)))
      this.report(source, row, column, 'name_marked', 'note', { label: field.label, text: cellText(cell) });
    if (outcome === 'set' && parsed.note !== undefined)
      this.report(source, row, column, parsed.note, 'note', { label: field.label, text: cellText(cell) });
    if (outcome === 'differs') this.differs(source, row, reader, draft, target, cell);
  }

  private differs(
    source: Source,
    row: number,
    reader: ColumnReader,
    draft: HouseholdDraft,
    target: Target,
    cell: CellValue,
  ): void {
    const { column, field, header } = reader;
    const text = cellText(cell);
    const year = target.place === 'years' ? { year: Number(target.row['year']) } : {};
    const member = target.place === 'members' ? target.row : undefined;
    const extra: Extra = { header, text, source: sourceText(source, row, column), ...year };
    if (!draft.keepNewExtra(extra, member)) return;
    const kept = String(target.row[field.key] ?? '');
    this.report(source, row, column, 'household_values_differ', 'note', { label: field.label, kept, text });
  }

  private extraOf(
    source: Source,
    row: number,
    column: number,
    header: string,
    cell: CellValue,
    targets: RowTargets,
  ): Extra {
    const year = targets.statedYear === undefined ? {} : { year: targets.statedYear };
    return { header, text: cellText(cell), source: sourceText(source, row, column), ...year };
  }

  /** Two 户主 in one household: both are kept as written, and said. */
  private findSecondHeads(source: Source, keys: readonly RowKey[]): void {
    const column = columnOfField(source.sheet, 'member', 'relation');
    if (column === undefined) return;
    const reader = source.readers.find((other) => other.column === column);
    const heads = new Map<string, number>();
    source.sheet.dataRows.forEach((row, at) => {
      const { key } = keys[at]!;
      const parsed = reader?.read(source.grid.cell(row, column));
      if (key === null || parsed?.ok !== true || parsed.value !== '户主') return;
      const first = heads.get(key);
      if (first === undefined) heads.set(key, row);
      else if (!this.samePerson(source, first, row))
        this.report(source, row, column, 'two_heads', 'note', { first: cellOf(source.sheet, first, column) });
    });
  }

  /** The same head again in another year is no second head. */
  private samePerson(source: Source, a: number, b: number): boolean {
    const name = columnOfField(source.sheet, 'member', 'name');
    if (name === undefined || columnOfField(source.sheet, 'year', 'year') === undefined) return false;
    return cellText(source.grid.cell(a, name)) === cellText(source.grid.cell(b, name));
  }

  private report(
    source: Source,
    row: number,
    column: number,
    code: string,
    level: Problem['level'],
    params: Problem['params'],
  ): void {
    const { sheet } = source;
    const place = { file: sheet.file, sheet: sheetName(sheet), cell: cellOf(sheet, row, column) };
    this.problems.push({ ...place, code, params, level });
  }
}
