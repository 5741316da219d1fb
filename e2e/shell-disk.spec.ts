/** When the folder cannot be used as usual: another has it, the disk is full or read-only, the database is broken. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../shared/result';
import { expect, lastLine, temporaryFolder, test, type Launched } from './fixtures';
import { append, everything, guardOf, makeKeepingShell, stateOf, type KeepingShell } from './keepingShell';
import { smallDisk } from './smallDisk';

let shell: KeepingShell;
test.beforeEach(() => {
  shell = makeKeepingShell();
});

function lockByAnother(dataDir: string): void {
  const since = new Date().toISOString();
  const other = { owner: '李秀兰', computer: 'PC-2', pid: 4, since, mode: 'window' };
  writeFileSync(join(dataDir, 'LOCK'), JSON.stringify(other));
}

test('while another has the folder open we look, from a profile of our own, and touch nothing', async () => {
  const dataDir = temporaryFolder();
  const config = temporaryFolder();
  const first = await shell.open(dataDir);
  await append(first, 0, '第一行');
  await first.close();
  lockByAnother(dataDir);
  const before = everything(dataDir);
  const reader = await shell.open(dataDir, { XDG_CONFIG_HOME: config });
  const state = await stateOf(reader);
  expect(state).toMatchObject({
    ok: true,
    value: { access: { mode: 'read', why: 'owner', owner: '李秀兰', computer: 'PC-2' }, journal: { line: 1 } },
  });
  const profile = await reader.app.evaluate(({ app }) => app.getPath('userData'));
  expect(profile).toBe(join(config, 'Hudang', 'readers', state.ok ? state.value.databaseId : ''));
  expect(await append(reader, 1, '第二行')).toMatchObject({ ok: false, error: { code: 'read_only' } });
  const others = await reader.page.evaluate(async () => [
    await window.desktop!.openStored('attachment'),
    await window.desktop!.setUnit('x'),
    await window.desktop!.setSecondPlace(null),
    await window.desktop!.sweepAttachments([]),
    await window.desktop!.dropDrafts([{ household: 'h', path: 'p' }]),
  ]);
  for (const answer of others) expect(answer).toMatchObject({ ok: false, error: { code: 'read_only' } });
  await reader.page.evaluate(() => new Promise((done) => (indexedDB.open('hudang').onsuccess = done)));
  await reader.close();
  expect(everything(dataDir)).toEqual(before);

  const env = { XDG_CONFIG_HOME: config };
  const looked = await shell.job(['find', 'x'], dataDir, env);
  expect([looked.code, lastLine(looked)]).toMatchObject([0, { state: { access: { why: 'owner' } } }]);
  const refused = await shell.job(['undo'], dataDir, env);
  expect([refused.code, lastLine(refused)]).toMatchObject([1, { code: 'archive_in_use' }]);
  expect(lastLine(refused).text).toContain('李秀兰');
  expect(everything(dataDir)).toEqual(before);
});

test('a folder on a medium that cannot be written is looked at', async () => {
  const folder = temporaryFolder();
  const disk = smallDisk(folder, 256);
  test.skip(disk === null, 'mounting a disk of a fixed size needs root on Linux');
  try {
    const dataDir = join(disk!.path, 'archive');
    const env = { XDG_CONFIG_HOME: join(folder, 'config') };
    const first = await shell.open(dataDir);
    await append(first, 0, '第一行');
    await first.close();
    disk!.remount('ro');
    const reader = await shell.open(dataDir, env);
    expect(await stateOf(reader)).toMatchObject({
      ok: true,
      value: { access: { mode: 'read', why: 'medium' }, journal: { line: 1 } },
    });
    await reader.close();
    const refused = await shell.job(['undo'], dataDir, env);
    expect([refused.code, lastLine(refused)]).toMatchObject([1, { code: 'folder_readonly' }]);
  } finally {
    disk!.unmount();
  }
});

test('on a full disk the window opens, the database does not, and work begins when there is room', async () => {
  const folder = temporaryFolder();
  const disk = smallDisk(folder, 256);
  test.skip(disk === null, 'mounting a disk of a fixed size needs root on Linux');
  try {
    const dataDir = join(disk!.path, 'archive');
    const first = await shell.open(dataDir);
    await append(first, 0, '第一行');
    await first.close();
    const filler = disk!.fillUp(0);
    const second = await shell.open(dataDir);
    expect(await guardOf(second)).toMatchObject({
      ok: true,
      value: { level: 'stop', access: { mode: 'read', why: 'disk' } },
    });
    expect(await stateOf(second)).toMatchObject({ ok: false, error: { code: 'no_room' } });
    expect(readdirSync(join(dataDir, 'profile'))).not.toContain('IndexedDB');
    rmSync(filler);
    await expect
      .poll(async () => (await guardOf(second)).ok && (await guardOf(second)))
      .toMatchObject({
        value: { level: 'warn', access: { mode: 'write' } },
      });
    expect(await stateOf(second)).toMatchObject({ ok: true, value: { journal: { line: 1 } } });
    expect(await append(second, 1, '第二行')).toMatchObject({ ok: true, value: { line: 2 } });

    disk!.fillUp(60e6);
    await expect.poll(() => guardOf(second)).toMatchObject({ value: { level: 'read' } });
    expect(await append(second, 2, '第三行')).toMatchObject({ ok: false, error: { code: 'disk_low' } });
    rmSync(filler);
    await expect.poll(() => append(second, 2, '第三行')).toMatchObject({ ok: true, value: { line: 3 } });
    await second.close();
    disk!.fillUp(0);
    const refused = await shell.job(['find', 'x'], dataDir);
    expect([refused.code, lastLine(refused)]).toMatchObject([1, { code: 'no_room' }]);
  } finally {
    disk!.unmount();
  }
});

/** IndexedDB as a page meets it: 'rows' when what `fill` wrote is there. */
const look = (app: Launched) =>
  app.page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const request = indexedDB.open('hudang', 1);
        let empty = false;
        request.onupgradeneeded = () => {
          empty = true;
          request.result.createObjectStore('rows');
        };
        request.onerror = () => resolve('unusable');
        request.onsuccess = () => {
          if (empty) return resolve('empty');
          const found = request.result.transaction('rows').objectStore('rows').getAll();
          found.onerror = () => resolve('unusable');
          found.onsuccess = () => resolve(`rows ${(found.result as unknown[]).length}`);
        };
      }),
  );

const fill = (app: Launched) =>
  app.page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open('hudang', 1);
        request.onupgradeneeded = () => request.result.createObjectStore('rows');
        request.onerror = reject;
        request.onsuccess = () => {
          const transaction = request.result.transaction('rows', 'readwrite', { durability: 'strict' });
          for (let n = 0; n < 2000; n += 1) transaction.objectStore('rows').put('户'.repeat(500) + n, n);
          transaction.oncomplete = resolve;
          transaction.onerror = reject;
        };
      }),
  );

/** Throws the database away as the store does, and waits for the page that comes after. */
async function reset(app: Launched, reason: string): Promise<Result<null> | null> {
  const loaded = app.page.waitForEvent('load', { timeout: 10_000 }).then(
    () => null,
    () => ({ ok: false, error: { code: 'not loaded', params: {} } }) as const,
  );
  const refused = app.page
    .evaluate((why) => window.desktop!.resetStore(why), reason)
    .then(
      (answer) => (answer.ok ? new Promise<never>(() => undefined) : answer),
      () => new Promise<never>(() => undefined),
    );
  return Promise.race([loaded, refused]);
}

const DAMAGE: Readonly<Record<string, (database: string) => void>> = {
  'CURRENT emptied': (database) => writeFileSync(join(database, 'CURRENT'), ''),
  'MANIFEST cut': (database) => {
    const [manifest = ''] = readdirSync(database).filter((name) => name.startsWith('MANIFEST'));
    truncateSync(join(database, manifest), 20);
  },
  'pages of the files overwritten': (database) => {
    for (const name of readdirSync(database).filter((each) => /\.(?:log|ldb)$/.test(each))) {
      const bytes = readFileSync(join(database, name));
      for (let at = 0; at < bytes.length; at += 16_384) randomBytes(Math.min(4096, bytes.length - at)).copy(bytes, at);
      writeFileSync(join(database, name), bytes);
    }
  },
  'a folder where a file should be': (database) => {
    rmSync(join(database, 'CURRENT'));
    mkdirSync(join(database, 'CURRENT', 'x'), { recursive: true });
  },
  'a file where the folder should be': (database) => {
    rmSync(database, { recursive: true });
    writeFileSync(database, 'x');
  },
  'the folder deleted': (database) => rmSync(database, { recursive: true }),
};

for (const [what, damage] of Object.entries(DAMAGE)) {
  test(`a database that is broken (${what}) is thrown away and works again`, async () => {
    const dataDir = temporaryFolder();
    const databases = join(dataDir, 'profile', 'IndexedDB');
    const first = await shell.open(dataDir);
    await fill(first);
    await first.close();
    damage(join(databases, readdirSync(databases).find((name) => name.endsWith('.leveldb')) ?? ''));
    const second = await shell.open(dataDir);
    const found = await look(second);
    expect(found).not.toBe('rows 2000');
    expect(await reset(second, `found ${found}`)).toBeNull();
    expect(await stateOf(second)).toMatchObject({ ok: true, value: { resetBecause: `found ${found}` } });
    expect(await look(second)).toBe('empty');
    await fill(second);
    await second.close();
    // Chromium judges what one start left behind only at the next.
    for (let start = 0; start < 2; start += 1) {
      const next = await shell.open(dataDir);
      expect(await look(next)).toBe('rows 2000');
      expect(await stateOf(next)).toMatchObject({ ok: true, value: { resetBecause: null } });
      await next.close();
    }
  });
}

test('a page that wants to stay because of unsaved text goes when the database under it is gone', async () => {
  const app = await shell.open(temporaryFolder());
  await fill(app);
  await app.page.evaluate(() => window.addEventListener('beforeunload', (event) => event.preventDefault()));
  // Chromium listens to such a wish only of a page that somebody has used.
  await app.page.mouse.click(5, 5);
  expect(await reset(app, 'unsaved text')).toBeNull();
  expect(await look(app)).toBe('empty');
  await app.close();
});

test('a database in use is thrown away, three times a run and no more; a job begins anew', async () => {
  const dataDir = temporaryFolder();
  const app = await shell.open(dataDir);
  for (let time = 1; time <= 3; time += 1) {
    await fill(app);
    expect(await reset(app, `time ${time}`)).toBeNull();
    expect(await look(app)).toBe('empty');
  }
  expect(await reset(app, 'again')).toMatchObject({ ok: false, error: { code: 'reset_in_vain' } });
  await app.close();
  const job = await shell.job(['find', 'reset'], dataDir);
  expect([job.code, lastLine(job)]).toMatchObject([0, { words: ['reset'], state: { resetBecause: 'torn' } }]);
});
