import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StoreReset, type Browser } from './storeReset';

let profile: string;
let database: string;
let done: string[];
beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'hudang-reset-'));
  database = join(profile, 'IndexedDB');
  done = [];
  fillDatabase();
});
afterEach(() => rmSync(profile, { recursive: true, force: true }));

function fillDatabase(): void {
  mkdirSync(join(database, 'app_hudang_0.indexeddb.leveldb'), { recursive: true });
  writeFileSync(join(database, 'app_hudang_0.indexeddb.leveldb', 'CURRENT'), 'MANIFEST-000001\n');
}

/** `clear` = what Chromium does when asked to delete IndexedDB. */
function browser(clear: () => void, canRelaunch = true): Browser {
  return {
    clear: async () => clear(),
    reload: (page) => void done.push(`reload ${page}`),
    relaunch: () => {
      done.push('relaunch');
      return canRelaunch;
    },
  };
}
const obedient = browser(() => rmSync(join(database, 'app_hudang_0.indexeddb.leveldb'), { recursive: true }));
const failing = browser(() => {
  throw new Error('cannot');
});

/** Windows refuses to move what somebody has open. */
const held = (): void => {
  throw Object.assign(new Error('held'), { code: 'EPERM' });
};

describe('throwing the database away', () => {
  test('Chromium does it, and the page is loaded again', async () => {
    const reset = new StoreReset(profile);
    expect(reset.because).toBeNull();
    expect(await reset.reset('rows are missing', 7, obedient)).toEqual({ ok: true, value: null });
    expect(done).toEqual(['reload 7']);
    expect(reset.because).toBe('rows are missing');
    expect(readdirSync(database)).toEqual([]);
  });

  test('what Chromium does not do is moved aside, and removed later', async () => {
    const reset = new StoreReset(profile);
    expect((await reset.reset('torn', 7, failing)).ok).toBe(true);
    expect(done).toEqual(['reload 7']);
    expect(existsSync(database)).toBe(false);
    expect(readdirSync(profile)).toHaveLength(1);
    await reset.tidy();
    expect(readdirSync(profile)).toEqual([]);
  });

  test('three times a run, then never again', async () => {
    const reset = new StoreReset(profile);
    for (let time = 1; time <= 3; time += 1) {
      fillDatabase();
      expect((await reset.reset(`time ${time}`, 1, obedient)).ok).toBe(true);
    }
    fillDatabase();
    expect(await reset.reset('again', 1, obedient)).toMatchObject({ ok: false, error: { code: 'reset_in_vain' } });
    expect(existsSync(join(database, 'app_hudang_0.indexeddb.leveldb'))).toBe(true);
    expect(done).toHaveLength(3);
  });

  test('files that are held are moved aside by the next start, which belongs to the same run', async () => {
    const reset = new StoreReset(profile, held);
    expect((await reset.reset('held', 1, failing)).ok).toBe(true);
    expect(done).toEqual(['relaunch']);
    expect(existsSync(database)).toBe(true);
    const next = new StoreReset(profile);
    expect(next.because).toBe('held');
    expect(existsSync(database)).toBe(false);
    expect(existsSync(join(profile, 'reset.json'))).toBe(false);
    for (const reason of ['second', 'third']) {
      fillDatabase();
      expect((await next.reset(reason, 1, obedient)).ok).toBe(true);
    }
    expect((await next.reset('fourth', 1, obedient)).ok).toBe(false);
    expect(new StoreReset(profile).because).toBeNull();
  });

  test('a job cannot start itself anew: it fails, and the next start does it', async () => {
    const reset = new StoreReset(profile, held);
    const job = browser(() => undefined, false);
    expect(await reset.reset('held', 1, job)).toMatchObject({ ok: false, error: { code: 'reset_in_vain' } });
    expect(JSON.parse(readFileSync(join(profile, 'reset.json'), 'utf8'))).toEqual({ reason: 'held', resets: 1 });
    expect(new StoreReset(profile).because).toBe('held');
    expect(existsSync(database)).toBe(false);
  });

  test.each(['', '{', 'null', '{"reason":5,"resets":1}'])('a note that makes no sense (%j) changes nothing', (text) => {
    writeFileSync(join(profile, 'reset.json'), text);
    expect(new StoreReset(profile).because).toBeNull();
    expect(existsSync(join(database, 'app_hudang_0.indexeddb.leveldb'))).toBe(true);
  });
});
