import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fail, ok } from '#shared/result';
import { FileTokens } from './tokens';

describe('file tokens', () => {
  const tokens = new FileTokens();
  const read = tokens.issue('/a/in.xlsx', 'read');
  const write = tokens.issue('/a/out.xlsx', 'write');
  const folder = tokens.issue('/a/folder', 'folder');

  test('a token gives only its own right', () => {
    expect(tokens.readable(read)).toEqual(ok('/a/in.xlsx'));
    expect(tokens.writable(write)).toEqual(ok('/a/out.xlsx'));
    expect(tokens.writable(folder, 'b.xlsx')).toEqual(ok(join('/a/folder', 'b.xlsx')));
    expect(tokens.readable(write)).toEqual(fail('no_right'));
    expect(tokens.readable(folder)).toEqual(fail('no_right'));
    expect(tokens.writable(read)).toEqual(fail('no_right'));
    expect(tokens.writable(read, 'x.xlsx')).toEqual(fail('no_right'));
    expect(tokens.writable(write, 'x.xlsx')).toEqual(fail('no_right'));
  });

  test('a folder needs a plain name', () => {
    expect(tokens.writable(folder)).toEqual(fail('name_required'));
    expect(tokens.writable(folder, '../out.xlsx')).toMatchObject({ ok: false, error: { code: 'bad_file_name' } });
  });

  test('an invented token opens nothing, and real ones cannot be guessed', () => {
    for (const guess of ['', 'x', '/a/in.xlsx', '__proto__', 'constructor']) {
      expect(tokens.readable(guess)).toEqual(fail('unknown_token'));
      expect(tokens.writable(guess)).toEqual(fail('unknown_token'));
    }
    const many = new Set(Array.from({ length: 1000 }, () => tokens.issue('/same', 'read')));
    expect(many.size).toBe(1000);
    expect(read).toMatch(/^[\w-]{32}$/);
  });

  test('a folder for the second place is for nothing else', () => {
    const place = tokens.issue('/b', 'place');
    expect(tokens.place(place)).toEqual(ok('/b'));
    expect(tokens.readable(place)).toEqual(fail('no_right'));
    expect(tokens.writable(place)).toEqual(fail('no_right'));
    expect(tokens.writable(place, 'a.zip')).toEqual(fail('no_right'));
    for (const other of [read, write, folder]) expect(tokens.place(other)).toEqual(fail('no_right'));
    expect(tokens.place('x')).toEqual(fail('unknown_token'));
  });

  test('only a file that was written can be shown', () => {
    expect(tokens.written(write)).toEqual(fail('not_written'));
    tokens.noteWritten(write, '/a/out.xlsx');
    expect(tokens.written(write)).toEqual(ok('/a/out.xlsx'));
    expect(tokens.written(read)).toEqual(fail('not_written'));
  });
});
