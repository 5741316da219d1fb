import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { realDisk, type Disk, type DiskFile } from '../files/disk';
import { saveEmergency } from './emergency';

let root: string;
let dataDir: string;
let place: string;
const NOW = new Date(2026, 5, 1, 8, 5, 9);
const NAME = '户档紧急备份-20260601-080509';

const FILES: Readonly<Record<string, string>> = {
  'archive.json': '{"a":1}',
  'archive.copy.json': '{"a":1}',
  'journal/000000000001.jsonl': 'line\n'.repeat(1000),
  'journal/segments/ab.jsonl': 'rows',
  'snapshots/000000000001-20260601T000000.zip': 'zip',
  'attachments/ab/abcd': 'picture',
  'drafts/drafts.jsonl': '',
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hudang-emergency-'));
  dataDir = join(root, 'archive');
  place = join(root, 'stick');
  mkdirSync(place);
  const put = (name: string, text: string): void => {
    mkdirSync(join(dataDir, name, '..'), { recursive: true });
    writeFileSync(join(dataDir, name), text);
  };
  for (const [name, text] of Object.entries(FILES)) put(name, text);
  for (const name of ['LOCK', 'open', 'ballast', 'profile/x', 'journal/.hudang-0123456789ab.tmp'])
    put(name, 'not ours');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** The place is on a drive of its own. */
function other(change: Partial<Disk> = {}): Disk {
  const inspect: Disk['inspect'] = async (path) => {
    const found = await realDisk.inspect(path);
    return { ...found, device: path.startsWith(place) ? 2 : 1 };
  };
  return { ...realDisk, inspect, ...change };
}

/** The calls of a file as plain functions, so that one can be replaced. */
function bound(file: DiskFile): DiskFile {
  return {
    read: (...args) => file.read(...args),
    write: (...args) => file.write(...args),
    sync: () => file.sync(),
    datasync: () => file.datasync(),
    truncate: (length) => file.truncate(length),
    close: () => file.close(),
  };
}

const there = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

test('everything that keeps the archive is there, whole, and nothing else', async () => {
  const saved = await saveEmergency(dataDir, place, NOW, other());
  const bytes = Object.values(FILES).reduce((sum, text) => sum + text.length, 0);
  expect(saved).toEqual({ ok: true, value: { path: join(place, NAME), files: 7, bytes, unreadable: [] } });
  expect(there(join(place, NAME))).toEqual(Object.keys(FILES).sort());
  for (const [name, text] of Object.entries(FILES)) expect(readFileSync(join(place, NAME, name), 'utf8')).toBe(text);
  expect(readdirSync(place)).toEqual([NAME]);
});

test('the same drive, and a folder inside the archive, are refused', async () => {
  expect(await saveEmergency(dataDir, place, NOW)).toMatchObject({ error: { code: 'emergency_same_drive' } });
  const inside = join(dataDir, 'x');
  mkdirSync(inside);
  expect(await saveEmergency(dataDir, inside, NOW, other())).toMatchObject({ error: { code: 'emergency_inside' } });
  expect(readdirSync(place)).toEqual([]);
});

test('what cannot be read here is named, the rest is saved', async () => {
  const open: Disk['open'] = (path, flags) =>
    path.endsWith('abcd') && path.startsWith(dataDir)
      ? Promise.reject(Object.assign(new Error('bad sector'), { code: 'EIO' }))
      : realDisk.open(path, flags);
  const saved = await saveEmergency(dataDir, place, NOW, other({ open, wait: () => Promise.resolve() }));
  expect(saved).toMatchObject({ ok: true, value: { files: 6, unreadable: [join('attachments', 'ab', 'abcd')] } });
});

test('a file whose end cannot be read is named, and no half of it stays', async () => {
  writeFileSync(join(dataDir, 'attachments/ab/abcd'), 'x'.repeat(3_000_000));
  const open: Disk['open'] = async (path, flags) => {
    const file = await realDisk.open(path, flags);
    if (!path.endsWith('abcd') || !path.startsWith(dataDir)) return file;
    const read: typeof file.read = (into, offset, length, position) =>
      position > 1_500_000
        ? Promise.reject(Object.assign(new Error('bad sector'), { code: 'EIO' }))
        : file.read(into, offset, length, position);
    return { ...bound(file), read };
  };
  const saved = await saveEmergency(dataDir, place, NOW, other({ open }));
  expect(saved).toMatchObject({ ok: true, value: { files: 6, unreadable: [join('attachments', 'ab', 'abcd')] } });
  expect(there(join(place, NAME))).not.toContain(join('attachments', 'ab', 'abcd'));
});

test('a file that goes away, grows or becomes shorter meanwhile stops nothing', async () => {
  const [line, zip] = ['journal/000000000001.jsonl', 'snapshots/000000000001-20260601T000000.zip'];
  const open: Disk['open'] = async (path, flags) => {
    if (path === join(dataDir, line)) writeFileSync(path, `${FILES[line]}one more`);
    if (path === join(dataDir, zip)) rmSync(path, { force: true });
    if (path === join(dataDir, 'drafts/drafts.jsonl')) writeFileSync(path, '');
    return realDisk.open(path, flags);
  };
  writeFileSync(join(dataDir, 'drafts/drafts.jsonl'), 'text');
  const saved = await saveEmergency(dataDir, place, NOW, other({ open }));
  const unreadable = [zip, 'drafts/drafts.jsonl'].map((name) => join(...name.split('/')));
  expect(saved).toMatchObject({ ok: true, value: { files: 5, unreadable } });
  expect(readFileSync(join(place, NAME, line), 'utf8')).toBe(FILES[line]);
});

test('the names are flushed before the folder is called finished', async () => {
  const synced: string[] = [];
  const syncFolder: Disk['syncFolder'] = async (path) => {
    synced.push(path);
    return realDisk.syncFolder(path);
  };
  await saveEmergency(dataDir, place, NOW, other({ syncFolder }));
  const unfinished = join(place, `${NAME}（没有写完）`);
  expect(synced).toContain(join(unfinished, 'journal', 'segments'));
  expect(synced.at(-1)).toBe(place);
});

test('a stick that becomes full leaves a folder that says it is unfinished', async () => {
  const open: Disk['open'] = (path, flags) =>
    path.startsWith(place) && path.endsWith('.zip')
      ? Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }))
      : realDisk.open(path, flags);
  const saved = await saveEmergency(dataDir, place, NOW, other({ open }));
  const params = { folder: place, unfinished: `${NAME}（没有写完）`, megabytes: 1 };
  expect(saved).toEqual({ ok: false, error: { code: 'emergency_full', params } });
  expect(readdirSync(place)).toEqual([`${NAME}（没有写完）`]);
});
