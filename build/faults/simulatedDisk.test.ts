import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { randomFrom } from './random';
import { SimulatedDisk } from './simulatedDisk';

const utf8 = (text: string) => new TextEncoder().encode(text);
const PATH = '/a/file';

let disk: SimulatedDisk;
beforeEach(() => {
  disk = new SimulatedDisk();
  disk.plant('/a/there', utf8('here before'));
});

async function write(on: SimulatedDisk, path: string, text: string, flush = false): Promise<void> {
  const file = await on.open(path, 'wx');
  await file.write(utf8(text), 0, utf8(text).byteLength, 0);
  if (flush) await file.datasync();
  await file.close();
}
const show = (path: string, on = disk) => {
  const bytes = on.peek(path);
  return bytes && new TextDecoder('latin1').decode(bytes);
};
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) => (error as { code: string }).code,
  );

/** What `look` says after a power cut, over many seeds. */
async function outcomes(
  prepare: (on: SimulatedDisk) => Promise<void>,
  look: (on: SimulatedDisk) => unknown,
  windows = false,
) {
  const seen = new Set<unknown>();
  for (let seed = 0; seed < 200; seed += 1) {
    const on = new SimulatedDisk({ system: windows ? 'windows' : 'posix' });
    on.plant('/a/there', utf8('here before'));
    await prepare(on);
    on.crash(randomFrom(seed).next);
    seen.add(look(on));
  }
  return seen;
}

describe('calls answer like those of a real disk', () => {
  test('files and folders', async () => {
    await write(disk, PATH, 'abc');
    expect(await code(disk.open(PATH, 'wx'))).toBe('EEXIST');
    expect(await code(disk.open('/a/none', 'r+'))).toBe('ENOENT');
    expect(await code(disk.open('/none/file', 'wx'))).toBe('ENOENT');
    expect(await code(disk.list('/none'))).toBe('ENOENT');
    expect(await code(disk.inspect('/none'))).toBe('ENOENT');
    expect(await code(disk.remove('/a/none'))).toBe('done');
    expect((await disk.list('/a')).sort()).toEqual(['file', 'there']);
    await disk.makeFolder('/a/b/c');
    expect(await disk.inspect('/a/b')).toMatchObject({ folder: true });
    await disk.rename(PATH, '/a/there');
    expect(show('/a/there')).toBe('abc');
    expect(disk.paths()).toEqual(['/a/there']);
    const file = await disk.open('/a/there', 'r+');
    await file.truncate(1);
    expect(await disk.inspect('/a/there')).toMatchObject({ bytes: 1, folder: false });
    const into = new Uint8Array(4);
    expect(await file.read(into, 1, 3, 0)).toEqual({ bytesRead: 1 });
    await file.close();
    expect(await code(file.datasync())).toBe('EBADF');
    const appended = await disk.open('/a/there', 'a');
    await appended.write(utf8('xy'), 0, 2);
    await appended.write(utf8('z'), 0, 1);
    expect(show('/a/there')).toBe('axyz');
    const reader = await disk.open('/a/there', 'r');
    expect(await code(reader.write(utf8('no'), 0, 2, 0))).toBe('EBADF');
  });

  test('on Windows open files are neither moved nor replaced', async () => {
    const on = new SimulatedDisk({ system: 'windows' });
    on.plant(PATH, utf8('a'));
    on.plant('/a/other', utf8('b'));
    const file = await on.open(PATH, 'r');
    expect(await code(on.rename(PATH, '/a/x'))).toBe('EPERM');
    expect(await code(on.rename('/a/other', PATH))).toBe('EPERM');
    expect(await code(on.remove(PATH))).toBe('EPERM');
    await file.close();
    expect(await code(on.rename('/a/other', PATH))).toBe('done');
  });
});

describe('a power cut', () => {
  test('keeps what was flushed, content and name', async () => {
    const seen = await outcomes(
      async (on) => {
        await write(on, PATH, 'flushed', true);
        await on.syncFolder('/a');
      },
      (on) => `${String(show(PATH, on))} ${String(show('/a/there', on))}`,
    );
    expect([...seen]).toEqual(['flushed here before']);
  });

  test('keeps or loses a name that was not flushed, whatever its content', async () => {
    const seen = await outcomes(
      (on) => write(on, PATH, 'flushed', true),
      (on) => show(PATH, on),
    );
    expect([...seen].sort()).toEqual([null, 'flushed'].sort());
  });

  test('loses, tears, zeroes and muddles content that was not flushed, but nothing before it', async () => {
    const old = 'o'.repeat(700);
    const more = 'n'.repeat(1500);
    const seen = await outcomes(
      async (on) => {
        await write(on, PATH, old, true);
        await on.syncFolder('/a');
        const file = await on.open(PATH, 'r+');
        await file.write(utf8(more), 0, more.length, old.length);
      },
      (on) => show(PATH, on),
    );
    const texts = [...seen].map(String);
    expect(texts.every((text) => text.startsWith(old) && text.length <= old.length + more.length)).toBe(true);
    const tails = texts.map((text) => text.slice(old.length));
    expect(tails).toContain('');
    expect(tails.some((tail) => tail.startsWith('n') && tail.includes('\0'))).toBe(true);
    // Later sectors without earlier ones, and bytes that nobody wrote.
    expect(tails.some((tail) => tail.startsWith('\0') && tail.includes('n'))).toBe(true);
    expect(tails.some((tail) => /[^n\0]/.test(tail))).toBe(true);
  });

  test('applies or forgets a cut that was not flushed', async () => {
    const cut = async (on: SimulatedDisk) => {
      const file = await on.open('/a/there', 'r+');
      await file.truncate(4);
    };
    expect([...(await outcomes(cut, (on) => show('/a/there', on)))].sort()).toEqual(['here', 'here before']);
    const flushed = async (on: SimulatedDisk) => {
      const file = await on.open('/a/there', 'r+');
      await file.truncate(4);
      await file.datasync();
    };
    expect([...(await outcomes(flushed, (on) => show('/a/there', on)))]).toEqual(['here']);
  });

  test('a replacing rename is the old file or the new one', async () => {
    const seen = await outcomes(
      async (on) => {
        await write(on, PATH, 'new', true);
        await on.syncFolder('/a');
        await on.rename(PATH, '/a/there');
      },
      (on) => `${String(show('/a/there', on))}, ${String(show(PATH, on))}`,
    );
    expect([...seen].sort()).toEqual(['here before, new', 'new, null']);
  });

  test('changes of names come in any order, on Windows in theirs', async () => {
    const two = async (on: SimulatedDisk) => {
      await write(on, '/a/1', '', false);
      await write(on, '/a/2', '', false);
    };
    const look = (on: SimulatedDisk) => on.paths().join(' ');
    const any = ['/a/1 /a/2 /a/there', '/a/1 /a/there', '/a/2 /a/there', '/a/there'];
    expect([...(await outcomes(two, look))].sort()).toEqual(any);
    expect([...(await outcomes(two, look, true))].sort()).toEqual(any.filter((paths) => paths !== '/a/2 /a/there'));
    const flushed = await outcomes((on) => two(on).then(() => write(on, '/a/3', 'x', true)), look, true);
    expect([...flushed]).toEqual(['/a/1 /a/2 /a/3 /a/there']);
  });

  test('takes everything in a folder whose name was not flushed', async () => {
    const seen = await outcomes(
      async (on) => {
        await on.makeFolder('/a/new');
        await write(on, '/a/new/file', 'x', true);
        await on.syncFolder('/a/new');
      },
      (on) => show('/a/new/file', on),
    );
    expect([...seen].sort()).toEqual(['x', null].sort());
  });

  test('a kill loses nothing, and handles die with either', async () => {
    const file = await disk.open(PATH, 'wx');
    await file.write(utf8('abc'), 0, 3, 0);
    disk.kill();
    expect(show(PATH)).toBe('abc');
    expect(await code(file.datasync())).toBe('EBADF');
  });
});

describe('failures', () => {
  test('a failed flush is never made up for by the next one', async () => {
    const seen = new Set<unknown>();
    for (let seed = 0; seed < 50; seed += 1) {
      const on = new SimulatedDisk({ random: randomFrom(seed).next });
      on.plant(PATH, utf8('old '));
      const file = await on.open(PATH, 'r+');
      await file.write(utf8('new '), 0, 4, 4);
      on.failNth(0, 'EIO', 'datasync');
      expect(await code(file.datasync())).toBe('EIO');
      await file.write(utf8('more'), 0, 4, 8);
      await file.datasync();
      expect(show(PATH, on)).toBe('old new more');
      on.crash(() => 0);
      seen.add(show(PATH, on));
    }
    expect([...seen].sort()).toEqual(['old \0\0\0\0more', 'old new more']);
  });

  test('a full disk takes what fits', async () => {
    disk.capacity = disk.used() + 5;
    const file = await disk.open(PATH, 'wx');
    expect(await file.write(utf8('12345678'), 0, 8, 0)).toEqual({ bytesWritten: 5 });
    expect(await code(file.write(utf8('678'), 0, 3, 5))).toBe('ENOSPC');
    expect(await file.write(utf8('over'), 0, 4, 0)).toEqual({ bytesWritten: 4 });
    disk.capacity += 3;
    expect(await file.write(utf8('678'), 0, 3, 5)).toEqual({ bytesWritten: 3 });
    expect(show(PATH)).toBe('over5678');
  });

  test('any call, once, not at all, half or although it was done', async () => {
    const file = await disk.open(PATH, 'wx');
    disk.failNth(1, 'EIO', 'write');
    await file.write(utf8('ab'), 0, 2, 0);
    expect(await code(file.write(utf8('cd'), 0, 2, 2))).toBe('EIO');
    disk.failNth(0, 'ENOSPC', 'write', 'half');
    expect(await code(file.write(utf8('cdef'), 0, 4, 2))).toBe('ENOSPC');
    expect(show(PATH)).toBe('abcd');
    disk.failNth(0, 'EIO', 'rename', 'done');
    expect(await code(disk.rename(PATH, '/a/moved'))).toBe('EIO');
    expect(show('/a/moved')).toBe('abcd');
    expect(disk.log.map(({ kind }) => kind)).toEqual(['open', 'write', 'write', 'write', 'rename']);
  });

  test('after the power failed nothing works until the next start', async () => {
    disk.failNth(0, 'power', 'list');
    expect(await code(disk.list('/a'))).toBe('EIO');
    expect(disk.off).toBe(true);
    expect(await code(disk.inspect('/a'))).toBe('EIO');
    disk.crash(() => 0);
    expect(await code(disk.inspect('/a'))).toBe('done');
  });

  test('locks pass with time', async () => {
    disk.lock((path) => path === '/a/there', 5000, 'EACCES');
    expect(await code(disk.open('/a/there', 'r'))).toBe('EACCES');
    expect(await code(disk.rename('/a/there', '/a/x'))).toBe('EACCES');
    expect(await code(disk.remove('/a/there'))).toBe('EACCES');
    await write(disk, PATH, 'x');
    expect(await code(disk.rename(PATH, '/a/there'))).toBe('EACCES');
    await disk.wait(5000);
    expect(await code(disk.rename(PATH, '/a/there'))).toBe('done');
  });

  test('the same calls and random numbers give the same disk', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const once = async () => {
          const on = new SimulatedDisk({ random: randomFrom(seed).next });
          on.plant('/a/there', utf8('x'));
          await write(on, PATH, 'y'.repeat(3000));
          on.crash(randomFrom(seed + 1).next);
          return on.paths().map((path) => `${path} ${String(show(path, on))}`);
        };
        expect(await once()).toEqual(await once());
      }),
      { numRuns: 20 },
    );
  });
});
