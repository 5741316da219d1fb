import { unzipSync, zipSync, strFromU8, strToU8 } from 'fflate';
import { read as readSheetJs, utils, write } from 'xlsx';
import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../../read/readWorkbook';
import type { Workbook } from '../../sheet';
import type { CellNote } from './cellNote';
import { errorBook } from './errorBook';
import { LIST_SHEET, LIST_TITLE } from './listSheet';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

function note(cell: string, over: Partial<CellNote> = {}): CellNote {
  return { sheet: '户', cell, code: 'bad_date', text: '日期不对', suggestion: '', colour: 'wrong', ...over };
}

/** A styled sheet with gaps: row 3 lacks B, row 5 is missing, row 6 is empty, column D has a style of its own. */
function styled(extra = ''): Uint8Array {
  const made = utils.book_new();
  utils.book_append_sheet(made, utils.aoa_to_sheet([['x']]), '户');
  utils.book_append_sheet(made, utils.aoa_to_sheet([['另一张']]), '旁');
  const parts = unzipSync(new Uint8Array(write(made, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer));
  parts['xl/styles.xml'] = strToU8(
    `<?xml version="1.0"?><styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.000"/></numFmts>` +
      '<fonts count="2"><font><sz val="11"/></font><font><b/><sz val="14"/></font></fonts>' +
      '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
      '<fill><patternFill patternType="solid"><fgColor rgb="FF00FF00"/></patternFill></fill></fills>' +
      '<borders count="1"><border><left/></border></borders><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs>' +
      '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
      '<xf numFmtId="164" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"><alignment horizontal="center"/></xf>' +
      '<xf numFmtId="49" fontId="0" fillId="2" borderId="0" xfId="0"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>' +
      '<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
  );
  parts['xl/worksheets/sheet1.xml'] = strToU8(
    `<?xml version="1.0"?><worksheet xmlns="${MAIN}"><cols><col min="4" max="5" width="9" style="3"/></cols><sheetData>` +
      '<row r="1"><c r="A1" t="inlineStr" s="1"><is><t>姓名</t></is></c><c r="B1" s="1"><v>1.5</v></c></row>' +
      '<row r="3"><c r="A3" s="2"><v>7</v></c><c r="C3"><v>9</v></c></row><row r="6" s="1" customFormat="1"/>' +
      `</sheetData><mergeCells count="1"><mergeCell ref="A8:B9"/></mergeCells>${extra}</worksheet>`,
  );
  return zipSync(parts);
}

function opened(bytes: Uint8Array): Workbook {
  const workbook = readWorkbook(bytes, '户.xlsx');
  if (!workbook.ok) throw new Error(workbook.error.code);
  return workbook.value;
}

function marked(
  bytes: Uint8Array,
  notes: readonly CellNote[],
): { parts: Record<string, Uint8Array>; bytes: Uint8Array } {
  const done = errorBook(bytes, opened(bytes), notes);
  if (!done.ok) throw new Error(done.error.code);
  return { parts: unzipSync(done.value.bytes), bytes: done.value.bytes };
}

const text = (parts: Record<string, Uint8Array>, name: string): string => strFromU8(parts[name]!);

describe('the workbook with its problems', () => {
  it('colours exactly the cells named, each in a style that differs from its own by the ground only', () => {
    const before = unzipSync(styled());
    const { parts } = marked(styled(), [note('B1'), note('A3'), note('B3'), note('D5'), note('C6'), note('A9')]);
    const sheet = text(parts, 'xl/worksheets/sheet1.xml');
    const style = (cell: string): number => Number(new RegExp(`r="${cell}" [^>]*?s="(\\d+)"`).exec(sheet)?.[1] ?? -1);
    const xfs = [...text(parts, 'xl/styles.xml').matchAll(/<xf [^>]*?(?:\/>|>.*?<\/xf>)/g)].map(([xf]) => xf).slice(1);
    const fills = [...text(parts, 'xl/styles.xml').matchAll(/<fill>.*?<\/fill>/g)].map(([fill]) => fill);
    const ground = (cell: string): string => fills[Number(/fillId="(\d+)"/.exec(xfs[style(cell)]!)![1])]!;
    for (const cell of ['B1', 'A3', 'B3', 'D5', 'C6', 'A9']) expect(ground(cell), cell).toContain('FFFFC7CE');
    expect(xfs[style('B1')]).toMatch(/numFmtId="164" fontId="1".*<alignment horizontal="center"\/>/);
    expect(xfs[style('A3')]).toContain('numFmtId="49"');
    // A cell that was not there takes the look of its column or row.
    expect(xfs[style('D5')]).toContain('numFmtId="14"');
    expect(xfs[style('C6')]).toContain('numFmtId="164"');
    expect(style('A1')).toBe(1);
    expect(sheet).toContain('<c r="C3"><v>9</v></c>');
    expect(sheet.indexOf('r="B3"')).toBeLessThan(sheet.indexOf('r="C3"'));
    for (const name of Object.keys(before)) {
      if (/sheet1\.xml|styles|Content_Types|workbook\.xml/.test(name)) continue;
      expect(parts[name], name).toEqual(before[name]);
    }
    expect(text(parts, 'xl/styles.xml')).toContain('<cellStyle name="常规"');
  });

  it('is read by another program, with its comments, its list and everything that stood in it', () => {
    const { bytes } = marked(styled(), [
      note('A3', { text: '“7”不是日期 <b>&', suggestion: '2016-01-05' }),
      note('A3', { text: '另一处' }),
      note('', { code: 'no_rows', text: '整张表' }),
    ]);
    const book = readSheetJs(bytes, { cellStyles: true });
    expect(book.SheetNames).toEqual(['户', '旁', LIST_SHEET]);
    const comment = (book.Sheets['户']!['A3'] as { c?: { a: string; t: string }[] }).c;
    expect(comment?.[0]?.t).toContain('“7”不是日期 <b>&\n2016-01-05\n另一处');
    const list = utils.sheet_to_json<string[]>(book.Sheets[LIST_SHEET]!, { header: 1 });
    expect(list[0]?.[0]).toBe(LIST_TITLE);
    expect(list.slice(2).map((row) => [row[1], row[2], row[3], row[4], row[5]])).toEqual([
      ['户', undefined, 'no_rows', '整张表', undefined],
      ['户', 'A3', 'bad_date', '“7”不是日期 <b>&', '2016-01-05'],
      ['户', 'A3', 'bad_date', '另一处', undefined],
    ]);
    expect(
      opened(bytes)
        .sheets.slice(0, 2)
        .map(({ rows }) => rows),
    ).toEqual(opened(styled()).sheets.map(({ rows }) => rows));
  });

  it('goes round again: one list, our comments of the first time gone, those of others kept', () => {
    const once = marked(styled(), [note('A3', { text: '第一次' }), note('B1', { text: '又一处' })]);
    const withOther = { ...once.parts };
    const name = Object.keys(withOther).find((part) => part.includes('comments'))!;
    withOther[name] = strToU8(
      strFromU8(withOther[name]!)
        .replace('</authors>', '<author>乡里</author></authors>')
        .replace('</commentList>', '<comment ref="C3" authorId="1"><text><t>请核</t></text></comment></commentList>'),
    );
    const { bytes, parts } = marked(zipSync(withOther), [note('C3', { text: '第二次' })]);
    const book = readSheetJs(bytes, {});
    expect(book.SheetNames.filter((sheet) => sheet.startsWith(LIST_SHEET))).toHaveLength(1);
    const comments = text(parts, name);
    expect(comments).not.toContain('第一次');
    expect(comments).toMatch(/请核.*第二次/s);
    expect(Object.keys(parts).filter((part) => part.includes('comments'))).toHaveLength(1);
  });

  it('adds to a drawing whose prefixes are not ours', () => {
    const once = marked(styled(), [note('A3')]).parts;
    const drawing = Object.keys(once).find((part) => part.endsWith('.vml'))!;
    once[drawing] = strToU8('<xml><a:shapelayout xmlns:a="urn:schemas-microsoft-com:office:office"/></xml>');
    const vml = text(marked(zipSync(once), [note('C3')]).parts, drawing);
    expect(vml).toMatch(
      /<v:shape xmlns:v="[^"]*vml" xmlns:o="[^"]*" xmlns:x="[^"]*"[^>]*>.*<x:Row>2<\/x:Row><x:Column>2</s,
    );
  });

  it('finds the place for the drawing before what must stand behind it', () => {
    const { parts } = marked(styled('<tableParts count="0"/>'), [note('A1')]);
    expect(text(parts, 'xl/worksheets/sheet1.xml')).toMatch(
      /<legacyDrawing [^>]*\/><tableParts count="0"\/><\/worksheet>$/,
    );
  });

  it('gives workbooks of other formats back as .xlsx with their values', () => {
    const csv = readWorkbook(strToU8('姓名,证件号码\n张三,53990019800101001X\n'), '名单.csv');
    if (!csv.ok) throw new Error('csv');
    const sheet = csv.value.sheets[0]!.name;
    const done = errorBook(new Uint8Array(), csv.value, [note('B2', { sheet })]);
    if (!done.ok) throw new Error(done.error.code);
    expect(done.value).toMatchObject({ converted: true, marked: 1, listed: 1 });
    expect(opened(done.value.bytes).sheets[0]!.rows).toEqual(csv.value.sheets[0]!.rows);
  });

  it('types the relations it adds where the package typed its own ones by name', () => {
    const parts = unzipSync(styled());
    const types = strFromU8(parts['[Content_Types].xml']!).replace(/<Default Extension="rels"[^>]*>/, '');
    parts['[Content_Types].xml'] = strToU8(types);
    expect(types).not.toContain('Extension="rels"');
    expect(text(marked(zipSync(parts), [note('A1')]).parts, '[Content_Types].xml')).toContain('Extension="rels"');
  });

  it('brings the looks of its boxes to a drawing of buttons, once', () => {
    const once = marked(styled(), [note('A3')]).parts;
    const drawing = Object.keys(once).find((part) => part.endsWith('.vml'))!;
    once[drawing] = strToU8('<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:shapetype id="_x0000_t201"/></xml>');
    const twice = marked(zipSync(once), [note('C3')]).parts;
    expect(text(twice, drawing).match(/id="_x0000_t202"/g)).toHaveLength(1);
    expect(text(marked(zipSync(twice), [note('B1')]).parts, drawing).match(/id="_x0000_t202"/g)).toHaveLength(1);
  });

  it('hidden sheets, rows and columns of other formats stay hidden', () => {
    const sheet = (name: string, over: object): Workbook['sheets'][number] => ({
      name,
      rows: [
        ['姓名', '年龄'],
        ['张三', 45],
        ['李四', 46],
      ],
      columns: 2,
      merges: [],
      hidden: false,
      hiddenRows: new Set(),
      hiddenColumns: new Set(),
      ...over,
    });
    const workbook: Workbook = {
      file: '名单.xls',
      format: 'xls',
      sheets: [
        sheet('户', { hiddenRows: new Set([1]), hiddenColumns: new Set([1]) }),
        sheet('字典', { hidden: true }),
        sheet('底稿', { hidden: true, veryHidden: true }),
      ],
    };
    const done = errorBook(new Uint8Array(), workbook, [note('B2')]);
    if (!done.ok) throw new Error(done.error.code);
    const { sheets } = opened(done.value.bytes);
    expect(sheets.map(({ name, hidden, veryHidden }) => [name, hidden, veryHidden === true])).toEqual([
      ['户', false, false],
      ['字典', true, false],
      ['底稿', true, true],
      [LIST_SHEET, false, false],
    ]);
    expect([...sheets[0]!.hiddenRows, ...sheets[0]!.hiddenColumns]).toEqual([1, 1]);
  });
});
