import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FileTokens } from './tokens';
import { Writers } from './writers';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hudang-writers-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function opened(writers: Writers, page: number, token: string, name?: string): Promise<string> {
  const writer = await writers.open(page, token, name);
  if (!writer.ok) throw new Error(writer.error.code);
  return writer.value;
}

describe('open writers', () => {
  test('a file in a granted folder, in pieces', async () => {
    const tokens = new FileTokens();
    const writers = new Writers(tokens, join(folder, 'archive'));
    const token = tokens.issue(folder, 'folder');
    const id = await opened(writers, 1, token, '收入表.xlsx');
    await writers.write(1, id, Buffer.from('ab'));
    await writers.write(1, id, Buffer.from('cd'));
    const path = join(folder, '收入表.xlsx');
    expect(await writers.commit(1, id)).toEqual({ ok: true, value: { path, bytes: 4 } });
    expect(readFileSync(path, 'utf8')).toBe('abcd');
    expect(tokens.written(token)).toEqual({ ok: true, value: path });
    expect(await writers.commit(1, id)).toMatchObject({ ok: false, error: { code: 'unknown_writer' } });
  });

  test('nothing is written into the folder of the archive, by whatever name', async () => {
    const archive = join(folder, 'archive');
    mkdirSync(join(archive, 'journal'), { recursive: true });
    const journal = join(archive, 'journal', '000000000001.jsonl');
    writeFileSync(journal, 'lines');
    symlinkSync(archive, join(folder, 'link'));
    const tokens = new FileTokens();
    const writers = new Writers(tokens, join(folder, 'link'));
    for (const path of [journal, join(archive, '备份.zip'), join(folder, 'link', 'new', '备份.zip'), archive]) {
      const refused = await writers.open(1, tokens.issue(path, 'write'));
      expect(refused).toMatchObject({
        ok: false,
        error: { code: 'target_in_archive', params: { name: basename(path) } },
      });
    }
    expect((await writers.open(1, tokens.issue(archive, 'folder'), '收入表.xlsx')).ok).toBe(false);
    expect((await writers.open(1, tokens.issue(join(folder, 'archive.zip'), 'write'))).ok).toBe(true);
    expect(readFileSync(journal, 'utf8')).toBe('lines');
    await writers.abortAll();
  });

  test('one page cannot use the writer of another', async () => {
    const tokens = new FileTokens();
    const writers = new Writers(tokens, join(folder, 'archive'));
    const id = await opened(writers, 1, tokens.issue(join(folder, 'a'), 'write'));
    for (const result of [
      await writers.write(2, id, Buffer.from('x')),
      await writers.commit(2, id),
      await writers.abort(2, id),
    ]) {
      expect(result).toMatchObject({ ok: false, error: { code: 'unknown_writer' } });
    }
    await writers.abortAll();
  });

  test('what a page leaves open when it goes away is removed', async () => {
    const tokens = new FileTokens();
    const writers = new Writers(tokens, join(folder, 'archive'));
    const token = tokens.issue(folder, 'folder');
    await opened(writers, 1, token, 'a');
    await opened(writers, 1, token, 'b');
    const kept = await opened(writers, 2, token, 'c');
    await writers.abortAll(1);
    expect(readdirSync(folder)).toHaveLength(1);
    expect((await writers.commit(2, kept)).ok).toBe(true);
    expect(readdirSync(folder)).toEqual(['c']);
  });

  test('there is an end to how many may be open', async () => {
    const tokens = new FileTokens();
    const writers = new Writers(tokens, join(folder, 'archive'));
    const token = tokens.issue(folder, 'folder');
    for (let n = 0; n < 16; n += 1) await opened(writers, 1, token, `f${n}`);
    expect(await writers.open(1, token, 'more')).toMatchObject({ ok: false, error: { code: 'too_many_writers' } });
    await writers.abortAll();
    expect(readdirSync(folder)).toEqual([]);
  });
});
