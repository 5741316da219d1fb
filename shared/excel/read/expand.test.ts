import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { expand, type InputFile } from './expand';
import { workbookFile } from './testFiles';

const SHEET = workbookFile('xlsx', [{ name: 'A', rows: [['姓名']] }]);

function file(path: string, bytes: Uint8Array): InputFile {
  return { name: path.slice(path.lastIndexOf('/') + 1), path, bytes };
}

function paths(...files: InputFile[]): string[] {
  return expand(files).files.map(({ path }) => path);
}

function codes(...files: InputFile[]): string[] {
  return expand(files).problems.map(({ file: name, code }) => `${name} ${code}`);
}

describe('expand', () => {
  it('goes through zips and keeps the way', () => {
    const inner = zipSync({ '三组/王五.xlsx': SHEET, '李四.csv': strToU8('姓名') });
    const outer = file('李庄.zip', zipSync({ 'a/内.zip': inner, '名册.xls': strToU8('<table></table>') }));
    expect(paths(outer)).toEqual([
      '李庄.zip/a/内.zip/三组/王五.xlsx',
      '李庄.zip/a/内.zip/李四.csv',
      '李庄.zip/名册.xls',
    ]);
    expect(codes(outer)).toEqual([]);
  });

  it('takes a workbook for a workbook, whatever its name', () => {
    expect(paths(file('名册.zip', SHEET), file('a.dat', strToU8('甲,乙')))).toEqual(['名册.zip', 'a.dat']);
  });

  it('leaves junk aside silently and names the rest', () => {
    const zip = zipSync({
      '__MACOSX/._王五.xlsx': strToU8('x'),
      '.DS_Store': strToU8('x'),
      '~$王五.xlsx': strToU8('x'),
      'a/Thumbs.db': strToU8('x'),
      '说明.docx.pdf': strToU8('%PDF-1'),
      '读我.md': strToU8('#'),
      '照片.rar': strToU8('Rar!'),
    });
    expect(paths(file('a.zip', zip))).toEqual([]);
    expect(codes(file('a.zip', zip))).toEqual([
      'a.zip/说明.docx.pdf left_aside',
      'a.zip/读我.md left_aside',
      'a.zip/照片.rar archive_not_supported',
    ]);
    expect(paths(file('夹/~$a.xlsx', SHEET), file('夹/a.xlsx', SHEET))).toEqual(['夹/a.xlsx']);
  });

  it('reads names in GBK unless the zip says UTF-8', () => {
    // 王五.csv in GBK, put in place of as many ASCII letters.
    const gbk = [0xcd, 0xf5, 0xce, 0xe5];
    const bytes = zipSync({ 'QWER.csv': strToU8('姓名') });
    const text = new TextDecoder('latin1').decode(bytes);
    for (let at = text.indexOf('QWER'); at >= 0; at = text.indexOf('QWER', at + 1)) bytes.set(gbk, at);
    expect(paths(file('a.zip', bytes))).toEqual(['a.zip/王五.csv']);
  });

  it('stops at depth and size', () => {
    let zip = zipSync({ 'a.xlsx': SHEET });
    for (let depth = 0; depth < 3; depth++) zip = zipSync({ '内.zip': zip });
    expect(codes(file('a.zip', zip))).toEqual(['a.zip/内.zip/内.zip/内.zip zip_too_deep']);
    const big = file(
      '大.zip',
      zipSync({ 'a.csv': strToU8('甲,乙\n'.repeat(700)), 'b.csv': strToU8('甲,乙\n'.repeat(700)) }),
    );
    expect(expand([big], { limits: { totalBytes: 12_000 } }).files).toHaveLength(2);
    expect(expand([big], { limits: { totalBytes: 12_000, entryBytes: 4000 } }).problems).toHaveLength(2);
    const second = file('再.zip', zipSync({ 'c.csv': strToU8('甲,乙\n'.repeat(700)) }));
    const both = expand([big, second], { limits: { totalBytes: 12_000 } });
    expect(both.files.map(({ name }) => name)).toEqual(['a.csv', 'b.csv']);
    expect(both.problems).toMatchObject([{ file: '再.zip', code: 'zip_too_large', params: { first: 'c.csv' } }]);
  });

  it('never goes through an empty or broken zip without a word', () => {
    expect(codes(file('空.zip', zipSync({ 'a/': new Uint8Array(0) })))).toEqual(['空.zip not_in_zip']);
    expect(paths(file('坏.zip', strToU8('PK\u0003\u0004xxxx')))).toEqual(['坏.zip']);
  });
});
