/** What the main process keeps beside the database, seen from a page of our own making: journal, files, identity. */
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenState } from '../shared/ipc/desktop';
import { expect, lastLine, temporaryFolder, test } from './fixtures';
import { append, everything, makeKeepingShell, stateOf, type KeepingShell } from './keepingShell';

let shell: KeepingShell;
test.beforeEach(() => {
  shell = makeKeepingShell();
});

test('lines written by a page are there after a kill, and only an orderly exit counts as one', async () => {
  const dataDir = temporaryFolder();
  const first = await shell.open(dataDir);
  expect(await stateOf(first)).toMatchObject({ ok: true, value: { journal: { line: 0 }, cleanExit: true } });
  expect(await append(first, 0, '第一行')).toMatchObject({ ok: true, value: { line: 1 } });
  expect(await append(first, 0, '又一行')).toEqual({
    ok: false,
    error: { code: 'journal_moved', params: { line: 1 } },
  });
  const killed = first.app.process();
  const gone = new Promise((resolve) => killed.once('close', resolve));
  killed.kill('SIGKILL');
  await gone;

  const second = await shell.open(dataDir);
  expect(await stateOf(second)).toMatchObject({ ok: true, value: { journal: { line: 1 }, cleanExit: false } });
  const read = await second.page.evaluate(() => window.desktop!.journalRead(1));
  expect(read.ok && read.value.map(({ payload }) => payload)).toEqual([expect.stringContaining('第一行')]);
  await second.close();
  expect(readdirSync(dataDir)).not.toContain('open');
  // A job that is refused for its files has opened the archive all the same.
  const refused = await shell.job(['import', join(dataDir, '没有.xlsx')], dataDir);
  expect([refused.code, lastLine(refused)]).toMatchObject([1, { code: 'file_not_found' }]);
  const third = await shell.open(dataDir);
  expect(await stateOf(third)).toMatchObject({ ok: true, value: { cleanExit: true } });
  await third.close();
});

test('a port serves what workers may call, and nothing else', async () => {
  const app = await shell.open(temporaryFolder());
  const answers = await app.page.evaluate(async () => {
    const port = await new Promise<MessagePort>((resolve) => {
      window.addEventListener('message', ({ data, ports: [given] }) => {
        if ((data as { desktopPort?: string }).desktopPort === 'w' && given) resolve(given);
      });
      window.desktop!.connect('w');
    });
    const ask = (id: number, channel: string, args: unknown[]) =>
      new Promise((resolve) => {
        port.onmessage = ({ data }) => resolve(data);
        port.postMessage({ id, channel, args });
      });
    return {
      state: await ask(1, 'openState', []),
      line: await ask(2, 'journalAppend', [0, '{"v":1}']),
      forbidden: [
        await ask(3, 'resetStore', ['x']),
        await ask(4, 'jobFinish', [0, '{}']),
        await ask(5, 'pickOpen', ['folder']),
      ],
      unknown: await ask(6, 'constructor', []),
      malformed: await ask(7, 'journalAppend', ['x']),
    };
  });
  expect(answers.state).toMatchObject({ id: 1, result: { ok: true } });
  expect(answers.line).toMatchObject({ id: 2, result: { ok: true, value: { line: 1 } } });
  for (const answer of [...answers.forbidden, answers.unknown]) {
    expect(answer).toMatchObject({ result: { ok: false, error: { code: 'forbidden_sender' } } });
  }
  expect(answers.malformed).toMatchObject({ result: { ok: false, error: { code: 'malformed_message' } } });
  await app.close();
});

test('files and folders are picked in dialogs of the system, and a token does no more than it was picked for', async () => {
  const app = await shell.open(temporaryFolder());
  const folder = temporaryFolder();
  const backup = join(folder, '备份.zip');
  writeFileSync(backup, 'not a backup');
  const asked = await app.app.evaluate(
    ({ dialog }, picks) => {
      const titles: unknown[] = [];
      Object.assign(globalThis, { titles });
      dialog.showOpenDialog = async (...args: unknown[]) => {
        titles.push((args.at(-1) as { title?: string }).title);
        const filePath = picks.shift();
        return { canceled: filePath === undefined, filePaths: filePath === undefined ? [] : [filePath] };
      };
      return titles;
    },
    [backup, folder],
  );
  expect(asked).toEqual([]);
  const answers = await app.page.evaluate(async () => {
    const api = window.desktop!;
    const file = await api.pickOpen('backup');
    const place = await api.pickOpen('folder');
    const none = await api.pickOpen('attachment');
    if (!file.ok || !file.value || !place.ok || !place.value) return null;
    return {
      none,
      read: await api.stat(file.value),
      checked: await api.checkBackup(file.value),
      notWritten: await api.openWriter(file.value),
      notRead: await api.stat(place.value),
      notFilled: await api.openWriter(place.value, 'a.zip'),
      notPlace: await api.setSecondPlace(file.value),
      place: await api.setSecondPlace(place.value),
    };
  });
  const refused = (code: string) => ({ ok: false, error: { code } });
  expect(answers).toMatchObject({
    none: { ok: true, value: null },
    read: { ok: true, value: { name: '备份.zip', bytes: 12 } },
    checked: refused('not_a_backup'),
    notWritten: refused('no_right'),
    notRead: refused('no_right'),
    notFilled: refused('no_right'),
    notPlace: refused('no_right'),
    place: { ok: true, value: { folder, present: true } },
  });
  await expect
    .poll(() => app.page.evaluate(() => window.desktop!.secondPlace()))
    .toMatchObject({ ok: true, value: { folder, mirrored: expect.any(String) as unknown, failure: '' } });
  expect(await app.page.evaluate(() => window.desktop!.setSecondPlace(null))).toMatchObject({ value: { folder: '' } });
  await app.close();
  expect(readdirSync(folder)).toHaveLength(2);
});

test('an attachment is shown as a read-only copy that is gone after the end; programs are never opened', async () => {
  const dataDir = temporaryFolder();
  const app = await shell.open(dataDir);
  await app.app.evaluate(({ shell: system }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    system.openPath = async (path) => {
      opened.push(path);
      return '';
    };
  });
  const kept = await app.page.evaluate(async () => {
    const api = window.desktop!;
    const writer = await api.openStored('attachment');
    if (!writer.ok) return null;
    await api.write(writer.value, new TextEncoder().encode('残疾证'));
    const file = await api.commitStored(writer.value);
    if (!file.ok) return null;
    const { sha256 } = file.value;
    return {
      sha256,
      shown: await api.viewAttachment(sha256, '残疾证.pdf'),
      program: await api.viewAttachment(sha256, '残疾证.exe'),
      missing: await api.viewAttachment('0'.repeat(64), 'x.pdf'),
      usage: await api.usage(),
      checked: await api.checkStored(),
    };
  });
  expect(kept).toMatchObject({
    shown: { ok: true },
    program: { ok: false, error: { code: 'kind_not_opened' } },
    missing: { ok: false, error: { code: 'file_not_found' } },
    usage: { ok: true, value: { attachments: { files: 1, bytes: 9 } } },
    checked: { ok: true, value: { attachments: 1, damaged: [] } },
  });
  const opened = await app.app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);
  expect(opened).toHaveLength(1);
  const [copy = ''] = opened;
  expect(copy.startsWith(dataDir)).toBe(false);
  expect(readFileSync(copy, 'utf8')).toBe('残疾证');
  expect(statSync(copy).mode & 0o222).toBe(0);
  const { sha256 = '' } = kept ?? {};
  writeFileSync(join(dataDir, 'attachments', sha256.slice(0, 2), sha256), 'rot');
  expect(
    await app.page.evaluate(async (name) => {
      return [await window.desktop!.checkStored(), await window.desktop!.viewAttachment(name, '残疾证.pdf')];
    }, sha256),
  ).toMatchObject([
    { ok: true, value: { damaged: [{ kind: 'attachment', name: sha256 }] } },
    { ok: false, error: { code: 'file_rotten' } },
  ]);
  await app.close();
  expect(existsSync(copy)).toBe(false);
});

test('an archive of a later version is refused as it is; a lost or torn identity is put back', async () => {
  const dataDir = temporaryFolder();
  const file = join(dataDir, 'archive.json');
  const first = await shell.open(dataDir);
  await append(first, 0, '第一行');
  const archive = await first.page.evaluate(() => window.desktop!.archive());
  await first.close();
  const verify = () => shell.job(['find', 'x'], dataDir);
  for (const spoil of [() => rmSync(file), () => writeFileSync(file, '{"format":"hud')]) {
    spoil();
    const found = lastLine(await verify()) as { state?: OpenState };
    expect(found.state).toMatchObject({ databaseId: archive.ok && archive.value.databaseId, journal: { line: 1 } });
  }
  const newer = { ...(JSON.parse(readFileSync(file, 'utf8')) as object), schemaVersion: 99 };
  writeFileSync(file, JSON.stringify(newer));
  const before = everything(dataDir).filter((line) => !line.startsWith('profile'));
  const refused = await verify();
  expect([refused.code, lastLine(refused)]).toMatchObject([1, { code: 'archive_newer' }]);
  expect(everything(dataDir).filter((line) => !line.startsWith('profile'))).toEqual(before);
  rmSync(file);
  rmSync(join(dataDir, 'archive.copy.json'));
  const lost = await verify();
  expect([lost.code, lastLine(lost)]).toMatchObject([1, { code: 'archive_identity_lost' }]);
});
