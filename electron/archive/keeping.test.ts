import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CopyFacts } from '#shared/ipc/desktop';
import { makeCopy } from '#shared/journal/copy/testCopy';
import { realDisk, type Disk } from '../files/disk';
import { nodeHasher } from '../kept/source';
import { Holding } from './holding';
import { Keeping } from './keeping';
import { lookAtArchive } from './folder';
import { StoredWriters } from './storedWriters';
import type { Role } from './role';

let root: string;
let dataDir: string;
let free: number;
let now: number;
const open: Keeping[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hudang-keeping-'));
  dataDir = root;
  free = 10e9;
  now = 0;
});
afterEach(async () => {
  for (const keeping of open.splice(0)) await keeping.close();
  rmSync(root, { recursive: true, force: true });
});

function made(role: Role, disk: Disk = realDisk): Keeping {
  const hold = () => Holding.take(dataDir, 'window');
  const keeping = new Keeping({ dataDir, role, disk, hold, freeSpace: async () => free, now: () => now });
  open.push(keeping);
  return keeping;
}

const owner = (disk?: Disk) => made({ kind: 'owner', profile: join(dataDir, 'profile') }, disk);

function reader(): Keeping {
  const archive = lookAtArchive(dataDir);
  if (!archive.ok) throw new Error(archive.error.code);
  const access = { mode: 'read', why: 'owner', owner: '李秀兰', computer: 'PC-2' } as const;
  return made({ kind: 'reader', profile: join(root, 'reader'), access, archive: archive.value });
}

async function stateOf(keeping: Keeping) {
  const state = await keeping.state(null);
  if (!state.ok) throw new Error(state.error.code);
  return state.value;
}

/** Like an Entry; long enough not to be taken for the mark of a line that was never applied. */
const line = (n: number) => JSON.stringify({ v: 1, n, text: '户'.repeat(200) });
const VOID = JSON.stringify({ v: 1, at: '2026-11-22T08:31:05.000Z', kind: 'void', line: 123_456 });

/** The guard's answers hold for a second. */
const later = (): void => void (now += 1000);

function everything(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => `${path} ${statSync(path).size} ${statSync(path).mtimeMs}`)
    .sort();
}

describe('one run after the other', () => {
  test('an orderly exit leaves no mark, a crash does; lines stay', async () => {
    const first = owner();
    expect(await stateOf(first)).toMatchObject({
      access: { mode: 'write' },
      journal: { line: 0, first: 1, damaged: [] },
      copies: [],
      cleanExit: true,
      resetBecause: null,
    });
    expect(existsSync(join(dataDir, 'open'))).toBe(true);
    const written = await first.append(0, line(1), []);
    expect(written).toMatchObject({ ok: true, value: { line: 1 } });
    await first.close();
    expect(readdirSync(dataDir)).not.toContain('LOCK');
    expect(readdirSync(dataDir)).not.toContain('open');

    const second = owner();
    const state = await stateOf(second);
    expect(state).toMatchObject({ cleanExit: true, journal: { line: 1 } });
    expect(written.ok && state.journal.sum).toBe(written.ok && written.value.sum);
    second.release();

    const third = owner();
    expect(await stateOf(third)).toMatchObject({ cleanExit: false, journal: { line: 1 } });
    expect(await third.read(1)).toMatchObject({ ok: true, value: [{ line: 1, payload: line(1) }] });
  });

  test('an archive that something was saved in says so after everything else is deleted', async () => {
    const first = owner();
    expect(await stateOf(first)).toMatchObject({ used: false });
    await Promise.all([first.append(0, line(1), []), first.setUnit('张庄村')]);
    await vi.waitFor(async () => expect(await stateOf(first)).toMatchObject({ used: true }));
    await first.close();
    rmSync(join(dataDir, 'journal'), { recursive: true });
    rmSync(join(dataDir, 'snapshots'), { recursive: true });
    const second = owner();
    expect(await stateOf(second)).toMatchObject({ used: true, journal: { line: 0 }, copies: [] });
    expect(await second.archive()).toMatchObject({ value: { unit: '张庄村' } });
    await second.close();
  });

  test('no save waits for that mark, and the folder is not given up before it', async () => {
    let mark = (): void => undefined;
    const held = new Promise<void>((done) => (mark = done));
    const marking = vi.spyOn(Holding.prototype, 'markUsed').mockReturnValueOnce(held).mockReturnValue(null);
    const keeping = owner();
    expect(await keeping.append(0, line(1), [])).toMatchObject({ ok: true });
    expect(await keeping.append(1, line(2), [])).toMatchObject({ ok: true });
    let closed = false;
    const closing = keeping.close().then(() => (closed = true));
    await new Promise((later) => setTimeout(later, 100));
    expect(closed).toBe(false);
    mark();
    await closing;
    marking.mockRestore();
  });

  test('one that was written by a program without this mark gets it when it is opened', async () => {
    const first = owner();
    await first.append(0, line(1), []);
    await first.close();
    for (const name of ['archive.json', 'archive.copy.json']) {
      const { used, ...old } = JSON.parse(readFileSync(join(dataDir, name), 'utf8')) as Record<string, unknown>;
      expect(used).toBe(true);
      writeFileSync(join(dataDir, name), JSON.stringify(old));
    }
    const second = owner();
    await vi.waitFor(async () => expect(await stateOf(second)).toMatchObject({ used: true }));
    await second.close();
    expect(readFileSync(join(dataDir, 'archive.json'), 'utf8')).toContain('"used": true');
  });

  test('closing waits for lines that are being written, and takes none after', async () => {
    const keeping = owner();
    await keeping.open();
    const lines = [keeping.append(0, line(1), []), keeping.append(1, line(2), [])];
    // As a window does: the calls are under way when it is closed.
    await new Promise((done) => setImmediate(done));
    const closed = keeping.close();
    expect(await Promise.all(lines)).toMatchObject([{ ok: true }, { ok: true }]);
    await closed;
    expect(await keeping.append(2, line(3), [])).toMatchObject({ ok: false, error: { code: 'read_only' } });
    expect((await stateOf(owner())).journal.line).toBe(2);
  });
});

test('the folder is not given up before a file in work is finished', async () => {
  const keeping = owner();
  await keeping.open();
  let finish = (): void => undefined;
  void keeping.track(new Promise<void>((done) => (finish = done)));
  const closed = keeping.close();
  await keeping.read(1);
  await new Promise((done) => setTimeout(done, 50));
  expect(readdirSync(dataDir)).toEqual(expect.arrayContaining(['LOCK', 'open']));
  finish();
  await closed;
  expect(readdirSync(dataDir)).not.toContain('LOCK');
  expect(readdirSync(dataDir)).not.toContain('open');
});

describe('room', () => {
  test('no room: saves are refused, the mark of a line that was never applied is not', async () => {
    const keeping = owner();
    await keeping.append(0, line(1), []);
    later();
    free = 50e6;
    expect(await keeping.append(1, line(2), [])).toMatchObject({
      ok: false,
      error: { code: 'disk_low', params: { megabytes: 50 } },
    });
    expect(await keeping.access()).toEqual({ mode: 'read', why: 'disk' });
    expect(await keeping.setUnit('张庄村')).toMatchObject({ ok: false, error: { code: 'disk_low' } });
    expect(await keeping.append(1, VOID, [])).toMatchObject({ ok: true, value: { line: 2 } });
    later();
    free = 10e9;
    expect(await keeping.access()).toEqual({ mode: 'write' });
    expect(await keeping.append(2, line(3), [])).toMatchObject({ ok: true, value: { line: 3 } });
  });

  test('hardly any room at the start: nothing is touched until there is', async () => {
    const first = owner();
    await first.open();
    await first.close();
    const before = everything(dataDir);
    free = 20e6;
    const keeping = owner();
    expect(await keeping.state(null)).toMatchObject({ ok: false, error: { code: 'no_room' } });
    expect(await keeping.append(0, VOID, [])).toMatchObject({ ok: false, error: { code: 'no_room' } });
    expect(everything(dataDir)).toEqual(before);
    later();
    free = 10e9;
    expect(await stateOf(keeping)).toMatchObject({ access: { mode: 'write' }, cleanExit: true });
  });

  test('an operation is weighed with what it will take in the database', async () => {
    const keeping = owner();
    const stored = new StoredWriters(keeping);
    const writer = await stored.open(1, 'segment');
    if (!writer.ok) throw new Error(writer.error.code);
    await stored.write(1, writer.value, new Uint8Array(2e6));
    const segment = await stored.commit(1, writer.value, undefined);
    if (!segment.ok) throw new Error(segment.error.code);
    later();
    free = 96e6 + 5e6;
    const refs = [`segment:${segment.value.sha256}`];
    expect(await keeping.append(0, line(1), refs)).toMatchObject({ ok: false, error: { code: 'disk_low' } });
    later();
    free = 96e6 + 7e6;
    expect(await keeping.append(0, line(1), refs)).toMatchObject({ ok: true });
  });

  test('what the database holds already takes no room when it becomes the state: the archive must open', async () => {
    const keeping = owner();
    const stored = new StoredWriters(keeping);
    const picture = randomBytes(3e6);
    const attachments = new Map([[createHash('sha256').update(picture).digest('hex'), picture]]);
    const refs: string[] = [];
    for (const reason of ['adopted', 'restored'] as const) {
      const made = await makeCopy({ attachments }, nodeHasher);
      const writer = await stored.open(1, 'copy');
      if (!made.ok || !writer.ok) throw new Error('not made');
      await stored.write(1, writer.value, made.value.file);
      const { line: at, sum, seq, households, members, hash } = made.value.manifest;
      const facts = { line: at, sum, seq, households, members, hash, reason, made: made.value.manifest.made };
      const copy = await stored.commit(1, writer.value, facts);
      refs.push(copy.ok ? `copy:${copy.value.name}` : copy.error.code);
    }
    later();
    free = 96e6 + 10e6;
    const [adopted = '', restored = ''] = refs;
    expect(await keeping.append(0, line(1), [adopted])).toMatchObject({ ok: true });
    expect(await keeping.append(1, line(2), [restored])).toMatchObject({ ok: false, error: { code: 'disk_low' } });
  });
});

describe('kept files', () => {
  const facts = (reason: CopyFacts['reason']): CopyFacts => ({
    line: 0,
    sum: 'A'.repeat(43),
    seq: 0,
    households: 0,
    members: 0,
    reason,
    hash: '',
    made: '2026-11-22T08:31:05.000Z',
  });

  async function write(stored: StoredWriters, kind: 'copy' | 'attachment', text: string): Promise<string> {
    const writer = await stored.open(7, kind);
    if (!writer.ok) throw new Error(writer.error.code);
    const written = await stored.write(7, writer.value, new TextEncoder().encode(text));
    if (!written.ok) throw new Error(written.error.code);
    return writer.value;
  }

  test('an attachment lies under its content; another page cannot speak for it', async () => {
    const stored = new StoredWriters(owner());
    const id = await write(stored, 'attachment', '内容');
    expect(await stored.write(8, id, new Uint8Array(1))).toMatchObject({ error: { code: 'unknown_writer' } });
    expect(await stored.commit(8, id, undefined)).toMatchObject({ error: { code: 'unknown_writer' } });
    const file = await stored.commit(7, id, undefined);
    if (!file.ok) throw new Error(file.error.code);
    const { sha256 } = file.value;
    expect(readFileSync(join(dataDir, 'attachments', sha256.slice(0, 2), sha256), 'utf8')).toBe('内容');
    expect(stored.has(id)).toBe(false);
  });

  test('what a page leaves open goes with it', async () => {
    const stored = new StoredWriters(owner());
    const id = await write(stored, 'attachment', '内容');
    await stored.abortAll(8);
    expect(stored.has(id)).toBe(true);
    await stored.abortAll(7);
    expect(stored.has(id)).toBe(false);
    expect(readdirSync(join(dataDir, 'attachments'))).toEqual([]);
  });

  test('facts belong to copies and to nothing else', async () => {
    const stored = new StoredWriters(owner());
    const attachment = await write(stored, 'attachment', 'x');
    expect(await stored.commit(7, attachment, facts('start'))).toMatchObject({ error: { code: 'malformed_message' } });
    const copy = await write(stored, 'copy', 'x');
    expect(await stored.commit(7, copy, undefined)).toMatchObject({ error: { code: 'malformed_message' } });
    expect(readdirSync(join(dataDir, 'snapshots'))).toEqual([]);
  });

  test('with little room only a copy for an emergency gets as far as being checked', async () => {
    const keeping = owner();
    const stored = new StoredWriters(keeping);
    await keeping.open();
    later();
    free = 60e6;
    expect(await stored.open(7, 'attachment')).toMatchObject({ error: { code: 'disk_low' } });
    const daily = await write(stored, 'copy', 'x');
    expect(await stored.commit(7, daily, facts('daily'))).toMatchObject({ error: { code: 'disk_low' } });
    // Not a backup at all, but that is for the folder of copies to say.
    const before = await write(stored, 'copy', 'x');
    expect(await stored.commit(7, before, facts('before'))).toMatchObject({ error: { code: 'not_a_backup' } });
    later();
    free = 16e6;
    const last = await stored.open(7, 'copy');
    if (!last.ok) throw new Error(last.error.code);
    expect(await stored.write(7, last.value, new Uint8Array(1))).toMatchObject({ error: { code: 'disk_low' } });
    expect(stored.has(last.value)).toBe(false);
    expect(readdirSync(join(dataDir, 'snapshots'))).toEqual([]);
  });
});

describe('a reader', () => {
  test('sees what the owner has written, changes nothing, and looks again when asked', async () => {
    const first = owner();
    await first.append(0, line(1), []);
    await vi.waitFor(async () => expect(await stateOf(first)).toMatchObject({ used: true }));
    const before = everything(dataDir);
    const second = reader();
    expect(await stateOf(second)).toMatchObject({
      access: { mode: 'read', why: 'owner', owner: '李秀兰', computer: 'PC-2' },
      journal: { line: 1 },
    });
    expect(await second.read(1)).toMatchObject({ ok: true, value: [{ line: 1, payload: line(1) }] });
    expect(await second.append(1, line(2), [])).toMatchObject({ ok: false, error: { code: 'read_only' } });
    expect(await second.append(1, VOID, [])).toMatchObject({ ok: false, error: { code: 'read_only' } });
    expect(await second.setUnit('张庄村')).toMatchObject({ ok: false, error: { code: 'read_only' } });
    for (const kind of ['segment', 'copy', 'attachment'] as const) {
      expect(await new StoredWriters(second).open(1, kind)).toMatchObject({ ok: false, error: { code: 'read_only' } });
    }
    expect(await second.part('second')).toMatchObject({ ok: false, error: { code: 'read_only' } });
    expect(everything(dataDir)).toEqual(before);
    await first.append(1, line(2), []);
    expect((await stateOf(second)).journal.line).toBe(2);
    expect(await second.access()).not.toHaveProperty('left');
    await first.close();
    expect(await second.access()).toMatchObject({ mode: 'read', why: 'owner', owner: '李秀兰', left: true });
    await second.close();
    expect(readdirSync(dataDir)).not.toContain('LOCK');
  });
});

describe('an owner who slept', () => {
  test('finds the folder taken over, and writes nothing more', async () => {
    const keeping = owner();
    await keeping.append(0, line(1), []);
    const other = { owner: '李秀兰', computer: 'PC-2', pid: 4, since: '2026-11-22T08:31:05.000Z', mode: 'window' };
    writeFileSync(join(dataDir, 'LOCK'), JSON.stringify(other));
    now += 600_000;
    const before = everything(join(dataDir, 'journal'));
    expect(await keeping.append(1, line(2), [])).toMatchObject({ ok: false, error: { code: 'read_only' } });
    expect(await keeping.append(1, VOID, [])).toMatchObject({ ok: false, error: { code: 'read_only' } });
    const access = { mode: 'read', why: 'owner', owner: '李秀兰', computer: 'PC-2' };
    expect(await keeping.access()).toEqual(access);
    await keeping.close();
    expect(everything(join(dataDir, 'journal'))).toEqual(before);
    expect(JSON.parse(readFileSync(join(dataDir, 'LOCK'), 'utf8'))).toEqual(other);
    expect(existsSync(join(dataDir, 'open'))).toBe(true);
  });
});

describe('a clock that is set back by years', () => {
  afterEach(() => vi.useRealTimers());

  test('hides neither a full disk nor that another has taken the folder', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'] });
    const hold = () => Holding.take(dataDir, 'window');
    const role = { kind: 'owner', profile: join(dataDir, 'profile') } as const;
    const keeping = new Keeping({ dataDir, role, disk: realDisk, hold, freeSpace: async () => free });
    open.push(keeping);
    expect(await keeping.access()).toEqual({ mode: 'write' });
    expect((await keeping.append(0, line(1), [])).ok).toBe(true);
    vi.setSystemTime(Date.now() - 10 * 365 * 86_400_000);
    vi.advanceTimersByTime(2000);
    free = 1e6;
    expect(await keeping.access()).toEqual({ mode: 'read', why: 'disk' });
    free = 10e9;
    vi.advanceTimersByTime(2000);
    expect(await keeping.access()).toEqual({ mode: 'write' });
    const other = { owner: '李秀兰', computer: 'PC-2', pid: 4, since: '2026-11-22T08:31:05.000Z', mode: 'window' };
    writeFileSync(join(dataDir, 'LOCK'), JSON.stringify(other));
    vi.advanceTimersByTime(2000);
    expect(await keeping.append(1, line(2), [])).toMatchObject({ ok: false, error: { code: 'read_only' } });
  });
});

describe('a clock that stands still while the computer sleeps', () => {
  afterEach(() => vi.useRealTimers());

  test('does not hide that another has taken the folder', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'] });
    const hold = () => Holding.take(dataDir, 'window');
    const role = { kind: 'owner', profile: join(dataDir, 'profile') } as const;
    const keeping = new Keeping({ dataDir, role, disk: realDisk, hold, freeSpace: async () => free });
    open.push(keeping);
    expect((await keeping.append(0, line(1), [])).ok).toBe(true);
    const other = { owner: '李秀兰', computer: 'PC-2', pid: 4, since: '2026-11-22T08:31:05.000Z', mode: 'window' };
    writeFileSync(join(dataDir, 'LOCK'), JSON.stringify(other));
    vi.setSystemTime(Date.now() + 5 * 60_000);
    expect(await keeping.append(1, line(2), [])).toMatchObject({ ok: false, error: { code: 'read_only' } });
  });
});

describe('a journal that fails', () => {
  test('is said, saves are refused, and it mends itself when the drive is back', async () => {
    let gone = false;
    const refuse = () => Promise.reject(Object.assign(new Error('gone'), { code: 'EIO' }));
    const disk: Disk = {
      ...realDisk,
      open: async (path, flags) => {
        if (gone) return refuse();
        const file = await realDisk.open(path, flags);
        return new Proxy(file, {
          get: (target, name) => {
            if (gone && name !== 'close') return refuse;
            const value: unknown = Reflect.get(target, name);
            return typeof value === 'function' ? (value.bind(target) as unknown) : value;
          },
        });
      },
      truncate: (path, length) => (gone ? refuse() : realDisk.truncate(path, length)),
      remove: (path) => (gone ? refuse() : realDisk.remove(path)),
    };
    const keeping = owner(disk);
    await keeping.append(0, line(1), []);
    gone = true;
    expect((await keeping.append(1, line(2), [])).ok).toBe(false);
    expect(await keeping.access()).toEqual({ mode: 'read', why: 'journal' });
    expect(await keeping.append(1, line(2), [])).toMatchObject({ ok: false, error: { code: 'journal_failed' } });
    gone = false;
    now += 2000;
    expect(await keeping.access()).toEqual({ mode: 'write' });
    expect(await keeping.append(1, line(2), [])).toMatchObject({ ok: true, value: { line: 2 } });
  });
});
