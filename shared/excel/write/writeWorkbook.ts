/** Our own .xlsx writer: a handful of fixed styles, rows streamed into the archive as they come. */
import { Zip, ZipDeflate } from 'fflate';
import { columnName } from '../sheet';
import type { SheetOut } from './sheetOut';
import { SheetPart, StringTable } from './sheetPart';
import { StyleSheet } from './styleSheet';
import { escapeText, textElement } from './xmlText';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** Zip dates begin in 1980; a fixed one gives the same bytes for the same content and says nothing of the computer's clock. */
const FIXED_DATE = new Date(1980, 0, 1);
/** Level 6 takes twice the time of 3 and makes the file a tenth smaller. */
const LEVEL = 3;
const PIECE = 1 << 17;

/**
 * Writes the sheets as .xlsx. Texts are always text, never formulas; nothing about the computer or its user is stored.
 * @returns the bytes of the file
 */
export function writeWorkbook(sheets: readonly SheetOut[]): Uint8Array<ArrayBuffer> {
  const archive = new Archive();
  const strings = new StringTable();
  const styles = new StyleSheet();
  const names = uniqueNames(sheets.map(({ name }) => name));
  const parts = sheets.map((sheet) => new SheetPart(sheet, strings, styles));
  parts.forEach((part, index) => archive.add(`xl/worksheets/sheet${index + 1}.xml`, part.pieces()));
  archive.add('xl/sharedStrings.xml', sharedStrings(strings));
  archive.add('xl/styles.xml', [styles.xml()]);
  archive.add('xl/workbook.xml', [workbookXml(names, sheets, parts)]);
  archive.add('xl/_rels/workbook.xml.rels', [workbookRelations(names.length)]);
  archive.add('_rels/.rels', [packageRelations()]);
  archive.add('docProps/core.xml', [coreProperties()]);
  archive.add('[Content_Types].xml', [contentTypes(names.length)]);
  return archive.finish();
}

/** Collects the zip in memory; a part is packed while it is being made. */
class Archive {
  private readonly chunks: Uint8Array[] = [];
  private readonly encoder = new TextEncoder();
  private readonly zip = new Zip((error, chunk) => {
    if (error) throw error;
    this.chunks.push(chunk);
  });

  add(name: string, pieces: Iterable<string>): void {
    const file = new ZipDeflate(name, { level: LEVEL });
    file.mtime = FIXED_DATE;
    this.zip.add(file);
    for (const piece of pieces) if (piece !== '') file.push(this.encoder.encode(piece), false);
    file.push(new Uint8Array(0), true);
  }

  finish(): Uint8Array<ArrayBuffer> {
    this.zip.end();
    const bytes = new Uint8Array(this.chunks.reduce((sum, chunk) => sum + chunk.length, 0));
    let at = 0;
    for (const chunk of this.chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    return bytes;
  }
}

/** Sheet names as Excel accepts them: 1–31 characters, none of []:*?/\, no apostrophe at an end, different from each other. */
function uniqueNames(names: readonly string[]): string[] {
  const used = new Set<string>();
  return names.map((name) => {
    const clean =
      name
        .replace(/[[\]:*?/\\\u0000-\u001f]/g, ' ')
        .replace(/^'+|(?<!')'+$/g, '')
        .trim()
        .slice(0, 31) || '表';
    let unique = clean;
    for (let number = 2; used.has(unique.toLowerCase()); number++) {
      const suffix = `(${number})`;
      unique = clean.slice(0, 31 - suffix.length) + suffix;
    }
    used.add(unique.toLowerCase());
    return unique;
  });
}

function* sharedStrings(strings: StringTable): Generator<string> {
  let piece = `${XML}<sst xmlns="${MAIN}" count="${strings.uses}" uniqueCount="${strings.size}">`;
  for (const text of strings.texts()) {
    piece += `<si>${textElement(text)}</si>`;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}</sst>`;
}

function workbookXml(names: readonly string[], sheets: readonly SheetOut[], parts: readonly SheetPart[]): string {
  const list = names.map(
    (name, index) => `<sheet name="${escapeText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  const titles = parts.map((part, index) => {
    const name = `'${escapeText(names[index] ?? '').replaceAll("'", "''")}'`;
    const frozen = sheets[index]?.frozenColumns ?? 0;
    const columns = frozen > 0 ? `${name}!$A:$${columnName(frozen - 1)},` : '';
    const rows = `${name}!$${part.headTop + 1}:$${part.dataTop}`;
    return `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${columns}${rows}</definedName>`;
  });
  return (
    `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><bookViews><workbookView/></bookViews>` +
    `<sheets>${list.join('')}</sheets><definedNames>${titles.join('')}</definedNames></workbook>`
  );
}

function workbookRelations(sheets: number): string {
  const worksheets = Array.from(
    { length: sheets },
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  return (
    `${XML}<Relationships xmlns="${PACKAGE}/relationships">${worksheets.join('')}` +
    `<Relationship Id="rId${sheets + 1}" Type="${OFFICE}/styles" Target="styles.xml"/>` +
    `<Relationship Id="rId${sheets + 2}" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`
  );
}

function packageRelations(): string {
  return (
    `${XML}<Relationships xmlns="${PACKAGE}/relationships">` +
    `<Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/>` +
    `<Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
    '</Relationships>'
  );
}

/** Only the program's name: no user, no computer, no time. */
function coreProperties(): string {
  return (
    `${XML}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" ` +
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>户档</dc:creator></cp:coreProperties>'
  );
}

function contentTypes(sheets: number): string {
  const worksheets = Array.from(
    { length: sheets },
    (_, index) => `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${TYPES}.worksheet+xml"/>`,
  );
  return (
    `${XML}<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    `<Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/>${worksheets.join('')}` +
    `<Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/>` +
    `<Override PartName="/xl/sharedStrings.xml" ContentType="${TYPES}.sharedStrings+xml"/>` +
    '<Override PartName="/docProps/core.xml" ' +
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
  );
}
