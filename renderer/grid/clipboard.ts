/** Ctrl+C in the grid. Rows that are out of sight are fetched first, then the copy is done once more. */
import type { GridColumn, GridRowData } from './columns';
import { toHtml, toTsv } from './copy';
import type { Block } from './selection';
import type { RowPages } from './useRowPages';

/** More rows than this are an export, not a copy; the page cache would not hold them either. */
export const COPY_LIMIT = 5000;

function texts(chosen: Block, columns: readonly GridColumn[], pages: RowPages<GridRowData>): string[][] | null {
  const rows: string[][] = [];
  for (let position = chosen.top; position <= chosen.bottom; position++) {
    const row = pages.at(position);
    if (!row) return null;
    rows.push(columns.slice(chosen.left, chosen.right + 1).map((column) => row.cells[column.key] ?? ''));
  }
  return rows;
}

export function copyBlock(
  event: ClipboardEvent,
  selected: Block,
  columns: readonly GridColumn[],
  pages: RowPages<GridRowData>,
): void {
  event.preventDefault();
  const chosen = { ...selected, bottom: Math.min(selected.bottom, selected.top + COPY_LIMIT - 1) };
  const rows = texts(chosen, columns, pages);
  if (rows && event.clipboardData) {
    event.clipboardData.setData('text/plain', toTsv(rows));
    event.clipboardData.setData('text/html', toHtml(rows));
    return;
  }
  void pages.load(chosen.top, chosen.bottom).then(() => {
    if (texts(chosen, columns, pages)) document.execCommand('copy');
  });
}
