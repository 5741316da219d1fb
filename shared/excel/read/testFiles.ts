/** Files as clerks bring them, good and bad, made in memory for tests: the end-to-end specs may not import the libraries. */
import { strToU8, zipSync } from 'fflate';
import { CFB, utils, write } from 'xlsx';

/** A cell of a made sheet; numbers become numeric cells, null leaves the cell out. */
export type TestCell = string | number | null;

export interface TestSheet {
  readonly name: string;
  readonly rows: readonly (readonly TestCell[])[];
}

/** A workbook of these sheets in the given format. */
export function workbookFile(format: 'xlsx' | 'xlsm' | 'biff8', sheets: readonly TestSheet[]): Uint8Array {
  const book = utils.book_new();
  for (const { name, rows } of sheets) {
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows.map((row) => [...row])), name);
  }
  // SheetJS writes the macros it is given without looking into them.
  if (format === 'xlsm') book.vbaraw = strToU8('a module that nobody runs');
  return new Uint8Array(write(book, { type: 'array', bookType: format }) as ArrayBuffer);
}

/** An OLE container, the shell of .xls and of every locked Office file, with these streams. */
export function oleFile(streams: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const container = CFB.utils.cfb_new();
  for (const [name, content] of Object.entries(streams))
    CFB.utils.cfb_add(container, name, content as unknown as string);
  return Uint8Array.from(CFB.write(container, { type: 'array' }) as unknown as number[]);
}

/** What Excel writes for an .xlsx with a password to open: [MS-OFFCRYPTO] 2.3.4.4. The cipher text is filler. */
export function lockedXlsx(): Uint8Array {
  const info = new Uint8Array(200);
  info.set([4, 0, 4, 0, 0x40, 0, 0, 0]);
  info.set(strToU8('<?xml version="1.0" encoding="UTF-8" standalone="yes"?><encryption/>'), 8);
  return oleFile({ '/EncryptionInfo': info, '/EncryptedPackage': filler(6000) });
}

/** An .xls with a password to open: a FILEPASS record behind the first BOF, [MS-XLS] 2.4.117. */
export function lockedXls(): Uint8Array {
  const record = (type: number, body: readonly number[]): number[] => [type & 255, type >> 8, body.length, 0, ...body];
  const keys = Array.from(filler(48));
  const stream = [
    ...record(0x0809, [0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    ...record(0x002f, [1, 0, 1, 0, 1, 0, ...keys]),
    ...record(0x000a, []),
  ];
  const padded = new Uint8Array(5000);
  padded.set(stream);
  return oleFile({ '/Workbook': padded });
}

/** The bones of a .docx: a zip with [Content_Types].xml like a workbook's, but no workbook. */
export function wordFile(): Uint8Array {
  return zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    '_rels/.rels': strToU8('<Relationships><Relationship Id="rId1" Target="word/document.xml"/></Relationships>'),
    'word/document.xml': strToU8('<w:document><w:body><w:p><w:t>入户调查</w:t></w:p></w:body></w:document>'),
  });
}

/** Bytes without structure, the same each time. */
function filler(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, at) => (at * 193 + 71) & 255);
}
