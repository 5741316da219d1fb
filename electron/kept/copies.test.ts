import { beforeAll, describe, expect, test } from 'vitest';
import type { CopyFacts } from '#shared/ipc/desktop';
import { makeCopy, TEST_MADE } from '#shared/journal/copy/testCopy';
import { randomFrom } from '../../build/faults/random';
import { SimulatedDisk } from '../../build/faults/simulatedDisk';
import { Copies } from './copies';
import { copyName } from './copyIndex';
import { nodeHasher } from './source';

const FOLDER = '/archive/snapshots';
const DAY = 24 * 3_600_000;
const INDEX = `${FOLDER}/index.json`;
const NONE: ReadonlySet<string> = new Set();

let FILE: Uint8Array;
beforeAll(async () => {
  const made = await makeCopy({}, nodeHasher);
  if (!made.ok) throw new Error(made.error.code);
  FILE = made.value.file;
});

/** What the manifest of FILE says. */
const FACTS: CopyFacts = {
  line: 5,
  sum: 'A'.repeat(43),
  seq: 5,
  households: 2,
  members: 3,
  reason: 'manual',
  hash: '',
  made: TEST_MADE,
};

async function open(disk: SimulatedDisk, readOnly = false): Promise<Copies> {
  const opened = await Copies.open(FOLDER, disk, { readOnly });
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value;
}

async function put(copies: Copies, facts: CopyFacts = FACTS, file = FILE) {
  const writer = await copies.openWriter();
  if (!writer.ok) return writer;
  for (let at = 0; at < file.length; at += 1000) {
    const written = await writer.value.write(file.subarray(at, at + 1000));
    if (!written.ok) return written;
  }
  return copies.commit(writer.value, facts);
}

const at = (line: number, made: string): CopyFacts => ({ ...FACTS, line, made });

describe('copies', () => {
  test('named by line and time, verified, listed newest first', async () => {
    const copies = await open(new SimulatedDisk());
    const stored = await put(copies);
    expect(stored).toMatchObject({ ok: true, value: { name: copyName(FACTS), bytes: FILE.length } });
    await put(copies, at(17, '2026-07-01T00:00:00.000Z'));
    const list = await copies.list();
    expect(list.map(({ line }) => line)).toEqual([17, 5]);
    expect(list[1]).toMatchObject({
      ...FACTS,
      name: copyName(FACTS),
      bytes: FILE.length,
      rehearsed: null,
      damaged: false,
    });
    expect(list[1]?.checked).not.toBeNull();
    expect(await copies.path(copyName(FACTS))).toEqual({ ok: true, value: `${FOLDER}/${copyName(FACTS)}` });
    expect(await copies.usage()).toEqual({ files: 2, bytes: 2 * FILE.length });
    expect(copyName(FACTS)).toMatch(/^000000000005-20260630T\d{6}\.zip$/);
  });

  test('two of the same line and second do not replace each other', async () => {
    const disk = new SimulatedDisk();
    const copies = await open(disk);
    await Promise.all([put(copies), put(copies), put(copies)]);
    const names = (await copies.list()).map(({ name }) => name);
    expect(new Set(names)).toEqual(new Set([1, 2, 3].map((again) => copyName(FACTS, again))));
    expect((await (await open(disk)).list()).map(({ name }) => name)).toEqual(names);
  });

  test('what does not carry its own checksum is not taken, nor what comes with nonsense for facts', async () => {
    const disk = new SimulatedDisk();
    const copies = await open(disk);
    const broken = FILE.slice();
    broken[300] = broken[300]! ^ 1;
    expect(await put(copies, FACTS, broken)).toMatchObject({ ok: false, error: { code: 'backup_damaged' } });
    const wrong: Partial<Record<keyof CopyFacts, unknown>>[] = [
      { line: -1 },
      { line: 1e12 },
      { households: 0.5 },
      { sum: 'x' },
      { reason: 'toString' },
      { hash: 'Z' },
      { made: 'today' },
      { made: '+012026-01-01T00:00:00Z' },
      { seq: '5' },
    ];
    for (const one of wrong) {
      const facts = { ...FACTS, ...one } as CopyFacts;
      expect(await put(copies, facts)).toMatchObject({ ok: false, error: { code: 'malformed_message' } });
    }
    expect(await copies.list()).toEqual([]);
    expect(disk.paths().filter((path) => path !== INDEX)).toEqual([]);
  });

  test('leftovers of a crash are removed at start', async () => {
    const disk = new SimulatedDisk();
    disk.plant(`${FOLDER}/.hudang-0123456789ab.tmp`, FILE);
    await open(disk);
    expect(disk.paths()).toEqual([]);
  });

  test('an unknown or foreign name is not found', async () => {
    const disk = new SimulatedDisk();
    const copies = await open(disk);
    disk.plant('/archive/archive.json', FILE);
    disk.plant(`${FOLDER}/别的.zip`, FILE);
    for (const name of ['../archive.json', '别的.zip', copyName(FACTS), 'index.json']) {
      expect(await copies.path(name)).toMatchObject({ ok: false, error: { code: 'file_not_found' } });
      expect(await copies.check(name)).toMatchObject({ ok: false, error: { code: 'file_not_found' } });
      expect(await copies.noteRehearsed(name, '')).toMatchObject({ ok: false, error: { code: 'file_not_found' } });
    }
    expect(await copies.list()).toEqual([]);
  });

  test('without an index, or with a broken one, the manifests tell', async () => {
    const disk = new SimulatedDisk();
    await put(await open(disk));
    const texts = ['', '{', '[]', 'null', '{"format":"hudang-copies","version":1,"copies":{"x":1}}'];
    for (const index of [null, ...texts.map((text) => new TextEncoder().encode(text))]) {
      disk.plant(INDEX, index);
      const [copy] = await (await open(disk)).list();
      expect(copy).toEqual({
        ...FACTS,
        name: copyName(FACTS),
        bytes: FILE.length,
        checked: null,
        rehearsed: null,
        damaged: false,
        mirrored: false,
      });
    }
  });

  test('an index entry that lies is not believed', async () => {
    const disk = new SimulatedDisk();
    await put(await open(disk));
    const index = JSON.parse(new TextDecoder().decode(disk.peek(INDEX)!)) as {
      copies: Record<string, Record<string, unknown>>;
    };
    index.copies[copyName(FACTS)]!['checked'] = 5;
    index.copies[copyName(FACTS)]!['line'] = 99;
    disk.plant(INDEX, new TextEncoder().encode(JSON.stringify(index)));
    expect(await (await open(disk)).list()).toMatchObject([{ line: 5, checked: null }]);
  });

  test('neither index nor manifest: listed as damaged, with what the name tells; well again when it can be read', async () => {
    const disk = new SimulatedDisk();
    const name = copyName(FACTS);
    disk.plant(`${FOLDER}/${name}`, new TextEncoder().encode('rubbish'));
    const copies = await open(disk);
    expect(await copies.list()).toMatchObject([{ name, line: 5, bytes: 7, checked: null, damaged: true }]);
    await copies.noteMirrored(new Set([name]));
    disk.plant(`${FOLDER}/${name}`, FILE);
    expect(await copies.list()).toMatchObject([{ ...FACTS, damaged: false }]);
    await copies.check(name);
    expect(new TextDecoder().decode(disk.peek(INDEX)!)).toContain(name);
    disk.plant(INDEX, null);
    disk.inject({ when: ({ kind, path }) => kind === 'open' && path.endsWith('.zip'), code: 'EIO', times: 99 });
    const later = await open(disk);
    expect(await later.list()).toMatchObject([{ damaged: true }]);
    disk.clearFaults();
    expect(await later.list()).toMatchObject([{ ...FACTS, damaged: false }]);
  });

  test('the check finds a flipped bit, a cut end, and a healed file; what cannot be read keeps its mark', async () => {
    const disk = new SimulatedDisk();
    const copies = await open(disk);
    await put(copies);
    const name = copyName(FACTS);
    const path = `${FOLDER}/${name}`;
    const flipped = FILE.slice();
    flipped[40] = flipped[40]! ^ 4;
    disk.plant(path, flipped);
    expect(await copies.list()).toMatchObject([{ damaged: false }]);
    expect(await copies.check(name)).toMatchObject({ ok: true, value: { damaged: true, checked: null } });
    expect(await (await open(disk)).list()).toMatchObject([{ damaged: true, checked: null }]);
    disk.plant(path, FILE);
    expect(await copies.checkAll()).toEqual({ copies: 1, damaged: [] });
    expect(await copies.list()).toMatchObject([{ damaged: false, checked: expect.any(String) as string }]);
    disk.plant(path, FILE.slice(0, -9));
    expect(await copies.list()).toMatchObject([{ damaged: true, checked: null }]);
    disk.plant(path, FILE);
    await copies.check(name);
    disk.inject({ when: ({ kind }) => kind === 'read', code: 'EIO', times: 99 });
    expect(await copies.check(name)).toMatchObject({ ok: false, error: { code: 'read_failed' } });
    expect(await copies.checkAll()).toEqual({ copies: 1, damaged: [name] });
    disk.clearFaults();
    expect(await copies.list()).toMatchObject([{ damaged: false }]);
    disk.plant(path, null);
    expect(await copies.checkAll()).toEqual({ copies: 0, damaged: [] });
    expect(await copies.list()).toEqual([]);
  });

  test('a rehearsal is noted, once and for the hash that the copy says of itself', async () => {
    const disk = new SimulatedDisk();
    const copies = await open(disk);
    await put(copies);
    const [one, other] = ['1'.repeat(64), '2'.repeat(64)];
    expect(await copies.noteRehearsed(copyName(FACTS), one)).toEqual({ ok: true, value: null });
    expect(await copies.noteRehearsed(copyName(FACTS), other)).toMatchObject({ error: { code: 'rehearsal_differs' } });
    // It can be read, but nothing may rest on it any more.
    const [copy] = await (await open(disk)).list();
    expect(copy).toMatchObject({ hash: one, damaged: true, checked: null, rehearsed: null });
  });

  test("another archive's copy that somebody laid there is not listed", async () => {
    const disk = new SimulatedDisk();
    const theirs = await makeCopy({ facts: { databaseId: '01JABCDEFGHJKMNPQRSTVWXYZ9', line: 900 } }, nodeHasher);
    disk.plant(`${FOLDER}/${copyName(at(900, TEST_MADE))}`, theirs.ok ? theirs.value.file : FILE);
    disk.plant(`${FOLDER}/${copyName(FACTS)}`, FILE);
    const opened = await Copies.open(FOLDER, disk, { databaseId: '01JABCDEFGHJKMNPQRSTVWXYZ0' });
    const listed = opened.ok ? await opened.value.list() : [];
    expect(listed.map(({ line }) => line)).toEqual([FACTS.line]);
  });

  test('pruning deletes what the policy says and notes it; a held file is tried again', async () => {
    const disk = new SimulatedDisk();
    const copies = await open(disk);
    const now = Date.UTC(2026, 5, 30);
    for (let i = 0; i < 6; i += 1) await put(copies, at(10 + i, new Date(now - 2 * DAY + i * 60_000).toISOString()));
    const oldest = copyName(at(10, new Date(now - 2 * DAY).toISOString()));
    disk.lock((path) => path.endsWith(oldest), 60_000);
    const gone = await copies.prune(now, new Set([(await copies.list())[4]!.name]));
    expect(gone).toHaveLength(1);
    expect((await copies.list()).map(({ line }) => line)).toEqual([15, 14, 13, 11, 10]);
    await disk.wait(60_000);
    expect(await copies.prune(now, NONE)).toHaveLength(2);
    expect((await (await open(disk)).list()).map(({ line }) => line)).toEqual([15, 14, 13]);
    disk.crash(randomFrom(1).next);
    expect((await (await open(disk)).list()).map(({ line }) => line)).toEqual([15, 14, 13]);
  });

  test('pruning spares what only could not be read just now', async () => {
    const disk = new SimulatedDisk();
    const copies = await open(disk);
    const now = Date.UTC(2026, 5, 30) + 40 * DAY;
    for (let i = 0; i < 6; i += 1) await put(copies, at(10 + i, new Date(now - 20 * DAY + i * 60_000).toISOString()));
    const name = (await copies.list())[5]!.name;
    const index = JSON.parse(new TextDecoder().decode(disk.peek(INDEX)!)) as { copies: Record<string, unknown> };
    delete index.copies[name];
    disk.plant(INDEX, new TextEncoder().encode(JSON.stringify(index)));
    disk.inject({ when: ({ kind, path }) => kind === 'open' && path.endsWith(name), code: 'EIO', times: 99 });
    const later = await open(disk);
    expect((await later.list()).at(-1)).toMatchObject({ name, damaged: true });
    const gone = await later.prune(now, NONE);
    expect(gone).toHaveLength(2);
    expect(gone).not.toContain(name);
    disk.clearFaults();
    disk.plant(`${FOLDER}/${name}`, new TextEncoder().encode('rubbish'));
    disk.plant(INDEX, new TextEncoder().encode(JSON.stringify(index)));
    expect(await (await open(disk)).prune(now, NONE)).toEqual([name]);
  });

  test('a committed copy survives a power cut at any later moment; a half-written one never appears', async () => {
    const dry = new SimulatedDisk();
    const once = await open(dry);
    await put(once);
    const before = dry.log.length;
    await put(once, at(6, TEST_MADE));
    for (const system of ['posix', 'windows'] as const) {
      for (let n = 0; n < dry.log.length - before; n += 1) {
        const disk = new SimulatedDisk({ system });
        const copies = await open(disk);
        await put(copies);
        disk.failNth(n, 'power');
        const second = await put(copies, at(6, TEST_MADE));
        disk.crash(randomFrom(n).next);
        const after = await open(disk);
        const lines = (await after.list()).filter(({ damaged }) => !damaged).map(({ line }) => line);
        expect(lines).toContain(5);
        if (second.ok) expect(await after.list()).toHaveLength(2);
        expect((await after.checkAll()).damaged).toEqual([]);
      }
    }
  });

  test.each(['ENOSPC', 'EIO', 'EBUSY'])(
    'any call failing once with %s: what is acknowledged is whole and stays',
    async (code) => {
      const dry = new SimulatedDisk();
      await put(await open(dry));
      for (let n = 0; n < dry.log.length; n += 1) {
        const disk = new SimulatedDisk();
        disk.failNth(n, code);
        const opened = await Copies.open(FOLDER, disk);
        const stored = opened.ok ? await put(opened.value) : opened;
        disk.clearFaults();
        if (stored.ok && opened.ok) expect(await opened.value.list()).toMatchObject([{ line: 5, damaged: false }]);
        disk.crash(randomFrom(n).next);
        const after = await open(disk);
        if (stored.ok) expect(await after.list()).toHaveLength(1);
        expect((await after.checkAll()).damaged).toEqual([]);
      }
    },
  );

  test('somebody else owns the folder: nothing is changed, what they add is seen', async () => {
    const disk = new SimulatedDisk();
    const owner = await open(disk);
    await put(owner);
    const writer = await owner.openWriter();
    const paths = disk.paths();
    const reader = await open(disk, true);
    expect(disk.paths()).toEqual(paths);
    expect(await reader.openWriter()).toMatchObject({ ok: false, error: { code: 'read_only' } });
    for (let i = 0; i < 9; i += 1) await put(owner, at(i, TEST_MADE));
    expect(await reader.prune(Date.now() + 900 * DAY, NONE)).toEqual([]);
    expect(await owner.prune(Date.parse(TEST_MADE) + 900 * DAY, new Set([copyName(FACTS)]))).not.toEqual([]);
    if (writer.ok) await writer.value.abort();
    await put(owner, at(9, TEST_MADE));
    await owner.noteRehearsed(copyName(FACTS), '');
    const seen = await reader.list();
    expect(seen[0]).toMatchObject({ line: 9 });
    expect(seen.find(({ name }) => name === copyName(FACTS))?.rehearsed).not.toBeNull();
    const index = disk.peek(INDEX);
    await reader.check(copyName(FACTS));
    expect(disk.peek(INDEX)).toEqual(index);
  });
});
