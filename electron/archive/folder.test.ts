import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ensureFolder, openArchive, storeUnit } from './folder';
import { newUlid, ULID } from './ulid';

let dataDir: string;
let file: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'hudang-archive-'));
  file = join(dataDir, 'archive.json');
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

function opened() {
  const archive = openArchive(dataDir);
  if (!archive.ok) throw new Error(archive.error.code);
  return archive.value;
}

describe('archive.json', () => {
  test('is made once and then stays the same', () => {
    const first = opened();
    expect(first).toMatchObject({ format: 'hudang-archive', schemaVersion: 1, unit: '' });
    expect(first.databaseId).toMatch(ULID);
    const bytes = readFileSync(file);
    expect(opened()).toEqual(first);
    expect(readFileSync(file).equals(bytes)).toBe(true);
    expect(readdirSync(dataDir)).toEqual(['archive.json']);
  });

  test('keeps the unit', async () => {
    const first = opened();
    expect(await storeUnit(dataDir, first, '张庄村')).toEqual({ ok: true, value: { ...first, unit: '张庄村' } });
    expect(opened()).toEqual({ ...first, unit: '张庄村' });
  });

  test.each([
    '',
    '{',
    'null',
    '[]',
    '{"format":"other"}',
    '{"format":"hudang-archive","databaseId":"x","schemaVersion":1}',
  ])('one that cannot be understood (%j) is refused and left as it is', (text) => {
    writeFileSync(file, text);
    expect(openArchive(dataDir)).toMatchObject({ ok: false, error: { code: 'archive_damaged' } });
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  test('one of a later version is refused', () => {
    writeFileSync(file, JSON.stringify({ ...opened(), schemaVersion: 2 }));
    expect(openArchive(dataDir)).toMatchObject({ ok: false, error: { code: 'archive_newer' } });
  });

  test('temporary files of a crash are removed, other files are not', () => {
    writeFileSync(join(dataDir, '.hudang-0123456789ab.tmp'), '');
    writeFileSync(join(dataDir, '备注.txt'), '');
    opened();
    expect(readdirSync(dataDir).sort()).toEqual(['archive.json', '备注.txt']);
  });
});

describe('the folder', () => {
  test('is made with its profile and leaves no trace of the test write', () => {
    const deep = join(dataDir, 'a', 'b');
    expect(ensureFolder(deep).ok).toBe(true);
    expect(readdirSync(deep)).toEqual(['profile']);
  });

  test('a file in its place is said', () => {
    writeFileSync(file, '');
    expect(ensureFolder(join(file, 'x'))).toMatchObject({ ok: false, error: { code: 'folder_missing' } });
    expect(ensureFolder(file).ok).toBe(false);
  });

  test.skipIf(!existsSync('/sys/kernel'))('a place that refuses writing is said', () => {
    expect(ensureFolder('/sys/kernel')).toMatchObject({ ok: false });
  });
});

describe('ULID', () => {
  test('26 characters, sortable by time, never twice', () => {
    expect(newUlid(0).slice(0, 10)).toBe('0000000000');
    expect(newUlid(1_000) < newUlid(2_000)).toBe(true);
    // The example of the specification: 1469918176385 ms are 01ARYZ6S41.
    expect(newUlid(1_469_918_176_385).slice(0, 10)).toBe('01ARYZ6S41');
    expect(new Set(Array.from({ length: 1000 }, () => newUlid(5))).size).toBe(1000);
  });
});
