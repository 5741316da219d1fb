/** Kept files as they are shown: any format, with a password, spoiled, gone, and large. */
import { describe, expect, it } from 'vitest';
import { Sha256 } from '#shared/derive/sha256';
import { workbookFile } from '#shared/excel/read/testFiles';
import { fail, ok } from '#shared/result';
import { SourceViewer } from './viewer';

function hashOf(bytes: Uint8Array): string {
  const hash = new Sha256();
  hash.update(bytes);
  return hash.digest();
}

function viewerOf(...files: readonly Uint8Array[]): SourceViewer {
  const kept = new Map(files.map((bytes) => [hashOf(bytes), bytes]));
  return new SourceViewer((sha256) => {
    const bytes = kept.get(sha256);
    return Promise.resolve(bytes ? ok(bytes) : fail('file_not_found', { name: sha256 }));
  });
}

const CELL = { top: 1, left: 1, bottom: 1, right: 1 };

describe('a kept file', () => {
  it.each(['xlsx', 'biff8'] as const)('is shown as it stands: %s', async (format) => {
    const bytes = workbookFile(format, [
      { name: '甲', rows: [['一']] },
      {
        name: '乙',
        rows: [
          ['名', '号'],
          ['李', '0123'],
        ],
      },
    ]);
    const viewer = viewerOf(bytes);
    const sha256 = hashOf(bytes);
    const opened = await viewer.openFile(sha256, '表.xls');
    expect(opened.ok && opened.value.map(({ name, frame }) => [name, frame.rows])).toEqual([
      ['甲', 1],
      ['乙', 2],
    ]);
    expect((await viewer.picture(sha256, 1, CELL))?.cells).toEqual([['0123']]);
    expect(await viewer.text(sha256, 1, 1, 0)).toBe('李');
    expect(await viewer.text(sha256, 1, 99, 99)).toBe('');
  });

  it('is shown from a text file in GBK', async () => {
    const bytes = Uint8Array.of(0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0x31, 0x0a, 0xc0, 0xee, 0x2c, 0x32, 0x0a);
    const viewer = viewerOf(bytes);
    expect((await viewer.openFile(hashOf(bytes), '表.csv')).ok).toBe(true);
    expect(await viewer.text(hashOf(bytes), 0, 0, 0)).toBe('姓名');
    expect(await viewer.text(hashOf(bytes), 0, 1, 1)).toBe('2');
  });

  it('that is gone or no longer what it was is not shown', async () => {
    const bytes = workbookFile('xlsx', [{ name: '甲', rows: [['一']] }]);
    const gone = await viewerOf().openFile(hashOf(bytes), '甲.xlsx');
    expect(gone.ok ? null : gone.error).toEqual({ code: 'source_gone', params: { name: '甲.xlsx' } });
    const spoiled = new SourceViewer(() => Promise.resolve(ok(workbookFile('xlsx', [{ name: '乙', rows: [['二']] }]))));
    const rotten = await spoiled.openFile(hashOf(bytes), '甲.xlsx');
    expect(rotten.ok ? '' : rotten.error.code).toBe('source_rotten');
  });

  it('answers no more when another one was opened', async () => {
    const [one, two] = ['甲', '乙'].map((name) => workbookFile('xlsx', [{ name, rows: [[name]] }])) as [
      Uint8Array,
      Uint8Array,
    ];
    const viewer = viewerOf(one, two);
    await viewer.openFile(hashOf(one), '甲.xlsx');
    await viewer.openFile(hashOf(two), '乙.xlsx');
    expect(await viewer.picture(hashOf(one), 0, CELL)).toBeNull();
    expect(await viewer.text(hashOf(two), 0, 0, 0)).toBe('乙');
  });
});
