/** The look of our sheets: styles.xml with a fixed set of cell styles, and date formats added as cells need them. */
import type { ColumnKind } from './sheetOut';
import { escapeText } from './xmlText';

/** Index of each cell style in cellXfs. */
export const STYLE = {
  none: 0,
  title: 1,
  subtitle: 2,
  header: 3,
  text: 4,
  number: 5,
  money: 6,
  date: 7,
  note: 8,
} as const;

/** Style of a data cell by the kind of its column. */
export const STYLE_OF_KIND: Readonly<Record<ColumnKind, number>> = {
  text: STYLE.text,
  number: STYLE.number,
  money: STYLE.money,
  date: STYLE.date,
};

const FIRST_DATE_STYLE = 9;
const FIRST_CUSTOM_FORMAT = 164;
const FONT = '<name val="宋体"/><family val="3"/><charset val="134"/>';
const SIDE = ['left', 'right', 'top', 'bottom']
  .map((side) => `<${side} style="thin"><color rgb="FF7F7F7F"/></${side}>`)
  .join('');

/** Built-in formats: 0 General, 4 #,##0.00, 49 @. */
const CELL_STYLES = [
  xf(0, 0, 0, 0, ''),
  xf(0, 1, 0, 0, '<alignment horizontal="center" vertical="center"/>'),
  xf(0, 0, 0, 0, '<alignment horizontal="left" vertical="center"/>'),
  xf(49, 2, 2, 1, '<alignment horizontal="center" vertical="center" wrapText="1"/>'),
  xf(49, 0, 0, 1, '<alignment vertical="center" wrapText="1"/>'),
  xf(0, 0, 0, 1, '<alignment horizontal="right" vertical="center"/>'),
  xf(4, 0, 0, 1, '<alignment horizontal="right" vertical="center"/>'),
  xf(49, 0, 0, 1, '<alignment horizontal="center" vertical="center"/>'),
  xf(49, 0, 0, 0, '<alignment horizontal="left" vertical="center" wrapText="1"/>'),
];

function xf(format: number, font: number, fill: number, border: number, alignment: string): string {
  return (
    `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1" ` +
    `applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">${alignment}</xf>`
  );
}

export class StyleSheet {
  private readonly formats = new Map<string, number>();

  /** Style of a date cell in that number format. */
  dateStyle(format: string): number {
    const known = this.formats.get(format) ?? this.formats.size;
    this.formats.set(format, known);
    return FIRST_DATE_STYLE + known;
  }

  /** styles.xml; complete once all cells are written. */
  xml(): string {
    const codes = [...this.formats.keys()];
    const formats = codes.map(
      (code, index) => `<numFmt numFmtId="${FIRST_CUSTOM_FORMAT + index}" formatCode="${escapeText(code)}"/>`,
    );
    const dates = codes.map((_, index) =>
      xf(FIRST_CUSTOM_FORMAT + index, 0, 0, 1, '<alignment horizontal="center" vertical="center"/>'),
    );
    const styles = [...CELL_STYLES, ...dates];
    return (
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
      '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
      (formats.length > 0 ? `<numFmts count="${formats.length}">${formats.join('')}</numFmts>` : '') +
      `<fonts count="3"><font><sz val="11"/>${FONT}</font><font><b/><sz val="16"/>${FONT}</font>` +
      `<font><b/><sz val="11"/>${FONT}</font></fonts>` +
      '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
      '<fill><patternFill patternType="solid"><fgColor rgb="FFDCE6F1"/><bgColor indexed="64"/></patternFill></fill></fills>' +
      '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>' +
      `<border>${SIDE}<diagonal/></border></borders>` +
      '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
      `<cellXfs count="${styles.length}">${styles.join('')}</cellXfs>` +
      '<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    );
  }
}
