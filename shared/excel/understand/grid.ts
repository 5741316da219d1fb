/** Reading a sheet with its merged cells: a merged range answers with its top-left cell everywhere. */
import type { CellValue, Range, Sheet } from '../sheet';

/** Largest serial that is still a date of this civilisation (9999-12-31); beyond it a date cell is shown as a number. */
const LAST_SERIAL = 2_958_465;

export interface Grid {
  readonly sheet: Sheet;
  readonly rowCount: number;
  readonly columnCount: number;
  /** The cell as it stands; blank inside a merged range except at its top-left corner. */
  raw(row: number, column: number): CellValue;
  /** The cell as it is seen: inside a merged range, the value of its top-left corner. */
  cell(row: number, column: number): CellValue;
  /** The cells of a row that no merged range reaches; null when one may. */
  plain(row: number): readonly CellValue[] | null;
  /** The merged range that covers the cell, if any. */
  range(row: number, column: number): Range | undefined;
}

/** Wraps a sheet. Ranges are found by column, so that 100,000 vertical merges cost no more than their cells. */
export function gridOf(sheet: Sheet): Grid {
  const rowCount = sheet.rows.length;
  const byColumn: (Int32Array | undefined)[] = [];
  // Below the last of them – most sheets merge in their title alone – no cell has to be looked for among them.
  let lastMerged = -1;
  sheet.merges.forEach((range, index) => {
    lastMerged = Math.max(lastMerged, Math.min(range.bottom, rowCount - 1));
    for (let column = range.left; column <= Math.min(range.right, sheet.columns - 1); column++) {
      const owners = (byColumn[column] ??= new Int32Array(rowCount));
      owners.fill(index + 1, range.top, Math.min(range.bottom + 1, rowCount));
    }
  });
  const raw = (row: number, column: number): CellValue => sheet.rows[row]?.[column] ?? null;
  const range = (row: number, column: number): Range | undefined => {
    const owner = row > lastMerged ? 0 : (byColumn[column]?.[row] ?? 0);
    return owner === 0 ? undefined : sheet.merges[owner - 1];
  };
  const cell = (row: number, column: number): CellValue => {
    if (row > lastMerged || byColumn[column] === undefined) return raw(row, column);
    const merged = range(row, column);
    return merged === undefined ? raw(row, column) : raw(merged.top, merged.left);
  };
  const plain = (row: number): readonly CellValue[] | null => (row > lastMerged ? (sheet.rows[row] ?? []) : null);
  return { sheet, rowCount, columnCount: sheet.columns, raw, cell, plain, range };
}

/** True for null, blank text, and texts of nothing but white space. */
export function isBlank(cell: CellValue): boolean {
  return cell === null || (typeof cell === 'string' && cell.trim() === '');
}

/** The cell as a clerk reads it; '' when blank. Dates as yyyy-mm-dd, numbers without grouping. */
export function cellText(cell: CellValue): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell.trim();
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'boolean') return cell ? '是' : '否';
  return cell.kind === 'date' ? serialText(cell.serial, cell.is1904) : cell.text;
}

function serialText(serial: number, is1904: boolean): string {
  const days = Math.floor(serial) + (is1904 ? 1462 : 0);
  if (days < 1 || days > LAST_SERIAL) return String(serial);
  // Excel counts a 29 February 1900 that never was: serials up to 60 lie one day later than arithmetic says.
  const date = new Date(Date.UTC(1899, 11, 30 + days + (days <= 60 ? 1 : 0)));
  return date.toISOString().slice(0, 10);
}
