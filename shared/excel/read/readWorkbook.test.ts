import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { CFB, utils, write } from 'xlsx';
import type { CellValue, Workbook } from '../sheet';
import { readWorkbook } from './readWorkbook';

function read(bytes: Uint8Array, file = '名册.xls'): Workbook {
  const result = readWorkbook(bytes, file);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}
function rows(source: Uint8Array | string): readonly (readonly CellValue[])[] {
  return read(typeof source === 'string' ? strToU8(source) : source).sheets[0]!.rows;
}
function code(source: Uint8Array | string): string {
  const result = readWorkbook(typeof source === 'string' ? strToU8(source) : source, 'a.xls');
  return result.ok ? 'ok' : result.error.code;
}
function save(bookType: 'biff8' | 'xlsb' | 'ods' | 'xlml'): Uint8Array {
  const sheet = utils.aoa_to_sheet([
    ['证件号码', '姓名', '面积', '日期'],
    ['530199199001011234', '𠮷婷', 2.5, null],
  ]);
  sheet['D2'] = { t: 'n', v: 41974, z: 'yyyy"年"m"月"' };
  sheet['!merges'] = [{ s: { r: 0, c: 0 }, e: { r: 0, c: 1 } }];
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, '成员');
  utils.book_append_sheet(book, utils.aoa_to_sheet([['末']]), '附表');
  return new Uint8Array(write(book, { type: 'array', bookType }) as ArrayBuffer);
}
function ole(streams: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const container = CFB.utils.cfb_new();
  for (const [name, content] of Object.entries(streams))
    CFB.utils.cfb_add(container, name, content as unknown as string);
  return Uint8Array.from(CFB.write(container, { type: 'array' }) as unknown as number[]);
}

describe('formats by signature', () => {
  it.each([
    ['biff8', 'xls'],
    ['xlsb', 'xlsb'],
    ['ods', 'ods'],
    ['xlml', 'xml2003'],
  ] as const)('reads %s', (bookType, format) => {
    const book = read(save(bookType));
    expect(book.format).toBe(format);
    expect(book.sheets[0]?.name).toBe('成员');
    expect(book.sheets[0]?.rows[1]?.slice(0, 3)).toEqual(['530199199001011234', '𠮷婷', 2.5]);
    expect(book.sheets[0]?.rows[1]?.[3]).toMatchObject({ kind: 'date', serial: 41974 });
    expect(book.sheets[0]?.merges).toEqual([{ top: 0, left: 0, bottom: 0, right: 1 }]);
  });

  it('reads an HTML table named .xls without turning IDs into numbers', () => {
    const html =
      '<html><head><meta charset="utf-8"></head><body><table><tr><td>姓名</td><td>证件号码</td></tr>' +
      '<tr><td>王&nbsp;五</td><td>530199199001011234</td></tr><tr><td colspan=2>0012</td></tr></table></body></html>';
    const book = read(strToU8(html));
    expect(book.format).toBe('html');
    expect(book.sheets[0]?.rows.map((row) => row.map((cell) => String(cell).replace('\u00a0', ' ')))).toEqual([
      ['姓名', '证件号码'],
      ['王 五', '530199199001011234'],
      ['0012'],
    ]);
  });
});

describe('HTML named .xls', () => {
  const table = '<table border="1"><tr><td>编号</td><td>日期</td></tr><tr><td>0012</td><td>2014-12</td></tr></table>';

  it.each([
    table,
    `\r\n  ${table}`,
    `<?xml version="1.0"?><html><body>${table}</body></html>`,
    `<!DOCTYPE html><html>${table}</html>`,
    `<meta http-equiv="Content-Type" content="text/html; charset=utf-8"/>${table}`,
    `<style>td { mso-number-format: "\\@"; }</style>${table}`,
    `<div>${table}</div>`,
  ])('is read whatever stands in front: %#', (html) => {
    expect(rows(html)).toEqual([
      ['编号', '日期'],
      ['0012', '2014-12'],
    ]);
  });
});

describe('.xls older than Excel 97', () => {
  /** 姓名 and 张三 in GBK, put where the writer, which knows no Chinese code page, left placeholders of their length. */
  const PATCHES: Readonly<Record<string, readonly number[]>> = {
    QWER: [0xd0, 0xd5, 0xc3, 0xfb],
    ASDF: [0xd5, 0xc5, 0xc8, 0xfd],
  };

  it.each(['biff5', 'biff4', 'biff2'] as const)('reads Chinese from %s', (bookType) => {
    const book = utils.book_new();
    utils.book_append_sheet(
      book,
      utils.aoa_to_sheet([
        ['QWER', '面积'.length],
        ['ASDF', 2.5],
      ]),
      'A',
    );
    // The writer knows biff4, too; only its types do not.
    const bytes = new Uint8Array(write(book, { type: 'array', bookType: bookType as 'biff8' }) as ArrayBuffer);
    for (let at = 0; at < bytes.length - 3; at++) {
      const patch = PATCHES[String.fromCharCode(...bytes.subarray(at, at + 4))];
      if (patch) bytes.set(patch, at);
    }
    expect(rows(bytes)).toEqual([
      ['姓名', 2],
      ['张三', 2.5],
    ]);
    // The next file is read as before.
    expect(rows(save('biff8'))[1]?.[1]).toBe('𠮷婷');
  });
});

describe('CSV', () => {
  const CHINESE = '姓名,村\r\n张三,大坝村\r\n';
  const EXPECTED = [
    ['姓名', '村'],
    ['张三', '大坝村'],
  ];
  /** 姓名,村⏎张三,大坝村 in GBK. */
  const GBK = [
    0xd0, 0xd5, 0xc3, 0xfb, 44, 0xb4, 0xe5, 13, 10, 0xd5, 0xc5, 0xc8, 0xfd, 44, 0xb4, 0xf3, 0xb0, 0xd3, 0xb4, 0xe5,
  ];

  it('decodes UTF-8 with and without a mark, UTF-16 and GB18030', () => {
    expect(rows(CHINESE)).toEqual(EXPECTED);
    expect(rows(`\uFEFF${CHINESE}`)).toEqual(EXPECTED);
    expect(rows(Uint8Array.from(GBK))).toEqual(EXPECTED);
    const wide = Uint8Array.from([
      0xff,
      0xfe,
      ...[...CHINESE].flatMap((c) => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8]),
    ]);
    expect(rows(wide)).toEqual(EXPECTED);
    expect(rows(strToU8('村,䶮').slice(0, 6))).not.toEqual([]);
  });

  it.each([',', ';', '\t'])('sniffs the delimiter %j', (delimiter) => {
    expect(rows(`甲${delimiter}乙\n1${delimiter}"x,y;z\tw"\n`)).toEqual([
      ['甲', '乙'],
      ['1', 'x,y;z\tw'],
    ]);
  });

  it('understands quotes, ="…", line breaks in fields and a sep= line', () => {
    expect(rows('a,b,c\n"说""好""","第一行\r\n第二行",="0012"\n"=""53""",=,\n')).toEqual([
      ['a', 'b', 'c'],
      ['说"好"', '第一行\n第二行', '0012'],
      ['53', '='],
    ]);
    expect(rows('sep=;\r\n1;2,5\r\n')).toEqual([['1', '2,5']]);
  });

  it('keeps every value text', () => {
    expect(rows('530199199001011234,0012,1e5')).toEqual([['530199199001011234', '0012', '1e5']]);
  });
});

describe('refusals', () => {
  it('names each kind of bad input', () => {
    expect(code(new Uint8Array(0))).toBe('empty_file');
    expect(code('%PDF-1.7 …')).toBe('not_a_spreadsheet');
    expect(code(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]))).toBe('not_a_spreadsheet');
    expect(code('MIME-Version: 1.0\r\nContent-Type: multipart/related;')).toBe('not_a_spreadsheet');
    expect(code('{"a": 1}')).toBe('not_a_spreadsheet');
    expect(code('<html><body><p>请登录</p></body></html>')).toBe('not_a_spreadsheet');
    expect(code(zipSync({ 'word/document.xml': strToU8('<w/>') }))).toBe('not_a_spreadsheet');
    expect(code(zipSync({ '名册.xlsx': strToU8('x') }))).toBe('not_a_spreadsheet');
    expect(code(ole({ '/WordDocument': new Uint8Array(5000) }))).toBe('not_a_spreadsheet');
    expect(code('<!DOCTYPE x [<!ENTITY a "b">]><html><table><tr><td>1</td></tr></table></html>')).toBe('ok');
  });

  it('knows locked files', () => {
    expect(code(ole({ '/EncryptionInfo': new Uint8Array(100), '/EncryptedPackage': new Uint8Array(5000) }))).toBe(
      'password_needed',
    );
    const record = (type: number, body: readonly number[]) => [type & 255, type >> 8, body.length, 0, ...body];
    const stream = [...record(0x0809, [0, 6, 5, 0]), ...record(0x002f, [0, 0, 1, 2]), ...record(10, [])];
    expect(code(ole({ '/Workbook': Uint8Array.from(stream) }))).toBe('password_xls');
  });

  it('knows a truncated .xls', () => {
    const whole = save('biff8');
    for (const share of [0.2, 0.5, 0.8])
      expect(code(whole.slice(0, Math.floor(whole.length * share)))).toBe('file_damaged');
    const stream = CFB.find(CFB.read(whole, { type: 'array' }), 'Workbook')?.content as Uint8Array;
    expect(code(ole({ '/Workbook': Uint8Array.from(stream).slice(0, stream.length - 30) }))).toBe('file_damaged');
    // Cut between two records: each record is whole, but the last sheet never ends.
    expect(code(ole({ '/Workbook': Uint8Array.from(stream).slice(0, stream.length - 4) }))).toBe('file_damaged');
  });

  it('gives the file name to the sentence', () => {
    expect(readWorkbook(new Uint8Array(0), '名册.xlsx')).toEqual({
      ok: false,
      error: { code: 'empty_file', params: { file: '名册.xlsx' } },
    });
  });
});
