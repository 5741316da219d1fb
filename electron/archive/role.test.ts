import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openArchive } from './folder';
import { roleIn } from './role';

let root: string;
let dataDir: string;
let readers: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hudang-role-'));
  [dataDir, readers] = [join(root, 'archive'), join(root, 'readers')];
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

async function archiveOf(): Promise<string> {
  mkdirSync(dataDir);
  const made = await openArchive(dataDir, () => Promise.resolve(null));
  return made.ok ? made.value.databaseId : '';
}

function lockBy(owner: string, computer: string, ageSeconds = 5): void {
  const lock = join(dataDir, 'LOCK');
  const since = '2026-11-22T08:31:05.000Z';
  writeFileSync(lock, JSON.stringify({ owner, computer, pid: 4, since, mode: 'window' }));
  const then = new Date(Date.now() - ageSeconds * 1000);
  utimesSync(lock, then, then);
}

describe('who we are to a folder', () => {
  test('the owner of a new one, with the profile inside', () => {
    expect(roleIn(dataDir, readers, true)).toEqual({
      ok: true,
      value: { kind: 'owner', profile: join(dataDir, 'profile') },
    });
    expect(existsSync(join(dataDir, 'profile'))).toBe(true);
  });

  test('a reader of one that another has open, with a profile elsewhere and without a trace in the folder', async () => {
    const id = await archiveOf();
    lockBy('李秀兰', 'PC-2');
    const before = readdirSync(dataDir);
    expect(roleIn(dataDir, readers, true)).toMatchObject({
      ok: true,
      value: {
        kind: 'reader',
        profile: join(readers, id),
        access: { mode: 'read', why: 'owner', owner: '李秀兰', computer: 'PC-2' },
        archive: { databaseId: id },
      },
    });
    expect(readdirSync(dataDir)).toEqual(before);
    expect(existsSync(join(readers, id))).toBe(true);
    expect(roleIn(dataDir, readers, false)).toMatchObject({ ok: false, error: { code: 'archive_in_use' } });
  });

  test('the owner again when the other has stopped', async () => {
    await archiveOf();
    lockBy('李秀兰', 'PC-2', 600);
    expect(roleIn(dataDir, readers, true)).toMatchObject({ ok: true, value: { kind: 'owner' } });
  });

  test('one of version 1 cannot be read by a second', async () => {
    await archiveOf();
    const databaseId = '01ARYZ6S410000000000000000';
    const old = { format: 'hudang-archive', databaseId, schemaVersion: 1, unit: '' };
    writeFileSync(join(dataDir, 'archive.json'), JSON.stringify(old));
    lockBy('李秀兰', 'PC-2');
    expect(roleIn(dataDir, readers, true)).toMatchObject({ ok: false, error: { code: 'archive_old' } });
  });

  test.skipIf(!existsSync('/sys/kernel'))('a place without an archive that refuses writing is said', () => {
    const role = roleIn('/sys/kernel', readers, true);
    expect(role.ok).toBe(false);
    expect(existsSync(readers)).toBe(false);
  });
});
