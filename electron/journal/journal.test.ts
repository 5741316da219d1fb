import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { SimulatedDisk } from '../../build/faults/simulatedDisk';
import { realDisk } from '../files/disk';
import { Journal, type JournalOptions } from './journal';

const FOLDER = '/archive/journal';
const FIRST = `${FOLDER}/000000000001.jsonl`;
const payload = (n: number, size = 40) => JSON.stringify({ n, text: 'x'.repeat(size) });
const utf8 = (text: string) => new TextEncoder().encode(text);

let disk: SimulatedDisk;
beforeEach(() => {
  disk = new SimulatedDisk();
  disk.plant('/archive/archive.json', utf8('{}'));
});

async function open(options: JournalOptions = { clean: true }): Promise<Journal> {
  const opened = await Journal.open(FOLDER, disk, { now: () => disk.now(), ...options });
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value;
}
async function filled(lines: number, options: JournalOptions = { clean: true }, size = 40): Promise<Journal> {
  const journal = await open(options);
  for (let n = 1; n <= lines; n += 1) {
    const written = await journal.append(n - 1, payload(n, size));
    if (!written.ok) throw new Error(written.error.code);
  }
  return journal;
}
const failed = async (result: Promise<{ ok: boolean }>) => {
  const answer = (await result) as { ok: boolean; error?: { code: string; params: unknown } };
  return answer.ok ? 'ok' : [answer.error?.code, answer.error?.params];
};
async function numbers(journal: Journal, from = 1): Promise<number[]> {
  const all: number[] = [];
  for (let next = from; ;) {
    const read = await journal.read(next);
    if (!read.ok) throw new Error(read.error.code);
    if (read.value.length === 0) return all;
    for (const line of read.value) {
      expect(JSON.parse(line.payload)).toMatchObject({ n: line.line });
      all.push(line.line);
    }
    next = (read.value.at(-1)?.line ?? 0) + 1;
  }
}
const upTo = (n: number, without: number[] = []) =>
  Array.from({ length: n }, (_, at) => at + 1).filter((each) => !without.includes(each));
/** Changes the file that begins with line `first`. */
function edit(change: (bytes: Uint8Array<ArrayBuffer>, text: string) => Uint8Array, path = FIRST): void {
  const bytes = new Uint8Array(disk.peek(path) ?? []);
  disk.plant(path, change(bytes, new TextDecoder('latin1').decode(bytes)));
}

describe('appending', () => {
  test('numbers, chain, head', async () => {
    const journal = await open();
    expect(journal.head()).toEqual({ line: 0, sum: 'A'.repeat(43), first: 1, cutBytes: 0, damaged: [] });
    const one = await journal.append(0, payload(1));
    expect(one).toMatchObject({ ok: true, value: { line: 1 } });
    expect(journal.head()).toMatchObject({ line: 1, first: 1, sum: one.ok && one.value.sum });
    expect(await failed(journal.append(0, payload(2)))).toEqual(['journal_moved', { line: 1 }]);
    expect(await failed(journal.append(7, payload(2)))).toEqual(['journal_moved', { line: 1 }]);
    expect(await failed(journal.append(1, 'a\nb'))).toEqual(['malformed_message', {}]);
    expect(await failed(journal.append(1, '{}', [`segment:${'a'.repeat(64)}`]))).toEqual([
      'file_not_found',
      { name: 'a'.repeat(64) },
    ]);
    expect(await numbers(journal)).toEqual([1]);
  });

  test('many at once: one of them wins', async () => {
    const journal = await open();
    const answers = await Promise.all(upTo(20).map((n) => journal.append(0, payload(1, n))));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await numbers(journal)).toEqual([1]);
  });

  test('an acknowledged line was written and flushed, in one go each', async () => {
    const journal = await filled(1);
    const from = disk.log.length;
    await journal.append(1, payload(2));
    expect(disk.log.slice(from).map(({ kind }) => kind)).toEqual(['write', 'datasync']);
  });

  test('a journal without lines goes on from any number', async () => {
    const journal = await open();
    disk.failNth(0, 'EIO', 'write');
    expect(await failed(journal.append(100, payload(101)))).toMatchObject(['journal_failed', {}]);
    disk.failNth(1, 'EIO', 'write');
    expect(await failed(journal.append(50, payload(51)))).toMatchObject(['journal_failed', {}]);
    expect(await journal.append(41, payload(42))).toMatchObject({ ok: true, value: { line: 42 } });
    expect(journal.head()).toMatchObject({ line: 42, first: 42 });
    expect(await failed(journal.append(50, payload(51)))).toEqual(['journal_moved', { line: 42 }]);
    await journal.close();
    const again = await open();
    expect(again.head()).toMatchObject({ line: 42, first: 42, damaged: [] });
    expect(await numbers(again)).toEqual([42]);
    expect(disk.paths().filter((path) => path.endsWith('.jsonl'))).toEqual([`${FOLDER}/000000000042.jsonl`]);
  });

  test('files end at their size, and at a state taken from a copy', async () => {
    const journal = await filled(7, { clean: true, rotateBytes: 600 });
    await journal.append(7, payload(8), ['copy:000000000007-20260101T000000.zip']);
    await journal.append(8, payload(9));
    await journal.close();
    const files = disk
      .paths()
      .filter((path) => path.endsWith('.jsonl'))
      .map((path) => Number(path.slice(-18, -6)));
    expect(files).toEqual([1, 4, 7, 8]);
    const again = await open({ clean: true, readBytes: 300 });
    expect(again.head()).toMatchObject({ line: 9, first: 1, damaged: [] });
    expect(await numbers(again)).toEqual(upTo(9));
    expect([...((await again.refs()) ?? [])]).toEqual(['copy:000000000007-20260101T000000.zip']);
  });

  test('read gives about as much as it should, and at least a line', async () => {
    const journal = await filled(10, { clean: true, readBytes: 500 });
    expect((await journal.read(1)).ok && (await journal.read(3))).toMatchObject({
      value: [{ line: 3 }, { line: 4 }, { line: 5 }],
    });
    await journal.close();
    const small = await open({ clean: true, readBytes: 10 });
    expect(await small.read(4)).toMatchObject({ ok: true, value: [{ line: 4 }] });
    expect(await small.read(11)).toEqual({ ok: true, value: [] });
    expect(await numbers(small)).toEqual(upTo(10));
  });
});

describe('failures', () => {
  test('a failed write is cut back, and the file goes on', async () => {
    const journal = await filled(2);
    disk.failNth(0, 'ENOSPC', 'write', 'half');
    expect(await failed(journal.append(2, payload(3)))).toEqual(['disk_full', { name: '000000000001.jsonl' }]);
    expect(journal.failed).toBe(false);
    expect(await failed(journal.append(2, payload(3)))).toBe('ok');
    expect(disk.paths()).toHaveLength(2);
    await journal.close();
    expect((await open()).head()).toMatchObject({ line: 3, cutBytes: 0, damaged: [] });
  });

  test('after a failed flush the file is not trusted', async () => {
    const journal = await filled(2);
    disk.failNth(0, 'EIO', 'datasync');
    expect(await failed(journal.append(2, payload(3)))).toEqual([
      'journal_failed',
      { name: '000000000001.jsonl', reason: 'EIO' },
    ]);
    expect(await failed(journal.append(2, payload(3)))).toBe('ok');
    expect(disk.paths()).toContain(`${FOLDER}/000000000003.jsonl`);
    disk.crash(() => 0.99);
    expect(await numbers(await open())).toEqual([1, 2, 3]);
  });

  test('what cannot be taken back is said, and tried again', async () => {
    const journal = await filled(2);
    disk.inject({
      when: ({ kind }) => ['write', 'datasync', 'cut', 'open', 'rename'].includes(kind),
      code: 'EIO',
      times: 99,
    });
    expect(await failed(journal.append(2, payload(3)))).toMatchObject(['journal_failed', {}]);
    expect(journal.failed).toBe(true);
    expect(await journal.recover()).toBe(false);
    disk.clearFaults();
    expect(await journal.recover()).toBe(true);
    expect(journal.failed).toBe(false);
    expect(await failed(journal.append(2, payload(3)))).toBe('ok');
    expect(await numbers(journal)).toEqual([1, 2, 3]);
  });

  /** Line 3 can be read, but its flush failed and nothing of that could be undone before the program was killed. */
  async function onlySeen(system: 'posix' | 'windows'): Promise<void> {
    disk = new SimulatedDisk({ system, random: () => 0.9 });
    disk.plant('/archive/archive.json', utf8('{}'));
    const journal = await filled(2);
    disk.inject({ when: ({ kind }) => ['datasync', 'cut', 'open'].includes(kind), code: 'EIO', times: 99 });
    await journal.append(2, payload(3));
    expect(journal.failed).toBe(true);
    disk.kill();
  }

  for (const system of ['posix', 'windows'] as const) {
    test(`a line that is only seen after a crash is on the disk before it is told (${system})`, async () => {
      await onlySeen(system);
      expect((await open({ clean: false })).head()).toMatchObject({ line: 3, damaged: [] });
      disk.crash(() => 0);
      expect(await numbers(await open())).toEqual([1, 2, 3]);
    });
  }

  test('when that cannot be done, it is said', async () => {
    await onlySeen('posix');
    disk.failNth(0, 'EIO', 'rename');
    const journal = await open({ clean: false });
    expect([journal.head().line, journal.failed]).toEqual([3, true]);
    expect(await journal.recover()).toBe(true);
    expect(await failed(journal.append(3, payload(4)))).toBe('ok');
    disk.crash(() => 0.9);
    expect(await numbers(await open())).toEqual([1, 2, 3, 4]);
  });

  test('the earlier one of two lines with the same number was discarded', async () => {
    const journal = await filled(3);
    await journal.close();
    // A cut that never reached the disk, and the file that followed.
    const long = disk.peek(FIRST);
    edit((bytes) => bytes.slice(0, lineStart(bytes, 3)));
    const second = await open();
    disk.failNth(0, 'EIO', 'datasync');
    await second.append(2, payload(3));
    await second.append(2, JSON.stringify({ n: 3, other: true }));
    await second.close();
    disk.plant(FIRST, long);
    const again = await open();
    expect(again.head()).toMatchObject({ line: 3, damaged: [] });
    expect(await again.read(2)).toMatchObject({ value: [{ line: 2 }, { line: 3, payload: '{"n":3,"other":true}' }] });
    expect(await again.check()).toMatchObject({ lines: 3, damaged: [] });
  });

  test('whoever only reads changes nothing', async () => {
    await (await filled(3)).close();
    edit((bytes) => new Uint8Array([...bytes, 1, 2, 3]));
    disk.plant(`${FOLDER}/000000000009.jsonl`, utf8('rubbish'));
    const before = disk.paths().map((path) => disk.peek(path));
    const reader = await open({ readOnly: true });
    expect(reader.head()).toMatchObject({ line: 3, cutBytes: 10, damaged: [] });
    expect(await numbers(reader)).toEqual([1, 2, 3]);
    expect(await failed(reader.append(3, payload(4)))).toEqual(['read_only', {}]);
    expect(await failed(reader.openSegment())).toEqual(['read_only', {}]);
    await reader.compact(3);
    await reader.close();
    expect(disk.paths().map((path) => disk.peek(path))).toEqual(before);
  });

  test('a newer journal is refused and left alone', async () => {
    await (await filled(2)).close();
    disk.plant(`${FOLDER}/000000000003.jsonl`, utf8('{"format":"hudang-journal","version":2}\nwhatever'));
    const before = disk.paths().map((path) => disk.peek(path));
    expect(await failed(Journal.open(FOLDER, disk))).toEqual(['archive_newer', { folder: '/archive' }]);
    expect(disk.paths().map((path) => disk.peek(path))).toEqual(before);
  });

  test('what cannot be read is neither cut nor guessed', async () => {
    await (await filled(2)).close();
    disk.inject({ when: ({ kind }) => kind === 'read', code: 'EIO', times: 99 });
    expect(await failed(Journal.open(FOLDER, disk))).toMatchObject(['journal_unreadable', { reason: 'EIO' }]);
    disk.clearFaults();
    expect(await numbers(await open())).toEqual([1, 2]);
  });
});

/** Where line `n` of the first file begins. */
function lineStart(bytes: Uint8Array, n: number): number {
  let at = 0;
  for (let line = 0; line < n; line += 1) at = bytes.indexOf(10, at) + 1;
  return at;
}

describe('damage in the last file', () => {
  const LINES = 20;
  beforeEach(async () => {
    await (await filled(LINES)).close();
  });
  const found = async () => {
    const journal = await open();
    const { line, damaged, cutBytes } = journal.head();
    return { line, damaged, cutBytes, read: await numbers(journal), journal };
  };

  test('a torn tail is cut at any byte', async () => {
    const whole = disk.peek(FIRST) ?? new Uint8Array();
    const start = lineStart(whole, LINES);
    for (let end = start; end < whole.length; end += 7) {
      disk.plant(FIRST, whole.slice(0, end));
      const { line, damaged, cutBytes, journal } = await found();
      // Only the line break is missing at the end: the line itself is whole.
      const complete = end === whole.length - 1;
      expect([end, line, damaged, cutBytes]).toEqual([
        end,
        complete ? LINES : LINES - 1,
        [],
        complete ? 0 : end - start,
      ]);
      expect(await failed(journal.append(line, payload(line + 1)))).toBe('ok');
      await journal.close();
      expect((await open()).head()).toMatchObject({ line: line + 1, cutBytes: 0, damaged: [] });
      for (const path of disk.paths()) if (path !== FIRST && path.endsWith('.jsonl')) disk.plant(path, null);
    }
  });

  test('a tail of zeros or garbage is cut', async () => {
    for (const fill of [0, 65]) {
      edit((bytes) => new Uint8Array([...bytes, ...new Array<number>(5000).fill(fill)]));
      expect(await found()).toMatchObject({ line: LINES, damaged: [], cutBytes: 5000, read: upTo(LINES) });
    }
  });

  test('a destroyed payload loses one line', async () => {
    edit((bytes, text) => bytes.fill(66, text.indexOf('"n":7'), text.indexOf('"n":7') + 9));
    const { journal, ...rest } = await found();
    expect(rest).toEqual({ line: LINES, damaged: [7], cutBytes: 0, read: upTo(LINES, [7]) });
    expect(await journal.refs()).toBeNull();
    // The next line begins a file of its own, so that the damaged one can be dropped as a whole.
    await journal.append(LINES, payload(LINES + 1), ['copy:a.zip']);
    await journal.compact(LINES);
    expect(journal.head()).toMatchObject({ line: LINES + 1, first: LINES + 1, damaged: [] });
    expect(await journal.check()).toMatchObject({ lines: 1, damaged: [] });
    expect(disk.paths()).toEqual(['/archive/archive.json', `${FOLDER}/000000000021.jsonl`]);
  });

  test('a page of zeros in the middle: what lies behind it is read', async () => {
    edit((bytes) => bytes.fill(0, lineStart(bytes, 5) + 30, lineStart(bytes, 9) + 20));
    expect(await found()).toMatchObject({ line: LINES, damaged: [5, 6, 7, 8, 9], read: upTo(LINES, [5, 6, 7, 8, 9]) });
  });

  test('lines that were taken out are missed', async () => {
    edit((bytes) => new Uint8Array([...bytes.slice(0, lineStart(bytes, 4)), ...bytes.slice(lineStart(bytes, 7))]));
    expect(await found()).toMatchObject({ line: LINES, damaged: [4, 5, 6], read: upTo(LINES, [4, 5, 6]) });
  });

  test('every single byte: never a wrong payload, never a wrong number, at most one line lost', async () => {
    const whole = disk.peek(FIRST) ?? new Uint8Array();
    const [start, end] = [lineStart(whole, 3), lineStart(whole, 5)];
    for (let at = start; at < end; at += 1) {
      for (const flip of [1, 16]) {
        const bytes = whole.slice();
        bytes[at] = (bytes[at] ?? 0) ^ flip;
        disk.plant(FIRST, bytes);
        const { line, damaged, read, journal } = await found();
        await journal.close();
        expect(line).toBe(LINES);
        // A line break destroyed joins two lines; one made splits its line.
        expect(damaged.every((n) => n >= 3 && n <= 5) && damaged.length <= 2).toBe(true);
        expect(read.filter((n) => n < 3 || n > 5)).toEqual(upTo(LINES, [3, 4, 5]));
        expect([...read, ...damaged.filter((n) => !read.includes(n))].sort((a, b) => a - b)).toEqual(upTo(LINES));
      }
    }
  });

  test('a damaged header hides nothing', async () => {
    for (const spoil of [
      (b: Uint8Array) => b.fill(0, 0, 60),
      (b: Uint8Array) => b.fill(0, 0, lineStart(b, 1)),
      (b: Uint8Array) => b.fill(0, 40, 41),
    ]) {
      const whole = disk.peek(FIRST) ?? new Uint8Array();
      edit(spoil);
      const { line, read, journal } = await found();
      expect(line).toBe(LINES);
      expect(read.length).toBeGreaterThanOrEqual(LINES - 1);
      await journal.close();
      disk.plant(FIRST, whole);
    }
  });

  test('a file without anything is put aside', async () => {
    disk.plant(`${FOLDER}/000000000021.jsonl`, new Uint8Array(300));
    const { journal, ...rest } = await found();
    expect(rest).toEqual({ line: LINES, damaged: [], cutBytes: 300, read: upTo(LINES) });
    expect(disk.paths()).toContain(`${FOLDER}/000000000021.jsonl.damaged`);
    expect(await failed(journal.append(LINES, payload(LINES + 1)))).toBe('ok');
  });
});

describe('damage in an earlier file', () => {
  beforeEach(async () => {
    await (await filled(12, { clean: true, rotateBytes: 600 })).close();
  });

  test('a missing file is found when it is read', async () => {
    disk.plant(`${FOLDER}/000000000004.jsonl`, null);
    const journal = await open();
    expect(journal.head()).toMatchObject({ line: 12, first: 1, damaged: [] });
    expect(await numbers(journal)).toEqual(upTo(12, [4, 5, 6]));
    expect(journal.head().damaged).toEqual([4, 5, 6]);
  });

  test('a cut file and a rotten byte are found by check, with the files that stand', async () => {
    edit((bytes) => bytes.slice(0, -100), `${FOLDER}/000000000004.jsonl`);
    edit((bytes, text) => bytes.fill(66, text.indexOf('"n":8')), `${FOLDER}/000000000007.jsonl`);
    const journal = await open();
    const checked = await journal.check();
    expect(checked).toMatchObject({ lines: 9, damaged: [6, 8, 9], damagedSegments: [] });
    expect(await numbers(journal)).toEqual(upTo(12, [6, 8, 9]));
  });

  test('a header of zeros costs nothing: its neighbours say what it said', async () => {
    edit((bytes) => bytes.fill(0, 0, 100), `${FOLDER}/000000000004.jsonl`);
    const journal = await open();
    expect(await journal.check()).toMatchObject({ lines: 12, damaged: [] });
  });

  test('a file of another history in the middle is contradicted', async () => {
    const mine = disk;
    disk = new SimulatedDisk();
    disk.plant('/archive/archive.json', utf8('{}'));
    await (await filled(12, { clean: true, rotateBytes: 600 }, 41)).close();
    const foreign = disk.peek(`${FOLDER}/000000000004.jsonl`);
    disk = mine;
    disk.plant(`${FOLDER}/000000000004.jsonl`, foreign);
    const journal = await open();
    expect((await journal.check()).damaged).toContain(6);
  });

  test('compaction drops whole files only, and never the last', async () => {
    const journal = await open();
    await journal.compact(5);
    expect(journal.head()).toMatchObject({ first: 4, line: 12 });
    await journal.compact(99);
    expect(journal.head()).toMatchObject({ first: 10, line: 12, damaged: [] });
    expect(await numbers(journal)).toEqual([10, 11, 12]);
    await journal.close();
    const again = await open();
    expect(again.head()).toMatchObject({ first: 10, line: 12 });
    expect(await failed(again.append(12, payload(13)))).toBe('ok');
  });
});

describe('segments', () => {
  const HOUR = 3600_000;
  async function segment(journal: Journal, text: string): Promise<string> {
    const writer = await journal.openSegment();
    if (!writer.ok) throw new Error(writer.error.code);
    await writer.value.write(utf8(text));
    const kept = await writer.value.commit();
    if (!kept.ok) throw new Error(kept.error.code);
    return kept.value.sha256;
  }

  test('stay as long as a line refers to them', async () => {
    const journal = await filled(1, { clean: true, rotateBytes: 300 });
    const [used, unused] = [await segment(journal, 'used'), await segment(journal, 'unused')];
    await journal.append(1, payload(2), [`segment:${used}`]);
    for (let n = 3; n < 8; n += 1) await journal.append(n - 1, payload(n, 200));
    await disk.wait(2 * HOUR);
    await journal.compact(1);
    // The other one was finished in this run: its line may come at any moment, whatever the clock says.
    expect(await journal.check()).toMatchObject({ segments: 2, damagedSegments: [] });
    await journal.close();
    const again = await open();
    await again.compact(0);
    expect([disk.peek(again.segmentPath(used)), disk.peek(again.segmentPath(unused))]).toEqual([utf8('used'), null]);
    await again.compact(5);
    expect(disk.peek(again.segmentPath(used))).toBeNull();
  });

  test('are kept for an hour, and whenever it is not known what refers to them', async () => {
    let journal = await filled(3);
    const unused = await segment(journal, 'unused');
    await journal.close();
    journal = await open();
    await journal.compact(0);
    expect(disk.peek(journal.segmentPath(unused))).not.toBeNull();
    await journal.close();
    await disk.wait(2 * HOUR);
    edit((bytes, text) => bytes.fill(66, text.indexOf('"n":2'), text.indexOf('"n":2') + 9));
    journal = await open();
    await journal.compact(0);
    expect(disk.peek(journal.segmentPath(unused))).not.toBeNull();
  });

  test('rot and loss are found', async () => {
    const journal = await filled(1);
    const [rotten, lost] = [await segment(journal, 'rotten'), await segment(journal, 'lost')];
    await journal.append(1, payload(2), [`segment:${rotten}`, `segment:${lost}`]);
    disk.plant(journal.segmentPath(rotten), utf8('rotted'));
    disk.plant(journal.segmentPath(lost), null);
    expect((await journal.check()).damagedSegments.sort()).toEqual([rotten, lost].sort());
    expect(await journal.usage()).toMatchObject({ files: 2 });
  });
});

test('on a real disk', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hudang-journal-'));
  try {
    const at = join(folder, 'journal');
    for (let run = 0; run < 3; run += 1) {
      const opened = await Journal.open(at, realDisk, { rotateBytes: 1500, clean: run === 1 });
      if (!opened.ok) throw new Error(opened.error.code);
      const journal = opened.value;
      expect(journal.head()).toMatchObject({ line: run * 20, cutBytes: 0, damaged: [] });
      for (let n = run * 20 + 1; n <= run * 20 + 20; n += 1)
        expect((await journal.append(n - 1, payload(n))).ok).toBe(true);
      expect(await numbers(journal)).toEqual(upTo(run * 20 + 20));
      expect(await journal.check()).toMatchObject({ lines: run * 20 + 20, damaged: [] });
      await journal.close();
    }
    expect(readdirSync(at).every((name) => /^\d{12}\.jsonl$|^segments$/.test(name))).toBe(true);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
