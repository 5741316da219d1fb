import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CHUNK_BYTES } from '#shared/ipc/channels';
import { fail, ok } from '#shared/result';

/** A main process with one readable and one writable file. */
function fakeDesktop(file: Uint8Array) {
  const written: Uint8Array[] = [];
  const calls: unknown[][] = [];
  return {
    written,
    calls,
    stat: async () => ok({ name: 'a.xlsx', bytes: file.byteLength }),
    read: async (_token: string, at: number, length: number) => ok(file.slice(at, at + length)),
    openWriter: async (...args: unknown[]) => {
      calls.push(args);
      return ok('w');
    },
    write: async (_writer: string, bytes: Uint8Array) => {
      written.push(bytes);
      return ok(null);
    },
    commit: async () => ok({ path: 'a.xlsx', bytes: written.reduce((sum, piece) => sum + piece.byteLength, 0) }),
  };
}

async function load(desktop: unknown) {
  vi.stubGlobal('window', { desktop });
  return (await import('./desktop')).desktopFiles;
}

describe('whole files through the bridge', () => {
  const bytes = new Uint8Array(CHUNK_BYTES * 2 + 5).map((_, at) => at % 251);
  beforeEach(() => vi.resetModules());
  afterEach(() => vi.unstubAllGlobals());

  test('a file of several pieces is read whole', async () => {
    const files = await load(fakeDesktop(bytes));
    const read = await files.readAll('t');
    expect(read.ok && Buffer.compare(read.value, bytes)).toBe(0);
  });

  test('a file that shrinks while it is read is a failure, not an endless loop', async () => {
    const files = await load({ ...fakeDesktop(bytes), read: async () => ok(new Uint8Array(0)) });
    expect(await files.readAll('t')).toMatchObject({ ok: false, error: { code: 'read_failed' } });
  });

  test('a file is written in pieces that own their buffers', async () => {
    const desktop = fakeDesktop(bytes);
    const files = await load(desktop);
    expect(await files.saveBytes('t', bytes, 'b.xlsx')).toMatchObject({ ok: true, value: { bytes: bytes.byteLength } });
    expect(desktop.written.map((piece) => piece.buffer.byteLength)).toEqual([CHUNK_BYTES, CHUNK_BYTES, 5]);
    expect(Buffer.compare(Buffer.concat(desktop.written), bytes)).toBe(0);
    expect(desktop.calls).toEqual([['t', 'b.xlsx']]);
  });

  test('the first failure ends a write', async () => {
    const files = await load({ ...fakeDesktop(bytes), write: async () => fail('disk_full', { name: 'a' }) });
    expect(await files.saveBytes('t', bytes)).toEqual(fail('disk_full', { name: 'a' }));
  });

  test('where there is no main process, every call is a failure', async () => {
    const files = await load(undefined);
    expect((await files.readAll('t')).ok).toBe(false);
  });
});
