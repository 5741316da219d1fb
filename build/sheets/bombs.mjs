/** Hostile files: each is named after what it does. Generated, never kept in the project. */
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { repeated, zipOf } from './zipWriter.mjs';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>';
const TAIL = '</sheetData></worksheet>';
const GB = 1024 ** 3;
const LAUGHS =
  '<!DOCTYPE lolz [<!ENTITY a "ha">' +
  'bcdefghij'.replace(/./g, (name, at) => `<!ENTITY ${name} "${`&${'abcdefghij'[at]};`.repeat(10)}">`) +
  ']>';
const ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c><c r="B1" t="s"><v>0</v></c></row>';

/** An .xlsx whose sheet (or another part) is given as text or as a packed part. */
function book({
  sheet = HEAD + ROW + TAIL,
  strings = '<sst><si><t>证件号码</t></si></sst>',
  styles,
  workbook,
  more = [],
}) {
  const part = (name, content) => (typeof content === 'string' ? { name, data: content } : { name, ...content });
  const relation = (id, type, target) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  return zipOf([
    { name: '[Content_Types].xml', data: '<Types/>' },
    {
      name: '_rels/.rels',
      data: `<Relationships>${relation('r1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    },
    part(
      'xl/workbook.xml',
      workbook ?? `<workbook><sheets><sheet name="表" sheetId="1" r:id="r1" xmlns:r="${OFFICE}"/></sheets></workbook>`,
    ),
    {
      name: 'xl/_rels/workbook.xml.rels',
      data:
        `<Relationships>${relation('r1', 'worksheet', 'worksheets/sheet1.xml')}` +
        `${relation('r2', 'sharedStrings', 'sharedStrings.xml')}${relation('r3', 'styles', 'styles.xml')}</Relationships>`,
    },
    part('xl/worksheets/sheet1.xml', sheet),
    part('xl/sharedStrings.xml', strings),
    part('xl/styles.xml', styles ?? '<styleSheet/>'),
    ...more,
  ]);
}

function ods(content) {
  const part = typeof content === 'string' ? { data: content } : content;
  return zipOf([
    { name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet' },
    { name: 'META-INF/manifest.xml', data: '<manifest:manifest xmlns:manifest="m"/>' },
    { name: 'content.xml', ...part },
  ]);
}

const ODS_HEAD =
  '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" ' +
  'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">' +
  '<office:body><office:spreadsheet><table:table table:name="表">';
const ODS_TAIL = '</table:table></office:spreadsheet></office:body></office:document-content>';
const ODS_CELL = '<table:table-cell office:value-type="string"><text:p>甲</text:p></table:table-cell>';
const XML2003 =
  '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" ' +
  'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="表"><Table>';
const XML2003_TAIL = '</Table></Worksheet></Workbook>';

const times = (count, each) => Array.from({ length: count }, (_, at) => each(at)).join('');

/** Nested as in 42.zip: sixteen of the same in each layer. */
function nested(depth) {
  let inner = { name: 'a.csv', ...repeated('', '0'.repeat(1000), 1_000_000, '') };
  let zip = zipOf([inner]);
  for (let layer = 0; layer < depth; layer++) {
    inner = zip;
    zip = zipOf(Array.from({ length: 16 }, (_, at) => ({ name: `${layer}-${at}.zip`, data: inner })));
  }
  return zip;
}

/** File name → how to make it. */
const BOMBS = {
  '10MB-to-4GB.xlsx': () => book({ sheet: repeated(HEAD, '<row/>'.repeat(100), (4.2 * GB) / 600, TAIL) }),
  '10MB-to-4GB-lying.xlsx': () =>
    book({ sheet: { ...repeated(HEAD, '<row/>'.repeat(100), (4.2 * GB) / 600, TAIL), size: 90_000_000 } }),
  '4GB-of-zeros.xlsx': () => book({ strings: repeated('<sst>', '\0'.repeat(1000), (4 * GB) / 1000, '') }),
  '4GB-picture.xlsx': () =>
    book({ more: [{ name: 'xl/media/a.png', ...repeated('', '0'.repeat(1000), (4 * GB) / 1000, '') }] }),
  '4GB.csv.zip': () => zipOf([{ name: 'a.csv', ...repeated('', '甲,乙\n'.repeat(100), 4_500_000, '') }]),
  '42.zip': () => nested(5),
  'three-layers.zip': () => nested(2),
  'overlapping.xlsx': () =>
    book({
      sheet: repeated(HEAD, '<row/>'.repeat(100), 100_000, TAIL),
      more: Array.from({ length: 500 }, (_, at) => ({
        name: `xl/worksheets/s${at}.xml`,
        sameAs: 'xl/worksheets/sheet1.xml',
      })),
    }),
  'overlapping.zip': () =>
    zipOf([
      { name: 'a.csv', ...repeated('', '甲,乙\n'.repeat(100), 50_000, '') },
      ...Array.from({ length: 2000 }, (_, at) => ({ name: `${at}.csv`, sameAs: 'a.csv' })),
    ]),
  '100000-entries.zip': () => zipOf(Array.from({ length: 100_000 }, (_, at) => ({ name: `${at}.csv`, data: '甲' }))),
  'same-sheet-10000-times.xlsx': () =>
    book({
      sheet: repeated(HEAD, '<row r="1"><c r="A1"><v>1</v></c></row>', 100_000, TAIL),
      workbook: `<workbook><sheets>${times(10_000, (at) => `<sheet name="表${at}" r:id="r1"/>`)}</sheets></workbook>`,
    }),
  'million-deep.xlsx': () => book({ sheet: HEAD + '<a>'.repeat(1e6) + '</a>'.repeat(1e6) + TAIL }),
  'million-deep-cell.xlsx': () =>
    book({ sheet: `${HEAD}<row r="1"><c r="A1">${'<a>'.repeat(1e6)}${'</a>'.repeat(1e6)}</c></row>${TAIL}` }),
  'million-deep-strings.xlsx': () =>
    book({ strings: `<sst><si>${'<r>'.repeat(1e6)}<t>甲</t>${'</r>'.repeat(1e6)}</si></sst>` }),
  'million-deep-styles.xlsx': () =>
    book({ styles: `<styleSheet>${'<a>'.repeat(1e6)}${'</a>'.repeat(1e6)}</styleSheet>` }),
  'million-deep.ods': () => ods(ODS_HEAD + '<a>'.repeat(1e6) + '</a>'.repeat(1e6) + ODS_TAIL),
  'million-deep-2003.xls': () => XML2003 + '<a>'.repeat(1e6) + '</a>'.repeat(1e6) + XML2003_TAIL,
  'million-deep-html.xls': () => `<html><body>${'<div>'.repeat(1e6)}<table><tr><td>甲</td></tr></table></body></html>`,
  'million-tables-in-tables.xls': () => `<html>${'<table><tr><td>'.repeat(300_000)}`,
  'laughs-sheet.xlsx': () =>
    book({ sheet: LAUGHS + HEAD + '<row><c t="inlineStr"><is><t>&j;</t></is></c></row>' + TAIL }),
  'laughs-workbook.xlsx': () =>
    book({ workbook: `${LAUGHS}<workbook><sheets><sheet name="&j;" r:id="r1"/></sheets></workbook>` }),
  'laughs-strings.xlsx': () => book({ strings: `<?xml version="1.0"?>${LAUGHS}<sst><si><t>&j;</t></si></sst>` }),
  'laughs-far.xlsx': () => book({ sheet: `<?xml version="1.0"?><!--${' '.repeat(20_000)}-->${LAUGHS}${HEAD}${TAIL}` }),
  'laughs.ods': () => ods(LAUGHS + ODS_HEAD + ODS_TAIL),
  'laughs-2003.xls': () => XML2003.replace('<?mso', `${LAUGHS}<?mso`) + XML2003_TAIL,
  'laughs-html.xls': () =>
    `<!DOCTYPE html [<!ENTITY a "b">]>${LAUGHS}<html><table><tr><td>&j;</td></tr></table></html>`,
  'million-formatted-rows.xlsx': () =>
    book({
      sheet: HEAD + ROW + times(1_048_575, (at) => `<row r="${at + 2}" s="1" customFormat="1" ht="15"/>`) + TAIL,
    }),
  'million-formatted-rows-of-cells.xlsx': () =>
    book({
      sheet:
        HEAD +
        ROW +
        times(
          1_048_575,
          (at) =>
            `<row r="${at + 2}">${['A', 'B', 'C', 'D', 'E'].map((c) => `<c r="${c}${at + 2}" s="1"/>`).join('')}</row>`,
        ) +
        TAIL,
    }),
  'million-formatted-rows.ods': () =>
    ods(
      ODS_HEAD +
        `<table:table-row>${ODS_CELL}</table:table-row>` +
        times(1_048_575, () => '<table:table-row/>') +
        ODS_TAIL,
    ),
  'wide-spans.xlsx': () =>
    book({ sheet: HEAD + times(100_000, (at) => `<row r="${at + 1}" spans="1:16384"/>`) + TAIL }),
  'wide-columns.xlsx': () =>
    book({
      sheet: `<worksheet><cols>${'<col min="1" max="16384" hidden="1"/>'.repeat(100_000)}</cols><sheetData><row r="1"><c r="XFD1"><v>1</v></c></row>${TAIL}`,
    }),
  'far-cells.xlsx': () =>
    book({
      sheet: HEAD + times(1_000_000, (at) => `<row r="${at + 1}"><c r="XFD${at + 1}"><v>1</v></c></row>`) + TAIL,
    }),
  'one-far-cell.xlsx': () =>
    book({ sheet: `${HEAD}${ROW}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>${TAIL}` }),
  'merges.xlsx': () =>
    book({
      sheet: `${HEAD}${ROW}</sheetData><mergeCells>${times(2_000_000, (at) => `<mergeCell ref="A${(at % 1e6) + 1}:XFD${(at % 1e6) + 1}"/>`)}</mergeCells></worksheet>`,
    }),
  'merge-of-all.xlsx': () =>
    book({ sheet: `${HEAD}${ROW}</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>` }),
  'huge-count.xlsx': () =>
    book({ strings: '<sst count="4294967295" uniqueCount="4294967295"><si><t>甲</t></si></sst>' }),
  'empty-strings.xlsx': () => book({ strings: repeated('<sst>', '<si/>', 60_000_000, '</sst>') }),
  'long-string.xlsx': () => book({ strings: repeated('<sst><si><t>', '甲乙丙丁', 8_000_000, '</t></si></sst>') }),
  'long-inline.xlsx': () =>
    book({ sheet: repeated(`${HEAD}<row><c t="inlineStr"><is><t>`, '甲乙丙丁', 15_000_000, '') }),
  'all-numbers.xlsx': () =>
    book({ sheet: repeated(HEAD, `<row>${'<c><v>1.5</v></c>'.repeat(100)}</row>`, 250_000, TAIL) }),
  'styles.xlsx': () =>
    book({ styles: repeated('<styleSheet><cellXfs>', '<xf numFmtId="14"/>', 20_000_000, '</cellXfs></styleSheet>') }),
  'many-sheets.xlsx': () =>
    book({
      workbook: `<workbook><sheets>${times(100_000, (at) => `<sheet name="表${at}" r:id="r1"/>`)}</sheets></workbook>`,
    }),
  'repeated.ods': () =>
    ods(
      `${ODS_HEAD}<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/></table:table-row>${ODS_TAIL}`,
    ),
  'repeated-huge.ods': () =>
    ods(
      `${ODS_HEAD}<table:table-row table:number-rows-repeated="2147483647"><table:table-cell table:number-columns-repeated="2147483647"/>${ODS_CELL}</table:table-row>${ODS_TAIL}`,
    ),
  'spaces.ods': () =>
    ods(
      `${ODS_HEAD}<table:table-row><table:table-cell><text:p><text:s text:c="2000000000"/></text:p></table:table-cell></table:table-row>${ODS_TAIL}`,
    ),
  '4GB.ods': () => ods(repeated(ODS_HEAD, '<table:table-row/>', (4 * GB) / 18, ODS_TAIL)),
  '400MB.ods': () => ods(repeated(ODS_HEAD, `<table:table-row>${ODS_CELL}</table:table-row>`, 3_500_000, ODS_TAIL)),
  '4GB.xlsb': () =>
    zipOf([
      { name: '[Content_Types].xml', data: '<Types/>' },
      { name: 'xl/workbook.bin', ...repeated('', '\0'.repeat(1000), (4 * GB) / 1000, '') },
    ]),
  'indices-2003.xls': () =>
    `${XML2003}<Row ss:Index="2000000000"><Cell ss:Index="2000000000" ss:MergeAcross="2000000000"><Data ss:Type="String">甲</Data></Cell></Row>${XML2003_TAIL}`,
  'spans-html.xls': () => `<table>${'<tr><td rowspan="1000000" colspan="1000000">甲</td></tr>'.repeat(3000)}</table>`,
  'open-tags-html.xls': () => `<table>${'<tr><td '.repeat(1e6)}`,
  'quotes-html.xls': () => `<table><tr><td>${'<a href="'.repeat(1e6)}`,
  'commas.csv': () => ','.repeat(20_000_000),
  'lines.csv': () => `甲,乙\n${'\n'.repeat(20_000_000)}`,
  'cells.csv': () => '1,2\n'.repeat(4_000_000),
  'open-quotes.csv': () => `甲,乙\n${'"'.repeat(5_000_001)}`,
  'quotes-apart.csv': () => '甲,"\n'.repeat(2_000_000),
};

/** Writes all of them, or those named; returns their number. */
export function makeBombs(folder, names = Object.keys(BOMBS)) {
  for (const name of names) writeFileSync(join(folder, name), BOMBS[name]());
  return names.length;
}
