/** What files of other programs taught: each is the least that shows what once went wrong. */
import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { CFB } from 'xlsx';
import { readWorkbook } from './readWorkbook';
import { signatureOf } from './signature';
import { oleFile, workbookFile } from './testFiles';
import { xlsxOf } from './testWorkbook';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** Cells of all sheets by their names, or the code of the failure. */
function cellsOf(bytes: Uint8Array): unknown {
  const result = readWorkbook(bytes, 'a.xls');
  return result.ok ? Object.fromEntries(result.value.sheets.map(({ name, rows }) => [name, rows])) : result.error.code;
}

function utf16(text: string, bigEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), !bigEndian);
  return bytes;
}

function recordsOf(bytes: Uint8Array): Uint8Array {
  const stream = CFB.find(CFB.read(bytes, { type: 'array' }), '/Workbook');
  return Uint8Array.from(stream?.content as unknown as number[]);
}

/** Places of the records of a type in a stream of BIFF. */
function placesOf(stream: Uint8Array, type: number): number[] {
  const view = new DataView(stream.buffer);
  const places: number[] = [];
  for (let at = 0; at + 4 <= stream.length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) === type) places.push(at);
  }
  return places;
}

describe('.xlsx of other programs', () => {
  it('passes over sheets of macros, which have a name but no part', () => {
    const sheets =
      '<sheet name="花名册" sheetId="1" r:id="rId1"/><sheet name="Macro1" sheetId="2" state="veryHidden" r:id=""/>';
    const workbook = `<workbook xmlns:r="${OFFICE}"><sheets>${sheets}</sheets></workbook>`;
    expect(cellsOf(xlsxOf({ sheet: '<row><c><v>1</v></c></row>', workbook }))).toEqual({ 花名册: [[1]] });
  });

  it('never leaves out a sheet whose part is there, but named by none', () => {
    const workbook = `<workbook xmlns:r="${OFFICE}"><sheets><sheet name="花名册" sheetId="1"/></sheets></workbook>`;
    expect(cellsOf(xlsxOf({ sheet: '<row><c><v>1</v></c></row>', workbook }))).toBe('file_damaged');
  });

  it('never takes a workbook that names no sheet for an empty one', () => {
    const workbook = `<workbook xmlns:r="${OFFICE}"><sheets/></workbook>`;
    expect(cellsOf(xlsxOf({ sheet: '<row><c><v>1</v></c></row>', workbook }))).toBe('file_damaged');
  });

  it('reads parts in UTF-16 without a mark', () => {
    const parts = xlsxOf({
      sheet: '',
      strings: '',
      more: {
        'xl/workbook.xml': utf16(
          `<workbook xmlns:r="${OFFICE}"><sheets><sheet name="成员" sheetId="1" r:id="rId1"/></sheets></workbook>`,
          true,
        ),
        'xl/worksheets/sheet1.xml': utf16(
          '<worksheet><sheetData><row><c t="s"><v>0</v></c></row></sheetData></worksheet>',
          false,
        ),
        'xl/sharedStrings.xml': utf16('<sst><si><t>张三</t></si></sst>', true),
      },
    });
    expect(cellsOf(parts)).toEqual({ 成员: [['张三']] });
  });

  it('reads an archive whose directory is described by a Zip64 record alone', () => {
    const bytes = xlsxOf({ sheet: '<row><c><v>7</v></c></row>' });
    const end = bytes.length - 22;
    const old = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const out = new Uint8Array(bytes.length + 56 + 20);
    const view = new DataView(out.buffer);
    out.set(bytes.subarray(0, end));
    out.set(bytes.subarray(end), end + 76);
    view.setUint32(end, 0x06064b50, true);
    view.setBigUint64(end + 4, 44n, true);
    for (const at of [24, 32]) view.setBigUint64(end + at, BigInt(old.getUint16(end + 10, true)), true);
    view.setBigUint64(end + 40, BigInt(old.getUint32(end + 12, true)), true);
    view.setBigUint64(end + 48, BigInt(old.getUint32(end + 16, true)), true);
    view.setUint32(end + 56, 0x07064b50, true);
    view.setBigUint64(end + 64, BigInt(end), true);
    out.fill(0xff, end + 76 + 8, end + 76 + 20);
    expect(cellsOf(out)).toEqual({ 表1: [[7]] });
    view.setBigUint64(end + 64, BigInt(end + 1), true);
    expect(cellsOf(out)).toBe('file_damaged');
  });

  it('refuses one long text in so many cells that looking at them would take minutes', () => {
    const strings = `<si><t>${'长'.repeat(100_000)}</t></si>`;
    const sheet = (rows: number): string => '<row><c t="s"><v>0</v></c></row>'.repeat(rows);
    expect(cellsOf(xlsxOf({ sheet: sheet(4000), strings }))).toBe('file_too_large');
    expect(cellsOf(xlsxOf({ sheet: sheet(40), strings }))).not.toBe('file_too_large');
  });
});

describe('while a large workbook is read', () => {
  it('tells how many rows were read and about how many are left', () => {
    // Different enough that it packs as an honest sheet does.
    const text = (at: number): string =>
      Array.from({ length: 600 }, (_, i) => String.fromCharCode(0x4e00 + ((at * 7919 + i * i * 31) % 5000))).join('');
    const row = (at: number): string => `<row><c t="inlineStr"><is><t>${text(at)}</t></is></c></row>`;
    const sheet = Array.from({ length: 8000 }, (_, at) => row(at)).join('');
    const told: [number, number][] = [];
    const onRows = (read: number, left: number): void => void told.push([read, left]);
    expect(readWorkbook(xlsxOf({ sheet }), 'a.xlsx', { onRows }).ok).toBe(true);
    expect(told.length).toBeGreaterThan(1);
    for (const [read, left] of told) expect(Math.abs(read + left - 8000)).toBeLessThan(400);
  });
});

describe('what texts weigh', () => {
  const rows = (text: (at: number) => string): string =>
    Array.from({ length: 1000 }, (_, at) => `<row><c t="inlineStr"><is><t>${text(at)}</t></is></c></row>`).join('');
  const outcome = (xml: string, strings?: string): string => {
    const bytes = xlsxOf({ sheet: xml, ...(strings === undefined ? {} : { strings }) });
    const result = readWorkbook(bytes, 'a.xlsx', { limits: { memoryBytes: 160_000 } });
    return result.ok ? 'ok' : result.error.code;
  };

  it('counts a byte for a letter and two for a Chinese character, as they are held', () => {
    const hundred = (at: number, char: string): string => char.repeat(90) + String(10_000 + at);
    expect(outcome(rows((at) => hundred(at, 'x').slice(0, 80) + String(at)))).toBe('ok');
    expect(outcome(rows((at) => hundred(at, '户').slice(0, 80) + String(at)))).toBe('file_too_large');
    const strings = (char: string): string =>
      Array.from({ length: 1000 }, (_, at) => `<si><t>${hundred(at, char)}</t></si>`).join('');
    expect(outcome('<row/>', strings('x'))).toBe('ok');
    expect(outcome('<row/>', strings('户'))).toBe('file_too_large');
  });
});

describe('.xls of other programs', () => {
  it('reads the workbook itself, not one that is embedded in it as an object', () => {
    const outer = recordsOf(workbookFile('biff8', [{ name: '外', rows: [['户主姓名']] }]));
    const inner = recordsOf(workbookFile('biff8', [{ name: '内', rows: [['别的表']] }]));
    expect(cellsOf(oleFile({ '/MBD0001/Workbook': inner, '/Workbook': outer }))).toEqual({ 外: [['户主姓名']] });
  });

  it('finds sheets in their order where the announced offsets are all wrong', () => {
    const stream = recordsOf(
      workbookFile('biff8', [
        { name: '甲', rows: [['一']] },
        { name: '乙', rows: [['二']] },
      ]),
    );
    const view = new DataView(stream.buffer);
    for (const at of placesOf(stream, 0x0085)) view.setUint32(at + 4, view.getUint32(at + 4, true) + 20, true);
    expect(cellsOf(oleFile({ '/Workbook': stream }))).toEqual({ 甲: [['一']], 乙: [['二']] });
    // With a sheet missing nobody knows which one it is.
    const last = placesOf(stream, 0x0809).at(-1)!;
    expect(cellsOf(oleFile({ '/Workbook': stream.slice(0, last) }))).toBe('file_damaged');
  });
});

describe('charts and macros in an .xls', () => {
  /** The second sheet of two becomes something else: by what the workbook and by what the sheet itself say of it. */
  function second(announced: number, begins: number): Uint8Array {
    const stream = recordsOf(
      workbookFile('biff8', [
        { name: '成员', rows: [['张三']] },
        { name: 'Chart1', rows: [['一月', 8253465]] },
      ]),
    );
    stream[placesOf(stream, 0x0085)[1]! + 4 + 5] = announced;
    stream[placesOf(stream, 0x0809)[2]! + 4 + 2] = begins;
    return oleFile({ '/Workbook': stream });
  }

  it.each([
    ['a chart sheet', 2, 0x20],
    ['a sheet of macros', 1, 0x40],
  ])('leaves %s out', (_, announced, begins) => {
    expect(cellsOf(second(announced, begins))).toEqual({ 成员: [['张三']] });
  });

  it('takes no values from a chart within a sheet', () => {
    const stream = recordsOf(workbookFile('biff8', [{ name: '成员', rows: [['张三']] }]));
    const end = placesOf(stream, 0x000a)[1]!;
    const number = [0x03, 0x02, 14, 0, 5, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f];
    const chart = [0x09, 0x08, 16, 0, 0, 6, 0x20, 0, ...new Array<number>(12).fill(0), ...number, 0x0a, 0, 0, 0];
    const whole = Uint8Array.from([...stream.subarray(0, end), ...chart, ...stream.subarray(end)]);
    expect(cellsOf(oleFile({ '/Workbook': whole }))).toEqual({ 成员: [['张三']] });
  });
});

describe('texts of other programs', () => {
  const table = '户编号,姓名,性别\r\n5301001,张三,男\r\n5301002,李四,女\r\n';

  it.each([true, false])('reads UTF-16 without a mark (big-endian: %s)', (bigEndian) => {
    const [heads, first, second] = table.split('\r\n').map((line) => line.split(','));
    expect(cellsOf(utf16(table, bigEndian))).toEqual({ a: [heads, first, second] });
  });

  it('takes neither numbers of 16 bits nor a lock file of Office for UTF-16', () => {
    const numbers = new Uint8Array(Uint16Array.from({ length: 400 }, (_, at) => (at * 7) % 250).buffer);
    expect(signatureOf(numbers)).toBe('other');
    const lock = new Uint8Array(165).fill(32);
    lock.set([6, ...strToU8('wangli')]);
    lock.set([6, 0, ...utf16('wangli', false)], 55);
    for (let at = 69; at < 165; at += 2) lock[at] = 0;
    expect(signatureOf(lock)).toBe('other');
  });
});

describe('a bare stream of Excel 2–4', () => {
  const record = (type: number, body: readonly number[]): number[] => [type & 255, type >> 8, body.length, 0, ...body];
  const sheet = (cells: readonly number[]): number[] => [
    ...record(0x0409, [0, 0, 0x10, 0, 0, 0]),
    ...cells,
    ...record(0x000a, []),
  ];
  const text = (letter: number): number[] => record(0x0204, [0, 0, 0, 0, 0, 0, 1, 0, letter]);
  const bundle = record(0x008f, [0, 0, 0, 0, 0, 0, 1, 65]);
  const workbook = (...sheets: number[][]): number[] => [
    ...record(0x0409, [0, 0, 0, 1, 0, 0]),
    ...sheets.flatMap((each) => [...bundle, ...each]),
    ...record(0x000a, []),
  ];

  it('is read where it holds one sheet', () => {
    expect(cellsOf(Uint8Array.from(sheet(text(65))))).toEqual({ Sheet1: [['A']] });
    expect(cellsOf(Uint8Array.from(workbook(sheet(text(65)))))).toEqual({ Sheet1: [['A']] });
  });

  it('is refused as too old where only the last of its sheets would be read', () => {
    expect(cellsOf(Uint8Array.from(workbook(sheet(text(65)), sheet(text(66)))))).toBe('xls_too_old');
  });

  it('comes to an end of formulas that are cut short', () => {
    // 1.5 as the value of a formula, and the same without its expression.
    const value = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xf8, 0x3f, 0, 0];
    expect(cellsOf(Uint8Array.from(sheet(record(0x0406, [...value, 9, 0, 0xff, 0xff]))))).toEqual({ Sheet1: [[1.5]] });
    expect(cellsOf(Uint8Array.from(sheet(record(0x0006, [...value, 0]))))).toBe('xls_too_old');
  });
});
