import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AtomicWriter, diskFs, TEMPORARY, temporaryName, writeFileAtomically, type WriteFs } from './atomicWrite';

const OLD = 'the old file';
const NEW = new TextEncoder().encode('the new file, longer than the old one');

let folder: string;
let target: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hudang-write-'));
  target = join(folder, '户信息表.xlsx');
  writeFileSync(target, OLD);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function failure(code: string): Error {
  return Object.assign(new Error('injected'), { code });
}

/** The real disk, on which the n-th call (from 0) fails with `code`; `from` limits it to calls of one kind. */
function failing(code: string, n: number, kind?: string) {
  let count = -1;
  const log: string[] = [];
  const step = <T>(name: string, call: () => Promise<T>): Promise<T> => {
    log.push(name);
    if (kind === undefined || kind === name) count += 1;
    return count === n && (kind === undefined || kind === name) ? Promise.reject(failure(code)) : call();
  };
  const fs: WriteFs = {
    open: (path, flags) =>
      step(flags === 'wx' ? 'create' : 'openFolder', async () => {
        const file = await diskFs.open(path, flags);
        return {
          write: (bytes, at, length) => step('write', () => file.write(bytes, at, length)),
          sync: () => step('sync', () => file.sync()),
          close: () =>
            step('close', () => file.close()).catch((error: unknown) => file.close().then(() => Promise.reject(error))),
        };
      }),
    rename: (from, to) => step('rename', () => diskFs.rename(from, to)),
    remove: (path) => diskFs.remove(path),
    inspect: (path) => step('inspect', () => diskFs.inspect(path)),
    realPath: (path) => step('realPath', () => diskFs.realPath(path)),
    wait: () => Promise.resolve(),
  };
  return { fs, log };
}

const content = () => readFileSync(target, 'utf8');
const leftovers = () => readdirSync(folder).filter((name) => TEMPORARY.test(name));

describe('atomic writing', () => {
  test('replaces the target and leaves nothing else', async () => {
    const saved = await writeFileAtomically(target, NEW);
    expect(saved).toEqual({ ok: true, value: { path: target, bytes: NEW.byteLength } });
    expect(content()).toBe(new TextDecoder().decode(NEW));
    expect(readdirSync(folder)).toEqual(['户信息表.xlsx']);
  });

  test('syncs the file before it is renamed and the folder after', async () => {
    const { fs, log } = failing('never', -1);
    await writeFileAtomically(target, NEW, fs);
    expect(log).toEqual([
      'realPath',
      'inspect',
      'create',
      'write',
      'sync',
      'close',
      'rename',
      'openFolder',
      'sync',
      'close',
      'inspect',
    ]);
  });

  test('before commit the target is the old one; after abort nothing is left', async () => {
    const writer = await AtomicWriter.open(target);
    if (!writer.ok) throw new Error('not opened');
    await writer.value.write(NEW);
    expect(content()).toBe(OLD);
    await writer.value.abort();
    await writer.value.abort();
    expect(content()).toBe(OLD);
    expect(leftovers()).toEqual([]);
    expect(await writer.value.write(NEW)).toMatchObject({ ok: false, error: { code: 'unknown_writer' } });
    expect(await writer.value.commit()).toMatchObject({ ok: false, error: { code: 'unknown_writer' } });
  });

  test.each(['ENOSPC', 'EIO', 'EBUSY', 'EPERM', 'EROFS', 'EACCES', 'ENOENT', 'EDQUOT', 'EWEIRD'])(
    'whichever call fails with %s, the target is whole and no temporary file stays',
    async (code) => {
      const { log } = await (async () => {
        const run = failing(code, -1);
        await writeFileAtomically(target, NEW, run.fs);
        return run;
      })();
      for (let n = 0; n < log.length; n += 1) {
        writeFileSync(target, OLD);
        const saved = await writeFileAtomically(target, NEW, failing(code, n).fs);
        expect(leftovers(), `${code} at ${log[n] ?? ''}`).toEqual([]);
        expect([OLD, new TextDecoder().decode(NEW)]).toContain(content());
        if (saved.ok) expect(content()).toBe(new TextDecoder().decode(NEW));
      }
    },
  );

  test.each([
    ['ENOSPC', 'write', 'disk_full'],
    ['ENOSPC', 'sync', 'disk_full'],
    ['EDQUOT', 'write', 'disk_full'],
    ['EROFS', 'create', 'folder_readonly'],
    ['EACCES', 'create', 'folder_readonly'],
    ['ENOENT', 'create', 'folder_missing'],
    ['EISDIR', 'rename', 'target_is_folder'],
    ['ENAMETOOLONG', 'create', 'name_too_long'],
    ['EIO', 'write', 'drive_gone'],
    ['EWEIRD', 'write', 'write_failed'],
  ])('%s at %s is told as %s', async (code, kind, told) => {
    const saved = await writeFileAtomically(target, NEW, failing(code, 0, kind).fs);
    expect(saved).toMatchObject({ ok: false, error: { code: told } });
    expect(content()).toBe(OLD);
  });

  test.each(['EBUSY', 'EPERM', 'EACCES'])('a workbook open in WPS (%s for good) is told as locked', async (code) => {
    const { fs } = failing(code, 0);
    const held: WriteFs = {
      ...fs,
      ...diskFs,
      wait: () => Promise.resolve(),
      rename: () => Promise.reject(failure(code)),
    };
    expect(await writeFileAtomically(target, NEW, held)).toMatchObject({
      ok: false,
      error: { code: 'target_locked', params: { name: '户信息表.xlsx' } },
    });
    expect(content()).toBe(OLD);
    expect(leftovers()).toEqual([]);
  });

  test('a virus scanner that holds the file for a moment is waited for', async () => {
    let refusals = 3;
    const fs: WriteFs = {
      ...diskFs,
      wait: () => Promise.resolve(),
      rename: (from, to) => ((refusals -= 1) >= 0 ? Promise.reject(failure('EBUSY')) : diskFs.rename(from, to)),
    };
    expect((await writeFileAtomically(target, NEW, fs)).ok).toBe(true);
  });

  test('a file that is shorter on disk than what was written is not called saved', async () => {
    const fs: WriteFs = {
      ...diskFs,
      rename: async (from, to) => {
        await diskFs.rename(from, to);
        writeFileSync(to, 'torn');
      },
    };
    expect(await writeFileAtomically(target, NEW, fs)).toMatchObject({
      ok: false,
      error: { code: 'write_incomplete' },
    });
  });

  test('a folder is no target, a missing folder is said, a link stays a link', async () => {
    expect(await writeFileAtomically(folder, NEW)).toMatchObject({ ok: false, error: { code: 'target_is_folder' } });
    const nowhere = join(folder, 'gone', 'a.xlsx');
    expect(await writeFileAtomically(nowhere, NEW)).toMatchObject({ ok: false, error: { code: 'folder_missing' } });
    mkdirSync(join(folder, 'links'));
    const link = join(folder, 'links', 'link.xlsx');
    symlinkSync(target, link);
    expect((await writeFileAtomically(link, NEW)).ok).toBe(true);
    expect(content()).toBe(new TextDecoder().decode(NEW));
    expect(readdirSync(join(folder, 'links'), { withFileTypes: true })[0]?.isSymbolicLink()).toBe(true);
  });

  test('temporary names are recognised as ours', () => {
    expect(temporaryName()).toMatch(TEMPORARY);
    expect('户信息表.xlsx').not.toMatch(TEMPORARY);
  });
});
