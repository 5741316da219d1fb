import { strToU8 } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CellValue, Sheet, Workbook } from '../sheet';
import { numberAt } from './cellNumber';
import { isDateFormat } from './numberFormat';
import { readWorkbook } from './readWorkbook';
import { type Parts, xlsxOf } from './testWorkbook';

function book(parts: Parts): Workbook {
  const result = readWorkbook(xlsxOf(parts), 'a.xlsx');
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}
function sheet(parts: Parts): Sheet {
  return book(parts).sheets[0]!;
}
function rows(xml: string, more: Partial<Parts> = {}): readonly (readonly CellValue[])[] {
  return sheet({ ...more, sheet: xml }).rows;
}
function code(bytes: Uint8Array): string {
  const result = readWorkbook(bytes, 'a.xlsx');
  return result.ok ? 'ok' : result.error.code;
}

describe('cells of an .xlsx', () => {
  it('reads shared, rich and phonetic strings', () => {
    const strings =
      '<si><t>汉族</t></si><si><r><rPr><b/></rPr><t>户</t></r><r><t xml:space="preserve"> 主 </t></r></si>' +
      '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></si><si/><si><t/></si><si><t>末</t></si>';
    const xml = [0, 1, 2, 3, 4, 5].map((index) => `<c t="s"><v>${index}</v></c>`).join('');
    expect(rows(`<row>${xml}</row>`, { strings })).toEqual([['汉族', '户 主 ', '東京', null, null, '末']]);
  });

  it('reads inline strings, entities, astral characters and _xHHHH_ escapes', () => {
    const texts = [
      '张&amp;李',
      '&#20840;&#x56FD;',
      '𠮷',
      '&#x20BB7;',
      'a_x000D__x000A_b',
      '<![CDATA[<丙>]]>',
      'x\r\ny',
      '_x005F_x000D_',
    ];
    const xml = texts.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('');
    expect(rows(`<row>${xml}</row>`)).toEqual([['张&李', '全国', '𠮷', '𠮷', 'a\nb', '<丙>', 'x\ny', '_x000D_']]);
    const rich =
      '<c t="inlineStr"><is><r><t>一</t></r><r><t>二</t></r></is></c><c t="inlineStr"><is/></c><c><v>3</v></c>';
    expect(rows(`<row>${rich}</row>`)).toEqual([['一二', null, 3]]);
  });

  it('keeps an 18-digit number a number', () => {
    expect(rows('<row><c><v>522101199001019999</v></c></row>')).toEqual([[522101199001019999]]);
  });

  it('reads booleans, errors, formulas with and without a cached value', () => {
    const xml =
      '<c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#N/A</v></c><c><f>A1+1</f><v>2</v></c><c><f>B1&amp;"x"</f></c>' +
      '<c t="str"><f>C1</f><v>好</v></c><c t="str"><f>D1</f><v></v></c><c><f>E1</f><v/></c>';
    expect(rows(`<row>${xml}</row>`)).toEqual([
      [
        true,
        false,
        { kind: 'error', text: '#N/A' },
        2,
        { kind: 'uncached', text: '=B1&"x"' },
        '好',
        null,
        { kind: 'uncached', text: '=E1' },
      ],
    ]);
  });

  it('knows dates by their style, built-in and custom, and the 1904 system', () => {
    const styles =
      '<numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="177" formatCode="0.00&quot;亩&quot;"/></numFmts>' +
      '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
      '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="57"/><xf numFmtId="176"/><xf numFmtId="177"/></cellXfs>';
    const xml = [0, 1, 2, 3, 4].map((style) => `<c s="${style}"><v>41974</v></c>`).join('');
    const date = (format: string, is1904 = false) => ({ kind: 'date', serial: 41974, format, is1904 });
    const month = 'yyyy"年"m"月"';
    expect(rows(`<row>${xml}</row>`, { styles })).toEqual([[41974, date('yyyy/m/d'), date(month), date(month), 41974]]);
    const workbook =
      '<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>';
    expect(rows('<row><c s="1"><v>41974</v></c></row>', { styles, workbook })).toEqual([[date('yyyy/m/d', true)]]);
    expect(rows('<row><c t="d"><v>2014-12-01T12:00:00Z</v></c></row>')).toEqual([
      [{ kind: 'date', serial: 41974.5, format: 'yyyy-mm-dd', is1904: false }],
    ]);
  });

  it('places cells by reference, and by order where references are missing', () => {
    expect(rows('<row r="2"><c r="C2"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>')).toEqual([
      [],
      [null, null, 1, 2],
      [3],
    ]);
  });

  it('understands a namespace prefix and absolute part targets', () => {
    const xml =
      '<?xml version="1.0"?><x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c>' +
      '<x:c r="B1" t="s"><x:v>0</x:v></x:c></x:row></x:sheetData><x:mergeCells><x:mergeCell ref="A1:B2"/></x:mergeCells></x:worksheet>';
    const relations =
      '<Relationships><Relationship Id="rId1" Type="t/worksheet" Target="/xl/worksheets/sheet1.xml"/>' +
      '<Relationship Id="rId2" Type="t/sharedStrings" Target="/xl/strings.xml"/></Relationships>';
    const strings = strToU8('<x:sst xmlns:x="m"><x:si><x:t>乙</x:t></x:si></x:sst>');
    const read = sheet({ sheet: xml, relations, more: { 'xl/strings.xml': strings } });
    expect(read.rows).toEqual([['甲', '乙']]);
    expect(read.merges).toEqual([{ top: 0, left: 0, bottom: 1, right: 1 }]);
  });

  it('reports hidden sheets, rows and columns', () => {
    const xml =
      '<worksheet><cols><col min="2" max="16384" hidden="1"/></cols><sheetData><row r="1"><c><v>1</v></c><c><v>2</v></c></row>' +
      '<row r="2" hidden="1"><c><v>3</v></c></row><row r="9" hidden="1"/></sheetData></worksheet>';
    const workbook = '<workbook><sheets><sheet name="字典" state="veryHidden" r:id="rId1"/></sheets></workbook>';
    const read = sheet({ sheet: xml, workbook });
    expect([read.name, read.hidden, [...read.hiddenRows], [...read.hiddenColumns]]).toEqual(['字典', true, [1], [1]]);
  });

  it('ignores single quotes, comments and unknown elements', () => {
    const xml =
      "<row r='1'><!-- <c r='A1'><v>9</v></c --><c r='B1' s='0'><v> 5 </v><extLst><ext><x14:v>7</x14:v></ext></extLst></c></row>";
    expect(rows(xml)[0]?.[1]).toBe(5);
  });

  it('takes a workbook without any cell', () => {
    expect(book({ sheet: '<worksheet><sheetData/></worksheet>' }).sheets).toMatchObject([{ rows: [], columns: 0 }]);
    expect(rows('')).toEqual([]);
  });

  it('says that there are macros, and reads the data', () => {
    const read = book({ sheet: '<row><c><v>1</v></c></row>', more: { 'xl/vbaProject.bin': new Uint8Array(9) } });
    expect([read.macros, read.sheets[0]?.rows]).toEqual([true, [[1]]]);
  });
});

describe('hostile .xlsx', () => {
  it('survives a million formatted empty rows', () => {
    const ghost = Array.from(
      { length: 1_048_576 },
      (_, row) => `<row r="${row + 1}" s="1"><c r="A${row + 1}" s="1"/></row>`,
    );
    ghost[1] = '<row r="2"><c r="B2"><v>7</v></c></row>';
    expect(rows(ghost.join(''))).toEqual([[], [null, 7]]);
  });

  it('refuses far-away cells that would become gigabytes of blanks', () => {
    const far = Array.from({ length: 5000 }, (_, row) => `<row r="${row + 1}"><c r="XFD${row + 1}"><v>1</v></c></row>`);
    expect(code(xlsxOf({ sheet: far.join('') }))).toBe('file_too_large');
  });

  it('refuses document types, and expands no entity', () => {
    const xml = '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]><worksheet><sheetData/></worksheet>';
    expect(code(xlsxOf({ sheet: xml }))).toBe('file_unsafe');
    expect(rows('<row><c t="inlineStr"><is><t>&lol;</t></is></c></row>')).toEqual([['&lol;']]);
  });

  it('refuses a part that packs more often than an honest one', () => {
    expect(code(xlsxOf({ sheet: '<row/>'.repeat(2_000_000) }))).toBe('file_unsafe');
    expect(code(xlsxOf({ sheet: '<row/>'.repeat(1_000_000) }))).toBe('ok');
  });

  it('refuses parts above the limits, counted while inflating', () => {
    const bytes = xlsxOf({ sheet: '<row><c><v>1</v></c></row>'.repeat(2000) });
    expect(readWorkbook(bytes, 'a', { limits: { entryBytes: 1000 } })).toMatchObject({
      error: { code: 'file_too_large' },
    });
    expect(readWorkbook(bytes, 'a', { limits: { totalBytes: 9000 } })).toMatchObject({
      error: { code: 'file_too_large' },
    });
    expect(readWorkbook(bytes, 'a', { limits: { entries: 3 } })).toMatchObject({ error: { code: 'file_too_large' } });
  });

  it('refuses a part that is longer than it declares', () => {
    const bytes = xlsxOf({ sheet: '<row><c><v>1</v></c></row>'.repeat(2000) });
    const view = new DataView(bytes.buffer);
    for (let at = 0; at + 4 < bytes.length; at++) {
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 100, true);
    }
    expect(code(bytes)).toBe('file_damaged');
  });

  it('refuses overlapping entries', () => {
    const bytes = xlsxOf({ sheet: '' });
    const view = new DataView(bytes.buffer);
    for (let at = 0; at + 4 < bytes.length; at++) {
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 42, 0, true);
    }
    expect(code(bytes)).toBe('file_unsafe');
  });

  it('notices every single flipped bit of a packed sheet', () => {
    const original = xlsxOf({ sheet: '<row><c><v>12345</v></c><c><v>67890</v></c></row>' });
    const text = new TextDecoder('latin1').decode(original);
    const start = text.indexOf('xl/worksheets/sheet1.xml') + 'xl/worksheets/sheet1.xml'.length;
    for (let bit = 0; bit < 160; bit++) {
      const bytes = original.slice();
      bytes[start + (bit >> 3)]! ^= 1 << (bit & 7);
      expect(code(bytes)).toBe('file_damaged');
    }
  });

  it('returns a failure, never throws, for any truncation', () => {
    const bytes = xlsxOf({ sheet: '<row><c><v>1</v></c></row>' });
    for (let length = 1; length < bytes.length; length += 7) {
      expect(['file_damaged', 'not_a_spreadsheet', 'ok']).toContain(code(bytes.slice(0, length)));
    }
    expect(code(bytes.slice(0, bytes.length - 40))).toBe('file_damaged');
    expect(code(xlsxOf({ sheet: '<worksheet><sheetData><row><c><v>1</v></c></row>' }))).toBe('file_damaged');
  });

  it('never hangs or throws on broken XML', () => {
    const whole =
      '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c></row></sheetData></worksheet>';
    fc.assert(
      fc.property(
        fc.nat(whole.length - 1),
        fc.nat(6),
        fc.constantFrom('<', '>', '"', '/', '', '<c', '&'),
        (at, cut, put) => {
          const xml = whole.slice(0, at) + put + whole.slice(at + cut);
          expect(typeof code(xlsxOf({ sheet: xml.includes('<worksheet') ? xml : `<worksheet>${xml}` }))).toBe('string');
        },
      ),
    );
  });
});

describe('number parsing and formats', () => {
  it('equals Number for whatever a writer may write', () => {
    const same = (text: string): void => {
      const bytes = strToU8(text);
      expect(numberAt(bytes, 0, bytes.length)).toBe(Number(text));
    };
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => same(String(value))));
    fc.assert(fc.property(fc.integer(), fc.nat(9), (value, digits) => same((value / 1000).toFixed(digits))));
    ['1E3', '1.5e-7', '0', '-0', '007', '.5', '5.', '12345678901234567890'].forEach(same);
  });

  it.each([
    ['yyyy-mm-dd', true],
    ['yyyy"年"m"月"', true],
    ['[$-804]yyyy年m月d日;@', true],
    ['[h]:mm', true],
    ['0.00"年"', false],
    ['#,##0_);[Red](#,##0)', false],
    ['G/通用格式', false],
    ['General', false],
    ['0\\d', false],
    ['@', false],
    ['0.00E+00', false],
  ])('%s shows a date: %s', (format, expected) => {
    expect(isDateFormat(format)).toBe(expected);
  });
});
