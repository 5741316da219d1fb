import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ensureFolder, lookAtArchive, openArchive, storeInfo } from './folder';
import { newUlid, ULID } from './ulid';

let dataDir: string;
let file: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'hudang-archive-'));
  file = join(dataDir, 'archive.json');
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const nobody = () => Promise.resolve(null);

async function opened(elsewhere = nobody as () => Promise<string | null>) {
  const archive = await openArchive(dataDir, elsewhere);
  if (!archive.ok) throw new Error(archive.error.code);
  return archive.value;
}

const double = () => join(dataDir, 'archive.copy.json');
const ID = '01ARYZ6S410000000000000000';

describe('archive.json', () => {
  test('is made once, with a double, and then stays the same', async () => {
    const first = await opened();
    expect(first).toMatchObject({ format: 'hudang-archive', schemaVersion: 3, unit: '' });
    expect(first.databaseId).toMatch(ULID);
    const bytes = readFileSync(file);
    expect(await opened()).toEqual(first);
    expect(readFileSync(file).equals(bytes)).toBe(true);
    expect(readFileSync(double()).equals(bytes)).toBe(true);
    expect(readdirSync(dataDir).sort()).toEqual(['archive.copy.json', 'archive.json']);
  });

  test('keeps the unit', async () => {
    const first = await opened();
    expect(await storeInfo(dataDir, first, { unit: '张庄村' })).toEqual({
      ok: true,
      value: { ...first, unit: '张庄村' },
    });
    expect(await opened()).toEqual({ ...first, unit: '张庄村' });
    rmSync(file);
    expect(await opened()).toEqual({ ...first, unit: '张庄村' });
  });

  test('keeps for ever that something was saved, also when only the double is left', async () => {
    const first = await opened();
    expect(first.used).toBeUndefined();
    await storeInfo(dataDir, first, { used: true });
    expect(await storeInfo(dataDir, await opened(), { unit: '张庄村' })).toMatchObject({ value: { used: true } });
    rmSync(file);
    expect(await opened()).toEqual({ ...first, unit: '张庄村', used: true });
    expect(lookAtArchive(dataDir)).toMatchObject({ value: { used: true } });
  });

  test('an archive.json of before, put back from elsewhere, does not forget it; that of another archive does', async () => {
    const first = await opened();
    await storeInfo(dataDir, first, { used: true });
    const before = JSON.stringify({ ...first, schemaVersion: 2, unit: '李庄村' });
    writeFileSync(file, before);
    expect(await opened()).toEqual({ ...first, unit: '李庄村', used: true });
    rmSync(join(dataDir, 'archive.copy.json'));
    expect(await opened()).toEqual({ ...first, unit: '李庄村', used: true });
    writeFileSync(file, JSON.stringify({ ...first, databaseId: ID }));
    expect(await opened()).toEqual({ ...first, databaseId: ID });
  });

  test('one of version 1 becomes one of version 2, and is only looked at by nobody', async () => {
    writeFileSync(file, JSON.stringify({ format: 'hudang-archive', databaseId: ID, schemaVersion: 1, unit: '张庄村' }));
    expect(lookAtArchive(dataDir)).toMatchObject({ ok: false, error: { code: 'archive_old' } });
    const current = { format: 'hudang-archive', databaseId: ID, schemaVersion: 3, unit: '张庄村' };
    expect(await opened()).toEqual(current);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(current);
    expect(lookAtArchive(dataDir)).toEqual({ ok: true, value: current });
  });

  const TORN = [
    '',
    '{',
    'null',
    '[]',
    '{"format":"other"}',
    '{"format":"hudang-archive","databaseId":"x","schemaVersion":1}',
  ];

  test.each(TORN)('one that cannot be understood (%j) is refused and left as it is', async (text) => {
    writeFileSync(file, text);
    expect(await openArchive(dataDir, nobody)).toMatchObject({ ok: false, error: { code: 'archive_damaged' } });
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(readdirSync(dataDir)).toEqual(['archive.json']);
  });

  test.each(TORN)('one that cannot be understood (%j) is put back from its double, or from a copy', async (text) => {
    const first = await opened();
    writeFileSync(file, text);
    expect(lookAtArchive(dataDir)).toEqual({ ok: true, value: first });
    expect(await opened()).toEqual(first);
    expect(readFileSync(`${file}.damaged`, 'utf8')).toBe(text);
    rmSync(file);
    rmSync(double());
    expect(await opened(() => Promise.resolve(ID))).toMatchObject({ databaseId: ID, schemaVersion: 3 });
    expect(await opened()).toMatchObject({ databaseId: ID });
  });

  test.each(['journal', 'snapshots'])('beside a %s of its own a missing one is never made anew', async (folder) => {
    mkdirSync(join(dataDir, folder, 'deep'), { recursive: true });
    writeFileSync(join(dataDir, folder, 'deep', '000000000001.jsonl'), '');
    expect(await openArchive(dataDir, nobody)).toMatchObject({ ok: false, error: { code: 'archive_identity_lost' } });
    expect(await openArchive(dataDir, () => Promise.resolve('?'))).toMatchObject({
      ok: false,
      error: { code: 'archive_identity_lost' },
    });
    expect(readdirSync(dataDir)).toEqual([folder]);
    rmSync(join(dataDir, folder, 'deep'), { recursive: true });
    expect((await opened()).databaseId).toMatch(ULID);
  });

  test('one of a later version is refused and left as it is', async () => {
    const text = JSON.stringify({ ...(await opened()), schemaVersion: 4 });
    writeFileSync(file, text);
    for (const result of [await openArchive(dataDir, nobody), lookAtArchive(dataDir)]) {
      expect(result).toMatchObject({ ok: false, error: { code: 'archive_newer' } });
    }
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  test('temporary files of a crash are removed, other files are not', async () => {
    writeFileSync(join(dataDir, '.hudang-0123456789ab.tmp'), '');
    writeFileSync(join(dataDir, '备注.txt'), '');
    await opened();
    expect(readdirSync(dataDir).sort()).toEqual(['archive.copy.json', 'archive.json', '备注.txt']);
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
