/** A workbook as a village office keeps it, for tests of what must come back untouched: styles, merges, comments, rules, a picture. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { columnName, type CellValue } from '../../sheet';
import { escapeText } from '../xmlText';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
/** A dot, as a picture. */
const PNG = Uint8Array.from(
  (
    '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000' +
    '000d4944415478da6364f8cf500f00038601805a347d6b0000000049454e44ae426082'
  ).match(/../g) ?? [],
  (pair) => parseInt(pair, 16),
);

/** 0-based row of the first data row. */
export const FIRST_ROW = 3;
export const SHEET = '一组 & 二组';
const NUMBER_FORMATS = 7;

/** Style number of a cell: headings have their own, data change with column and row as striped tables do. */
export function styleOf(row: number, column: number): number {
  if (row === 0) return 1;
  if (row < FIRST_ROW) return 2;
  return 3 + (row % 2) * NUMBER_FORMATS + (column % NUMBER_FORMATS);
}

/** Title, a line about the sheet, headers and rows, styled. Texts stand among the shared ones, as Excel writes them. */
export function styledWorkbook(headers: readonly string[], rows: readonly (readonly CellValue[])[]): Uint8Array {
  const shared: string[] = [];
  const all: readonly (readonly CellValue[])[] = [
    ['李庄村农户信息表'],
    ['填报单位：李庄村', null, null, null, '填报日期：2026年6月30日'],
    headers,
    ...rows,
  ];
  const data = all.map((cells, row) => rowXml(cells, row, headers.length, shared)).join('');
  const last = columnName(headers.length - 1);
  const sheet =
    `${HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheetPr><tabColor rgb="FF92D050"/></sheetPr>` +
    `<dimension ref="A1:${last}${all.length}"/><sheetViews><sheetView tabSelected="1" workbookViewId="0">` +
    '<pane xSplit="2" ySplit="3" topLeftCell="C4" activePane="bottomRight" state="frozen"/></sheetView></sheetViews>' +
    `<cols><col min="1" max="${headers.length}" width="14.5" style="3" customWidth="1"/></cols><sheetData>${data}</sheetData>` +
    `<autoFilter ref="A3:${last}${all.length}"/><mergeCells count="1"><mergeCell ref="A1:${last}1"/></mergeCells>` +
    '<conditionalFormatting sqref="A4:A9"><cfRule type="duplicateValues" dxfId="0" priority="1"/></conditionalFormatting>' +
    '<dataValidations count="1"><dataValidation type="list" allowBlank="1" sqref="D4:D999"><formula1>"男,女"</formula1>' +
    '</dataValidation></dataValidations><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>' +
    '<pageSetup paperSize="8" orientation="landscape"/><drawing r:id="rId3"/><legacyDrawing r:id="rId1"/></worksheet>';
  const aside =
    `${HEAD}<worksheet xmlns="${MAIN}"><sheetData><row r="1"><c r="A1" s="2" t="inlineStr"><is><t>填表说明：用黑色笔填写。</t></is></c>` +
    '</row></sheetData></worksheet>';
  const texts = shared.map((text) => `<si><t xml:space="preserve">${escapeText(text)}</t></si>`).join('');
  const files: Record<string, string> = {
    '[Content_Types].xml': contentTypes(),
    '_rels/.rels': relations([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml':
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${escapeText(SHEET)}" sheetId="4" r:id="rId1"/>` +
      '<sheet name="说明" sheetId="7" r:id="rId2"/></sheets><definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">' +
      `'${escapeText(SHEET)}'!$1:$3</definedName></definedNames></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ['worksheet', 'worksheets/sheet1.xml'],
      ['worksheet', 'worksheets/sheet2.xml'],
      ['styles', 'styles.xml'],
      ['sharedStrings', 'sharedStrings.xml'],
    ]),
    'xl/worksheets/sheet1.xml': sheet,
    'xl/worksheets/sheet2.xml': aside,
    'xl/worksheets/_rels/sheet1.xml.rels': relations([
      ['vmlDrawing', '../drawings/vmlDrawing1.vml'],
      ['comments', '../comments1.xml'],
      ['drawing', '../drawings/drawing1.xml'],
    ]),
    'xl/comments1.xml':
      `${HEAD}<comments xmlns="${MAIN}"><authors><author>乡里</author></authors><commentList><comment ref="B5" authorId="0">` +
      '<text><r><t>已入户核实</t></r></text></comment></commentList></comments>',
    'xl/drawings/vmlDrawing1.vml': vml(),
    'xl/drawings/drawing1.xml': picture(),
    'xl/drawings/_rels/drawing1.xml.rels': relations([['image', '../media/image1.png']]),
    'xl/sharedStrings.xml': `${HEAD}<sst xmlns="${MAIN}" count="${shared.length}" uniqueCount="${shared.length}">${texts}</sst>`,
    'xl/styles.xml': stylesXml(),
  };
  const parts = Object.entries(files).map(([name, text]) => [name, strToU8(text)] as const);
  return zipSync(Object.fromEntries([...parts, ['xl/media/image1.png', PNG] as const]));
}

function rowXml(cells: readonly CellValue[], row: number, width: number, shared: string[]): string {
  const made = Array.from({ length: width }, (_, column) => {
    const head = `<c r="${columnName(column)}${row + 1}" s="${styleOf(row, column)}"`;
    return `${head}${contentOf(cells[column] ?? null, shared)}`;
  });
  return `<row r="${row + 1}" ht="${row === 0 ? 32 : 18}" customHeight="1">${made.join('')}</row>`;
}

/** What stands after the attributes of a cell. */
function contentOf(value: CellValue, shared: string[]): string {
  if (value === null) return '/>';
  if (typeof value === 'number') return `><v>${value}</v></c>`;
  if (typeof value === 'boolean') return ` t="b"><v>${Number(value)}</v></c>`;
  if (typeof value === 'object') {
    if (value.kind === 'uncached') return '><f>SUM(A1:A2)</f></c>';
    return value.kind === 'error' ? ` t="e"><v>${value.text}</v></c>` : '/>';
  }
  if (!shared.includes(value)) shared.push(value);
  return ` t="s"><v>${shared.indexOf(value)}</v></c>`;
}

function contentTypes(): string {
  const overrides = [
    ['xl/workbook.xml', `${SHEET_TYPE}.sheet.main+xml`],
    ['xl/worksheets/sheet1.xml', `${SHEET_TYPE}.worksheet+xml`],
    ['xl/worksheets/sheet2.xml', `${SHEET_TYPE}.worksheet+xml`],
    ['xl/styles.xml', `${SHEET_TYPE}.styles+xml`],
    ['xl/sharedStrings.xml', `${SHEET_TYPE}.sharedStrings+xml`],
    ['xl/comments1.xml', `${SHEET_TYPE}.comments+xml`],
    ['xl/drawings/drawing1.xml', 'application/vnd.openxmlformats-officedocument.drawing+xml'],
  ].map(([part, type]) => `<Override PartName="/${part}" ContentType="${type}"/>`);
  return (
    `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="png" ContentType="image/png"/>' +
    `<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>${overrides.join('')}</Types>`
  );
}

function relations(list: readonly (readonly [kind: string, target: string])[]): string {
  const all = list.map(([kind, to], at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${kind}" Target="${to}"/>`);
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`;
}

function stylesXml(): string {
  const formats = [0, 49, 1, 2, 14, 4, 3];
  const data = [0, 1].flatMap((stripe) =>
    formats.map((format) => `<xf numFmtId="${format}" fontId="0" fillId="${2 + stripe}" borderId="1" xfId="0"/>`),
  );
  return (
    `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="仿宋"/></font><font><b/><sz val="18"/>` +
    '<name val="黑体"/></font></fonts><fills count="4"><fill><patternFill patternType="none"/></fill><fill>' +
    '<patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFEEF7EE"/></patternFill>' +
    '</fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFFFFF"/></patternFill></fill></fills><borders count="2">' +
    '<border><left/><right/><top/><bottom/><diagonal/></border><border><left style="thin"/><right style="thin"/>' +
    '<top style="thin"/><bottom style="thin"/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" ' +
    'fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="17"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment horizontal="center"/></xf>' +
    `<xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0"/>${data.join('')}</cellXfs><dxfs count="1"><dxf><font>` +
    '<color rgb="FFFF0000"/></font></dxf></dxfs></styleSheet>'
  );
}

function vml(): string {
  return (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" ' +
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" ' +
    'path="m,l,21600r21600,l21600,xe"/><v:shape id="s1" type="#_x0000_t202" style="visibility:hidden"><x:ClientData ' +
    'ObjectType="Note"><x:Anchor>2, 1, 4, 1, 4, 1, 8, 1</x:Anchor><x:Row>4</x:Row><x:Column>1</x:Column></x:ClientData></v:shape></xml>'
  );
}

function picture(): string {
  const draw = 'http://schemas.openxmlformats.org/drawingml/2006';
  const place = (name: string, at: number): string =>
    `<xdr:${name}><xdr:col>${at}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>0</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:${name}>`;
  return (
    `${HEAD}<xdr:wsDr xmlns:xdr="${draw}/spreadsheetDrawing" xmlns:a="${draw}/main"><xdr:twoCellAnchor>${place('from', 8)}` +
    `${place('to', 9)}<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="公章"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill>` +
    `<a:blip xmlns:r="${OFFICE}" r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr>` +
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>'
  );
}

/** Texts of the parts by name (pictures as bytes read as Latin-1). */
export function partsOf(bytes: Uint8Array): Record<string, string> {
  return Object.fromEntries(
    Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part, name.endsWith('.png'))]),
  );
}

/** The workbook with these cells of its first sheet holding something else, in the style they have: as a clerk corrects it. */
export function corrected(bytes: Uint8Array, cells: ReadonlyMap<string, CellValue>): Uint8Array {
  const parts = unzipSync(bytes);
  const name = 'xl/worksheets/sheet1.xml';
  const xml = strFromU8(parts[name] ?? new Uint8Array()).replace(
    /<c r="([A-Z]+\d+)"( s="\d+")?[^>]*?(?:\/>|>.*?<\/c>)/g,
    (whole, cell: string, style: string | undefined) => {
      const value = cells.get(cell);
      if (value === undefined) return whole;
      const head = `<c r="${cell}"${style ?? ''}`;
      if (typeof value === 'number') return `${head}><v>${value}</v></c>`;
      return value === null ? `${head}/>` : `${head} t="inlineStr"><is><t>${escapeText(String(value))}</t></is></c>`;
    },
  );
  return zipSync({ ...parts, [name]: strToU8(xml) });
}
