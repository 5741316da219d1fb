/** Styled sheets as honest offices make them: by hucre, whose styles SheetJS cannot write. */
import { writeXlsx } from 'hucre/xlsx';

const HEADS = '户编号 姓名 证件号码 性别 与户主关系 民族 联系电话 行政村 村民小组 文化程度 健康状况 备注'.split(' ');

/** A roster with a merged title, borders, fills, widths and a formatted empty area below, as large as wanted. */
export function styledRoster(rows: number, columns: number, blankRows: number): Promise<Uint8Array> {
  const style = {
    font: { name: '宋体', size: 11, bold: false },
    border: { top: { style: 'thin' as const }, bottom: { style: 'thin' as const } },
    fill: { type: 'pattern' as const, pattern: 'solid' as const, fgColor: { rgb: 'FFF2CC' } },
  };
  const cells = new Map<string, { style: typeof style }>();
  for (let row = 0; row < rows + blankRows; row++) {
    for (let column = 0; column < columns; column++) cells.set(`${row},${column}`, { style });
  }
  const heads = Array.from({ length: columns }, (_, at) => HEADS[at % HEADS.length]!);
  const body = Array.from({ length: rows }, (_, row) =>
    heads.map((head, at) =>
      at === 0 ? `5301${row}` : at === 1 ? `张${row}` : at % 3 === 0 ? row * at : `${head}${row % 7}`,
    ),
  );
  return writeXlsx({
    sheets: [
      {
        name: '花名册',
        rows: [['花名册'], heads, ...body],
        cells,
        merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: columns - 1 }],
      },
    ],
  });
}
