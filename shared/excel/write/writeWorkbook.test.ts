import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { type CellObject, read as readSheetJs, type DenseWorkSheet } from 'xlsx';
import { readWorkbook } from '../read/readWorkbook';
import { attribute, tags } from '../read/xml';
import type { CellValue, Sheet } from '../sheet';
import type { SheetOut } from './sheetOut';
import { STYLE } from './styleSheet';
import { writeWorkbook } from './writeWorkbook';

const BASE: SheetOut = {
  name: '成员',
  columns: [
    { header: '证件号码', width: 20, kind: 'text' },
    { header: '工资性收入', width: 12, kind: 'money' },
    { header: '耕地面积', width: 10, kind: 'number' },
    { header: '出生日期', width: 12, kind: 'date' },
  ],
  rows: [['530199199001011234', 1234.5, 2.25, '1990-01']],
};

function readBack(bytes: Uint8Array): readonly Sheet[] {
  const result = readWorkbook(bytes, 'a.xlsx');
  if (!result.ok) throw new Error(result.error.code);
  return result.value.sheets;
}
function dataOf(sheet: SheetOut): readonly (readonly CellValue[])[] {
  return readBack(writeWorkbook([sheet]))[0]!.rows;
}
function part(bytes: Uint8Array, name: string): string {
  return strFromU8(unzipSync(bytes)[name]!);
}
function cellXml(bytes: Uint8Array, reference: string): string {
  return new RegExp(`<c r="${reference}"[^>]*?(?:/>|>.*?</c>)`).exec(part(bytes, 'xl/worksheets/sheet1.xml'))![0];
}
/** Attributes of the cell style, with its number format. */
function styleOf(bytes: Uint8Array, reference: string): { format: string; xml: string } {
  const index = Number(attribute(cellXml(bytes, reference), 's'));
  const styles = part(bytes, 'xl/styles.xml');
  const list = /<cellXfs[^>]*>(.*?)<\/cellXfs>/.exec(styles)![1]!.match(/<xf .*?<\/xf>|<xf [^>]*><\/xf>/g)!;
  const xml = list[index]!;
  const id = attribute(/<xf ([^>]*)>/.exec(xml)![1]!, 'numFmtId')!;
  const custom = [...tags(styles)].find((tag) => tag.name === 'numFmt' && attribute(tag.attributes, 'numFmtId') === id);
  return { format: custom ? attribute(custom.attributes, 'formatCode')! : id, xml };
}

describe('written workbooks', () => {
  it('come back as they went, in our reader and in SheetJS', () => {
    const bytes = writeWorkbook([{ ...BASE, title: '成员表', subtitle: '导出时间：2026-07-01' }]);
    const expected = [
      ['成员表'],
      ['导出时间：2026-07-01'],
      ['证件号码', '工资性收入', '耕地面积', '出生日期'],
      ['530199199001011234', 1234.5, 2.25, '1990-01'],
    ];
    expect(readBack(bytes)[0]?.rows).toEqual(expected);
    const sheet = readSheetJs(bytes, { type: 'array', dense: true }).Sheets['成员'] as DenseWorkSheet;
    const filled = sheet['!data'].map((row) =>
      row.map((cell: CellObject) => cell.v).filter((value) => value !== undefined),
    );
    expect(filled).toEqual(expected);
    expect(sheet['!data'][3]?.map((cell) => cell.t)).toEqual(['s', 'n', 'n', 's']);
  });

  it('any text and any number survive', () => {
    const text = fc
      .string({ unit: 'binary', maxLength: 40 })
      .filter((value) => !/\p{Surrogate}/u.test(value) && !value.includes('\r'));
    const tricky = fc.constantFrom(
      '_x000D_',
      '_x005F_x000D_',
      ' a ',
      'a\nb',
      '<&>"\'',
      '𠮷',
      '\u0001',
      '\uFFFE',
      '\uFEFF甲',
    );
    const number = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.oneof(text, tricky), number, (written, value) => {
        const [, row = []] = dataOf({ ...BASE, rows: [[written, value]] });
        expect(row[0] ?? null).toBe(written === '' ? null : written);
        expect(row[1]).toBe(Object.is(value, -0) ? 0 : value);
      }),
    );
  });

  it('never write a formula (P-21)', () => {
    const starts = ['=', '+', '-', '@', '\t', '\n', '＝', '＋', ' =', '\u200b=', "'=", '|', '%', ';='];
    const payloads = ["cmd|' /C calc'!A0", 'HYPERLINK("http://x")', '1+1', 'SUM(A1:A9)', "DDE('a';'b')"];
    const texts = starts.flatMap((start) => payloads.map((payload) => start + payload));
    const bytes = writeWorkbook([
      { ...BASE, title: '=1+1', notes: ['@x'], rows: texts.map((text) => [text, text, text, text]) },
    ]);
    const xml = part(bytes, 'xl/worksheets/sheet1.xml');
    expect(/<(f|hyperlink|externalReference)[\s>]/.test(xml)).toBe(false);
    expect([...xml.matchAll(/<c [^>]*><v>/g)].every(([cell]) => cell.includes('t="s"'))).toBe(true);
    expect(readBack(bytes)[0]?.rows.slice(2, -1)).toEqual(texts.map((text) => [text, text, text, text]));
  });

  it('keep IDs as text in text format, amounts as numbers in theirs', () => {
    const bytes = writeWorkbook([{ ...BASE, rows: [[530199, -5, Number.NaN, null]] }]);
    expect(readBack(bytes)[0]?.rows[1]).toEqual(['530199', -5]);
    expect(styleOf(bytes, 'A2').format).toBe('49');
    expect(styleOf(bytes, 'B2').format).toBe('4');
    expect(styleOf(bytes, 'C2').format).toBe('0');
    expect(styleOf(bytes, 'D2').format).toBe('49');
    expect(part(bytes, 'xl/worksheets/sheet1.xml')).toContain('<ignoredError sqref="A2:D2" numberStoredAsText="1"/>');
  });

  it('write real dates in their own format', () => {
    const cell: CellValue = { kind: 'date', serial: 41974, format: 'yyyy"年"m"月"', is1904: false };
    const bytes = writeWorkbook([
      {
        ...BASE,
        rows: [
          [null, null, null, cell],
          [null, null, null, { ...cell, serial: 40512, is1904: true }],
        ],
      },
    ]);
    expect(readBack(bytes)[0]?.rows.slice(1)).toEqual([
      [null, null, null, cell],
      [null, null, null, cell],
    ]);
    expect(styleOf(bytes, 'D2').format).toBe('yyyy"年"m"月"');
  });

  it('look as an office expects: title, header band, borders, wrapping', () => {
    const bytes = writeWorkbook([{ ...BASE, title: '成员表' }]);
    expect(styleOf(bytes, 'A1').xml).toMatch(/fontId="1".*horizontal="center"/);
    expect(styleOf(bytes, 'B2').xml).toMatch(/fillId="2" borderId="1".*wrapText="1"/);
    expect(styleOf(bytes, 'A3').xml).toMatch(/borderId="1".*wrapText="1"/);
    const styles = part(bytes, 'xl/styles.xml');
    expect(styles).toContain('<b/><sz val="16"/>');
    expect(styles.match(/style="thin"/g)).toHaveLength(4);
    expect(Number(/<cellXfs count="(\d+)"/.exec(styles)![1])).toBe(Object.keys(STYLE).length);
  });

  it('print on A4 landscape, one page wide, header repeated, pages numbered', () => {
    const bytes = writeWorkbook([{ ...BASE, name: "张家'村", title: '表', frozenColumns: 2 }]);
    const xml = part(bytes, 'xl/worksheets/sheet1.xml');
    expect(xml).toContain('<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>');
    expect(xml).toContain('<pageSetUpPr fitToPage="1"/>');
    expect(xml).toContain('<pane xSplit="2" ySplit="2" topLeftCell="C3" activePane="bottomRight" state="frozen"/>');
    expect(xml).toContain('<oddFooter>&amp;C第 &amp;P 页/共 &amp;N 页</oddFooter>');
    const book = readSheetJs(bytes, { type: 'array' });
    expect(book.Workbook?.Names).toMatchObject([
      { Name: '_xlnm.Print_Titles', Ref: "'张家''村'!$A:$B,'张家''村'!$2:$2", Sheet: 0 },
    ]);
  });

  it('merge header rows, household cells, title and notes', () => {
    const sheet: SheetOut = {
      ...BASE,
      title: '登记表',
      headerRows: [
        ['家庭', null, '成员', null],
        ['户编号', '户主', '姓名', '关系'],
      ],
      headerMerges: [
        { top: 0, left: 0, bottom: 0, right: 1 },
        { top: 0, left: 2, bottom: 0, right: 3 },
      ],
      rows: [
        ['1', null, null, '户主'],
        [null, null, null, '之子'],
      ],
      merges: [{ top: 0, left: 0, bottom: 1, right: 0 }],
      notes: ['填表人：            审核人：', '盖章：'],
    };
    const written = readBack(writeWorkbook([sheet]))[0]!;
    expect(written.merges).toEqual([
      { top: 0, left: 0, bottom: 0, right: 3 },
      { top: 1, left: 0, bottom: 1, right: 1 },
      { top: 1, left: 2, bottom: 1, right: 3 },
      { top: 3, left: 0, bottom: 4, right: 0 },
      { top: 5, left: 0, bottom: 5, right: 3 },
      { top: 6, left: 0, bottom: 6, right: 3 },
    ]);
    expect(written.rows[6]).toEqual(['盖章：']);
  });

  it('keep the order of elements that the schema demands', () => {
    const xml = part(writeWorkbook([{ ...BASE, title: '表' }]), 'xl/worksheets/sheet1.xml');
    const order = [
      'sheetPr',
      'sheetViews',
      'sheetFormatPr',
      'cols',
      'sheetData',
      'mergeCells',
      'printOptions',
      'pageMargins',
      'pageSetup',
      'headerFooter',
      'ignoredErrors',
    ];
    const places = order.map((name) => xml.indexOf(`<${name}`));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
  });

  it('give every sheet a name that Excel accepts', () => {
    const names = ['a/b:c', '', 'x'.repeat(40), 'X'.repeat(40), "'q'", 'A b c'];
    const written = readBack(writeWorkbook(names.map((name) => ({ ...BASE, name })))).map(({ name }) => name);
    expect(written).toEqual(['a b c', '表', 'x'.repeat(31), `${'X'.repeat(28)}(2)`, 'q', 'A b c(2)']);
  });

  it('say nothing about the computer, and are the same each time', () => {
    const bytes = writeWorkbook([BASE]);
    expect(part(bytes, 'docProps/core.xml')).not.toMatch(/created|modified|lastModifiedBy|\d{4}-\d\d/);
    expect(writeWorkbook([BASE])).toEqual(bytes);
  });

  it('take no rows, and rows from a generator', () => {
    expect(dataOf({ ...BASE, rows: [] })).toHaveLength(1);
    function* many(): Generator<CellValue[]> {
      for (let row = 0; row < 5000; row++) yield [`5301${row}`, row, null, null];
    }
    const rows = dataOf({ ...BASE, rows: many() });
    expect([rows.length, rows[5000]]).toEqual([5001, ['53014999', 4999]]);
  });
});
