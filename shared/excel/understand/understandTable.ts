/** One table of a sheet: header, roles of rows, columns, year. */
import type { MappedColumn, Region, RememberedLayout, UnderstoodSheet } from '../../import/types';
import { codecFor } from '../../values/index';
import { isWhole, type Block } from './block';
import type { Header } from './findHeader';
import { applyRemembered, fingerprintOf } from './fingerprint';
import type { FormTable } from './forms/forms';
import { gridOf, type Grid } from './grid';
import { labelOf } from './label';
import { mapColumns } from './mapColumns';
import { regionsOf, withAbove } from './regions';
import type { RowRoles } from './rowRoles';
import { kindOf } from './sheetKind';
import { sheetUnit, yearHint, yearOfDates } from './surroundings';
import { tableOf } from './table';

export interface Draft {
  readonly sheet: UnderstoodSheet;
  /** Newest full year before a date on the sheet. */
  readonly dated: number | undefined;
  /** Year in the title. */
  readonly titled: number | undefined;
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
  const { file, block, grid, header, roles } = found;
  const dataRows = roles.flatMap((role, row) => (role === 'data' ? [row] : []));
  const unit = sheetUnit(grid, header) ?? block.unit;
  const table = tableOf(
    grid,
    dataRows,
    header.paths.map((path) => labelOf(path, unit)),
  );
  const mapped = mapColumns(table);
  const fingerprint = fingerprintOf('table', mapped);
  const columns = applyRemembered(mapped, remembered(fingerprint), unit);
  const hint = yearHint(grid, header, dataRows);
  const regions = regionsOf(grid, withAbove(grid, header, roles), block.range);
  return {
    sheet: {
      ...placed(file, block),
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
  };
}

/** A table that a form or a transposed sheet was turned into. */
export function formDraftOf(
  file: string,
  block: Block,
  form: FormTable,
  regions: readonly Region[],
  remembered: Remembered,
): Draft {
  const grid = gridOf(form.sheet);
  const labels = form.paths.map((path) => labelOf(path, form.unit));
  const found = tableOf(grid, form.dataRows, labels);
  const table = form.rows === 'other' ? found : { ...found, personRows: form.rows === 'person' };
  const columns = applyRemembered(mapColumns(table), remembered(form.fingerprint), form.unit);
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
      arrangement: form.arrangement,
      regions,
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
