/** How an understood sheet is shown to the user before anything is imported. */
import { columnName, type Sheet } from '#shared/excel/sheet';
import { cellText } from '#shared/excel/understand/grid';
import type { UnderstoodSheet } from '#shared/import/types';
import type { SheetSummary } from '../api';

const SAMPLES = 3;
/** Rows that are looked through for samples of a column. */
const SAMPLE_ROWS = 200;
const PREVIEW_ROWS = 12;
const PREVIEW_COLUMNS = 60;

/** What the page shows of a sheet: its columns with samples, and its first rows. */
export function summarise(understood: UnderstoodSheet, index: number): SheetSummary {
  const { sheet } = understood;
  return {
    index,
    file: understood.file,
    sheet: sheet.name,
    kind: understood.kind,
    headerRows: understood.headerRows.map((row) => row + 1),
    dataRows: understood.dataRows.length,
    columns: understood.columns
      .map(({ column, header, field, confidence }) => ({
        at: columnName(column),
        header,
        field: field ? `${field.entity}.${field.key}` : null,
        label: field ? field.label : null,
        confidence,
        samples: samplesOf(sheet, column, understood.dataRows),
      }))
      // Old workbooks drag hundreds of formatted columns along that hold nothing.
      .filter(({ header, field, samples }) => header !== '' || field !== null || samples.length > 0),
    preview: previewOf(understood),
  };
}

function samplesOf(sheet: Sheet, column: number, dataRows: readonly number[]): string[] {
  const found = new Set<string>();
  for (const row of dataRows.slice(0, SAMPLE_ROWS)) {
    const text = cellText(sheet.rows[row]?.[column] ?? null);
    if (text !== '') found.add(text);
    if (found.size === SAMPLES) break;
  }
  return [...found];
}

/** The rows up to the header and the first ones of data, each with what it was taken for. */
function previewOf(understood: UnderstoodSheet): SheetSummary['preview'] {
  const { sheet, headerRows, dataRows } = understood;
  const header = new Set(headerRows);
  const data = new Set(dataRows);
  const lastHeader = headerRows.at(-1) ?? -1;
  const width = Math.min(sheet.columns, PREVIEW_COLUMNS);
  const rows = Math.min(sheet.rows.length, Math.max(PREVIEW_ROWS, lastHeader + 6));
  return Array.from({ length: rows }, (_, row) => ({
    row: row + 1,
    cells: Array.from({ length: width }, (_, column) => cellText(sheet.rows[row]?.[column] ?? null)),
    role: header.has(row) ? 'header' : data.has(row) ? 'data' : row < lastHeader ? 'title' : 'note',
  }));
}

/** 0-based column of letters: A → 0, AB → 27; -1 for anything else. */
export function columnIndex(letters: string): number {
  if (!/^[A-Z]{1,3}$/.test(letters)) return -1;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
