import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { JOURNALLED_TABLES } from '../entry';
import { workbookFile } from '../../excel/read/testFiles';
import { Crc32 } from './crc32';
import { COPY_VERSION, parseManifest } from './manifest';
import { attachmentsIn, checkCopy, openCopy, readAttachment, readJournal, readRows } from './readCopy';
import type { JournalRow } from './rows';
import type { Hasher } from './source';
import { makeCopy, memoryFile, type TestCopy } from './testCopy';
import { entryContent } from './zipContent';
import { openZip } from './zipDirectory';
import { ZipWriter } from './zipWrite';

const hasher = (): Hasher => {
  const hash = createHash('sha256');
  return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest('hex') };
};
const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const household = (id: string, name: string, version = 1) => ({
  id,
  no: id,
  version,
  born: 1,
  doc: { id, fields: { head_name: name }, members: [{ name }], unread: [], extra: [] },
});
const line = (n: number, name: string): JournalRow => ({
  line: n,
  payload: {
    v: 1,
    at: '2026-06-30T08:31:05Z',
    kind: 'rows',
    seq: n,
    households: 2,
    rows: { households: { put: [household('B', name, n)] } },
  },
});
const picture = new Uint8Array(5000).map((_, i) => (i * 7919) % 251);
const ABOUT: TestCopy = {
  rows: {
    households: [household('A', '张三'), household('B', '李四')],
    operations: [{ seq: 1, id: 'O', body: { id: 'O', kind: 'form', summary: '新增' } }],
    log: [{ seq: 1, household: 'A', operation: 'O', body: { changes: [['head_name', null, '张三']] } }],
    meta: [{ key: 'settings', value: { person: '王' } }],
  },
  journal: [line(4, '李五'), line(5, '李六')],
  attachments: new Map([[sha(picture), picture]]),
};

async function made(about: TestCopy = ABOUT): Promise<Uint8Array> {
  const copy = await makeCopy(about, hasher);
  if (!copy.ok) throw new Error(copy.error.code);
  return copy.value.file;
}

/** What a careful reader says: `ok`, or the code. */
async function judged(bytes: Uint8Array): Promise<string> {
  const copy = await openCopy(memoryFile(bytes), hasher);
  if (!copy.ok) return copy.error.code;
  const checked = await checkCopy(copy.value, hasher);
  return checked.ok ? 'ok' : checked.error.code;
}

async function allOf(bytes: Uint8Array): Promise<Record<string, unknown[]>> {
  const copy = await openCopy(memoryFile(bytes), hasher);
  if (!copy.ok) throw new Error(copy.error.code);
  const found: Record<string, unknown[]> = {};
  for (const table of JOURNALLED_TABLES) {
    const rows: unknown[] = [];
    const read = await readRows(copy.value, table, hasher, (batch) => void rows.push(...batch));
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    if (rows.length > 0) found[table] = rows;
  }
  const lines: unknown[] = [];
  const read = await readJournal(copy.value, hasher, (batch) => void lines.push(...batch));
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return { ...found, journal: lines };
}

describe('a copy', () => {
  test('gives back what was put in, is whole, and is the same bytes again', async () => {
    const file = await made();
    expect(await allOf(file)).toEqual({ ...ABOUT.rows, journal: ABOUT.journal });
    expect(await judged(file)).toBe('ok');
    expect(Buffer.compare(await made({ ...ABOUT, page: 1 }), file)).toBe(0);
    expect(Buffer.from(file.subarray(-64)).toString()).toBe(sha(file.subarray(0, -64)));
    const copy = await openCopy(memoryFile(file), hasher);
    if (!copy.ok) throw new Error(copy.error.code);
    const [attachment] = attachmentsIn(copy.value);
    expect(attachment).toEqual({ sha256: sha(picture), bytes: picture.length });
    const pieces: Uint8Array[] = [];
    await readAttachment(copy.value, sha(picture), hasher, (bytes) => void pieces.push(bytes));
    expect(Buffer.compare(Buffer.concat(pieces), picture)).toBe(0);
  });

  test('any rows go through, in any pages', async () => {
    const text = fc.string({ unit: 'binary' });
    const rows = fc.array(fc.record({ id: fc.string({ minLength: 1 }), fields: fc.dictionary(text, text) }), {
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 50 }), async (docs, page) => {
        const households = docs.map((doc) => ({ id: doc.id, no: '', version: 1, born: 1, doc }));
        const file = await made({ rows: { households }, page });
        const plain = JSON.parse(JSON.stringify(households)) as unknown[];
        expect((await allOf(file))['households'] ?? []).toEqual(plain);
        expect(await judged(file)).toBe('ok');
      }),
      { numRuns: 60 },
    );
  });
});

describe('damage', () => {
  test('1,000 copies with one byte flipped anywhere: all refused', async () => {
    const file = await made();
    const flips = new Map<string, number>();
    // Every part of the file comes under fire: positions are spread evenly, bits at random.
    for (let i = 0; i < 1000; i++) {
      const bad = file.slice();
      const at = Math.floor((i / 1000) * file.length);
      bad[at] = (bad[at] ?? 0) ^ (1 << ((i * 5) % 8));
      const said = await judged(bad);
      flips.set(said, (flips.get(said) ?? 0) + 1);
    }
    expect(flips.get('ok')).toBeUndefined();
    expect([...flips.values()].reduce((sum, n) => sum + n)).toBe(1000);
    expect(flips.get('backup_damaged')).toBeGreaterThan(900);
  });

  test('without the checksum of the whole, every flip inside the parts is found all the same', async () => {
    const file = await made();
    const before = await allOf(file);
    const directory = Buffer.from(file).indexOf(Buffer.from('PK\u0001\u0002'));
    for (let at = 0; at < directory; at += 7) {
      const bad = file.slice();
      bad[at] = (bad[at] ?? 0) ^ 4;
      // A forger would have made the whole right again.
      bad.set(Buffer.from(sha(bad.subarray(0, -64))), bad.length - 64);
      // The last bits of a compressed stream mean nothing: then all content is as it was.
      if ((await judged(bad)) === 'ok') expect(await allOf(bad), String(at)).toEqual(before);
    }
  });

  test('cut anywhere: refused', async () => {
    const file = await made();
    for (let length = 0; length < file.length; length += 13) {
      expect(await judged(file.slice(0, length)), String(length)).toMatch(/^(backup_truncated|not_a_backup)$/);
    }
    expect(await judged(file.slice(0, -1))).toBe('backup_truncated');
    expect(await judged(file.slice(0, Math.floor(file.length / 2)))).toBe('backup_truncated');
  });

  test('bytes behind the end, or between the entries, or a doubled entry', async () => {
    const file = await made();
    expect(await judged(new Uint8Array([...file, 0]))).toBe('backup_damaged');
    const zip = await openZip(memoryFile(file), 'data/households.jsonl');
    const at = zip.entries[1]?.offset ?? 0;
    expect(await judged(new Uint8Array([...file.slice(0, at), 1, 2, 3, ...file.slice(at)]))).not.toBe('ok');
  });

  test('other files are told from damaged ones', async () => {
    const xlsx = new Uint8Array(workbookFile('xlsx', [{ name: '表', rows: [['户编号'], ['1']] }]));
    expect(await judged(xlsx)).toBe('not_a_backup');
    expect(await judged(new Uint8Array(0))).toBe('not_a_backup');
    expect(await judged(new TextEncoder().encode('户编号,姓名\n'.repeat(50)))).toBe('not_a_backup');
    const foreign = await zipOf([['hello.txt', 'hello']]);
    expect(await judged(foreign)).toBe('not_a_backup');
  });
});

/** A whole zip of ours with any content. */
async function zipOf(entries: readonly (readonly [string, string])[]): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const sink = (bytes: Uint8Array): Promise<void> => (pieces.push(bytes.slice()), Promise.resolve());
  const zip = new ZipWriter(sink, hasher, new Date(0));
  for (const [name, text] of entries) await zip.entry(name, bytesOf(text), 'deflate');
  await zip.finish();
  return new Uint8Array(Buffer.concat(pieces));
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array, void> {
  yield await Promise.resolve(new TextEncoder().encode(text));
}

/** The copy with another manifest and parts, packed anew so that all zip checksums are right. */
async function forged(
  change: (manifest: Record<string, unknown>, parts: Map<string, string>) => void,
): Promise<Uint8Array> {
  const file = await made({ ...ABOUT, attachments: new Map() });
  const zip = await openZip(memoryFile(file), 'data/households.jsonl');
  const texts = new Map<string, string>();
  for (const entry of zip.entries) {
    const pieces: Uint8Array[] = [];
    for await (const piece of entryContent(zip, entry, 'x', null, hasher)) pieces.push(piece);
    texts.set(entry.name, Buffer.concat(pieces).toString());
  }
  const manifest = JSON.parse(texts.get('manifest.json') ?? '') as Record<string, unknown>;
  texts.delete('manifest.json');
  change(manifest, texts);
  return zipOf([...texts, ['manifest.json', JSON.stringify(manifest)]]);
}

describe('a well-formed zip that says something wrong', () => {
  const refuse = async (code: string, change: Parameters<typeof forged>[0]): Promise<void> =>
    expect(await judged(await forged(change))).toBe(code);

  test('the untouched one is fine', () => refuse('ok', () => undefined));
  test('newer container, newer rows', async () => {
    await refuse('backup_newer', (manifest) => (manifest['version'] = COPY_VERSION + 1));
    await refuse('backup_newer', (manifest) => (manifest['schema'] = 99));
  });
  test('another format', () => refuse('not_a_backup', (manifest) => (manifest['format'] = 'other')));
  test('an unknown, a missing, a moved part', async () => {
    await refuse('backup_damaged', (_, parts) => parts.set('data/more.jsonl', ''));
    await refuse('backup_damaged', (_, parts) => parts.delete('data/log.jsonl'));
    await refuse('backup_damaged', (manifest) => (manifest['parts'] as unknown[]).reverse());
  });
  test('unknown keys and wrong kinds in the manifest', async () => {
    await refuse('backup_damaged', (manifest) => (manifest['more'] = 1));
    await refuse('backup_damaged', (manifest) => (manifest['seq'] = '5'));
    await refuse('backup_damaged', (manifest) => (manifest['line'] = 2));
  });
  test('wrong counts of rows are met when the rows are read', async () => {
    const file = await forged((manifest) => {
      for (const part of manifest['parts'] as { name: string; rows: number }[]) {
        if (part.name === 'data/households.jsonl') part.rows = 3;
      }
    });
    await expect(allOf(file)).rejects.toThrow('住户资料');
  });
  test('rows that are none', async () => {
    for (const text of ['{"id":1}\n', '[]\n', 'nothing\n', '{"id":"A","no":"","version":1,"born":1,"doc":{}}']) {
      const file = await forged((manifest, parts) => {
        parts.set('data/households.jsonl', text);
        const facts = (manifest['parts'] as { bytes: number; sha256: string; rows: number }[])[0];
        Object.assign(facts ?? {}, { bytes: text.length, sha256: sha(Buffer.from(text)), rows: 1 });
      });
      await expect(allOf(file)).rejects.toThrow('backup_damaged');
    }
  });
});

describe('bombs', () => {
  test('a part that inflates to more than it says is left as soon as it does', async () => {
    const bomb = deflateRawSync(Buffer.alloc(300_000_000));
    const file = await made({ rows: {} });
    const zip = await openZip(memoryFile(file), 'data/households.jsonl');
    const entry = zip.entries[0];
    if (!entry) throw new Error('no entry');
    // The header of the first entry with the bomb behind it, small sizes claimed.
    const head = file.slice(0, 30 + entry.name.length);
    const view = new DataView(head.buffer);
    view.setUint32(18, bomb.length, true);
    view.setUint32(22, 10, true);
    const claimed = { ...entry, packed: bomb.length, bytes: 10, crc: entry.crc };
    const source = memoryFile(new Uint8Array([...head, ...bomb]));
    let most = 0;
    const read = async (): Promise<void> => {
      for await (const piece of entryContent({ ...zip, source }, claimed, 'x', null, hasher)) most += piece.length;
    };
    await expect(read()).rejects.toThrow('backup_damaged');
    expect(most).toBeLessThan(1_000_000);
  });

  test('huge declared sizes are refused before anything is read', () => {
    const text =
      '{"format":"hudang-backup","version":1,"schema":2,"parts":[{"name":"data/households.jsonl","bytes":1e300}]}';
    expect(parseManifest(text)).toMatchObject({ ok: false, error: { code: 'backup_damaged' } });
  });
});

describe('other programs', () => {
  let folder = '';
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'hudang-copy-'))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const opens = (path: string): void => {
    const python =
      'import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(len(z.namelist()))';
    for (const [program, args] of [
      ['unzip', ['-tq', path]],
      ['python3', ['-c', python, path]],
    ] as const) {
      try {
        execFileSync(program, args, { stdio: 'pipe' });
      } catch (error) {
        if ((error as { code?: string }).code !== 'ENOENT') throw error;
      }
    }
  };

  test('unzip and Python find nothing wrong', async () => {
    const path = join(folder, 'a.zip');
    writeFileSync(path, await made());
    opens(path);
  });

  test('an entry larger than the spool, and more entries than 16 bits count', async () => {
    const noise = new Uint8Array(5 * 1024 * 1024);
    for (let at = 0; at < noise.length; at += 65536) crypto.getRandomValues(noise.subarray(at, at + 65536));
    const many = new Map<string, Uint8Array>([[sha(noise), noise]]);
    for (let i = 0; i < 66_000; i++) {
      const bytes = new TextEncoder().encode(`${i}`);
      many.set(sha(bytes), bytes);
    }
    const file = await made({ ...ABOUT, attachments: many });
    const copy = await openCopy(memoryFile(file), hasher);
    expect(copy.ok && attachmentsIn(copy.value).length).toBe(66_001);
    expect(copy.ok && copy.value.zip.entries.some((entry) => entry.streamed)).toBe(true);
    expect(await judged(file)).toBe('ok');
    const path = join(folder, 'b.zip');
    writeFileSync(path, file);
    opens(path);
  });
});

test('CRC-32 of the check text', () => {
  const crc = new Crc32();
  for (const piece of ['1', '2345678', '9']) crc.update(new TextEncoder().encode(piece));
  expect(crc.value()).toBe(0xcbf43926);
});
