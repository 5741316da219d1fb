/** One table of a sheet: header, roles of rows, columns, year. */
import type { Arrangement, MappedColumn, Region, RememberedLayout, UnderstoodSheet } from '../../import/types';
import { codecFor } from '../../values/index';
import type { Range } from '../sheet';
import { isWhole, type Block } from './block';
import type { Header } from './findHeader';
import { sampleColumn } from './evidence';
import { applyRemembered, fingerprintOf } from './fingerprint';
import type { FormTable } from './forms/forms';
import { cellText, gridOf, type Grid } from './grid';
import type { Headerless } from './headerless';
import { labelOf } from './label';
import { lookupsFrom } from './lookups';
import { mapColumns } from './mapColumns';
import { regionsOf, withAbove } from './regions';
import { withRest } from './restRegions';
import type { RowRoles } from './rowRoles';
import { kindOf } from './sheetKind';
import { sheetUnit, yearHint, yearOfDates } from './surroundings';
import { tableOf, type Table } from './table';

export interface Draft {
  readonly sheet: UnderstoodSheet;
  /** Newest full year before a date on the sheet. */
  readonly dated: number | undefined;
  /** Year in the title. */
  readonly titled: number | undefined;
  /** Where the table stands in the file, when each of its rows is all of a row there; missing = a view. */
  readonly rows?: Range;
}

export type Remembered = (fingerprint: string) => RememberedLayout | undefined;

/** A table whose header and rows were found in a block. */
export interface FoundTable {
  readonly file: string;
  readonly block: Block;
  readonly grid: Grid;
  readonly header: Header;
  /** Roles of the rows below the header, by row of the grid. */
  readonly roles: RowRoles;
}

export function draftOf(found: FoundTable, remembered: Remembered): Draft {
  const { block, grid, header, roles } = found;
  const dataRows = roles.flatMap((role, row) => (role === 'data' ? [row] : []));
  const unit = sheetUnit(grid, header) ?? block.unit;
  const table = tableOf(
    grid,
    dataRows,
    header.paths.slice(0, lookupsFrom(grid, header.rows, dataRows)).map((path) => labelOf(path, unit)),
  );
  const mapped = mapColumns(table);
  return finished(found, { table, mapped, dataRows, unit, arrangement: 'table' }, remembered);
}

/** A table whose columns were told by their values. */
export function headerlessDraft(found: FoundTable, known: Headerless, remembered: Remembered): Draft {
  const dataRows = known.roles.flatMap((role, row) => (role === 'data' ? [row] : []));
  const arrangement = known.header.rows.length === 0 ? 'headerless' : 'table';
  const { table, columns: mapped } = known;
  return finished(found, { table, mapped, dataRows, unit: found.block.unit, arrangement }, remembered);
}

interface Mapped {
  readonly table: Table;
  readonly mapped: readonly MappedColumn[];
  readonly dataRows: readonly number[];
  readonly unit: string | undefined;
  readonly arrangement: Arrangement;
}

function finished(found: FoundTable, known: Mapped, remembered: Remembered): Draft {
  const { file, block, grid, header, roles } = found;
  const { table, mapped, dataRows, unit, arrangement } = known;
  // Without headers only what the columns hold tells one layout from another.
  const told = arrangement === 'headerless' ? mapped.map((column) => heldBy(table, column)) : mapped;
  const fingerprint = fingerprintOf(arrangement, told);
  const columns = applyRemembered(mapped, remembered(fingerprint), unit, table);
  const hint = yearHint(grid, header, dataRows);
  const regions = regionsOf(grid, withAbove(grid, header, roles), block.range);
  return {
    sheet: {
      ...placed(file, block),
      ...(arrangement === 'table' ? {} : { arrangement }),
      kind: kindOf(columns, table.personRows),
      regions,
      fingerprint,
      headerRows: header.rows,
      columns,
      dataRows,
      ...(unit === undefined ? {} : { unit }),
      year: 0,
    },
    dated: hint.dated ?? yearOfDates(fillDates(grid, dataRows, columns)),
    titled: hint.titled,
    rows: block.range,
  };
}

/** Header and content of a column: 第3列=member.name, 第4列=3 digits. */
function heldBy(table: Table, { column, header, field }: MappedColumn): { readonly header: string } {
  if (header === '') return { header };
  if (field !== null) return { header: `${header}=${field.entity}.${field.key}` };
  const shapes = new Map<string, number>();
  for (const cell of sampleColumn(table.grid, table.rows, column)) {
    const shape = typeof cell === 'string' ? cell.replace(/\d+/g, '9').replace(/[^9]+/g, 'x') : typeof cell;
    shapes.set(shape, (shapes.get(shape) ?? 0) + 1);
  }
  const [most = ['']] = [...shapes].toSorted((a, b) => b[1] - a[1]);
  return { header: `${header}=${most[0]}` };
}

/** A table as a view of its own making; `arrangement` missing = rows under headers. */
export type ViewTable = Omit<FormTable, 'arrangement' | 'keys'> &
  Partial<Pick<FormTable, 'keys'>> &
  Pick<UnderstoodSheet, 'arrangement'>;

/** A table that a form, a transposed sheet or a list under household lines was turned into. */
export function formDraftOf(
  file: string,
  block: Block,
  form: ViewTable,
  regions: readonly Region[],
  remembered: Remembered,
): Draft {
  const grid = gridOf(form.sheet);
  const labels = form.paths.map((path) => labelOf(path, form.unit));
  const found = tableOf(grid, form.dataRows, labels);
  const table = form.rows === 'other' ? found : { ...found, personRows: form.rows === 'person' };
  const mapped = ofRows(mapColumns(table), form);
  const columns = applyRemembered(mapped, remembered(form.fingerprint), form.unit, table);
  const { top, left } = block.range;
  return {
    sheet: {
      file,
      sheet: form.sheet,
      original: block.original,
      origin: (row, column) => {
        const place = form.origin(row, column);
        return place === null ? null : [place[0] + top, place[1] + left];
      },
      ...(form.arrangement === undefined ? {} : { arrangement: form.arrangement }),
      regions: regions.map(({ role, range }) => ({
        role,
        range: {
          top: range.top + top,
          left: range.left + left,
          bottom: range.bottom + top,
          right: range.right + left,
        },
      })),
      fingerprint: form.fingerprint,
      kind: kindOf(columns, table.personRows),
      headerRows: form.headerRows,
      columns,
      dataRows: form.dataRows,
      ...(form.unit === undefined ? {} : { unit: form.unit }),
      year: 0,
    },
    dated: form.dated ?? yearOfDates(fillDates(grid, form.dataRows, columns)),
    titled: form.titled,
  };
}

/**
 * On a table inside a form only the key columns speak of the household: a member's 备注 is not the household's, nor is what a
 * member earned (务工收入) what the household did. Without key columns everything may.
 */
function ofRows(columns: readonly MappedColumn[], form: ViewTable): readonly MappedColumn[] {
  const { keys = [], rows } = form;
  if (keys.length === 0) return columns;
  const single = hasOneRowEach(form) || columns.some(({ field }) => field?.key === 'year');
  return columns.map((column) => {
    const entity = column.field?.entity;
    const isOthers =
      entity === 'household' ||
      (entity === 'year' && rows === 'person') ||
      // Of several visits, each with its 帮扶成效, none is the household's only one.
      (!single && (entity === 'year' || entity === 'measure'));
    return isOthers && !keys.includes(column.column) ? { ...column, field: null, confidence: 0 } : column;
  });
}

/** Whether each household has one row. */
function hasOneRowEach({ keys = [], sheet, dataRows }: ViewTable): boolean {
  const named = new Set(dataRows.map((row) => keys.map((key) => cellText(sheet.rows[row]?.[key] ?? null)).join('|')));
  return named.size === dataRows.length;
}

/** The tables of a form; what the form does not tell of the sheet is a note. */
export function formDrafts(file: string, block: Block, forms: readonly ViewTable[], remembered: Remembered): Draft[] {
  const drafts = forms.map((form) => formDraftOf(file, block, form, form.regions, remembered));
  const told = drafts.flatMap(({ sheet }) => (sheet.regions ?? []).map(({ range }) => range));
  return withRest(block, drafts, told);
}

/** Where a table stands: the file's sheet itself, or a view of a part with the way back. */
function placed(file: string, block: Block): Pick<UnderstoodSheet, 'file' | 'sheet' | 'original' | 'origin'> {
  if (isWhole(block)) return { file, sheet: block.sheet };
  const { top, left } = block.range;
  return { file, sheet: block.sheet, original: block.original, origin: (row, column) => [row + top, column + left] };
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
