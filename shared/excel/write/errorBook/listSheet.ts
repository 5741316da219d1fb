/** The sheet 《问题清单》 as XML, with its texts in the cells themselves so that no other part has to change. */
import { textElement, escapeText } from '../xmlText';
import type { Sheet } from '../../sheet';
import type { CellNote } from './cellNote';

export const LIST_SHEET = '问题清单';
/** First cell; by it the list is known when the workbook comes back, and left aside. */
export const LIST_TITLE = '户档问题清单（改好涂色的单元格后，把本文件重新导入即可；这一页不用改，不会被导入）';

/** Before the id of the import whose problems are listed; stands beside the title. */
const OF_IMPORT = '导入编号：';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const HEADERS = ['序号', '工作表', '单元格', '问题代码', '问题', '建议'] as const;
const WIDTHS = [6, 16, 9, 22, 60, 40, 44] as const;

/** Whether a sheet is such a list coming back with its workbook: it holds words about data, not data. */
export function isProblemList(sheet: Sheet): boolean {
  const first = sheet.rows[0]?.[0];
  return typeof first === 'string' && first.startsWith(LIST_TITLE.slice(0, 6));
}

/** The import whose problems a list names, when it is one; null = none. */
export function importOfList(sheet: Sheet): string | null {
  if (!isProblemList(sheet)) return null;
  const said = sheet.rows[0]?.find((value) => typeof value === 'string' && value.startsWith(OF_IMPORT));
  return typeof said === 'string' ? said.slice(OF_IMPORT.length).trim() : null;
}

export interface ListedNote extends CellNote {
  /** The sheet exists in this workbook: the cell becomes a link. */
  readonly here: boolean;
}

/** `styles`: numbers in cellXfs for headings and for everything else. `of`: id of the import, '' = not known. */
export function listXml(
  notes: readonly ListedNote[],
  styles: { readonly bold: number; readonly plain: number },
  of: string,
): string {
  const title = [LIST_TITLE, '', '', '', '', '', of === '' ? '' : `${OF_IMPORT}${of}`];
  const rows = [row(1, title, styles.bold), row(2, HEADERS, styles.bold)];
  const links: string[] = [];
  notes.forEach(({ sheet, cell, code, text, suggestion, here }, index) => {
    const number = index + 3;
    rows.push(row(number, [String(index + 1), sheet, cell, code, text, suggestion], styles.plain));
    if (!here || cell === '') return;
    const target = escapeText(`'${sheet.replaceAll("'", "''")}'!${cell}`);
    links.push(`<hyperlink ref="C${number}" location="${target}" display="${cell}"/>`);
  });
  const columns = WIDTHS.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  return (
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${MAIN}">` +
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/>' +
    `</sheetView></sheetViews><cols>${columns.join('')}</cols><sheetData>${rows.join('')}</sheetData>` +
    '<mergeCells count="1"><mergeCell ref="A1:F1"/></mergeCells>' +
    `${links.length > 0 ? `<hyperlinks>${links.join('')}</hyperlinks>` : ''}</worksheet>`
  );
}

function row(number: number, texts: readonly string[], style: number): string {
  const cells = texts.map((text, index) => {
    const reference = `${String.fromCharCode(65 + index)}${number}`;
    return text === '' ? '' : `<c r="${reference}" s="${style}" t="inlineStr"><is>${textElement(text)}</is></c>`;
  });
  return `<row r="${number}">${cells.join('')}</row>`;
}
