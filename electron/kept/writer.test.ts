import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { randomFrom } from '../../build/faults/random';
import { SimulatedDisk } from '../../build/faults/simulatedDisk';
import { TEMPORARY } from '../files/atomicWrite';
import type { Disk } from '../files/disk';
import { KeptWriter, keepFile, removeLeftovers } from './writer';

const FOLDER = '/archive/attachments';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const sha = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');
const PIECES = [bytes('one '.repeat(300)), bytes('two '.repeat(300)), new Uint8Array(0), bytes('three')];
const WHOLE = new Uint8Array(Buffer.concat(PIECES));
const NAME = sha(WHOLE);
const TARGET = join(FOLDER, NAME.slice(0, 2), NAME);
const place = (sha256: string) => ({ path: join(FOLDER, sha256.slice(0, 2), sha256), name: sha256 });

async function put(disk: Disk, pieces = PIECES) {
  const writer = await KeptWriter.open(FOLDER, '附件', place, disk);
  if (!writer.ok) return writer;
  for (const piece of pieces) {
    const written = await writer.value.write(piece);
    if (!written.ok) return written;
  }
  return writer.value.commit();
}

const finals = (disk: SimulatedDisk) =>
  disk.paths().filter((path) => !TEMPORARY.test(path.slice(path.lastIndexOf('/') + 1)));

describe('kept files', () => {
  test('on a real disk: named by content, nothing else left, folders made', async () => {
    const root = mkdtempSync(join(tmpdir(), 'hudang-kept-'));
    try {
      const folder = join(root, 'a', 'b');
      const writer = await KeptWriter.open(folder, '附件', (sha256) => ({
        path: join(folder, 'x', sha256),
        name: sha256,
      }));
      if (!writer.ok) throw new Error(writer.error.code);
      for (const piece of PIECES) await writer.value.write(piece);
      expect(await writer.value.commit()).toEqual({
        ok: true,
        value: { name: NAME, sha256: NAME, bytes: WHOLE.length },
      });
      expect(readdirSync(folder)).toEqual(['x']);
      expect(sha(readFileSync(join(folder, 'x', NAME)))).toBe(NAME);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });

  test.each(['posix', 'windows'] as const)('once committed it survives a power cut (%s)', async (system) => {
    for (let seed = 0; seed < 20; seed += 1) {
      const disk = new SimulatedDisk({ system });
      expect(await put(disk)).toMatchObject({ ok: true, value: { name: NAME, bytes: WHOLE.length } });
      disk.crash(randomFrom(seed).next);
      expect(disk.paths()).toEqual([TARGET]);
      expect(disk.peek(TARGET)).toEqual(WHOLE);
    }
  });

  test.each(['posix', 'windows'] as const)(
    'power cut at any call: whole under its name, or not there (%s)',
    async (system) => {
      const dry = new SimulatedDisk({ system });
      await put(dry);
      for (let n = 0; n < dry.log.length; n += 1) {
        for (const reach of ['nothing', 'half', 'done'] as const) {
          for (let seed = 0; seed < 6; seed += 1) {
            const disk = new SimulatedDisk({ system });
            disk.inject({ when: (call) => call.n === n, code: 'power', reach });
            const kept = await put(disk);
            disk.crash(randomFrom(seed).next);
            for (const path of finals(disk)) expect(sha(disk.peek(path)!)).toBe(NAME);
            if (kept.ok) expect(disk.paths()).toContain(TARGET);
            await removeLeftovers(FOLDER, disk);
            expect(disk.paths().length).toBeLessThanOrEqual(1);
          }
        }
      }
    },
  );

  test.each(['EIO', 'ENOSPC', 'EBUSY', 'EROFS', 'ENOENT'])(
    'any call failing once with %s: told, or done and durable',
    async (code) => {
      const dry = new SimulatedDisk();
      await put(dry);
      for (let n = 0; n < dry.log.length; n += 1) {
        for (const reach of ['nothing', 'half', 'done'] as const) {
          const disk = new SimulatedDisk();
          disk.failNth(n, code, undefined, reach);
          const kept = await put(disk);
          if (!kept.ok)
            expect(kept.error.code).toMatch(
              /^(disk_full|drive_gone|folder_readonly|folder_missing|target_locked|write_failed)$/,
            );
          disk.crash(randomFrom(n).next);
          if (kept.ok) expect(disk.paths(), `${n} ${JSON.stringify(dry.log[n])}`).toContain(TARGET);
          for (const path of finals(disk)) expect(sha(disk.peek(path)!)).toBe(NAME);
        }
      }
    },
  );

  test('a full disk at every size: refused, nothing left behind, and works again with room', async () => {
    for (let capacity = 0; capacity < WHOLE.length; capacity += 97) {
      const disk = new SimulatedDisk({ capacity });
      expect(await put(disk)).toMatchObject({ ok: false, error: { code: 'disk_full' } });
      expect(disk.paths()).toEqual([]);
      disk.capacity = WHOLE.length;
      expect((await put(disk)).ok).toBe(true);
    }
  });

  test('what is read back must be what was written', async () => {
    const disk = new SimulatedDisk();
    const writer = await KeptWriter.open(FOLDER, '附件', place, disk);
    if (!writer.ok) throw new Error(writer.error.code);
    await writer.value.write(WHOLE);
    const [temporary] = disk.paths();
    const rotten = WHOLE.slice();
    rotten[700] = 0;
    disk.plant(temporary!, rotten);
    expect(await writer.value.commit()).toMatchObject({ ok: false, error: { code: 'write_incomplete' } });
    expect(disk.paths()).toEqual([]);
  });

  test('what lies under the final name must be as long as what was written', async () => {
    const disk = new SimulatedDisk();
    disk.inject({
      when: ({ kind, path }) => {
        if (kind === 'inspect' && path === TARGET) disk.plant(TARGET, bytes('quarantined'));
        return false;
      },
      code: 'EIO',
    });
    expect(await put(disk)).toMatchObject({ ok: false, error: { code: 'write_incomplete' } });
  });

  test('a disk that takes nothing is told, not asked for ever', async () => {
    const real = new SimulatedDisk();
    const lazy = new Proxy(real, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        if (name !== 'open') return value.bind(target) as unknown;
        return async (path: string, flags: 'r' | 'wx') => {
          const file = await target.open(path, flags);
          return { ...file, write: () => Promise.resolve({ bytesWritten: 0 }) };
        };
      },
    });
    expect(await put(lazy)).toMatchObject({ ok: false, error: { code: 'drive_gone' } });
  });

  test('one that is there already is fine; a rotten one is healed; one held open on Windows is left when it is whole', async () => {
    const disk = new SimulatedDisk({ system: 'windows' });
    expect((await put(disk)).ok).toBe(true);
    expect((await put(disk)).ok).toBe(true);
    disk.plant(TARGET, bytes('rot'));
    expect((await put(disk)).ok).toBe(true);
    expect(disk.peek(TARGET)).toEqual(WHOLE);
    const held = await disk.open(TARGET, 'r');
    expect((await put(disk)).ok).toBe(true);
    disk.plant(TARGET, bytes('rot'));
    expect(await put(disk)).toMatchObject({ ok: false, error: { code: 'target_locked' } });
    await held.close();
    expect(disk.paths()).toEqual([TARGET]);
  });

  test.each([4999, 6400])('a virus scanner that holds the file for %i ms is waited for', async (ms) => {
    const disk = new SimulatedDisk();
    disk.lock((path) => path === TARGET, ms);
    expect((await put(disk)).ok).toBe(true);
    const again = new SimulatedDisk();
    const writer = await KeptWriter.open(FOLDER, '附件', place, again);
    if (!writer.ok) throw new Error(writer.error.code);
    await writer.value.write(WHOLE);
    again.lock((path) => dirname(path) === FOLDER, ms, 'EPERM');
    expect((await writer.value.commit()).ok).toBe(true);
  });

  test('one that never lets go is told, and leaves nothing', async () => {
    const disk = new SimulatedDisk();
    disk.lock((path) => path === TARGET, 60_000);
    expect(await put(disk)).toMatchObject({ ok: false, error: { code: 'target_locked' } });
    expect(disk.paths()).toEqual([]);
    expect(disk.now() - Date.UTC(2026, 0, 1)).toBeGreaterThan(5000);
  });

  test('calls are done in their order; after commit, abort or failure the writer is closed', async () => {
    const disk = new SimulatedDisk();
    const writer = await KeptWriter.open(FOLDER, '附件', place, disk);
    if (!writer.ok) throw new Error(writer.error.code);
    const all = PIECES.map((piece) => writer.value.write(piece));
    expect(await writer.value.commit()).toMatchObject({ ok: true, value: { name: NAME } });
    await Promise.all(all);
    expect(await writer.value.write(WHOLE)).toMatchObject({ ok: false, error: { code: 'unknown_writer' } });
    await writer.value.abort();
    expect(disk.paths()).toEqual([TARGET]);
    const second = await KeptWriter.open(FOLDER, '附件', place, disk);
    if (!second.ok) throw new Error(second.error.code);
    await second.value.write(WHOLE);
    await second.value.abort();
    expect(await second.value.commit()).toMatchObject({ ok: false, error: { code: 'unknown_writer' } });
    expect(disk.paths()).toEqual([TARGET]);
  });

  test('keepFile replaces a list atomically, whatever happens', async () => {
    const path = '/archive/list.json';
    const dry = new SimulatedDisk();
    await keepFile(path, 'new', '目录', dry);
    for (let n = 0; n < dry.log.length; n += 1) {
      const disk = new SimulatedDisk();
      await keepFile(path, 'old', '目录', disk);
      const at = disk.log.length + n;
      disk.inject({ when: (call) => call.n === at, code: 'power' });
      const kept = await keepFile(path, 'new', '目录', disk);
      disk.crash(randomFrom(n).next);
      const text = new TextDecoder().decode(disk.peek(path)!);
      expect(kept.ok ? ['new'] : ['old', 'new']).toContain(text);
    }
  });
});
