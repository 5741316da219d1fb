/** Jobs: what stdout, stderr and the exit code promise, whatever the page does. The page here is a script of our own. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, lastLine, launch, makeShell, runApp, temporaryFolder, test } from './fixtures';

/** Does what the first word of `find` says. */
const SCRIPT = `
  const desktop = window.desktop;
  const done = (code, value) => desktop.jobFinish(code, JSON.stringify(value));
  const request = (await desktop.jobRequest()).value;
  if (location.hash === '#job') {
    const actions = {
      big: () => done(0, { text: '户'.repeat(8_000_000) }),
      lines: () => desktop.jobFinish(0, '{\\n"a":\\n1}'),
      noise: async () => { console.error('noise'); await desktop.jobProgress('progress\\n1 of 2'); await done(0, { ok: true }); },
      twice: () => { done(0, { n: 1 }); done(3, { n: 2 }); },
      throw: () => { setTimeout(() => { throw new Error('oops'); }, 0); setTimeout(() => done(3, { ok: false }), 50); },
      open: async () => {
        const writer = await desktop.openWriter(request.outputs.out ?? '');
        await desktop.write(writer.value, new Uint8Array(10));
        await done(0, { ok: true });
      },
      wait: () => undefined,
    };
    const action = actions[request?.words[0]];
    if (action) action();
    else if (request.verb === 'dump') actions.open();
    else if (request.verb === 'import') {
      const texts = [];
      for (const input of request.inputs) {
        const piece = await desktop.read(input.token, 0, 100);
        texts.push(new TextDecoder().decode(piece.value));
      }
      done(0, { request, texts });
    } else done(0, { request });
  }
`;

let shell: string;
test.beforeEach(() => {
  shell = makeShell(SCRIPT);
});

const job = (args: readonly string[], dataDir = temporaryFolder()) =>
  runApp(['--job', ...args, '--data', dataDir], { appDir: shell });

test('the page gets its task with tokens, never with paths', async () => {
  const folder = temporaryFolder();
  const input = join(folder, '王庄.xlsx');
  writeFileSync(input, 'sheet');
  const ended = await job([
    'import',
    input,
    '--policy',
    'file',
    '--dry-run',
    '--year',
    '2025',
    '--report',
    join(folder, 'r.xlsx'),
  ]);
  expect(ended.code).toBe(0);
  expect(ended.stdout.split('\n')).toHaveLength(2);
  expect(ended.stdout).not.toContain(folder);
  expect(lastLine(ended)).toMatchObject({
    request: {
      verb: 'import',
      options: { policy: 'file', 'dry-run': true, year: 2025 },
      inputs: [{ name: '王庄.xlsx', bytes: 5 }],
    },
    texts: ['sheet'],
  });
});

test('a large answer arrives whole', async () => {
  const ended = await job(['find', 'big']);
  expect(ended.code).toBe(0);
  expect((lastLine(ended).text as string).length).toBe(8_000_000);
});

test('one line, the first answer counts, and noise stays on stderr', async () => {
  expect(lastLine(await job(['find', 'lines']))).toEqual({ a: 1 });
  const twice = await job(['find', 'twice']);
  expect([twice.code, lastLine(twice)]).toEqual([0, { n: 1 }]);
  const noise = await job(['find', 'noise']);
  expect(noise.stdout).toBe('{"ok":true}\n');
  expect(noise.stderr).toContain('progress 1 of 2\n');
});

test('our own faults end with 3 and a sentence', async () => {
  expect((await job(['find', 'throw'])).code).toBe(3);
  const dataDir = temporaryFolder();
  const crashed = await launch({ appDir: shell, dataDir, args: ['--job', 'find', 'wait'] });
  let stdout = '';
  crashed.app.process().stdout?.on('data', (data: Buffer) => (stdout += data.toString()));
  const ended = new Promise((resolve) => crashed.app.process().once('close', resolve));
  const crash = crashed.app.evaluate(({ webContents }) =>
    webContents.getAllWebContents()[0]?.forcefullyCrashRenderer(),
  );
  await crash.catch(() => undefined);
  expect(await ended).toBe(3);
  expect(lastLine({ code: 3, stdout, stderr: '' })).toMatchObject({ ok: false, code: 'internal' });
  const [log = ''] = readdirSync(join(dataDir, 'logs'));
  expect(readFileSync(join(dataDir, 'logs', log), 'utf8')).toContain('job window');
});

test('a file left unfinished is not there', async () => {
  const folder = temporaryFolder();
  expect((await job(['dump', '--out', join(folder, 'all.jsonl')])).code).toBe(0);
  expect(readdirSync(folder)).toEqual([]);
});

test('wrong usage is told in Chinese with 2, a missing file with 1, and no archive is made', async () => {
  const dataDir = join(temporaryFolder(), 'archive');
  for (const [args, code, told] of [
    [[], 2, 'usage'],
    [['fly'], 2, 'usage'],
    [['export', '--register', 'household'], 2, 'usage'],
  ] as const) {
    const ended = await job(args, dataDir);
    expect(ended.code).toBe(code);
    expect(lastLine(ended)).toMatchObject({ ok: false, code: told });
    expect(lastLine(ended).text).toMatch(/[\u4e00-\u9fff]/);
  }
  expect(existsSync(dataDir)).toBe(false);
  const missing = await job(['import', join(temporaryFolder(), '没有.xlsx')]);
  expect(missing.code).toBe(1);
  expect(lastLine(missing)).toMatchObject({ ok: false, code: 'file_not_found' });
  expect(lastLine(missing).text).toContain('没有.xlsx');
});

test('an archive that cannot be used is refused with 1', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  const ended = await job(['verify'], join(file, 'archive'));
  expect(ended.code).toBe(1);
  expect(lastLine(ended)).toMatchObject({ ok: false, code: 'folder_missing' });
});

test('while a window or another job holds the folder, a job is refused and changes nothing', async () => {
  const window = await launch({ appDir: shell });
  const isVisible = () => window.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
  // It shows itself when it has something to show: not after it was hidden.
  await expect.poll(isVisible).toBe(true);
  await window.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  const refused = await job(['verify'], window.dataDir);
  expect(refused.code).toBe(1);
  expect(lastLine(refused)).toMatchObject({ ok: false, code: 'archive_in_use' });
  expect(await isVisible()).toBe(false);
  await window.close();

  const first = await launch({ appDir: shell, args: ['--job', 'find', 'wait'] });
  expect(
    await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((each) => each.isVisible())),
  ).toEqual([false]);
  const second = await job(['verify'], first.dataDir);
  expect([second.code, lastLine(second).code]).toEqual([1, 'archive_in_use']);
  await first.close();
  expect((await job(['verify'], first.dataDir)).code).toBe(0);
});
