import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { describeFile, readPiece } from './readPiece';

const folder = mkdtempSync(join(tmpdir(), 'hudang-read-'));
const path = join(folder, 'a.xlsx');
writeFileSync(path, '0123456789');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const text = async (offset: number, length: number) => {
  const piece = await readPiece(path, offset, length);
  return piece.ok ? Buffer.from(piece.value).toString() : piece.error.code;
};

describe('reading in pieces', () => {
  test('inside, across and behind the end', async () => {
    expect(await text(0, 4)).toBe('0123');
    expect(await text(8, 4)).toBe('89');
    expect(await text(10, 4)).toBe('');
    expect(await text(99, 4)).toBe('');
  });

  test('what cannot be read has a name', async () => {
    expect(await describeFile(path)).toEqual({ ok: true, value: { name: 'a.xlsx', bytes: 10 } });
    expect(await describeFile(folder)).toMatchObject({ ok: false, error: { code: 'not_a_file' } });
    expect(await describeFile(join(folder, 'b'))).toMatchObject({
      ok: false,
      error: { code: 'file_not_found', params: { name: 'b' } },
    });
    expect(await readPiece(folder, 0, 1)).toMatchObject({ ok: false, error: { code: 'not_a_file' } });
    expect(await readPiece(join(path, 'c'), 0, 1)).toMatchObject({ ok: false, error: { code: 'file_not_found' } });
  });
});
