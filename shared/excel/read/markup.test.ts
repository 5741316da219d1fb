/** ODS, XML 2003 and HTML: what their scanners make of the oddities of real files. */
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Sheet } from '../sheet';
import { readWorkbook } from './readWorkbook';

function sheets(source: Uint8Array | string): readonly Sheet[] {
  const result = readWorkbook(typeof source === 'string' ? strToU8(source) : source, 'a.xls');
  if (!result.ok) throw new Error(result.error.code);
  return result.value.sheets;
}
function code(source: Uint8Array | string): string {
  const result = readWorkbook(typeof source === 'string' ? strToU8(source) : source, 'a.xls');
  return result.ok ? 'ok' : result.error.code;
}

describe('ODS', () => {
  const ods = (tables: string, styles = ''): Uint8Array =>
    zipSync({
      mimetype: strToU8('application/vnd.oasis.opendocument.spreadsheet'),
      'content.xml': strToU8(
        `<office:document-content><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`,
      ),
    });
  const cell = (text: string, more = ''): string =>
    `<table:table-cell office:value-type="string" ${more}><text:p>${text}</text:p></table:table-cell>`;

  it('counts repeated rows and cells, spans and paragraphs', () => {
    const [sheet] = sheets(
      ods(
        `<table:table table:name="表"><table:table-row table:number-rows-repeated="2"><table:table-cell/>${cell('甲<text:s text:c="2"/>乙</text:p><text:p>丙', 'table:number-columns-spanned="2" table:number-rows-spanned="1"')}<table:covered-table-cell/></table:table-row>` +
          `<table:table-row table:number-rows-repeated="1048574"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>`,
      ),
    );
    expect(sheet).toMatchObject({ name: '表', columns: 2, merges: [{ top: 0, left: 1, bottom: 0, right: 2 }] });
    expect(sheet?.rows).toEqual([
      [null, '甲  乙\n丙'],
      [null, '甲  乙\n丙'],
    ]);
  });

  it('knows dates by their styles, formulas without a value, comments, hidden sheets and the cache of other files', () => {
    const styles =
      '<number:date-style style:name="N1"><number:year number:style="long"/><number:text>年</number:text><number:month/></number:date-style>' +
      '<style:style style:name="ce1" style:data-style-name="N1"/><style:style style:name="ta1"><style:table-properties table:display="false"/></style:style>';
    const read = sheets(
      ods(
        '<table:table table:name="甲" table:style-name="ta1"><table:table-row><table:table-cell office:value-type="date" office:date-value="2014-12-01" table:style-name="ce1"/>' +
          `<table:table-cell table:formula="of:=1+1"/><table:table-cell office:value-type="float" office:value="2.5"><office:annotation><text:p>批注</text:p></office:annotation><text:p>2.5</text:p></table:table-cell></table:table-row></table:table>` +
          '<table:table table:name="外"><table:table-source/><table:table-row><table:table-cell/></table:table-row></table:table>',
        styles,
      ),
    );
    expect(read).toHaveLength(1);
    expect(read[0]?.hidden).toBe(true);
    expect(read[0]?.rows[0]).toEqual([
      { kind: 'date', serial: 41974, format: 'yyyy"年"m', is1904: false },
      { kind: 'uncached', text: 'of:=1+1' },
      2.5,
    ]);
  });

  it('refuses what repeats itself into gigabytes', () => {
    const all = `<table:table><table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/></table:table-row></table:table>`;
    expect(code(ods(all))).toBe('file_too_large');
  });
});

describe('XML 2003', () => {
  const book = (table: string, more = ''): string =>
    `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style></Styles><Worksheet ss:Name="表"><Table>${table}</Table>${more}</Worksheet></Workbook>`;

  it('places cells by index and merge, reads dates, comments aside', () => {
    const [sheet] = sheets(
      book(
        '<Row ss:Index="2"><Cell ss:MergeAcross="1"><Data ss:Type="String">甲<B>乙</B></Data><Comment><ss:Data>注</ss:Data></Comment></Cell><Cell ss:StyleID="d"><Data ss:Type="DateTime">2014-12-01T00:00:00.000</Data></Cell><Cell ss:Index="6" ss:Formula="=1"/></Row>',
        '<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>',
      ),
    );
    expect(sheet?.rows).toEqual([
      [],
      [
        '甲乙',
        null,
        { kind: 'date', serial: 41974, format: 'yyyy/m/d', is1904: false },
        null,
        null,
        { kind: 'uncached', text: '=1' },
      ],
    ]);
    expect([sheet?.hidden, sheet?.merges]).toEqual([true, [{ top: 1, left: 0, bottom: 1, right: 1 }]]);
  });

  it('refuses document types, survives absurd places', () => {
    expect(code(book('').replace('<Workbook', '<!DOCTYPE a [<!ENTITY b "c">]><Workbook'))).toBe('file_unsafe');
    const far =
      '<Row ss:Index="2000000000"><Cell ss:Index="2000000000" ss:MergeAcross="2000000000"><Data ss:Type="Number">1</Data></Cell></Row>';
    expect(sheets(book(far))[0]?.rows).toEqual([]);
  });
});

describe('HTML', () => {
  it('spreads spans, unquoted ones too, and takes tables in tables for tables', () => {
    const read = sheets(
      '<table><tr><td><table><tr><td rowspan=2>村</td><td colspan="2">成员<br>名单</td></tr><tr><td>a &amp; b</td><td>0012</td></tr></table></td></tr></table>',
    );
    expect(read.map(({ rows }) => rows)).toEqual([
      [
        ['村', '成员\n名单'],
        [null, 'a & b', '0012'],
      ],
    ]);
  });

  it('ends with spans of millions', () => {
    const html = `<table>${'<tr><td rowspan="1000000" colspan="1000000">甲</td></tr>'.repeat(300)}</table>`;
    expect(sheets(html)[0]?.rows).toEqual([['甲']]);
  });
});
