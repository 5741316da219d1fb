import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { realDisk } from '../files/disk';
import { VIEWABLE, Viewing } from './viewing';

const CONTENT = Buffer.from('%PDF the scan of a household register');
const SHA = createHash('sha256').update(CONTENT).digest('hex');

let root: string;
let temporary: string;
let memory: string;
let stored: string;
let opened: string[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hudang-viewing-'));
  temporary = join(root, 'tmp');
  mkdirSync(temporary);
  memory = join(root, 'profile', 'viewing.json');
  stored = join(root, SHA);
  writeFileSync(stored, CONTENT);
  opened = [];
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const start = (answer: () => Promise<string> = () => Promise.resolve('')) =>
  Viewing.start({
    memory,
    temporary,
    open: (path) => {
      opened.push(path);
      return answer();
    },
  });
const folders = () => readdirSync(temporary);

describe('looking at attachments', () => {
  test('a read-only copy under its own name is opened; the stored file is not', async () => {
    const viewing = await start();
    expect(folders()).toEqual([]);
    expect(await viewing.show(stored, SHA, '户口本.PDF')).toEqual({ ok: true, value: null });
    const [path] = opened;
    expect(basename(path!)).toBe('户口本.PDF');
    expect(path!.startsWith(join(temporary, 'hudang-view-'))).toBe(true);
    expect(readFileSync(path!)).toEqual(CONTENT);
    expect(statSync(path!).mode & 0o777).toBe(0o444);
    expect(statSync(join(temporary, folders()[0]!)).mode & 0o077).toBe(0);
  });

  test('the same name twice is two files in one folder; at exit nothing is left', async () => {
    const viewing = await start();
    await Promise.all([viewing.show(stored, SHA, 'a.pdf'), viewing.show(stored, SHA, 'a.pdf')]);
    expect(new Set(opened).size).toBe(2);
    expect(folders()).toHaveLength(1);
    await viewing.stop();
    expect(folders()).toEqual([]);
    await viewing.show(stored, SHA, 'a.pdf');
    expect(existsSync(opened[2]!)).toBe(true);
    await viewing.stop();
    expect(folders()).toEqual([]);
    expect(JSON.parse(readFileSync(memory, 'utf8'))).toEqual({ folders: [] });
  });

  test('what a crash left behind is emptied at the next start', async () => {
    for (let run = 0; run < 3; run += 1) {
      const viewing = await start();
      await viewing.show(stored, SHA, 'a.pdf');
      expect(folders()).toHaveLength(1);
    }
    await start();
    expect(folders()).toEqual([]);
  });

  test('only folders of ours are ever emptied, whatever the list says', async () => {
    const precious = join(root, 'precious');
    const lookalike = join(root, 'hudang-view-abcdef');
    const inside = join(temporary, 'hudang-view-abcdef-mine');
    for (const folder of [precious, lookalike, inside]) {
      mkdirSync(folder);
      writeFileSync(join(folder, 'file'), 'x');
    }
    mkdirSync(join(root, 'profile'));
    const traversal = `${temporary}/hudang-view-abcdef/../../precious`;
    writeFileSync(
      memory,
      JSON.stringify({ folders: [precious, lookalike, inside, traversal, temporary, '/', 5, null] }),
    );
    await start();
    for (const folder of [precious, lookalike, inside]) expect(existsSync(join(folder, 'file'))).toBe(true);
    for (const text of ['', 'x', '[]', 'null', '{"folders":{}}']) {
      writeFileSync(memory, text);
      await start();
    }
  });

  test.each([
    'setup.exe',
    'a.pdf.bat',
    'a.lnk',
    'page.html',
    'a.svg',
    'a.docm',
    'a',
    '.pdf.',
    'pdf',
    'a.pdf ',
    'a.js',
    'a.zip',
    'a.pdf\u0000.exe',
  ])('%j is not opened', async (name) => {
    const viewing = await start();
    expect(await viewing.show(stored, SHA, name)).toMatchObject({ ok: false, error: { code: 'kind_not_opened' } });
    expect(opened).toEqual([]);
    expect(folders()).toEqual([]);
  });

  test('the kinds that are opened', () => {
    expect([...VIEWABLE].sort().join(' ')).toBe(
      'bmp csv doc docx et gif heic jpeg jpg ofd pdf png tif tiff txt webp wps xls xlsx',
    );
  });

  test.each(['../../evil.pdf', 'a/b.pdf', 'CON.pdf', 'a\u202efdp.pdf', `${'长'.repeat(90)}.pdf`, '.pdf'])(
    'under %j it is called by a plain name',
    async (name) => {
      const viewing = await start();
      expect(await viewing.show(stored, SHA, name)).toEqual({ ok: true, value: null });
      expect(basename(opened[0]!)).toBe('附件.pdf');
    },
  );

  test('a rotten file is not shown, and nothing of it stays', async () => {
    writeFileSync(stored, 'something else');
    const viewing = await start();
    expect(await viewing.show(stored, SHA, 'a.pdf')).toMatchObject({
      ok: false,
      error: { code: 'file_rotten', params: { name: 'a.pdf' } },
    });
    expect(opened).toEqual([]);
    expect(readdirSync(join(temporary, folders()[0]!))).toEqual([]);
  });

  test('a missing or unreadable file, no program for it, no room for it', async () => {
    const viewing = await start();
    expect(await viewing.show(join(root, 'none'), SHA, 'a.pdf')).toMatchObject({
      error: { code: 'file_not_found', params: { name: 'a.pdf' } },
    });
    const without = await start(() => Promise.resolve('no application'));
    expect(await without.show(stored, SHA, 'a.pdf')).toMatchObject({ error: { code: 'view_not_opened' } });
    const thrown = await start(() => Promise.reject(new Error('x')));
    expect(await thrown.show(stored, SHA, 'a.pdf')).toMatchObject({ error: { code: 'view_not_opened' } });
    await viewing.stop();
    rmSync(temporary, { recursive: true });
    expect(await viewing.show(stored, SHA, 'a.pdf')).toMatchObject({ error: { code: 'folder_missing' } });
    mkdirSync(temporary);
    expect(await viewing.show(stored, SHA, 'a.pdf')).toEqual({ ok: true, value: null });
  });

  test('where a folder cannot be emptied it is remembered for the next start', async () => {
    if (process.getuid?.() === 0) return;
    const viewing = await start();
    await viewing.show(stored, SHA, 'a.pdf');
    const folder = join(temporary, folders()[0]!);
    chmodSync(folder, 0o500);
    await viewing.stop();
    expect(JSON.parse(readFileSync(memory, 'utf8'))).toEqual({ folders: [folder] });
    chmodSync(folder, 0o700);
    await start();
    expect(folders()).toEqual([]);
  });

  test('where the list of folders cannot be written the file is shown all the same', async () => {
    const viewing = await Viewing.start({
      memory,
      temporary,
      open: () => Promise.resolve(''),
      disk: {
        ...realDisk,
        open: (path, flags) => (flags === 'wx' ? Promise.reject(new Error('full')) : realDisk.open(path, flags)),
      },
    });
    expect(await viewing.show(stored, SHA, 'a.pdf')).toEqual({ ok: true, value: null });
    await viewing.stop();
    expect(folders()).toEqual([]);
  });
});
